"""Groups of replies that say nearly the same, over a real library."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kefu_desktop.app.duplicates import Duplicates, Group
from kefu_desktop.app.events import LibraryReplaced, WentWrong
from kefu_desktop.app.jobs import InlineLane, ThreadLane
from kefu_desktop.core.changes import Change, ChangeSet, Content, Deed
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import Attachment, Digest, Kind, Uid, Variant
from kefu_desktop.store.apart import Apart
from kefu_desktop.store.queries import Reader
from tests.app.library.branch import NOON, Branch, reply
from tests.app.shop import readings

SHIP = "亲，您的订单会在付款后48小时内发出，请耐心等待哦"
SIZE = "这款衣服尺码偏小，建议您拍大一码"

Make = Callable[[], Duplicates]


@pytest.fixture
def make(branch: Branch, tmp_path: Path) -> Iterator[Make]:
    """Makes the use case as each start of the program does."""
    branch.library.start().result()
    made: list[Duplicates] = []

    def open_reader() -> Reader:
        return Reader.open(branch.place.library)

    def duplicates() -> Duplicates:
        file = tmp_path / "beside" / "apart.jsonl"
        args = (InlineLane(), open_reader, readings, ["微笑"], file, branch.events)
        made.append(Duplicates(*args))
        return made[-1]

    yield duplicates
    for one in made:
        one.close()


def found(duplicates: Duplicates) -> list[tuple[str, ...]]:
    """Looks, and gives the groups."""
    done: list[bool] = []
    duplicates.find(lambda _: None, done.append)
    assert done == [True]
    return uids(duplicates)


def shown(duplicates: Duplicates) -> tuple[Group, ...]:
    assert duplicates.groups is not None
    return duplicates.groups


def uids(duplicates: Duplicates) -> list[tuple[str, ...]]:
    return [group.uids for group in shown(duplicates)]


def deliver(branch: Branch, uid: str, times: int) -> None:
    for _ in range(times):
        branch.library.record_use(Uid(uid), "", client="", mode="copy").result()


def test_what_says_the_same_is_a_group_with_the_most_used_first(branch: Branch, make: Make) -> None:
    branch.add(reply("a", SHIP), reply("b", SIZE), reply("c", SHIP + "[微笑]！"))
    deliver(branch, "c", 2)
    duplicates = make()
    assert duplicates.groups is None
    assert found(duplicates) == [("c", "a")]
    assert [(group.title, group.likeness) for group in shown(duplicates)] == [("c", 1.0)]


def test_only_what_is_for_the_same_use_is_alike(branch: Branch, make: Make) -> None:
    branch.add(
        reply("a", SHIP),
        reply("trashed", SHIP, trashed=NOON),
        reply("away", SHIP, kind=Kind.AWAY),
        reply("away2", SHIP, kind=Kind.AWAY),
    )
    assert found(make()) == [("away", "away2")]


def test_images_are_part_of_what_is_said(branch: Branch, make: Make) -> None:
    def add(uid: str, picture: bytes) -> None:
        digest = Digest(hashlib.sha256(picture).hexdigest())
        one = reply(uid, "{图片}", attachments=(Attachment(digest, "图", "image/png", 1),))
        changes = (Change(None, one),)
        step = ChangeSet(Deed.ADD_REPLY, changes, (Content(digest, picture),))
        branch.library.change(lambda _: step).result()

    add("a", b"parcel")
    add("b", b"shoe")
    add("a2", b"parcel")
    assert found(make()) == [("a", "a2")]


def test_groups_follow_the_library(branch: Branch, make: Make) -> None:
    branch.add(reply("a", SHIP), reply("b", SHIP), reply("c", SHIP))
    duplicates = make()
    told: list[bool] = []
    end = duplicates.subscribe(lambda: told.append(duplicates.stale))
    found(duplicates)
    branch.trash("b")
    assert uids(duplicates) == [("a", "c")]
    branch.trash("c")
    assert uids(duplicates) == []
    branch.library.undo().result()
    assert uids(duplicates) == [("a", "c")]
    assert told == [False, True, True, True]
    # What has become alike since is found by looking again.
    branch.add(reply("d", SHIP))
    assert uids(duplicates) == [("a", "c")]
    assert found(duplicates) == [("a", "c", "d")]
    assert not duplicates.stale
    deliver(branch, "a", 1)
    assert not duplicates.stale
    end()
    branch.trash("d")
    assert len(told) == 6


def test_another_library_is_looked_through_anew(branch: Branch, make: Make) -> None:
    branch.add(reply("a", SHIP), reply("b", SHIP))
    duplicates = make()
    found(duplicates)
    branch.events.publish(LibraryReplaced())
    assert duplicates.groups is None


def test_what_is_different_is_never_shown_again(branch: Branch, make: Make) -> None:
    branch.add(reply("a", SHIP), reply("b", SHIP), reply("c", SIZE), reply("d", SIZE))
    duplicates = make()
    found(duplicates)
    duplicates.set_apart([Uid("a"), Uid("b")]).result()
    assert uids(duplicates) == [("c", "d")]
    branch.change("a", title="改了")
    assert found(make()) == [("c", "d")]


def test_a_verdict_can_be_taken_back(branch: Branch, make: Make) -> None:
    branch.add(reply("a", SHIP), reply("b", SHIP))
    duplicates = make()
    found(duplicates)
    duplicates.set_apart([Uid("a"), Uid("b")]).result()
    duplicates.take_back().result()
    assert uids(duplicates) == found(make()) == [("a", "b")]


def test_who_is_different_may_each_have_a_double(branch: Branch, make: Make) -> None:
    branch.add(*(reply(uid, SHIP) for uid in "abcd"))
    duplicates = make()
    found(duplicates)
    duplicates.set_apart([Uid("a"), Uid("b")]).result()
    duplicates.set_apart([Uid("b"), Uid("c"), Uid("d")]).result()
    # b is another than all of them; c and d are two, and a may be either.
    assert uids(duplicates) == [("a", "c", "d")]


def test_a_verdict_that_cannot_be_kept_is_none(branch: Branch, make: Make, tmp_path: Path) -> None:
    branch.add(reply("a", SHIP), reply("b", SHIP))
    duplicates = make()
    found(duplicates)
    (tmp_path / "beside").write_text("a file where the folder should be")
    with pytest.raises(KefuError) as refused:
        duplicates.set_apart([Uid("a"), Uid("b")]).result()
    assert refused.value.code is Code.FILE_UNWRITABLE
    assert uids(duplicates) == [("a", "b")]


@pytest.mark.parametrize("line", [b"", b"{}", b"[1, 2]", b'["a', b'["a b"]', b"[" * 9999, b"\xff"])
def test_lines_that_say_nothing_do_not_hide_the_others(tmp_path: Path, line: bytes) -> None:
    file = tmp_path / "apart.jsonl"
    apart = Apart(file)
    assert apart.read() == ()
    apart.write([[Uid("a"), Uid("b")], [Uid("c"), Uid("d")]])
    first, second = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(first + line + b"\n" + second)
    assert apart.read() == (("a", "b"), ("c", "d"))


def test_looking_tells_how_far_it_is(branch: Branch, make: Make) -> None:
    branch.add(*(reply(f"r{number}", SHIP + str(number)) for number in range(600)))
    told: list[float] = []
    make().find(told.append, lambda _: None)
    assert told == sorted(told)
    assert told[0] < 0.3 < told[-1] <= 1


def test_looking_can_be_given_up(branch: Branch, make: Make) -> None:
    branch.add(*(reply(f"r{number}", SHIP + str(number)) for number in range(600)))
    duplicates = make()
    lane, done = ThreadLane("duplicates"), threading.Event()
    duplicates._lane = lane
    reached, go_on = threading.Event(), threading.Event()

    def progress(_: float) -> None:
        reached.set()
        go_on.wait(10)

    outcome: list[bool] = []

    def answered(well: bool) -> None:
        outcome.append(well)
        done.set()

    give_up = duplicates.find(progress, answered)
    assert reached.wait(10)
    give_up()
    go_on.set()
    assert done.wait(10)
    assert outcome == [False]
    assert duplicates.groups is None


def test_a_library_that_cannot_be_read_is_told_of(branch: Branch, make: Make) -> None:
    branch.add(reply("a", SHIP), reply("b", SHIP))
    duplicates = make()
    branch.library.close()
    for file in branch.place.library.parent.glob("library.db*"):
        file.unlink()
    outcome: list[bool] = []
    duplicates.find(lambda _: None, outcome.append)
    assert outcome == [False]
    assert any(isinstance(event, WentWrong) for event in branch.heard)


def test_any_variant_counts(branch: Branch, make: Make) -> None:
    branch.add(
        reply("a", SHIP, variants=(Variant("您好"), Variant(SHIP))),
        reply("b", SHIP, variants=(Variant(SHIP), Variant(SIZE))),
        reply("c", SIZE),
    )
    assert found(make()) == [("a", "b"), ("b", "c")]
