"""What is suggested as a pack's next version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.versions import FIRST, is_before, next_version


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


@pytest.mark.parametrize(
    ("version", "other", "before"),
    [
        ("1.9", "1.10", True),
        ("1.2", "1.2.1", True),
        ("v1", "v2", True),
        ("第３版", "第12版", True),
        ("2026-3-1", "2026-11-22", True),
        ("1.10", "1.9", False),
        ("1.2", "1.2", False),
        # Who names versions anew may mean anything.
        ("1.0", "2026-11-22", False),
        ("春", "夏", False),
        ("", "1.0", False),
        ("1.0", "", False),
    ],
)
def test_what_is_counted_alike_has_an_order(version: str, other: str, before: bool) -> None:
    assert is_before(version, other) is before
