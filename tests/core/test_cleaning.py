"""What goes out of a stranger's text and what stays."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kefu_desktop.core.cleaning import UNWANTED, clean_line, clean_text

# Surrogates too, as JSON of strangers may hold.
anything = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "text", "removed"),
    [
        ("亲，\r\n您好\r", "亲，\n您好\n", 0),
        ("一\u2028二\u2029三\x85四\x0b五", "一\n二\n三\n四\n五", 0),
        ("a\tb", "a\tb", 0),
        ("\ufeff你\x00好\x1b", "你好", 3),
        ("退款\u202eexe.txt\u202c", "退款exe.txt", 2),
        ("a\u2066b\u2069", "ab", 2),
        ("坏\ud800了", "坏了", 1),
        ("a\uffff\ufffe", "a", 2),
        # Families and flags are made with joiners and selectors; they are what the author saw.
        (
            "👨\u200d👩\u200d👧 ❤\ufe0f 🏳\ufe0f\u200d🌈",
            "👨\u200d👩\u200d👧 ❤\ufe0f 🏳\ufe0f\u200d🌈",
            0,
        ),
        ("　全角空格　", "　全角空格　", 0),
    ],
)
def test_text(raw: str, text: str, removed: int) -> None:
    assert clean_text(raw) == (text, removed)


def test_a_line_has_no_blanks_to_speak_of() -> None:
    assert clean_line(" 发货\r\n 时间　\x00 ") == ("发货 时间", 1)


@given(anything)
@example("\r\r\n\n")
@example("\ud83d\udc4d")
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    for clean in (clean_text, clean_line):
        once = clean(raw)
        assert clean(once.text) == (once.text, 0)
        assert not UNWANTED.search(once.text)
        assert once.removed <= len(raw)
