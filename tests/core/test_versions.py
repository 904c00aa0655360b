"""What is suggested as a pack's next version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.versions import FIRST, next_version


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ("", FIRST),
        ("  ", FIRST),
        ("1.2", "1.3"),
        ("1.9", "1.10"),
        ("1.09", "1.10"),
        ("3", "4"),
        ("v7", "v8"),
        ("2026-11-22", "2026-11-23"),
        ("1.2 (草稿)", "1.3 (草稿)"),
        ("第３版", "第4版"),
        ("双十一", "双十一 2"),
        ("双十一 2", "双十一 3"),
    ],
)
def test_the_last_number_counts_up(last: str, following: str) -> None:
    assert next_version(last) == following


@given(st.text(max_size=200))
def test_any_version_has_another_one_after_it(last: str) -> None:
    assert next_version(last).strip() not in ("", last)
