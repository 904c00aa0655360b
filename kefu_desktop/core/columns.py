"""What the columns of a table mean: guessed from its first rows, and mended by who imports it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace


class Meaning(StrEnum):
    """What a column holds. ``KIND_OR_CATEGORY`` is a header like 类型, which names either."""

    CATEGORY = "category"
    TITLE = "title"
    SHORTCUT = "shortcut"
    TEXT = "text"
    VARIANT = "variant"
    KIND = "kind"
    TAGS = "tags"
    QUESTION = "question"
    ASKED_AS = "asked-as"
    KEYWORDS = "keywords"
    NOTES = "notes"
    KIND_OR_CATEGORY = "kind-or-category"
    OTHER = "other"


class Layout(Struct, frozen=True):
    """What the columns of a table mean, and the number of the row that said so (0: none did)."""

    meanings: tuple[Meaning, ...]
    header: int = 0

    def columns(self, meaning: Meaning) -> list[int]:
        """Gives the columns of a meaning from left to right."""
        return [column for column, means in enumerate(self.meanings) if means is meaning]


class Table(Struct, frozen=True):
    """One table of a file: its sheet (blank where there are none), its first rows with their
    numbers from 1, and what its columns mean. Without a ``layout`` nothing is read from it.
    ``heads`` are the layouts that single rows would tell if they were the header.
    """

    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    layout: Layout | None
    heads: tuple[Layout, ...] = ()

    def headed_at(self, number: int) -> Layout:
        """Gives the layout with the row ``number`` as its header (0: none): as that row tells it,
        else with what the columns mean now.
        """
        for layout in self.heads:
            if layout.header == number:
                return layout
        width = max((len(cells) for _, cells in self.rows), default=0)
        return replace(self.layout or Layout((Meaning.OTHER,) * width), header=number)


Layouts = Mapping[str, Layout | None]
"""What the user says of the tables of a file, by sheet; None leaves a sheet out."""

NO_LAYOUTS: Layouts = MappingProxyType({})
"""Nothing was said: each table is read as it seems to be."""
