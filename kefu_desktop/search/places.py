"""The places to mark in the replies shown, computed for these alone.

A term is marked by the best manner it has in each field: where the characters themselves occur,
a chain of initials elsewhere in the same text is not marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.alphabet import COMMON, RARE, Alphabet
from kefu_desktop.search.document import Place
from kefu_desktop.search.grading import Found, Occurrences, Single
from kefu_desktop.search.pieces import Piece
from kefu_desktop.search.positions import Positions
from kefu_desktop.search.ranking import Manner
from kefu_desktop.search.segment import Segment

_PER_FIELD = 8
"""Stretches marked for one term in one field: a long text may hold a character 1,000 times."""
_PER_FIELD_GUESSED = 2
"""The same where only initials or a slip matched: the more marks, the less they say."""
_NEAR = 200
_FAR = 4000
"""Characters of all texts of a reply in which a single syllable is looked for."""

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
        marked = _occurring(segment, alphabet, found, rows, slots)
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


class _Columns(NamedTuple):
    """Matches of one manner and length: which of the rows shown, and at which position."""

    manner: Manner
    length: int
    slot: npt.NDArray[np.int32]
    position: Positions


def _matching(
    occurrences: Sequence[Occurrences], slots: npt.NDArray[np.int32]
) -> Iterator[_Columns]:
    for manner, length, positions, owners in occurrences:
        slot = slots.take(owners)
        chosen = (slot >= 0).nonzero()[0]
        if chosen.size:
            yield _Columns(manner, length, slot.take(chosen), positions.take(chosen))


def _matching_singles(
    segment: Segment, alphabet: Alphabet, singles: Sequence[Single], rows: Sequence[int]
) -> Iterator[_Columns]:
    """Looks for single pieces in the rows shown: elsewhere they would be too many to look at."""
    begins, ends = segment.all_stretches(np.asarray(rows, dtype=np.int64))
    owner, position = _spread(begins, np.minimum(ends, begins + _FAR))
    codes = segment.text.codes.take(position)
    slot = (owner % len(rows)).astype(np.int32)
    for manner, piece in singles:
        table = alphabet.table(piece)
        level = (codes == table.only) * COMMON if table.only >= 0 else table.level.take(codes)
        for mark, how in ((COMMON, manner), (RARE, min(manner, Manner.RARE))):
            here = (level == mark).nonzero()[0]
            if here.size:
                yield _Columns(how, 1, slot.take(here), position.take(here).astype(np.int32))


def _occurring(
    segment: Segment,
    alphabet: Alphabet,
    found: Found,
    rows: Sequence[int],
    slots: npt.NDArray[np.int32],
) -> _Stretches | None:
    """The best stretches of one term: in each row and field those of its best manner."""
    parts = list(_matching(found.occurrences, slots))
    if found.singles:
        parts += _matching_singles(segment, alphabet, found.singles, rows)
    if not parts:
        return None
    manners, lengths, slots_, positions = zip(*parts, strict=True)
    slot, position = np.concatenate(slots_), np.concatenate(positions)
    counts = [part.size for part in slots_]
    how, size = np.repeat(manners, counts), np.repeat(lengths, counts)
    items, fields, starts = segment.items(position)
    field = slot * 4 + fields
    order = np.lexsort((position, -how, field))
    field, how = field.take(order), how.take(order)
    first = field.searchsorted(field)
    cap = np.where(how >= Manner.BEGUN, _PER_FIELD, _PER_FIELD_GUESSED)
    keep = (how == how.take(first)) & (np.arange(field.size) - first < cap)
    # What is only like the term is not marked beside the term itself.
    best = np.full(slot.max() + 1, Manner.FAR_TYPO, dtype=how.dtype)
    np.maximum.at(best, slot.take(order), how)
    keep &= (how > Manner.NEAR_TYPO) | (best.take(slot.take(order)) <= Manner.NEAR_TYPO)
    kept = order[keep]
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
    slots = np.array([slot for slot in range(len(rows)) if slot not in titled], dtype=np.int64)
    asked = np.asarray(rows, dtype=np.int64)[slots]
    begins, ends = segment.stretches(asked, pieces)
    fits = np.zeros(len(alphabet), dtype=np.bool_)
    for piece in pieces:
        fits |= alphabet.table(piece).level == COMMON
    # Nearly always the character stands near the beginning: a long text is not looked through.
    owner, position = _spread(begins, np.minimum(ends, begins + _NEAR))
    good = fits.take(segment.text.codes.take(position)).nonzero()[0]
    first = good[np.unique(owner.take(good), return_index=True)[1]]
    found = np.full(slots.size, -1, dtype=np.int64)
    found[owner.take(first)] = position.take(first)
    for place in np.flatnonzero(found < 0).tolist():
        rest = segment.text.codes[int(begins[place]) : int(ends[place])]
        at = int(fits.take(rest).argmax()) if rest.size else 0
        if rest.size and fits[rest[at]]:
            found[place] = begins[place] + at
    known = found >= 0
    items, _, starts = segment.items(found[known])
    return _Stretches(slots[known], items, starts, starts + 1)


def _spread(begins: _Ints, ends: _Ints) -> tuple[_Ints, _Ints]:
    """All positions of some stretches, and which stretch each belongs to."""
    sizes = ends - begins
    owner = np.repeat(np.arange(sizes.size), sizes)
    return owner, np.arange(owner.size) + np.repeat(begins - np.cumsum(sizes) + sizes, sizes)


def _merged(stretches: _Stretches) -> _Stretches:
    """The stretches in order, those that touch or overlap as one."""
    if stretches.slot.size == 0:
        return stretches
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
