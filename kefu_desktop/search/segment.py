"""One built part of the index: replies that were put in together, as rows.

An index is a large segment and some small, newer ones. A segment never loses rows: replies that
changed or went are masked out, and their text goes when the index is rebuilt. Titles come first in
the array of characters, then shortcuts, texts and asked-as examples, so that a position alone
tells its field.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from typing import Literal

import numpy as np
import numpy.typing as npt

from kefu_desktop.core.model import Uid
from kefu_desktop.search.alphabet import BITS, Alphabet
from kefu_desktop.search.document import Document, Field
from kefu_desktop.search.hearing import Hearing
from kefu_desktop.search.labels import TOGETHER, Categories, Mask, Rows, Tags, joined
from kefu_desktop.search.pieces import Piece
from kefu_desktop.search.positions import PositionalText
from kefu_desktop.search.ranking import Floats, Where, popularity
from kefu_desktop.search.text import Folding

_FIELDS = tuple(Field)
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")

_POPULARITY_SECONDS = 600.0
"""How long the popularity of all rows is kept: recency fades over weeks."""


class Side(Enum):
    """The two halves of a reply, for judging it against a message."""

    ASKED = "title and asked-as examples"
    ANSWERED = "texts"


class Segment:
    """Rows of replies with all that answers a question about them."""

    __slots__ = (
        "_field_ends",
        "_item_numbers",
        "_item_rows",
        "_kind_of",
        "_kinds",
        "_limits",
        "_popularity",
        "_popularity_at",
        "_texts",
        "alive",
        "alphabet",
        "categories",
        "ends",
        "favourite",
        "heads",
        "hearing",
        "initials",
        "item_starts",
        "last_used",
        "lengths",
        "owners",
        "row_of",
        "side_lengths",
        "single",
        "tags",
        "text",
        "uids",
        "uses",
    )

    def __init__(self, documents: Sequence[Document], folding: Folding, alphabet: Alphabet) -> None:
        self.alphabet = alphabet
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
        limits = np.append(starts, codes.size)
        self.ends = tuple(limits[[len(rows), 2 * len(rows), asked_from, len(texts)]].tolist())
        """Where each Field's stretch of the array ends."""
        self._field_ends = np.array(self.ends)
        self._limits = limits.astype(np.int32)
        self.item_starts = self._limits[:-1]
        each = np.arange(len(rows), dtype=np.int32)
        self._item_rows = np.concatenate(
            (each, each, np.repeat(each, variant_counts), np.repeat(each, asked_counts))
        )
        self._item_numbers = np.concatenate(
            (np.zeros(2 * len(rows), np.int32), _counted(variant_counts), _counted(asked_counts))
        )
        lengths = np.diff(starts, append=codes.size)
        self.owners: npt.NDArray[np.uint16] | npt.NDArray[np.int32]
        self.owners = np.zeros(codes.size, dtype=np.int32)
        if len(rows) <= np.iinfo(np.uint16).max:
            self.owners = np.zeros(codes.size, dtype=np.uint16)
        """Which row each position belongs to."""
        for begin in range(0, len(texts), TOGETHER):
            some = slice(begin, begin + TOGETHER)
            owners = np.repeat(self._item_rows[some], lengths[some])
            self.owners[starts[begin] : starts[begin] + owners.size] = owners
        self.text = PositionalText(codes, alphabet, self.ends[:-1])
        self.initials = self._initials_of_rows(starts, lengths)
        self.heads = codes[starts[: len(rows)]]
        """The first character of each title, 0 for a blank one."""
        self.single = codes.take(starts[: len(rows)] + 1, mode="clip") == 0
        """Is the title, if it is not blank, of one character?"""
        self.hearing = {
            where: Hearing(
                codes,
                limits[items.start : items.stop + 1],
                self._item_rows[items],
                len(rows),
                alphabet.read_as,
            )
            for where, items in ((Where.TITLE, slice(0, len(rows))), (Where.TEXT, self._texts))
        }
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
        bits = self.alphabet.bits[self.text.codes]
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

    # What a message holds

    def occurring(self, pieces: tuple[Piece, ...]) -> dict[Side, tuple[Rows, Floats]]:
        """For each side the rows in which a literal row of characters occurs, and how often."""
        places = self.text.find(pieces)
        positions = np.zeros(0, dtype=np.int32) if places is None else places.positions
        title_end, shortcut_end, text_end, _ = self.ends
        rows = self.owners.take(positions).astype(np.int32)
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
        bits = bits_of(initials)
        in_title, in_text = (
            (self.initials[where][rows] & bits) != 0 for where in (Where.TITLE, Where.TEXT)
        )
        asked = slice(self._texts.stop, self._item_rows.size)
        items = np.where(in_text, self._items_of(rows, self._texts), self._items_of(rows, asked))
        first, behind = np.where(in_title, (rows, rows + 1), items)
        return self._between(first, behind)

    def all_stretches(self, rows: Rows) -> tuple[Rows, Rows]:
        """From where to where title, shortcut, texts and asked-as examples of the rows lie: first
        the titles of all rows, then their shortcuts, and so on.
        """
        count = len(self)
        asked = slice(self._texts.stop, self._item_rows.size)
        texts, others = self._items_of(rows, self._texts), self._items_of(rows, asked)
        first = np.concatenate((rows, rows + count, texts[0], others[0]))
        behind = np.concatenate((rows + 1, rows + count + 1, texts[1], others[1]))
        return self._between(first, behind)

    def _between(self, first: Rows, behind: Rows) -> tuple[Rows, Rows]:
        begins = self._limits.take(first).astype(np.intp)
        return begins, np.maximum(begins, self._limits.take(behind) - 1)

    def _items_of(self, rows: Rows, field: slice) -> tuple[Rows, Rows]:
        """For each row the first of its items in a field, and the one behind its last."""
        owners = self._item_rows[field]
        keys = rows.astype(np.int32)  # of the same type, or numpy converts the whole array
        first, behind = (owners.searchsorted(keys, side=side) for side in _SIDES)
        return first + field.start, behind + field.start

    def items(self, positions: Rows) -> Rows:
        """For each position the item it is in."""
        return self.item_starts.searchsorted(positions.astype(np.int32), side="right") - 1

    def fields(self, positions: npt.NDArray[np.signedinteger]) -> Rows:
        """For each position the number of its field."""
        return self._field_ends.searchsorted(positions, side="right")

    def parts(self, items: Rows) -> tuple[list[Field], list[int]]:
        """For each item its field, and its number in there."""
        fields = self._field_ends.searchsorted(self.item_starts.take(items), side="right")
        return [_FIELDS[field] for field in fields.tolist()], self._item_numbers[items].tolist()

    def bound(
        self,
        kinds: frozenset[str] | None,
        category: str = "",
        among: Collection[Uid] | None = None,
    ) -> Mask:
        """The rows that are alive, of these kinds, in this category or below it, and among these.

        None and "" let all through.
        """
        bound = self.alive
        if kinds is not None:
            fits = np.array([kind in kinds for kind in self._kinds], np.bool_)
            bound = bound & fits[self._kind_of]
        if category:
            bound = bound & self.categories.within(category)
        if among is not None:
            rows = [self.row_of[uid] for uid in among if uid in self.row_of]
            named = np.zeros(len(self), dtype=np.bool_)
            named[rows] = True
            bound = bound & named
        return bound

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


def bits_of(initials: Iterable[Piece]) -> np.uint32:
    """Those of Alphabet.bits that stand for the initials."""
    return np.uint32(sum({1 << BITS[piece.value] for piece in initials}))


def _counted(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """0, 1, … for each count: [2, 3] gives 0 1 0 1 2."""
    before = np.repeat(np.cumsum(counts) - counts, counts)
    return (np.arange(before.size) - before).astype(np.int32)
