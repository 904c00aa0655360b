"""What is kept of shared places: by several programs at once, whole, and without a password."""

import sqlite3
import threading
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Digest, Millis, Uid
from kefu_desktop.core.shared import Deposit, Look, PackLabel, PlaceId, SharedPlace, Trouble
from kefu_desktop.store.subscriptions import How, Subscriptions

PLACE = SharedPlace(PlaceId("p1"), "/mnt/共享", "店长")
LABEL = PackLabel(
    uid=Uid("pack"),
    name="入门包",
    version="1.3",
    author="小王",
    changes="改\n了",
    replies=3,
    content=Digest("c"),
)
GOOD = Deposit("入门包.kefupack", '"etag"', Digest("d"), LABEL)
BAD = Deposit("坏.kefupack", "", Digest(""), None, Trouble(Code.FILE_DAMAGED, (("path", "坏"),)))


@pytest.fixture
def state(tmp_path: Path) -> Subscriptions:
    """A file that is not there yet."""
    return Subscriptions(tmp_path / "shared" / "places.db")


def test_asking_makes_no_file(state: Subscriptions) -> None:
    assert state.places() == ()
    assert state.look(PLACE.id) == Look(Millis(0))
    assert state.known(How.TAKEN) == {}
    assert state.remark("x") == ""
    assert not state.file.parent.exists()


def test_what_was_kept_is_there_after_a_start(state: Subscriptions) -> None:
    assert state.add(PLACE)
    assert not state.add(SharedPlace(PlaceId("p2"), PLACE.address)), "once"
    look = Look(Millis(5), None, (GOOD, BAD))
    state.keep_look(PLACE.id, look)
    again = Subscriptions(state.file)
    assert again.places() == (PLACE,)
    assert again.look(PLACE.id) == look
    trouble = Trouble(Code.PLACE_TIMEOUT, (("address", "x"), ("seconds", 20)))
    again.keep_look(PLACE.id, Look(Millis(9), trouble))
    assert again.look(PLACE.id) == Look(Millis(9), trouble, (GOOD, BAD)), "what was seen stays"
    again.keep_look(PLACE.id, Look(Millis(10)))
    assert again.look(PLACE.id).deposits == ()
    again.remove(PLACE.id)
    assert state.places() == ()


def test_what_became_of_a_content_is_noted_once(state: Subscriptions) -> None:
    assert state.note(Uid("p"), Digest("c"), How.TOLD)
    assert not state.note(Uid("p"), Digest("c"), How.TOLD)
    assert state.note(Uid("p"), Digest("e"), How.TAKEN)
    assert state.known(How.TOLD) == {Uid("p"): {Digest("c")}}
    assert state.known(How.TOLD, How.TAKEN) == {Uid("p"): {Digest("c"), Digest("e")}}


def test_programs_write_at_the_same_time(state: Subscriptions) -> None:
    gate = threading.Barrier(8)

    def add(number: int) -> None:
        gate.wait(10)
        Subscriptions(state.file).add(SharedPlace(PlaceId(f"p{number}"), f"/{number}"))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(state.places()) == 8


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + bytes(900)]
)
def test_a_file_that_is_none_is_put_aside(state: Subscriptions, content: bytes) -> None:
    state.file.parent.mkdir()
    state.file.write_bytes(content)
    assert state.places() == ()
    assert state.add(PLACE)
    assert state.places() == (PLACE,)
    assert state.file.with_name("places.db.aside").read_bytes() == content


def test_a_file_of_a_newer_program_is_put_aside(state: Subscriptions) -> None:
    state.add(PLACE)
    db = sqlite3.connect(state.file)
    db.execute("PRAGMA user_version = 99")
    db.close()
    assert state.places() == ()


def test_a_row_that_says_nothing_is_passed_over(state: Subscriptions) -> None:
    state.add(PLACE)
    state.keep_look(PLACE.id, Look(Millis(5), None, (GOOD,)))
    db = sqlite3.connect(state.file)
    with db:
        db.execute("INSERT INTO deposit VALUES ('p1', 'x', '{\"file\": 1}')")
        db.execute("INSERT INTO deposit VALUES ('p1', 'y', '{\"label\": {}, \"trouble\": 3}')")
    db.close()
    assert state.look(PLACE.id).deposits == (GOOD,)


def test_a_disk_that_refuses_is_told(state: Subscriptions) -> None:
    state.file.parent.write_text("a file where the folder should be")
    with pytest.raises(MachineFault) as error:
        state.add(PLACE)
    assert error.value.code is Code.FILE_UNWRITABLE
