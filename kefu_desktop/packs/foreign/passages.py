"""A written document line by line (or paragraph by paragraph), whatever it was written with.

Readers of plain text, Markdown and Word give these; what they mean is judged elsewhere, alike for
all of them.
"""

from collections.abc import Sequence

from msgspec import Struct

from kefu_desktop.packs.rows import Row


class Passage(Struct, frozen=True):
    """One line or paragraph. ``line`` is its place from 1; ``marker`` the bullet or number that was
    before the text; ``level`` that of a heading that is told as one (0: it is none).

    ``gap`` tells of a blank line before it, ``apart`` of a rule or a page's end. ``fenced`` is what
    stands between fences, line ends and all; ``flat`` tells that marks of Markdown were taken out.
    ``deep`` is how far it is indented, in levels of a list.
    """

    text: str
    line: int
    marker: str = ""
    level: int = 0
    gap: bool = False
    apart: bool = False
    fenced: bool = False
    bold: bool = False
    flat: bool = False
    deep: int = 0


class Grid(Struct, frozen=True):
    """A table; the numbers of its rows are lines of the document."""

    rows: Sequence[Row]
    line: int


Block = Passage | Grid


class Document(Struct, frozen=True):
    """The blocks of a document in order, and the title that it gives itself, if any."""

    blocks: Sequence[Block]
    title: str = ""
