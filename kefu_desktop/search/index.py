"""Finds the replies an agent means while typing, and says where in them.

Built from the library, never stored. A change adds a small segment and masks what it replaces, so
a commit costs as much as its own replies; once `wants_rebuild` is true a fresh index should be
built elsewhere and take this one's place. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.model import Uid
from kefu_desktop.search.alphabet import Alphabet
from kefu_desktop.search.document import Document, Field, Hit, Hits, Place, Reason
from kefu_desktop.search.grading import (
    LITTLE,
    Found,
    is_certain,
    is_doubtful,
    is_little,
    seek,
    seek_shortcut,
)
from kefu_desktop.search.labels import Fit, Mask, Rows
from kefu_desktop.search.pieces import Speller, literally
from kefu_desktop.search.places import places_of
from kefu_desktop.search.query import Query, parse, verbatim
from kefu_desktop.search.ranking import (
    DAY,
    RECENT_DAYS,
    Floats,
    Manner,
    best_first,
    reason_of,
    worths,
)
from kefu_desktop.search.readings import Readings
from kefu_desktop.search.segment import Segment
from kefu_desktop.search.suggest import scores
from kefu_desktop.search.typos import Slips

__all__ = ["BuildCancelled", "Document", "Field", "Hit", "Hits", "Index", "Place", "Reason"]

_NEWEST_ROWS = 160
"""Rows the newest segment takes in before the next one is begun."""
_SEGMENTS = 8
_CHANGES = 2000
_TERMS_FOR_SLIPS = 4
_FAVOURITES_FIRST = 1000.0
_POPULARITY_SHARE = 0.05
"""What popularity counts beside the likeness to a message."""


class BuildCancelled(Exception):
    """The caller's `cancelled` answered yes; there is no index."""


class _Matches(Struct, frozen=True, eq=False):
    """The rows of one segment that match everything asked."""

    segment: Segment
    founds: tuple[Found, ...]
    rows: Rows


_Why = tuple[Reason, tuple[Place, ...]]


class Index:
    """All replies of a library, ready to be found."""

    def __init__(self, readings: Readings) -> None:
        """An index of nothing; `update` fills it."""
        self._folding = readings.folding
        self._alphabet = Alphabet(readings)
        self._speller = Speller(readings.syllables)
        self._slips = Slips(self._speller)
        self._worths = worths()
        self._segments: list[Segment] = []
        self._newest: dict[Uid, Document] = {}
        self._changes = 0

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        readings: Readings,
        *,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Index:
        """An index of all these replies; of two with one uid the later counts.

        Raises BuildCancelled soon after `cancelled()` is true.
        """
        index = cls(readings)
        wanted: dict[Uid, Document] = {}
        for place, document in enumerate(documents):
            if place % 1000 == 0 and cancelled():
                raise BuildCancelled
            wanted[document.uid] = document
        if wanted:
            segment = index._segment(tuple(wanted.values()))
            index._segments.append(segment)
            while wanted:
                # One by one, for all at once they would hold every other thread up for 40 ms.
                wanted.popitem()
            # Looked up here, off the agent's time, the first pinyin typed is as quick as the next.
            for piece in index._speller.usual_pieces():
                segment.text.count(piece)
        if cancelled():
            raise BuildCancelled
        return index

    def _segment(self, documents: Sequence[Document]) -> Segment:
        return Segment(documents, self._folding, self._alphabet)

    def __len__(self) -> int:
        return sum(int(np.count_nonzero(segment.alive)) for segment in self._segments)

    def _find_row(self, uid: Uid) -> tuple[Segment, int] | None:
        for segment in reversed(self._segments):
            row = segment.row_of.get(uid)
            if row is not None and segment.alive[row]:
                return segment, row
        return None

    @property
    def wants_rebuild(self) -> bool:
        """Have so many replies changed that finding gets slower than it need be?"""
        return self._changes > _CHANGES or len(self._segments) > _SEGMENTS

    def update(self, changed: Sequence[Document], removed: Sequence[Uid]) -> None:
        """Takes in what a commit changed: new and edited replies, and those that went.

        A uid in both stays, as changed.
        """
        wanted = {document.uid: document for document in changed}
        self._changes += len(wanted) + len(removed)
        for uid in {*removed, *wanted}:
            known = self._find_row(uid)
            if known is not None:
                segment, row = known
                segment.alive[row] = False
            self._newest.pop(uid, None)
        if not wanted:
            return
        if self._newest and len(self._newest) + len(wanted) <= _NEWEST_ROWS:
            wanted = {**self._newest, **wanted}
            self._segments.pop()
        self._segments.append(self._segment(tuple(wanted.values())))
        self._newest = wanted if len(wanted) <= _NEWEST_ROWS else {}

    def usual_characters(self, limit: int) -> str:
        """The characters that the replies hold most often, the most frequent first."""
        counts = np.zeros(len(self._alphabet), dtype=np.int64)
        for segment in self._segments:
            known = segment.text.counts()
            counts[: known.size] += known
        counts[0] = 0  # what stands between texts
        usual = np.argsort(-counts, kind="stable")[: min(limit, int(np.count_nonzero(counts)))]
        return "".join(map(chr, self._alphabet.points[usual].tolist()))

    def used(self, uid: Uid, uses: int, last_used: float) -> None:
        """Takes over the use of a reply as it is now; `last_used` in epoch seconds.

        A reply the index does not hold is not its business: it may have been deleted meanwhile.
        """
        known = self._find_row(uid)
        if known is not None:
            segment, row = known
            segment.used(row, uses, last_used)
        if uid in self._newest:
            self._newest[uid] = replace(self._newest[uid], uses=uses, last_used=last_used)

    def find(
        self,
        text: str,
        *,
        now: float,
        limit: int = 50,
        kinds: frozenset[str] | None = None,
        category: str = "",
        among: Collection[Uid] | None = None,
    ) -> Hits:
        """The best replies for what was typed, best first, and how many match in all.

        Every term and filter holds for every hit. Nothing typed lists favourites, then the most
        used and recent, then the rest. `now` is in epoch seconds; `kinds`, `category` (a path, with
        what is below it) and `among` narrow the question from outside.
        """
        query = parse(text, self._folding)
        bounds = [segment.bound(kinds, category, among) for segment in self._segments]
        if query.is_empty:
            return self._browse(now, limit, bounds)
        matches = self._match(query, bounds)
        if query.filters and not matches:
            query = verbatim(text, self._folding)
            matches = self._match(query, bounds)
        return self._hits(query, matches, now, limit)

    def count(
        self, text: str = "", *, kinds: frozenset[str] | None = None, category: str = ""
    ) -> int:
        """How many replies find() knows for this."""
        return self.find(text, now=0.0, limit=0, kinds=kinds, category=category).total

    def suggest(
        self,
        message: str,
        *,
        now: float,
        limit: int = 10,
        kinds: frozenset[str] | None = None,
    ) -> Hits:
        """Replies to a buyer's whole message, best first; none if nothing resembles it.

        Unlike find() not every word has to match. Use only decides among near equals.
        """
        parts = scores(self._segments, self._folding.text(message))
        matches, ranked = [], []
        for segment, score in zip(self._segments, parts, strict=True):
            rows = np.flatnonzero((score > 0) & segment.bound(kinds))
            if rows.size:
                matches.append(_Matches(segment, (), rows))
                popular = segment.popularity(now)[rows]
                ranked.append(score[rows] + np.float32(_POPULARITY_SHARE) * popular)
        hits = [
            Hit(matches[number].segment.uids[row], score, Reason.MESSAGE, ())
            for number, row, score in _top(matches, ranked, limit)
        ]
        return Hits(tuple(hits), sum(match.rows.size for match in matches))

    def _browse(self, now: float, limit: int, bounds: Sequence[Mask]) -> Hits:
        matches = [
            _Matches(segment, (), np.flatnonzero(bound))
            for segment, bound in zip(self._segments, bounds, strict=True)
        ]
        hits = []
        for number, row, score in self._best(matches, now, limit, browsing=True):
            segment = matches[number].segment
            uses = segment.uses[row] > 0
            if segment.favourite[row]:
                reason = Reason.FAVOURITE
            elif uses and now - segment.last_used[row] < RECENT_DAYS * DAY:
                reason = Reason.RECENT
            else:
                reason = Reason.USED if uses else Reason.LISTED
            hits.append(Hit(segment.uids[row], score, reason, ()))
        return Hits(tuple(hits), sum(match.rows.size for match in matches))

    # From a question to rows

    def _scope(self, segment: Segment, query: Query, scope: Mask) -> Mask:
        """The rows of `scope` that the question's own filters leave."""
        for path in query.categories:
            scope = scope & self._on_path(segment, path)
        for tag in query.tags:
            scope = scope & self._tagged(segment, tag)
        return scope

    def _on_path(self, segment: Segment, path: tuple[str, ...]) -> Mask:
        categories = segment.categories
        fits = [categories.names.fits(self._speller.spellings(part)) for part in path]
        return categories.along(fits, [max(1, int(fit.max(initial=0))) for fit in fits])

    def _tagged(self, segment: Segment, tag: str) -> Mask:
        """The rows whose tag or category the name means; "" for all that have a tag."""
        tags, categories = segment.tags, segment.categories
        mask = np.zeros(len(segment), dtype=np.bool_)
        if not tag:
            mask[tags.rows(np.arange(len(tags.names.names)))] = True
            return mask
        spellings = self._speller.spellings(tag)
        fits, paths = tags.names.fits(spellings), categories.names.fits(spellings)
        least = max(int(fits.max(initial=0)), int(paths.max(initial=0)))
        if least == Fit.NONE:
            return mask
        mask[tags.rows(np.flatnonzero(fits >= least))] = True
        return mask | categories.along([paths], [least])

    def _match(self, query: Query, bounds: Sequence[Mask]) -> list[_Matches]:
        """The segments where something matches all; empty when nothing does."""
        scopes = [
            self._scope(segment, query, bound)
            for segment, bound in zip(self._segments, bounds, strict=True)
        ]
        founds: list[list[Found]] = []
        if query.shortcut is not None:
            row = literally(query.shortcut)
            founds.append([seek_shortcut(segment, row) for segment in self._segments])
        exact = len(founds)
        for term in query.terms:
            spellings = self._speller.spellings(term)
            founds.append([seek(segment, spellings) for segment in self._segments])
        matches = self._join(scopes, founds)
        if query.terms and len(query.terms) <= _TERMS_FOR_SLIPS:
            little = sum(match.rows.size for match in matches) < LITTLE
            found = False
            for term, parts in zip(query.terms, founds[exact:], strict=True):
                missed = little and is_little(parts) and not is_certain(term, parts)
                if missed or is_doubtful(term, parts):
                    found |= self._add_slips(term, parts)
            if found:
                matches = self._join(scopes, founds)
        return matches

    def _add_slips(self, term: str, parts: list[Found]) -> bool:
        """Adds what likely slips of a term find, and the others only where that is little too."""
        spellings = self._slips.spellings(term)
        for manner in (Manner.NEAR_TYPO, Manner.FAR_TYPO):
            tried = [spelling for spelling in spellings if spelling.manner is manner]
            if tried:
                for segment, part in zip(self._segments, parts, strict=True):
                    part.add(seek(segment, tried))
                if not is_little(parts):
                    break
        return bool(spellings)

    def _join(self, scopes: Sequence[Mask], founds: Sequence[Sequence[Found]]) -> list[_Matches]:
        matches = []
        for place, (segment, scope) in enumerate(zip(self._segments, scopes, strict=True)):
            parts = tuple(found[place] for found in founds)
            for part in parts:
                scope = scope & (part.grades != 0)
            rows = np.flatnonzero(scope)
            if rows.size:
                matches.append(_Matches(segment, parts, rows))
        return matches

    # From rows to hits

    def _best(
        self, matches: Sequence[_Matches], now: float, limit: int, *, browsing: bool = False
    ) -> list[tuple[int, int, float]]:
        """The best rows of all segments: which of the matches, row, score."""
        ranked = []
        for match in matches:
            score = match.segment.popularity(now)[match.rows]
            if browsing:
                # Nobody asked for short ones: what was never used comes in the library's order.
                score += match.segment.lengths[match.rows]
                score[match.segment.favourite[match.rows]] += _FAVOURITES_FIRST
            for found in match.founds:
                score += self._worths[found.grades[match.rows]] / np.float32(len(match.founds))
            ranked.append(score)
        return _top(matches, ranked, limit)

    def _hits(self, query: Query, matches: Sequence[_Matches], now: float, limit: int) -> Hits:
        best = self._best(matches, now, limit)
        total = sum(match.rows.size for match in matches)
        named = Reason.CATEGORY if query.categories else Reason.TAG
        explained: dict[tuple[int, int], _Why] = {}
        for number, match in enumerate(matches):
            rows = [row for owner, row, _ in best if owner == number]
            if rows and match.founds:
                grades = match.founds[0].grades[rows]
                for found in match.founds[1:]:
                    np.maximum(grades, found.grades[rows], out=grades)
                places = places_of(match.segment, self._alphabet, match.founds, rows)
                whys = zip(map(reason_of, grades.tolist()), places, strict=True)
                if len(rows) == len(best):  # nearly always: one segment holds nearly all replies
                    uids = match.segment.uids
                    pairs = zip(best, whys, strict=True)
                    return Hits(tuple([Hit(uids[r], s, *why) for (_, r, s), why in pairs]), total)
                explained.update(zip(((number, row) for row in rows), whys, strict=True))
        unexplained = (named, ())
        hits = tuple(
            Hit(
                matches[number].segment.uids[row], score, *explained.get((number, row), unexplained)
            )
            for number, row, score in best
        )
        return Hits(hits, total)


def _top(
    matches: Sequence[_Matches], scores: Sequence[Floats], limit: int
) -> list[tuple[int, int, float]]:
    """The best rows of all segments: which of the matches, row, score."""
    if not matches or limit <= 0:
        return []
    if len(scores) == 1:
        chosen = best_first(scores[0], limit)
        rows, best = matches[0].rows.take(chosen).tolist(), scores[0].take(chosen).tolist()
        return [(0, row, score) for row, score in zip(rows, best, strict=True)]
    together = np.concatenate(scores)
    ends = np.cumsum([score.size for score in scores])
    chosen = best_first(together, limit)
    which = ends.searchsorted(chosen, side="right")
    return [
        (number, int(matches[number].rows[place - (ends[number] - scores[number].size)]), score)
        for number, place, score in zip(
            which.tolist(), chosen.tolist(), together[chosen].tolist(), strict=True
        )
    ]
