"""The door: the one way anything changes in a library.

Rows, undo journal and revision change in one transaction, and the answer says what changed. Undo is
a commit like any other, so an undo that fails leaves the library as it was.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace
from sqlite_utils import Database, Migrations

from kefu_desktop.core.changes import Change, ChangeSet, Content, Deed, invert
from kefu_desktop.core.errors import Code, Conflict, InvalidInput, NotFound
from kefu_desktop.core.model import Millis, Reply, Uid
from kefu_desktop.core.watching import Watch
from kefu_desktop.store import applying, checks, journal, revisions, upkeep, usage
from kefu_desktop.store.aside import put_aside
from kefu_desktop.store.connection import (
    PATIENCE,
    check_complete,
    check_ours,
    connect,
    fault_of_file,
    free_what_lies_beside,
    prepare_to_write,
    roomy,
    sorted_faults,
    wal_of,
    writing,
)
from kefu_desktop.store.drafts import draft_of, publish
from kefu_desktop.store.journal import Step
from kefu_desktop.store.migrations import check_columns, load, upgrade
from kefu_desktop.store.queries import Queries, SeenPack
from kefu_desktop.store.upkeep import Flaw

_MANY = 5000
"""So many changes touch more pages than SQLite keeps by itself."""


class Way(StrEnum):
    """How a commit came about."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"


class Committed(Struct, frozen=True):
    """What the door answers. ``changes`` holds each entity once, as it was and as it is now.

    ``count`` is how many replies it was about, or entities where no reply was: less than there are
    changes where others only made room.

    ``previous`` is the revision before. Whoever has seen less than that has missed another
    process's commit and asks :meth:`Queries.changes_since`. Without changes nothing was written and
    both are the same.
    """

    revision: int
    previous: int
    deed: Deed
    way: Way
    changes: tuple[Change, ...]
    count: int


class Library(Queries):
    """A library opened for writing, by and for one thread."""

    def __init__(self, db: Database, path: Path, clock: Callable[[], Millis]) -> None:
        super().__init__(db, path)
        self._clock = clock

    @classmethod
    def open(
        cls,
        path: Path,
        migrations: Traversable | Path,
        *,
        clock: Callable[[], Millis],
        new_uid: Callable[[], Uid],
        before_migration: Callable[[Path], object] | None = None,
        patience: float = PATIENCE,
    ) -> "Library":
        """Opens the library at ``path``, makes it when there is none, and brings it to this
        program's schema.

        Args:
            migrations: the folder of SQL files.
            before_migration: called with ``path`` before a library that is there is changed; what
                it raises leaves the library as it was.
            patience: seconds to wait for another process that is writing.

        Raises:
            MachineFault: the machine refused, or the file is damaged, foreign or too new.
        """
        steps = load(migrations)
        if not path.exists():
            _create(path, steps, new_uid(), clock())
        with contextlib.ExitStack() as undo_opening, sorted_faults(path):
            free_what_lies_beside(path)
            db = connect(path, "rw", patience=patience)
            undo_opening.callback(db.close)
            check_ours(db, path)
            prepare_to_write(db)
            upgrade(db, path, steps, before=before_migration)
            check_columns(db, path, steps)
            check_complete(db, path)
            undo_opening.pop_all()
        return cls(db, path, clock)

    def commit(
        self,
        changes: ChangeSet,
        *,
        pack: SeenPack | None = None,
        watch: Watch = Watch(),  # noqa: B008
    ) -> Committed:
        """Carries out ``changes``, all or nothing, and keeps the content they bring and the
        ``pack`` they are from.

        Raises:
            Cancelled: ``watch`` says so; then nothing was changed.
            Conflict: ``CHANGED_MEANWHILE`` (``entity``, ``uid``): the library holds something else
                than the changes say; ``SHORTCUT_TAKEN``, ``CATEGORY_TAKEN`` (``uid``, ``other``).
            NotFound: ``CATEGORY_MISSING``: a category that is used is not there.
            InvalidInput: ``CATEGORY_CYCLE``, ``CATEGORY_TOO_DEEP``.
            MachineFault: the machine refused.
        """
        with self._room_for(len(changes.changes)), writing(self._db, self.path):
            self._keep(watch.quietly(changes.contents))
            if pack is not None:
                self._db.table("pack").upsert(asdict(pack), pk="uid")
            committed = self._carry_out(changes, Way.DONE, watch)
            if committed.changes and changes.undoable:
                done, count = watch.quietly(committed.changes), committed.count
                journal.push(self._db, changes.deed, count, done, self._clock())
        return committed

    def undo(self) -> Committed:
        """Takes the newest step back.

        Raises:
            NotFound: ``NOTHING_TO_UNDO``.
            Conflict: ``UNDO_OVERTAKEN``: what the step left is no longer there, for the trash was
                emptied. The step is let go, and the next undo takes the one before it.
            MachineFault: the machine refused.
        """
        return self._step(journal.to_undo, Way.UNDONE, Code.NOTHING_TO_UNDO)

    def redo(self) -> Committed:
        """Does again what was undone last. Raises as :meth:`undo` does (``NOTHING_TO_REDO``)."""
        return self._step(journal.to_redo, Way.REDONE, Code.NOTHING_TO_REDO)

    def record_use(
        self, uid: Uid, text: str, *, client: str, mode: str, at: Millis | None = None
    ) -> int:
        """Counts a delivery of the variant ``text`` of reply ``uid``; gives the revision it made.

        Raises:
            NotFound: there is no such reply.
            MachineFault: the machine refused.
        """
        with writing(self._db, self.path):
            if self._db.execute("SELECT 1 FROM reply WHERE uid = ?", [uid]).fetchone() is None:
                raise NotFound(Code.REPLY_MISSING, wanted=uid)
            revision = revisions.advance(self._db)
            moment = self._clock() if at is None else at
            usage.write_use(self._db, revision, uid, text, client=client, mode=mode, at=moment)
            return revision

    def purge_trash(self, older_than: Millis) -> Committed | None:
        """Removes for good what went to the trash before ``older_than``; None when there is
        nothing.
        """
        with writing(self._db, self.path):
            changes = upkeep.purge_of(self._db, self.path, older_than)
            return self._carry_out(changes, Way.DONE) if changes else None

    def forget_log_before(self, moment: Millis) -> None:
        """Drops the log of deliveries before ``moment``; the counts stay."""
        with writing(self._db, self.path):
            last = usage.forget_log_before(self._db, moment)
            revisions.forget_until(self._db, last)

    def drop_unused_content(self) -> int:
        """Drops content that no reply and no step of the journal speaks of; gives how many there
        were.
        """
        with writing(self._db, self.path):
            return upkeep.drop_unused_content(self._db, self.path)

    def check(self) -> tuple[Flaw, ...]:
        """Looks at every page and row for what should not be; empty when all is well. Takes
        seconds.
        """
        return upkeep.flaws(self._db, self.path)

    def _room_for(self, changes: int) -> contextlib.AbstractContextManager[None]:
        return roomy(self._db, self.path) if changes > _MANY else contextlib.nullcontext()

    def _carry_out(
        self,
        changes: ChangeSet,
        way: Way,
        watch: Watch = Watch(),  # noqa: B008
    ) -> Committed:
        """Writes rows and revision, inside the caller's transaction."""
        net = checks.netted(watch.quietly(changes.changes))
        previous = revisions.current(self._db)
        if not net:
            return Committed(previous, previous, changes.deed, way, (), 0)
        applying.apply(self._db, self.path, net, watch)
        if changes.deed is Deed.PURGE:
            upkeep.bury(self._db, _removed(net), self._clock())
        revision = revisions.advance(self._db)
        revisions.note(self._db, revision, changes.deed, way.value, self._clock(), net)
        count = replace(changes, changes=net).count
        return Committed(revision, previous, changes.deed, way, net, count)

    def _step(self, find: Callable[[Database], Step | None], way: Way, none: Code) -> Committed:
        overtaken: Conflict | None = None
        with writing(self._db, self.path):
            step = find(self._db)
            if step is None:
                raise NotFound(none)
            try:
                # Inside a transaction this is a savepoint: what fails leaves no trace.
                with self._db.atomic():
                    committed = self._repeat(step, way)
                    journal.mark(self._db, step, undone=way is Way.UNDONE)
            except (Conflict, NotFound, InvalidInput) as reason:
                journal.drop(self._db, step)
                overtaken = Conflict(Code.UNDO_OVERTAKEN, deed=step.deed.value, **_whom(reason))
                overtaken.__cause__ = reason
        if overtaken is not None:
            raise overtaken
        return committed

    def _repeat(self, step: Step, way: Way) -> Committed:
        changes = journal.recall(self._db, self.path, step, done=way is Way.UNDONE)
        made = ChangeSet(step.deed, changes, meant=step.count)
        return self._carry_out(invert(made) if way is Way.UNDONE else made, way)

    def _keep(self, contents: Iterable[Content]) -> None:
        def checked() -> Iterator[tuple[str, bytes]]:
            for content in contents:
                if sha256(content.data).hexdigest() != content.digest:
                    raise ValueError(f"content is not what its digest {content.digest} says")
                yield content.digest, content.data

        self._db.conn.executemany(
            "INSERT INTO content (digest, data) VALUES (?, ?) ON CONFLICT DO NOTHING", checked()
        )


def _removed(changes: Iterable[Change]) -> tuple[Reply, ...]:
    return tuple(
        change.before
        for change in changes
        if change.after is None and isinstance(change.before, Reply)
    )


def _whom(reason: Conflict | NotFound | InvalidInput) -> dict[str, str | int]:
    return {name: value for name, value in reason.params.items() if name in ("uid", "other")}


def _create(path: Path, migrations: Migrations, uid: Uid, now: Millis) -> None:
    """Makes a new library under another name first, so that ``path`` is never half a library."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A WAL whose library is gone would be taken for the new one's. It is looked for first: one
        # that another process makes in this moment comes after its library.
        if wal_of(path).exists() and not path.exists():
            put_aside(path, at=now)
        with draft_of(path) as draft:
            with sorted_faults(path), contextlib.closing(connect(draft, "rwc")) as db:
                with writing(db, path):
                    migrations.apply(db)
                    db.execute(
                        "INSERT INTO library (one, uid, created, revision, known_since)"
                        " VALUES (1, ?, ?, 0, 0)",
                        [uid, now],
                    )
                prepare_to_write(db)
            # Where another process was quicker, theirs is as good.
            with contextlib.suppress(FileExistsError):
                publish(draft, path)
    except OSError as error:
        raise fault_of_file(error, path) from error
