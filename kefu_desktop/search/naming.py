"""Finds things by any of their names: a Chinese word, its pinyin or initials, or a Latin word.

For a few thousand things with short names, looked for now and then. Replies have an index that
follows each change; this one is made once, and thrown away when nobody looks any more.
"""

from __future__ import annotations

from collections.abc import Sequence

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
        self._things: list[list[tuple[int, int]]] = [[] for _ in number_of]
        for thing, several in enumerate(names):
            for place, name in enumerate(dict.fromkeys(several)):
                bonus = _OF_FIRST if place < first else 0
                self._things[number_of[name]].append((thing, bonus))

    def find(self, text: str) -> list[int]:
        """Gives the things of which each word of ``text`` is part of a name, or sounds like the
        beginning of one; the best first, those equally good in their order. No words find nothing.
        """
        found: dict[int, int] | None = None
        for term in dict.fromkeys(self._folding.text(text).split()):
            scores = self._score(term)
            if found is not None:
                both = scores.keys() & found.keys()
                scores = {thing: scores[thing] + found[thing] for thing in both}
            found = scores
        ranked = found or {}
        return sorted(ranked, key=lambda thing: (-ranked[thing], thing))

    def _score(self, term: str) -> dict[int, int]:
        scores: dict[int, int] = {}
        for manner, fit, numbers in self._names.matches(self._speller.spellings(term)):
            for number in numbers.tolist():
                for thing, bonus in self._things[number]:
                    score = int(manner) + _OF_FIT * int(fit) + bonus
                    scores[thing] = max(score, scores.get(thing, 0))
        return scores
