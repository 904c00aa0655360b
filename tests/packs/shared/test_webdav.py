"""Packs at an http address: a real WebDAV server, and what it may refuse."""

import io
import threading
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import Digest
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.packs.shared.source import Entry, PlaceLimits, Version
from kefu_desktop.packs.shared.webdav import WebSource
from tests.packs.shared.servers import PASSWORD, USER, Dav, dav_server

QUIET = Watch()
QUICK = PlaceLimits(connect_seconds=2, quiet_seconds=2, answer_seconds=5, file_seconds=5)


def source(address: str, user: str = "", password: str = "") -> WebSource:
    return WebSource(address, user, password, QUICK)


def fetched(place: WebSource, entry: Entry, known: str = "") -> tuple[str | None, bytes]:
    into = io.BytesIO()
    return place.fetch(entry, known, into, QUIET), into.getvalue()


def code_of(error: "pytest.ExceptionInfo[KefuError]") -> Code:
    return error.value.code


def new_file(folder: Path, data: bytes) -> Path:
    file = folder / "mine.kefupack"
    file.write_bytes(data)
    return file


def test_a_folder_tells_its_packs_and_nothing_else(dav: Dav) -> None:
    for name in ("入门包.kefupack", "b c#%.kefupack", "notes.txt", ".hidden.kefupack"):
        (dav.folder / name).write_bytes(name.encode())
    (dav.folder / "folder.kefupack").mkdir()
    place = source(dav.address)
    entries = place.entries(QUIET)
    assert [entry.file for entry in entries] == ["b c#%.kefupack", "入门包.kefupack"]
    assert place.single == ""
    for entry in entries:
        stamp, data = fetched(place, entry)
        assert data == entry.file.encode()
        assert stamp == entry.stamp
        assert stamp.startswith('"')


def test_what_did_not_change_is_not_sent_again(dav: Dav) -> None:
    (dav.folder / "a.kefupack").write_bytes(b"one")
    place = source(dav.address)
    (entry,) = place.entries(QUIET)
    assert fetched(place, entry, entry.stamp) == (None, b"")
    (dav.folder / "a.kefupack").write_bytes(b"second")
    stamp, data = fetched(place, entry, entry.stamp)
    assert data == b"second"
    assert stamp not in (None, entry.stamp)


def test_an_address_can_be_one_file(dav: Dav) -> None:
    (dav.folder / "包.kefupack").write_bytes(b"PK\x03\x04data")
    place = source(dav.address + "%E5%8C%85.kefupack")
    (entry,) = place.entries(QUIET)
    assert (entry.file, place.single) == ("包.kefupack", "包.kefupack")
    stamp, data = fetched(place, entry)
    assert data == b"PK\x03\x04data"
    assert fetched(place, entry, stamp or "")[0] is None


def test_a_new_file_is_put_and_replaced_by_who_saw_it(dav: Dav, tmp_path: Path) -> None:
    place = source(dav.address)
    place.entries(QUIET)
    first = place.put("新.kefupack", new_file(tmp_path, b"one"), None, QUIET)
    assert first
    assert (dav.folder / "新.kefupack").read_bytes() == b"one"
    over = Version(first, Digest("not asked here"))
    second = place.put("新.kefupack", new_file(tmp_path, b"second"), over, QUIET)
    assert second
    assert second != first
    assert (dav.folder / "新.kefupack").read_bytes() == b"second"


def test_nothing_is_put_over_what_was_not_seen(dav: Dav, tmp_path: Path) -> None:
    place, file = source(dav.address), dav.folder / "a.kefupack"
    file.write_bytes(b"theirs")
    mine = new_file(tmp_path, b"mine")
    assert place.put("a.kefupack", mine, None, QUIET) is None
    wrong = Version('"another"', Digest(""))
    assert place.put("a.kefupack", mine, wrong, QUIET) is None
    assert file.read_bytes() == b"theirs"


def test_a_server_that_gives_nothing_to_match_is_not_written_over(dav: Dav, tmp_path: Path) -> None:
    (dav.folder / "a.kefupack").write_bytes(b"theirs")
    for stamp in ("", 'W/"weak"'):
        mine = new_file(tmp_path, b"mine")
        with pytest.raises(KefuError) as error:
            source(dav.address).put("a.kefupack", mine, Version(stamp, Digest("")), QUIET)
        assert code_of(error) is Code.PLACE_UNGUARDED
    assert (dav.folder / "a.kefupack").read_bytes() == b"theirs"


def test_of_two_who_publish_at_once_one_is_told(dav: Dav, tmp_path: Path) -> None:
    (dav.folder / "a.kefupack").write_bytes(b"base")
    (entry,) = source(dav.address).entries(QUIET)
    over = Version(entry.stamp, Digest(""))
    both = threading.Barrier(2)
    outcomes: dict[bytes, str | None] = {}

    def publish(data: bytes) -> None:
        file = tmp_path / f"{data.decode()}.kefupack"
        file.write_bytes(data)
        both.wait(10)
        outcomes[data] = source(dav.address).put("a.kefupack", file, over, QUIET)

    threads = [threading.Thread(target=publish, args=(data,)) for data in (b"one", b"three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    (winner,) = [data for data, stamp in outcomes.items() if stamp]
    assert (dav.folder / "a.kefupack").read_bytes() == winner


def test_the_password_opens_the_place(tmp_path: Path) -> None:
    (tmp_path / "a.kefupack").write_bytes(b"data")
    with dav_server(tmp_path, guarded=True) as dav:
        (entry,) = source(dav.address, USER, PASSWORD).entries(QUIET)
        assert entry.file == "a.kefupack"
        for user, password in (("", ""), (USER, "wrong")):
            with pytest.raises(KefuError) as error:
                source(dav.address, user, password).entries(QUIET)
            assert code_of(error) is Code.PLACE_PASSWORD


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, Code.PLACE_PASSWORD),
        (403, Code.PLACE_FORBIDDEN),
        (404, Code.PLACE_NOT_THERE),
        (423, Code.PLACE_BUSY),
        (500, Code.PLACE_REFUSED),
        (503, Code.PLACE_REFUSED),
        (507, Code.PLACE_FULL),
    ],
)
def test_a_refusal_is_told_by_its_kind(dav: Dav, tmp_path: Path, status: int, code: Code) -> None:
    dav.before = lambda _: status
    place, mine = source(dav.address), new_file(tmp_path, b"mine")
    with pytest.raises(KefuError) as listing:
        place.entries(QUIET)
    with pytest.raises(KefuError) as fetching:
        fetched(place, Entry("a.kefupack"))
    with pytest.raises(KefuError) as putting:
        place.put("a.kefupack", mine, None, QUIET)
    assert [code_of(error) for error in (listing, fetching, putting)] == [code] * 3


def test_a_put_is_given_up_between_two_pieces(dav: Dav, tmp_path: Path) -> None:
    mine = new_file(tmp_path, bytes(1 << 20))
    seen: list[int] = []

    def tell(done: int, _total: int) -> None:
        seen.append(done)

    watch = Watch(tell, lambda: len(seen) > 2)
    with pytest.raises(Cancelled):
        source(dav.address).put("a.kefupack", mine, None, watch)


def test_a_folder_that_is_missing_is_told(dav: Dav, tmp_path: Path) -> None:
    place = source(dav.address + "nowhere/")
    with pytest.raises(KefuError) as error:
        place.put("a.kefupack", new_file(tmp_path, b"x"), None, QUIET)
    assert code_of(error) is Code.PLACE_NOT_THERE
