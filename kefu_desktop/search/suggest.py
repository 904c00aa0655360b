"""A buyer's whole message → replies: BM25 over its characters and pairs of characters.

It asks the same arrays as find(), so it needs no memory of its own. Titles and asked-as examples
are what buyers ask, texts are what they are answered; a message resembles the former, so a reply
is judged by both apart, and what is asked counts more.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.pieces import literally
from kefu_desktop.search.ranking import Floats
from kefu_desktop.search.segment import Segment, Side

LONGEST_MESSAGE = 300
"""Characters of a message that are looked at: nobody asks for more than one thing in more."""
_SATURATION = 1.2
_LENGTH_SHARE = 0.6
"""BM25's k1 and b."""
_WEIGHTS = {Side.ASKED: 1.6, Side.ANSWERED: 1.0}
_COMMON_SHARE = 0.1
_ALWAYS = 50
"""What occurs in more than this share of the replies says little and costs the most; in a small
library that may be few replies, which are looked at all the same."""

_Counts = tuple[npt.NDArray[np.intp], Floats]


def grams(message: str) -> dict[str, int]:
    """The characters and neighbouring pairs of a folded message, with how often they occur."""
    found: defaultdict[str, int] = defaultdict(int)
    for word in message[:LONGEST_MESSAGE].split():
        letters = [c for c in word if c.isalnum()]
        for character in letters:
            found[character] += 1
        for first, second in pairwise(word):
            if first.isalnum() and second.isalnum():
                found[first + second] += 1
    return dict(found)


def scores(segments: Sequence[Segment], message: str) -> list[Floats]:
    """For each segment how well each row answers a folded message; 0 where nothing is alike."""
    totals = [np.zeros(len(segment), dtype=np.float32) for segment in segments]
    total_rows = sum(len(segment) for segment in segments)
    sizes = {
        side: (
            total_rows,
            sum(float(segment.side_lengths[side].sum()) for segment in segments),
        )
        for side in Side
    }
    for gram, times in grams(message).items():
        pieces = literally(gram)
        most = max(_ALWAYS, 3 * _COMMON_SHARE * total_rows)
        if len(gram) == 1 and sum(s.text.count(pieces[0]) for s in segments) > most:
            continue
        sides = [segment.occurring(pieces) for segment in segments]
        for side, (count, length) in sizes.items():
            _add(totals, segments, [found[side] for found in sides], side, count, length, times)
    return totals


def _add(
    totals: list[Floats],
    segments: Sequence[Segment],
    found: Sequence[_Counts],
    side: Side,
    count: int,
    length: float,
    times: int,
) -> None:
    """Adds what one gram is worth to the rows in which it occurs on one side."""
    having = sum(rows.size for rows, _ in found)
    if having == 0 or having > max(_ALWAYS, _COMMON_SHARE * count):
        return
    rarity = math.log1p((count - having + 0.5) / (having + 0.5))
    weight = np.float32(rarity * _WEIGHTS[side] * times * (_SATURATION + 1))
    average = max(1.0, length / max(1, count))
    for total, segment, (rows, amounts) in zip(totals, segments, found, strict=True):
        share = segment.side_lengths[side][rows] / np.float32(average)
        norm = np.float32(_SATURATION) * (np.float32(1 - _LENGTH_SHARE) + _LENGTH_SHARE * share)
        total[rows] += weight * amounts / (amounts + norm)
