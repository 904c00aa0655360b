"""Finds things by any of their names: a Chinese word, its pinyin or initials, or a Latin word.

For a few thousand things with short names, looked for now and then. Replies have an index that
follows each change; this one is made once, and thrown away when nobody looks any more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kefu_desktop.search.alphabet import Alphabet
from kefu_desktop.search.labels import Names
from kefu_desktop.search.pieces import Speller
from kefu_desktop.search.readings import Readings

_OF_FIT = 3
"""How much a better place in the name counts, in steps of the manner: a whole word that sounds so
comes before the beginning of a longer one that is written so.
"""
_OF_FIRST = 2
"""What a thing's first names count more than the words that merely have to do with it."""


class NameSearch:
    """Things by their number, searchable by their names. Belongs to one thread at a time."""

    def __init__(self, names: Sequence[Sequence[str]], first: int, readings: Readings) -> None:
        """``names[i]`` are those of thing i; the ``first`` ones of each are what it is called."""
        self._folding = readings.folding
        self._speller = Speller(readings.syllables)
        self._names = Names(
            (name for several in names for name in several),
            readings.folding,
            Alphabet(readings),
        )
        number_of = {name: number for number, name in enumerate(self._names.names)}
        owned = [
            (number_of[name], thing, _OF_FIRST if place < first else 0)
            for thing, several in enumerate(names)
            for place, name in enumerate(dict.fromkeys(several))
        ]
        # One row a name of a thing; a name may be that of many.
        rows = np.array(owned, dtype=np.int32).reshape(-1, 3)
        self._name, self._thing, self._bonus = rows[:, 0], rows[:, 1], rows[:, 2]
        self._count = len(names)

    def find(self, text: str) -> list[int]:
        """Gives the things of which each word of ``text`` is part of a name, or sounds like the
        beginning of one; the best first, those equally good in their order. No words find nothing.
        """
        terms = tuple(dict.fromkeys(self._folding.text(text).split()))
        if not terms:
            return []
        scores = np.stack([self._score(term) for term in terms])
        found = np.flatnonzero((scores > 0).all(axis=0))
        best_first = np.argsort(-scores.sum(axis=0)[found], kind="stable")
        return [int(thing) for thing in found[best_first]]

    def _score(self, term: str) -> NDArray[np.int32]:
        """Gives the score of each thing, 0 for those that are not meant."""
        scores = np.zeros(self._count, dtype=np.int32)
        for manner, fit, numbers in self._names.matches(self._speller.spellings(term)):
            matched = np.zeros(len(self._names.names), dtype=bool)
            matched[numbers] = True
            rows = matched[self._name]
            score = int(manner) + _OF_FIT * int(fit) + self._bonus[rows]
            np.maximum.at(scores, self._thing[rows], score + 1)  # the least of all is 0
        return scores
