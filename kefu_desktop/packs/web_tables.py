"""Tables in HTML, and in the XML that Excel wrote in 2003: what many back offices of shops call
``.xls``, and Excel opens as one.

Both are marks round rows and cells, read by one parser that knows no entities but those of HTML, so
nothing in such a file can make it grow. A page without a table of replies is read as the text that
it shows.
"""

import re
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

from msgspec import Struct, field

from kefu_desktop.core.columns import NO_LAYOUTS, Layouts, Table
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly
from kefu_desktop.packs.foreign.dialogue import assembled, take
from kefu_desktop.packs.foreign.html_text import HTML_LIMIT, page_text, tidied
from kefu_desktop.packs.foreign.manuals import Sort
from kefu_desktop.packs.foreign.written_text import text_document
from kefu_desktop.packs.layout_guess import SAMPLE_ROWS
from kefu_desktop.packs.limits import MIB, Limits, read_bytes
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.sheets import Sheet, read_sheets, sample_sheets
from kefu_desktop.packs.text_encoding import decode, holds_foreign_bytes

_LARGEST = 16 * MIB
"""Bytes of a page, which takes longer to read than any other file of its size."""

_BEGINS = re.compile(
    r"(?:\s|<\?[^<>]*>|<!--(?:(?!-->).)*-->|<!doctype[^<>]*>)*"
    r"<(?:html|head|body|meta|style|title|table|div|center|p|h[1-6]|form|(?:\w+:)?workbook)\b",
    re.IGNORECASE | re.DOTALL,
)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00:00(?:\.0+)?")
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")
_SOFT = re.compile(r"[\s\xa0]*\f[\s\xa0]*")
_BLOCKS = frozenset({"p", "div", "li"})
_CELLS = frozenset({"td", "th", "cell"})
_ROWS = frozenset({"tr", "row"})
_UNSHOWN = frozenset(
    {"script", "style", "comment", "title", "documentproperties", "officedocumentsettings",
     "excelworkbook", "styles", "worksheetoptions", "names"}
)  # fmt: skip
_FURTHEST = 10_000


def is_web_table(probe: Probe) -> bool:
    """Whether it is a page of HTML, or a workbook of 2003 in XML."""
    return probe.text is not None and _BEGINS.match(probe.text[:4096]) is not None


def read_web_table(path: Path, watch: Watch, limits: Limits, layouts: Layouts = NO_LAYOUTS) -> Pack:
    """Reads a page. Raises :class:`InvalidInput` when it shows no replies (FILE_NO_TEXT_COLUMN for
    one with tables, FILE_UNKNOWN for any other).
    """
    text, encoding = _text(path, limits)
    watch.tell(0)
    refused = InvalidInput(Code.FILE_UNKNOWN, path=str(path))
    try:
        sheets, left = _sheets(text, limits)
        beside = partial(_take_beside, text, left, watch=watch, encoding=encoding)
        return read_sheets(path, sheets, watch, limits, layouts, beside if left else None)
    except InvalidInput as error:
        if error.code is Code.FILE_NO_TEXT_COLUMN:
            refused = error
        elif error.code is not Code.FILE_EMPTY:
            raise
    try:
        shown = text_document(page_text(text, tables=True))
        return assembled(shown, path, watch, limits, encoding=encoding, paragraphs=False)
    except InvalidInput:
        raise refused from None


def sample_web_table(path: Path, limits: Limits) -> tuple[Table, ...]:
    """Gives the tables without reading their records; raises as :func:`read_web_table` does, but
    not for what the columns mean.
    """
    return sample_sheets(_sheets(_text(path, limits)[0], limits)[0])


def _text(path: Path, limits: Limits) -> tuple[str, str]:
    """Gives the text and its encoding."""
    text, encoding, damaged = decode(read_bytes(path, min(_LARGEST, limits.text_bytes)), path)
    if damaged and holds_foreign_bytes(text):
        raise InvalidInput(Code.FILE_ENCODING, path=str(path))
    return text.removeprefix("\ufeff"), encoding


def _take_beside(text: str, left: int, assembly: Assembly, *, watch: Watch, encoding: str) -> None:
    """Takes what is said beside the tables of a page. Nothing else counts there: the words round a
    table are what a browser shows round it.
    """
    said = {Sort.DIALOGUE, Sort.QUESTIONS}
    shown = text_document(page_text(text, tables=False)) if len(text) <= HTML_LIMIT else None
    taken = shown is not None and take(
        shown, assembly, watch, encoding=encoding, paragraphs=False, sorts=said
    )
    if not taken:
        assembly.find(Where(assembly.path.name), Code.PASSAGE_LEFT, count=left)


def _sheets(text: str, limits: Limits) -> tuple[list[Sheet], int]:
    """Gives the tables, and how many texts stand beside them."""
    reader = _Tables(limits)
    reader.feed(tidied(text))
    reader.close()
    filled = [one for one in reader.tables if any(row.cells for row in one.rows)]
    if len(filled) > limits.sheets:
        raise InvalidInput(Code.TOO_MANY, what="sheets", count=len(filled), limit=limits.sheets)
    sheets = [
        Sheet(
            one.title or (f"Table {number}" if len(filled) > 1 else ""),
            one.rows[:SAMPLE_ROWS],
            iter(one.rows[SAMPLE_ROWS:]),
            # Pages lay out their forms in tables, too.
            headed=True,
        )
        for number, one in enumerate(filled, start=1)
    ]
    return sheets, reader.beside


class _Grid(Struct):
    """A table that is being read. ``spans`` tells by column for how many rows yet, and with what,
    a merged cell reaches down.
    """

    title: str = ""
    rows: list[Row] = field(default_factory=list)
    number: int = 0
    spans: dict[int, tuple[int, str]] = field(default_factory=dict)


class _Cell(Struct):
    """A cell that is being read, and how far it reaches."""

    column: int
    across: int
    down: int
    pieces: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Gives what is read in the cell."""
        broken = _SOFT.sub("\v", "".join(self.pieces))
        lines = (_BLANKS.sub(" ", line).strip() for line in broken.split("\v"))
        return _MIDNIGHT.sub(r"\1", "\n".join(lines).strip("\n"))


class _Tables(HTMLParser):
    """Takes down the tables. One within a cell of another is more of that cell."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Grid] = []
        self.beside = 0
        """How many texts stand outside of the tables."""
        self._limits = limits
        self._title = ""
        self._within = 0
        self._unshown = 0
        self._cells: dict[int, str] | None = None
        self._above: dict[int, str] = {}
        self._wide = False
        self._cell: _Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        told = {key.rpartition(":")[2]: value or "" for key, value in attrs}
        if name in _UNSHOWN:
            self._unshown += 1
        elif name == "worksheet":
            self._title = told.get("name", "")
        elif name == "table":
            self._within += 1
            if self._within == 1:
                self.tables.append(_Grid(self._title))
        elif self._within == 1 and name in _ROWS:
            self._begin_row(_number(told.get("index"), 0))
        elif self._within == 1 and name in _CELLS and self.tables:
            self._begin_cell(told)
        elif self._cell is not None and (name == "br" or name in _BLOCKS):
            self._cell.pieces.append("\v" if name == "br" else "\f")

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in _UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif name == "table":
            if self._within == 1:
                self._end_row()
            self._within = max(0, self._within - 1)
        elif self._within == 1 and name in _ROWS:
            self._end_row()
        elif self._within == 1 and name in _CELLS:
            self._end_cell()
        elif name in _BLOCKS and self._cell is not None:
            self._cell.pieces.append("\f")

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unshown:
            # Only in XML a line end in a cell is one; HTML says <br>.
            self._cell.pieces.append(data.replace("\n", "\v") if self._title else data)
        elif not self._within and not self._unshown and not data.isspace():
            self.beside += 1

    def _begin_row(self, number: int) -> None:
        self._end_row()
        table = self.tables[-1]
        table.number = max(table.number + 1, min(number, table.number + _FURTHEST))
        self._cells = {}
        self._above = {column: text for column, (_, text) in table.spans.items()}

    def _begin_cell(self, told: dict[str, str]) -> None:
        self._end_cell()
        if self._cells is None:
            self._begin_row(0)
        column = max(self._cells or {}, default=-1) + 1
        while column in self._above or column in (self._cells or {}):
            column += 1
        column = max(column, _number(told.get("index"), 0) - 1)
        across = _number(told.get("colspan"), 1) + _number(told.get("mergeacross"), 0)
        down = _number(told.get("rowspan"), 1) + _number(told.get("mergedown"), 0)
        self._cell = _Cell(column, max(1, across), max(1, down))

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or self._cells is None:
            return
        reaches = cell.column + cell.across
        text = cell.text()
        if text and cell.column >= self._limits.columns:
            raise InvalidInput(
                Code.TOO_MANY, what="columns", count=cell.column + 1, limit=self._limits.columns
            )
        for column in range(cell.column, min(reaches, self._limits.columns)):
            self._cells[column] = text if column == cell.column else ""
            if cell.down > 1:
                self.tables[-1].spans[column] = (cell.down, text)
        self._wide = self._wide or (cell.across > 1 and bool(text))

    def _end_row(self) -> None:
        self._end_cell()
        cells, self._cells = self._cells, None
        if cells is None:
            return
        table = self.tables[-1]
        width = max((column for column, text in cells.items() if text), default=-1) + 1
        row = [cells.get(column, "") for column in range(width)]
        table.rows.append(Row(table.number, row, self._above, self._wide))
        self._wide = False
        left = ((column, rest - 1, text) for column, (rest, text) in table.spans.items())
        table.spans = {column: (rest, text) for column, rest, text in left if rest > 0}


def _number(said: str | None, default: int) -> int:
    digits = (said or "").strip()
    if not digits.isascii() or not digits.isdigit():
        return default
    return min(int(digits[:6]), _FURTHEST)
