"""CSV and its kin (TSV, semicolons) as Excel, WPS and other tools write them.

Quoting is read strictly first: only then is an unclosed quote seen that would swallow the rest of
the file. ``\\"`` for ``""`` is tried where the strict reading fails, for ``\\`` is also the last
character of honest cells.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from kefu_desktop.core.columns import NO_LAYOUTS, Layouts, Meaning, Table
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, pack_uid
from kefu_desktop.packs.cells import undefused
from kefu_desktop.packs.foreign.chat_tables import is_chat
from kefu_desktop.packs.foreign.dialects import flattened, in_dialect
from kefu_desktop.packs.layout_guess import HEADER_WITHIN, SAMPLE_ROWS, guess_layout, table_of
from kefu_desktop.packs.leftovers import Leftovers
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.sheets import Sheet, read_sheets
from kefu_desktop.packs.tables import drafts, is_ours
from kefu_desktop.packs.text_encoding import decode, holds_foreign_bytes

_DELIMITERS = ",\t;|，"
_PROSE = "，"
"""Delimiters that stand in any sentence, so that only a header makes a table of them."""

_NONE = "\x1f"
"""What parts the columns of a table with only one: nothing that is in it."""

_SAMPLE = 1 << 16
_TOLD = re.compile(r"sep=(.)\r?\n")


def read_csv(path: Path, watch: Watch, limits: Limits, layouts: Layouts = NO_LAYOUTS) -> Pack:
    """Reads a table of text.

    Raises :class:`InvalidInput` when it is damaged or no column is found that holds replies.
    """
    rows, encoding, damaged = _read(path, watch, limits)
    table = table_of("", rows[:SAMPLE_ROWS], layouts)
    layout = table.layout
    if layout is None:
        # Then it may be a chat: who spoke in one column, what was said in another.
        sheet = Sheet("", rows[:SAMPLE_ROWS], iter(rows[SAMPLE_ROWS:]))
        return replace(read_sheets(path, [sheet], watch, limits, layouts), encoding=encoding)
    pack = pack_uid(path)
    assembly = Assembly(pack, path, limits)
    if sum(map(bool, (row.cells for row in rows))) > limits.records + HEADER_WITHIN:
        raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, path=str(path), limit=limits.records)
    if damaged:
        for row in rows:
            if row.number > layout.header and any(map(holds_foreign_bytes, row.cells)):
                where = Where(path.name, row.number)
                assembly.find(where, Code.RECORD_INVALID, field=encoding)
        rows = [row for row in rows if not any(map(holds_foreign_bytes, row.cells))]
    total = len(rows)
    sample = rows[:SAMPLE_ROWS]
    left = Leftovers(layout, sample, placed="" in layouts)
    found = drafts(layout, sample, left.over(watch.over(_dropping(rows), total)))
    if not layout.header:
        found = in_dialect(found, path)
    elif not is_ours(layout):
        found = flattened(found)
    name = path.name  # which a path makes anew each time
    for number, draft in found:
        assembly.take(draft, Where(name, number))
    left.tell(assembly, name)
    return Pack(
        uid=pack,
        name=path.stem,
        identified=False,
        records=assembly.taken(watch),
        findings=tuple(assembly.findings),
        encoding=encoding,
        tables=(table,),
    )


def _dropping(rows: list[Row]) -> Iterator[Row]:
    """Gives the rows and lets go of each: of a hundred thousand at once every thread would know."""
    rows.reverse()
    while rows:
        yield rows.pop()


def sample_csv(path: Path, limits: Limits) -> tuple[Table, ...]:
    """Gives the table without reading its records; raises as :func:`read_csv` does, but not for
    what the columns mean.
    """
    rows, _, _ = _read(path, Watch(), limits)
    return (table_of("", rows[:SAMPLE_ROWS], NO_LAYOUTS),)


def _read(path: Path, watch: Watch, limits: Limits) -> tuple[list[Row], str, bool]:
    """Gives the rows, the encoding they are in, and whether some bytes did not fit it."""
    text, encoding, damaged = decode(read_bytes(path, limits.text_bytes), path)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise InvalidInput(Code.FILE_EMPTY, path=str(path))
    return _rows(text, path, watch, limits), encoding, damaged


def is_headed(text: str) -> bool:
    """Whether the beginning of a text has a header that names columns, or one column right at the
    top.
    """
    for delimiter in _DELIMITERS:
        try:
            rows = list(_parsed(text[:_SAMPLE], delimiter, 1, strict=False, limits=Limits()))
        except (csv.Error, InvalidInput):
            continue
        filled = [row for row in rows[:SAMPLE_ROWS] if any(row.cells)]
        if is_chat(filled):
            return True
        layout = guess_layout(filled)
        header = layout.header if layout is not None else 0
        for row in filled:
            columns = sum(1 for cell in row.cells if cell.strip())
            # Behind a # it is the heading of a page in Markdown.
            alone = row is filled[0] and not row.cells[0].lstrip().startswith("#")
            if row.number == header and (columns > 1 or alone):
                return True
    return False


def is_coded(text: str) -> bool:
    """Whether the beginning of a text is a table without a header whose rows all begin with a code
    of their own. Labels (``Q:``) are no codes here, and a comma with a blank behind it is prose.
    """
    sample = text[:_SAMPLE]
    delimiter = _delimiter(sample)
    try:
        rows = list(_parsed(sample, delimiter, 1, strict=False, limits=Limits()))[:SAMPLE_ROWS]
    except (csv.Error, InvalidInput):
        return False
    layout = guess_layout(rows)
    if layout is None or layout.header or layout.meanings[0] is not Meaning.SHORTCUT:
        return False
    filled = [row.cells for row in rows if any(row.cells)]
    codes = {cells[0].strip() for cells in filled}
    return (
        len(codes) == len(filled)
        and not any(not code or ":" in code for code in codes)
        and not all(len(cells) > 1 and cells[1].startswith(" ") for cells in filled)
    )


def _rows(text: str, path: Path, watch: Watch, limits: Limits) -> list[Row]:
    told = _TOLD.match(text)
    first = 2 if told else 1
    body = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(body)
    readings = (body, body.replace('\\"', '""')) if '\\"' in body else (body,)
    for reading in readings:
        try:
            found = _parsed(reading, delimiter, first, strict=True, limits=limits)
            return list(watch.quietly(found))
        except csv.Error:
            continue
    return _lenient(readings[-1], delimiter, first, path, limits)


def _lenient(text: str, delimiter: str, first: int, path: Path, limits: Limits) -> list[Row]:
    """Reads stray quotes as Excel does. A last row of our own shows whether a quote stayed open:
    then it is not read as a row, but as more of the cell.
    """
    end = "end"
    try:
        rows = list(_parsed(f'{text}\n"{end}"\n', delimiter, first, strict=False, limits=limits))
    except csv.Error as error:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path)) from error
    if rows[-1].cells != [end]:
        raise InvalidInput(Code.FILE_QUOTE_OPEN, path=str(path), line=rows[-1].number)
    return rows[:-1]


def _parsed(
    text: str, delimiter: str, first: int, *, strict: bool, limits: Limits
) -> Iterator[Row]:
    # The limit is the module's own and there is one for the whole process; nothing else reads CSV.
    csv.field_size_limit(limits.text_bytes)
    # A line end is one line, whichever it is; a lone CR ends a line too.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    begin = first
    defused = "'" in text
    for cells in reader:
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > limits.columns:
            raise InvalidInput(
                Code.TOO_MANY, what="columns", count=len(cells), limit=limits.columns, line=begin
            )
        if defused:
            cells = [undefused(c) if c.startswith("'") else c for c in cells]
        yield Row(begin, cells)
        begin = first + reader.line_num


def _delimiter(text: str) -> str:
    """Gives the delimiter that makes a header readable, else columns, else the most even rows."""
    sample = text if len(text) <= _SAMPLE else text[:_SAMPLE].rpartition("\n")[0]
    fitness = {delimiter: _fitness(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=fitness.__getitem__)
    headed, laid_out, *_ = fitness[best]
    # Below a header of one word, or where nothing makes columns, commas are part of what is said.
    alone = _fitness(sample, _NONE) if headed <= 1 and (headed or not laid_out) else (0, False)
    return _NONE if alone[1] and alone[0] >= headed else best


def _fitness(sample: str, delimiter: str) -> tuple[int, bool, float, int]:
    try:
        rows = list(_parsed(sample, delimiter, 1, strict=False, limits=Limits()))[:SAMPLE_ROWS]
    except (csv.Error, InvalidInput):
        return 0, False, 0.0, 0
    layout = guess_layout(rows)
    headed = len(layout.meanings) if layout is not None and layout.header else 0
    if delimiter in _PROSE and not headed:
        return 0, False, 0.0, 0
    widths = Counter(len(row.cells) for row in rows if row.cells)
    width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
    even = times / sum(widths.values()) if width > 1 else 0.0
    # A mark that codes begin with (``;fh``) parts rows more evenly than a column that may be blank.
    return headed, layout is not None, even, width
