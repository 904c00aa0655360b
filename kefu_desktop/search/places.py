"""The places to mark in the replies shown, computed for these alone.

A term is marked by the best manner it has in each field: where the characters themselves occur,
a chain of initials elsewhere in the same text is not marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.alphabet import COMMON, Alphabet
from kefu_desktop.search.document import Place
from kefu_desktop.search.pieces import Piece
from kefu_desktop.search.positions import Positions
from kefu_desktop.search.ranking import Manner
from kefu_desktop.search.segment import Found, Occurrences, Segment

_PER_FIELD = 8
"""Stretches marked for one term in one field: a long text may hold a character 1,000 times."""
_PER_FIELD_GUESSED = 2
"""The same where only initials or a slip matched: the more marks, the less they say."""
_CHUNK = 4096

_Ints = npt.NDArray[np.int64]


class _Stretches(NamedTuple):
    """Things to mark, as columns: which of the rows shown, which item, from, to."""

    slot: _Ints
    item: _Ints
    start: _Ints
    end: _Ints


def places_of(
    segment: Segment, alphabet: Alphabet, founds: Sequence[Found], rows: Sequence[int]
) -> list[tuple[Place, ...]]:
    """What to mark in each of the rows for all terms together."""
    slots = np.full(len(segment), -1, dtype=np.int32)
    slots[np.asarray(rows, dtype=np.int64)] = np.arange(len(rows))
    parts: list[_Stretches] = []
    for found in founds:
        marked = _occurring(segment, found.occurrences, slots)
        if marked is not None:
            parts.append(marked)
        if found.initials:
            titled: set[int] = set()
            if marked is not None:
                titled.update(marked.slot[marked.item < len(segment)].tolist())
            parts.append(_initials(segment, alphabet, found.initials, rows, titled))
    places: list[list[Place]] = [[] for _ in rows]
    if parts:
        together = _Stretches(*(np.concatenate(column) for column in zip(*parts, strict=True)))
        slots_, items, starts, ends = _merged(together)
        fields, numbers = segment.parts(items)
        marks = map(Place, fields, numbers, starts.tolist(), ends.tolist())
        for slot, place in zip(slots_.tolist(), marks, strict=True):
            places[slot].append(place)
    return [tuple(row) for row in places]


def _occurring(
    segment: Segment, occurrences: Sequence[Occurrences], slots: npt.NDArray[np.int32]
) -> _Stretches | None:
    """The best stretches of one term: in each row and field those of its best manner."""
    parts: list[tuple[npt.NDArray[np.int32], Positions]] = []
    counts, manners, lengths = [], [], []
    for manner, length, positions, owners in occurrences:
        slot = slots.take(owners)
        chosen = (slot >= 0).nonzero()[0]
        if chosen.size:
            parts.append((slot.take(chosen), positions.take(chosen)))
            counts.append(chosen.size)
            manners.append(manner)
            lengths.append(length)
    if not parts:
        return None
    slot, position = (np.concatenate(column) for column in zip(*parts, strict=True))
    how, size = np.repeat(manners, counts), np.repeat(lengths, counts)
    items, fields, starts = segment.items(position)
    field = slot * 4 + fields
    order = np.lexsort((position, -how, field))
    field, how = field.take(order), how.take(order)
    first = field.searchsorted(field)
    cap = np.where(how >= Manner.BEGUN, _PER_FIELD, _PER_FIELD_GUESSED)
    kept = order[(how == how.take(first)) & (np.arange(field.size) - first < cap)]
    start = starts.take(kept)
    return _Stretches(slot.take(kept), items.take(kept), start, start + size.take(kept))


def _initials(
    segment: Segment,
    alphabet: Alphabet,
    pieces: Sequence[Piece],
    rows: Sequence[int],
    titled: set[int],
) -> _Stretches:
    """In each row without a marked title the first character that begins with an initial."""
    levels = [alphabet.table(piece).level for piece in pieces]
    found = [
        (slot, *segment.item(place))
        for slot, row in enumerate(rows)
        if slot not in titled and (place := _initial(segment, levels, pieces, row)) is not None
    ]
    slot, item, start = np.array(found, dtype=np.int64).reshape(-1, 3).T
    return _Stretches(slot, item, start, start + 1)


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
                fits = level.take(codes) == COMMON
                first = int(fits.argmax())
                if fits[first]:
                    return begin + first
    return None


def _merged(stretches: _Stretches) -> _Stretches:
    """The stretches in order, those that touch or overlap as one."""
    order = np.lexsort((stretches.start, stretches.item, stretches.slot))
    slot, item, start, end = (column.take(order) for column in stretches)
    # Each text its own range of numbers, so that one running maximum serves all.
    text = slot * (int(item.max(initial=0)) + 1) + item
    shift = text * (int(end.max(initial=0)) + 2)
    reach = np.maximum.accumulate(end + shift)
    fresh = np.ones(slot.size, dtype=np.bool_)
    np.greater((start + shift)[1:], reach[:-1], out=fresh[1:])
    first = fresh.nonzero()[0]
    last = np.append(first[1:], slot.size) - 1
    end = (reach - shift).take(last)
    return _Stretches(slot.take(first), item.take(first), start.take(first), end)
