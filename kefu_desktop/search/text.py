"""Makes texts comparable one character at a time, so that a place found is a place in the original.

Width, case, accents and Traditional → Simplified are folded by one table. The fold never changes
how many characters there are, so it must not be replaced by str.lower(), NFKC or a converter of
phrases: each of those moves the places behind it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.uint32]
"""Unicode code points, one for each character of a Python string."""

PLANES_END = 0x32000
"""Code points from here on fold to themselves; below are all scripts and the ideographs."""


def points_of(text: str) -> Points:
    """The code points of a string; lone surrogates (in hostile data) stay as they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def text_of(points: Points) -> str:
    """The string of code points; the inverse of points_of()."""
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


_SHORT = 100
"""Characters up to which a string is folded one by one, as what is typed again and again."""


class _Known(dict[int, int]):
    """Code points that were folded before; as many as are looked up in short strings."""

    def __init__(self, table: Points) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, point: int) -> int:
        folded = int(self._table[point]) if point < PLANES_END else point
        self[point] = folded
        return folded


class Folding:
    """One character to one character, as a table of code points."""

    __slots__ = ("_known", "_table")

    def __init__(self, sources: Points, targets: Points) -> None:
        """`sources[i]` folds to `targets[i]`; everything else stays. All lie below PLANES_END."""
        self._table = np.arange(PLANES_END, dtype=np.uint32)
        self._table[sources] = targets
        self._known = _Known(self._table)

    def points(self, points: Points) -> Points:
        """The folded code points, as many as came in."""
        if points.size == 0:
            return points.astype(np.uint32)
        if int(points.max()) < PLANES_END:
            return self._table[points]
        folded = points.astype(np.uint32)
        low = folded < PLANES_END
        folded[low] = self._table[folded[low]]
        return folded

    def text(self, text: str) -> str:
        """The folded string; `len(fold.text(s)) == len(s)` for every string."""
        if len(text) <= _SHORT:
            return text.translate(self._known)
        return text_of(self.points(points_of(text)))
