"""The order a dictionary would put titles in: Chinese by pinyin, numbers by their value.

Everything is sorted in numpy: `sorted` holds the interpreter from its first comparison to its last,
and with 100,000 titles every window would stand still that long.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.readings import Readings
from kefu_desktop.search.text import PLANES_END, Points, points_of

Ranks = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int64]

_BITS = 21
"""No rank of a character needs more."""

_AT_ONCE = 3
"""So many characters are compared in one go: as many as one number holds."""

_ONE = (1 << _BITS) - 1

_DIGITS = 64
"""A number of more digits is placed as if it had so many."""


class _Class(IntEnum):
    """Sorts of characters in their order."""

    MARK = 0
    NUMBER = 1
    LETTER = 2
    CHINESE = 3
    OTHER = 4  # not assigned, or a Chinese character nobody knows how to read


def places_by(keys: Sequence[Sequence[int] | Rows]) -> list[int]:
    """The places in the order of the first keys, of the next where these are equal, and so on; else
    as they are. All have one length.
    """
    order: list[int] = np.lexsort(
        [np.asarray(key, dtype=np.int64) for key in reversed(keys)]
    ).tolist()
    return order


class Collation:
    """Sorts texts. Width, case, and Traditional or Simplified make no difference.

    A character stands where its dominant reading does, ü right behind u. Characters read alike
    stand by code point, so that titles that begin with one character stay together.
    """

    def __init__(self, readings: Readings) -> None:
        """Takes some 40 ms, for a table of all characters."""
        self._folding = readings.folding
        classes, syllables = _classes(), np.zeros(PLANES_END, dtype=np.int64)
        flat = readings.flat(np.arange(PLANES_END, dtype=np.uint32))
        read, dominant = np.unique(flat.owners, return_index=True)
        classes[read] = _Class.CHINESE
        syllables[read] = _places(readings.syllables)[flat.syllables[dominant]]
        ranks = np.empty(PLANES_END, dtype=np.uint32)
        # 0 is left for the end of a text, and room behind the marks for how long a number is.
        ranks[np.lexsort((syllables, classes))] = np.arange(1, PLANES_END + 1, dtype=np.uint32)
        ranks[classes > _Class.MARK] += 10 * _DIGITS
        self._ranks = ranks
        self._first_number = int(np.count_nonzero(classes == _Class.MARK)) + 1

    def ranks(self, texts: Sequence[str], *, descending: bool = False) -> Rows:
        """A number for each text that ascends with its place, the same for texts that are alike.

        Empty texts come last, also when descending.
        """
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        starts = lengths.cumsum() - lengths
        characters = self._ranked("".join(texts), starts[lengths > 0])
        ranks = np.zeros(len(texts), dtype=np.int64)
        undecided = np.arange(len(texts), dtype=np.int64)
        done = 0
        while undecided.size:
            keys = _keys(characters, starts[undecided] + done, lengths[undecided] - done)
            undecided = _refine(ranks, undecided, keys)
            done += _AT_ONCE
        if descending:
            np.negative(ranks, out=ranks)
        ranks[lengths == 0] = len(texts)
        return ranks

    def _ranked(self, text: str, starts: Rows) -> Ranks:
        """The rank of each character of the texts that begin at `starts`."""
        points = self._folding.points(points_of(text))
        ranks = self._ranks[np.minimum(points, PLANES_END - 1)]
        beyond = points >= PLANES_END
        ranks[beyond] = points[beyond] + np.uint32(20 * _DIGITS)
        self._weigh_numbers(ranks, points, starts)
        return ranks

    def _weigh_numbers(self, ranks: Ranks, points: Points, starts: Rows) -> None:
        """Has the first digit of each number say how many there are, so that 9 is before 10."""
        digits = (points >= ord("0")) & (points <= ord("9"))
        begins, ends = digits.copy(), digits.copy()
        begins[1:] &= ~digits[:-1]
        begins[starts] = digits[starts]
        ends[:-1] &= ~digits[1:]
        ends[starts[1:] - 1] = digits[starts[1:] - 1]
        firsts, lasts = np.flatnonzero(begins), np.flatnonzero(ends)
        longer = np.minimum(lasts - firsts, _DIGITS - 1)
        ranks[firsts] = self._first_number + 10 * longer + (points[firsts] - ord("0"))


def _classes() -> npt.NDArray[np.uint8]:
    """The class of each code point below PLANES_END, Chinese characters not yet known as read."""
    of_category = np.full(128, _Class.OTHER, dtype=np.uint8)
    for initials, known in (("ZPS", _Class.MARK), ("N", _Class.NUMBER), ("LM", _Class.LETTER)):
        of_category[[ord(initial) for initial in initials]] = known
    categories = "".join(map(unicodedata.category, map(chr, range(PLANES_END))))
    classes = of_category[np.frombuffer(categories.encode(), dtype=np.uint8)[::2]]
    for first, end in ((0x3400, 0xA000), (0x20000, PLANES_END)):
        classes[first:end] = _Class.OTHER
    return classes


def _places(syllables: Sequence[str]) -> Rows:
    """The place of each syllable in a dictionary, which has lü, written lv, between lu and luan."""
    spelt = sorted(range(len(syllables)), key=lambda n: (syllables[n].replace("v", "u"), n))
    places = np.empty(len(syllables), dtype=np.int64)
    places[spelt] = np.arange(len(syllables), dtype=np.int64)
    return places


def _keys(characters: Ranks, starts: Rows, lengths: Rows) -> Rows:
    """The next characters of each text as one number that sorts like them; 0 behind its end."""
    keys = np.zeros(starts.size, dtype=np.int64)
    for step in range(_AT_ONCE):
        keys <<= _BITS
        there = np.flatnonzero(lengths > step)
        keys[there] |= characters[starts[there] + step]
    return keys


def _refine(ranks: Rows, undecided: Rows, keys: Rows) -> Rows:
    """Ranks rows that have been alike by their next characters; gives those that still are.

    The rank of rows that are alike is how many come before the first of them.
    """
    order = np.lexsort((keys, ranks[undecided]))
    rows, keys = undecided[order], keys[order]
    before = ranks[rows]
    parted = np.ones(rows.size, dtype=np.bool_)
    parted[1:] = before[1:] != before[:-1]
    alike = parted.copy()
    alike[1:] |= keys[1:] != keys[:-1]
    places = np.arange(rows.size, dtype=np.int64)
    first = np.maximum.accumulate(np.where(alike, places, 0))
    ranks[rows] = before + first - np.maximum.accumulate(np.where(parted, places, 0))
    single = alike.copy()
    single[:-1] &= alike[1:]
    ended = (keys & _ONE) == 0
    left: Rows = rows[~(single | ended)]
    return left
