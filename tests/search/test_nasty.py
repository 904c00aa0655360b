"""Libraries and questions nobody should have, and which break nothing."""

import pytest

from kefu_desktop.search.index import Index
from kefu_desktop.search.readings import Readings
from tests.search.conftest import NOW, document

NASTY = [
    "",
    " ",
    "\0",
    "\0\0发货\0",
    "\ud800",
    "\ud800\udc00发",
    "😀" * 50,
    "\U0010ffff\U000e0001",
    "a\u0301é",
    "\r\n\r\n",
    "'''",
    "’’",
    ";;;",
    "///",
    "###",
    "、、",
    ";/#",
    "#/;",
    "/ / /",
    "\u200b\ufeff\u202e",
    "ü",
    "v",
    "%_*?[](){}\\",
    "' OR 1=1 --",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "zhongguorenminyinhang" * 4,
]


@pytest.mark.parametrize("typed", NASTY)
def test_any_question_is_answered(shop: Index, typed: str) -> None:
    found = shop.find(typed, now=NOW)
    assert found.total >= len(found.hits)


@pytest.mark.parametrize("typed", NASTY)
def test_an_index_of_nothing(readings: Readings, typed: str) -> None:
    for index in (Index.build([], readings), Index(readings)):
        assert index.find(typed, now=NOW).hits == ()
        assert (len(index), index.wants_rebuild) == (0, False)


def test_nasty_replies_are_found_by_what_they_hold(readings: Readings) -> None:
    documents = [document(f"n{i}", text, text, "", text) for i, text in enumerate(NASTY)]
    index = Index.build([*documents, document("plain", "发货时间")], readings)
    assert len(index) == len(NASTY) + 1
    assert index.find("fhsj", now=NOW).hits[0].uid == "plain"
    for i, text in enumerate(NASTY):
        if text.strip() and not set(text) & set(";/#、 \r\n"):
            uids = {h.uid for h in index.find(text, now=NOW, limit=100).hits}
            assert f"n{i}" in uids, repr(text)


def test_a_reply_with_nothing_in_it(readings: Readings) -> None:
    index = Index.build([document("empty"), document("blank", "", "", "")], readings)
    assert index.find("a", now=NOW).total == 0
    assert {h.uid for h in index.find("", now=NOW).hits} == {"empty", "blank"}


def test_a_whole_page_as_question(readings: Readings) -> None:
    page = "亲爱的顾客您好感谢您的耐心等待" * 1300
    index = Index.build([document("page", "长文", page), document("other", "亲爱的")], readings)
    assert [h.uid for h in index.find(page, now=NOW).hits] == ["page"]
    assert index.find(page[:-1] + "错", now=NOW).total == 0
    assert index.find("fahuo" * 4000, now=NOW).total == 0
    assert index.find("发 货 " * 3000, now=NOW).total == 0


def test_more_characters_than_sixteen_bits_hold(readings: Readings) -> None:
    everything = "".join(chr(p) for p in range(0x20, 0x13000) if not 0xD800 <= p < 0xE000)
    index = Index.build([document("all", "全部", everything), document("b", "发货")], readings)
    assert index.find("fahuo", now=NOW).hits[0].uid == "b"
    assert index.find("\U00012fff", now=NOW).hits[0].uid == "all"
    index.update([document("c", "新字\U0003ffff")], [])
    assert [h.uid for h in index.find("\U0003ffff", now=NOW).hits] == ["c"]
    assert {h.uid for h in index.find("fa", now=NOW).hits} >= {"all", "b"}
