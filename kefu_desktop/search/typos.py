"""Spellings one slip away from what was typed, tried only when the exact ones find little.

Pinyin: a letter too many, too few or wrong within one syllable, two letters swapped anywhere, and
the pairs that accents do not tell apart (zh/z, ng/n, l/n, f/h). Characters: others of the same
sound, one wrong, one too many, one missing, two swapped. A slip in one syllable is looked up by
what is left when a letter is taken out of both, so no list of all wrong spellings is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kefu_desktop.search.pieces import Piece, PieceKind, Speller, Spelling, literally, plain_u
from kefu_desktop.search.ranking import Manner

_SHORTEST = 3
_LONGEST = 24
_PARTS = 3
"""Ways kept to read the untouched letters before or behind a slip."""
_SAME_START = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("f", "h"), ("r", "l"))
_SAME_END = (("ang", "an"), ("eng", "en"), ("ing", "in"), ("uang", "uan"), ("iang", "ian"))


class Slips:
    """Finds the spellings near a term."""

    __slots__ = ("_accents", "_without", "speller")

    def __init__(self, speller: Speller) -> None:
        self.speller = speller
        self._without: dict[str, set[str]] = defaultdict(set)
        for syllable in speller.syllables:
            for rest in _without_one(syllable):
                self._without[rest].add(syllable)
        self._accents = {s: self._accent(s) for s in speller.syllables}

    def _accent(self, syllable: str) -> frozenset[str]:
        """The syllables an accent may turn this one into; with itself."""
        starts = {syllable}
        for a, b in _SAME_START:
            for one, other in ((a, b), (b, a)):
                if syllable.startswith(one) and not (one in "zcs" and syllable[1:2] == "h"):
                    starts.add(other + syllable[len(one) :])
        both = set(starts)
        for start in starts:
            for a, b in _SAME_END:
                for one, other in ((a, b), (b, a)):
                    if start.endswith(one):
                        both.add(start[: -len(one)] + other)
        return frozenset(both & self.speller.syllables)

    def spellings(self, term: str) -> tuple[Spelling, ...]:
        """What may have been meant by a folded term, nearest first; none for SKUs and the like."""
        if term.isascii():
            letters = term.replace("'", "")
            if letters.isalpha() and _SHORTEST <= len(letters) <= _LONGEST:
                return self._of_letters(letters)
            return ()
        if 2 <= len(term) <= _LONGEST:
            return self._of_characters(term)
        return ()

    # Pinyin

    def _of_letters(self, letters: str) -> tuple[Spelling, ...]:
        found: dict[tuple[Piece, ...], Manner] = {}
        for place in range(len(letters) - 1):
            if letters[place] != letters[place + 1]:
                pair = letters[place + 1] + letters[place]
                swapped = letters[:place] + pair + letters[place + 2 :]
                for pieces in self._whole(swapped)[:2]:
                    found.setdefault(pieces, Manner.NEAR_TYPO)
        for pieces in self._whole(letters):
            accented = tuple(self._any_accent(piece) for piece in pieces)
            if accented != pieces:
                found.setdefault(accented, Manner.NEAR_TYPO)
        for pieces in self._slipped(letters):
            found.setdefault(pieces, Manner.NEAR_TYPO if len(letters) > 3 else Manner.FAR_TYPO)
        return tuple(Spelling(manner, pieces) for pieces, manner in found.items())

    def _any_accent(self, piece: Piece) -> Piece:
        if piece.kind is not PieceKind.SYLLABLE:
            return piece
        sounds = self._accents[piece.value]
        return Piece(PieceKind.SOUNDS, " ".join(sorted(sounds))) if len(sounds) > 1 else piece

    def _whole(self, letters: str, *, last: bool = True) -> list[tuple[Piece, ...]]:
        """The ways to read letters as whole syllables; the last may be unfinished."""
        size = len(letters)
        best: list[list[tuple[Piece, ...]]] = [[] for _ in range(size)] + [[()]]
        for start in range(size - 1, -1, -1):
            ways: list[tuple[Piece, ...]] = []
            for end in range(min(size, start + 6), start, -1):
                part = plain_u(letters[start:end])
                if part in self.speller.syllables and (len(part) > 1 or part in "aeo"):
                    ways += [(Piece(PieceKind.SYLLABLE, part), *rest) for rest in best[end]]
                elif last and end == size and len(part) > 1 and part in self.speller.beginnings:
                    ways.append((Piece(PieceKind.PREFIX, part),))
            ways.sort(key=len)
            best[start] = ways[:_PARTS]
        return best[0]

    def _slipped(self, letters: str) -> Iterable[tuple[Piece, ...]]:
        """One syllable replaced by those one letter away, the others as typed."""
        size = len(letters)
        for start in range(size):
            before = self._whole(letters[:start], last=False) if start else [()]
            if not before:
                continue
            for end in range(start + 1, min(size, start + 7) + 1):
                behind = self._whole(letters[end:]) if end < size else [()]
                if not behind:
                    continue
                near = self._near(letters[start:end])
                if not near or (size == end - start and size < 4):
                    continue
                piece = Piece(PieceKind.SOUNDS, " ".join(sorted(near)))
                yield from ((*b, piece, *a) for b in before[:1] for a in behind[:2])

    def _near(self, wrong: str) -> set[str]:
        """The syllables that one letter added, left out or replaced turns into `wrong`."""
        found: set[str] = set()
        for syllable in self._without.get(wrong, ()):
            found.add(syllable)
        for rest in _without_one(wrong):
            if rest in self.speller.syllables:
                found.add(rest)
            found |= {s for s in self._without.get(rest, ()) if _one_replaced(s, wrong)}
        found.discard(wrong)
        return {s for s in found if len(s) > 1}

    # Characters

    def _of_characters(self, term: str) -> tuple[Spelling, ...]:
        found: dict[tuple[Piece, ...], Manner] = {}
        found[tuple(Piece(PieceKind.ALIKE, c) for c in term)] = Manner.NEAR_TYPO
        row = literally(term)
        size = len(row)
        anything = Piece(PieceKind.ANY, "")
        if size >= 3:
            for place in range(size - 1):
                swapped = (*row[:place], row[place + 1], row[place], *row[place + 2 :])
                found.setdefault(swapped, Manner.NEAR_TYPO)
            for place in range(1, size):
                found.setdefault((*row[:place], anything, *row[place:]), Manner.NEAR_TYPO)
            for place in range(size):
                found.setdefault((*row[:place], *row[place + 1 :]), Manner.FAR_TYPO)
            for place in range(1, size - 1):
                found.setdefault((*row[:place], anything, *row[place + 1 :]), Manner.FAR_TYPO)
        return tuple(Spelling(manner, pieces) for pieces, manner in found.items())


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _one_replaced(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
