"""What is known of shared places: which there are, what lay there at the last look, which contents
of packs were taken, published or told of.

A small SQLite file beside the library and not in it: it makes no revision and no step of undo, and
a restored backup must not subscribe anybody anew. SQLite because windows and terminal write it at
the same time. No password is ever in it; where it gets lost, places are added once more.
"""

import contextlib
import json
import logging
import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import to_builtins

from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.core.model import Digest, Millis, Uid, check_uid
from kefu_desktop.core.shared import Deposit, Look, PackLabel, PlaceId, SharedPlace, Trouble

_log = logging.getLogger(__name__)

VERSION = 1
"""Of the tables. A file of another version is put aside, never read by guess."""

PATIENCE = 5.0
"""Seconds to wait for another process to finish writing."""

_TABLES = """
CREATE TABLE place (id TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, user TEXT NOT NULL,
    looked INTEGER NOT NULL DEFAULT 0, trouble TEXT) STRICT;
CREATE TABLE deposit (place TEXT NOT NULL, file TEXT NOT NULL, said TEXT NOT NULL,
    PRIMARY KEY (place, file)) STRICT;
CREATE TABLE known (pack TEXT NOT NULL, content TEXT NOT NULL, how TEXT NOT NULL,
    PRIMARY KEY (pack, content, how)) STRICT;
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


class How(StrEnum):
    """What has become of a content of a pack."""

    TAKEN = "taken"
    PUBLISHED = "published"
    SHOWN = "shown"
    """The user opened it to look through it, whatever was then taken of it."""

    TOLD = "told"
    """A notice told of it."""


class Subscriptions:
    """The file, made when there is something to write. Any thread: each call opens it anew.

    Every method raises :class:`MachineFault` (FILE_UNREADABLE, FILE_UNWRITABLE, DISK_FULL).
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def places(self) -> tuple[SharedPlace, ...]:
        """Gives the places, in the order in which they were added."""
        with self._read() as db:
            found = db.execute("SELECT id, address, user FROM place ORDER BY rowid")
            return tuple(SharedPlace(PlaceId(one), address, user) for one, address, user in found)

    def add(self, place: SharedPlace) -> bool:
        """Adds a place; False when its address is there already."""
        with self._write() as db:
            row = (place.id, place.address, place.user)
            sql = "INSERT OR IGNORE INTO place (id, address, user) VALUES (?, ?, ?)"
            return db.execute(sql, row).rowcount > 0

    def set_user(self, place: PlaceId, user: str) -> None:
        """Sets who the user is there."""
        with self._write() as db:
            db.execute("UPDATE place SET user = ? WHERE id = ?", (user, place))

    def remove(self, place: PlaceId) -> None:
        """Forgets a place and what lay there."""
        with self._write() as db:
            db.execute("DELETE FROM place WHERE id = ?", (place,))
            db.execute("DELETE FROM deposit WHERE place = ?", (place,))

    def look(self, place: PlaceId) -> Look:
        """Gives what the last look has shown; one at 0 where there was none."""
        with self._read() as db:
            row = db.execute("SELECT looked, trouble FROM place WHERE id = ?", (place,)).fetchone()
            said = db.execute("SELECT said FROM deposit WHERE place = ? ORDER BY file", (place,))
            deposits = [_deposit(json.loads(text)) for (text,) in said]
        looked, trouble = row or (0, None)
        return Look(
            Millis(looked),
            _trouble(json.loads(trouble)) if trouble else None,
            tuple(deposit for deposit in deposits if deposit is not None),
        )

    def keep_look(self, place: PlaceId, look: Look) -> None:
        """Keeps what a look has shown; one with a trouble leaves the deposits as they were."""
        trouble = look.trouble and json.dumps(to_builtins(look.trouble))
        with self._write() as db:
            row = (look.at, trouble, place)
            db.execute("UPDATE place SET looked = ?, trouble = ? WHERE id = ?", row)
            if look.trouble is None:
                db.execute("DELETE FROM deposit WHERE place = ?", (place,))
                _keep(db, place, look.deposits)

    def keep_deposit(self, place: PlaceId, deposit: Deposit) -> None:
        """Keeps one file of a place that was seen, or put there, outside of a look."""
        with self._write() as db:
            _keep(db, place, (deposit,))

    def known(self, *hows: How) -> dict[Uid, frozenset[Digest]]:
        """Gives the contents that something of ``hows`` has become of, by pack."""
        found: dict[Uid, set[Digest]] = {}
        with self._read() as db:
            marks = ", ".join("?" * len(hows))
            rows = db.execute(f"SELECT pack, content FROM known WHERE how IN ({marks})", hows)
            for pack, content in rows:
                found.setdefault(Uid(pack), set()).add(Digest(content))
        return {pack: frozenset(contents) for pack, contents in found.items()}

    def note(self, pack: Uid, content: Digest, how: How) -> bool:
        """Notes what has become of a content of a pack; False when that was known."""
        with self._write() as db:
            sql = "INSERT OR IGNORE INTO known VALUES (?, ?, ?)"
            return db.execute(sql, (pack, content, how.value)).rowcount > 0

    def forget(self, pack: Uid, content: Digest, how: How) -> None:
        """Takes a note back."""
        with self._write() as db:
            sql = "DELETE FROM known WHERE pack = ? AND content = ? AND how = ?"
            db.execute(sql, (pack, content, how.value))

    def remark(self, name: str) -> str:
        """Gives what was written down under ``name``, empty when nothing was."""
        with self._read() as db:
            row = db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
            return str(row[0]) if row else ""

    def set_remark(self, name: str, value: str) -> None:
        """Writes something down under ``name``."""
        with self._write() as db:
            db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    @contextlib.contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        if not self.file.exists():
            with contextlib.closing(sqlite3.connect(":memory:")) as empty:
                empty.executescript(_TABLES)
                yield empty
            return
        with self._opened(Code.FILE_UNREADABLE) as db:
            yield db

    @contextlib.contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._opened(Code.FILE_UNWRITABLE) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    @contextlib.contextmanager
    def _opened(self, code: Code) -> Iterator[sqlite3.Connection]:
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.closing(self._connect()) as db:
                yield db
        except (sqlite3.Error, OSError) as error:
            full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
            raise MachineFault(Code.DISK_FULL if full else code, path=str(self.file)) from error

    def _connect(self) -> sqlite3.Connection:
        """Opens the file; what is none of ours is put aside, and places are added once more."""
        for attempt in (True, False):
            db = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)
            try:
                _make_tables(db)
            except sqlite3.DatabaseError as error:
                db.close()
                foreign = type(error) is sqlite3.DatabaseError
                if not (attempt and foreign):
                    raise
                _log.warning("%s was put aside: %s", self.file.name, error)
                self.file.replace(self.file.with_name(f"{self.file.name}.aside"))
            else:
                return db
        raise AssertionError("unreachable: the second attempt returns or raises")


def _make_tables(db: sqlite3.Connection) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return
    if version:
        raise sqlite3.DatabaseError(f"version {version}")
    db.execute("BEGIN IMMEDIATE")
    try:
        if db.execute("PRAGMA user_version").fetchone() == (0,):
            for statement in _TABLES.split(";\n"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        db.execute("COMMIT")


def _keep(db: sqlite3.Connection, place: PlaceId, deposits: tuple[Deposit, ...]) -> None:
    sql = "INSERT OR REPLACE INTO deposit VALUES (?, ?, ?)"
    rows = [(place, one.file, json.dumps(to_builtins(one), ensure_ascii=False)) for one in deposits]
    db.executemany(sql, rows)


def _deposit(said: dict[str, object]) -> Deposit | None:
    """Reads what :func:`_keep` wrote; None for what no version of this program wrote."""
    try:
        label, trouble = said["label"], said["trouble"]
        return Deposit(
            str(said["file"]),
            str(said["stamp"]),
            Digest(str(said["digest"])),
            _label(label) if isinstance(label, dict) else None,
            _trouble(trouble) if isinstance(trouble, dict) else None,
        )
    except (KeyError, TypeError, ValueError, KefuError):
        return None


def _label(said: dict[str, object]) -> PackLabel:
    replies = said["replies"]
    return PackLabel(
        uid=check_uid(str(said["uid"])),
        name=str(said["name"]),
        version=str(said["version"]),
        author=str(said["author"]),
        changes=str(said["changes"]),
        replies=replies if isinstance(replies, int) else 0,
        content=Digest(str(said["content"])),
    )


def _trouble(said: dict[str, object]) -> Trouble | None:
    try:
        params = said["params"]
        pairs = params if isinstance(params, list) else []
        return Trouble(Code(str(said["code"])), tuple((str(k), v) for k, v in pairs))
    except (KeyError, TypeError, ValueError):
        return None
