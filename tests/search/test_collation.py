"""Titles in the order of a dictionary, against an order spelt out character by character."""

import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kefu_desktop.search.collation import Collation, places_by
from kefu_desktop.search.readings import Readings

# Each list is in order already.
ORDERED = {
    "pinyin": ["阿姨", "发货时间", "法律", "退换货", "退款", "议价", "重量"],
    "one character stays together": ["发货", "发票", "法式", "罚款"],
    "ü is behind u": ["鲁菜", "绿色", "乱码", "略贵"],
    "the dominant reading": ["藏青", "长度", "重量"],
    "marks, numbers, letters, Chinese": ["【公告】", "😀", "12号", "A款", "b款", "か", "包邮"],
    "numbers by their value": ["第2条", "第9条", "第10条", "第10条补充", "第100条", "第一条"],
    "a number ends where its title ends": ["2", "3", "12"],
    "longer ones behind": ["发货", "发货时间", "发货时间补充"],
    "beyond what is compared at once": [f"{'发货时间' * 9}{end}" for end in ("", "a", "b", "货")],
}
CHARACTERS = "发發货法绿鲁略长a\uff21B9 12０。😀㐀\U00020000\ud800\U000f0000\0"


@pytest.fixture(scope="module")
def collation(readings: Readings) -> Collation:
    return Collation(readings)


def ordered(collation: Collation, texts: Sequence[str], *, descending: bool = False) -> list[str]:
    ranks = collation.ranks(texts, descending=descending)
    return [texts[place] for place in places_by([ranks])]


@pytest.mark.parametrize("texts", ORDERED.values(), ids=ORDERED)
def test_titles_stand_as_in_a_dictionary(collation: Collation, texts: list[str]) -> None:
    assert ordered(collation, texts[::-1]) == texts
    assert ordered(collation, texts, descending=True) == texts[::-1]


def test_width_case_and_script_make_no_difference(collation: Collation) -> None:
    alike = ["VIP发货", "ｖｉｐ發貨", "vip发货"]
    assert ordered(collation, alike) == alike
    assert ordered(collation, alike, descending=True) == alike
    assert ordered(collation, ["b", "ａ", "Ｂ", "A"]) == ["ａ", "A", "b", "Ｂ"]


def test_empty_texts_come_last_either_way(collation: Collation) -> None:
    texts = ["", "退款", "", "发货"]
    assert ordered(collation, texts) == ["发货", "退款", "", ""]
    assert ordered(collation, texts, descending=True) == ["退款", "发货", "", ""]
    assert ordered(collation, []) == []
    assert ordered(collation, ["", ""]) == ["", ""]


def test_what_ties_is_ordered_by_the_next_key(collation: Collation) -> None:
    ranks = collation.ranks(["乙", "甲", "乙", ""])
    assert places_by([ranks, [2, 0, 1, 0]]) == [1, 2, 0, 3]
    assert places_by([ranks]) == [1, 0, 2, 3]
    assert places_by([[0, 0, -1], [2**40, -(2**40), 5]]) == [2, 1, 0]


def spelt(text: str, readings: Readings) -> list[tuple[object, ...]]:
    """A key that says the order in words, a character at a time."""
    folded = readings.folding.text(text)
    ends = [match.end() for match in re.finditer("[0-9]+", folded)]
    key: list[tuple[object, ...]] = []
    for place, character in enumerate(folded):
        category = unicodedata.category(character)[0]
        begins = "0" <= character <= "9" and not ("0" <= folded[place - 1 : place] <= "9")
        if begins:
            key.append((1, 0, next(end for end in ends if end > place) - place, character))
        elif read := readings.of(character):
            key.append((3, read[0].replace("v", "u"), "v" in read[0], character))
        elif category in "ZPS":
            key.append((0, character))
        elif category == "N":
            key.append((1, 1, character))
        elif category in "LM" and character != "㐀" and ord(character) < 0x20000:
            key.append((2, character))
        else:
            key.append((4, character))
    return key


@given(st.lists(st.text(st.sampled_from(CHARACTERS), max_size=40), max_size=12), st.booleans())
@example(["9" * 16 + "发", "9" * 16, "9" * 17], False)
def test_the_order_is_the_one_spelt_out(
    collation: Collation, readings: Readings, texts: list[str], descending: bool
) -> None:
    said = [text for text in texts if text]
    known = sorted(said, key=lambda text: spelt(text, readings), reverse=descending)
    known += [""] * (len(texts) - len(said))
    assert ordered(collation, texts, descending=descending) == known


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_text_has_its_place(collation: Collation, texts: list[str]) -> None:
    order = places_by([collation.ranks(texts)])
    assert sorted(order) == list(range(len(texts)))
    again = [texts[place] for place in order]
    assert ordered(collation, again) == again
