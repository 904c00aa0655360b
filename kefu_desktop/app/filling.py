"""What can be offered for the values that a reply asks for: what was copied just now, what was
answered last, its default and its choices.

The clipboard is only looked at when somebody is asked for something, never when our own reply is on
it, and what was on it goes nowhere but into the form.
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.ports import ClipboardPort
from kefu_desktop.core.template import Ask

if TYPE_CHECKING:
    from kefu_desktop.core.order_facts import Fact, OrderFacts

_log = logging.getLogger(__name__)

LAST_ONES = 3
"""So many earlier answers are offered: a parcel of the day before is nobody's any more."""


class Source(StrEnum):
    """Where a suggestion comes from."""

    COPIED = "copied"
    LAST = "last"
    GIVEN = "given"


class Suggestion(NamedTuple):
    """A value that may be meant. ``GIVEN`` are those that the reply itself names."""

    value: str
    source: Source


class Filling:
    """Remembers answers while the program runs, and looks at the clipboard. GUI thread."""

    def __init__(
        self,
        clipboard: ClipboardPort,
        lane: Lane,
        on_gui: Callable[[Callable[[], None]], None],
        load: "Callable[[], OrderFacts]",
    ) -> None:
        """``load`` reads what is recognised; it is called on ``lane``, as the clipboard is read."""
        self._clipboard = clipboard
        self._lane = lane
        self._on_gui = on_gui
        self._load = load
        self._known: OrderFacts | None = None
        self._facts: tuple[Fact, ...] = ()
        self._last: dict[str, tuple[str, ...]] = {}

    def look(self, seen: Callable[[], None]) -> None:
        """Looks at the clipboard; ``seen`` is called when :meth:`suggestions` knows what is there,
        also when that is nothing.
        """
        self._facts = ()
        if self._clipboard.still_ours():
            seen()
            return

        def read(reading: "Future[tuple[Fact, ...]]") -> None:
            log_failure(reading)
            facts = () if reading.exception() is not None else reading.result()
            self._on_gui(lambda: self._take(facts, seen))

        self._lane.submit(self._read).add_done_callback(read)

    def suggestions(self, ask: Ask) -> tuple[Suggestion, ...]:
        """Gives what may be meant, the likeliest first, each once."""
        found: dict[str, Source] = {}
        copied = () if self._known is None else self._known.offers(ask, self._facts)
        given = (*((ask.default,) if ask.default else ()), *ask.choices)
        for values, source in (
            (copied, Source.COPIED),
            (self._last.get(ask.name, ()), Source.LAST),
            (given, Source.GIVEN),
        ):
            for value in values:
                found.setdefault(value, source)
        return tuple(Suggestion(value, source) for value, source in found.items() if value.strip())

    def remember(self, values: Mapping[str, str]) -> None:
        """Keeps what was answered for the next time it is asked."""
        for name, value in values.items():
            others = (one for one in self._last.get(name, ()) if one != value)
            self._last[name] = (value, *others)[:LAST_ONES]

    def _read(self) -> "tuple[Fact, ...]":
        if self._known is None:
            self._known = self._load()
        facts = self._known.find(self._clipboard.read_text())
        _log.info("the clipboard offers %d facts", len(facts))
        return facts

    def _take(self, facts: "tuple[Fact, ...]", seen: Callable[[], None]) -> None:
        self._facts = facts
        seen()
