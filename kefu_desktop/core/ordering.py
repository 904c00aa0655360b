"""Numbers a row of things anew after some of them were put elsewhere, changing as few as can be.

What keeps its number is the longest choice that leaves room for the rest in between. So of ten
thousand things numbered without gaps, one that is put elsewhere touches those it passed, or those
up to the nearer end, whichever are fewer; at an end they are set apart, and the next one that comes
there finds room.
"""

from bisect import bisect_right
from collections.abc import Sequence

from kefu_desktop.core.model import Uid

ROOM = 1024
"""How far apart things are numbered where there is room without end."""


def renumbered(row: Sequence[tuple[Uid, int | None]]) -> dict[Uid, int]:
    """Gives the new positions of those things of a row that need one, as :func:`numbered` does."""
    numbers = numbered([position for _uid, position in row])
    return {
        uid: number
        for (uid, position), number in zip(row, numbers, strict=True)
        if position != number
    }


def numbered(positions: Sequence[int | None]) -> list[int]:
    """Gives each thing of a row its position, strictly rising.

    ``positions`` are those they have so far, in the order they are to have; None for one that may
    get any. The fewest that can be are changed.
    """
    kept = _kept(positions)
    if not kept:
        return [place * ROOM for place in range(len(positions))]
    numbers: list[int] = []
    first = kept[0]
    start = _at(positions, first)
    numbers += (start - (first - place) * ROOM for place in range(first))
    for here, there in zip(kept, (*kept[1:], len(positions)), strict=True):
        low = _at(positions, here)
        numbers.append(low)
        between = there - here - 1
        if there == len(positions):
            numbers += (low + ROOM * (place + 1) for place in range(between))
        else:
            width = _at(positions, there) - low
            numbers += (low + width * (place + 1) // (between + 1) for place in range(between))
    return numbers


def _kept(positions: Sequence[int | None]) -> list[int]:
    """Gives which places keep their position: the longest choice with room for all between.

    Two places keep theirs when they lie as far apart in number as in place; that is so when the
    number less the place does not fall, and the longest choice that never falls is found in
    n log n steps.
    """
    ends: list[int] = []
    end_places: list[int] = []
    before: list[int | None] = []
    for place, position in enumerate(positions):
        if position is None:
            before.append(None)
            continue
        slack = position - place
        length = bisect_right(ends, slack)
        before.append(end_places[length - 1] if length else None)
        if length == len(ends):
            ends.append(slack)
            end_places.append(place)
        else:
            ends[length] = slack
            end_places[length] = place
    kept: list[int] = []
    at = end_places[-1] if end_places else None
    while at is not None:
        kept.append(at)
        at = before[at]
    return kept[::-1]


def _at(positions: Sequence[int | None], place: int) -> int:
    position = positions[place]
    assert position is not None, "only what has a position is kept"
    return position
