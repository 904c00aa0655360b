"""Which replies of a real library have wording to be looked at again."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from kefu_desktop.app.checking import Checking
from kefu_desktop.app.events import LibraryReplaced, WentWrong
from kefu_desktop.app.jobs import InlineLane, Lane, ThreadLane
from kefu_desktop.core import editing, lint
from kefu_desktop.core.lint import Circumstances, Finding
from kefu_desktop.core.model import Millis, Uid, Variant
from kefu_desktop.core.template import Problem
from kefu_desktop.store.queries import Reader
from tests.app.library.branch import NOON, Branch, reply

HOLE = "您好{表情:没有这个}"


def write_mood(name: str) -> str | None:
    return "😊" if name == "微笑" else None


def open_checking(branch: Branch, lane: Lane) -> Checking:
    rules = [lint.placeholders(write_mood)]
    return Checking(
        lane,
        partial(Reader.open, branch.place.library),
        rules,
        branch.events,
        branch.folder / "ignored.jsonl",
    )


@pytest.fixture
def checking(branch: Branch) -> Iterator[Checking]:
    branch.library.start().result()
    opened = open_checking(branch, InlineLane())
    yield opened
    opened.close()


def test_holes_are_found_in_every_variant(branch: Branch, checking: Checking) -> None:
    branch.add(
        reply("fine", "您好{表情:微笑}，{单号}在{日期+3=M月d日}到，{{{随机|甲|乙}}}{"),
        reply("holes", variants=(Variant("好"), Variant("今天{日期=QQ}{表情:x}"))),
        reply("trashed", HOLE, trashed=NOON),
    )
    assert checking.found() is None
    checking.start()
    assert checking.found() == {
        "holes": (
            Finding(1, 2, 9, Problem.FORM_INVALID, "QQ"),
            Finding(1, 9, 15, Problem.MOOD_UNKNOWN, "x"),
        )
    }


def test_findings_follow_the_library(branch: Branch, checking: Checking) -> None:
    branch.add(reply("a", HOLE), reply("b", "您好"))
    checking.start()
    told: list[list[str]] = []
    end = checking.subscribe(lambda: told.append(sorted(checking.found() or ())))
    branch.change("b", variants=(Variant(HOLE),))
    branch.change("b", title="还是那句")
    branch.trash("a")
    branch.library.undo().result()
    branch.change("a", variants=(Variant("好的"),))
    branch.trash("b")
    branch.library.purge_trash(Millis(NOON + 1)).result()
    assert told == [["a", "b"], ["b"], ["a", "b"], ["b"], []]
    end()
    branch.add(reply("c", HOLE))
    assert len(told) == 5
    assert list(checking.found() or ()) == ["c"]


def test_nothing_is_read_before_somebody_wants_to_know(branch: Branch, checking: Checking) -> None:
    branch.add(reply("a", HOLE))
    branch.events.publish(LibraryReplaced())
    assert checking.found() is None


def test_what_was_given_does_not_change(branch: Branch, checking: Checking) -> None:
    branch.add(reply("a", HOLE))
    checking.start()
    before = checking.found()
    branch.trash("a")
    assert before is not None
    assert list(before) == ["a"]
    assert checking.found() == {}


def test_another_library_is_looked_through(branch: Branch, checking: Checking) -> None:
    checking.start()
    colleague = branch.colleague()
    colleague.library.start().result()
    colleague.add(reply("a", HOLE))
    colleague.close()
    assert checking.found() == {}
    branch.events.publish(LibraryReplaced())
    assert list(checking.found() or ()) == ["a"]


def test_rules_join_in_the_order_of_the_text(branch: Branch) -> None:
    def promises(text: str, _: Circumstances) -> Iterator[Finding]:
        if "保证" in text:
            at = text.index("保证")
            yield Finding(0, at, at + 2, Problem.FORM_INVALID, "保证")

    rules = [lint.placeholders(write_mood), promises]
    checking = Checking(
        InlineLane(),
        partial(Reader.open, branch.place.library),
        rules,
        branch.events,
        branch.folder / "ignored.jsonl",
    )
    found = checking.look_at(["{图片}{图片}"], Circumstances(images=1))
    assert [one.reason for one in found] == [Problem.IMAGE_MISSING]
    found = checking.look_at(["好", "保证{表情:x}保证"], Circumstances())
    words = [(one.variant, one.word) for one in found]
    assert words == [(1, "保证"), (1, "x")]
    checking.close()


def test_closing_does_not_wait_for_the_whole_library(branch: Branch) -> None:
    branch.add(*(reply(f"r{number}", HOLE) for number in range(1_200)))
    begun, go_on = threading.Event(), threading.Event()

    def slow(_: str, __: Circumstances) -> Iterator[Finding]:
        begun.set()
        go_on.wait(10)
        return iter(())

    class Closing(ThreadLane):
        def close(self) -> None:
            go_on.set()
            super().close()

    lane = Closing("checking")
    checking = Checking(
        lane,
        partial(Reader.open, branch.place.library),
        [slow],
        branch.events,
        branch.folder / "ignored.jsonl",
    )
    checking.start()
    assert begun.wait(10)
    checking.close()
    assert checking.found() is None


def test_a_library_that_cannot_be_read_is_told_of(branch: Branch, checking: Checking) -> None:
    branch.add(reply("a", HOLE))
    branch.wreck()
    checking.start()
    assert checking.found() is None
    assert any(isinstance(event, WentWrong) for event in branch.heard)


def test_what_is_only_moved_is_not_looked_at_again(branch: Branch) -> None:
    looked: list[str] = []

    def rule(text: str, _: Circumstances) -> list[Finding]:
        looked.append(text)
        return []

    branch.add(reply("a", "您好"))
    place = partial(Reader.open, branch.place.library)
    checking = Checking(InlineLane(), place, [rule], branch.events, branch.folder / "ignored.jsonl")
    checking.start()
    branch.library.change(
        lambda library: editing.move([library.reply(Uid("a"))], None, 7, NOON)
    ).result()
    assert looked == ["您好"]
    branch.change("a", variants=(Variant("好的"),))
    assert looked == ["您好", "好的"]
    checking.close()
