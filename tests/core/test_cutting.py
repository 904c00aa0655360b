"""Cutting a text that is too long: nothing lost, nothing torn, at the best place there is."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder

from kefu_desktop.core.cutting import boundaries, cuts

FAMILY = "👨‍👩‍👧‍👦"
TRICKY = [FAMILY, "👍🏽", "🇨🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️", "1️⃣", "e\u0301", "🧑🏻‍🤝‍🧑🏿", "\r\n", "한", "नि"]

_words = st.lists(
    st.sampled_from([*TRICKY, *"。，！ \n", "您好", "abc", "12.5", "[微笑]", "："])
    | st.text(max_size=4),
    max_size=30,
).map("".join)


def pieces(text: str, longest: int, *whole: tuple[int, int]) -> list[str]:
    edges = [0, *cuts(text, longest, whole), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(edges)]


@given(_words, st.integers(1, 40))
@example("\ud83d\ude00" * 9, 3)
def test_nothing_is_lost_and_nothing_is_torn(text: str, longest: int) -> None:
    found = cuts(text, longest)
    assert list(found) == sorted(set(found))
    assert all(0 < place < len(text) for place in found)
    between = boundaries(text)
    assert all(between[place] for place in found)
    for piece in pieces(text, longest):
        # Longer only where it is one character as people see it.
        assert len(piece) <= longest or not any(boundaries(piece)[1:-1])


@given(_words, st.integers(1, 20), st.data())
def test_what_belongs_together_stays_together(text: str, longest: int, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    whole = list(zip(edges[::2], edges[1::2], strict=False))
    for place in cuts(text, longest, whole):
        assert not any(start < place < end for start, end in whole)


@given(st.text(max_size=60), st.integers(60, 100))
def test_what_is_short_enough_is_left_alone(text: str, longest: int) -> None:
    assert cuts(text, longest) == ()


def qt_boundaries(text: str) -> set[int]:
    """The places between characters as Qt sees them, which counts in UTF-16."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    found, place = set(), 0
    units = list(itertools.accumulate((2 if c > "\uffff" else 1 for c in text), initial=0))
    while (place := finder.toNextBoundary()) >= 0:
        found.add(units.index(place))
    return found


@pytest.mark.parametrize("text", TRICKY)
def test_one_character_as_people_see_it_is_one_for_us_and_for_qt(text: str) -> None:
    around = f"好{text}a"
    ours = {place for place, free in enumerate(boundaries(around)) if free and place}
    if text != "한":  # decomposed syllables do not occur in chats
        assert ours == qt_boundaries(around)


@pytest.mark.parametrize(
    ("text", "longest", "found"),
    [
        ("第一段话。\n\n第二段话。第三句", 12, ["第一段话。\n\n", "第二段话。第三句"]),
        ("第一行，有话说\n第二行，也有话", 12, ["第一行，有话说\n", "第二行，也有话"]),
        ("今天发货。明天到，后天签收", 8, ["今天发货。", "明天到，后天签收"]),
        ("他说：“好的。”然后就走了", 9, ["他说：“好的。”", "然后就走了"]),
        ("谢谢亲！😊😊我们马上发货", 8, ["谢谢亲！😊😊", "我们马上发货"]),
        ("价格是12.50元一件包邮", 6, ["价格是", "12.50元", "一件包邮"]),
        ("hello wonderful world", 12, ["hello ", "wonderful ", "world"]),
        ("单号SF1234567890请查收", 8, ["单号", "SF123456", "7890请查收"]),
        ("好" * 10, 4, ["好好好好", "好好好好", "好好"]),
        (f"家{FAMILY}人", 3, ["家", FAMILY, "人"]),
    ],
)
def test_the_best_place_is_taken(text: str, longest: int, found: list[str]) -> None:
    assert pieces(text, longest) == found


def test_a_value_is_not_cut_even_where_it_is_too_long() -> None:
    text = "单号SF1234567890请查收"
    assert pieces(text, 8, (2, 14)) == ["单号", "SF1234567890", "请查收"]


@pytest.mark.parametrize("text", ["🇨🇳", "😊", "e\u0301", "[微笑]", "好", "\n", "。😊"])
def test_a_flood_of_one_thing_is_cut_in_one_pass(text: str) -> None:
    # What looks back at each place would take minutes here.
    flood = text * 20_000
    assert "".join(pieces(flood, 20)) == flood
