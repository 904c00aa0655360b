"""Which reply a record is, and what comes of a shortcut or a text that is here already."""

import pytest
from msgspec.structs import replace

from kefu_desktop.core.model import Attachment, Digest, Uid
from kefu_desktop.core.records import Pack, record_of
from kefu_desktop.core.resolving import Decision
from tests.core.small_library import (
    LATER,
    SmallLibrary,
    category,
    pack,
    pack_1,
    pack_2,
    record,
    reply,
    states,
    version_1,
)


class TestTables:
    """Files without identities: rows are known by what they say."""

    def table(self, *rows: tuple[str, str], uids: tuple[str, ...] = ()) -> Pack:
        names = uids or tuple(f"row-{title}" for title, _ in rows)
        told = [record(uid, title, text) for uid, (title, text) in zip(names, rows, strict=True)]
        return pack(*told, identified=False)

    def test_an_edited_row(self) -> None:
        library = SmallLibrary()
        library.bring_in(self.table(("甲", "1"), ("乙", "2")))
        again = self.table(("甲", "1"), ("乙", "2改"))
        assert states(library.plan(again)) == {"row-甲": "same", "row-乙": "theirs-changed"}

    def test_rows_of_one_title_in_another_order(self) -> None:
        library = SmallLibrary()
        library.bring_in(self.table(("甲", "1"), ("甲", "2"), uids=("first", "second")))
        resolution = library.bring_in(
            self.table(("甲", "2"), ("甲", "1"), uids=("first", "second"))
        )
        assert not resolution.changes

    def test_a_row_with_another_title(self) -> None:
        library = SmallLibrary()
        library.bring_in(self.table(("甲", "很特别的话"), ("乙", "2")))
        library.bring_in(self.table(("新甲", "很特别的话"), ("乙", "2")))
        assert library.texts() == {"新甲": "很特别的话", "乙": "2"}


class TestSameText:
    """A reply that is here already, though it did not come with this pack."""

    @pytest.mark.parametrize(
        ("decision", "titles"),
        [
            (None, {"几时发"}),
            (Decision.MINE, {"几时发"}),
            (Decision.THEIRS, {"发货时间"}),
            (Decision.BOTH, {"几时发", "发货时间"}),
        ],
    )
    def test_under_another_title(self, decision: Decision | None, titles: set[str]) -> None:
        library = SmallLibrary.of(reply("mine", "几时发", "今天就发。\n"))
        one = pack(pack_1().records[0])
        assert states(library.plan(one)) == {"r1": "same-text"}
        resolution = library.bring_in(one, {"r1": decision})
        assert set(library.texts()) == titles
        assert resolution.report.same == 1
        assert states(library.plan(one))["r1"] == (
            "same" if decision in (Decision.THEIRS, Decision.BOTH) else "same-text"
        )

    def test_under_its_title_it_joins_the_pack(self) -> None:
        library = SmallLibrary.of(reply("mine", "发货时间", "今天就发。", shortcut="fh"))
        library.bring_in(pack_1())
        assert len(library.replies) == 2
        assert not library.bring_in(pack_1()).changes
        library.bring_in(pack_2(), default=Decision.THEIRS)
        assert library.replies[Uid("mine")].variants[0].text == "下午四点前付款，今天就发。"

    def test_one_reply_joins_for_one_record(self) -> None:
        twice = pack(
            record("a", "您好", "在的", category=("售前",)),
            record("b", "您好", "在的"),
            record("c", "在", "在的"),
        )
        library = SmallLibrary.of(reply("mine", "您好", "在的"))
        library.bring_in(twice)
        assert len(library.replies) == 3
        assert not library.bring_in(twice).changes

    def test_another_picture_is_another_reply(self) -> None:
        picture = Attachment(Digest("0" * 64), "a.png", "image/png", 3)
        told = replace(pack_1().records[0], attachments=(picture,))
        library = SmallLibrary.of(reply("mine", "几时发", "今天就发。"))
        assert states(library.plan(pack(told))) == {"r1": "new"}

    def test_two_records_of_one_text_both_come(self) -> None:
        library = SmallLibrary()
        library.bring_in(pack(record("a", "甲", "好的"), record("b", "乙", "好的")))
        assert set(library.texts()) == {"甲", "乙"}


class TestKin:
    """Replies that went out with an export and come back."""

    def test_my_own_export_changes_nothing(self) -> None:
        library = SmallLibrary.of(
            category("c", "售后"), reply("a", category=Uid("c")), reply("b", "乙", "2")
        )
        told = tuple(record_of(reply, library.categories) for reply in library.replies.values())
        resolution = library.bring_in(pack(*told, uid="library"))
        assert not resolution.changes
        assert resolution.report.same == 2

    def test_my_own_export_with_an_edit_asks(self) -> None:
        library = SmallLibrary.of(reply("a"))
        edited = replace(record_of(library.replies[Uid("a")], {}), variants=("别人改的",))
        assert states(library.plan(pack(edited))) == {"a": "both-changed"}
        library.bring_in(pack(edited), default=Decision.THEIRS)
        assert library.replies[Uid("a")].variants[0].text == "别人改的"
        assert not library.bring_in(pack(edited)).changes

    def test_a_starter_reply_edited_by_the_team_lead(self) -> None:
        library = version_1()
        edited = replace(pack_1().records[0], variants=("店长改的",))
        theirs = pack(edited, pack_1().records[1], uid="library-of-lead")
        assert states(library.plan(theirs)) == {"r1": "theirs-changed", "r2": "same"}
        library.bring_in(theirs)
        assert library.texts()["发货时间"] == "店长改的"
        origin = library.titled("发货时间").origin
        assert origin is not None
        assert origin.pack == "team", "the starter pack goes on updating what nobody edited"
        assert not library.bring_in(theirs).changes
        assert states(library.plan(pack_2()))["r1"] == "both-changed"

    def test_equal_uids_by_chance(self) -> None:
        library = version_1()
        stranger = pack(record("r1", "完全别的", "别的话"), uid="stranger")
        assert states(library.plan(stranger)) == {"r1": "new"}

    def test_a_shortcut_that_cannot_be_had_is_not_asked_for_again(self) -> None:
        library = version_1()
        library.edit("发货时间", shortcut="", text="我的")
        library.replies[Uid("holder")] = reply("holder", "别的", "别的话", shortcut="fh")
        edited = pack(replace(pack_1().records[0], variants=("店长改的",)), uid="library-of-lead")
        library.bring_in(edited, default=Decision.THEIRS)
        assert library.texts()["发货时间"] == "店长改的"
        assert not library.bring_in(edited, default=Decision.THEIRS, now=LATER).changes
