"""A folder as a shared place: what is seen, what is replaced, and what is left alone."""

import hashlib
import io
import os
import sys
import threading
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import Digest
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.packs.shared.folder import STALE_SECONDS, FolderSource
from kefu_desktop.packs.shared.source import Entry, PlaceLimits, Version

QUIET = Watch()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shared folder."""
    made = tmp_path / "共享 drive"
    made.mkdir()
    return made


def version(file: Path) -> Version:
    return Version("never asked", Digest(hashlib.sha256(file.read_bytes()).hexdigest()))


def new_file(folder: Path, data: bytes) -> Path:
    file = folder.parent / "mine"
    file.write_bytes(data)
    return file


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_the_packs_of_a_folder_are_seen_and_nothing_else(folder: Path) -> None:
    for name in ("包.kefupack", "b.KEFUPACK", "notes.txt", ".part.kefupack"):
        (folder / name).write_bytes(b"data")
    (folder / "folder.kefupack").mkdir()
    if sys.platform != "win32":
        (folder / "link.kefupack").symlink_to("/etc/passwd")
        os.mkfifo(folder / "pipe.kefupack")
    place = FolderSource(str(folder))
    assert [entry.file for entry in place.entries(QUIET)] == ["b.KEFUPACK", "包.kefupack"]
    assert place.single == ""


def test_what_did_not_change_is_not_copied_again(folder: Path) -> None:
    file = folder / "a.kefupack"
    file.write_bytes(b"one")
    place = FolderSource(str(folder))
    (entry,) = place.entries(QUIET)
    into = io.BytesIO()
    stamp = place.fetch(entry, "", into, QUIET)
    assert (stamp, into.getvalue()) == (entry.stamp, b"one")
    assert place.fetch(entry, entry.stamp, into, QUIET) is None
    file.write_bytes(b"second")
    assert place.fetch(entry, entry.stamp, into, QUIET) not in (None, entry.stamp)
    assert into.getvalue() == b"onesecond"


def test_the_address_can_be_one_file(folder: Path) -> None:
    file = folder / "a.kefupack"
    file.write_bytes(b"one")
    (folder / "b.kefupack").write_bytes(b"other")
    place = FolderSource(str(file))
    assert [entry.file for entry in place.entries(QUIET)] == ["a.kefupack"]
    assert place.put("a.kefupack", new_file(folder, b"new"), version(file), QUIET)
    assert (file.read_bytes(), place.single) == (b"new", "a.kefupack")


def test_only_what_was_seen_is_replaced(folder: Path) -> None:
    place, file = FolderSource(str(folder)), folder / "a.kefupack"
    mine = new_file(folder, b"mine")
    assert place.put("a.kefupack", mine, None, QUIET)
    seen = version(file)
    assert place.put("a.kefupack", mine, None, QUIET) is None, "there is one"
    file.write_bytes(b"theirs")
    assert place.put("a.kefupack", mine, seen, QUIET) is None, "it is another"
    assert file.read_bytes() == b"theirs"
    assert place.put("a.kefupack", mine, version(file), QUIET)
    assert file.read_bytes() == b"mine"
    file.unlink()
    assert place.put("a.kefupack", mine, seen, QUIET) is None, "it is gone"
    assert names(folder) == []


def test_of_many_who_publish_at_once_one_comes_first(folder: Path) -> None:
    file = folder / "a.kefupack"
    file.write_bytes(b"base")
    seen = version(file)
    gate = threading.Barrier(6)
    outcomes: dict[bytes, object] = {}

    def publish(number: int) -> None:
        data = f"{number}".encode() * 100_000
        mine = folder.parent / f"{number}"
        mine.write_bytes(data)
        gate.wait(10)
        try:
            outcomes[data] = FolderSource(str(folder)).put("a.kefupack", mine, seen, QUIET)
        except KefuError as error:
            outcomes[data] = error.code

    threads = [threading.Thread(target=publish, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    (winner,) = [data for data, outcome in outcomes.items() if isinstance(outcome, str)
                 and not isinstance(outcome, Code)]  # fmt: skip
    assert file.read_bytes() == winner
    assert {outcome for data, outcome in outcomes.items() if data != winner} <= {
        None,
        Code.PLACE_BUSY,
    }
    assert names(folder) == ["a.kefupack"]


def test_a_lock_that_somebody_holds_is_kept_and_a_dead_one_is_not(folder: Path) -> None:
    lock = folder / ".a.kefupack.lock"
    lock.touch()
    place, mine = FolderSource(str(folder)), new_file(folder, b"mine")
    with pytest.raises(KefuError) as error:
        place.put("a.kefupack", mine, None, QUIET)
    assert error.value.code is Code.PLACE_BUSY
    assert names(folder) == [lock.name]
    old = lock.stat().st_mtime - STALE_SECONDS - 1
    os.utime(lock, (old, old))
    assert place.put("a.kefupack", mine, None, QUIET)
    assert names(folder) == ["a.kefupack"]


def test_giving_up_leaves_everything_as_it_was(folder: Path) -> None:
    file = folder / "a.kefupack"
    file.write_bytes(b"theirs")
    watch = Watch(cancelled=lambda: True)
    place = FolderSource(str(folder))
    with pytest.raises(Cancelled):
        place.put("a.kefupack", new_file(folder, b"mine"), version(file), watch)
    assert names(folder) == ["a.kefupack"]
    assert file.read_bytes() == b"theirs"


def test_too_much_is_refused(folder: Path) -> None:
    limits = PlaceLimits(file_bytes=10, packs=2, listing_entries=5)
    place = FolderSource(str(folder), limits)
    (folder / "a.kefupack").write_bytes(bytes(11))
    with pytest.raises(KefuError) as error:
        place.fetch(Entry("a.kefupack"), "", io.BytesIO(), QUIET)
    assert error.value.code is Code.PLACE_TOO_LARGE
    for number in range(2):
        (folder / f"{number}.kefupack").touch()
    with pytest.raises(KefuError) as error:
        place.entries(QUIET)
    assert error.value.code is Code.PLACE_TOO_MANY
    for number in range(6):
        (folder / f"{number}.txt").touch()
    with pytest.raises(KefuError) as error:
        place.entries(QUIET)
    assert error.value.code is Code.PLACE_TOO_MANY


def test_a_drive_that_is_not_connected_is_told(folder: Path) -> None:
    place = FolderSource(str(folder / "gone"))
    with pytest.raises(KefuError) as error:
        place.entries(QUIET)
    assert error.value.code is Code.PLACE_NOT_THERE
    with pytest.raises(KefuError) as error:
        place.put("a.kefupack", new_file(folder, b"x"), None, QUIET)
    assert error.value.code is Code.PLACE_NOT_THERE
