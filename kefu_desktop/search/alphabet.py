"""Numbers for the characters that occur, and for each piece the characters it may stand for.

One alphabet serves all segments of an index and only grows, so a number never changes its meaning.
Number 0 is the separator between texts and matches nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kefu_desktop.search.pieces import Piece, PieceKind
from kefu_desktop.search.readings import FlatReadings, Readings
from kefu_desktop.search.remembered import Remembered
from kefu_desktop.search.text import PLANES_END, Points

Codes = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
"""Characters by their number in the alphabet; 16 bits as long as that is enough."""

Bits = npt.NDArray[np.uint64]
"""For each 64 of the syllables a row, with a bit in it for each of them, by character number."""

RARE = 1
COMMON = 2
LETTERS = 26
BITS = {chr(97 + i): i for i in range(LETTERS)} | {"zh": 26, "ch": 27, "sh": 28}
"""The bit of each initial in `Alphabet.bits`."""


_NO_LEVELS = np.zeros(0, dtype=np.uint8)
_REMEMBERED = 4000


class Table(Struct, frozen=True, eq=False):
    """The characters one piece may stand for."""

    level: npt.NDArray[np.uint8]
    """By character number: 0 no, RARE by a rare reading only, COMMON. Empty when `only` says it."""
    numbers: npt.NDArray[np.int64]
    """Those above 0, ascending."""
    has_rare: bool
    only: int
    """The one character there is, or -1 when there are none or several."""


class Alphabet:
    """All characters met so far, with their readings."""

    __slots__ = (
        "_far",
        "_heard",
        "_near",
        "_owners",
        "_readings",
        "_sound_of",
        "_spans",
        "_tables",
        "bits",
        "initials",
        "points",
        "read_as",
        "sounded",
    )

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._near = np.zeros(PLANES_END, dtype=np.int32)
        self._far: dict[int, int] = {}
        self._sound_of = {syllable: i for i, syllable in enumerate(readings.syllables)}
        self.points = np.zeros(1, dtype=np.uint32)
        """Code point of each number."""
        self._arrange()

    def __len__(self) -> int:
        return int(self.points.size)

    def encode(self, points: Points) -> Codes:
        """Numbers of folded characters; those never met are taken in."""
        if points.size == 0:
            return np.zeros(0, dtype=np.uint16)
        far = points >= PLANES_END
        if far.any():
            numbers = self._encode_far(points, far)
        else:
            numbers = self._near[points]
            if not numbers.all():
                self._take_in(_distinct(points[numbers == 0], PLANES_END))
                numbers = self._near[points]
        if len(self) <= 0xFFFF:
            return numbers.astype(np.uint16)
        return numbers.astype(np.uint32)

    def _encode_far(self, points: Points, far: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
        near = points[~far]
        self._take_in(_distinct(near[self._near[near] == 0], PLANES_END))
        strangers = np.array(sorted(set(points[far].tolist())), dtype=np.uint32)
        self._take_in(np.array([p for p in strangers.tolist() if p not in self._far], np.uint32))
        numbers = np.zeros(points.size, dtype=np.int32)
        numbers[~far] = self._near[near]
        values = np.array([self._far[p] for p in strangers.tolist()], dtype=np.int32)
        numbers[far] = values[np.searchsorted(strangers, points[far])]
        return numbers

    def _take_in(self, points: Points) -> None:
        if points.size == 0:
            return
        start = len(self)
        self.points = np.concatenate((self.points, points))
        low = points < PLANES_END
        numbers = np.arange(start, start + points.size, dtype=np.int32)
        self._near[points[low]] = numbers[low]
        self._far.update(zip(points[~low].tolist(), numbers[~low].tolist(), strict=True))
        self._arrange()

    def _arrange(self) -> None:
        """Sorts the readings of all characters by syllable: a beginning is a range of syllables."""
        self._heard = flat = self._readings.flat(self.points)
        order = np.lexsort((flat.common, flat.syllables))
        syllables = flat.syllables[order]
        self._owners = flat.owners[order]
        numbers = np.arange(len(self._readings.syllables))
        starts = np.searchsorted(syllables, numbers).tolist()
        ends = [*starts[1:], syllables.size]
        rare = np.bincount(syllables[~flat.common[order]], minlength=numbers.size).tolist()
        self._spans = {
            syllable: (start, start + seldom, end)
            for syllable, start, seldom, end in zip(
                self._readings.syllables, starts, rare, ends, strict=True
            )
            if end > start
        }
        """Of each syllable the part of the owners with a rare and with a common reading."""
        self._tables = Remembered[Piece, Table](_REMEMBERED)
        first = np.array([BITS[s[0]] for s in self._readings.syllables], dtype=np.int64)
        self.sounded = self._sounded()
        """Each character with each of its sounds, rare ones too: numbers of characters, ascending,
        and beside them numbers of sounds.
        """
        self.bits = self._bits(flat.owners, flat.syllables, flat.common, first)
        """For each character the initials its common readings begin with, a bit each."""
        self.read_as = self._read_as_bits(flat)
        """The syllables that each character is commonly read as."""
        self.initials = self._initials(flat.owners, first[flat.syllables])
        """Rows of the letters that readings begin with, 255 where there are no more."""

    def _bits(
        self,
        owners: npt.NDArray[np.int64],
        syllables: npt.NDArray[np.int64],
        common: npt.NDArray[np.bool_],
        first: npt.NDArray[np.int64],
    ) -> npt.NDArray[np.uint32]:
        digraph = np.array([BITS.get(s[:2], -1) for s in self._readings.syllables])
        masks = (1 << first) | np.where(digraph >= 0, 1 << np.maximum(digraph, 0), 0)
        bits = np.zeros(len(self), dtype=np.uint32)
        np.bitwise_or.at(bits, owners[common], masks[syllables[common]].astype(np.uint32))
        for letter in range(LETTERS):
            number = int(self._near[97 + letter])
            if number:
                bits[number] |= np.uint32(1 << letter)
        return bits

    def _read_as_bits(self, flat: FlatReadings) -> Bits:
        owners, syllables = flat.owners[flat.common], flat.syllables[flat.common]
        bits = np.zeros((-(-len(self._readings.syllables) // 64), len(self)), dtype=np.uint64)
        np.bitwise_or.at(
            bits, (syllables >> 6, owners), np.uint64(1) << (syllables & 63).astype(np.uint64)
        )
        return bits

    def _sounds_of(self, number: int) -> list[int]:
        owners, sounds = self.sounded
        start, end = owners.searchsorted((number, number + 1)).tolist()
        found: list[int] = sounds[start:end].tolist()
        return found

    def _sounded(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        numbers = self._near[ord("a") : ord("a") + LETTERS]
        latin = np.flatnonzero(numbers)
        owners = np.concatenate((self._heard.owners, numbers[latin].astype(np.int64)))
        sounds = np.concatenate((self._heard.syllables, latin + len(self._readings.syllables)))
        order = np.argsort(owners, kind="stable")
        return owners[order], sounds[order]

    def _initials(
        self, owners: npt.NDArray[np.int64], letters: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.uint8]:
        numbers = self._near[97 : 97 + LETTERS]
        latin = np.flatnonzero(numbers)
        pairs = np.concatenate(
            (owners * 32 + letters, numbers[latin].astype(np.int64) * 32 + latin)
        )
        pairs = _distinct(pairs, len(self) * 32).astype(np.int64)
        owner, letter = pairs >> 5, pairs & 31
        rank = np.arange(owner.size) - np.searchsorted(owner, owner)
        rows = np.full((int(rank.max(initial=0)) + 1, len(self)), 255, dtype=np.uint8)
        rows[rank, owner] = letter
        return rows

    def table(self, piece: Piece) -> Table:
        """The characters of a piece. A new character makes new tables."""
        known = self._tables.get(piece)
        return self._tables.keep(piece, self._table(piece)) if known is None else known

    def _table(self, piece: Piece) -> Table:
        if piece.kind is PieceKind.CHARACTER:
            only = self.number(piece.value)
            return Table(_NO_LEVELS, np.array([only] if only else [], np.int64), False, only or -1)
        level = np.zeros(len(self), dtype=np.uint8)
        kind, value = piece
        if kind is PieceKind.ANY:
            level[1:] = COMMON
        elif kind is PieceKind.SOUNDS:
            self._mark(level, value.split())
        elif kind is PieceKind.SYLLABLE:
            self._mark(level, [value])
        elif kind is PieceKind.PREFIX:
            self._mark(level, self._begun_with(value))
        elif kind is PieceKind.ALIKE:
            self._mark(level, self._read_as(value))
        if kind is PieceKind.ALIKE or (kind is PieceKind.PREFIX and len(value) == 1):
            number = self.number(value)
            if number:
                level[number] = COMMON
        numbers = np.flatnonzero(level)
        return Table(level, numbers, bool((level == RARE).any()), -1)

    def _read_as(self, character: str) -> Sequence[str]:
        syllables, number = self._readings.syllables, self.number(character)
        if not number:
            return self._readings.of(character)
        return [syllables[s] for s in self._sounds_of(number) if s < len(syllables)]

    def _begun_with(self, letters: str) -> Sequence[str]:
        syllables = self._readings.syllables
        return syllables[bisect_left(syllables, letters) : bisect_left(syllables, letters + "~")]

    def _mark(self, level: npt.NDArray[np.uint8], syllables: Iterable[str]) -> None:
        """Enters the characters read so; a common reading counts more than a rare one."""
        spans = [self._spans[syllable] for syllable in syllables if syllable in self._spans]
        if not spans:
            return
        for mark, parts in (
            (RARE, [self._owners[start:common] for start, common, _ in spans]),
            (COMMON, [self._owners[common:end] for _, common, end in spans]),
        ):
            level[np.concatenate(parts)] = mark

    # What is heard

    @property
    def sound_count(self) -> int:
        """How many sounds there are: the syllables in their order, then the Latin letters."""
        return len(self._readings.syllables) + LETTERS

    def sounds(self, piece: Piece) -> int:
        """A bit for each sound a piece may have in a text; 0 if it may have none of them.

        A character that sounds like one never met has its readings, so that is 0 too.
        """
        syllables = self._readings.syllables
        kind, value = piece
        bits = 0
        if kind is PieceKind.PREFIX:
            begun = range(bisect_left(syllables, value), bisect_left(syllables, value + "~"))
            bits = (1 << begun.stop) - (1 << begun.start)
        elif kind is PieceKind.SYLLABLE or kind is PieceKind.SOUNDS:
            for syllable in value.split():
                bits |= 1 << self._sound_of[syllable]
        elif kind is not PieceKind.ANY:
            for sound in self._sounds_of(self.number(value)):
                bits |= 1 << sound
        if kind is PieceKind.PREFIX and len(value) == 1 and "a" <= value <= "z":
            bits |= 1 << (len(syllables) + ord(value) - ord("a"))
        return bits

    def number(self, character: str) -> int:
        """The number of one folded character, 0 if it never occurred."""
        point = ord(character)
        return int(self._near[point]) if point < PLANES_END else self._far.get(point, 0)


def _distinct(numbers: Points | npt.NDArray[np.int64], end: int) -> Points:
    """Each of the numbers below ``end`` once, ascending: np.unique without sorting millions of
    them, and without loading the masked arrays that it asks about (2 MB of code).
    """
    seen = np.zeros(end, dtype=np.bool_)
    seen[numbers] = True
    return np.flatnonzero(seen).astype(np.uint32)
