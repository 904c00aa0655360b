"""Which of many texts may be alike, found without comparing each with each.

A text is a set of shingles, its pairs of neighbouring characters. Its sketch says, for each of many
orders of all shingles, which of its own comes first: two texts agree in about as much of their
sketches as they have shingles in common (MinHash), and those that agree in a whole band are worth
comparing (locality-sensitive hashing). Nothing is drawn by chance: the same texts, the same answer.

In a short text one character is much. Texts that differ in one are therefore found apart from that,
and for certain: by what is left of them when any one character is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kefu_desktop.core.watching import Watch
from kefu_desktop.search.text import points_of

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Shingles = npt.NDArray[np.uint32]
Shares = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

BANDS, ROWS = 24, 6
"""Of texts with three quarters of all their shingles in common 98.8 % meet in a band, with nine
tenths all but one in ten million.
"""

NEIGHBOURS = 16
"""With how many behind it in its bucket a text is paired. As each of these has its own, a bucket of
any size hangs together, and 10,000 texts that differ in a number do not make 50 million pairs.
"""

SHORT = 32
"""Up to so many characters a text that differs in one is found for certain. A longer one shares so
much with it that one pair in ten million is missed.
"""

AGREEMENT = 0.63
"""Texts whose sketches agree in less are not worth comparing: with three quarters in common that
happens once in seven hundred times.
"""

_CHUNK = 1_000
"""So many texts or pairs are worked on at a time: their arrays stay in the processor's cache."""

_BASE = 0x9E3779B97F4A7C15


class Pairs(NamedTuple):
    """Pairs of texts by their numbers: ``first[i] < second[i]``, each pair once, ascending."""

    first: Numbers
    second: Numbers

    def only(self, kept: Mask) -> Pairs:
        """Gives those for which ``kept`` is true."""
        return Pairs(self.first[kept], self.second[kept])

    def cut(self) -> Iterator[Pairs]:
        """Gives them some thousand at a time."""
        for at in range(0, self.first.size, _CHUNK):
            yield Pairs(self.first[at : at + _CHUNK], self.second[at : at + _CHUNK])


class Sketches:
    """The shingles and sketches of many texts, each text known by its number."""

    __slots__ = ("_drawn", "_shingles", "_starts")

    def __init__(self, texts: Sequence[str], watch: Watch) -> None:
        """Sketches ``texts``, none of them empty; tells how many are done."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self._starts = np.concatenate(([0], np.cumsum(lengths + 1)))
        self._shingles = np.empty(self._starts[-1], np.uint32)
        self._drawn = np.empty((len(texts), BANDS * ROWS), np.uint32)
        orders = _orders()
        for begin in range(0, len(texts), _CHUNK):
            end = min(begin + _CHUNK, len(texts))
            watch.tell(begin, len(texts))
            starts = self._starts[begin : end + 1] - self._starts[begin]
            shingles = _shingles(texts[begin:end], starts)
            self._shingles[self._starts[begin] : self._starts[end]] = shingles
            drawn = np.empty((len(orders), end - begin), np.uint32)
            for number, (twist, factor) in enumerate(orders):
                ranks = (shingles ^ twist) * factor
                np.minimum.reduceat(ranks, starts[:-1], out=drawn[number])
            self._drawn[begin:end] = drawn.T

    def candidates(self, least: float, watch: Watch) -> Pairs:
        """Gives the pairs that are worth comparing if a likeness of ``least`` is looked for; tells
        how many have been looked at.
        """
        count = len(self._drawn)
        numbers = np.arange(count)
        met = Meeting(count)
        for band in range(BANDS):
            watch.tell(0)
            keys = np.zeros(count, np.uint64)
            for row in self._drawn.T[band * ROWS : (band + 1) * ROWS]:
                keys = _mixed(keys ^ row)
            met.take(keys, numbers)
        kept: list[Mask] = []
        pairs = met.pairs()
        # What the longer has more is not shared, whatever the rest may be.
        first, second = (np.diff(self._starts)[side] for side in pairs)
        pairs = pairs.only(2 * np.minimum(first, second) >= least * (first + second))
        for some in pairs.cut():
            watch.tell(len(kept) * _CHUNK, pairs.first.size)
            same = self._drawn.take(some.first, 0) == self._drawn.take(some.second, 0)
            # There are fewer than 256 places, and bytes are added up five times as quickly.
            agreeing = same.view(np.uint8).sum(axis=1, dtype=np.uint8)
            kept.append(agreeing >= AGREEMENT * BANDS * ROWS)
        return pairs.only(np.concatenate(kept)) if kept else pairs

    def agreement(self, one: int, other: int) -> float:
        """Gives in how much of their sketches two texts agree: about the share of all their
        shingles that they have in common.
        """
        return float(np.count_nonzero(self._drawn[one] == self._drawn[other]) / (BANDS * ROWS))

    def likeness(self, pairs: Pairs, watch: Watch) -> Shares:
        """Gives how alike the texts of each pair are: twice the shingles they share by the shingles
        they have (Sørensen and Dice). 1 for the same text, 0 for nothing in common.
        """
        alike: list[Shares] = []
        for some in pairs.cut():
            watch.tell(len(alike) * _CHUNK, pairs.first.size)
            alike.append(self._alike(some))
        return np.concatenate(alike) if alike else np.empty(0)

    def _alike(self, pairs: Pairs) -> Shares:
        count = pairs.first.size
        numbers = np.concatenate(pairs)
        starts = self._starts[numbers]
        lengths = self._starts[numbers + 1] - starts
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)
        owners = np.repeat(np.tile(np.arange(count, dtype=np.uint64), 2), lengths)
        # A text has each of its shingles once: one that is here twice is in both texts of a pair.
        keys = np.sort(owners << np.uint64(32) | self._shingles[places])
        shared = keys[~_fresh(keys)] >> np.uint64(32)
        both = np.bincount(shared.astype(np.int64), minlength=count)
        shares: Shares = 2 * both / (lengths[:count] + lengths[count:])
        return shares


class Meeting:
    """Collects who meets whom under a key."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._met = [np.empty(0, np.int64)]

    def take(self, keys: Hashes, owners: Numbers) -> None:
        """Lets owners of the same key meet, each with :data:`NEIGHBOURS` behind it. ``owners`` are
        numbers below the count, ascending; one that has several keys is in it several times.
        """
        order = np.argsort(keys, kind="stable")
        keys, owners = keys[order], owners[order]
        for step in range(1, NEIGHBOURS + 1):
            same = np.flatnonzero(keys[step:] == keys[:-step])
            if not same.size:
                break
            first, second = owners[same], owners[same + step]
            self._met.append((first * self._count + second)[first != second])

    def pairs(self) -> Pairs:
        """Gives those who have met."""
        met = np.sort(np.concatenate(self._met))
        return Pairs(*np.divmod(met[_fresh(met)], max(1, self._count)))


def one_apart(texts: Sequence[str]) -> Pairs:
    """Gives the pairs of different texts of up to :data:`SHORT` characters in which one is other,
    missing, too many or elsewhere.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    short = np.flatnonzero(lengths <= SHORT)
    keys = [np.empty(0, np.uint64)]
    for at in range(0, short.size, _CHUNK):
        some = short[at : at + _CHUNK]
        keys.append(_with_one_left_out([texts[number] for number in some.tolist()], lengths[some]))
    met = Meeting(len(texts))
    met.take(np.concatenate(keys), np.repeat(short, lengths[short] + 1))
    return met.pairs()


def _with_one_left_out(texts: Sequence[str], lengths: Numbers) -> Hashes:
    """Gives a number for what is left of each text without its first character, without its second
    and so on, and one for the whole; short texts only. The same is left under the same number.
    """
    # A text is the sum of its letters, each times a power that says at which place it stands, all
    # modulo 2⁶⁴. What is behind a letter left out moves up a place, so it has one power less. The
    # nothing behind each text can be left out too, and then the text is whole.
    starts = np.concatenate(([0], np.cumsum(lengths + 1)))
    codes = points_of("\0".join((*texts, "")))
    owners = np.repeat(np.arange(len(texts)), lengths + 1)
    letters = np.where(codes == 0, np.uint64(0), _mixed(codes.astype(np.uint64)))
    powers = np.array([pow(_BASE, place, 1 << 64) for place in range(SHORT + 1)], np.uint64)
    terms = letters * powers[np.arange(codes.size) - starts[owners]]
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(terms, dtype=np.uint64)))
    before = sums[:-1] - sums[starts[owners]]
    behind = sums[starts[owners + 1]] - sums[1:]
    left: Hashes = before + behind * np.uint64(pow(_BASE, -1, 1 << 64))
    return left


def _shingles(texts: Sequence[str], starts: Numbers) -> Shingles:
    """Cuts texts into shingles: of n characters n + 1, as its ends are shingles too. ``starts`` is
    where each text's begin, and where the last one's end. What occurs again is another shingle.
    """
    codes = points_of("\0" + "\0".join(texts) + "\0").astype(np.uint64)
    owners = np.repeat(np.arange(len(texts), dtype=np.uint64), np.diff(starts))
    cut = _mixed(codes[:-1] << np.uint64(32) | codes[1:]) >> np.uint64(32)
    keys = np.sort(owners << np.uint64(32) | cut)
    places = np.arange(keys.size, dtype=np.uint64)
    again = places - np.maximum.accumulate(np.where(_fresh(keys), places, np.uint64(0)))
    cut = keys & np.uint64(0xFFFFFFFF)
    return (_mixed(again << np.uint64(32) | cut) >> np.uint64(32)).astype(np.uint32)


def _fresh(ascending: npt.NDArray[np.generic]) -> Mask:
    """Where a number stands that is not the one before it."""
    fresh = np.ones(ascending.size, np.bool_)
    fresh[1:] = ascending[1:] != ascending[:-1]
    return fresh


def _orders() -> list[tuple[np.uint32, np.uint32]]:
    """An order of all shingles for each place of a sketch: what to twist and multiply them with."""
    noise = _mixed(np.arange(1, 2 * BANDS * ROWS + 1, dtype=np.uint64)).astype(np.uint32)
    return list(zip(noise[::2], noise[1::2] | np.uint32(1), strict=True))


def _mixed(numbers: Hashes) -> Hashes:
    """Spreads numbers over 64 bits, one to one (the finish of SplitMix64)."""
    numbers = numbers + np.uint64(_BASE)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
