"""The places to mark in the replies shown, computed for these alone.

A term is marked by the best manner it has in each field: where the characters themselves occur,
a chain of initials elsewhere in the same text is not marked.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.alphabet import COMMON, Alphabet
from kefu_desktop.search.document import Place
from kefu_desktop.search.pieces import Piece
from kefu_desktop.search.ranking import Manner
from kefu_desktop.search.segment import Found, Occurrences, Segment

_PER_FIELD = 8
"""Stretches marked for one term in one field: a long text may hold a character 1,000 times."""
_PER_FIELD_GUESSED = 2
"""The same where only initials or a slip matched: the more marks, the less they say."""
_CHUNK = 4096

_Stretch = tuple[int, int, int, int]
"""Which of the rows, which item of the segment, from, to."""
_Ints = npt.NDArray[np.int64]


def places_of(
    segment: Segment, alphabet: Alphabet, founds: Sequence[Found], rows: Sequence[int]
) -> list[tuple[Place, ...]]:
    """What to mark in each of the rows for all terms together."""
    slots = np.full(len(segment), -1, dtype=np.int64)
    slots[np.asarray(rows, dtype=np.int64)] = np.arange(len(rows))
    stretches: list[_Stretch] = []
    for found in founds:
        marked = _occurring(segment, found.occurrences, slots)
        if found.initials:
            titled = {slot for slot, item, *_ in marked if item < len(segment)}
            levels = [alphabet.table(piece).level for piece in found.initials]
            for slot, row in enumerate(rows):
                if slot not in titled:
                    place = _initial(segment, levels, found.initials, row)
                    if place is not None:
                        item, start = segment.item(place)
                        marked.append((slot, item, start, start + 1))
        stretches += marked
    return _merged(segment, stretches, len(rows))


def _occurring(
    segment: Segment, occurrences: Sequence[Occurrences], slots: _Ints
) -> list[_Stretch]:
    """The best stretches of one term: in each row and field those of its best manner."""
    parts: list[tuple[_Ints, ...]] = []
    for manner, length, positions, owners in occurrences:
        slot = slots[owners]
        chosen = np.flatnonzero(slot >= 0)
        if chosen.size:
            size = np.full(chosen.size, length, dtype=np.int64)
            how = np.full(chosen.size, manner, dtype=np.int64)
            parts.append((slot[chosen], positions[chosen].astype(np.int64), size, how))
    if not parts:
        return []
    slot, position, size, how = (np.concatenate(column) for column in zip(*parts, strict=True))
    items, fields, starts = segment.items(position)
    field = slot * 4 + fields
    order = np.lexsort((position, -how, field))
    slot, items, starts, size, how, field = (
        column[order] for column in (slot, items, starts, size, how, field)
    )
    first = np.searchsorted(field, field)
    cap = np.where(how >= Manner.BEGUN, _PER_FIELD, _PER_FIELD_GUESSED)
    keep = (how == how[first]) & (np.arange(field.size) - first < cap)
    columns = (slot[keep], items[keep], starts[keep], (starts + size)[keep])
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _initial(
    segment: Segment,
    levels: Sequence[npt.NDArray[np.uint8]],
    pieces: Sequence[Piece],
    row: int,
) -> int | None:
    """The position of the first character of title or texts that begins with an initial."""
    for start, end in segment.stretches(row, pieces):
        for begin in range(start, end, _CHUNK):
            codes = segment.text.codes[begin : min(end, begin + _CHUNK)]
            for level in levels:
                fits = level[codes] == COMMON
                first = int(fits.argmax())
                if fits[first]:
                    return begin + first
    return None


def _merged(segment: Segment, stretches: list[_Stretch], count: int) -> list[tuple[Place, ...]]:
    """The stretches of each row in order, those that touch as one."""
    places: list[list[Place]] = [[] for _ in range(count)]
    stretches.sort()
    at = 0
    while at < len(stretches):
        slot, item, start, end = stretches[at]
        at += 1
        while at < len(stretches) and stretches[at][:2] == (slot, item):
            if stretches[at][2] > end:
                break
            end = max(end, stretches[at][3])
            at += 1
        field, number = segment.part(item)
        places[slot].append(Place(field, number, start, end))
    return [tuple(row) for row in places]
