"""When the machine refuses, it is said, the library is whole, and work goes on after."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.store import settings_file
from kefu_desktop.store.backups import Occasion, back_up, list_backups
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader
from tests.store.disks import fill_up, make_read_only, small_disk, write_protected
from tests.store.making import adding, category, open_library, raw, reply, state_of

TEXT = "亲，您好，我们会在四十八小时内为您安排发货哦。" * 40


def code_of(act: Callable[[], object]) -> Code:
    with pytest.raises(MachineFault) as fault:
        act()
    assert "path" in fault.value.params
    return fault.value.code


def add_until_refused(library: Library) -> tuple[list[str], Code]:
    answered: list[str] = []
    for number in range(5000):
        try:
            library.commit(adding(reply(f"r{number}", text=TEXT + str(number))))
        except MachineFault as fault:
            return answered, fault.code
        answered.append(f"r{number}")
    pytest.fail("the disk never filled up")


def check_whole_and_usable(library: Library, answered: list[str]) -> None:
    held = [one.uid for one in library.all_replies()]
    assert held == answered
    assert library.check() == ()
    step = library.undo_step()
    assert step is not None
    assert step.count == 1


def test_a_full_disk_loses_nothing_and_work_goes_on_after(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk, open_library(disk / "library.db") as library:
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 200_000)
        answered, code = add_until_refused(library)
        assert code is Code.DISK_FULL
        assert len(answered) > 3
        check_whole_and_usable(library, answered)
        ballast.unlink()
        library.commit(adding(reply("after")))
        check_whole_and_usable(library, [*answered, "after"])
        library.close()
        with open_library(disk / "library.db") as again:
            check_whole_and_usable(again, [*answered, "after"])


def test_a_full_disk_in_the_middle_of_an_import_takes_back_all_of_it(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk, open_library(disk / "library.db") as library:
        library.commit(adding(reply("a")))
        many = adding(*(reply(f"r{n}", text=TEXT + str(n)) for n in range(1000)))
        assert code_of(lambda: library.commit(many)) is Code.DISK_FULL
        check_whole_and_usable(library, ["a"])
        library.undo()
        assert list(library.all_replies()) == []


def test_a_library_that_may_not_grow_is_told_the_same_way(library: Library) -> None:
    # Needs no mount: SQLite answers as on a full disk.
    (pages,) = library._db.execute("PRAGMA page_count").fetchone()
    library._db.execute(f"PRAGMA max_page_count = {pages + 30}")
    answered, code = add_until_refused(library)
    assert code is Code.DISK_FULL
    check_whole_and_usable(library, answered)
    library._db.execute(f"PRAGMA max_page_count = {pages + 300}")
    library.commit(adding(reply("after")))
    check_whole_and_usable(library, [*answered, "after"])


def test_on_a_full_disk_nothing_half_made_stays_behind(tmp_path: Path) -> None:
    library, settings = tmp_path / "library.db", "settings.toml"
    with open_library(library) as opened:
        opened.commit(adding(*(reply(f"r{n}", text=TEXT) for n in range(100))))
    with small_disk(tmp_path / "disk", "256k") as disk:
        (disk / settings).write_text("theme = 'dark'\n")
        ballast = fill_up(disk)
        before = sorted(disk.rglob("*"))
        assert code_of(lambda: open_library(disk / "new.db")) is Code.DISK_FULL
        backing_up = (library, disk / "backups")
        ballast.write_bytes(b"x" * (ballast.stat().st_size - 40_000))
        assert (
            code_of(lambda: back_up(*backing_up, at=Millis(1), occasion=Occasion.DAILY))
            is Code.DISK_FULL
        )
        assert list_backups(disk / "backups") == ()
        assert list((disk / "backups").iterdir()) == []
        (disk / "backups").rmdir()
        fill_up(disk)
        writing = {"theme": "light" * 2000}
        assert (
            code_of(lambda: settings_file.write(disk / settings, writing, at=Millis(1)))
            is Code.DISK_FULL
        )
        assert settings_file.read(disk / settings, at=Millis(1)) == {"theme": "dark"}
        assert sorted(disk.rglob("*")) == before


def test_a_write_protected_library_can_be_read_and_says_so_when_written(path: Path) -> None:
    with open_library(path) as library:
        library.commit(adding(reply("a")))
    with write_protected(path), open_library(path) as library:
        assert library.reply(Uid("a")) == reply("a")
        assert code_of(lambda: library.commit(adding(reply("b")))) is Code.LIBRARY_READ_ONLY
        assert code_of(library.undo) is Code.LIBRARY_READ_ONLY
        assert [one.uid for one in library.all_replies()] == ["a"]
    with open_library(path) as library:
        library.commit(adding(reply("b")))


def test_a_medium_that_cannot_be_written_to_can_still_be_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        path = disk / "library.db"
        with open_library(path) as library:
            library.commit(adding(reply("a")))
        make_read_only(disk)
        assert code_of(lambda: open_library(path)) is Code.LIBRARY_READ_ONLY
        assert code_of(lambda: open_library(disk / "new.db")) is Code.LIBRARY_READ_ONLY
        with Reader.open(path) as reader:
            assert [one.uid for one in reader.all_replies()] == ["a"]
        backup = back_up(path, tmp_path / "backups", at=Millis(1), occasion=Occasion.BY_HAND)
        assert backup.path.exists()


@pytest.mark.parametrize("opening", [open_library, Reader.open])
def test_what_is_no_file_is_told(tmp_path: Path, opening: Callable[[Path], object]) -> None:
    folder = tmp_path / "library.db"
    folder.mkdir()
    assert code_of(lambda: opening(folder)) is Code.LIBRARY_UNREADABLE
    (tmp_path / "file").write_text("x")
    assert code_of(lambda: opening(tmp_path / "file" / "library.db")) is Code.LIBRARY_UNREADABLE


def test_a_reader_does_not_make_a_library(tmp_path: Path) -> None:
    assert code_of(lambda: Reader.open(tmp_path / "none.db")) is Code.LIBRARY_UNREADABLE
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of 300 replies."""
    path = tmp_path_factory.mktemp("example") / "library.db"
    with open_library(path) as library:
        made = (reply(f"r{n}", text=f"{n}{TEXT[:200]}", shortcut=f"s{n}") for n in range(300))
        library.commit(adding(category("c", "物流"), *made))
        library.record_use(Uid("r1"), "x", client="c", mode="copy")
    return path


@pytest.mark.parametrize(
    "damage",
    [
        lambda _whole: b"",
        lambda _whole: b"this was never a library " * 100,
        lambda whole: whole[:50],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"\0" * 100 + whole[100:],
        lambda whole: b"\0" * len(whole),
    ],
    ids=["empty", "text", "stump", "half", "headless", "zeroed"],
)
def test_a_damaged_library_is_recognised_and_not_touched(
    path: Path, example: Path, damage: Callable[[bytes], bytes]
) -> None:
    path.parent.mkdir()
    path.write_bytes(damage(example.read_bytes()))
    assert code_of(lambda: open_library(path)) is Code.LIBRARY_DAMAGED
    assert code_of(lambda: Reader.open(path)) is Code.LIBRARY_DAMAGED
    assert path.read_bytes() == damage(example.read_bytes())


WORD = "四十八".encode()


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"\xff".join((whole[: (at := whole.rfind(WORD))], whole[at + 9_000 :])),
        lambda whole: whole[:-1000],
        lambda whole: whole.replace(WORD, b"\xff" * len(WORD)),
        lambda whole: whole.replace(WORD, b"\0" * len(WORD)),
    ],
    ids=["overwritten", "torn", "no-text", "control-characters"],
)
def test_damage_that_opening_does_not_see_is_met_when_it_is_read(
    path: Path, example: Path, damage: Callable[[bytes], bytes]
) -> None:
    path.parent.mkdir()
    path.write_bytes(damage(example.read_bytes()))
    with open_library(path) as library:
        assert code_of(lambda: list(library.all_replies())) is Code.LIBRARY_DAMAGED


def _everything(path: Path) -> None:
    with open_library(path) as library:
        state_of(library)
        library.uses()
        library.changes_since(0)
        library.counts()
        library.check()
        library.commit(adding(reply("x", shortcut="s1x")))
        library.undo()
        library.undo()


@settings(max_examples=120)
@given(
    where=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=40),
    what=st.binary(min_size=1, max_size=30),
    kept=st.floats(0.2, 1),
)
def test_of_damaged_bytes_only_our_errors_come_out(
    example: Path, where: list[float], what: bytes, kept: float
) -> None:
    whole = example.read_bytes()
    damaged = bytearray(whole)
    for place in where:
        start = int(place * len(damaged))
        damaged[start : start + len(what)] = what
    del damaged[len(whole) :]
    if kept < 0.9:
        del damaged[int(kept * len(whole)) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        path.write_bytes(damaged)
        try:
            _everything(path)
        except KefuError as error:
            event(error.code.value)


def test_a_vanished_column_is_damage(path: Path, example: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(example.read_bytes().replace(b"\n    title TEXT", b"\n    titel TEXT"))
    assert code_of(lambda: open_library(path)) is Code.LIBRARY_DAMAGED


def test_a_vanished_table_is_damage(path: Path, example: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(example.read_bytes())
    raw(path, "PRAGMA foreign_keys = OFF", "DROP TABLE use_log")
    assert code_of(lambda: open_library(path)) is Code.LIBRARY_DAMAGED
    assert code_of(lambda: Reader.open(path)) is Code.LIBRARY_DAMAGED
