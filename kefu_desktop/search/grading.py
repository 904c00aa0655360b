"""What a term finds in a segment: each row's best grade, and where to look for what to mark.

A spelling of several pieces is looked up by position. One of a single syllable may stand at every
tenth character of a library; it has its bit in each row, and where it stands is only looked up in
the rows that are shown. So has a single initial.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from kefu_desktop.search.alphabet import BITS, COMMON, RARE
from kefu_desktop.search.document import Field
from kefu_desktop.search.labels import Fit, Mask, Rows
from kefu_desktop.search.pieces import Piece, PieceKind, Spelling
from kefu_desktop.search.positions import Places, Positions
from kefu_desktop.search.ranking import GRADE_NUMBER, GRADE_TABLE, GRADES, Manner, Where
from kefu_desktop.search.segment import Segment, bits_of

Grades = npt.NDArray[np.uint8]

LITTLE = 5
"""Replies below which a term is also tried with slips."""
_SELDOM = 4000
"""Positions up to which a single character or syllable is looked up like longer rows."""
_DOUBTFUL_LETTERS = 5
_CERTAIN_LETTERS = 8
_HEARD = frozenset({PieceKind.SYLLABLE, PieceKind.PREFIX, PieceKind.SOUNDS})

_Lengths = npt.NDArray[np.int32]


class Occurrences(NamedTuple):
    """Where spellings of a term occur, as columns: how, in how many characters, at which position,
    in which row.
    """

    manner: npt.NDArray[np.uint8]
    length: npt.NDArray[np.int32]
    position: Positions
    row: Rows


class Single(NamedTuple):
    """A spelling of one piece that is not only an initial."""

    manner: Manner
    piece: Piece


class Found(Struct, eq=False):
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


class _Stretch(NamedTuple):
    """Where one spelling of a term occurs."""

    manner: Manner
    length: int
    positions: Positions


def seek(segment: Segment, spellings: Iterable[Spelling]) -> Found:
    """The rows that match any of the spellings of a term, with their best grades."""
    found = Found(np.zeros(len(segment), dtype=np.uint8))
    spellings = tuple(spellings)
    stretches: list[_Stretch] = []
    graded: npt.NDArray[np.uint8] | None = None
    for manner, pieces in spellings:
        if len(pieces) == 1 and _is_bit(pieces[0]):
            found.initials.append(pieces[0])
            _grade_initial(segment, manner, pieces[0], found.grades)
        elif len(pieces) > 1 or segment.text.count(pieces[0]) <= _SELDOM:
            places = segment.text.find(pieces)
            if places is not None:
                stretches += _stretches(manner, len(pieces), places)
        else:
            if graded is None:
                graded = np.zeros(len(segment.alphabet), dtype=np.uint8)
            found.singles.append(Single(manner, pieces[0]))
            _grade_single(segment, manner, pieces[0], graded, found.grades)
    if stretches:
        found.occurrences.append(_grade(segment, stretches, found.grades))
    if segment.tags.names.names:
        _grade_tags(segment, spellings, found.grades)
    return found


def seek_shortcut(segment: Segment, pieces: tuple[Piece, ...]) -> Found:
    """The rows whose shortcut begins so; no pieces ask for any shortcut."""
    found = Found(np.zeros(len(segment), dtype=np.uint8))
    title_end, shortcut_end, *_ = segment.ends
    codes = segment.text.codes
    if not pieces:
        filled = codes[segment.item_starts[len(segment) : 2 * len(segment)]] != 0
        found.grades[filled] = GRADE_NUMBER[Where.SHORTCUT_START, Manner.LITERAL]
        return found
    places = segment.text.find(pieces)
    if places is None:
        return found
    positions = places.positions
    inside = (positions >= title_end) & (positions < shortcut_end)
    positions = positions[inside & (codes.take(positions - 1) == 0)]
    if positions.size:
        only = _Stretch(Manner.LITERAL, len(pieces), positions)
        found.occurrences.append(_grade(segment, [only], found.grades))
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


def _stretches(manner: Manner, length: int, places: Places) -> Iterator[_Stretch]:
    """The places apart by how they match: some fit by a rare reading only."""
    positions, rare = places
    if rare is not None and rare.any():
        yield _Stretch(min(manner, Manner.RARE), length, positions[rare])
        positions = positions[~rare]
    if positions.size:
        yield _Stretch(manner, length, positions)


def _grade(segment: Segment, stretches: Sequence[_Stretch], grades: Grades) -> Occurrences:
    """Enters what the stretches are worth, all in one go: most spellings occur nowhere or at a
    few places, and then each call costs more than what it does.
    """
    manners, lengths, parts = zip(*stretches, strict=True)
    positions = parts[0] if len(parts) == 1 else np.concatenate(parts)
    # Indexing by native integers is twice as quick, and the rows are used several times.
    rows = segment.owners.take(positions).astype(np.intp)
    sizes = [part.size for part in parts]
    manner = np.array(manners, dtype=np.uint8).repeat(sizes)
    length = np.array(lengths, dtype=np.int32).repeat(sizes)
    found = Occurrences(manner, length, positions, rows)
    _, shortcut_end, text_end, _ = segment.ends
    numbers = _numbers(Where.TEXT).take(manner)
    heads = (positions < shortcut_end).nonzero()[0]
    if heads.size:
        numbers[heads] = _of_heads(segment, *(column.take(heads) for column in found[:3]))
    if text_end < segment.text.codes.size:
        asked = (positions >= text_end).nonzero()[0]
        if asked.size:
            numbers[asked] = _of_asked(segment, *(column.take(asked) for column in found[:3]))
    np.maximum.at(grades, rows, numbers)
    return found


def _of_heads(segment: Segment, manner: Grades, length: _Lengths, positions: Positions) -> Grades:
    """What matches in titles and shortcuts are; a shortcut is matched only as it is written."""
    begins, whole = _fits(segment, positions, length)
    in_title = positions < segment.ends[Field.TITLE.value]
    degree = np.where(in_title, Where.TITLE.value, Where.SHORTCUT.value) + begins + whole
    numbers = _numbers().take(degree * len(Manner) + manner)
    numbers[~in_title & (manner != Manner.LITERAL)] = 0
    return numbers


def _of_asked(segment: Segment, manner: Grades, length: _Lengths, positions: Positions) -> Grades:
    whole = _fits(segment, positions, length).whole
    numbers = _numbers(Where.ASKED_AS).take(manner)
    return np.where(whole, _numbers(Where.ASKED_AS_WHOLE).take(manner), numbers)


class _Fits(NamedTuple):
    """Of positions where something matches: is it where a text begins, and is it all of it?"""

    begins: Mask
    whole: Mask


def _fits(segment: Segment, positions: Positions, length: _Lengths) -> _Fits:
    codes = segment.text.codes
    begins: Mask = codes.take(positions - 1) == 0
    return _Fits(begins, begins & (codes.take(positions + length, mode="clip") == 0))


def _grade_single(
    segment: Segment, manner: Manner, piece: Piece, graded: npt.NDArray[np.uint8], grades: Grades
) -> None:
    """Grades a piece that may stand anywhere; characters that `graded` says a better one had are
    left out where each has to be looked up.
    """
    table = segment.alphabet.table(piece)
    numbers = segment.text.numbers(table)
    level = np.uint8(COMMON) if table.only >= 0 else table.level.take(numbers)
    for mark, how in ((COMMON, manner), (RARE, min(manner, Manner.RARE))):
        chosen = numbers[(level == mark) & (graded.take(numbers) < mark)]
        if chosen.size == 0:
            continue
        graded[chosen] = mark
        fields = tuple(Field)
        if mark == COMMON and piece.kind in _HEARD:
            _grade_heard(segment, how, piece, grades)
            fields = (Field.ASKED_AS,)
        parts = segment.text.split(chosen, [one.value for one in fields])
        for where, positions in zip(fields, parts, strict=True):
            if where is Field.TEXT:
                # Most are in texts, where nothing but the row matters.
                number = np.uint8(GRADE_NUMBER[Where.TEXT, how])
                np.maximum.at(grades, segment.owners.take(positions), number)
            elif positions.size:
                _grade(segment, [_Stretch(how, 1, positions)], grades)


def _grade_heard(segment: Segment, manner: Manner, piece: Piece, grades: Grades) -> None:
    """Grades titles and texts by what is heard in them."""
    begins = segment.alphabet.table(piece).level.take(segment.heads) == COMMON
    syllables = segment.alphabet.sounds(piece)
    for where, mask in (
        *((where, hearing.rows(syllables)) for where, hearing in segment.hearing.items()),
        (Where.TITLE_START, begins),
        (Where.TITLE_WHOLE, begins & segment.single),
    ):
        np.maximum(grades, mask * np.uint8(GRADE_NUMBER[where, manner]), out=grades)


def _grade_initial(segment: Segment, manner: Manner, piece: Piece, grades: Grades) -> None:
    bit = bits_of([piece])
    for where, bits in segment.initials.items():
        number = np.uint8(GRADE_NUMBER[where, manner])
        np.maximum(grades, ((bits & bit) != 0) * number, out=grades)


def _grade_tags(segment: Segment, spellings: Sequence[Spelling], grades: Grades) -> None:
    """A tag counts from its beginning, by initials only when they are all of it."""
    for manner, fit, names in segment.tags.names.matches(spellings):
        if fit is Fit.WHOLE:
            number = GRADE_NUMBER[Where.TAG_WHOLE, manner]
        elif fit is Fit.START and manner >= Manner.BEGUN:
            number = GRADE_NUMBER[Where.TAG, manner]
        else:
            continue
        np.maximum.at(grades, segment.tags.rows(names), np.uint8(number))


def _numbers(where: Where | None = None) -> Grades:
    """The grade numbers by Manner at one place; without it those of all places in a row."""
    table = np.frombuffer(GRADE_TABLE, dtype=np.uint8)
    return table if where is None else table[where * len(Manner) : (where + 1) * len(Manner)]


def _is_bit(piece: Piece) -> bool:
    return piece.kind is PieceKind.PREFIX and piece.value in BITS
