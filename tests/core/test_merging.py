"""What comes of bringing a pack into a library: the agent's work and the team lead's both stay."""

import pytest

from kefu_desktop.core.changes import Op, invert
from kefu_desktop.core.errors import Code
from kefu_desktop.core.merging import LibraryView, State, note_similar, plan
from kefu_desktop.core.model import (
    Attachment,
    DeliveryMode,
    Digest,
    Millis,
    Origin,
    Reply,
    Tag,
    Uid,
    Variant,
)
from kefu_desktop.core.records import Finding, Where
from kefu_desktop.core.resolving import Decision, resolve
from kefu_desktop.core.watching import Cancelled, Watch
from tests.core.small_library import (
    LATER,
    NOW,
    SmallLibrary,
    category,
    numbered,
    pack,
    pack_1,
    pack_2,
    record,
    reply,
    states,
    version_1,
)


def test_a_new_pack_comes_in_as_it_is() -> None:
    library = SmallLibrary()
    library.categories[Uid("c")] = category("c", "售后", position=4)
    resolution = library.bring_in(
        pack(
            record(
                "r1", "发货", "今天", category=("售前", "物流"), shortcut="FH", tags=("老虎", "急")
            ),
            record("r2", "退货", "可退", category=("售后",), asked_as=("能退吗",), notes="内部"),
            tags=(Tag("老虎", "人群"), Tag("没有用到", "人群")),
            version="1.3",
        )
    )
    assert library.places() == {"发货": "售前/物流", "退货": "售后"}
    assert library.titled("退货").category == "c"
    first = library.titled("发货")
    assert (first.shortcut, first.tags, first.created, first.changed) == (
        "FH",
        ("老虎", "急"),
        NOW,
        NOW,
    )
    assert first.origin is not None
    assert (first.origin.pack, first.origin.record, first.origin.version) == ("team", "r1", "1.3")
    assert library.titled("退货").asked_as == ("能退吗",)
    assert library.titled("退货").notes == "内部"
    assert library.tags == {"老虎": Tag("老虎", "人群")}
    report = resolution.report
    assert (report.new, report.same, report.updated, report.conflicts) == (2, 0, 0, 0)


def test_the_base_of_each_reply_is_kept_as_content() -> None:
    library = SmallLibrary()
    resolution = library.bring_in(pack_1())
    kept = {content.digest: content.data for content in resolution.changes.contents}
    for told in pack_1().records:
        assert kept[told.digest()] == told.document()


def test_replies_keep_the_order_of_the_pack() -> None:
    library = SmallLibrary.of(reply("mine", "我的", "我的话", position=7))
    library.bring_in(pack(record("a", "甲", "1"), record("b", "乙", "2"), record("c", "丙", "3")))
    ordered = sorted(library.replies.values(), key=lambda reply: reply.position)
    assert [reply.title for reply in ordered] == ["我的", "甲", "乙", "丙"]


@pytest.mark.parametrize("default", [None, *Decision])
def test_the_same_pack_twice_changes_nothing(default: Decision | None) -> None:
    library = SmallLibrary.of(reply("mine", "运费", "包邮", shortcut="FH"))
    library.bring_in(pack_1(), default=default)
    before = dict(library.replies)
    again = library.bring_in(pack_1(), default=default, now=LATER)
    if default is not Decision.SKIP:
        assert not again.changes
        assert again.changes.contents == ()
        assert again.report.same == 2
    assert library.replies == before


def test_the_next_version_updates_what_was_left_alone() -> None:
    library = version_1()
    library.edit("退货", favourite=True, position=9)
    resolution = library.bring_in(pack_2(), now=LATER)
    changed = library.titled("发货时间")
    assert changed.variants == (Variant("下午四点前付款，今天就发。"),)
    assert (changed.created, changed.changed) == (NOW, LATER)
    assert changed.origin is not None
    assert changed.origin.version == "2"
    assert library.titled("退货").favourite
    assert (resolution.report.updated, resolution.report.same) == (1, 1)
    assert not library.bring_in(pack_2()).changes


def test_what_belongs_to_the_user_survives_an_update() -> None:
    library = version_1()
    uid = library.titled("发货时间").uid
    library.edit("发货时间", favourite=True, delivery=DeliveryMode.COPY)
    library.bring_in(pack_2())
    updated = library.titled("发货时间")
    assert (updated.uid, updated.favourite, updated.delivery) == (uid, True, DeliveryMode.COPY)


def test_an_edit_of_mine_stays() -> None:
    library = version_1()
    library.edit("退货", text="十五天内可退。")
    assert states(library.plan(pack_2())) == {"r1": "theirs-changed", "r2": "mine-changed"}
    library.bring_in(pack_2())
    assert library.texts()["退货"] == "十五天内可退。"


@pytest.mark.parametrize(
    ("decision", "texts"),
    [
        (None, {"我的发货": "我说今天"}),
        (Decision.SKIP, {"我的发货": "我说今天"}),
        (Decision.MINE, {"我的发货": "我说今天"}),
        (Decision.THEIRS, {"发货时间": "下午四点前付款，今天就发。"}),
        (Decision.BOTH, {"我的发货": "我说今天", "发货时间": "下午四点前付款，今天就发。"}),
    ],
)
@pytest.mark.parametrize("by_default", [False, True])
def test_both_changed(decision: Decision | None, texts: dict[str, str], by_default: bool) -> None:
    library = version_1()
    library.edit("发货时间", title="我的发货", text="我说今天")
    assert states(library.plan(pack_2()))["r1"] == "both-changed"
    chosen = {"default": decision} if by_default else {"decisions": {"r1": decision}}
    resolution = library.bring_in(pack_2(), **chosen)
    assert resolution.report.conflicts == 1
    assert {**library.texts(), "退货": ""} == {**texts, "退货": ""}
    asked_again = states(library.plan(pack_2()))["r1"] == "both-changed"
    assert asked_again is (decision in (None, Decision.SKIP))


def test_keeping_mine_is_asked_again_only_when_the_pack_moves_on() -> None:
    library = version_1()
    library.edit("发货时间", text="我说今天")
    library.bring_in(pack_2(), default=Decision.MINE)
    assert states(library.plan(pack_2()))["r1"] == "mine-changed"
    assert states(library.plan(pack_2(text="又改了")))["r1"] == "both-changed"


def test_both_kept_go_their_own_ways() -> None:
    library = version_1()
    library.edit("发货时间", title="我的发货", text="我说今天")
    library.bring_in(pack_2(), default=Decision.BOTH)
    assert library.titled("我的发货").origin is None
    assert library.titled("我的发货").shortcut == "fh"
    assert library.titled("发货时间").shortcut == ""
    library.bring_in(pack_2(text="第三版"))
    assert library.texts()["发货时间"] == "第三版"
    assert library.texts()["我的发货"] == "我说今天"


def test_the_same_edit_on_both_sides_is_no_conflict() -> None:
    library = version_1()
    library.edit("发货时间", text="下午四点前付款，今天就发。")
    resolution = library.bring_in(pack_2())
    assert (resolution.report.same, resolution.report.conflicts) == (2, 0)
    library.bring_in(pack_2(text="第三版"))
    assert library.texts()["发货时间"] == "第三版"


def test_what_the_pack_no_longer_has_stays_unless_its_item_says_otherwise() -> None:
    library = version_1()
    smaller = pack(pack_1().records[0], version="2")
    gone = library.titled("退货").uid
    assert states(library.plan(smaller)) == {"r1": "same", gone: "removed-in-pack"}
    for default in (None, *Decision):
        assert not library.bring_in(smaller, default=default).changes
    assert library.bring_in(smaller).report.removed == 1
    library.bring_in(smaller, {gone: Decision.THEIRS}, now=LATER)
    assert library.titled("退货").trashed == LATER


def test_a_reply_in_the_trash_does_not_come_back_unasked() -> None:
    library = version_1()
    library.edit("发货时间", trashed=NOW)
    for default in (None, *Decision):
        resolution = library.bring_in(pack_2(), default=default)
        assert resolution.report.same == 2
        assert library.titled("发货时间").trashed == NOW
    library.bring_in(pack_2(), {"r1": Decision.THEIRS})
    assert library.titled("发货时间").trashed is None
    assert library.texts()["发货时间"] == "下午四点前付款，今天就发。"


def test_nor_does_one_that_was_emptied_out_of_the_trash() -> None:
    library = version_1()
    del library.replies[library.titled("发货时间").uid]
    library.buried = {Uid("r1")}
    assert states(library.plan(pack_1()))["r1"] == "trashed-here"
    assert not library.bring_in(pack_1()).changes
    library.bring_in(pack_1(), {"r1": Decision.THEIRS})
    assert library.titled("发货时间").shortcut == "fh"


def test_a_reply_trashed_under_another_pack_stays_there() -> None:
    library = version_1()
    library.edit("发货时间", trashed=NOW)
    renamed = pack(pack_1().records[0], uid="another", identified=False)
    assert states(library.plan(renamed)) == {"r1": "trashed-here"}


def test_a_live_reply_comes_before_its_like_in_the_trash() -> None:
    gone = reply("gone", trashed=NOW)
    for replies in ((reply("live"), gone), (gone, reply("live"))):
        library = SmallLibrary.of(*replies)
        assert states(library.plan(pack(record("r1")))) == {"r1": "same"}


def test_unusable_records_are_listed_and_remarks_apart() -> None:
    bad = Finding(Where("a.csv", 57), Code.TEXT_EMPTY)
    cleaned = Finding(Where("a.csv", 3), Code.RECORD_CLEANED, (("count", 2),))
    told = pack(record("r1"), findings=(bad, cleaned))
    made = SmallLibrary().plan(told)
    assert [item.state for item in made.items] == [State.NEW, State.UNUSABLE]
    report = made.report()
    assert (report.rejected, report.remarks) == ((bad,), (cleaned,))


def test_a_plan_leaves_a_pack_in_pieces_out_unless_ticked() -> None:
    library = SmallLibrary()
    library.bring_in(pack_1(), {"r2": Decision.SKIP})
    assert set(library.texts()) == {"发货时间"}


def test_images_come_along_once() -> None:
    digest = Digest("a" * 64)
    picture = Attachment(digest, "a.png", "image/png", 3)
    told = pack(
        record("a", "甲", "1", attachments=(picture,)),
        record("b", "乙", "2", attachments=(picture,)),
        media={digest: b"png"},
    )
    resolution = SmallLibrary().bring_in(told)
    images = [content for content in resolution.changes.contents if content.digest == digest]
    assert [content.data for content in images] == [b"png"]


def test_an_import_is_undone_by_its_inverse() -> None:
    library = version_1()
    library.edit("退货", text="我的")
    before = (dict(library.replies), dict(library.categories))
    resolution = library.bring_in(
        pack(*pack_2().records, record("r9", "新的", "新", category=("新",))),
        default=Decision.THEIRS,
    )
    assert {change.op for change in resolution.changes.changes} == {Op.ADD, Op.EDIT}
    library.commit(invert(resolution.changes))
    assert (library.replies, library.categories) == before


def test_categories_come_before_the_replies_in_them() -> None:
    resolution = SmallLibrary().bring_in(pack_1())
    kinds = [change.key[0].value for change in resolution.changes.changes]
    assert kinds == sorted(kinds)


def test_a_plan_can_be_given_up() -> None:
    with pytest.raises(Cancelled):
        plan(pack_1(), LibraryView({}, {}, {}), Watch(cancelled=lambda: True))


def test_progress_ends_at_the_total() -> None:
    told: list[tuple[int, int]] = []
    many = pack(*(record(f"r{n}", f"标题{n}", f"话{n}") for n in range(1200)))
    plan(
        many,
        LibraryView({}, {}, {}),
        Watch(progress=lambda done, total: told.append((done, total))),
    )
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]


def test_a_library_may_hold_an_old_origin_without_its_base() -> None:
    origin = Origin(Uid("team"), Uid("r1"), "0", Digest("f" * 64))
    library = SmallLibrary.of(reply("a", "发货时间", "旧的话", origin=origin, created=Millis(1)))
    assert states(library.plan(pack(pack_1().records[0]))) == {"r1": "both-changed"}


def test_uids_of_new_replies_come_from_the_caller() -> None:
    library = SmallLibrary(new_uid=numbered())
    library.bring_in(pack(record("r1")))
    assert list(library.replies) == ["new-1"]


def test_what_lies_in_a_category_that_was_told_comes_to_lie_there() -> None:
    library = SmallLibrary.of(category("c", "收纳"))
    first = pack(
        record("r1", "甲", "一", category=("售前",)),
        record("r2", "乙", "二", category=("售前", "物流")),
        record("r3", "丙", "三", category=("售后",)),
        record("r4", "丁", "四"),
    )
    places = {("售前",): ("收纳", "新的"), (): ("散的",), ("售后",): ()}
    library.bring_in(first, places=places)
    assert library.places() == {"甲": "收纳/新的", "乙": "收纳/新的/物流", "丙": "", "丁": "散的"}
    assert not library.bring_in(first).changes, "the same pack again moved something"
    library.bring_in(
        pack(*first.records, record("r5", "戊", "五", category=("售前",)), version="2")
    )
    assert library.places()["戊"] == "收纳/新的", "the next version does not know the place"


def test_what_is_nearly_said_here_is_told_and_comes_in() -> None:
    library = SmallLibrary.of(reply("mine", "包邮", "满 88 包邮"))
    made = library.plan(pack(record("r1", "满包", "满 99 包邮"), record("r2", "退", "可退")))
    noted = note_similar(made, {Uid("r1"): Uid("mine"), Uid("r2"): Uid("gone")})
    assert [item.state for item in noted.items] == [State.SIMILAR_TEXT, State.NEW]
    assert noted.items[0].reply == library.replies[Uid("mine")]
    assert noted.report().new == 2
    for decision, texts in (
        (None, ["满 88 包邮", "满 99 包邮", "可退"]),
        (Decision.SKIP, ["满 88 包邮", "可退"]),
        (Decision.THEIRS, ["满 99 包邮", "可退"]),
    ):
        decisions = {} if decision is None else {Uid("r1"): decision}
        changes = resolve(noted, decisions, NOW, numbered()).changes
        after = library.replies | {
            change.after.uid: change.after
            for change in changes.changes
            if isinstance(change.after, Reply)
        }
        assert [one.variants[0].text for one in after.values()] == texts
