"""What makes one match better than another: where it is, how it matched, how used the reply is.

Where and how together are a *grade*, a small number that ascends with its worth. Index arrays hold
grades, so writing them in ascending order leaves each reply with its best.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.document import Reason

Floats = npt.NDArray[np.float32]


class Manner(IntEnum):
    """How a term matched, ascending."""

    FAR_TYPO = 0
    NEAR_TYPO = 1
    RARE = 2  # only by a reading that today's words hardly use
    INITIALS = 3
    BROKEN = 4  # syllables and initials together
    BEGUN = 5  # the last syllable is not finished
    SOUND = 6
    MIXED = 7  # characters and syllables together
    LITERAL = 8


class Where(IntEnum):
    """In which part of a reply a term matched."""

    ASKED_AS = 0
    TEXT = 1
    TAG = 2
    TAG_WHOLE = 3
    ASKED_AS_WHOLE = 4
    SHORTCUT = 5
    SHORTCUT_START = 6
    SHORTCUT_WHOLE = 7
    TITLE = 8
    TITLE_START = 9
    TITLE_WHOLE = 10


WORTH: dict[Where, tuple[int, ...]] = {
    # by Manner: far typo, near typo, rare, initials, broken, begun, sound, mixed, literal
    Where.ASKED_AS: (5, 7, 7, 12, 15, 18, 20, 24, 28),
    Where.TEXT: (6, 16, 4, 14, 17, 20, 22, 26, 30),
    Where.TAG: (6, 8, 10, 16, 19, 22, 24, 28, 32),
    Where.TAG_WHOLE: (7, 18, 12, 20, 22, 24, 26, 30, 34),
    Where.ASKED_AS_WHOLE: (12, 30, 30, 40, 44, 50, 60, 64, 70),
    Where.SHORTCUT: (0, 0, 0, 0, 0, 0, 0, 0, 45),
    Where.SHORTCUT_START: (0, 0, 0, 0, 0, 0, 0, 0, 90),
    Where.SHORTCUT_WHOLE: (0, 0, 0, 0, 0, 0, 0, 0, 128),
    Where.TITLE: (28, 44, 7, 68, 76, 88, 94, 98, 102),
    Where.TITLE_START: (44, 68, 9, 96, 104, 112, 116, 120, 124),
    Where.TITLE_WHOLE: (58, 88, 96, 114, 120, 132, 144, 147, 150),
}
"""Exact title, start of the title, title, shortcut and initials of the title, tag, text.

A reading that hardly anybody knows is worth less in a title than one that all know in a text: two
letters fit far too many titles by such readings (是不 by s f).

The gaps are wide enough that use moves a reply inside its class or into the next, not further."""

DAY = 86_400.0
RECENT_DAYS = 7.0


class Grade(NamedTuple):
    """One pair of where and how, with what it is worth."""

    worth: int
    where: Where
    manner: Manner


GRADES: tuple[Grade, ...] = tuple(
    sorted(
        Grade(worth, where, manner)
        for where, worths in WORTH.items()
        for manner, worth in zip(Manner, worths, strict=True)
    )
)
"""All grades, ascending; grade number n is GRADES[n - 1], and 0 means no match."""

GRADE_NUMBER: dict[tuple[Where, Manner], int] = {
    (grade.where, grade.manner): number for number, grade in enumerate(GRADES, start=1)
}

GRADE_TABLE = bytes(GRADE_NUMBER[where, manner] for where in Where for manner in Manner)
"""The same as an array: the number at where times the count of manners plus manner."""


def worths() -> Floats:
    """What each grade number is worth; `[0]` is no match."""
    return np.array([0, *(grade.worth for grade in GRADES)], dtype=np.float32)


def _reason(where: Where, manner: Manner) -> Reason:
    if manner <= Manner.NEAR_TYPO:
        return Reason.TYPO
    if where >= Where.TITLE and manner in (Manner.INITIALS, Manner.BROKEN):
        return Reason.TITLE_INITIALS
    return {
        Where.TITLE_WHOLE: Reason.EXACT_TITLE,
        Where.TITLE_START: Reason.TITLE_START,
        Where.TITLE: Reason.TITLE,
        Where.SHORTCUT_WHOLE: Reason.SHORTCUT,
        Where.SHORTCUT_START: Reason.SHORTCUT,
        Where.SHORTCUT: Reason.SHORTCUT,
        Where.TAG_WHOLE: Reason.TAG,
        Where.TAG: Reason.TAG,
        Where.ASKED_AS_WHOLE: Reason.ASKED_AS,
        Where.ASKED_AS: Reason.ASKED_AS,
    }.get(where, Reason.TEXT)


_REASONS: tuple[Reason, ...] = tuple(_reason(where, manner) for _, where, manner in GRADES)


def reason_of(number: int) -> Reason:
    """The reason behind a grade number above 0."""
    return _REASONS[number - 1]


def popularity(
    uses: Floats,
    last_used: npt.NDArray[np.float64],
    favourite: npt.NDArray[np.bool_],
    now: float,
) -> Floats:
    """What use, recency and being a favourite add; `last_used` and `now` in epoch seconds.

    Use counts by its logarithm, and a use today is worth as much as thirty old ones: half of that
    is gone after two weeks.
    """
    days = np.maximum(now - last_used, 0.0) / DAY
    fresh = np.where(uses > 0, 10.0 * np.exp2(-days / 14.0), 0.0)
    total: Floats = (2.0 * np.log2(1.0 + uses) + fresh + 15.0 * favourite).astype(np.float32)
    return total


def best_first(scores: Floats, limit: int) -> npt.NDArray[np.int64]:
    """Places of the `limit` highest scores, highest first; equals in their order."""
    if limit <= 0:
        return np.zeros(0, dtype=np.int64)
    chosen: npt.NDArray[np.int64]
    if scores.size > limit:
        edge = np.partition(scores, scores.size - limit)[scores.size - limit]
        chosen = (scores >= edge).nonzero()[0]
        order = (-scores.take(chosen)).argsort(kind="stable")
        chosen = chosen.take(order[:limit])
    else:
        chosen = (-scores).argsort(kind="stable")
    return chosen
