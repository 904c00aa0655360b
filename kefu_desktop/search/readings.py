"""The pinyin readings of a character and the folding table, from one generated file.

The readings are those of a *folded* character: 著 folds to 着, so 着 is also read zhu. The file is
written by scripts/make_readings.py from pypinyin and OpenCC, which are not needed to run.
"""

from __future__ import annotations

import json
import zlib

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kefu_desktop.search.ranges import spread
from kefu_desktop.search.text import Folding, Points

MAGIC = b"KEFU-READINGS-1\n"


class FlatReadings(Struct, frozen=True, eq=False):
    """Readings of many characters side by side: entry i says that `owners[i]` may be read so."""

    owners: npt.NDArray[np.int64]
    """Which of the characters asked for, by its place in the question."""
    syllables: npt.NDArray[np.int64]
    """Numbers into Readings.syllables."""
    common: npt.NDArray[np.bool_]
    """False for readings that hardly occur in today's words (女 ru, 还 fu)."""


class Readings:
    """Toneless readings, ü written v, the dominant one first; and the folding they belong to."""

    __slots__ = ("_characters", "_flags", "_starts", "folding", "syllables")

    def __init__(
        self,
        folding: Folding,
        syllables: tuple[str, ...],
        characters: Points,
        counts: npt.NDArray[np.uint8],
        flags: npt.NDArray[np.uint16],
    ) -> None:
        """Of each character `counts` flags: syllable number · 2 + (1 if common)."""
        self.folding = folding
        self.syllables = syllables
        self._characters = characters
        self._starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
        self._flags = flags

    @classmethod
    def load(cls, data: bytes) -> Readings:
        """Reads the generated file, in some 10 ms.

        Raises ValueError if these are not its bytes: the program came without its own resource, so
        there is nothing a user could mend.
        """
        if not data.startswith(MAGIC):
            raise ValueError("not a table of readings")
        try:
            body = zlib.decompress(data[len(MAGIC) :])
        except zlib.error as error:
            raise ValueError("a damaged table of readings") from error
        head, _, rest = body.partition(b"\n")
        plan = json.loads(head)
        sections: dict[str, npt.NDArray[np.generic]] = {}
        place = 0
        for name, dtype, count in plan["sections"]:
            sections[name] = np.frombuffer(rest, dtype=dtype, count=count, offset=place)
            place += sections[name].nbytes
        ascending = {
            name: np.cumsum(sections[name], dtype=np.uint32) for name in ("characters", "sources")
        }
        return cls(
            Folding(ascending["sources"], sections["targets"].astype(np.uint32)),
            tuple(plan["syllables"]),
            ascending["characters"],
            sections["counts"].astype(np.uint8),
            sections["flags"].astype(np.uint16),
        )

    def of(self, character: str) -> tuple[str, ...]:
        """The readings of one character, the dominant one first; none if it is not Chinese."""
        flat = self.flat(self.folding.points(np.array([ord(character)], dtype=np.uint32)))
        return tuple(self.syllables[number] for number in flat.syllables)

    def flat(self, points: Points) -> FlatReadings:
        """The readings of many folded characters at once."""
        if self._characters.size == 0 or points.size == 0:
            nothing = np.zeros(0, dtype=np.int64)
            return FlatReadings(nothing, nothing, np.zeros(0, dtype=np.bool_))
        places = np.minimum(
            np.searchsorted(self._characters, points), self._characters.size - 1
        ).astype(np.int64)
        known = np.flatnonzero(self._characters[places] == points)
        places = places[known]
        which, entries = spread(self._starts[places], self._starts[places + 1])
        flags = self._flags[entries].astype(np.int64)
        return FlatReadings(known[which], flags >> 1, (flags & 1).astype(np.bool_))
