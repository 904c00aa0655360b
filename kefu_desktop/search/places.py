"""The places to mark in the replies shown, computed for these alone.

A term is marked by the best manner it has in each field: where the characters themselves occur,
a chain of initials elsewhere in the same text is not marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.alphabet import COMMON, RARE, Alphabet
from kefu_desktop.search.document import Field, Place
from kefu_desktop.search.grading import Found, Occurrences, Single
from kefu_desktop.search.pieces import Piece
from kefu_desktop.search.positions import Positions
from kefu_desktop.search.ranges import Ints, spread
from kefu_desktop.search.ranking import Manner
from kefu_desktop.search.segment import Segment

_PER_FIELD = 8
"""Stretches marked for one term in one field: a long text may hold a character 1,000 times."""
_PER_FIELD_GUESSED = 2
"""The same where only initials or a slip matched: the more marks, the less they say."""
_NEAR = 200
_FAR = 4000
"""Characters of all texts of a reply in which a single syllable is looked for."""


_SHIFT = 32
"""Bits for a position: what orders before it stands above them."""


class _Stretches(NamedTuple):
    """Things to mark, as columns: in which of the rows shown, from which position, how many."""

    slot: Ints
    position: Ints
    length: Ints


def places_of(
    segment: Segment, alphabet: Alphabet, founds: Sequence[Found], rows: Sequence[int]
) -> list[tuple[Place, ...]]:
    """What to mark in each of the rows for all terms together."""
    asked = np.array(rows, dtype=np.int64)
    slots = np.full(len(segment), -1, dtype=np.int32)
    slots[asked] = np.arange(asked.size)
    parts: list[_Stretches] = []
    for found in founds:
        marked = _occurring(segment, alphabet, found, asked, slots)
        if marked is not None:
            parts.append(marked)
        if found.initials:
            untitled = np.ones(asked.size, dtype=np.bool_)
            if marked is not None:
                in_title = marked.position < segment.ends[Field.TITLE.value]
                untitled[marked.slot[in_title]] = False
            parts.append(_initials(segment, alphabet, found.initials, asked, untitled.nonzero()[0]))
    parts = [part for part in parts if part.slot.size]
    if not parts:
        return [()] * len(rows)
    slot, begins, ends = _merged(parts)
    items = segment.items(begins)
    fields, numbers = segment.parts(items)
    starts = segment.item_starts.take(items)
    columns = zip(
        fields, numbers, (begins - starts).tolist(), (ends - starts).tolist(), strict=True
    )
    # Straight from the tuples: Place(…) for each takes longer than all the rest of this function.
    marks = tuple(map(tuple.__new__, repeat(Place), columns))
    limits = slot.searchsorted(np.arange(len(rows) + 1)).tolist()
    return [marks[a:b] for a, b in pairwise(limits)]


class _Columns(NamedTuple):
    """Matches in the rows shown: how, in how many characters, in which row, at which position."""

    manner: npt.NDArray[np.uint8]
    length: npt.NDArray[np.int32]
    slot: npt.NDArray[np.int32]
    position: Positions


def _matching(
    occurrences: Sequence[Occurrences], slots: npt.NDArray[np.int32]
) -> Iterator[_Columns]:
    for manner, length, position, row in occurrences:
        slot = slots.take(row)
        chosen = (slot >= 0).nonzero()[0]
        if chosen.size:
            yield _Columns(
                manner.take(chosen), length.take(chosen), slot.take(chosen), position.take(chosen)
            )


def _matching_singles(
    segment: Segment, alphabet: Alphabet, singles: Sequence[Single], rows: Ints
) -> Iterator[_Columns]:
    """Looks for single pieces in the rows shown: elsewhere they would be too many to look at."""
    begins, ends = segment.all_stretches(rows)
    owner, position = spread(begins, np.minimum(ends, begins + _FAR))
    codes = segment.text.codes.take(position)
    for manner, piece in singles:
        table = alphabet.table(piece)
        level = (codes == table.only) * COMMON if table.only >= 0 else table.level.take(codes)
        marks = [(COMMON, manner), (RARE, min(manner, Manner.RARE))]
        for mark, how in marks if table.has_rare else marks[:1]:
            here = (level == mark).nonzero()[0]
            if here.size:
                slot = (owner.take(here) % rows.size).astype(np.int32)
                manners = np.full(here.size, how, dtype=np.uint8)
                ones = np.ones(here.size, dtype=np.int32)
                yield _Columns(manners, ones, slot, position.take(here))


def _occurring(
    segment: Segment,
    alphabet: Alphabet,
    found: Found,
    rows: Ints,
    slots: npt.NDArray[np.int32],
) -> _Stretches | None:
    """The best stretches of one term: in each row and field those of its best manner."""
    parts = list(_matching(found.occurrences, slots))
    if found.singles:
        parts += _matching_singles(segment, alphabet, found.singles, rows)
    if not parts:
        return None
    together = parts[0]
    if len(parts) > 1:
        together = _Columns(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    field = together.slot * len(Field) + segment.fields(together.position)
    # One number says it all: ascending by field, then the best manner first, then by position.
    worse = field * len(Manner) + (Manner.LITERAL - together.manner.astype(np.int64))
    order = ((worse << _SHIFT) + together.position).argsort(kind="stable")
    field = field.take(order)
    how, length, slot, position = (column.take(order) for column in together)
    first = field.searchsorted(field)
    cap = np.where(how >= Manner.BEGUN, _PER_FIELD, _PER_FIELD_GUESSED)
    keep = (how == how.take(first)) & (np.arange(field.size) - first < cap)
    likely = how > Manner.NEAR_TYPO
    if not likely.all():
        # What is only like the term is not marked beside the term itself.
        certain = np.zeros(rows.size, dtype=np.bool_)
        certain[slot[likely]] = True
        keep &= likely | ~certain.take(slot)
    return _Stretches(slot[keep], position[keep], length[keep])


def _initials(
    segment: Segment, alphabet: Alphabet, pieces: Sequence[Piece], rows: Ints, slots: Ints
) -> _Stretches:
    """In each of these slots the first character that begins with an initial."""
    begins, ends = segment.stretches(rows[slots], pieces)
    fits = np.zeros(len(alphabet), dtype=np.bool_)
    for piece in pieces:
        fits |= alphabet.table(piece).level == COMMON
    # Nearly always the character stands near the beginning: a long text is not looked through.
    owner, position = spread(begins, np.minimum(ends, begins + _NEAR))
    good = fits.take(segment.text.codes.take(position)).nonzero()[0]
    mine = owner.take(good)
    fresh = np.ones(mine.size, dtype=np.bool_)
    np.not_equal(mine[1:], mine[:-1], out=fresh[1:])
    found = np.full(slots.size, -1, dtype=np.int64)
    found[mine[fresh]] = position.take(good[fresh])
    for place in np.flatnonzero(found < 0).tolist():
        rest = segment.text.codes[int(begins[place]) : int(ends[place])]
        at = int(fits.take(rest).argmax()) if rest.size else 0
        if rest.size and fits[rest[at]]:
            found[place] = begins[place] + at
    known = found >= 0
    return _Stretches(slots[known], found[known], np.ones_like(found[known]))


def _merged(parts: Sequence[_Stretches]) -> tuple[Ints, Ints, Ints]:
    """The stretches in order, those that touch or overlap as one: slots, begins and ends.

    Between two texts stands a separator, so no stretch touches one of the next text.
    """
    keys = [(slot.astype(np.int64) << _SHIFT) + position for slot, position, _ in parts]
    begin, length = keys[0], parts[0].length
    if len(parts) > 1:
        begin = np.concatenate(keys)
        length = np.concatenate([part.length for part in parts])
        order = begin.argsort()
        begin, length = begin.take(order), length.take(order)
    reach = np.maximum.accumulate(begin + length)
    fresh = np.ones(begin.size, dtype=np.bool_)
    np.greater(begin[1:], reach[:-1], out=fresh[1:])
    first = fresh.nonzero()[0]
    last = np.append(first[1:], begin.size) - 1
    begin, end = begin.take(first), reach.take(last)
    low = (1 << _SHIFT) - 1
    return begin >> _SHIFT, begin & low, end & low
