"""Brings a library file to the schema of this program, by the SQL files in ``db/migrations``.

A released file is never edited: libraries out there have already run it. All that is pending runs
in one transaction, each file together with its record, so an upgrade happens whole or not at all.
"""

import sqlite3
from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from sqlite_utils import Database, Migrations

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.store.connection import writing

SET_NAME = "library"


def load(folder: Traversable | Path) -> Migrations:
    """Gives the migrations in ``folder`` (files ``NNNN_name.sql``), in the order of their names."""
    migrations = Migrations(SET_NAME)
    scripts = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )
    if not scripts:
        raise FileNotFoundError(f"no migrations in {folder}")
    for file in scripts:
        migrations(name=file.name.removesuffix(".sql"))(_runner(file.read_text(encoding="utf-8")))
    return migrations


def _runner(script: str) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        for statement in statements(script):
            db.conn.execute(statement)

    return run


def statements(script: str) -> Iterator[str]:
    """Gives the statements of ``script`` one by one.

    WORKAROUND(sqlite-utils, 4.2.1): inside a transaction its ``executescript`` tests after every
    character whether a statement is complete, and takes 27 s for one of 106 KB. Only a semicolon
    can complete one, so only there is it asked.
    """
    start = 0
    end = script.find(";")
    while end != -1:
        candidate = script[start : end + 1]
        if sqlite3.complete_statement(candidate):
            yield candidate.strip()
            start = end + 1
        end = script.find(";", end + 1)
    rest = script[start:].strip()
    if rest:
        yield rest


def upgrade(
    db: Database,
    path: Path,
    migrations: Migrations,
    *,
    before: Callable[[Path], object] | None = None,
) -> None:
    """Runs what is pending on ``db``, after ``before(path)`` has had its chance to make a backup.

    Raises:
        MachineFault: the machine refused; the library has its old schema.
        Exception: whatever ``before`` or a faulty migration raises; the library has its old schema.
    """
    waiting = [migration.name for migration in migrations.pending(db)]
    if not waiting:
        return
    if waiting[0] <= max((done.name for done in migrations.applied(db)), default=waiting[0]):
        # Only a library whose record of what has run is lost has the first of them still to run.
        raise MachineFault(Code.LIBRARY_DAMAGED, path=str(path))
    if before is not None:
        before(path)
    # A migration may rebuild tables that others refer to; what it leaves is checked as a whole.
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        with writing(db, path):
            migrations.apply(db)
            dangling = db.execute("PRAGMA foreign_key_check").fetchone()
            if dangling is not None:
                raise MachineFault(Code.LIBRARY_DAMAGED, path=str(path), table=str(dangling[0]))
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def check_columns(db: Database, path: Path, migrations: Migrations) -> None:
    """Raises :class:`MachineFault` when ``db`` lacks a column that ``migrations`` lead to."""
    with Database(memory=True, execute_plugins=False) as fresh:
        migrations.apply(fresh)
        for table in fresh.table_names():
            there = {column.name for column in db.table(table).columns}
            if any(column.name not in there for column in fresh.table(table).columns):
                raise MachineFault(Code.LIBRARY_DAMAGED, path=str(path), table=table)


def schema_of(migrations: Migrations) -> str:
    """Gives the schema that ``migrations`` lead to as SQL, tables in the order of their making."""
    with Database(memory=True, execute_plugins=False) as db:
        migrations.apply(db)
        made = [
            str(sql)
            for (sql,) in db.execute(
                "SELECT sql FROM sqlite_master"
                " WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite~_%' ESCAPE '~'"
                " AND tbl_name NOT LIKE '%sqlite~_%' ESCAPE '~' ORDER BY rowid"
            )
        ]
        pragmas = [
            f"PRAGMA {name} = {db.execute(f'PRAGMA {name}').fetchone()[0]}"
            for name in ("application_id", "user_version")
        ]
    return "".join(f"{statement};\n\n" for statement in (*pragmas, *made)).rstrip("\n") + "\n"
