"""Tags and categories: few names on many replies, found by the same spellings as texts.

A filter means the name itself when there is one of exactly that name, else all names that begin
so, by character or by sound, else those that contain it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.alphabet import Alphabet, Codes
from kefu_desktop.search.pieces import Spelling
from kefu_desktop.search.positions import PositionalText
from kefu_desktop.search.ranking import Manner
from kefu_desktop.search.text import Folding, points_of

Rows = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

TOGETHER = 8192
"""How many texts are taken in one go: each is a single call, and all other threads wait for its
end. All texts of 100,000 replies at once took 45 ms.
"""


def joined(texts: Sequence[str], folding: Folding, alphabet: Alphabet) -> tuple[Codes, Rows]:
    """The characters of many texts with separators around each, and the place each begins at."""
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    starts = np.cumsum(lengths + 1) - lengths
    parts: list[Codes] = [np.zeros(1, dtype=np.uint16)]
    for begin in range(0, len(texts), TOGETHER):
        points = points_of("\0".join((*texts[begin : begin + TOGETHER], "")))
        parts.append(alphabet.encode(folding.points(points)))
    codes: npt.NDArray[Any] = np.concatenate(parts)
    codes[starts + lengths] = 0
    return codes, starts


class Fit(IntEnum):
    """How a filter fits a name, ascending."""

    NONE = 0
    INSIDE = 1
    START = 2
    WHOLE = 3


class Names:
    """Distinct names, searchable; number i is names[i]."""

    __slots__ = ("_longest", "_name_of", "_text", "names")

    def __init__(self, names: Iterable[str], folding: Folding, alphabet: Alphabet) -> None:
        self.names = tuple(dict.fromkeys(names))
        codes, starts = joined(self.names, folding, alphabet)
        self._longest = max(map(len, self.names), default=0)
        self._text = PositionalText(codes, alphabet)
        self._name_of = np.searchsorted(starts, np.arange(codes.size), side="right") - 1

    def matches(self, spellings: Iterable[Spelling]) -> Iterable[tuple[Manner, Fit, Rows]]:
        """The numbers of names that match, with how and where in the name."""
        codes = self._text.codes
        for manner, pieces in spellings:
            places = self._text.find(pieces) if len(pieces) <= self._longest else None
            if places is None:
                continue
            begins = codes[places.positions - 1] == 0
            ends = codes.take(places.positions + len(pieces), mode="clip") == 0
            numbers = self._name_of[places.positions]
            if places.rare is not None:
                begins &= ~places.rare
            yield manner, Fit.WHOLE, numbers[begins & ends]
            yield manner, Fit.START, numbers[begins & ~ends]
            if manner is Manner.LITERAL:
                yield manner, Fit.INSIDE, numbers[~begins]

    def fits(self, spellings: Iterable[Spelling]) -> npt.NDArray[np.int8]:
        """For each name how well it fits as a filter; only a literal match makes it WHOLE."""
        fits = np.zeros(len(self.names), dtype=np.int8)
        for manner, fit, numbers in self.matches(spellings):
            value = fit if manner is Manner.LITERAL else min(fit, Fit.START)
            fits[numbers] = np.maximum(fits[numbers], value)
        return fits


class Tags:
    """Which rows carry which tag."""

    __slots__ = ("_ends", "_rows", "names")

    def __init__(
        self, tags_of_rows: Sequence[tuple[str, ...]], folding: Folding, alphabet: Alphabet
    ) -> None:
        self.names = Names((t for tags in tags_of_rows for t in tags), folding, alphabet)
        number = {name: i for i, name in enumerate(self.names.names)}
        counts = np.array([len(tags) for tags in tags_of_rows], dtype=np.int64)
        tag = np.array([number[t] for tags in tags_of_rows for t in tags], dtype=np.int64)
        row = np.repeat(np.arange(len(tags_of_rows), dtype=np.int64), counts)
        order = np.argsort(tag, kind="stable")
        self._rows = row[order]
        self._ends = np.concatenate(([0], np.cumsum(np.bincount(tag, minlength=len(number)))))

    def rows(self, numbers: Rows) -> Rows:
        """The rows that carry any of the tags, unsorted and with repeats."""
        ends = self._ends
        parts = [self._rows[ends[n] : ends[n + 1]] for n in numbers.tolist()]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


class Categories:
    """Which category each row is in; a category is a path of names."""

    __slots__ = ("_components", "_path_of_row", "_paths", "names", "paths")

    def __init__(self, path_of_rows: Sequence[str], folding: Folding, alphabet: Alphabet) -> None:
        self.paths = tuple(dict.fromkeys(path_of_rows))
        number = {path: i for i, path in enumerate(self.paths)}
        self._path_of_row = np.array([number[path] for path in path_of_rows], dtype=np.int32)
        self._paths = [tuple(filter(None, path.split("/"))) for path in self.paths]
        self.names = Names((name for path in self._paths for name in path), folding, alphabet)
        numbers = {name: i for i, name in enumerate(self.names.names)}
        self._components = [tuple(numbers[name] for name in path) for path in self._paths]

    def within(self, path: str) -> Mask:
        """The rows in exactly this category or below it."""
        wanted = tuple(filter(None, path.split("/")))
        return self._rows([p[: len(wanted)] == wanted for p in self._paths])

    def along(self, parts: Sequence[npt.NDArray[np.int8]], least: Sequence[int]) -> Mask:
        """The rows whose path has names in a row that fit the parts of a filter at least so well.

        No parts ask for any category at all.
        """
        if not parts:
            return self._rows([bool(path) for path in self._components])
        return self._rows(
            [
                any(
                    all(
                        fits[name] >= bound
                        for fits, bound, name in zip(parts, least, path[start:], strict=False)
                    )
                    for start in range(len(path) - len(parts) + 1)
                )
                for path in self._components
            ]
        )

    def _rows(self, holds: list[bool]) -> Mask:
        mask: Mask = np.array(holds, dtype=np.bool_)[self._path_of_row]
        return mask
