"""A buyer's whole message brings up the replies that answer it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kefu_desktop.core.model import Uid
from kefu_desktop.search.index import Index, Reason
from kefu_desktop.search.readings import Readings
from tests.search.conftest import NOW, SHOP, document


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("你好，我前天买的东西今天能发货吗？", "ship"),
        ("请问发什么快递啊 我们这里偏远", "courier"),
        ("退款什么时候到我银行卡", "refund"),
        ("我的錢怎麼還沒退給我", "refund"),
        ("可以再便宜点吗 最低价多少", "bargain"),
        ("这件有绿色的吗", "women"),
    ],
)
def test_the_answer_comes_first(shop: Index, message: str, first: str) -> None:
    hit = shop.suggest(message, now=NOW).hits[0]
    assert (hit.uid, hit.reason) == (first, Reason.MESSAGE)


def test_what_was_asked_before_counts_more_than_the_text(readings: Readings) -> None:
    index = Index.build(
        [
            document("says so", "甲", "这个会不会掉色呢亲"),
            document("was asked", "洗涤说明", "冷水手洗即可", asked_as=("会不会掉色",)),
        ],
        readings,
    )
    assert [h.uid for h in index.suggest("请问会不会掉色", now=NOW).hits] == [
        "was asked",
        "says so",
    ]


def test_follows_changes_and_use(readings: Readings) -> None:
    index = Index.build([document("a", "", "七天无理由退换")], readings)
    index.update([document("b", "", "七天无理由退换")], [])
    index.used(Uid("b"), 100, NOW)
    assert [h.uid for h in index.suggest("支持七天无理由吗", now=NOW).hits] == ["b", "a"]
    index.update([], [Uid("b")])
    assert [h.uid for h in index.suggest("支持七天无理由吗", now=NOW).hits] == ["a"]


def test_kinds_and_limit(shop: Index) -> None:
    assert shop.suggest("您好在的", now=NOW, kinds=frozenset({"away"})).hits == ()
    found = shop.suggest("发货 退款 快递 您好", now=NOW, limit=2)
    assert len(found.hits) == 2
    assert found.total > 2


@pytest.mark.parametrize("message", ["", "？？？", "\ud800", "zzz", "嗯" * 20_000])
def test_nothing_alike_is_no_suggestion(shop: Index, message: str) -> None:
    assert shop.suggest(message, now=NOW).hits == ()


@settings(max_examples=40)
@given(st.text(st.characters(), max_size=40))
def test_any_message_is_answered(shop: Index, message: str) -> None:
    known = {d.uid for d in SHOP}
    assert {h.uid for h in shop.suggest(message, now=NOW).hits} <= known
