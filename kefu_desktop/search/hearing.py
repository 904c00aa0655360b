"""Which syllables each row holds: a single one stands at every tenth character of a library, and
with a bit for each no position has to be looked at.

Only readings that today's words use count; the rare ones are few enough to be looked up.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kefu_desktop.search.alphabet import Bits, Codes
from kefu_desktop.search.labels import TOGETHER, Mask, Rows

_WORD = 64
_ALL = (1 << _WORD) - 1


class Hearing:
    """The syllables of one field of all rows."""

    __slots__ = ("_words",)

    def __init__(
        self, codes: Codes, starts: Rows, owners: npt.NDArray[np.int32], rows: int, bits: Bits
    ) -> None:
        """Text i of the field begins at `starts[i]`, belongs to row `owners[i]`, and reaches to the
        next one; the last of `starts` is where that would begin. `bits` are of Alphabet.read_as.
        """
        self._words = np.zeros((len(bits), rows), dtype=np.uint64)
        for begin in range(0, owners.size, TOGETHER):
            some = owners[begin : begin + TOGETHER]
            limits = starts[begin : begin + some.size + 1]
            these = codes[limits[0] : limits[-1]].astype(np.intp)
            within = limits[:-1] - limits[0]
            for word, characters in zip(self._words, bits, strict=True):
                held = np.bitwise_or.reduceat(characters.take(these), within)
                np.bitwise_or.at(word, some, held)

    def rows(self, syllables: int) -> Mask:
        """The rows that hold one of the syllables, given as their bits (Alphabet.sounds)."""
        mask = np.zeros(self._words.shape[1], dtype=np.bool_)
        for number, word in enumerate(self._words):
            wanted = (syllables >> (number * _WORD)) & _ALL
            if wanted:
                mask |= (word & np.uint64(wanted)) != 0
        return mask
