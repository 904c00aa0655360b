"""Every way of typing finds the reply that was meant, and nothing that does not match."""

import pytest

from kefu_desktop.search.index import Index, Reason
from kefu_desktop.search.readings import Readings
from tests.search.conftest import NOW, SHOP, Find, document


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        # Chinese, from one character
        ("货", "ship"),
        ("发货", "ship"),
        ("发货时间", "ship"),
        ("耐心等", "ship"),
        # full pinyin, half of it, initials, and all of them together
        ("fahuo", "ship"),
        ("fahuoshijian", "ship"),
        ("FaHuo", "ship"),
        ("fahuoshij", "ship"),
        ("fahuosj", "ship"),
        ("fhsj", "ship"),
        ("fh", "ship"),
        ("naixindeng", "ship"),
        # mixed
        ("发huo", "ship"),
        ("fa货", "ship"),
        ("发huo时j", "ship"),
        ("f货", "ship"),
        # what an input method shows while composing
        ("fa'huo", "ship"),
        ("fa'huo'shi'jian", "ship"),
        ("fa huo", "ship"),
        # slips
        ("fahou", "ship"),
        ("fhauo", "ship"),
        ("fahuoo", "ship"),
        ("fahuoshijain", "ship"),
        ("fahuosijian", "ship"),
        ("发或时间", "ship"),
        ("发货时件", "ship"),
        ("发时间", "ship"),
        ("耐心的等待", "ship"),
        ("kuaidu", "courier"),
        # Traditional for Simplified and back
        ("發貨時間", "ship"),
        ("快遞", "courier"),
        ("繁体说明", "trad"),
        ("亲爱的买家", "trad"),
        ("zhuming", "trad"),
        # several words, in any field and order
        ("时间 发货", "ship"),
        ("银行 tuikuan", "refund"),
        ("退款 钱什么", "refund"),
        ("考拉 fahuo", "ship"),
        # shortcut, category, tag
        (";fh", "ship"),
        ("；FH", "ship"),
        (";k", "courier"),
        ("#老虎", "bargain"),
        ("#lh", "bargain"),
        ("#laohu", "bargain"),
        ("#vip", "bargain"),
        ("/售后/退款", "refund"),
        ("/退款", "refund"),
        ("/tk", "refund"),
        ("/sh/tk", "refund"),
        ("/shouhou/tui", "refund"),
        ("/售前/商品 绿", "women"),
        # parts of SKUs
        ("ab-1042", "size"),
        ("1042xl", "size"),
        ("b-10", "size"),
        ("ＡＢ－１０４２", "size"),
        # heteronyms
        ("zhongliang", "size"),
        ("changdu", "size"),
        ("haimei", "ship-late"),
        ("yinhang", "refund"),
        ("nvshi", "women"),
        ("nüshi", "women"),
        ("lvse", "women"),
        ("lüse", "women"),
        ("celve", "women"),
        ("celue", "women"),
        # asked-as examples
        ("什么时候退", "refund"),
        ("zenmehaimei", "refund"),
        # beyond the usual characters
        ("😊", "ship"),
        ("48小时", "ship"),
    ],
)
def test_finds_first(found: Find, typed: str, first: str) -> None:
    assert found(typed)[:1] == [first]


@pytest.mark.parametrize(
    "typed",
    [
        "zzzzzz",
        "不存在的话",
        ";zz",
        "#没有",
        "/没有",
        "银行 绿色",
        "ab-2042",
        "\ud800",
        "售后 不存在",
    ],
)
def test_finds_nothing(found: Find, typed: str) -> None:
    assert found(typed) == []


@pytest.mark.parametrize(
    ("typed", "uids"),
    [
        ("/售前", {"ship", "courier", "bargain", "gift", "size", "women"}),
        ("/售前/发货", {"ship", "courier"}),
        ("/售前/议", {"bargain", "gift"}),  # a beginning
        ("/议价", {"bargain"}),  # a whole name means that name
        ("/售前/议 礼物", {"gift"}),  # as typed: a path, then a term
        ("、售前、发货", {"ship", "courier"}),
        ("#售后", {"ship-late", "refund"}),  # categories count as tags
        ("#", {"ship", "bargain"}),
        (";", {"ship", "courier"}),
        ("/ #", {"ship", "bargain"}),
    ],
)
def test_filters_give_exactly(found: Find, typed: str, uids: set[str]) -> None:
    assert set(found(typed)) == uids


def test_a_tag_of_exactly_this_name_is_meant(readings: Readings) -> None:
    index = Index.build(
        [document("a", "a", tags=("老虎",)), document("b", "b", tags=("lh",))], readings
    )
    assert [h.uid for h in index.find("#lh", now=NOW).hits] == ["b"]
    assert {h.uid for h in index.find("#l", now=NOW).hits} == {"a", "b"}


def test_sigils_inside_texts_can_be_found(readings: Readings) -> None:
    index = Index.build([document("a", "", "满100元/件 #1 ;)")], readings)
    for typed in ("/件", "#1", ";)", "元/件"):
        assert index.find(typed, now=NOW).total == 1, typed


def test_kinds_and_category_narrow_from_outside(shop: Index) -> None:
    def uids(text: str, **limits: object) -> set[str]:
        return {hit.uid for hit in shop.find(text, now=NOW, **limits).hits}  # type: ignore[arg-type]

    assert uids("", kinds=frozenset({"greeting"})) == {"greet"}
    assert uids("h", kinds=frozenset({"greeting"})) == {"greet"}
    assert uids("发", category="售前") == {"ship", "courier"}
    assert uids("", category="售前/议价") == {"bargain"}
    assert uids("", category="售") == set()


def test_total_counts_all_and_hits_keep_the_limit(shop: Index) -> None:
    everything = shop.find("", now=NOW, limit=3)
    assert (len(everything.hits), everything.total) == (3, len(SHOP))
    some = shop.find("发", now=NOW, limit=1)
    assert len(some.hits) == 1
    assert some.total == shop.count("发") > 1
    assert shop.find("发", now=NOW, limit=0).hits == ()


def test_slips_are_not_mixed_into_what_was_found(readings: Readings) -> None:
    documents = [document(f"h{i}", "", f"收货地址{i}") for i in range(9)]
    index = Index.build([*documents, document("s", "", "售后问题")], readings)
    assert {h.uid for h in index.find("shouhuo", now=NOW).hits} == {f"h{i}" for i in range(9)}
    reasons = [h.reason for h in index.find("shouhou", now=NOW).hits]
    assert reasons[0] is Reason.TEXT  # the exact one first, then what may have been meant


def test_rare_readings_rank_below_common_ones(readings: Readings) -> None:
    index = Index.build(
        [document("rare", "", "率先", uses=1, last_used=NOW), document("usual", "", "策略")],
        readings,
    )
    assert [h.uid for h in index.find("lve", now=NOW).hits] == ["usual", "rare"]


def test_one_rare_reading_makes_the_whole_match_rare(readings: Readings) -> None:
    # 洗 is in it so that xian has a rare reading (洗马) as well.
    texts = {"rare": "率先", "usual": "大略显示", "other": "洗衣"}
    index = Index.build([document(uid, "", text) for uid, text in texts.items()], readings)
    for typed in ("lvexian", "lvex", "lvexi"):
        assert [h.uid for h in index.find(typed, now=NOW).hits] == ["usual", "rare"], typed
