"""Which words and characters two texts say differently, for showing them side by side.

The cost is bounded whatever the texts are: long ones are compared sentence by sentence first, and
what is too long even for that is marked as a whole between its equal ends. Not on the GUI thread.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate

Places = tuple[tuple[int, int], ...]
"""Where stretches begin and end, in characters."""

_WORD = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*|[。！？!?\n]+")
_MOST = 250_000
"""So many pairs of equal words, or of equal sentences, are looked at."""


def differences(one: str, other: str) -> tuple[Places, Places]:
    """Gives the stretches of ``one`` that are not in ``other``, and the other way round."""
    mine: list[tuple[int, int]] = []
    theirs: list[tuple[int, int]] = []
    for left, right in _unlike(one, other):
        if left[1] > left[0]:
            mine.append(left)
        if right[1] > right[0]:
            theirs.append(right)
    return tuple(mine), tuple(theirs)


Pair = tuple[tuple[int, int], tuple[int, int]]


def _unlike(one: str, other: str) -> Iterator[Pair]:
    begin = _alike(one, other)
    end = _alike(one[begin:][::-1], other[begin:][::-1])
    left, right = one[begin : len(one) - end], other[begin : len(other) - end]
    if not (left or right):
        return
    words = _WORD.findall(left), _WORD.findall(right)
    if _cheap(*words):
        yield from _matched(*words, begin)
        return
    sentences = _SENTENCE.findall(left), _SENTENCE.findall(right)
    if not _cheap(*sentences):
        yield (begin, begin + len(left)), (begin, begin + len(right))
        return
    for (a, b), (c, d) in _matched(*sentences, begin):
        inner = _WORD.findall(one[a:b]), _WORD.findall(other[c:d])
        if not _cheap(*inner):
            yield (a, b), (c, d)
            continue
        for (e, f), (g, h) in _matched(*inner, 0):
            yield (a + e, a + f), (c + g, c + h)


def _cheap(one: list[str], other: list[str]) -> bool:
    """Whether matching two lists is worth its time: what it costs are the pairs that are equal."""
    times = Counter(other)
    return sum(times[piece] for piece in one) <= _MOST


def _alike(one: str, other: str) -> int:
    """Gives how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _matched(one: list[str], other: list[str], begin: int) -> Iterator[Pair]:
    left = list(accumulate(map(len, one), initial=begin))
    right = list(accumulate(map(len, other), initial=begin))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield (left[a], left[b]), (right[c], right[d])
