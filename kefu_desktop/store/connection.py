"""Opens library files and sorts what SQLite says into the machine's faults and our own mistakes.

A connection belongs to the thread that opened it, and no statement opens a transaction by itself:
each one stands in :func:`writing` or :func:`reading`, or alone.
"""

import contextlib
import os
import shutil
import sqlite3
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlite_utils import Database

from kefu_desktop.core.errors import Code, InvalidInput, MachineFault

APPLICATION_ID = 0x4B454655
"""``PRAGMA application_id`` of every library: "KEFU"."""

SCHEMA_MAJOR, SCHEMA_MINOR = 1, 1
"""What this program reads and writes. A file of another minor is used as it is; a higher major is
not.
"""

PATIENCE = 5.0
"""Seconds to wait for another process to finish writing."""

_ROOMY = 32 * 1024
"""Kibibytes of pages that are kept in memory for a large change; SQLite's own are 2,000."""

_SCARCE = 64 * 1024

_SMALLEST = 512
"""Bytes of the smallest page there can be."""

_TABLES = frozenset(
    (
        *("library", "category", "reply", "variant", "asked_as", "reply_tag", "tag", "attachment"),
        *("content", "pack", "buried", "step", "step_part", "revision", "use_log", "use_total"),
    )
)


def version_number(major: int, minor: int) -> int:
    """Gives the ``PRAGMA user_version`` of a schema."""
    return major * 65536 + minor


def fault_of(error: sqlite3.Error, path: Path) -> MachineFault | None:
    """Gives the fault of the machine that ``error`` tells of; None for a mistake of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The one error of the module itself that the file is to blame for: text that is no UTF-8.
        undecodable = isinstance(error, sqlite3.OperationalError) and "UTF-8" in str(error)
        return _fault(Code.LIBRARY_DAMAGED, path) if undecodable else None
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return _fault(Code.DISK_FULL, path)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return _fault(Code.LIBRARY_LOCKED, path)
    if primary == sqlite3.SQLITE_READONLY:
        return _fault(Code.LIBRARY_READ_ONLY, path)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _fault(Code.LIBRARY_DAMAGED, path)
    if primary in (
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_NOLFS,
    ):
        return _fault(_why_inaccessible(path), path)
    return None


def fault_of_file(error: OSError, path: Path) -> MachineFault:
    """Gives the fault of the machine that ``error``, met while moving library files about, tells
    of.
    """
    if isinstance(error, PermissionError) and os.name == "nt":
        # Windows refuses to move a file that some program has open.
        return _fault(Code.LIBRARY_LOCKED, path)
    return _fault(_why_inaccessible(path), path)


def _why_inaccessible(path: Path) -> Code:
    """SQLite says "I/O error" and "cannot open" for many reasons; the file system knows which."""
    folder = path.parent
    try:
        if folder.is_dir() and shutil.disk_usage(folder).free < _SCARCE:
            return Code.DISK_FULL
        readable = os.access(path, os.R_OK) if path.exists() else folder.is_dir()
    except OSError:
        return Code.LIBRARY_UNREADABLE
    # In WAL mode a reader too makes files beside the library.
    if readable and not path.is_dir() and not os.access(folder, os.W_OK):
        return Code.LIBRARY_READ_ONLY
    return Code.LIBRARY_UNREADABLE


def _fault(code: Code, path: Path) -> MachineFault:
    return MachineFault(code, path=str(path))


@contextlib.contextmanager
def sorted_faults(path: Path) -> Iterator[None]:
    """Lets the machine's faults out as :class:`MachineFault`, and our own mistakes as they are."""
    try:
        yield
    except sqlite3.Error as error:
        fault = fault_of(error, path)
        if fault is None:
            raise
        raise fault from error
    except UnicodeDecodeError as error:
        # The message about a damaged schema quotes it.
        raise _fault(Code.LIBRARY_DAMAGED, path) from error


@contextlib.contextmanager
def named_damage(path: Path, **params: Callable[[], str]) -> Iterator[None]:
    """Lets what cannot be made of stored rows out as :class:`MachineFault`.

    What the door let in was valid; a row that is not, or NULL where none can be, was changed behind
    its back.
    """
    try:
        yield
    except (InvalidInput, ValueError, TypeError, AttributeError, zlib.error) as error:
        named = {name: value() for name, value in params.items()}
        raise MachineFault(Code.LIBRARY_DAMAGED, path=str(path), **named) from error


def connect(path: Path, mode: str, *, patience: float = PATIENCE) -> Database:
    """Opens ``path`` with SQLite's URI ``mode`` (``rw``, ``rwc``, ``ro`` or ``ro&immutable=1``).

    Nothing is read yet, so a file that is no library is not noticed here.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,
    )
    # Plugins of sqlite-utils that the user may have installed have no business in a library.
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def free_what_lies_beside(path: Path) -> None:
    """Makes the files beside a library that can be written to writable as well.

    SQLite makes them with the library's own permissions. Those of a time when it was
    write-protected would keep every writer out, long after the protection is gone.
    """
    if os.name == "nt" or not os.access(path, os.W_OK):
        return
    for beside in (wal_of(path), shm_of(path)):
        with contextlib.suppress(OSError):  # gone, or another's: SQLite will say what that means
            if not os.access(beside, os.W_OK):
                beside.chmod(stat.S_IMODE(path.stat().st_mode))


def prepare_to_write(db: Database) -> None:
    """Sets what each writing connection must have; the journal mode stays in the file, the rest
    does not.
    """
    db.enable_wal()
    # With FULL an answered commit survives a power cut too. It costs one fsync a commit.
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    # A WAL grown by an import is cut back at the next checkpoint.
    db.execute("PRAGMA journal_size_limit = 16777216")


@contextlib.contextmanager
def roomy(db: Database, path: Path) -> Iterator[None]:
    """Keeps more of the library in memory while it is changed in many places. Uids and digests go
    all over their indexes, so what finds no room is written out and read back again and again
    (measured: a third of the time that SQLite takes for 100,000 replies).
    """
    with sorted_faults(path):
        (usual,) = db.execute("PRAGMA cache_size").fetchone()
        db.execute(f"PRAGMA cache_size = -{_ROOMY}")
    try:
        yield
    finally:
        with sorted_faults(path):
            db.execute(f"PRAGMA cache_size = {usual}")
            db.execute("PRAGMA shrink_memory")


def connect_to_read(path: Path) -> Database:
    """Opens the library at ``path`` for reading only, also where nothing can be written beside it.

    Raises:
        MachineFault: the library cannot be read, or is none.
    """
    _check_not_emptied(path)
    with sorted_faults(path), contextlib.ExitStack() as undo_opening:
        db = connect(path, "ro")
        undo_opening.callback(db.close)
        if _lies_on_read_only_medium(db, path):
            db.close()
            db = connect(path, "ro&immutable=1")
            undo_opening.callback(db.close)
        check_ours(db, path)
        check_complete(db, path)
        _show_as_present(db)
        undo_opening.pop_all()
    return db


def _show_as_present(db: Database) -> None:
    """Lets a library of an older schema, which no writer has brought up to date yet or none can, be
    asked as one of the present schema.

    A view of this connection alone goes before a table of its name.
    """
    if int(db.execute("PRAGMA user_version").fetchone()[0]) < version_number(1, 1):
        db.execute("CREATE TEMP VIEW reply AS SELECT *, NULL AS united FROM main.reply")
        db.execute("CREATE TEMP VIEW counted_use AS SELECT * FROM main.use_total")


def _lies_on_read_only_medium(db: Database, path: Path) -> bool:
    """Tells whether SQLite cannot make the files beside ``path`` that even readers share.

    Then there is no WAL either, and nothing can change while it is read.
    """
    try:
        db.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as error:
        cannot_open = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN
        return cannot_open and path.is_file() and not wal_of(path).exists()
    return False


def check_ours(db: Database, path: Path) -> None:
    """Raises :class:`MachineFault` when ``db`` is no library, or too new for this program."""
    _check_not_emptied(path)
    try:
        db.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        # Nothing of ours has been asked yet, so none of this can be a mistake in our SQL.
        raise fault_of(error, path) or _fault(Code.LIBRARY_DAMAGED, path) from error
    if int(db.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise _fault(Code.LIBRARY_FOREIGN, path)
    major, minor = divmod(int(db.execute("PRAGMA user_version").fetchone()[0]), 65536)
    if major > SCHEMA_MAJOR:
        raise MachineFault(
            Code.LIBRARY_TOO_NEW,
            path=str(path),
            version=f"{major}.{minor}",
            known=f"{SCHEMA_MAJOR}.{SCHEMA_MINOR}",
        )


def _check_not_emptied(path: Path) -> None:
    """Raises :class:`MachineFault` for a file that lost its content, before SQLite looks at it.

    SQLite takes it for a database still to be filled, and throws away the WAL beside it, which may
    hold all there ever was. But a library comes into being whole, by a rename.
    """
    if path.is_file() and path.stat().st_size < _SMALLEST:
        raise _fault(Code.LIBRARY_DAMAGED, path)


def check_complete(db: Database, path: Path) -> None:
    """Raises :class:`MachineFault` when something is missing from a library that is up to date."""
    whole = _TABLES.issubset(db.table_names()) and db.execute(
        "SELECT count(*) = 1 FROM library WHERE uid <> '' AND known_since BETWEEN 0 AND revision"
    ).fetchone() == (1,)
    if not whole:
        raise _fault(Code.LIBRARY_DAMAGED, path)


@contextlib.contextmanager
def writing(db: Database, path: Path) -> Iterator[None]:
    """One write transaction: all of what is done inside, or nothing of it.

    It starts by waiting for the write lock, so that what is read inside is what will be changed.

    Raises:
        MachineFault: the machine refused; the library is as it was and the connection usable.
    """
    with sorted_faults(path):
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            # SQLite itself has rolled back where the disk was full.
            db.rollback()
            raise


@contextlib.contextmanager
def reading(db: Database, path: Path) -> Iterator[None]:
    """One moment of the library for several queries; inside a transaction, that one's."""
    with sorted_faults(path):
        if db.conn.in_transaction:
            yield
            return
        db.conn.execute("BEGIN")
        try:
            yield
        finally:
            db.rollback()


def wal_of(path: Path) -> Path:
    """Gives where SQLite keeps what was committed but not yet moved into ``path``."""
    return path.with_name(path.name + "-wal")


def shm_of(path: Path) -> Path:
    """Gives where SQLite keeps the index of :func:`wal_of`."""
    return path.with_name(path.name + "-shm")
