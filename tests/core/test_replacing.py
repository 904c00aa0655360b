"""A replacement is planned place by place, and does to the library just what was shown."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import Code, Conflict
from kefu_desktop.core.model import TITLE_LIMIT, Reply, Uid, Variant
from kefu_desktop.core.replacing import (
    PlannedChange,
    PlannedPlace,
    ReplaceField,
    Replacement,
    ReplacePlan,
    UnusableChange,
    carry_out,
    plan,
)
from tests.core.small_library import LATER, NOW, reply


def put(text: str, find: str, with_: str = "申通", **how: Any) -> str:
    """What becomes of ``text``."""
    replacement = Replacement(find, with_, in_titles=False, **how)
    planned = plan([reply("a", text=text)], replacement)
    changed = [place.after for change in planned.changes for place in change.places]
    return changed[0] if changed else text


def test_each_place_is_shown_before_and_after() -> None:
    one = reply("a", "圆通", variants=(Variant("发圆通哦"), Variant("顺丰"), Variant("圆通圆通")))
    [change] = plan([one, reply("b", text="无")], Replacement("圆通", "EMS 快递")).changes
    assert (change.uid, change.title) == ("a", "圆通")
    assert change.places == (
        PlannedPlace(ReplaceField.TITLE, 0, "圆通", "EMS 快递", ((0, 2),), ((0, 6),)),
        PlannedPlace(ReplaceField.TEXT, 0, "发圆通哦", "发EMS 快递哦", ((1, 3),), ((1, 7),)),
        PlannedPlace(
            ReplaceField.TEXT,
            2,
            "圆通圆通",
            "EMS 快递EMS 快递",
            ((0, 2), (2, 4)),
            ((0, 6), (6, 12)),
        ),
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [ReplaceField.TITLE, ReplaceField.TEXT]),
        ({"in_titles": False}, [ReplaceField.TEXT]),
        ({"in_texts": False}, [ReplaceField.TITLE]),
        (
            {"in_notes": True},
            [ReplaceField.TITLE, ReplaceField.TEXT, ReplaceField.NOTES],
        ),
        ({"in_titles": False, "in_texts": False}, []),
    ],
)
def test_only_in_the_fields_that_are_asked_for(
    fields: dict[str, bool], expected: list[ReplaceField]
) -> None:
    one = reply("a", "圆通", "圆通", notes="圆通", asked_as=("圆通",), shortcut="圆通")
    planned = plan([one], Replacement("圆通", "申通", **fields))
    assert [place.field for change in planned.changes for place in change.places] == expected


def test_case_and_whole_words() -> None:
    assert put("SF与sf", "sf") == "申通与申通"
    assert put("SF与sf", "sf", match_case=True) == "SF与申通"
    assert put("SFX SF2 发SF快递，SF！", "SF", whole_word=True) == "SFX SF2 发申通快递，申通！"
    assert put("发圆通快递", "圆通", whole_word=True) == "发申通快递"
    assert put("1元 11元", "1元", whole_word=True) == "申通 11元"


def test_what_is_put_is_taken_as_it_stands() -> None:
    assert put("a.b axb", "a.b", r"\1\g<0>") == r"\1\g<0> axb"
    assert put("退款\n退款", "款\n退", "") == "退款"


def test_an_emoji_is_found_whole_or_not_at_all() -> None:
    assert put("好👍好👍🏽", "👍", "OK") == "好OK好👍🏽"
    assert put("❤️❤", "❤", "心") == "心心"
    assert put("👨‍👩‍👧👨", "👨", "男") == "👨‍👩‍👧男"


@pytest.mark.parametrize("find", ["", "没有这个"])
def test_nothing_found_is_an_empty_plan(find: str) -> None:
    assert plan([reply("a")], Replacement(find, "x")) == ReplacePlan(Replacement(find, "x"), (), ())


def test_what_is_there_already_is_no_change() -> None:
    assert plan([reply("a", "申通", "申通")], Replacement("申通", "申通")).changes == ()


@pytest.mark.parametrize(
    ("title", "text", "with_", "code"),
    [
        ("题", "圆通", "", Code.TEXT_EMPTY),
        ("圆通", "话", " ", Code.TITLE_EMPTY),
        ("圆通", "话", "长" * (TITLE_LIMIT + 1), Code.TITLE_TOO_LONG),
        ("圆通", "话", "两\n行", Code.TEXT_CONTROL),
        ("题", "圆通", "a\u202eb", Code.TEXT_CONTROL),
    ],
)
def test_what_could_not_stand_in_a_library_is_listed_and_not_done(
    title: str, text: str, with_: str, code: Code
) -> None:
    bad = reply("bad", title, text)
    planned = plan([bad], Replacement("圆通", with_))
    assert planned.changes == ()
    [unusable] = planned.unusable
    assert (unusable.uid, unusable.title, unusable.error.code) == ("bad", title, code)
    assert unusable.places[0].before == "圆通"
    assert not carry_out(planned, [bad.uid], {bad.uid: bad}, LATER)


def test_a_reply_is_changed_in_all_its_places_or_in_none() -> None:
    replies = [reply("bad", "圆通", "发圆通"), reply("good", "好", "发圆通")]
    planned = plan(replies, Replacement("圆通", ""))
    assert [change.uid for change in planned.changes] == ["good"]
    assert [change.uid for change in planned.unusable] == ["bad"]
    assert len(planned.unusable[0].places) == 2


def test_only_what_is_ticked_is_done_in_one_deed() -> None:
    replies = {uid: reply(uid, text="发圆通", changed=NOW) for uid in map(Uid, "abc")}
    planned = plan(replies.values(), Replacement("圆通", "申通"))
    done = carry_out(planned, [Uid("c"), Uid("a"), Uid("nobody")], replies, LATER)
    assert done.deed is Deed.REPLACE_TEXT
    assert {change.key[1]: change.after for change in done.changes} == {
        uid: replace(replies[Uid(uid)], variants=(Variant("发申通"),), changed=LATER)
        for uid in "ac"
    }


@pytest.mark.parametrize("now", [None, reply("a", text="发圆通，改了"), reply("a", text="别的")])
def test_a_reply_that_says_something_else_by_now_is_left_alone(now: Reply | None) -> None:
    planned = plan([reply("a", text="发圆通")], Replacement("圆通", "申通"))
    held = {} if now is None else {now.uid: now}
    with pytest.raises(Conflict) as conflict:
        carry_out(planned, [Uid("a")], held, LATER)
    assert (conflict.value.code, conflict.value.params["uid"]) == (Code.CHANGED_MEANWHILE, "a")


def test_what_else_changed_meanwhile_stays() -> None:
    planned = plan([reply("a", text="发圆通")], Replacement("圆通", "申通"))
    now = reply("a", text="发圆通", favourite=True, tags=("急",))
    [change] = carry_out(planned, [Uid("a")], {now.uid: now}, LATER).changes
    assert change.after == replace(now, variants=(Variant("发申通"),), changed=LATER)


WORDS = st.text("ab圆通👍 .", min_size=1, max_size=8).filter(lambda text: bool(text.strip()))


@given(WORDS, WORDS, st.text("ab申.", max_size=3), st.booleans(), st.booleans())
def test_marks_on_both_sides_show_just_what_differs(
    text: str, find: str, with_: str, match_case: bool, whole_word: bool
) -> None:
    replacement = Replacement(find, with_, match_case, whole_word, in_titles=False)
    planned = plan([reply("a", text=text)], replacement)
    told: list[PlannedChange | UnusableChange] = [*planned.changes, *planned.unusable]
    for change in told:
        for place in change.places:
            assert len(place.spans_before) == len(place.spans_after) > 0
            assert [place.after[slice(*span)] for span in place.spans_after] == (
                [with_] * len(place.spans_after)
            )
            assert all(place.before[slice(*s)].casefold() == find for s in place.spans_before)
            assert rest(place.before, place.spans_before) == rest(place.after, place.spans_after)


def rest(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    """What stands between the marks."""
    ends = [0, *(end for _begin, end in spans)]
    begins = [*(begin for begin, _end in spans), len(text)]
    return [text[end:begin] for end, begin in zip(ends, begins, strict=True)]
