"""An index that followed changes answers like one built afresh."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kefu_desktop.core.model import Uid
from kefu_desktop.search.index import BuildCancelled, Document, Index
from kefu_desktop.search.readings import Readings
from tests.search.conftest import NOW, SHOP, document

TEXTS = st.text("发货时间退款銀行长度重量還没abfh12-😀\n \0", max_size=12)
DOCUMENTS = st.builds(
    Document,
    uid=st.sampled_from([Uid(c) for c in string.ascii_lowercase[:8]]),
    title=TEXTS,
    variants=st.lists(TEXTS, max_size=3).map(tuple),
    shortcut=st.text("fhsj12", max_size=4),
    category=st.sampled_from(["", "售前", "售前/议价", "售后"]),
    tags=st.lists(st.sampled_from(["老虎", "考拉", "VIP"]), max_size=2).map(tuple),
    asked_as=st.lists(TEXTS, max_size=2).map(tuple),
    kind=st.sampled_from(["reply", "greeting"]),
    favourite=st.booleans(),
    uses=st.integers(0, 9),
    last_used=st.floats(NOW - 9e6, NOW),
)
CHANGES = st.lists(
    st.tuples(
        st.lists(DOCUMENTS, max_size=3),
        st.lists(st.sampled_from([Uid(c) for c in string.ascii_lowercase[:8]]), max_size=2),
    ),
    max_size=5,
)
TYPED = [
    "",
    "发",
    "fh",
    "fahuo",
    "h",
    "f",
    "发货 t",
    ";f",
    "#老虎",
    "/售前",
    "1",
    "银行",
    "cd",
    "款退",
]


def answers(index: Index) -> list[object]:
    """All that can be asked, without the order of equals."""
    return [
        (found.total, sorted((round(h.score, 3), h.uid, h.reason, h.places) for h in found.hits))
        for found in (index.find(typed, now=NOW) for typed in TYPED)
    ]


@settings(max_examples=50)
@given(first=st.lists(DOCUMENTS, max_size=6), changes=CHANGES)
def test_following_changes_is_like_building_afresh(
    readings: Readings, first: list[Document], changes: list[tuple[list[Document], list[Uid]]]
) -> None:
    index = Index.build(first, readings)
    state = {d.uid: d for d in first}
    for changed, removed in changes:
        index.update(changed, removed)
        for uid in removed:
            state.pop(uid, None)
        state.update({d.uid: d for d in changed})
    fresh = Index.build(state.values(), readings)
    assert len(index) == len(fresh) == len(state)
    assert [key(a) for a in answers(index)] == [key(a) for a in answers(fresh)]


def key(answer: object) -> str:
    return repr(answer)


def test_new_characters_are_found_in_old_and_new_replies(readings: Readings) -> None:
    index = Index.build([document("a", "苹果")], readings)
    index.update([document("b", "鲜榴莲🥑"), document("c", "苹果干")], [])
    for typed, uids in [
        ("榴莲", {"b"}),
        ("liulian", {"b"}),
        ("🥑", {"b"}),
        ("pingguo", {"a", "c"}),
    ]:
        assert {h.uid for h in index.find(typed, now=NOW).hits} == uids


def test_many_small_changes_and_a_large_one(readings: Readings) -> None:
    index = Index.build(SHOP, readings)
    for number in range(300):
        index.update([document(f"n{number % 200}", f"新话术{number}")], [])
    index.update([document(f"bulk{number}", "批量导入") for number in range(500)], [Uid("ship")])
    assert len(index) == len(SHOP) - 1 + 200 + 500
    assert index.find("xinhuashu", now=NOW).total == 200
    assert index.find("批量", now=NOW).total == 500
    assert index.find("新话术299", now=NOW).hits[0].uid == "n99"
    assert index.find("新话术99", now=NOW).total == 0  # n99 said so once
    assert index.find("发货时间", now=NOW).total == 0


def test_wants_a_rebuild_after_some_thousand_changes(readings: Readings) -> None:
    index = Index.build(SHOP, readings)
    assert not index.wants_rebuild
    for start in range(0, 3000, 500):
        index.update([document(f"n{n}", "新") for n in range(start, start + 500)], [])
    assert index.wants_rebuild


def test_removing_everything(readings: Readings) -> None:
    index = Index.build(SHOP, readings)
    index.update([], [d.uid for d in SHOP] + [Uid("never there")])
    assert len(index) == 0
    assert [index.find(typed, now=NOW).total for typed in TYPED] == [0] * len(TYPED)


def test_building_can_be_cancelled(readings: Readings) -> None:
    with pytest.raises(BuildCancelled):
        Index.build(SHOP, readings, cancelled=lambda: True)


def test_of_two_with_one_uid_the_later_counts(readings: Readings) -> None:
    index = Index.build([document("a", "旧"), document("a", "新")], readings)
    assert (len(index), index.find("旧", now=NOW).total) == (1, 0)
