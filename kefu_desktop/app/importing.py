"""Brings packs into the library: read, compare, show, and only then one step through the door.

Reading and planning may take long and belong on a pool thread, with a reader of its own; nothing is
changed there, so giving up at any moment means that nothing happened. What was planned is carried
out only on the library it was planned for: if that has moved on meanwhile, the plan is made again.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.similar import FindSimilar
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.columns import NO_LAYOUTS, Layouts, Table
from kefu_desktop.core.errors import Code
from kefu_desktop.core.merging import (
    ImportPlan,
    Item,
    LibraryView,
    Report,
    State,
    note_similar,
    plan,
)
from kefu_desktop.core.model import Millis, Reply, Uid
from kefu_desktop.core.records import Finding, Pack, Record, Where, record_from
from kefu_desktop.core.refitting import refit
from kefu_desktop.core.resolving import Decision, resolve
from kefu_desktop.core.tree import NewUid
from kefu_desktop.core.tree import Path as Place
from kefu_desktop.core.versions import is_before
from kefu_desktop.core.watching import Watch
from kefu_desktop.store.queries import SeenPack

if TYPE_CHECKING:
    from kefu_desktop.store.library import Library
    from kefu_desktop.store.queries import Queries, Reader

_log = logging.getLogger(__name__)


COMPARED = 30_000
"""Replies and records that are compared with each other in about a second, before a plan is shown.
"""


class Reading(Protocol):
    """Reads files of strangers. Both raise :class:`kefu_desktop.core.errors.KefuError` for a file
    that is refused whole.
    """

    def read(self, path: Path, watch: Watch, *, layouts: Layouts) -> Pack:
        """Gives what ``path`` holds; tables as ``layouts`` say. Raises Cancelled."""

    def sample(self, path: Path) -> tuple[Table, ...]:
        """Gives the tables of a file by their first rows; none for a file of another kind."""

    def try_out(self, table: Table, path: Path) -> Pack:
        """Gives what the first rows of a table come to as it is laid out. Never raises."""


class Prepared(Struct, frozen=True):
    """A plan and the revision of the library it was made for."""

    plan: ImportPlan
    revision: int


class Imported(Struct, frozen=True):
    """What an import did, or in a dry run would do. ``revision`` is None when nothing changed.

    ``unsettled`` was decided, or needed no decision, before the library changed under it: it was
    left as it is and is to be asked about.
    """

    pack: Pack
    report: Report
    revision: int | None = None
    unsettled: tuple[Item, ...] = ()


class Choices(Struct, frozen=True):
    """What the user wants: decisions by the uid of an item, one for all that ask besides, and by
    categories of the pack where what lies in them is to lie here.
    """

    decisions: Mapping[Uid, Decision] = field(default_factory=dict)
    default: Decision | None = None
    places: Mapping[Place, Place] = field(default_factory=dict)


class Importing:
    """Imports into one library. Every method belongs on a pool thread and blocks it."""

    def __init__(
        self,
        library: LiveLibrary,
        open_reader: "Callable[[], Reader | None]",
        reading: Reading,
        back_up: Callable[[], object],
        clock: Clock,
        new_uid: NewUid,
        find_similar: FindSimilar | None = None,
    ) -> None:
        """``open_reader`` gives None where there is no library yet; ``back_up`` keeps the library
        as it is, and what it raises keeps the import from happening. Without ``find_similar``
        nobody notices what is nearly here already.
        """
        self._library = library
        self._open_reader = open_reader
        self._reading = reading
        self._back_up = back_up
        self._clock = clock
        self._new_uid = new_uid
        self._find_similar = find_similar

    def read(
        self,
        path: Path,
        watch: Watch = Watch(),  # noqa: B008
        *,
        layouts: Layouts = NO_LAYOUTS,
    ) -> Pack:
        """Gives what ``path`` holds; raises KefuError, or Cancelled."""
        return self._reading.read(path, watch, layouts=layouts)

    def sample(self, path: Path) -> tuple[Table, ...]:
        """Gives the tables of a file by their first rows, also of one that :meth:`read` refuses
        because nothing tells what its columns mean; none for a file of another kind.
        """
        return self._reading.sample(path)

    def try_out(self, table: Table, path: Path) -> Pack:
        """Gives the replies that the first rows of a table of ``path`` come to, laid out as the
        table says; none without a layout.
        """
        return self._reading.try_out(table, path)

    def base_of(self, reply: Reply) -> Record | None:
        """Gives what the pack said of ``reply`` when it was last taken; None where nobody knows."""
        reader = self._open_reader() if reply.origin is not None else None
        if reader is None or reply.origin is None:
            return None
        with reader:
            document = reader.content(reply.origin.digest)
        try:
            return record_from(document or b"", reply.origin.record)
        except ValueError:
            return None

    def prepare(self, pack: Pack, watch: Watch = Watch()) -> Prepared:  # noqa: B008
        """Gives what bringing ``pack`` in would do now. Changes nothing; raises Cancelled."""
        reader = self._open_reader()
        if reader is None:
            return Prepared(plan(pack, LibraryView({}, {}, {}), watch), 0)
        with reader, reader.snapshot() as revision:
            return _prepare(pack, reader, revision, watch)

    def note_similar(self, prepared: Prepared, watch: Watch = Watch()) -> Prepared:  # noqa: B008
        """Gives ``prepared`` with the new records marked that nearly say what is here, or as it is
        where the library is so large that somebody would wait for it. Raises Cancelled.
        """
        made = prepared.plan
        if self._find_similar is None or len(made.library.replies) + len(made.items) > COMPARED:
            return prepared
        return replace(prepared, plan=note_similar(made, self._find_similar(made, watch)))

    def preview(self, prepared: Prepared, choices: Choices) -> Imported:
        """Gives what carrying ``prepared`` out would do. Changes nothing."""
        return Imported(prepared.plan.pack, self._resolve(prepared, choices)[1])

    def carry_out(
        self,
        prepared: Prepared,
        choices: Choices,
        watch: Watch = Watch(),  # noqa: B008
    ) -> Imported:
        """Backs the library up and brings the pack in, as one step that one undo takes back.

        The same pack again changes nothing, and makes neither a backup nor a step. Raises Cancelled
        until the step is committed, and then nothing has happened.
        """
        pack = prepared.plan.pack
        changes, report = self._resolve(prepared, choices, watch.stage(0, 20))
        if not changes:
            return Imported(pack, report)
        if prepared.plan.library.replies:
            self._back_up()
        watch.tell(30, 100)
        waiting = [changes]
        dropped: list[object] = [*changes.changes, *changes.contents]
        del changes
        done = [Imported(pack, report)]

        def make(library: "Library") -> ChangeSet:
            watch.tell(40, 100)
            if library.revision() == prepared.revision:
                return waiting[0]
            newer, done[0] = self._anew(library, prepared, choices, watch)
            return newer

        seen = SeenPack(pack.uid, pack.name, pack.version, Millis(self._clock.now()))
        committed = self._library.change(make, seen, watch.stage(50, 100)).result()
        revision = None if committed is None else committed.revision
        del committed, waiting[:]
        watch.let_go(dropped)
        report = done[0].report
        _log.info(
            "imported %s: %d new, %d updated, %d same, %d conflicts, %d rejected, %d unsettled",
            pack.uid, report.new, report.updated, report.same, report.conflicts,
            len(report.rejected), len(done[0].unsettled),
        )  # fmt: skip
        return replace(done[0], revision=revision)

    def _anew(
        self, library: "Library", prepared: Prepared, choices: Choices, watch: Watch
    ) -> tuple[ChangeSet, Imported]:
        """Plans for the library as it is by now, with what still holds of what was decided."""
        _log.info("the library moved on while an import was planned; planning again")
        unheard = Watch(cancelled=watch.cancelled, give_way=watch.give_way)
        was = prepared.plan
        with library.snapshot() as revision:
            fresh = _prepare(was.pack, library, revision, unheard)
        now = note_similar(fresh.plan, _similar(was))
        refitted = refit(was, now, choices.decisions, choices.default)
        held = replace(choices, decisions=refitted.decisions)
        changes, report = self._resolve(Prepared(now, revision), held, unheard)
        return changes, Imported(was.pack, report, unsettled=refitted.unsettled)

    def bring_in(
        self,
        pack: Pack,
        choices: Choices = Choices(),  # noqa: B008
        watch: Watch = Watch(),  # noqa: B008
    ) -> Imported:
        """Does all of it for a pack that nobody looks through first, as the starter pack."""
        return self.carry_out(self.prepare(pack, watch), choices)

    def _resolve(
        self,
        prepared: Prepared,
        choices: Choices,
        watch: Watch = Watch(),  # noqa: B008
    ) -> tuple[ChangeSet, Report]:
        resolution = resolve(
            prepared.plan,
            choices.decisions,
            Millis(self._clock.now()),
            self._new_uid,
            default=choices.default,
            places=choices.places,
            watch=watch,
        )
        return resolution.changes, resolution.report


def _similar(plan: ImportPlan) -> Mapping[Uid, Uid]:
    return {
        item.record.uid: item.reply.uid
        for item in plan.items
        if item.state is State.SIMILAR_TEXT and item.record and item.reply
    }


def _prepare(pack: Pack, library: "Queries", revision: int, watch: Watch) -> Prepared:
    view = LibraryView(
        {reply.uid: reply for reply in watch.over(library.all_replies())},
        library.categories(),
        library.tags(),
        library.buried(pack.uid),
    )
    return Prepared(plan(_dated(pack, library), view, watch), revision)


def _dated(pack: Pack, library: "Queries") -> Pack:
    """Gives ``pack`` with a word about it if the library has a later version already."""
    seen = next((known for known in library.packs() if known.uid == pack.uid), None)
    if seen is None or not is_before(pack.version, seen.version):
        return pack
    said = (("version", pack.version), ("here", seen.version))
    older = Finding(Where(pack.name), Code.PACK_OLDER, said)
    return pack if older in pack.findings else replace(pack, findings=(older, *pack.findings))
