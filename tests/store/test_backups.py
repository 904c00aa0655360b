"""Backups that can be relied on, and restores after which nothing is gone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.retention import DAY, Policy
from kefu_desktop.store import backups
from kefu_desktop.store.aside import put_aside
from kefu_desktop.store.backups import Backup, Holdings, Occasion, Restored
from kefu_desktop.store.connection import connect, writing
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader
from tests.store.making import (
    MIGRATIONS,
    adding,
    category,
    changing,
    numbered,
    open_library,
    raw,
    reply,
    state_of,
    ticking,
)

NOON = Millis(1_735_732_800_123)  # 2025-01-01 12:00:00.123 UTC


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份 folder"


def back_up(path: Path, folder: Path, at: int = NOON) -> Backup:
    return backups.back_up(path, folder, at=Millis(at), occasion=Occasion.DAILY)


def restore(backup: Path, path: Path, folder: Path, patience: float = 5.0) -> Restored:
    return backups.restore(
        backup,
        path,
        folder=folder,
        migrations=MIGRATIONS,
        clock=ticking(),
        new_uid=numbered(),
        patience=patience,
    )


def code_of(act: Callable[[], object]) -> Code:
    with pytest.raises(MachineFault) as fault:
        act()
    return fault.value.code


def files(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_backup_of_a_library_in_use_holds_what_was_committed(
    library: Library, folder: Path
) -> None:
    library.commit(adding(category("c", "物流"), reply("a", category=Uid("c"))))
    held = state_of(library)
    backup = back_up(library.path, folder)
    library.commit(adding(reply("b")))
    assert backup == Backup(folder / "library-20250101-120000-123-daily.db", NOON, Occasion.DAILY)
    assert backups.verify(backup.path) == Holdings(replies=1, categories=1, revision=1)
    # One file, nothing beside it, also while it is read: it can be carried anywhere.
    assert files(folder) == [backup.path.name]
    assert raw(backup.path, "PRAGMA journal_mode") == [("delete",)]
    with Reader.open(backup.path) as reader:
        assert state_of(reader) == held


def test_two_backups_of_one_moment_are_two_files(library: Library, folder: Path) -> None:
    first, second = back_up(library.path, folder), back_up(library.path, folder)
    assert backups.list_backups(folder) == (second, first)
    assert second.at == first.at + 1


def test_strangers_in_the_folder_are_let_be(library: Library, folder: Path) -> None:
    folder.mkdir()
    for name in ("library-20259999-120000-123-daily.db", "notes.txt", "library-1-daily.db"):
        (folder / name).write_text("mine")
    backup = back_up(library.path, folder)
    assert backups.list_backups(folder) == (backup,)
    backups.thin(folder, Policy(1, 0, 0, 0))
    assert len(files(folder)) == 4


def test_a_damaged_library_makes_no_backup(path: Path, folder: Path) -> None:
    with open_library(path) as library:
        library.commit(adding(*(reply(f"r{n}", text="话" * 500) for n in range(300))))
    whole = path.read_bytes()
    path.write_bytes(whole[:150_000] + b"\xff" * 50_000 + whole[200_000:])
    assert code_of(lambda: back_up(path, folder)) is Code.LIBRARY_DAMAGED
    assert files(folder) == []


def test_a_damaged_backup_is_recognised_and_an_older_one_offered(
    library: Library, folder: Path
) -> None:
    library.commit(adding(*(reply(f"r{n}", text="话" * 500) for n in range(100))))
    good, cut, spoilt, empty = (back_up(library.path, folder, NOON + n * DAY) for n in range(4))
    cut.path.write_bytes(cut.path.read_bytes()[:-5000])
    middle = spoilt.path.stat().st_size // 2
    whole = spoilt.path.read_bytes()
    spoilt.path.write_bytes(whole[:middle] + b"\xff" * 9000 + whole[middle + 9000 :])
    empty.path.write_bytes(b"")
    for bad in (cut, spoilt, empty):
        assert code_of(lambda bad=bad: backups.verify(bad.path)) is Code.BACKUP_DAMAGED
        before = state_of(library)
        attempt = lambda bad=bad: restore(bad.path, library.path, folder)  # noqa: E731
        assert code_of(attempt) is Code.BACKUP_DAMAGED
        assert state_of(library) == before
    assert backups.newest_good(folder) == good
    assert code_of(lambda: backups.verify(folder / "none.db")) is Code.BACKUP_MISSING
    assert backups.newest_good(folder / "none") is None


def test_thinning_follows_the_policy_but_keeps_the_newest_good_one(
    library: Library, folder: Path
) -> None:
    made = [back_up(library.path, folder, NOON + n * DAY) for n in range(5)]
    for bad in made[2:]:
        bad.path.write_bytes(b"")
    removed = backups.thin(folder, Policy(latest=2, days=0, weeks=0, months=0))
    assert set(removed) == {made[0], made[2]}
    assert backups.list_backups(folder) == (made[4], made[3], made[1])
    assert backups.thin(folder, Policy(latest=3, days=0, weeks=0, months=0)) == ()


def test_a_backup_is_due_once_a_day(library: Library, folder: Path) -> None:
    assert backups.is_due(folder, NOON)
    back_up(library.path, folder)
    assert not backups.is_due(folder, NOON)
    assert backups.is_due(folder, Millis(NOON + DAY))


def test_a_restore_shows_in_programs_that_have_the_library_open(
    library: Library, folder: Path
) -> None:
    a = reply("a", shortcut="fh")
    library.commit(adding(a))
    held = state_of(library)
    backup = back_up(library.path, folder)
    library.commit(changing((a, replace(a, title="改"))))
    library.commit(adding(reply("b")))
    late, revision = state_of(library), library.revision()
    with Reader.open(library.path) as reader:
        version = reader.data_version()
        restored = restore(backup.path, library.path, folder)
        assert restored.holdings.replies == 1
        for seeing in (library, reader):
            assert state_of(seeing) == held
            assert seeing.revision() > revision
            # Whatever was seen before says nothing about what is there now.
            assert seeing.changes_since(revision).everything
        assert reader.data_version() != version
    library.commit(adding(reply("c")))
    assert library.undo_step() is not None
    # What was replaced is a backup like any other, and comes back the same way.
    assert restored.replaced is not None
    assert restored.replaced in {backup.path for backup in backups.list_backups(folder)}
    restore(restored.replaced, library.path, folder)
    assert state_of(library) == late
    assert library.check() == ()
    assert files(library.path.parent) == ["library.db", "library.db-shm", "library.db-wal"]


def test_a_restore_brings_the_undo_journal_of_its_time(library: Library, folder: Path) -> None:
    library.commit(adding(reply("a")))
    backup = back_up(library.path, folder)
    library.commit(adding(reply("b")))
    restore(backup.path, library.path, folder)
    library.undo()
    assert list(library.all_replies()) == []


def test_a_restore_where_there_is_no_library_makes_one(
    library: Library, tmp_path: Path, folder: Path
) -> None:
    library.commit(adding(reply("a")))
    backup = back_up(library.path, folder)
    elsewhere = tmp_path / "new" / "library.db"
    restored = restore(backup.path, elsewhere, folder)
    assert restored.replaced is None
    with open_library(elsewhere) as other:
        assert state_of(other) == state_of(library)
        other.commit(adding(reply("b")))


@pytest.mark.parametrize("damage", [b"", b"no library " * 1000])
def test_a_damaged_library_is_moved_aside_with_all_its_files(
    path: Path, folder: Path, damage: bytes
) -> None:
    with open_library(path) as library:
        library.commit(adding(reply("a")))
        backup = back_up(path, folder)
        library.commit(adding(reply("b")))
        wal = path.with_name("library.db-wal").read_bytes()
    path.write_bytes(damage)
    path.with_name("library.db-wal").write_bytes(wal)
    restored = restore(backup.path, path, folder)
    assert restored.replaced is not None
    assert restored.replaced.read_bytes() == damage
    assert restored.replaced.with_name(restored.replaced.name + "-wal").read_bytes() == wal
    with open_library(path) as library:
        assert [one.uid for one in library.all_replies()] == ["a"]


def test_nothing_put_aside_is_overwritten(path: Path) -> None:
    asides = []
    for content in (b"one", b"two"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        asides.append(put_aside(path, at=NOON))
    assert [aside.read_bytes() for aside in asides] == [b"one", b"two"]
    assert files(path.parent) == sorted(aside.name for aside in asides)


def test_a_restore_waits_for_a_writer_only_so_long(library: Library, folder: Path) -> None:
    library.commit(adding(reply("a")))
    backup = back_up(library.path, folder)
    library.commit(adding(reply("b")))
    before = state_of(library)
    other = connect(library.path, "rw")
    with writing(other, library.path):
        attempt = lambda: restore(backup.path, library.path, folder, patience=0.1)  # noqa: E731
        assert code_of(attempt) is Code.LIBRARY_LOCKED
    other.close()
    assert state_of(library) == before
    assert [name for name in files(library.path.parent) if name.endswith(".new")] == []
    library.commit(adding(reply("c")))


def test_a_backup_of_a_later_program_or_of_another_is_refused(
    library: Library, folder: Path
) -> None:
    library.commit(adding(reply("a")))
    before = state_of(library)
    later, foreign = back_up(library.path, folder), back_up(library.path, folder)
    raw(later.path, "PRAGMA user_version = 6553600")
    raw(foreign.path, "PRAGMA application_id = 7")
    for backup, code in ((later, Code.LIBRARY_TOO_NEW), (foreign, Code.LIBRARY_FOREIGN)):
        assert code_of(lambda one=backup: restore(one.path, library.path, folder)) is code
    assert state_of(library) == before


def test_an_export_does_not_overwrite(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "mine.db"
    library.commit(adding(reply("a")))
    assert backups.export(library.path, target).replies == 1
    assert code_of(lambda: backups.export(library.path, target)) is Code.FILE_EXISTS
    assert backups.verify(target).replies == 1
    missing = tmp_path / "missing.db"
    assert code_of(lambda: backups.export(missing, tmp_path / "x.db")) is Code.LIBRARY_UNREADABLE


def test_a_place_that_takes_no_backup_is_the_one_that_is_named(library: Library) -> None:
    library.commit(adding(reply("a")))
    for target in (Path("/proc/mine.db"), library.path / "mine.db"):
        with pytest.raises(MachineFault) as caught:
            backups.export(library.path, target)
        assert caught.value.code is Code.FILE_UNWRITABLE
        assert caught.value.params == {"path": str(target)}
