"""Reads typed letters and characters as pieces, each of which stands for one character of a text.

"fahuosj" is fa·huo·s·j, but also f·a·h·…: a term has several spellings and all of them count, the
better ones more. A spelling of n pieces matches n characters in a row, so its place is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from itertools import product
from typing import NamedTuple

from kefu_desktop.search.ranking import Manner


class PieceKind(IntEnum):
    """What a piece says about the one character it stands for."""

    CHARACTER = 0  # it is this character
    SYLLABLE = 1  # it is read so
    PREFIX = 2  # its reading begins so; a single letter may also be that letter itself
    SOUNDS = 3  # it is read as one of these syllables (separated by blanks)
    ALIKE = 4  # it is this character or sounds like it
    ANY = 5  # any character


class Piece(NamedTuple):
    """One character's worth of a term."""

    kind: PieceKind
    value: str


class Spelling(NamedTuple):
    """One way to understand a whole term."""

    manner: Manner
    pieces: tuple[Piece, ...]


_RUNS = re.compile(r"[a-z']+|[^a-z']+")
_LETTERS = re.compile(r"[a-z](?:[a-z']*[a-z])?'?")
_DIGRAPHS = ("zh", "ch", "sh")
_LONGEST_SYLLABLE = 6
_LONGEST_RUN = 32
"""Letters in a row that are still tried as pinyin; beyond, only literally."""
_WAYS = 10
"""Spellings kept of one run of letters, cheapest first."""
_WAYS_TOGETHER = 24
_COST = {PieceKind.SYLLABLE: 10, PieceKind.PREFIX: 12}
_COST_INITIAL = 16
_COST_NO_INITIAL = 26
"""A letter no syllable begins with can only be itself, in a text that holds Latin words."""

_DEAREST = 48
"""Three initials are always tried; else a way may cost twice the cheapest one."""

_Way = tuple[int, tuple[Piece, ...]]


def literally(text: str) -> tuple[Piece, ...]:
    """Each character stands for itself."""
    return tuple(Piece(PieceKind.CHARACTER, character) for character in text)


class Speller:
    """Knows the syllables of pinyin and finds the spellings of a term."""

    __slots__ = ("_remembered", "beginnings", "syllables")

    def __init__(self, syllables: Iterable[str]) -> None:
        self.syllables = frozenset(syllables)
        self.beginnings = frozenset(s[:end] for s in self.syllables for end in range(1, len(s)))
        self._remembered: dict[str, tuple[Spelling, ...]] = {}

    def usual_pieces(self) -> Iterable[Piece]:
        """Every whole syllable and every initial: what nearly all pinyin typed is cut into."""
        for syllable in self.syllables:
            yield Piece(PieceKind.SYLLABLE, syllable)
        for initial in {s[0] for s in self.syllables}.union(_DIGRAPHS):
            yield Piece(PieceKind.PREFIX, initial)

    def spellings(self, term: str) -> tuple[Spelling, ...]:
        """All that a folded term without blanks may mean, best manner first; never empty."""
        known = self._remembered.get(term)
        if known is None:
            known = self._find(term)
            if len(self._remembered) > 2000:
                self._remembered.clear()
            self._remembered[term] = known
        return known

    def _find(self, term: str) -> tuple[Spelling, ...]:
        found = {literally(term): Manner.LITERAL}
        runs: list[str] = _RUNS.findall(term)
        options: list[list[tuple[Piece, ...]]] = []
        for run in runs:
            ways = [literally(run)]
            if len(run) <= _LONGEST_RUN and _LETTERS.fullmatch(run):
                ways = [pieces for _, pieces in self.ways(run)] + ways
            options.append(ways)
        total = 1
        for ways in options:
            total *= len(ways)
            if total > _WAYS_TOGETHER:
                options = [ways[:3] for ways in options]
        for count, chosen in enumerate(product(*options)):
            if count >= 4 * _WAYS_TOGETHER:
                break
            pieces = tuple(piece for part in chosen for piece in part)
            found.setdefault(pieces, manner_of(pieces))
        spellings = [Spelling(manner, pieces) for pieces, manner in found.items()]
        spellings.sort(key=lambda spelling: -spelling.manner)
        return tuple(spellings)

    def ways(self, run: str) -> list[_Way]:
        """The cheapest ways to cut a run of letters into pieces; an apostrophe always cuts.

        Works from the end, keeping the best few for each rest, so that long input stays cheap.
        """
        cuts: set[int] = set()
        letters = ""
        for letter in run:
            if letter == "'":
                cuts.add(len(letters))
            else:
                letters += letter
        size = len(letters)
        best: list[list[_Way]] = [[] for _ in range(size)] + [[(0, ())]]
        for start in range(size - 1, -1, -1):
            ways: list[_Way] = []
            for end in range(start + 1, min(size, start + _LONGEST_SYLLABLE) + 1):
                for cost, piece in self._pieces(letters[start:end], last=end == size):
                    ways += [(cost + rest, (piece, *more)) for rest, more in best[end]]
                if end in cuts:
                    break
            ways.sort(key=lambda way: way[0])
            best[start] = ways[:_WAYS]
        most = max(_DEAREST, 2 * best[0][0][0]) if best[0] else 0
        return [way for way in best[0] if way[0] <= most]

    def _pieces(self, letters: str, *, last: bool) -> list[tuple[int, Piece]]:
        """What these letters alone may be."""
        letters = plain_u(letters)
        found: list[tuple[int, Piece]] = []
        if letters in self.syllables and len(letters) > 1:
            found.append((_COST[PieceKind.SYLLABLE], Piece(PieceKind.SYLLABLE, letters)))
        if len(letters) == 1 or letters in _DIGRAPHS:
            starts = letters in self.beginnings or letters in self.syllables
            cost = _COST_INITIAL if starts else _COST_NO_INITIAL
            found.append((cost, Piece(PieceKind.PREFIX, letters)))
        elif last and letters in self.beginnings:
            cost = _COST[PieceKind.PREFIX] + (letters in self.syllables)
            found.append((cost, Piece(PieceKind.PREFIX, letters)))
        return found


def plain_u(syllable: str) -> str:
    """The standard spelling of one typed syllable: lue and nue are lve and nve, jv is ju."""
    if len(syllable) > 1:
        if syllable[1] == "v" and syllable[0] in "jqxy":
            return syllable[0] + "u" + syllable[2:]
        if syllable in ("lue", "nue"):
            return syllable[0] + "ve"
    return syllable


def is_initial(piece: Piece) -> bool:
    """Is it only the beginning of a syllable, as in fhsj?"""
    return piece.kind is PieceKind.PREFIX and (len(piece.value) == 1 or piece.value in _DIGRAPHS)


def manner_of(pieces: tuple[Piece, ...]) -> Manner:
    """How firmly a text that matches these pieces is what was meant."""
    count = len(pieces)
    characters = sum(piece.kind is PieceKind.CHARACTER for piece in pieces)
    syllables = sum(piece.kind is PieceKind.SYLLABLE for piece in pieces)
    if characters == count:
        return Manner.LITERAL
    if characters + syllables == count:
        return Manner.MIXED if characters else Manner.SOUND
    initials = sum(is_initial(piece) for piece in pieces)
    if initials == count:
        return Manner.INITIALS
    begun = characters + syllables == count - 1 and pieces[-1].kind is PieceKind.PREFIX
    return Manner.BEGUN if begun else Manner.BROKEN
