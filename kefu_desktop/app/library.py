"""The library as the running program sees it: one door, on a lane of its own, and news of what
came through it, from this process or another.
"""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import TypeVar

from kefu_desktop.app.events import (
    Events,
    LibraryChanged,
    LibraryReplaced,
    Touched,
    UseRecorded,
    WentWrong,
)
from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.changes import Change, ChangeSet, Key
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Category, Millis, Reply, Uid
from kefu_desktop.store.library import Committed, Library

_log = logging.getLogger(__name__)

T = TypeVar("T")


class LiveLibrary:
    """The only way for the program to read or change the library.

    Questions and changes are functions that are handed the open library on its own lane, so a
    change is made from what the library holds at that moment, not from what a screen last saw.
    Futures carry :class:`KefuError` for whatever the user can be told.
    """

    def __init__(
        self, lane: Lane, open_library: Callable[[], Library], events: Events, clock: Clock
    ) -> None:
        self._lane = lane
        self._open = open_library
        self._events = events
        self._clock = clock
        self._library: Library | None = None
        self._seen = 0

    def start(self) -> "Future[int]":
        """Opens the library (migrating it when it is older); gives its revision."""
        return self._lane.submit(self._start)

    def ask(self, question: Callable[[Library], T]) -> "Future[T]":
        """Answers ``question`` from the library as it is now. It must not change anything."""
        return self._lane.submit(lambda: question(self._opened()))

    def change(self, make: Callable[[Library], ChangeSet]) -> "Future[Committed | None]":
        """Commits what ``make`` makes of the present library; None when that is no change."""
        return self._lane.submit(self._change, make)

    def undo(self) -> "Future[Committed]":
        """Takes the last step back; raises NOTHING_TO_UNDO through the future."""
        return self._lane.submit(lambda: self._tell(self._opened().undo()))

    def redo(self) -> "Future[Committed]":
        """Does again what was taken back last; raises NOTHING_TO_REDO through the future."""
        return self._lane.submit(lambda: self._tell(self._opened().redo()))

    def record_use(self, uid: Uid, text: str, *, client: str, mode: str) -> "Future[None]":
        """Counts one delivery of the variant ``text``."""
        return self._lane.submit(self._record_use, uid, text, client, mode)

    def look_outside(self) -> "Future[bool]":
        """Notices what other processes have committed since the last look; costs microseconds
        when there is nothing. A fault is published rather than raised: nobody waits here.
        """
        return self._lane.submit(self._look_outside)

    def replace(self, swap: Callable[[], T]) -> "Future[T]":
        """Closes the library, lets ``swap`` put another file in its place, and opens that."""
        return self._lane.submit(self._replace, swap)

    def close(self) -> None:
        """Finishes what is queued and closes the file. Closing twice is no error."""
        self._lane.submit(self._close)
        self._lane.close()

    def _start(self) -> int:
        self._library = self._open()
        self._seen = self._library.revision
        return self._seen

    def _opened(self) -> Library:
        if self._library is None:
            self._start()
        assert self._library is not None
        return self._library

    def _change(self, make: Callable[[Library], ChangeSet]) -> Committed | None:
        library = self._opened()
        changes = make(library)
        return self._tell(library.commit(changes)) if changes else None

    def _tell(self, committed: Committed) -> Committed:
        if committed.revision > self._seen + 1:
            self._look_outside()
        self._seen = max(self._seen, committed.revision)
        event = LibraryChanged(committed.revision, committed.deed, touched_by(committed.changes))
        self._events.publish(event)
        return committed

    def _record_use(self, uid: Uid, text: str, client: str, mode: str) -> None:
        at = Millis(self._clock.now())
        use = self._opened().record_use(uid, text, client=client, mode=mode, at=at)
        self._events.publish(UseRecorded(uid, use))

    def _replace(self, swap: Callable[[], T]) -> T:
        self._close()
        try:
            return swap()
        finally:
            self._start()
            self._events.publish(LibraryReplaced())

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None

    def _look_outside(self) -> bool:
        try:
            return self._follow(self._opened())
        except KefuError as error:
            self._events.publish(WentWrong(error))
            return False

    def _follow(self, library: Library) -> bool:
        raise NotImplementedError


def touched_by(changes: Iterable[Change]) -> Touched:
    """Gives what ``changes`` leave behind; the last word on each entity counts."""
    last = {change.key: change.after for change in changes}
    replies = tuple(after for after in last.values() if isinstance(after, Reply))
    categories = tuple(after for after in last.values() if isinstance(after, Category))
    removed = tuple(Uid(key[1]) for key, v in last.items() if key[0] is Key.REPLY and v is None)
    gone = tuple(Uid(key[1]) for key, v in last.items() if key[0] is Key.CATEGORY and v is None)
    return Touched(replies, removed, categories, gone)
