"""Spellings one slip away from what was typed, tried only when the exact ones find little.

Pinyin: a letter too many, too few or wrong within one syllable, two letters swapped anywhere, and
the pairs that accents do not tell apart (zh/z, ng/n, l/n, f/h). Characters: others of the same
sound, one wrong, one too many, one missing, two swapped; and a number in the other script. A slip
in one syllable is looked up by what is left when a letter is taken out of both, so no list of all
wrong spellings is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from kefu_desktop.search.numerals import otherwise
from kefu_desktop.search.pieces import Piece, PieceKind, Speller, Spelling, literally, plain_u
from kefu_desktop.search.ranking import Manner
from kefu_desktop.search.remembered import Remembered

_SHORTEST = 3
_LONGEST = 24
_PARTS = 3
"""Ways kept to read the untouched letters behind a slip."""
_TRIED = 16
"""Spellings looked up for one term, likely slips first."""

_REMEMBERED = 2000

_Near = tuple[tuple[Manner, Piece], ...]
_Behind = list[list[tuple[Piece, ...]]]
_Before = list[tuple[Piece, ...] | None]

_SAME_START = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("f", "h"), ("r", "l"))
_SAME_END = (("ang", "an"), ("eng", "en"), ("ing", "in"), ("uang", "uan"), ("iang", "ian"))
_NEIGHBOURS = {
    "q": "wa", "w": "qeas", "e": "wrsd", "r": "etdf", "t": "ryfg", "y": "tugh", "u": "yihj",
    "i": "uojk", "o": "ipkl", "p": "ol", "a": "qwsz", "s": "awedxz", "d": "serfcx",
    "f": "drtgvc", "g": "ftyhbv", "h": "gyujnb", "j": "huikmn", "k": "jiolm", "l": "kop",
    "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
"""The keys beside each key of a Latin keyboard."""


class Slips:
    """Finds the spellings near a term."""

    __slots__ = ("_accented", "_but_one", "_near_of", "_read", "_remembered", "_without", "speller")

    def __init__(self, speller: Speller) -> None:
        self.speller = speller
        self._without: dict[str, set[str]] = defaultdict(set)
        self._but_one: dict[str, list[str]] = defaultdict(list)
        for syllable in speller.syllables:
            for rest in _without_one(syllable):
                self._without[rest].add(syllable)
            for place in range(len(syllable)):
                self._but_one[f"{syllable[:place]}*{syllable[place + 1 :]}"].append(syllable)
        self._near_of = Remembered[str, _Near](_REMEMBERED)
        self._accented = {
            Piece(PieceKind.SYLLABLE, s): _one_of(self._accent(s)) for s in speller.syllables
        }
        typed = {s for s in speller.syllables if len(s) > 1 or s in "aeo"}
        typed |= {s[0] + "v" + s[2:] for s in typed if s[1:2] == "u"} | {"lue", "nue"}
        self._read = {
            letters: Piece(PieceKind.SYLLABLE, plain_u(letters))
            for letters in typed
            if plain_u(letters) in speller.syllables
        }
        """Each whole syllable as it may be typed."""
        self._remembered = Remembered[str, tuple[Spelling, ...]](_REMEMBERED)

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
        known = self._remembered.get(term)
        return self._remembered.keep(term, self._find(term)) if known is None else known

    def _find(self, term: str) -> tuple[Spelling, ...]:
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
        behind, before = self._behind(letters), self._before(letters)
        found: dict[tuple[Piece, ...], Manner] = {}
        for pieces in behind[0]:
            accented = tuple(self._accented.get(piece, piece) for piece in pieces)
            if accented != pieces and len(pieces) > 1:
                found.setdefault(accented, Manner.NEAR_TYPO)
        for pieces in self._crossed(letters, before, behind):
            found.setdefault(pieces, Manner.NEAR_TYPO)
        fewest = min(map(len, found), default=len(letters))
        for manner, pieces in self._slipped(letters, before, behind, fewest):
            found.setdefault(pieces, manner)
        fewest = min(map(len, found), default=0)
        spellings = [
            Spelling(manner, pieces)
            for pieces, manner in found.items()
            if len(pieces) <= fewest + 1
        ]
        spellings.sort(key=lambda spelling: (-spelling.manner, len(spelling.pieces)))
        return tuple(spellings[:_TRIED])

    def _behind(self, letters: str) -> _Behind:
        """For each place the ways to read what follows; its last syllable may be unfinished."""
        size = len(letters)
        best: _Behind = [[] for _ in range(size)] + [[()]]
        for start in range(size - 1, -1, -1):
            ways: list[tuple[Piece, ...]] = []
            for end in range(min(size, start + 6), start, -1):
                piece = self._read.get(letters[start:end])
                if piece is not None:
                    ways += [(piece, *rest) for rest in best[end]]
                elif end == size and end - start > 1:
                    part = plain_u(letters[start:end])
                    if part in self.speller.beginnings:
                        ways.append((Piece(PieceKind.PREFIX, part),))
            ways.sort(key=len)
            best[start] = ways[:_PARTS]
        return best

    def _before(self, letters: str) -> _Before:
        """For each place the best way to read what precedes it as whole syllables."""
        best: _Before = [()] + [None] * len(letters)
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - 6), end):
                before = best[start]
                piece = self._read.get(letters[start:end]) if before is not None else None
                if before is not None and piece is not None:
                    known = best[end]
                    if known is None or len(before) + 1 < len(known):
                        best[end] = (*before, piece)
        return best

    def _crossed(
        self, letters: str, before: _Before, behind: _Behind
    ) -> Iterable[tuple[Piece, ...]]:
        """The last letter of a syllable swapped with the first of the next (fhauo for fahuo)."""
        for cut in range(1, len(letters)):
            left, right = letters[cut - 1], letters[cut]
            if left == right:
                continue
            for start in range(max(0, cut - 6), cut):
                head = before[start]
                if head is None:
                    continue
                first = self._read.get(letters[start : cut - 1] + right)
                if first is None:
                    continue
                for end in range(cut + 1, min(len(letters), cut + 6) + 1):
                    second = self._read.get(left + letters[cut + 1 : end])
                    if behind[end] and second is not None:
                        yield (*head, first, second, *behind[end][0])

    def _slipped(
        self, letters: str, before: _Before, behind: _Behind, fewest: int
    ) -> Iterable[tuple[Manner, tuple[Piece, ...]]]:
        """One syllable replaced by those one slip away, the others as typed; rows of two pieces
        more than the `fewest` there are do not count.

        A term that is one syllable only could become too many others to say anything, so there
        only letters that are all there count.
        """
        size = len(letters)
        for start in range(size):
            head = before[start]
            if head is None:
                continue
            for end in range(start + 1, min(size, start + 7) + 1):
                if not behind[end]:
                    continue
                tail = behind[end][0]
                pieces = len(head) + 1 + len(tail)
                if pieces > fewest + 1:
                    continue
                wrong = letters[start:end]
                if end - start == size:
                    near = _near((_swapped(wrong) & self.speller.syllables) - {wrong}, ())
                else:
                    near = self._near(wrong)
                for manner, piece in near:
                    fewest = min(fewest, pieces)
                    yield manner, (*head, piece, *tail)

    def _near(self, wrong: str) -> _Near:
        """The syllables that one slip turns into `wrong`: likely ones, and others.

        Likely are two letters swapped, one left out or doubled, and the neighbour of a key.
        """
        known = self._near_of.get(wrong)
        if known is not None:
            return known
        syllables = self.speller.syllables
        likely = set(self._without.get(wrong, ())) | (_swapped(wrong) & syllables)
        others: set[str] = set()
        for place, letter in enumerate(wrong):
            head, tail = wrong[:place], wrong[place + 1 :]
            if head + tail in syllables:
                (likely if letter in head or letter in tail else others).add(head + tail)
            for syllable in self._but_one.get(f"{head}*{tail}", ()):
                near = syllable[place] in _NEIGHBOURS[letter]
                (likely if near else others).add(syllable)
        likely = {s for s in likely if len(s) > 1 and s != wrong}
        others = {s for s in others if len(s) > 1 and s != wrong} - likely
        return self._near_of.keep(wrong, _near(likely, others))

    # Characters

    def _of_characters(self, term: str) -> tuple[Spelling, ...]:
        """Slips of an input method; digits, letters and punctuation stand as typed."""
        found: dict[tuple[Piece, ...], Manner] = {}
        found[tuple(self._alike(c) for c in term)] = Manner.NEAR_TYPO
        row = literally(term)
        size = len(row)
        anything = Piece(PieceKind.ANY, "")
        loose = [_is_ideograph(character) for character in term]
        if size >= 3:
            for place in range(size - 1):
                if loose[place] and loose[place + 1]:
                    swapped = (*row[:place], row[place + 1], row[place], *row[place + 2 :])
                    found.setdefault(swapped, Manner.NEAR_TYPO)
            for place in range(1, size):
                if loose[place - 1] and loose[place]:
                    found.setdefault((*row[:place], anything, *row[place:]), Manner.NEAR_TYPO)
            for place in range(size):
                if loose[place]:
                    found.setdefault((*row[:place], *row[place + 1 :]), Manner.FAR_TYPO)
            for place in range(1, size - 1):
                if loose[place]:
                    wrong = (*row[:place], anything, *row[place + 1 :])
                    found.setdefault(wrong, Manner.FAR_TYPO)
        for other in otherwise(term):
            found[literally(other)] = Manner.NEAR_TYPO
        found.pop(row, None)
        return tuple(Spelling(manner, pieces) for pieces, manner in found.items())

    def _alike(self, character: str) -> Piece:
        kind = PieceKind.ALIKE if _is_ideograph(character) else PieceKind.CHARACTER
        return Piece(kind, character)


def _is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _near(likely: Collection[str], others: Collection[str]) -> _Near:
    both = (Manner.NEAR_TYPO, likely), (Manner.FAR_TYPO, others)
    return tuple((manner, _one_of(syllables)) for manner, syllables in both if syllables)


def _one_of(syllables: Iterable[str]) -> Piece:
    names = sorted(syllables)
    if len(names) == 1:
        return Piece(PieceKind.SYLLABLE, names[0])
    return Piece(PieceKind.SOUNDS, " ".join(names))


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _swapped(word: str) -> set[str]:
    return {
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(len(word) - 1)
    }
