"""Folding: what counts as the same character, and that no character is lost or gained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.search.readings import Readings
from kefu_desktop.search.text import points_of, text_of

ANY_TEXT = st.text(st.characters(), max_size=60)  # surrogates and all planes included


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢ－１２", "ab-12"),
        ("發貨時間", "发货时间"),
        ("妳著裏後麼", "你着里后么"),
        ("臺灣", "台湾"),
        ("Nǚ Lǜ Café", "nv lv cafe"),
        ("　；＃／", " ;#/"),
        ("xi’an", "xi'an"),
        ("😊𠮷\ud83d", "😊𠮷\ud83d"),
        ("\r\n\0", "\r\n\0"),
        ("", ""),
    ],
)
def test_folds(readings: Readings, text: str, folded: str) -> None:
    assert readings.folding.text(text) == folded


@given(ANY_TEXT)
def test_folding_keeps_the_length_and_is_done_in_one_go(readings: Readings, text: str) -> None:
    folded = readings.folding.text(text)
    assert len(folded) == len(text)
    assert readings.folding.text(folded) == folded


@given(ANY_TEXT)
def test_points_are_the_string(text: str) -> None:
    assert text_of(points_of(text)) == text
    assert points_of(text).size == len(text)
