"""What a term finds in a segment: each row's best grade, and where to look for what to mark.

A spelling of several pieces is looked up by position. One of a single syllable may stand at every
tenth character of a library, so it is graded character by character, field by field, and where it
stands is only looked up in the rows that are shown; a single initial has its bit in each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.alphabet import BITS, COMMON, RARE
from kefu_desktop.search.document import Field
from kefu_desktop.search.labels import Fit, Mask, Rows
from kefu_desktop.search.pieces import Piece, PieceKind, Spelling
from kefu_desktop.search.positions import Places, Positions
from kefu_desktop.search.ranking import GRADE_NUMBER, GRADES, Manner, Where
from kefu_desktop.search.segment import Segment, bits_of

Grades = npt.NDArray[np.uint8]

LITTLE = 5
"""Replies below which a term is also tried with slips."""
_DOUBTFUL_LETTERS = 5
_CERTAIN_LETTERS = 8

_Rows = Rows | npt.NDArray[np.int32]
_Write = tuple[int, _Rows]
"""A grade number and the rows that get it, if they have no better."""

_TITLE = (Where.TITLE, Where.TITLE_START, Where.TITLE_WHOLE)
_SHORTCUT = (Where.SHORTCUT, Where.SHORTCUT_START, Where.SHORTCUT_WHOLE)


class Occurrences(NamedTuple):
    """Where one spelling of a term occurs."""

    manner: Manner
    length: int
    positions: Positions
    rows: Rows


class Single(NamedTuple):
    """A spelling of one piece that is not only an initial."""

    manner: Manner
    piece: Piece


@dataclass(slots=True, eq=False)
class Found:
    """What one term found in one segment."""

    grades: Grades
    """For each row the number of its best grade, 0 where nothing matched."""
    occurrences: list[Occurrences] = field(default_factory=list)
    singles: list[Single] = field(default_factory=list)
    initials: list[Piece] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Joins what other spellings of the same term found; the better grade stays."""
        np.maximum(self.grades, other.grades, out=self.grades)
        self.occurrences += other.occurrences
        self.singles += other.singles
        self.initials += other.initials


class _Fits(NamedTuple):
    """Of positions where something matches: is it where a text begins, and is it all of it?"""

    begins: Mask
    whole: Mask


def seek(segment: Segment, spellings: Iterable[Spelling]) -> Found:
    """The rows that match any of the spellings of a term, best manner first, with their grades."""
    found = Found(np.zeros(len(segment), dtype=np.uint8))
    writes: list[_Write] = []
    spellings = tuple(spellings)
    graded: npt.NDArray[np.uint8] | None = None
    for manner, pieces in spellings:
        if len(pieces) > 1:
            places = segment.text.find(pieces)
            if places is not None:
                writes += _grade(segment, manner, len(pieces), places, found)
        elif _is_bit(pieces[0]):
            found.initials.append(pieces[0])
            writes += _grade_initial(segment, manner, pieces[0])
        elif segment.text.count(pieces[0]):
            if graded is None:
                graded = np.zeros(len(segment.alphabet), dtype=np.uint8)
            found.singles.append(Single(manner, pieces[0]))
            writes += _grade_single(segment, manner, pieces[0], graded)
    writes += _grade_tags(segment, spellings)
    for number, rows in sorted(writes, key=lambda write: write[0]):
        found.grades[rows] = number
    return found


def seek_shortcut(segment: Segment, pieces: tuple[Piece, ...]) -> Found:
    """The rows whose shortcut begins so; no pieces ask for any shortcut."""
    found = Found(np.zeros(len(segment), dtype=np.uint8))
    title_end, shortcut_end, *_ = segment.ends
    codes = segment.text.codes
    start, whole = (
        GRADE_NUMBER[where, Manner.LITERAL]
        for where in (Where.SHORTCUT_START, Where.SHORTCUT_WHOLE)
    )
    if not pieces:
        filled = codes[segment.item_starts[len(segment) : 2 * len(segment)]] != 0
        found.grades[filled] = start
        return found
    places = segment.text.find(pieces)
    if places is None:
        return found
    positions = places.positions
    inside = (positions >= title_end) & (positions < shortcut_end)
    positions = positions[inside & (codes.take(positions - 1) == 0)]
    rows = segment.owners[positions].astype(np.intp)
    found.occurrences.append(Occurrences(Manner.LITERAL, len(pieces), positions, rows))
    found.grades[rows] = start
    found.grades[rows[codes.take(positions + len(pieces), mode="clip") == 0]] = whole
    return found


def is_little(parts: Sequence[Found]) -> bool:
    """Did this term find hardly a reply? Two good terms that meet nowhere are no slip."""
    return sum(int(np.count_nonzero(part.grades)) for part in parts) < LITTLE


def is_certain(term: str, parts: Sequence[Found]) -> bool:
    """Is it so much pinyin, and all of it heard in a reply? Then it is no slip for another word.

    Characters can be certain of nothing: half a word typed wrong is often a whole other word.
    """
    if len(term) < _CERTAIN_LETTERS or not (term.isascii() and term.isalpha()):
        return False
    number = _best_of(parts)
    return number > 0 and GRADES[number - 1].manner >= Manner.SOUND


def is_doubtful(term: str, parts: Sequence[Found]) -> bool:
    """Letters that only a chain of initials explains, in running text, are more likely a slip."""
    if len(term) < _DOUBTFUL_LETTERS or not (term.isascii() and term.isalpha()):
        return False
    number = _best_of(parts)
    if number == 0:
        return True
    _, where, manner = GRADES[number - 1]
    return manner <= Manner.BROKEN and where in (Where.TEXT, Where.ASKED_AS)


def _best_of(parts: Sequence[Found]) -> int:
    return max((int(part.grades.max(initial=0)) for part in parts), default=0)


# From places to grades


def _grade(
    segment: Segment, manner: Manner, length: int, places: Places, found: Found
) -> Iterator[_Write]:
    positions, rare = places
    if rare is not None and rare.any():
        seldom = Places(positions[rare], None)
        yield from _grade(segment, min(manner, Manner.RARE), length, seldom, found)
        positions = positions[~rare]
        if positions.size == 0:
            return
    # Indexing by native integers is twice as quick, and the rows are used several times.
    rows = segment.owners.take(positions).astype(np.intp)
    found.occurrences.append(Occurrences(manner, length, positions, rows))
    _, shortcut_end, text_end, _ = segment.ends
    in_text = positions >= shortcut_end
    if not in_text.all():
        heads = positions[~in_text], rows[~in_text]
        inside = heads[0] < segment.ends[Field.TITLE.value]
        for where, chosen in ((_TITLE, inside), (_SHORTCUT, ~inside)):
            yield from _grade_heads(segment, manner, length, where, *(h[chosen] for h in heads))
    if text_end < segment.text.codes.size:
        asked = np.flatnonzero(positions >= text_end)
        if asked.size:
            yield from _grade_asked(segment, manner, length, positions[asked], rows[asked])
            in_text[asked] = False
    yield GRADE_NUMBER[Where.TEXT, manner], rows if in_text.all() else rows[in_text]


def _grade_single(
    segment: Segment, manner: Manner, piece: Piece, graded: npt.NDArray[np.uint8]
) -> Iterator[_Write]:
    """Grades a piece by its characters; those that `graded` says a better one had are left out."""
    table = segment.alphabet.table(piece)
    numbers = segment.text.numbers(table)
    level = np.uint8(COMMON) if table.only >= 0 else table.level.take(numbers)
    for mark, how in ((COMMON, manner), (RARE, min(manner, Manner.RARE))):
        chosen = numbers[(level == mark) & (graded.take(numbers) < mark)]
        if chosen.size == 0:
            continue
        graded[chosen] = mark
        titles, shortcuts, texts, asked = (
            (positions, segment.owners.take(positions)) for positions in segment.text.split(chosen)
        )
        yield from _grade_heads(segment, how, 1, _TITLE, *titles)
        yield from _grade_heads(segment, how, 1, _SHORTCUT, *shortcuts)
        yield from _grade_asked(segment, how, 1, *asked)
        yield GRADE_NUMBER[Where.TEXT, how], texts[1]


def _fits(segment: Segment, positions: Positions, length: int) -> _Fits:
    codes = segment.text.codes
    begins: Mask = codes.take(positions - 1) == 0
    return _Fits(begins, begins & (codes.take(positions + length, mode="clip") == 0))


def _grade_heads(
    segment: Segment,
    manner: Manner,
    length: int,
    wheres: tuple[Where, Where, Where],
    positions: Positions,
    rows: _Rows,
) -> Iterator[_Write]:
    """Matches in titles or shortcuts; a shortcut is matched only as it is written."""
    if positions.size == 0 or (wheres is _SHORTCUT and manner is not Manner.LITERAL):
        return
    begins, whole = _fits(segment, positions, length)
    inside, at_start, all_of_it = wheres
    yield GRADE_NUMBER[inside, manner], rows
    yield GRADE_NUMBER[at_start, manner], rows[begins]
    yield GRADE_NUMBER[all_of_it, manner], rows[whole]


def _grade_asked(
    segment: Segment, manner: Manner, length: int, positions: Positions, rows: _Rows
) -> Iterator[_Write]:
    if positions.size:
        whole = _fits(segment, positions, length).whole
        yield GRADE_NUMBER[Where.ASKED_AS, manner], rows
        yield GRADE_NUMBER[Where.ASKED_AS_WHOLE, manner], rows[whole]


def _grade_initial(segment: Segment, manner: Manner, piece: Piece) -> Iterator[_Write]:
    bit = bits_of([piece])
    for where, bits in segment.initials.items():
        yield GRADE_NUMBER[where, manner], np.flatnonzero(bits & bit)


def _grade_tags(segment: Segment, spellings: Sequence[Spelling]) -> Iterator[_Write]:
    """A tag counts from its beginning, by initials only when they are all of it."""
    if not segment.tags.names.names:
        return
    for manner, fit, numbers in segment.tags.names.matches(spellings):
        if fit is Fit.WHOLE:
            yield GRADE_NUMBER[Where.TAG_WHOLE, manner], segment.tags.rows(numbers)
        elif fit is Fit.START and manner >= Manner.BEGUN:
            yield GRADE_NUMBER[Where.TAG, manner], segment.tags.rows(numbers)


def _is_bit(piece: Piece) -> bool:
    return piece.kind is PieceKind.PREFIX and piece.value in BITS
