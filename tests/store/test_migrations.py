"""Libraries of every released schema come up to date, whole or not at all."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.store import migrations
from kefu_desktop.store.backups import Occasion, back_up, list_backups, verify
from kefu_desktop.store.connection import SCHEMA_MAJOR, SCHEMA_MINOR, version_number
from kefu_desktop.store.queries import Reader
from kefu_desktop.store.schema import schema_file
from tests.store.making import MIGRATIONS, adding, category, open_library, raw, reply, state_of

DB = MIGRATIONS.parent
DATA = Path(__file__).parents[1] / "data"

FROZEN = {
    "0001_library.sql": "d02e9c06387ff9b446a7653a1fabead86e3544f946c24e0f727e584ab05d825c",
    "0002_united.sql": "31cbb60e3d25280045d0c89b2dedd723515f694ca539d14cfd2e08549f38e7d7",
}
"""SHA-256 of each released migration: a file that libraries have run is never edited."""

RELEASED = [(1, 0), (1, 1)]
"""The schemas that releases wrote; ``tests/data/library-MAJOR.MINOR.db`` is a library of each."""


def test_schema_sql_shows_what_the_migrations_make() -> None:
    assert (DB / "schema.sql").read_text(encoding="utf-8") == schema_file(DB)


def test_released_migrations_are_as_they_were() -> None:
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(MIGRATIONS.iterdir())
    }
    assert found == FROZEN


def test_the_last_migration_leads_to_the_schema_this_program_names(path: Path) -> None:
    with open_library(path):
        pass
    assert raw(path, "PRAGMA user_version") == [(version_number(SCHEMA_MAJOR, SCHEMA_MINOR),)]
    assert RELEASED[-1] == (SCHEMA_MAJOR, SCHEMA_MINOR)


def test_every_table_is_strict(path: Path) -> None:
    with open_library(path):
        pass
    lax = raw(
        path,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND NOT strict AND name NOT LIKE '%sqlite%'",
    )
    assert lax == []
    assert raw(path, "PRAGMA journal_mode") == [("wal",)]


@pytest.mark.parametrize("version", RELEASED, ids=lambda version: "{}.{}".format(*version))
def test_a_library_of_a_released_schema_opens_with_all_it_holds(
    path: Path, tmp_path: Path, version: tuple[int, int]
) -> None:
    path.parent.mkdir()
    shutil.copy(DATA / "library-{}.{}.db".format(*version), path)
    with open_library(path) as library:
        held = state_of(library)
        assert {one.title for one in held.replies.values()} == {
            "发货时间 📦",
            "退换货",
            "今日休息",
            "旧活动",
        }
        full = library.by_shortcut("FH")
        assert full is not None
        assert [variant.text for variant in full.variants] == ["亲，今天发 🚚", "48 小时内发出哦"]
        assert (full.tags, full.asked_as) == (("发货后", "VIP"), ("什么时候发货",))
        assert full.origin is not None
        assert library.content(full.origin.digest) is not None
        assert library.content(full.attachments[0].digest) == b"\x89PNG"
        # From 1.1 on another reply was united with it, which had been used once.
        assert library.uses()[full.uid].count == (2 if version == (1, 0) else 3)
        assert library.check() == ()
        undone = library.undo()
        assert undone.changes
        library.redo()
        assert state_of(library) == held
    fresh = tmp_path / "fresh.db"
    with open_library(fresh):
        pass
    shape = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    assert raw(path, shape) == raw(fresh, shape)


@pytest.mark.parametrize("version", RELEASED, ids=lambda version: "{}.{}".format(*version))
def test_a_reader_asks_a_library_of_a_released_schema_as_it_lies_there(
    path: Path, version: tuple[int, int]
) -> None:
    path.parent.mkdir()
    shutil.copy(DATA / "library-{}.{}.db".format(*version), path)
    before = path.read_bytes()
    with Reader.open(path) as reader:
        held = state_of(reader)
        uses, full = reader.uses(), reader.by_shortcut("fh")
        assert full is not None
        assert reader.use(full.uid) == uses[full.uid]
        assert reader.variant_uses(full)[0].count >= 1
    assert path.read_bytes() == before
    with open_library(path) as library:
        assert (state_of(library), library.uses()) == (held, uses)


@pytest.fixture
def later(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a folder of migrations with one more than there are."""

    def make(script: str) -> Path:
        folder = tmp_path / "later"
        shutil.copytree(MIGRATIONS, folder)
        (folder / "9999_later.sql").write_text(script, encoding="utf-8")
        return folder

    return make


def test_a_migration_runs_once_after_a_backup(
    path: Path, tmp_path: Path, later: Callable[[str], Path]
) -> None:
    with open_library(path) as library:
        library.commit(adding(reply("a")))
    backups, called = tmp_path / "backups", []

    def before(source: Path) -> None:
        called.append(source)
        back_up(source, backups, at=Millis(1), occasion=Occasion.MIGRATION)

    folder = later("CREATE TABLE later (x TEXT) STRICT; INSERT INTO later VALUES ('a;b');")
    for _ in range(2):
        with open_library(path, migrations=folder, before_migration=before) as library:
            assert library.reply(Uid("a")) == reply("a")
    assert called == [path]
    assert raw(path, "SELECT x FROM later") == [("a;b",)]
    [backup] = list_backups(backups)
    assert verify(backup.path).replies == 1
    assert raw(backup.path, "SELECT count(*) FROM sqlite_master WHERE name = 'later'") == [(0,)]


def test_a_new_library_needs_no_backup(path: Path) -> None:
    def before(_source: Path) -> None:
        pytest.fail("there is nothing to back up yet")

    with open_library(path, before_migration=before) as library:
        assert library.revision() == 0


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("CREATE TABLE half (x TEXT); INSERT INTO nowhere VALUES (1);", sqlite3.OperationalError),
        (
            "CREATE TABLE half (x TEXT); DELETE FROM reply WHERE nonsense = 1;",
            sqlite3.OperationalError,
        ),
        # Foreign keys are off inside, so what dangles is only found at the end.
        ("CREATE TABLE half (x TEXT); DELETE FROM category;", MachineFault),
    ],
)
def test_a_migration_that_fails_leaves_the_library_as_it_was(
    path: Path, later: Callable[[str], Path], script: str, error: type[Exception]
) -> None:
    with open_library(path) as library:
        library.commit(adding(category("c", "物流"), reply("a", category=Uid("c"))))
        held = state_of(library)
    everything = "SELECT sql FROM sqlite_master"
    schema, version = raw(path, everything), raw(path, "PRAGMA user_version")
    with pytest.raises(error):
        open_library(path, migrations=later(f"PRAGMA user_version = 131072; {script}"))
    assert raw(path, everything) == schema
    assert raw(path, "PRAGMA user_version") == version
    with open_library(path) as library:
        assert state_of(library) == held
        library.commit(adding(reply("b")))


def test_without_its_backup_a_migration_does_not_begin(
    path: Path, later: Callable[[str], Path]
) -> None:
    with open_library(path):
        pass

    def before(source: Path) -> None:
        raise MachineFault(Code.DISK_FULL, path=str(source))

    with pytest.raises(MachineFault):
        open_library(
            path, migrations=later("CREATE TABLE later (x TEXT);"), before_migration=before
        )
    assert raw(path, "SELECT count(*) FROM sqlite_master WHERE name = 'later'") == [(0,)]


def test_a_newer_minor_is_used_as_it_is(path: Path, later: Callable[[str], Path]) -> None:
    newer = later(
        f"PRAGMA user_version = {version_number(SCHEMA_MAJOR, SCHEMA_MINOR + 1)};"
        "ALTER TABLE reply ADD COLUMN colour TEXT; CREATE TABLE later (x TEXT) STRICT;"
    )
    with open_library(path, migrations=newer) as library:
        library.commit(adding(reply("a")))
    raw(path, "UPDATE reply SET colour = 'red'")
    with open_library(path) as library:
        library.commit(adding(reply("b")))
        library.undo()
        assert library.reply(Uid("a")) == reply("a")
    assert raw(path, "SELECT colour FROM reply") == [("red",)]


def test_a_newer_major_is_refused_untouched(path: Path) -> None:
    with open_library(path):
        pass
    raw(path, f"PRAGMA user_version = {version_number(SCHEMA_MAJOR + 1, 3)}")
    before = path.read_bytes()
    for opening in (open_library, Reader.open):
        with pytest.raises(MachineFault) as fault:
            opening(path)
        assert fault.value.code is Code.LIBRARY_TOO_NEW
        assert fault.value.params["version"] == f"{SCHEMA_MAJOR + 1}.3"
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_untouched(path: Path) -> None:
    path.parent.mkdir()
    raw(path, "CREATE TABLE theirs (x)", "INSERT INTO theirs VALUES (1)")
    before = path.read_bytes()
    for opening in (open_library, Reader.open):
        with pytest.raises(MachineFault) as fault:
            opening(path)
        assert fault.value.code is Code.LIBRARY_FOREIGN
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_folder_without_migrations_is_a_mistake(path: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_library(path, migrations=tmp_path)
    assert not path.exists()


STATEMENTS = st.sampled_from(
    [
        "CREATE TABLE t (x TEXT DEFAULT ';') STRICT;",
        "INSERT INTO t VALUES ('a;b''; -- c');",
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET x = ';'; DELETE FROM t; END;",
        'CREATE TABLE "semi;colon" (y);',
        "/* one; two */ SELECT 1;",
        "-- a comment; with a semicolon\nSELECT 2;",
    ]
)


@given(st.lists(STATEMENTS), st.sampled_from(["", "\n", " -- the end", "\n-- a; b"]))
def test_scripts_are_split_into_their_statements(given_statements: list[str], end: str) -> None:
    found = list(migrations.statements("\n".join(given_statements) + end))
    assert found[: len(given_statements)] == given_statements
    # What is left over is the comment, and running a comment does nothing.
    assert [rest.lstrip("-\n ")[:1] for rest in found[len(given_statements) :]] == (
        [end.strip("-\n ")[:1]] if end.strip() else []
    )


def test_a_long_statement_is_split_in_time_that_grows_with_it() -> None:
    row = "('" + "话" * 50 + "')"
    long = f"INSERT INTO t VALUES {', '.join([row] * 2000)};"
    assert list(migrations.statements(long * 3)) == [long] * 3
