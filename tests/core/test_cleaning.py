"""Foreign text made fit for a chat: what goes, what stays, and that nothing is rewritten."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.cleaning import LINE_ENDS, UNWANTED, clean_line, clean_text, has_unwanted


@pytest.mark.parametrize(
    ("raw", "text", "removed"),
    [
        ("今天发货", "今天发货", 0),
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh", 0),
        ("a\x00b\x07\x1b[0m", "ab[0m", 3),
        ("\ufeff标题", "标题", 1),
        ("good\u202ednib\u2066x\u2069", "gooddnibx", 3),
        ("\ud83d缺", "缺", 1),
        ("👨‍👩‍👧 ❤️ 🇨🇳", "👨‍👩‍👧 ❤️ 🇨🇳", 0),
        ("\t缩进\n\n空行 ", "\t缩进\n\n空行 ", 0),
        ("全角　空格\u00a0不断\u200b", "全角　空格\u00a0不断\u200b", 0),
    ],
)
def test_what_goes_and_what_stays(raw: str, text: str, removed: int) -> None:
    assert clean_text(raw) == (text, removed)


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    text, removed = clean_text(raw)
    assert clean_text(text) == (text, 0)
    assert UNWANTED.search(text) is None
    assert len(LINE_ENDS.sub("\n", raw)) == len(text) + removed
    text.encode()


@given(st.text(st.characters()))
def test_a_line_is_one_line_without_blanks_at_its_ends(raw: str) -> None:
    line, _ = clean_line(raw)
    assert line == " ".join(line.split())
    assert "".join(line.split()) == "".join(clean_text(raw).text.split())


def test_every_character_that_no_text_may_hold_is_seen() -> None:
    everything = list(map(chr, range(sys.maxunicode + 1)))
    assert [sign for sign in everything if has_unwanted(sign)] == UNWANTED.findall(
        "".join(everything)
    )
    assert has_unwanted("缺\n了\x00")
