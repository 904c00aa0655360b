"""One built part of the index: replies that were put in together, as rows.

An index is a large segment and some small, newer ones. A segment never loses rows: replies that
changed or went are masked out, and their text goes when the index is rebuilt. Titles come first in
the array of characters, then shortcuts, texts and asked-as examples, so that a position alone
tells its field.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from kefu_desktop.core.model import Uid
from kefu_desktop.search.alphabet import BITS, Alphabet
from kefu_desktop.search.document import Document, Field
from kefu_desktop.search.labels import Categories, Fit, Mask, Rows, Tags, joined
from kefu_desktop.search.pieces import Piece, PieceKind, Spelling
from kefu_desktop.search.positions import Places, PositionalText, Positions
from kefu_desktop.search.ranking import GRADE_NUMBER, Floats, Manner, Where, popularity
from kefu_desktop.search.text import Folding

_FIELDS = tuple(Field)
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")

Grades = npt.NDArray[np.uint8]

_POPULARITY_SECONDS = 600.0
"""How long the popularity of all rows is kept: recency fades over weeks."""


_Write = tuple[int, Rows]
"""A grade number and the rows that get it, if they have no better."""


class Side(Enum):
    """The two halves of a reply, for judging it against a message."""

    ASKED = "title and asked-as examples"
    ANSWERED = "texts"


class _Fits(NamedTuple):
    """Of positions where something matches: is it where a text begins, and is it all of it?"""

    begins: Mask
    whole: Mask


class Occurrences(NamedTuple):
    """Where one spelling of a term occurs."""

    manner: Manner
    length: int
    positions: Positions
    rows: Rows


@dataclass(slots=True, eq=False)
class Found:
    """What one term found in one segment."""

    grades: Grades
    """For each row the number of its best grade, 0 where nothing matched."""
    occurrences: list[Occurrences] = field(default_factory=list)
    initials: list[Piece] = field(default_factory=list)
    """Single initials: so frequent that their positions are only looked up in rows shown."""

    def add(self, other: Found) -> None:
        """Joins what other spellings of the same term found; the better grade stays."""
        np.maximum(self.grades, other.grades, out=self.grades)
        self.occurrences += other.occurrences
        self.initials += other.initials


class Segment:
    """Rows of replies with all that answers a question about them."""

    __slots__ = (
        "_alphabet",
        "_field_ends",
        "_initials",
        "_item_numbers",
        "_item_rows",
        "_item_starts",
        "_kind_of",
        "_kinds",
        "_popularity",
        "_popularity_at",
        "_row_of",
        "_texts",
        "alive",
        "categories",
        "ends",
        "favourite",
        "last_used",
        "lengths",
        "row_of",
        "side_lengths",
        "tags",
        "text",
        "uids",
        "uses",
    )

    def __init__(self, documents: Sequence[Document], folding: Folding, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        rows = range(len(documents))
        texts = [d.title for d in documents]
        texts += [d.shortcut for d in documents]
        texts += [v for d in documents for v in d.variants]
        asked_from = len(texts)
        self._texts = slice(2 * len(rows), asked_from)
        texts += [a for d in documents for a in d.asked_as]
        variant_counts = np.array([len(d.variants) for d in documents], dtype=np.int64)
        asked_counts = np.array([len(d.asked_as) for d in documents], dtype=np.int64)
        codes, starts = joined(texts, folding, alphabet)
        limits = (*starts.tolist(), codes.size)
        self.ends = tuple(limits[i] for i in (len(rows), 2 * len(rows), asked_from, len(texts)))
        """Where each Field's stretch of the array ends."""
        self._field_ends = np.array(self.ends)
        self._item_starts = starts.astype(np.int32)
        each = np.arange(len(rows), dtype=np.int32)
        self._item_rows = np.concatenate(
            (each, each, np.repeat(each, variant_counts), np.repeat(each, asked_counts))
        )
        self._item_numbers = np.concatenate(
            (np.zeros(2 * len(rows), np.int32), _counted(variant_counts), _counted(asked_counts))
        )
        lengths = np.diff(starts, append=codes.size)
        self._row_of = np.zeros(codes.size, dtype=np.int32)
        self._row_of[1:] = np.repeat(self._item_rows, lengths)
        self.text = PositionalText(codes, alphabet)
        self._initials = self._initials_of_rows(starts, lengths)
        self._keep_facts(documents, folding, alphabet)

    def _keep_facts(
        self, documents: Sequence[Document], folding: Folding, alphabet: Alphabet
    ) -> None:
        self.tags = Tags([d.tags for d in documents], folding, alphabet)
        self.categories = Categories([d.category for d in documents], folding, alphabet)
        self.uids: list[Uid] = [d.uid for d in documents]
        self.row_of = {uid: row for row, uid in enumerate(self.uids)}
        numbers = {kind: i for i, kind in enumerate(dict.fromkeys(d.kind for d in documents))}
        self._kinds = tuple(numbers)
        self._kind_of = np.array([numbers[d.kind] for d in documents], dtype=np.int32)
        self.favourite = np.array([d.favourite for d in documents], dtype=np.bool_)
        self.uses = np.array([d.uses for d in documents], dtype=np.float32)
        self.last_used = np.array([d.last_used for d in documents], dtype=np.float64)
        text = np.array([sum(map(len, d.variants)) for d in documents], dtype=np.float32)
        title = np.array([len(d.title) for d in documents], dtype=np.float32)
        lengths = np.minimum(text, 300) / 150 + np.minimum(title, 60) / 30
        self.lengths: Floats = lengths.astype(np.float32)
        """What length takes from the score: of equals the shorter comes first."""
        asked = np.array([sum(map(len, d.asked_as)) for d in documents], dtype=np.float32)
        self.side_lengths: dict[Side, Floats] = {Side.ASKED: title + asked, Side.ANSWERED: text}
        """Characters on each side of each row."""
        self.alive = np.ones(len(documents), dtype=np.bool_)
        self._popularity_at: float | None = None
        self._popularity: Floats = np.zeros(0, dtype=np.float32)

    def __len__(self) -> int:
        return len(self.uids)

    def _initials_of_rows(self, starts: Rows, lengths: Rows) -> dict[Where, npt.NDArray[np.uint32]]:
        """For each row and field the initials that occur in it, a bit each (Alphabet.bits)."""
        bits = self._alphabet.bits[self.text.codes]
        count = len(self._item_rows)
        per_item = np.bitwise_or.reduceat(bits, starts) if count else np.zeros(0, np.uint32)
        rows = int(self._item_rows.max(initial=-1)) + 1
        result: dict[Where, npt.NDArray[np.uint32]] = {
            Where.TITLE: per_item[:rows].copy(),
            Where.TITLE_START: bits[starts[:rows]],
            Where.TEXT: np.zeros(rows, dtype=np.uint32),
            Where.ASKED_AS: np.zeros(rows, dtype=np.uint32),
        }
        texts, others = self._texts, slice(self._texts.stop, count)
        np.bitwise_or.at(result[Where.TEXT], self._item_rows[texts], per_item[texts])
        np.bitwise_or.at(result[Where.ASKED_AS], self._item_rows[others], per_item[others])
        return result

    # What a term finds

    def seek(self, spellings: Iterable[Spelling]) -> Found:
        """The rows that match any of the spellings of a term, with their best grade."""
        found = Found(np.zeros(len(self), dtype=np.uint8))
        writes: list[_Write] = []
        spellings = tuple(spellings)
        for manner, pieces in spellings:
            if len(pieces) == 1 and _is_bit(pieces[0]):
                found.initials.append(pieces[0])
                writes += self._grade_initial(manner, pieces[0])
                continue
            places = self.text.find(pieces)
            if places is not None:
                writes += self._grade(manner, len(pieces), places, found)
        writes += self._grade_tags(spellings)
        for number, rows in sorted(writes, key=lambda write: write[0]):
            found.grades[rows] = number
        return found

    def _grade(self, manner: Manner, length: int, places: Places, found: Found) -> Iterable[_Write]:
        positions, rare = places
        if rare is not None and rare.any():
            seldom = Places(positions[rare], None)
            yield from self._grade(min(manner, Manner.RARE), length, seldom, found)
            positions = positions[~rare]
            if positions.size == 0:
                return
        # Indexing by native integers is twice as quick, and the rows are used several times.
        rows = self._row_of.take(positions).astype(np.intp)
        found.occurrences.append(Occurrences(manner, length, positions, rows))
        _, shortcut_end, text_end, _ = self.ends
        in_text = positions >= shortcut_end
        if not in_text.all():
            yield from self._grade_heads(manner, length, positions[~in_text], rows[~in_text])
        if text_end < self.text.codes.size:
            asked = np.flatnonzero(positions >= text_end)
            if asked.size:
                whole = self._fits(positions[asked], length).whole
                yield GRADE_NUMBER[Where.ASKED_AS, manner], rows[asked]
                yield GRADE_NUMBER[Where.ASKED_AS_WHOLE, manner], rows[asked[whole]]
                in_text[asked] = False
        yield GRADE_NUMBER[Where.TEXT, manner], rows if in_text.all() else rows[in_text]

    def _fits(self, positions: Positions, length: int) -> _Fits:
        codes = self.text.codes
        begins: Mask = codes.take(positions - 1) == 0
        return _Fits(begins, begins & (codes.take(positions + length, mode="clip") == 0))

    def _grade_heads(
        self, manner: Manner, length: int, positions: Positions, rows: Rows
    ) -> Iterable[_Write]:
        """Matches in titles and shortcuts; a shortcut is matched only as it is written."""
        begins, whole = self._fits(positions, length)
        titles = positions < self.ends[Field.TITLE.value]
        parts = [(titles, (Where.TITLE, Where.TITLE_START, Where.TITLE_WHOLE))]
        if manner is Manner.LITERAL:
            wheres = (Where.SHORTCUT, Where.SHORTCUT_START, Where.SHORTCUT_WHOLE)
            parts.append((~titles, wheres))
        for inside, wheres in parts:
            if inside.any():
                for where, fits in zip(wheres, (inside, begins, whole), strict=True):
                    yield GRADE_NUMBER[where, manner], rows[inside & fits]

    def _grade_initial(self, manner: Manner, piece: Piece) -> Iterable[_Write]:
        bit = _bits([piece])
        for where, bits in self._initials.items():
            yield GRADE_NUMBER[where, manner], np.flatnonzero(bits & bit)

    def _grade_tags(self, spellings: Sequence[Spelling]) -> Iterable[_Write]:
        """A tag counts from its beginning, by initials only when they are all of it."""
        if not self.tags.names.names:
            return
        for manner, fit, numbers in self.tags.names.matches(spellings):
            if fit is Fit.WHOLE:
                yield GRADE_NUMBER[Where.TAG_WHOLE, manner], self.tags.rows(numbers)
            elif fit is Fit.START and manner >= Manner.BEGUN:
                yield GRADE_NUMBER[Where.TAG, manner], self.tags.rows(numbers)

    def seek_shortcut(self, pieces: tuple[Piece, ...]) -> Found:
        """The rows whose shortcut begins so; no pieces ask for any shortcut."""
        found = Found(np.zeros(len(self), dtype=np.uint8))
        title_end, shortcut_end, *_ = self.ends
        start, whole = (
            GRADE_NUMBER[where, Manner.LITERAL]
            for where in (Where.SHORTCUT_START, Where.SHORTCUT_WHOLE)
        )
        if not pieces:
            filled = self.text.codes[self._item_starts[len(self) : 2 * len(self)]] != 0
            found.grades[filled] = start
            return found
        places = self.text.find(pieces)
        if places is None:
            return found
        positions = places.positions
        codes = self.text.codes
        inside = (positions >= title_end) & (positions < shortcut_end)
        positions = positions[inside & (codes.take(positions - 1) == 0)]
        rows = self._row_of[positions].astype(np.intp)
        found.occurrences.append(Occurrences(Manner.LITERAL, len(pieces), positions, rows))
        found.grades[rows] = start
        found.grades[rows[codes.take(positions + len(pieces), mode="clip") == 0]] = whole
        return found

    def occurring(self, pieces: tuple[Piece, ...]) -> dict[Side, tuple[Rows, Floats]]:
        """For each side the rows in which a literal row of characters occurs, and how often."""
        places = self.text.find(pieces)
        positions = np.zeros(0, dtype=np.int32) if places is None else places.positions
        title_end, shortcut_end, text_end, _ = self.ends
        rows = self._row_of.take(positions)
        # Of one leading character the positions ascend, so the fields lie side by side.
        a, b, c = positions.searchsorted(
            np.array([title_end, shortcut_end, text_end], dtype=np.int32)
        ).tolist()
        asked = np.concatenate((rows[:a], rows[c:]))
        asked.sort()
        return {Side.ASKED: _tallied(asked), Side.ANSWERED: _tallied(rows[b:c])}

    # What a row is

    def stretches(self, rows: Rows, initials: Sequence[Piece]) -> tuple[Rows, Rows]:
        """For each row from where to where the field lies in which one of the initials occurs.

        That is the title if it has one, else all texts, else all asked-as examples.
        """
        bits = _bits(initials)
        in_title, in_text = (
            (self._initials[where][rows] & bits) != 0 for where in (Where.TITLE, Where.TEXT)
        )
        asked = slice(self._texts.stop, self._item_rows.size)
        items = np.where(in_text, self._items_of(rows, self._texts), self._items_of(rows, asked))
        first, behind = np.where(in_title, (rows, rows + 1), items)
        limits = np.append(self._item_starts, np.int32(self.text.codes.size)).astype(np.intp)
        begins = limits[first]
        return begins, np.maximum(begins, limits[behind] - 1)

    def _items_of(self, rows: Rows, field: slice) -> tuple[Rows, Rows]:
        """For each row the first of its items in a field, and the one behind its last."""
        owners = self._item_rows[field]
        keys = rows.astype(np.int32)  # of the same type, or numpy converts the whole array
        first, behind = (owners.searchsorted(keys, side=side) for side in _SIDES)
        return first + field.start, behind + field.start

    def items(self, positions: Rows) -> tuple[Rows, Rows, Rows]:
        """For each position its item, the number of its field, and how far into the item it is."""
        keys = positions.astype(np.int32)
        items = self._item_starts.searchsorted(keys, side="right") - 1
        fields = self._field_ends.searchsorted(positions, side="right")
        return items, fields, positions - self._item_starts[items]

    def parts(self, items: Rows) -> tuple[list[Field], list[int]]:
        """For each item its field, and its number in there."""
        fields = self._field_ends.searchsorted(self._item_starts.take(items), side="right")
        return [_FIELDS[field] for field in fields.tolist()], self._item_numbers[items].tolist()

    def of_kinds(self, kinds: frozenset[str]) -> Mask:
        """The rows of these kinds."""
        mask: Mask = np.array([kind in kinds for kind in self._kinds], np.bool_)[self._kind_of]
        return mask

    def popularity(self, now: float) -> Floats:
        """What use, recency, favourite and shortness make of each row before any question."""
        if self._popularity_at is None or abs(now - self._popularity_at) > _POPULARITY_SECONDS:
            self._popularity = popularity(self.uses, self.last_used, self.favourite, now)
            self._popularity -= self.lengths
            self._popularity_at = now
        return self._popularity

    def used(self, row: int, uses: int, last_used: float) -> None:
        """Takes over how often a row was used."""
        self.uses[row] = uses
        self.last_used[row] = last_used
        self._popularity_at = None


def _tallied(rows: npt.NDArray[np.int32]) -> tuple[Rows, Floats]:
    """Each of the ascending rows once, and how often it stood there."""
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    counts = np.diff(first, append=rows.size)
    return rows[first].astype(np.intp), counts.astype(np.float32)


def _bits(initials: Iterable[Piece]) -> np.uint32:
    return np.uint32(sum({1 << BITS[piece.value] for piece in initials}))


def _is_bit(piece: Piece) -> bool:
    return piece.kind is PieceKind.PREFIX and piece.value in BITS


def _counted(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """0, 1, … for each count: [2, 3] gives 0 1 0 1 2."""
    before = np.repeat(np.cumsum(counts) - counts, counts)
    return (np.arange(before.size) - before).astype(np.int32)
