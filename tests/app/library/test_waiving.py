"""Letting a finding be: in one reply, with a note, and also after a restart."""

from functools import partial

import pytest

from kefu_desktop.app.checking import Checking
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.core import lint
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.lint import Circumstances
from kefu_desktop.core.model import Uid, Variant
from kefu_desktop.store.queries import Reader
from tests.app.library.branch import Branch, reply

HOLE, OTHER = "好{表情:甲}", "好{表情:乙}"


def open_checking(branch: Branch) -> Checking:
    return Checking(
        InlineLane(),
        partial(Reader.open, branch.place.library),
        [lint.placeholders(lambda name: None)],
        branch.events,
        branch.folder / "wording" / "ignored.jsonl",
    )


@pytest.fixture
def checking(branch: Branch) -> Checking:
    branch.library.start().result()
    branch.add(reply("a", HOLE), reply("b", HOLE))
    checking = open_checking(branch)
    checking.start()
    return checking


def waive(checking: Checking, note: str = "约好的") -> None:
    finding = checking.look_at([HOLE], Circumstances())[0]
    checking.waive(Uid("a"), finding, note).result()


def test_it_is_let_be_in_that_reply_and_after_a_restart(branch: Branch, checking: Checking) -> None:
    told: list[int] = []
    checking.subscribe(lambda: told.append(len(checking.found() or ())))
    waive(checking)
    assert list(checking.found() or ()) == ["b"]
    assert told == [1]
    assert checking.look_at([HOLE], Circumstances(), Uid("a")) == ()
    again = open_checking(branch)
    again.start()
    assert list(again.found() or ()) == ["b"]
    assert [one.note for one in again.waivers(Uid("a"))] == ["约好的"]
    assert [len(one.findings) for one in again.look_through()] == [0, 1]


def test_it_outlives_edits_and_other_words_are_found_anew(
    branch: Branch, checking: Checking
) -> None:
    waive(checking)
    branch.change("a", variants=(Variant(f"您{HOLE}，{HOLE}"),))
    assert list(checking.found() or ()) == ["b"]
    branch.change("a", variants=(Variant(HOLE + OTHER),))
    assert [one.word for one in (checking.found() or {})[Uid("a")]] == ["乙"]


def test_it_is_taken_back_and_said_once(checking: Checking) -> None:
    waive(checking)
    waive(checking, "另一个理由")
    (waiver,) = checking.waivers(Uid("a"))
    assert waiver.note == "另一个理由"
    checking.heed(waiver).result()
    assert sorted(checking.found() or ()) == ["a", "b"]
    assert checking.waivers(Uid("a")) == ()


def test_lines_that_say_nothing_are_left_out(branch: Branch, checking: Checking) -> None:
    waive(checking)
    file = branch.folder / "wording" / "ignored.jsonl"
    file.write_bytes(b'\xff\n[]\n{"uid": 3}\n' + file.read_bytes() + b'{"uid": "a"}\n')
    again = open_checking(branch)
    again.start()
    assert list(again.found() or ()) == ["b"]


def test_what_cannot_be_noted_is_told_and_nothing_is_let_be(
    branch: Branch, checking: Checking
) -> None:
    (branch.folder / "wording").write_text("a file in the way")
    with pytest.raises(KefuError) as told:
        waive(checking)
    assert told.value.code in {Code.FILE_UNREADABLE, Code.FILE_UNWRITABLE}
    assert sorted(checking.found() or ()) == ["a", "b"]
