"""Backups: whole library files in a folder, each read through before it is counted as one.

What is there is never overwritten: a restore first makes a backup of the library it replaces, and a
library too damaged for that is moved aside with all its files.
"""

import contextlib
import errno
import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec import Struct
from sqlite_utils import Database

from kefu_desktop.core import retention
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.store import revisions
from kefu_desktop.store.aside import put_aside
from kefu_desktop.store.connection import (
    PATIENCE,
    check_ours,
    connect,
    connect_to_read,
    fault_of_file,
    prepare_to_write,
    sorted_faults,
    wal_of,
    writing,
)
from kefu_desktop.store.drafts import draft_of, publish
from kefu_desktop.store.library import Library
from kefu_desktop.store.moments import moment_name


class Occasion(StrEnum):
    """Why a backup was made; part of its name."""

    DAILY = "daily"
    MIGRATION = "migration"
    IMPORT = "import"
    RESTORE = "restore"
    BY_HAND = "by-hand"


_NAME = re.compile(
    r"library-(\d{8}-\d{6})-(\d{3})-("
    + "|".join(occasion.value for occasion in Occasion)
    + r")\.db"
)


class Backup(Struct, frozen=True):
    """A backup file, as its name tells. Whether it is a good one, :func:`verify` tells."""

    path: Path
    at: Millis
    occasion: Occasion


class Holdings(Struct, frozen=True):
    """What a library file was found to hold when it was read through."""

    replies: int
    categories: int
    revision: int


class Restored(Struct, frozen=True):
    """What a restore did: ``replaced`` is where the library that was there before is now."""

    holdings: Holdings
    replaced: Path | None


def back_up(source: Path, folder: Path, *, at: Millis, occasion: Occasion) -> Backup:
    """Copies the library at ``source``, which may be in use, into ``folder``, and reads the copy
    through.

    Raises:
        MachineFault: the library cannot be read or is damaged, or the folder cannot be written to.
            No file is left behind.
    """
    path = folder / _name(at, occasion)
    while path.exists():
        at = Millis(at + 1)
        path = folder / _name(at, occasion)
    export(source, path)
    return Backup(path, at, occasion)


def export(source: Path, path: Path) -> Holdings:
    """Copies the library at ``source`` to the new file ``path``.

    Raises:
        MachineFault: as :func:`back_up` does; ``FILE_EXISTS``, and what is there is as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft_of(path) as draft:
            # SQLite would say no more than that something cannot be opened.
            draft.touch()
            with contextlib.closing(connect_to_read(source)) as db:
                _copy(db, source, draft)
            holdings = _read_through(draft, source)
            try:
                publish(draft, path)
            except FileExistsError as error:
                raise MachineFault(Code.FILE_EXISTS, path=str(path)) from error
        return holdings
    except OSError as error:
        raise _fault_of_place(error, path) from error


def _fault_of_place(error: OSError, path: Path) -> MachineFault:
    """Gives what keeps a copy from being made at ``path``."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return MachineFault(Code.DISK_FULL, path=str(path))
    return MachineFault(Code.FILE_UNWRITABLE, path=str(path))


def verify(path: Path) -> Holdings:
    """Reads the backup at ``path`` through and gives what it holds.

    Raises:
        MachineFault: ``BACKUP_MISSING``; ``BACKUP_DAMAGED``; ``LIBRARY_FOREIGN`` or
            ``LIBRARY_TOO_NEW``.
    """
    if not path.is_file():
        raise MachineFault(Code.BACKUP_MISSING, path=str(path))
    try:
        return _read_through(path, path)
    except MachineFault as fault:
        if fault.code is not Code.LIBRARY_DAMAGED:
            raise
        raise MachineFault(Code.BACKUP_DAMAGED, path=str(path)) from fault


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """Gives the backups in ``folder``, the newest first; none when there is no such folder."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise fault_of_file(error, folder) from error
    found = (_backup_of(folder / name) for name in names)
    return tuple(
        sorted((one for one in found if one), key=lambda one: (one.at, one.path.name), reverse=True)
    )


def newest_good(folder: Path) -> Backup | None:
    """Gives the newest backup in ``folder`` that reads well, for when the library does not."""
    for backup in list_backups(folder):
        with contextlib.suppress(MachineFault):
            verify(backup.path)
            return backup
    return None


def is_due(folder: Path, now: Millis) -> bool:
    """Tells whether the newest backup in ``folder`` is a day old."""
    return retention.is_due((backup.at for backup in list_backups(folder)), now)


def thin(folder: Path, policy: retention.Policy) -> tuple[Backup, ...]:
    """Removes the backups that ``policy`` has no more use for; gives those removed.

    The newest good one stays whatever the policy says.
    """
    backups = list_backups(folder)
    keep = retention.kept((backup.at for backup in backups), policy)
    going = [backup for backup in backups if backup.at not in keep]
    if not going:
        return ()
    good = newest_good(folder)
    removed = []
    for backup in going:
        if backup == good:
            continue
        try:
            backup.path.unlink(missing_ok=True)
        except OSError as error:
            raise fault_of_file(error, backup.path) from error
        removed.append(backup)
    return tuple(removed)


def restore(
    backup: Path,
    library: Path,
    *,
    folder: Path,
    migrations: Traversable | Path,
    clock: Callable[[], Millis],
    new_uid: Callable[[], Uid],
    patience: float = PATIENCE,
) -> Restored:
    """Puts what ``backup`` holds in the place of the library at ``library``.

    A library that is well is first backed up into ``folder`` and then overwritten in one
    transaction: other programs may have it open and see the restored one as if by a commit. A
    damaged one is moved aside.

    Raises:
        MachineFault: as :func:`verify` says of the backup; or the machine refused. The library is
            as it was.
    """
    verify(backup)
    try:
        library.parent.mkdir(parents=True, exist_ok=True)
        with draft_of(library) as draft:
            shutil.copyfile(backup, draft)
            # A backup may be of an older schema.
            Library.open(draft, migrations, clock=clock, new_uid=new_uid).close()
            replaced = _replace(library, draft, folder, clock, patience)
            return Restored(_read_through(library, library), replaced)
    except OSError as error:
        raise fault_of_file(error, library) from error


def _replace(
    library: Path, draft: Path, folder: Path, clock: Callable[[], Millis], patience: float
) -> Path | None:
    """Puts ``draft`` in the place of ``library``; gives where what was there is now."""
    replaced: Path | None = None
    if library.exists():
        try:
            replaced = back_up(library, folder, at=clock(), occasion=Occasion.RESTORE).path
        except MachineFault as fault:
            if fault.code not in (Code.LIBRARY_DAMAGED, Code.LIBRARY_FOREIGN):
                raise
            replaced = put_aside(library, at=clock())
        else:
            _overwrite(library, draft, patience)
            return replaced
    elif wal_of(library).exists():
        replaced = put_aside(library, at=clock())
    publish(draft, library)
    return replaced


def _overwrite(library: Path, draft: Path, patience: float) -> None:
    with sorted_faults(library), contextlib.ExitStack() as open_files:
        live = open_files.enter_context(
            contextlib.closing(connect(library, "rw", patience=patience))
        )
        source = open_files.enter_context(contextlib.closing(connect(draft, "rw")))
        prepare_to_write(live)
        with writing(source, draft):
            # Whoever has the library open has seen a later revision than the backup's, and must
            # read all anew.
            ahead = revisions.current(live) + 1
            source.execute(
                "UPDATE library SET revision = max(revision, ?), known_since = max(revision, ?)",
                [ahead, ahead],
            )
        _copy_pages(source, live, patience)


def _copy(db: Database, source: Path, target: Path) -> None:
    with (
        sorted_faults(source),
        contextlib.closing(connect(target, "rwc")) as copy,
        sorted_faults(target),
    ):
        _copy_pages(db, copy, PATIENCE)
        # One file that can be carried anywhere: no WAL beside it.
        copy.disable_wal()


def _copy_pages(source: Database, target: Database, patience: float) -> None:
    """Copies all pages in one step; left alone, it would wait for a locked target without end."""
    deadline = time.monotonic() + patience

    def in_time(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise _OverdueError

    try:
        source.conn.backup(target.conn, pages=-1, progress=in_time, sleep=0.05)
    except _OverdueError:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error from None


class _OverdueError(Exception):
    """The target has been locked for too long."""


def _read_through(path: Path, blamed: Path) -> Holdings:
    """Reads every page of the library file at ``path`` and gives what it holds."""
    mode = "ro" if wal_of(path).exists() else "ro&immutable=1"
    with sorted_faults(blamed), contextlib.closing(connect(path, mode)) as db:
        check_ours(db, path)
        problems = [str(said) for (said,) in db.execute("PRAGMA integrity_check(1)")]
        if problems != ["ok"] or db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise MachineFault(Code.LIBRARY_DAMAGED, path=str(blamed))
        try:
            counts = [
                int(db.execute(f"SELECT {what}").fetchone()[0])
                for what in (
                    "count(*) FROM reply",
                    "count(*) FROM category",
                    "revision FROM library",
                )
            ]
        except (TypeError, sqlite3.OperationalError) as error:
            raise MachineFault(Code.LIBRARY_DAMAGED, path=str(blamed)) from error
        return Holdings(*counts)


def _name(at: Millis, occasion: Occasion) -> str:
    return f"library-{moment_name(at)}-{occasion.value}.db"


def _backup_of(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        moment = datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    at = Millis(int(moment.timestamp()) * 1000 + int(match[2]))
    return Backup(path, at, Occasion(match[3]))
