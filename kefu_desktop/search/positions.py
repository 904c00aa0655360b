"""Many texts as one array of characters, and the places where a row of pieces occurs in it.

Two sorted lists lead to candidates without looking at the whole array: the positions of each
character, and those of each pair of initials. The rarest leads, the other pieces are looked up at
the neighbouring positions. A separator stands before, between and behind the texts, so no match
reaches from one text into the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.alphabet import LETTERS, RARE, Alphabet, Codes, Table
from kefu_desktop.search.neighbours import Neighbours
from kefu_desktop.search.pieces import Piece, PieceKind
from kefu_desktop.search.remembered import Remembered

Positions = npt.NDArray[np.signedinteger]
Rows = npt.NDArray[np.intp]

_NO_LETTER = 255
_PAIRS_FROM = 1000
"""Characters from which on the list of pairs is worth making."""
_REMEMBERED = 4000
_SLICE_AT = 24
"""From so many characters on, a literal row is compared in one go."""


class _Known(NamedTuple):
    """What one text knows of a piece."""

    table: Table
    amount: int
    """At how many positions it matches."""
    initial: int
    """The letter (0–25) that its reading begins with, -1 if that is not one letter."""


class Places(NamedTuple):
    """Where a row of pieces begins, and for each place whether only a rare reading fits."""

    positions: Positions
    rare: npt.NDArray[np.bool_] | None


class PositionalText:
    """The array with its two sorted lists. It is not changed once built."""

    __slots__ = (
        "_alphabet",
        "_by_character",
        "_by_pair",
        "_edges",
        "_ends",
        "_knowledge",
        "_neighbours",
        "_pair_ends",
        "codes",
    )

    def __init__(self, codes: Codes, alphabet: Alphabet, bounds: Sequence[int] = ()) -> None:
        """`codes` begin and end with the separator 0. `bounds` are where each further part of
        them begins, for `split`.
        """
        self.codes = codes
        self._alphabet = alphabet
        self._by_character = np.argsort(codes, kind="stable").astype(np.int32)
        counts = np.bincount(codes, minlength=len(alphabet))
        self._ends = np.concatenate(([0], np.cumsum(counts)))
        self._by_pair: Positions = np.zeros(0, dtype=np.int32)
        before = [np.bincount(codes[:bound], minlength=len(alphabet)) for bound in bounds]
        starts = self._ends[:-1]
        self._edges = [starts, *(starts + count for count in before), self._ends[1:]]
        """For each character where its positions in each part begin among all that are sorted."""
        self._pair_ends: list[int] = []
        if codes.size >= _PAIRS_FROM:
            self._by_pair, self._pair_ends = self._pairs()
        self._neighbours = Neighbours(codes, alphabet)
        self._knowledge = Remembered[Piece, _Known](_REMEMBERED)

    def _pairs(self) -> tuple[Positions, list[int]]:
        """Positions sorted by the initials of the character there and of the next one.

        Most characters have one initial; the further ones of heteronyms come as extra entries.
        """
        rows = [row.take(self.codes) for row in self._alphabet.initials]
        last = self.codes.size - 1
        having = [np.flatnonzero(row != _NO_LETTER) for row in rows[1:]]
        places: list[Positions] = []
        keys: list[npt.NDArray[np.uint16]] = []
        for a, b in product(range(len(rows)), repeat=2):
            if a == b == 0:
                good = (rows[0][:-1] != _NO_LETTER) & (rows[0][1:] != _NO_LETTER)
                here = np.flatnonzero(good)
            else:
                # All but the first row are nearly empty: begin there.
                here = having[a - 1] if a > 0 else having[b - 1] - 1
                here = here[(here >= 0) & (here < last)]
                here = here[(rows[a].take(here) != _NO_LETTER)]
                here = here[(rows[b].take(here + 1) != _NO_LETTER)]
            left, right = rows[a].take(here), rows[b].take(here + 1)
            places.append(here.astype(np.int32))
            keys.append(left.astype(np.uint16) * LETTERS + right)
        position, key = np.concatenate(places), np.concatenate(keys)
        order = np.argsort(key, kind="stable")
        counts = np.bincount(key, minlength=LETTERS * LETTERS)
        return position[order], [0, *np.cumsum(counts).tolist()]

    def find(self, pieces: tuple[Piece, ...]) -> Places | None:
        """Every position where the pieces stand in a row; None when there is none."""
        if not self._neighbours.allow(pieces):
            return None
        known = [self._know(piece) for piece in pieces]
        fewest = min(one.amount for one in known)
        if fewest == 0:
            return None
        pair, key, amount = self._rarest_pair(known)
        if amount == 0:
            return None
        if len(pieces) >= _SLICE_AT and all(one.table.only >= 0 for one in known):
            return self._find_row(known)
        order = sorted(range(len(known)), key=[one.amount for one in known].__getitem__)
        lead = order[0]
        if amount < fewest:
            found = self._by_pair[self._pair_ends[key] : self._pair_ends[key + 1]]
            return self._check(_moved(found, -pair), known, order)
        table = known[lead].table
        found = self._positions(table)
        if not table.has_rare:
            if len(known) == 1:
                return Places(found, None)
            del order[0]
        return self._check(_moved(found, -lead), known, order)

    def _rarest_pair(self, known: Sequence[_Known]) -> tuple[int, int, int]:
        """Which neighbouring pieces have initials that meet least often: place, key, how often."""
        best, best_key, amount = -1, -1, self.codes.size
        if not self._pair_ends:
            return best, best_key, amount
        left = known[0].initial
        for place in range(len(known) - 1):
            right = known[place + 1].initial
            if left >= 0 and right >= 0:
                key = left * LETTERS + right
                meets = self._pair_ends[key + 1] - self._pair_ends[key]
                if meets < amount:
                    best, best_key, amount = place, key, meets
            left = right
        return best, best_key, amount

    def _know(self, piece: Piece) -> _Known:
        """What there is to know of a piece here; characters met later do not change that."""
        known = self._knowledge.get(piece)
        if known is None:
            table = self._alphabet.table(piece)
            known = _Known(table, self._count(table), _initial(piece))
            self._knowledge.keep(piece, known)
        return known

    def count(self, piece: Piece) -> int:
        """At how many positions a piece alone matches."""
        return self._know(piece).amount

    def counts(self) -> npt.NDArray[np.int64]:
        """How often each character occurs, by its number; shorter than the alphabet is now if
        characters were met later.
        """
        return np.diff(self._ends)

    def _count(self, table: Table) -> int:
        if table.only >= 0:
            return self._of_one(table.only).size
        numbers = self.numbers(table)
        return int((self._ends[numbers + 1] - self._ends[numbers]).sum())

    def _of_one(self, number: int) -> Positions:
        if number + 1 >= self._ends.size:
            return self._by_character[:0]
        return self._by_character[self._ends[number] : self._ends[number + 1]]

    def numbers(self, table: Table) -> npt.NDArray[np.int64]:
        """The characters of a piece that were known when this text was built."""
        return table.numbers[: table.numbers.searchsorted(self._ends.size - 1)]

    def _positions(self, table: Table) -> Positions:
        """All positions of the characters of a piece; ascending if it is one character."""
        if table.only >= 0:
            return self._of_one(table.only)
        numbers = self.numbers(table)
        starts, ends = self._ends[numbers].tolist(), self._ends[numbers + 1].tolist()
        slices = [self._by_character[a:b] for a, b in zip(starts, ends, strict=True) if b > a]
        return slices[0] if len(slices) == 1 else np.concatenate(slices)

    def split(self, numbers: npt.NDArray[np.int64], wanted: Iterable[int]) -> list[Positions]:
        """All positions of some characters, known when this was built, apart for each of the parts
        wanted.
        """
        parts = []
        for part in wanted:
            starts, ends = self._edges[part].take(numbers), self._edges[part + 1].take(numbers)
            some = (ends > starts).nonzero()[0]
            slices = [
                self._by_character[a:b]
                for a, b in zip(starts.take(some).tolist(), ends.take(some).tolist(), strict=True)
            ]
            parts.append(np.concatenate(slices) if slices else self._by_character[:0])
        return parts

    def _check(self, start: Rows, known: Sequence[_Known], order: Iterable[int]) -> Places | None:
        """Keeps the starts at which the pieces of `order` match too."""
        rare: npt.NDArray[np.bool_] | None = None
        for place in order:
            table = known[place].table
            here = self.codes.take(start + place if place else start, mode="clip")
            if table.only >= 0:
                keep = here == table.only
            else:
                level = table.level.take(here, mode="clip")
                keep = level > 0
                if table.has_rare:
                    seldom = level == RARE
                    rare = seldom if rare is None else rare | seldom
            start = start[keep]
            if rare is not None:
                rare = rare[keep]
            if start.size == 0:
                return None
        return Places(start, rare)

    def _find_row(self, known: Sequence[_Known]) -> Places | None:
        """A long literal row: the rarest character leads, then whole slices are compared."""
        counts = [one.amount for one in known]
        lead = counts.index(min(counts))
        row = np.array([one.table.only for one in known], dtype=self.codes.dtype)
        found = [
            start
            for start in (self._positions(known[lead].table) - np.int32(lead)).tolist()
            if start >= 0 and np.array_equal(self.codes[start : start + row.size], row)
        ]
        return Places(np.array(found, dtype=np.intp), None) if found else None


def _moved(positions: Positions, by: int) -> Rows:
    """The positions moved, as native integers: indexing by others costs a copy each time."""
    moved = positions.astype(np.intp)
    if by:
        moved += by
    return moved


def _initial(piece: Piece) -> int:
    """The letter (0–25) that the reading of a piece begins with, -1 if that is not one letter."""
    kind, value = piece
    if kind is PieceKind.SYLLABLE or kind is PieceKind.PREFIX or kind is PieceKind.CHARACTER:
        letter = ord(value[0]) - 97
        return letter if 0 <= letter < LETTERS else -1
    if kind is PieceKind.SOUNDS:
        letters = {syllable[0] for syllable in value.split()}
        return ord(letters.pop()) - 97 if len(letters) == 1 else -1
    return -1
