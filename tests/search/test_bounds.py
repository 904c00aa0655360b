"""A question kept to kinds, a category or given replies finds what the free one finds of them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core.model import Uid
from kefu_desktop.search.index import Index
from kefu_desktop.search.readings import Readings
from tests.search.conftest import NOW, SHOP
from tests.search.conftest import document as document_of

QUESTIONS = ("", "fahuo", "亲", "#老虎", "退款 银行", ";f", "yinhang", "/售前", "没有这样的")
UIDS = tuple(document.uid for document in SHOP)


def found(index: Index, text: str, **bounds: object) -> list[Uid]:
    hits = index.find(text, now=NOW, **bounds)  # type: ignore[arg-type]
    assert hits.total == len(hits.hits)
    return [hit.uid for hit in hits.hits]


@settings(max_examples=60)
@given(st.sampled_from(QUESTIONS), st.sets(st.sampled_from((*UIDS, Uid("unknown")))))
def test_only_given_replies_are_found_in_the_same_order(
    shop: Index, text: str, among: set[Uid]
) -> None:
    assert found(shop, text, among=among) == [uid for uid in found(shop, text) if uid in among]


def test_bounds_hold_together(shop: Index) -> None:
    both = {Uid("ship"), Uid("ship-late"), Uid("greet")}
    assert found(shop, "", category="售前", among=both) == ["ship"]
    assert found(shop, "", kinds=frozenset({"greeting"}), among=both) == ["greet"]
    assert found(shop, "", kinds=frozenset({"greeting"}), category="售前", among=both) == []


def test_a_limit_counts_only_what_may_be_found(shop: Index) -> None:
    best, *others = found(shop, "亲")
    hits = shop.find("亲", now=NOW, limit=1, among=others)
    assert [hit.uid for hit in hits.hits] == others[:1]
    assert (best not in others, hits.total) == (True, len(others))


def test_given_replies_are_those_of_today(readings: Readings) -> None:
    index = Index.build(SHOP, readings)
    document = next(one for one in SHOP if one.uid == "refund")
    index.update([replace(document, title="退钱", variants=("退钱",))], [Uid("ship")])
    among = {Uid("refund"), Uid("ship"), Uid("new")}
    assert found(index, "", among=among) == ["refund"]
    assert found(index, "退款", among=among) == []
    index.update([document_of("new", "退钱快")], [])
    assert set(found(index, "退钱", among=among)) == {"refund", "new"}
    assert found(index, "退钱", among=()) == []
