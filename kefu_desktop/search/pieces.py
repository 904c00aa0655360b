"""Reads typed letters and characters as pieces, each of which stands for one character of a text.

"fahuosj" is fa·huo·s·j, but also f·a·h·…: a term has several spellings and all of them count, the
better ones more. A spelling of n pieces matches n characters in a row, so its place is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import chain, islice, product
from operator import itemgetter
from string import ascii_lowercase
from typing import Any, NamedTuple

from kefu_desktop.search.ranking import Manner
from kefu_desktop.search.remembered import Remembered


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
_REMEMBERED = 2000
_COST = {PieceKind.SYLLABLE: 10, PieceKind.PREFIX: 12}
_COST_INITIAL = 16
_COST_NO_INITIAL = 26
"""A letter no syllable begins with can only be itself, in a text that holds Latin words."""

_DEAREST = 48
"""Three initials are always tried; else a way may cost twice the cheapest one."""

_Way = tuple[int, tuple[Piece, ...]]
"""What a way to cut letters costs, and its pieces."""
_Link = tuple[int, Piece | None, Any]
"""The same as a chain: what it costs, the first piece, and the rest, again so. Most ways are
dropped again, so their pieces are only put together for those that stay."""


def literally(text: str) -> tuple[Piece, ...]:
    """Each character stands for itself."""
    return tuple(Piece(PieceKind.CHARACTER, character) for character in text)


class Speller:
    """Knows the syllables of pinyin and finds the spellings of a term."""

    __slots__ = ("_remembered", "_single", "beginnings", "syllables")

    def __init__(self, syllables: Iterable[str]) -> None:
        self.syllables = frozenset(syllables)
        self.beginnings = frozenset(s[:end] for s in self.syllables for end in range(1, len(s)))
        self._remembered = Remembered[str, tuple[Spelling, ...]](_REMEMBERED)
        known = {*self.syllables, *self.beginnings, *ascii_lowercase}
        known |= {one[0] + "v" + one[2:] for one in known if one[1:2] == "u"} | {"lue", "nue"}
        self._single = {
            (part, last): alone
            for part in known
            for last in (False, True)
            if (alone := tuple(self._alone(plain_u(part), last)))
        }
        """What each part of a run may be alone, with what it costs, for those that are anything;
        whether it is the last one.
        """

    def usual_pieces(self) -> Iterable[Piece]:
        """Every whole syllable and every initial: what nearly all pinyin typed is cut into."""
        for syllable in self.syllables:
            yield Piece(PieceKind.SYLLABLE, syllable)
        for initial in {s[0] for s in self.syllables}.union(_DIGRAPHS):
            yield Piece(PieceKind.PREFIX, initial)

    def spellings(self, term: str) -> tuple[Spelling, ...]:
        """All that a folded term without blanks may mean, best manner first; never empty."""
        known = self._remembered.get(term)
        return self._remembered.keep(term, self._find(term)) if known is None else known

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
        for chosen in islice(product(*options), 4 * _WAYS_TOGETHER):
            pieces = chosen[0] if len(chosen) == 1 else tuple(chain.from_iterable(chosen))
            if pieces not in found:
                found[pieces] = manner_of(pieces)
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
        best: list[list[_Link]] = [[] for _ in range(size)] + [[(0, None, None)]]
        for start in range(size - 1, -1, -1):
            ways: list[_Link] = []
            for end in range(start + 1, min(size, start + _LONGEST_SYLLABLE) + 1):
                rests = best[end]
                for cost, piece in self._single.get((letters[start:end], end == size), ()):
                    ways += [(cost + rest[0], piece, rest) for rest in rests]
                if end in cuts:
                    break
            ways.sort(key=itemgetter(0))
            best[start] = ways[:_WAYS]
        most = max(_DEAREST, 2 * best[0][0][0]) if best[0] else 0
        return [(way[0], _unchained(way)) for way in best[0] if way[0] <= most]

    def _alone(self, letters: str, last: bool) -> Iterator[tuple[int, Piece]]:
        if letters in self.syllables and len(letters) > 1:
            yield _COST[PieceKind.SYLLABLE], Piece(PieceKind.SYLLABLE, letters)
        if len(letters) == 1 or letters in _DIGRAPHS:
            starts = letters in self.beginnings or letters in self.syllables
            cost = _COST_INITIAL if starts else _COST_NO_INITIAL
            yield cost, Piece(PieceKind.PREFIX, letters)
        elif last and letters in self.beginnings:
            cost = _COST[PieceKind.PREFIX] + (letters in self.syllables)
            yield cost, Piece(PieceKind.PREFIX, letters)


def _unchained(link: _Link) -> tuple[Piece, ...]:
    pieces = []
    _, piece, rest = link
    while piece is not None:
        pieces.append(piece)
        _, piece, rest = rest
    return tuple(pieces)


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
    characters = syllables = initials = 0
    for piece in pieces:
        kind = piece.kind
        if kind is PieceKind.CHARACTER:
            characters += 1
        elif kind is PieceKind.SYLLABLE:
            syllables += 1
        elif is_initial(piece):
            initials += 1
    count = len(pieces)
    if characters == count:
        return Manner.LITERAL
    if characters + syllables == count:
        return Manner.MIXED if characters else Manner.SOUND
    if initials == count:
        return Manner.INITIALS
    begun = characters + syllables == count - 1 and pieces[-1].kind is PieceKind.PREFIX
    return Manner.BEGUN if begun else Manner.BROKEN
