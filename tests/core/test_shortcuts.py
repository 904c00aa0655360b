"""Shortcuts are unique in a library, whatever a pack brings."""

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.core.resolving import Decision
from tests.core.small_library import (
    NOW,
    SmallLibrary,
    pack,
    pack_1,
    pack_2,
    record,
    reply,
    states,
)


class TestShortcuts:
    """A shortcut is unique; the reply that has it keeps it unless somebody decides otherwise."""

    @pytest.mark.parametrize(
        ("decision", "mine", "theirs"),
        [
            (None, "FH", ""),
            (Decision.MINE, "FH", ""),
            (Decision.BOTH, "FH", ""),
            (Decision.THEIRS, "", "fh"),
        ],
    )
    def test_a_taken_one(self, decision: Decision | None, mine: str, theirs: str) -> None:
        library = SmallLibrary.of(reply("mine", "我的", "我的话", shortcut="FH"))
        assert states(library.plan(pack_1()))["r1"] == "shortcut-taken"
        resolution = library.bring_in(pack_1(), default=decision)
        assert library.titled("我的").shortcut == mine
        assert library.titled("发货时间").shortcut == theirs
        dropped = [finding.code for finding in resolution.report.remarks]
        assert dropped == (
            [Code.RECORD_SHORTCUT_DROPPED] if decision is not Decision.THEIRS else []
        )

    def test_skipped(self) -> None:
        library = SmallLibrary.of(reply("mine", "我的", "我的话", shortcut="FH"))
        library.bring_in(pack_1(), default=Decision.SKIP)
        assert set(library.texts()) == {"我的", "退货"}

    def test_a_reply_that_came_without_it_still_takes_updates(self) -> None:
        library = SmallLibrary.of(reply("mine", "我的", "我的话", shortcut="fh"))
        library.bring_in(pack_1())
        assert states(library.plan(pack_2()))["r1"] == "theirs-changed"
        library.bring_in(pack_2())
        assert library.texts()["发货时间"] == "下午四点前付款，今天就发。"
        assert library.titled("发货时间").shortcut == ""

    def test_the_pack_swaps_two(self) -> None:
        library = SmallLibrary()
        library.bring_in(
            pack(record("a", "甲", "1", shortcut="x"), record("b", "乙", "2", shortcut="y"))
        )
        library.bring_in(
            pack(record("a", "甲", "1", shortcut="y"), record("b", "乙", "2", shortcut="x"))
        )
        assert (library.titled("甲").shortcut, library.titled("乙").shortcut) == ("y", "x")

    def test_the_pack_gives_one_to_a_new_reply(self) -> None:
        library = SmallLibrary()
        library.bring_in(pack(record("a", "甲", "1", shortcut="x")))
        second = pack(record("b", "乙", "2", shortcut="x"), record("a", "甲", "1"))
        assert states(library.plan(second)) == {"a": "theirs-changed", "b": "new"}
        resolution = library.bring_in(second)
        assert (library.titled("甲").shortcut, library.titled("乙").shortcut) == ("", "x")
        assert resolution.report.remarks == ()

    def test_one_who_has_it_keeps_it_against_one_who_comes(self) -> None:
        library = SmallLibrary()
        library.bring_in(pack(record("a", "甲", "1", shortcut="x")))
        second = pack(record("b", "乙", "2", shortcut="x"), record("a", "甲", "1改", shortcut="x"))
        library.bring_in(second)
        assert (library.titled("甲").shortcut, library.titled("乙").shortcut) == ("x", "")

    def test_that_of_a_trashed_reply_is_free(self) -> None:
        library = SmallLibrary.of(reply("mine", "我的", "我的话", shortcut="fh", trashed=NOW))
        library.bring_in(pack_1())
        assert library.titled("发货时间").shortcut == "fh"
