"""Which replies say nearly the same, so that one of them may be enough.

Looking takes seconds in a large library and is done only when somebody wants to know. What was
found then is kept up to date as far as that goes: replies that are gone leave their groups, and
come back with undo; what has become alike since is found by looking again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.events import Events, LibraryChanged, LibraryReplaced, Touched, WentWrong
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.similar import with_images
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Kind, Uid, Use
from kefu_desktop.core.watching import Cancelled, Watch

if TYPE_CHECKING:
    from kefu_desktop.search.readings import Readings
    from kefu_desktop.store.apart import Apart
    from kefu_desktop.store.queries import Reader

_log = logging.getLogger(__name__)


class Group(Struct, frozen=True):
    """Replies of one kind that say nearly the same, the most used first; ``title`` is that one's.

    ``likeness`` is how alike the two neighbours least alike in it are, at most 1: then all say the
    same but for punctuation and emoticons.
    """

    uids: tuple[Uid, ...]
    likeness: float
    title: str


class Duplicates:
    """Finds groups of near-identical replies, and remembers which the user said are different."""

    def __init__(
        self,
        lane: Lane,
        open_reader: Callable[[], Reader],
        load_readings: Callable[[], Readings],
        moods: Iterable[str],
        file: Path,
        events: Events,
    ) -> None:
        """``moods`` are the names of emoticons, ``file`` keeps what was said to be different. The
        ``lane`` is busy for seconds.
        """
        self._lane = lane
        self._open_reader = open_reader
        self._load_readings = load_readings
        self._moods = tuple(moods)
        self._file = file
        self._kept: Apart | None = None
        self._events = events
        self._verdicts: list[tuple[Uid, ...]] | None = None
        self._found: tuple[Group, ...] | None = None
        self._gone: set[Uid] = set()
        self._shown: tuple[Group, ...] | None = None
        self._stale = False
        self._calls: tuple[Callable[[], None], ...] = ()
        self._closed = threading.Event()
        self._ends = (
            events.subscribe(LibraryChanged, self._library_changed),
            events.subscribe(LibraryReplaced, self._library_replaced),
        )

    @property
    def groups(self) -> tuple[Group, ...] | None:
        """The groups as they are now, the most alike first; None while nobody has looked."""
        return self._shown

    @property
    def stale(self) -> bool:
        """Whether replies have changed since it was looked, so that there may be other groups."""
        return self._stale

    def find(
        self, progress: Callable[[float], None], done: Callable[[bool], None]
    ) -> Callable[[], None]:
        """Looks through the library; gives a function that gives it up.

        Both calls come on the lane: ``progress`` with the part that is done (0–1), and ``done``
        once, with whether :attr:`groups` are of now. False when it was given up, or when the
        library cannot be read, which is published as :class:`WentWrong`.
        """
        given_up = threading.Event()
        watch = Watch(
            lambda part, whole: progress(part / whole),
            lambda: given_up.is_set() or self._closed.is_set(),
        )
        self._submit(lambda: done(self._look(watch)))
        return given_up.set

    def set_apart(self, uids: Sequence[Uid]) -> Future[None]:
        """Notes that each of ``uids`` is another reply than the others: for this they are never in
        a group together again. The future carries what kept it from being noted.
        """
        return self._lane.submit(self._judge, tuple(uids))

    def take_back(self) -> Future[None]:
        """Forgets what :meth:`set_apart` noted last, also in an earlier run."""
        return self._lane.submit(self._judge, None)

    def subscribe(self, call: Callable[[], None]) -> Callable[[], None]:
        """Calls ``call`` on the lane when :attr:`groups` are others, say something else, or have
        become :attr:`stale`; gives a function that ends it.
        """
        self._calls = (*self._calls, call)

        def end() -> None:
            self._calls = tuple(other for other in self._calls if other is not call)

        return end

    def close(self) -> None:
        """Gives up looking and ends the lane."""
        self._closed.set()
        for end in self._ends:
            end()
        self._lane.close()

    def _submit(self, job: Callable[[], object]) -> None:
        self._lane.submit(job).add_done_callback(log_failure)

    # -- on the lane

    def _look(self, watch: Watch) -> bool:
        try:
            self._found = self._find(watch)
        except Cancelled:
            return False
        except KefuError as error:
            self._events.publish(WentWrong(error))
            return False
        _log.info("found %d groups of replies that are alike", len(self._found))
        self._gone.clear()
        self._stale = False
        self._show()
        return True

    def _find(self, watch: Watch) -> tuple[Group, ...]:
        # Not before: numpy takes a tenth of a second that no window should wait for.
        from kefu_desktop.search import likeness

        plain = likeness.Plain(self._load_readings().folding, self._moods)
        # Apart from each other and not as an object for each reply: the collector of garbage would
        # go through those again and again, with every other thread waiting.
        uids: list[Uid] = []
        kinds: list[Kind] = []
        titles: list[str] = []

        def read(reader: Reader) -> Iterator[list[str]]:
            total = reader.counts().replies
            for reply in watch.stage(0, 10).over(reader.wordings(), total):
                uids.append(reply.uid)
                kinds.append(reply.kind)
                titles.append(reply.title)
                yield with_images(reply.texts, reply.images)

        with self._open_reader() as reader, reader.snapshot():
            said = likeness.Said(read(reader), plain)
            uses = reader.uses()
        groups: list[Group] = []
        for alike in likeness.groups(said, watch.stage(10, 100)):
            for kind in Kind:
                # An away message is no duplicate of a reply: it is for something else.
                ours = [number for number in alike.members if kinds[number] is kind]
                ours.sort(key=lambda number: -uses.get(uids[number], Use()).count)
                if len(ours) > 1:
                    members = tuple(uids[number] for number in ours)
                    groups.append(Group(members, alike.likeness, titles[ours[0]]))
        return tuple(groups)

    def _judge(self, verdict: tuple[Uid, ...] | None) -> None:
        """Notes a verdict, or takes the last one back (None)."""
        known = self._known_verdicts()
        self._verdicts = known[:-1] if verdict is None else [*known, verdict]
        try:
            self._apart().write(self._verdicts)
        except KefuError:
            self._verdicts = known
            raise
        self._show()

    def _known_verdicts(self) -> list[tuple[Uid, ...]]:
        if self._verdicts is None:
            self._verdicts = list(self._apart().read())
        return self._verdicts

    def _apart(self) -> Apart:
        if self._kept is None:
            # Not before: no window should wait for the store to be loaded.
            from kefu_desktop.store.apart import Apart

            self._kept = Apart(self._file)
        return self._kept

    def _library_changed(self, event: LibraryChanged) -> None:
        self._submit(lambda: self._follow(event.touched))

    def _library_replaced(self, _: LibraryReplaced) -> None:
        self._submit(self._forget)

    def _forget(self) -> None:
        self._found = self._shown = None
        self._gone.clear()
        self._tell()

    def _follow(self, touched: Touched) -> None:
        if self._found is None or not (touched.replies or touched.removed):
            return
        self._stale = True
        self._gone.update(touched.removed)
        for reply in touched.replies:
            if reply.trashed is None:
                self._gone.discard(reply.uid)
            else:
                self._gone.add(reply.uid)
        self._show()

    def _show(self) -> None:
        """Makes the groups to be shown of those that were found."""
        if self._found is not None:
            try:
                verdicts = self._known_verdicts()
            except KefuError as error:
                self._events.publish(WentWrong(error))
                verdicts = self._verdicts = []
            self._shown = tuple(_left(self._found, self._gone, _Verdicts(verdicts)))
        self._tell()

    def _tell(self) -> None:
        for call in self._calls:
            call()


class _Verdicts:
    """Which replies are apart, by all that was said."""

    def __init__(self, verdicts: Sequence[tuple[Uid, ...]]) -> None:
        self._of: dict[Uid, set[int]] = {}
        for number, verdict in enumerate(verdicts):
            for uid in verdict:
                self._of.setdefault(uid, set()).add(number)

    def parted(self, uids: Sequence[Uid]) -> Iterator[tuple[Uid, ...]]:
        """Parts ``uids`` so that those stay together that some are not apart from."""
        judged = [self._of.get(uid, frozenset[int]()) for uid in uids]
        rest = dict.fromkeys(range(len(uids)))
        while rest:
            begun, _ = rest.popitem()
            family, fresh = [begun], [begun]
            while fresh and rest:
                one = fresh.pop()
                near = [other for other in rest if judged[one].isdisjoint(judged[other])]
                for other in near:
                    del rest[other]
                family += near
                fresh += near
            yield tuple(uids[place] for place in sorted(family))


def _left(found: Iterable[Group], gone: set[Uid], verdicts: _Verdicts) -> Iterator[Group]:
    """Gives what is left of groups without those who are gone or said to be different."""
    for group in found:
        there = tuple(uid for uid in group.uids if uid not in gone)
        for uids in verdicts.parted(there):
            if len(uids) > 1:
                yield Group(uids, group.likeness, group.title)
