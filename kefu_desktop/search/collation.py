"""The order a dictionary would put titles in: Chinese by pinyin, numbers by their value.

Titles are compared in numpy, not as Python strings: `sorted` holds the interpreter from its first
comparison to its last, and with 100,000 titles every window would stand still that long.
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

_AT_ONCE = 16
"""So many characters are compared in one go; nearly all titles differ within them."""

_DIGITS = 64
"""A number of more digits is placed as if it had so many."""


class _Class(IntEnum):
    """Sorts of characters in their order."""

    MARK = 0
    NUMBER = 1
    LETTER = 2
    CHINESE = 3
    OTHER = 4  # not assigned, or a Chinese character nobody knows how to read


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

    def order(self, texts: Sequence[str], *, descending: bool = False) -> list[int]:
        """The places of `texts` in sorted order. Equal ones stay as they came, descending too."""
        count = len(texts)
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=count)
        starts = lengths.cumsum() - lengths
        ranks = self._ranked("".join(texts), starts[lengths > 0])
        group = np.zeros(count, dtype=np.int64)  # ascends with the order; equal where still tied
        undecided = np.arange(count, dtype=np.int64)
        done = 0
        while undecided.size:
            columns = _columns(ranks, starts[undecided] + done, lengths[undecided] - done)
            within = np.unique(columns, return_inverse=True)[1]
            group *= int(within.max()) + 1
            group[undecided] += within
            group = np.unique(group, return_inverse=True)[1]
            done += _AT_ONCE
            tied = np.bincount(group) > 1
            tied &= np.bincount(group, weights=lengths > done) > 0
            undecided = np.flatnonzero(tied[group])
        order: list[int] = np.argsort(-group if descending else group, kind="stable").tolist()
        return order

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


def _columns(ranks: Ranks, starts: Rows, lengths: Rows) -> npt.NDArray[np.bytes_]:
    """The next ranks of each text as one key that sorts like them; zeros behind its end."""
    steps = np.arange(_AT_ONCE, dtype=np.int64)
    keys = np.zeros((starts.size, _AT_ONCE), dtype=">u4")
    there = steps < lengths[:, np.newaxis]
    keys[there] = ranks[(starts[:, np.newaxis] + steps)[there]]
    return keys.view(f"S{4 * _AT_ONCE}").reshape(-1)
