"""Which replies have wording that is better looked at again, for the whole library, always up to
date; and which findings the user lets be.

The library is read once, when somebody first wants to know; from then on only what has changed is
looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kefu_desktop.app.events import (
    Events,
    LibraryChanged,
    LibraryReplaced,
    Touched,
    WentWrong,
    WordingChanged,
)
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.lint import Circumstances, Finding, Rule, Waiver, look_at
from kefu_desktop.core.model import Uid
from kefu_desktop.core.watching import Cancelled, Watch

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Reader
    from kefu_desktop.store.waivers import Waivers

__all__ = ["Checking", "Finding"]

_log = logging.getLogger(__name__)

Found = Mapping[Uid, tuple[Finding, ...]]


class Checked(NamedTuple):
    """What was found in one reply; a text that is none has no ``uid``."""

    uid: Uid | None
    title: str
    texts: tuple[str, ...]
    findings: tuple[Finding, ...]


class Waived(NamedTuple):
    """What is let be, and the title of the reply; None where that is no longer in the library."""

    waiver: Waiver
    title: str | None


_WORDLESS = frozenset(
    {
        Deed.MOVE,
        Deed.REORDER,
        Deed.FAVOURITE,
        Deed.ADD_CATEGORY,
        Deed.EDIT_CATEGORY,
        Deed.MERGE_CATEGORIES,
        Deed.REMOVE_CATEGORY,
    }
)
"""Deeds that leave every reply saying what it says, whether they are done or undone: there is
nothing to look at again, and ten thousand replies moved would be a second's work.
"""


class Checking:
    """Applies rules to all replies outside the trash, on a lane of its own."""

    def __init__(
        self,
        lane: Lane,
        open_reader: Callable[[], Reader],
        rules: Sequence[Rule],
        events: Events,
        waivers: Path,
        refresh: Callable[[], object] = lambda: None,
    ) -> None:
        """``waivers`` is the file of what the user lets be. ``refresh`` brings the rules up to date
        and is called on the lane each time before the library is looked through.
        """
        self._lane = lane
        self._open_reader = open_reader
        self._rules = tuple(rules)
        self._events = events
        self._file = waivers
        self._refresh = refresh
        self._kept: Waivers | None = None
        self._waived: tuple[Waiver, ...] | None = None
        self._all: Found = MappingProxyType({})
        self._found: Found | None = None
        self._calls: tuple[Callable[[], None], ...] = ()
        self._closed = False
        self._ready = False
        self._ends = (
            events.subscribe(LibraryChanged, self._library_changed),
            events.subscribe(LibraryReplaced, self._look_anew),
            events.subscribe(WordingChanged, self._look_anew),
        )

    @property
    def ready(self) -> bool:
        """Whether :meth:`look_at` answers at once: rules are read when the library first is. Any
        thread.
        """
        return self._ready

    def start(self) -> None:
        """Looks through the library. Until that is done nothing is known; starting again looks
        through it anew. A library that cannot be read is published as :class:`WentWrong`.
        """
        self._lane.submit(self._read).add_done_callback(log_failure)

    def prepare(self) -> None:
        """Reads the rules and what is let be, not the library, so that :meth:`look_at` can answer
        for a reply. On the lane.

        Raises MachineFault for a file of waivers that cannot be read.
        """
        self._refresh()
        self._known_waivers()
        self._ready = True

    def found(self) -> Found | None:
        """Gives the findings of each reply that has any which are not let be; None while nobody has
        looked. What is given does not change any more. Any thread.
        """
        return self._found

    def look_at(
        self, texts: Sequence[str], about: Circumstances, uid: Uid | None = None
    ) -> tuple[Finding, ...]:
        """Gives the findings in variants that need not be in the library; those that are let be in
        the reply ``uid`` are left out. Any thread.
        """
        findings = look_at(texts, about, self._rules)
        return findings if uid is None else self._heeded(uid, findings)

    def look_through(self, longest: int = 0) -> Iterator[Checked]:
        """Gives every reply outside the trash with its findings that are not let be, as it is
        read, on the caller's thread. ``longest`` is what the chat client takes at once.

        Raises MachineFault for a library, or a file of waivers, that cannot be read.
        """
        self._known_waivers()
        with self._open_reader() as reader:
            for reply in reader.wordings():
                about = Circumstances(len(reply.images), reply.tags, longest)
                findings = self.look_at(reply.texts, about, reply.uid)
                yield Checked(reply.uid, reply.title, reply.texts, findings)

    def waivers(self, uid: Uid) -> tuple[Waiver, ...]:
        """Gives what is let be in the reply ``uid``, as far as the file was read. Any thread."""
        return tuple(waiver for waiver in self._waived or () if waiver.uid == uid)

    @property
    def waived_count(self) -> int:
        """How many findings are let be, as far as the file was read. Any thread."""
        return len(self._waived or ())

    def waived(self) -> Future[tuple[Waived, ...]]:
        """Gives all that is let be, the newest first. The future carries what kept it from being
        read.
        """
        return self._lane.submit(self._list_waived)

    def waive(self, uid: Uid, finding: Finding, note: str) -> Future[None]:
        """Lets ``finding`` be in the reply ``uid``, wherever it stands there; a waiver of the same
        gets the new ``note``. The future carries what kept it from being noted.
        """
        return self._lane.submit(self._waive, Waiver(uid, str(finding.reason), finding.word, note))

    def heed(self, waiver: Waiver) -> Future[None]:
        """Takes ``waiver`` back: what it let be is found again."""
        return self._lane.submit(self._heed, waiver)

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
            self.prepare()
            with self._open_reader() as reader:
                for reply in watch.over(reader.wordings()):
                    about = Circumstances(len(reply.images), reply.tags)
                    if findings := self.look_at(reply.texts, about):
                        found[reply.uid] = findings
        except Cancelled:
            return
        except KefuError as error:
            self._events.publish(WentWrong(error))
            return
        _log.info("looked through the library: findings in %d replies", len(found))
        self._become(found)

    def _library_changed(self, event: LibraryChanged) -> None:
        if event.deed in _WORDLESS:
            return
        self._lane.submit(self._follow, event.touched).add_done_callback(log_failure)

    def _look_anew(self, _: LibraryReplaced | WordingChanged) -> None:
        self._lane.submit(self._read_again).add_done_callback(log_failure)

    def _read_again(self) -> None:
        if self._found is not None:
            self._read()

    def _follow(self, touched: Touched) -> None:
        """Brings the findings up to ``touched``. Doing so twice changes nothing more."""
        if self._found is None:
            return
        gone = {reply.uid for reply in touched.replies} | {*touched.removed}
        found = {uid: findings for uid, findings in self._all.items() if uid not in gone}
        for reply in touched.replies:
            texts = [variant.text for variant in reply.variants]
            findings = self.look_at(texts, Circumstances(len(reply.attachments), reply.tags))
            if findings and reply.trashed is None:
                found[reply.uid] = findings
        self._become(found)

    def _waive(self, waiver: Waiver) -> None:
        self._write([*self._others(waiver), waiver])

    def _heed(self, waiver: Waiver) -> None:
        self._write(self._others(waiver))

    def _list_waived(self) -> tuple[Waived, ...]:
        waivers = self._known_waivers()
        with self._open_reader() as reader:
            replies = reader.replies({waiver.uid for waiver in waivers})
        titles = {reply.uid: reply.title for reply in replies}
        return tuple(Waived(waiver, titles.get(waiver.uid)) for waiver in reversed(waivers))

    def _others(self, waiver: Waiver) -> list[Waiver]:
        said = (waiver.uid, waiver.reason, waiver.word)
        return [
            other
            for other in self._known_waivers()
            if (other.uid, other.reason, other.word) != said
        ]

    def _write(self, waivers: Sequence[Waiver]) -> None:
        self._store().write(waivers)
        self._waived = tuple(waivers)
        if self._found is not None:
            self._become(self._all)

    def _known_waivers(self) -> tuple[Waiver, ...]:
        if self._waived is None:
            self._waived = self._store().read()
        return self._waived

    def _store(self) -> Waivers:
        if self._kept is None:
            # Not before: no window should wait for the store to be loaded.
            from kefu_desktop.store.waivers import Waivers

            self._kept = Waivers(self._file)
        return self._kept

    def _heeded(self, uid: Uid, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        waivers = self.waivers(uid)
        if not waivers:
            return findings
        return tuple(
            finding
            for finding in findings
            if not any(waiver.covers(uid, finding) for waiver in waivers)
        )

    def _become(self, everything: Found) -> None:
        """``everything`` is found from now on, but for what is let be."""
        self._all = everything
        found = dict(everything)
        for uid in {waiver.uid for waiver in self._waived or ()} & found.keys():
            found[uid] = self._heeded(uid, found[uid])
            if not found[uid]:
                del found[uid]
        if found == self._found:
            return
        self._found = MappingProxyType(found)
        for call in self._calls:
            call()
