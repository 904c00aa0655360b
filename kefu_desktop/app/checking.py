"""Which replies have wording that is better looked at again, for the whole library, always up to
date.

The library is read once, when somebody first wants to know; from then on only what has changed is
looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from kefu_desktop.app.events import Events, LibraryChanged, LibraryReplaced, Touched, WentWrong
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.lint import Finding, Rule, look_at
from kefu_desktop.core.model import Uid
from kefu_desktop.core.watching import Cancelled, Watch

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Reader

__all__ = ["Checking", "Finding"]

_log = logging.getLogger(__name__)

Found = Mapping[Uid, tuple[Finding, ...]]


class Checking:
    """Applies rules to all replies outside the trash, on a lane of its own."""

    def __init__(
        self,
        lane: Lane,
        open_reader: Callable[[], Reader],
        rules: Sequence[Rule],
        events: Events,
    ) -> None:
        self._lane = lane
        self._open_reader = open_reader
        self._rules = tuple(rules)
        self._events = events
        self._found: Found | None = None
        self._calls: tuple[Callable[[], None], ...] = ()
        self._closed = False
        self._ends = (
            events.subscribe(LibraryChanged, self._library_changed),
            events.subscribe(LibraryReplaced, self._library_replaced),
        )

    def start(self) -> None:
        """Looks through the library. Until that is done nothing is known; starting again looks
        through it anew. A library that cannot be read is published as :class:`WentWrong`.
        """
        self._lane.submit(self._read).add_done_callback(log_failure)

    def found(self) -> Found | None:
        """Gives the findings of each reply that has any; None while nobody has looked. What is
        given does not change any more. Any thread.
        """
        return self._found

    def look_at(self, texts: Sequence[str], images: int = 0) -> tuple[Finding, ...]:
        """Gives the findings in variants that need not be in the library. Any thread."""
        return look_at(texts, images, self._rules)

    def subscribe(self, call: Callable[[], None]) -> Callable[[], None]:
        """Calls ``call`` on the lane whenever :meth:`found` gives something else than before; gives
        a function that ends it.
        """
        self._calls = (*self._calls, call)

        def end() -> None:
            self._calls = tuple(other for other in self._calls if other is not call)

        return end

    def close(self) -> None:
        """Stops looking, also half-way through the library, and ends the lane."""
        self._closed = True
        for end in self._ends:
            end()
        self._lane.close()

    def _read(self) -> None:
        watch = Watch(cancelled=lambda: self._closed)
        found = {}
        try:
            with self._open_reader() as reader:
                for reply in watch.over(reader.wordings()):
                    if findings := self.look_at(reply.texts, len(reply.images)):
                        found[reply.uid] = findings
        except Cancelled:
            return
        except KefuError as error:
            self._events.publish(WentWrong(error))
            return
        _log.info("looked through the library: findings in %d replies", len(found))
        self._become(found)

    def _library_changed(self, event: LibraryChanged) -> None:
        self._lane.submit(self._follow, event.touched).add_done_callback(log_failure)

    def _library_replaced(self, _: LibraryReplaced) -> None:
        self._lane.submit(self._read_again).add_done_callback(log_failure)

    def _read_again(self) -> None:
        if self._found is not None:
            self._read()

    def _follow(self, touched: Touched) -> None:
        """Brings the findings up to ``touched``. Doing so twice changes nothing more."""
        if self._found is None:
            return
        gone = {reply.uid for reply in touched.replies} | {*touched.removed}
        found = {uid: findings for uid, findings in self._found.items() if uid not in gone}
        for reply in touched.replies:
            texts = [variant.text for variant in reply.variants]
            findings = self.look_at(texts, len(reply.attachments))
            if findings and reply.trashed is None:
                found[reply.uid] = findings
        self._become(found)

    def _become(self, found: dict[Uid, tuple[Finding, ...]]) -> None:
        if found == self._found:
            return
        self._found = MappingProxyType(found)
        for call in self._calls:
            call()
