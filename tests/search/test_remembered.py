"""What is remembered of earlier questions, and how much of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.search.remembered import Remembered


@given(st.lists(st.integers(0, 9)), st.integers(1, 5))
def test_it_gives_what_was_kept_and_never_keeps_more_than_it_may(
    asked: list[int], most: int
) -> None:
    remembered = Remembered[int, int](most)
    for question in asked:
        if question not in remembered:
            assert remembered.keep(question, -question) == -question
        assert remembered[question] == -question
        assert len(remembered) <= most


def test_an_answer_of_nothing_is_an_answer() -> None:
    remembered = Remembered[str, tuple[str, ...]](2)
    remembered.keep("sku-1", ())
    assert remembered.get("sku-1") == ()
    with pytest.raises(KeyError):
        remembered["sku-2"]
