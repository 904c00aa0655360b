"""Which characters and sounds stand side by side in a text: a cheap way to say no.

Most of what a slip, or another way to cut pinyin, could stand for is in no text. A bit for each
pair of characters, and one for each pair of syllables, tells that without a look at any position.
A yes only means perhaps: pairs of characters share bits, and two pairs in a row need not overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kefu_desktop.search.alphabet import Alphabet, Codes
from kefu_desktop.search.pieces import Piece, PieceKind
from kefu_desktop.search.ranges import Ints, spread
from kefu_desktop.search.remembered import Remembered

_BITS_EACH = 8
"""Bits for each character of the text: few enough are then shared."""
_FEWEST_BITS, _MOST_BITS = 2**10, 2**22
_AT_ONCE = 2**18
"""Characters taken in one go: no other thread runs meanwhile."""
_FACTOR = 40_503
_APART = 1_398_101
"""Keeps the pairs with one between from those side by side."""
_FEW = 20_000
"""Characters below which a text is not looked through for its sounds at once."""
_OFTEN = 100
"""Rows asked for until then. It takes a millisecond, which a commit should not cost."""
_TABLE_SIDE = 2**12
"""Characters whose pairs have a place in a table: what is beyond so many is seldom."""
_REMEMBERED = 4000


class _Heard(NamedTuple):
    """What the neighbours of a piece may be."""

    any: bool
    character: int
    """Its number if it stands for one character only, else 0."""
    sounds: int
    """Bits of Alphabet.sounds; 0 when nothing can be said."""
    followed: int
    """All sounds that stand behind one of them."""


class Neighbours:
    """The pairs of a text that was given once."""

    __slots__ = ("_alphabet", "_asked", "_followed", "_heard", "_mask", "_seen", "_waiting")

    def __init__(self, codes: Codes, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        size = _FEWEST_BITS
        while size < min(_MOST_BITS, _BITS_EACH * codes.size):
            size *= 2
        self._mask = size - 1
        self._seen = self._characters(codes, size)
        self._asked = 0
        self._waiting: Codes | None = codes
        """The text as long as it was not looked through for its sounds."""
        self._followed: dict[int, int] = {}
        self._heard = Remembered[Piece, _Heard](_REMEMBERED)
        if codes.size >= _FEW:
            self._listen(codes)

    def _characters(self, codes: Codes, size: int) -> bytes:
        seen = np.zeros(size, dtype=np.bool_)
        for begin in range(0, codes.size, _AT_ONCE):
            some = codes[begin : begin + _AT_ONCE + 2].astype(np.int64)
            left = some * _FACTOR
            seen[(left[:-1] + some[1:]) & self._mask] = True
            seen[(left[:-2] + some[2:] + _APART) & self._mask] = True
        return np.packbits(seen, bitorder="little").tobytes()

    def allow(self, pieces: Sequence[Piece]) -> bool:
        """May the pieces stand in a row? False means surely not."""
        if self._waiting is not None:
            self._asked += 1
            if self._asked == _OFTEN:
                self._listen(self._waiting)
        seen, mask = self._seen, self._mask
        left, between = _Heard(True, 0, 0, 0), 0
        for piece in pieces:
            right = self._heard.get(piece) or self._hear(piece)
            if right.any:
                between += 1
                continue
            if between == 0 and left.sounds and right.sounds and not left.followed & right.sounds:
                return False
            if left.character and right.character and between < 2:
                bit = (left.character * _FACTOR + right.character + between * _APART) & mask
                if not seen[bit >> 3] >> (bit & 7) & 1:
                    return False
            left, between = right, 0
        return True

    def _listen(self, codes: Codes) -> None:
        self._followed = _followers(codes, self._alphabet)
        self._waiting = None
        self._heard.clear()

    def _hear(self, piece: Piece) -> _Heard:
        one = piece.kind is PieceKind.CHARACTER
        character = self._alphabet.number(piece.value) if one else 0
        sounds = self._alphabet.sounds(piece) if self._waiting is None else 0
        rest, followed = sounds, 0
        while rest:
            low = rest & -rest
            followed |= self._followed.get(low.bit_length() - 1, 0)
            rest ^= low
        heard = _Heard(piece.kind is PieceKind.ANY, character, sounds, followed)
        return self._heard.keep(piece, heard)


def _distinct_pairs(codes: Codes, alphabet: Alphabet) -> tuple[Ints, Ints]:
    """Each two characters that stand side by side, left and right; some more than once."""
    if codes.size < _FEW:
        return codes[:-1].astype(np.int64), codes[1:].astype(np.int64)
    usual = np.arange(len(alphabet))
    if usual.size > _TABLE_SIDE:
        counts = np.bincount(codes, minlength=usual.size)
        usual = np.sort(np.argpartition(-counts, _TABLE_SIDE)[:_TABLE_SIDE])
    place = np.full(len(alphabet), -1, dtype=np.int64)
    place[usual] = np.arange(usual.size)
    table = np.zeros(usual.size * usual.size, dtype=np.bool_)
    lefts, rights = [], []
    for begin in range(0, codes.size, _AT_ONCE):
        some = codes[begin : begin + _AT_ONCE + 1].astype(np.int64)
        if usual.size < len(alphabet):
            # What no place is kept for is seldom: all of it is listed.
            places = place.take(some)
            seldom = (places < 0).nonzero()[0]
            before, behind = seldom[seldom > 0], seldom[seldom < some.size - 1]
            lefts += [some[before - 1], some[behind]]
            rights += [some[before], some[behind + 1]]
            some = places
        # A place of -1 lands on pairs of the last one: too many are marked, none is missed.
        table[some[:-1] * usual.size + some[1:]] = True
    pairs = table.nonzero()[0]
    lefts.append(usual[pairs // usual.size])
    rights.append(usual[pairs % usual.size])
    return np.concatenate(lefts), np.concatenate(rights)


def _followers(codes: Codes, alphabet: Alphabet) -> dict[int, int]:
    """For each sound the bits of those that stand behind it somewhere."""
    owners, sounds = alphabet.sounded
    starts = owners.searchsorted(np.arange(len(alphabet) + 1))
    left, right = _distinct_pairs(codes, alphabet)
    # Each pair of characters becomes as many pairs of sounds as the two can be read.
    chosen, first = spread(starts[left], starts[left + 1])
    again, second = spread(starts[right[chosen]], starts[right[chosen] + 1])
    meets = np.zeros((alphabet.sound_count, alphabet.sound_count), dtype=np.bool_)
    meets[sounds[first[again]], sounds[second]] = True
    some = np.flatnonzero(meets.any(axis=1))
    rows = np.packbits(meets[some], axis=1, bitorder="little")
    values = (int.from_bytes(row.tobytes(), "little") for row in rows)
    return dict(zip(some.tolist(), values, strict=True))
