"""The library as the running program sees it: one door, on a lane of its own, and news of what
came through it, from this process or another.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

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
from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.core.model import Category, Millis, Reply, Uid, Use
from kefu_desktop.core.uniting import recounted
from kefu_desktop.core.watching import Watch

if TYPE_CHECKING:
    from kefu_desktop.store.library import Committed, Library
    from kefu_desktop.store.queries import SeenPack
    from kefu_desktop.store.revisions import News

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
        self._version = 0
        self._file: tuple[int, int] | None = None

    def start(self) -> Future[int]:
        """Opens the library (migrating it when it is older); gives its revision."""
        return self._lane.submit(self._start)

    def ask(self, question: Callable[[Library], T]) -> Future[T]:
        """Answers ``question`` from the library as it is now. It must not change anything."""
        return self._lane.submit(lambda: question(self._opened()))

    def change(
        self,
        make: Callable[[Library], ChangeSet],
        pack: SeenPack | None = None,
        watch: Watch = Watch(),  # noqa: B008
    ) -> Future[Committed | None]:
        """Commits what ``make`` makes of the present library; None when that is no change.

        ``pack`` is noted with the change that it brought. The future carries Cancelled when
        ``watch`` says so in time, and then nothing was changed.
        """
        return self._lane.submit(self._change, make, pack, watch)

    def undo(self) -> Future[Committed]:
        """Takes the last step back; raises NOTHING_TO_UNDO through the future."""
        return self._lane.submit(self._undo)

    def redo(self) -> Future[Committed]:
        """Does again what was taken back last; raises NOTHING_TO_REDO through the future."""
        return self._lane.submit(self._redo)

    def purge_trash(self, older_than: Millis) -> Future[Committed | None]:
        """Removes for good what went to the trash before ``older_than``; None for nothing."""
        return self._lane.submit(self._purge, older_than)

    def forget_log_before(self, moment: Millis) -> Future[None]:
        """Drops what was noted of single deliveries before ``moment``; the counts stay."""
        return self._lane.submit(lambda: self._opened().forget_log_before(moment))

    def record_use(self, uid: Uid, text: str, *, client: str, mode: str) -> Future[None]:
        """Counts one delivery of the variant ``text``."""
        return self._lane.submit(self._record_use, uid, text, client, mode)

    def look_outside(self) -> Future[bool]:
        """Notices what other processes have committed since the last look; costs microseconds
        when there is nothing. A fault is published rather than raised: nobody waits here.
        """
        return self._lane.submit(self._look_outside)

    def replace(self, swap: Callable[[], T]) -> Future[T]:
        """Closes the library, lets ``swap`` put another file in its place, and opens that."""
        return self._lane.submit(self._replace, swap)

    def close(self) -> None:
        """Finishes what is queued and closes the file. Closing twice is no error."""
        self._lane.submit(self._close)
        self._lane.close()

    def _start(self) -> int:
        self._library = self._open()
        self._file = _identity(self._library)
        self._seen = self._library.revision()
        self._version = self._library.data_version()
        return self._seen

    def _opened(self) -> Library:
        if self._library is None:
            self._start()
        assert self._library is not None
        return self._library

    def _current(self) -> Library:
        """The library, with all that others have committed told before we change it."""
        self._follow(self._opened())
        library = self._opened()
        if self._file is None:
            raise MachineFault(Code.LIBRARY_UNREADABLE, path=str(library.path))
        return library

    def _change(
        self, make: Callable[[Library], ChangeSet], pack: SeenPack | None, watch: Watch
    ) -> Committed | None:
        library = self._current()
        changes = make(library)
        if not changes:
            return None
        committed = library.commit(changes, pack=pack, watch=watch)
        # It is committed: by now nothing can be cancelled.
        unheard = Watch(give_way=watch.give_way)
        return self._tell(library, committed, unheard) if committed.changes else None

    def _undo(self) -> Committed:
        library = self._current()
        return self._tell(library, library.undo())

    def _redo(self) -> Committed:
        library = self._current()
        return self._tell(library, library.redo())

    def _purge(self, older_than: Millis) -> Committed | None:
        library = self._current()
        committed = library.purge_trash(older_than)
        return None if committed is None else self._tell(library, committed)

    def _tell(
        self,
        library: Library,
        committed: Committed,
        watch: Watch = Watch(),  # noqa: B008
    ) -> Committed:
        if committed.previous > self._seen:
            self._catch_up(library)
        self._seen = max(self._seen, committed.revision)
        uses = {uid: library.use(uid) for uid in recounted(watch.quietly(committed.changes))}
        touched = touched_by(watch.quietly(committed.changes), uses)
        self._events.publish(LibraryChanged(committed.revision, committed.deed, touched))
        return committed

    def _record_use(self, uid: Uid, text: str, client: str, mode: str) -> None:
        library = self._current()
        at = Millis(self._clock.now())
        revision = library.record_use(uid, text, client=client, mode=mode, at=at)
        if revision > self._seen + 1:
            self._catch_up(library)
        self._seen = max(self._seen, revision)
        self._events.publish(UseRecorded(uid, library.use(uid)))

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
        """Takes over what others did. Raises when somebody took the file away, and only the first
        time: who looks every second need not say it every second.
        """
        # A connection goes on holding a file that another has replaced; what it wrote from then on
        # would be in nobody's library.
        known, present = self._file, _identity(library)
        self._file = present
        if present is None:
            if known is not None:
                raise MachineFault(Code.LIBRARY_UNREADABLE, path=str(library.path))
            return False
        if present != known:
            self._close()
            self._start()
            self._events.publish(LibraryReplaced())
            return True
        version = library.data_version()
        if version == self._version:
            return False
        self._version = version
        return self._catch_up(library)

    def _catch_up(self, library: Library) -> bool:
        """Tells what others have committed since the last look; whether there was anything."""
        with library.snapshot():
            news = library.changes_since(self._seen)
            touched = None if news.everything else _touched_in(library, news)
        if news.revision == self._seen:
            return False
        self._seen = news.revision
        if touched is None:
            self._events.publish(LibraryReplaced())
        else:
            self._events.publish(LibraryChanged(news.revision, None, touched))
        return True


def _identity(library: Library) -> tuple[int, int] | None:
    """Which file lies at the library's path; None when there is none."""
    try:
        found = library.path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _touched_in(library: Library, news: News) -> Touched:
    replies = library.replies(news.replies)
    categories = library.categories() if news.categories else {}
    there = {reply.uid for reply in replies}
    return Touched(
        replies,
        tuple(uid for uid in news.replies if uid not in there),
        tuple(categories[uid] for uid in news.categories if uid in categories),
        tuple(uid for uid in news.categories if uid not in categories),
        {uid: library.use(uid) for uid in news.used},
    )


def touched_by(changes: Iterable[Change], uses: Mapping[Uid, Use]) -> Touched:
    """Gives what ``changes`` leave behind; the last word on each entity counts. ``uses`` are the
    counts that are others for them.
    """
    last = {change.key: change.after for change in changes}
    replies = tuple(after for after in last.values() if isinstance(after, Reply))
    categories = tuple(after for after in last.values() if isinstance(after, Category))
    removed = tuple(Uid(key[1]) for key, v in last.items() if key[0] is Key.REPLY and v is None)
    gone = tuple(Uid(key[1]) for key, v in last.items() if key[0] is Key.CATEGORY and v is None)
    return Touched(replies, removed, categories, gone, uses)
