"""The order of what is found: the better match first, use and recency among equals."""

import pytest
from msgspec.structs import replace

from kefu_desktop.core.model import Uid
from kefu_desktop.search.index import Document, Index, Reason
from kefu_desktop.search.readings import Readings
from tests.search.conftest import DAY, NOW, Find, document


def order(readings: Readings, documents: list[Document], typed: str) -> list[str]:
    return [h.uid for h in Index.build(documents, readings).find(typed, now=NOW).hits]


def test_better_matches_come_first(readings: Readings) -> None:
    ranked = [
        document("exact title", "发货"),
        document("title start", "发货时间"),
        document("title", "何时发货"),
        document("tag", "甲", "乙", tags=("发货",)),
        document("text", "甲", "马上发货"),
        document("sound in text", "甲", "买了发火"),
    ]
    assert order(readings, ranked[::-1], "发货") == [d.uid for d in ranked[:5]]
    titles = ["exact title", "title start", "title"]
    assert order(readings, ranked[::-1], "fahuo")[:3] == titles


def test_initials_of_a_title_beat_a_text(readings: Readings) -> None:
    documents = [
        document("text", "甲", "发货时间", uses=900, last_used=NOW),
        document("title", "发货时间", "乙"),
        document("shortcut", "丙", "丁", shortcut="fhsj"),
    ]
    assert order(readings, documents, "fhsj") == ["shortcut", "title", "text"]


@pytest.mark.parametrize("typed", ["fhsj", "fahuosj", "fh", "发huo", "fahou", "fa货", "fa'huo"])
def test_what_is_in_the_title_comes_first(readings: Readings, typed: str) -> None:
    documents = [
        document(f"text{i}", "其他", f"今天发货的时间不定{i}", uses=i) for i in range(20)
    ] + [document("title", "发货时间", "两天内")]
    assert order(readings, documents, typed)[0] == "title"


def test_use_and_recency_decide_among_equals(readings: Readings) -> None:
    documents = [
        document("never", "", "退款"),
        document("long ago", "", "退款", uses=3, last_used=NOW - 90 * DAY),
        document("today", "", "退款", uses=3, last_used=NOW),
        document("often", "", "退款", uses=300, last_used=NOW),
        document("favourite", "", "退款", uses=300, last_used=NOW, favourite=True),
    ]
    assert order(readings, documents, "退款") == [d.uid for d in documents[::-1]]


def test_use_does_not_lift_a_text_over_a_title(readings: Readings) -> None:
    documents = [
        document("text", "甲", "退款", uses=100_000, last_used=NOW, favourite=True),
        document("title", "退款"),
    ]
    assert order(readings, documents, "退款") == ["title", "text"]


def test_nothing_typed_lists_favourites_then_use_then_the_rest(readings: Readings) -> None:
    documents = [
        document("rest", "a"),
        document("old", "b", uses=2, last_used=NOW - 60 * DAY),
        document("new", "c", uses=2, last_used=NOW),
        document("favourite", "d", favourite=True),
    ]
    hits = Index.build(documents, readings).find("", now=NOW).hits
    assert [(h.uid, h.reason) for h in hits] == [
        ("favourite", Reason.FAVOURITE),
        ("new", Reason.RECENT),
        ("old", Reason.USED),
        ("rest", Reason.LISTED),
    ]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("发货时间", Reason.EXACT_TITLE),
        ("发货", Reason.TITLE_START),
        ("货时", Reason.TITLE),
        ("fhsj", Reason.TITLE_INITIALS),
        (";fh", Reason.SHORTCUT),
        ("fh", Reason.SHORTCUT),
        ("考拉", Reason.TAG),
        ("#考拉", Reason.TAG),
        ("/售前/发货 付款", Reason.TEXT),
        ("付款", Reason.TEXT),
        ("fhauo", Reason.TYPO),
        ("发货时件", Reason.TYPO),
    ],
)
def test_says_why(shop: Index, typed: str, reason: Reason) -> None:
    first = shop.find(typed, now=NOW).hits[0]
    assert (first.uid, first.reason) == ("ship", reason)


def test_says_why_for_other_fields(shop: Index) -> None:
    assert shop.find("钱什么", now=NOW).hits[0].reason is Reason.ASKED_AS
    assert shop.find("/退款", now=NOW).hits[0].reason is Reason.CATEGORY


def test_use_can_be_told_without_a_rebuild(readings: Readings) -> None:
    index = Index.build([document("a", "", "退款"), document("b", "", "退款")], readings)
    assert [h.uid for h in index.find("退款", now=NOW).hits] == ["a", "b"]
    index.used(Uid("b"), 5, NOW)
    assert [h.uid for h in index.find("退款", now=NOW).hits] == ["b", "a"]
    index.used(Uid("gone"), 5, NOW)


def test_use_of_a_new_reply_survives_the_next_change(readings: Readings) -> None:
    index = Index.build([document("a", "", "退款", uses=2, last_used=NOW)], readings)
    new = document("b", "", "退款")
    index.update([new], [])
    index.used(Uid("b"), 50, NOW)
    index.update([replace(new, uid=Uid("c"))], [])
    assert [h.uid for h in index.find("退款", now=NOW).hits] == ["b", "a", "c"]


def test_the_same_question_has_the_same_answer(found: Find) -> None:
    assert found("f") == found("f")


def test_what_was_never_used_is_listed_in_the_librarys_order(readings: Readings) -> None:
    titles = ("一个很长很长的开场白放在最前面", "短", "中等长短的", "再来一个长长长长的标题")
    index = Index.build([Document(Uid(title), title, (title,)) for title in titles], readings)
    assert tuple(hit.uid for hit in index.find("", now=0.0).hits) == titles


def test_a_reading_hardly_anybody_knows_lifts_no_title_over_a_text(readings: Readings) -> None:
    documents = [
        document("seldom", "是不是重复拍了", "看到有两单"),  # 不 is read fou once in a blue moon
        document("meant", "默认快递", "默认发顺丰"),
    ]
    assert order(readings, documents, "sf") == ["meant", "seldom"]
