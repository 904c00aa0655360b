"""Rows are numbered anew with as few changes as can be."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.model import Uid
from kefu_desktop.core.ordering import ROOM, numbered, renumbered

ROWS = st.lists(st.none() | st.integers(-6, 6), max_size=8)


def fewest_changes(row: list[int | None]) -> int:
    """How many must change, found by trying every choice of those that keep their position."""
    places = [place for place, position in enumerate(row) if position is not None]
    for size in range(len(places), 0, -1):
        for kept in combinations(places, size):
            pairs = pairwise(kept)
            if all(row[there] - row[here] >= there - here for here, there in pairs):  # type: ignore[operator]
                return len(row) - size
    return len(row)


@given(ROWS)
def test_numbers_rise_and_as_few_change_as_can_be(row: list[int | None]) -> None:
    numbers = numbered(row)
    assert len(numbers) == len(row)
    assert all(here < there for here, there in pairwise(numbers))
    changed = sum(1 for old, new in zip(row, numbers, strict=True) if old != new)
    assert changed == fewest_changes(row)


@given(st.lists(st.integers(-50, 50), max_size=30))
def test_what_is_in_order_stays_as_it_is(positions: list[int]) -> None:
    row = sorted(set(positions))
    assert numbered(row) == row


def test_the_shorter_side_makes_room_and_leaves_some() -> None:
    row: list[int | None] = [*range(10), None, *range(10, 100)]
    numbers = numbered(row)
    assert numbers[11:] == row[11:]
    again = [*numbers[:5], None, *numbers[5:]]
    moved = [new for old, new in zip(again, numbered(again), strict=True) if old != new]
    assert len(moved) == 1


def test_ends_have_room_without_end() -> None:
    assert numbered([None, 0, 1, None]) == [-ROOM, 0, 1, 1 + ROOM]
    assert numbered([None, None]) == [0, ROOM]
    assert numbered([]) == []


def test_a_gap_is_shared_out() -> None:
    assert numbered([0, None, None, None, 40]) == [0, 10, 20, 30, 40]


def test_only_new_positions_are_given() -> None:
    a, b, c = Uid("a"), Uid("b"), Uid("c")
    assert renumbered([(a, 0), (b, None), (c, 10)]) == {b: 5}
    assert renumbered([(a, 0), (b, 1)]) == {}
