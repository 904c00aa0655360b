"""Excel workbooks, streamed: every sheet, values as they are shown, merged cells filled down.

The values of formulas are those that the last program to save the file computed; a workbook that no
spreadsheet program ever opened has none.
"""

import re
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string

from kefu_desktop.core.columns import NO_LAYOUTS, Layouts, Table
from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, pack_uid
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.members import ZipMembers
from kefu_desktop.packs.shown import shown
from kefu_desktop.packs.tables import SAMPLE_ROWS, Row, drafts, table_of

_CHUNK = 500
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]{0,200}?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_LONGEST_TAG = 300
_ROWS = 1_048_576
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|工作簿)\s*\d*", re.IGNORECASE)


def read_xlsx(path: Path, watch: Watch, limits: Limits, layouts: Layouts = NO_LAYOUTS) -> Pack:
    """Reads a workbook.

    Raises :class:`InvalidInput` when it is damaged or no sheet has a column that holds replies.
    """
    assembly = Assembly(pack_uid(path), path, limits)
    tables = []
    for title, first, rest in _sheets(path, limits):
        table = table_of(title, first, layouts)
        tables.append(table)
        if table.layout is not None:
            shelf = "" if _DEFAULT_NAME.fullmatch(title.strip()) else title.replace("/", "／")
            for number, draft in drafts(table.layout, first, watch.over(chain(first, rest)), shelf):
                assembly.take(draft, Where(title, number))
        elif title not in layouts:
            assembly.find(Where(title), Code.FILE_NO_TEXT_COLUMN, path=title)
    if all(table.layout is None for table in tables):
        code = Code.FILE_NO_TEXT_COLUMN if tables else Code.FILE_EMPTY
        raise InvalidInput(code, path=str(path))
    return Pack(
        uid=assembly.pack,
        name=path.stem,
        identified=False,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
        tables=tuple(tables),
    )


def sample_xlsx(path: Path, limits: Limits) -> tuple[Table, ...]:
    """Gives the tables without reading their records; raises as :func:`read_xlsx` does, but not for
    what the columns mean.
    """
    return tuple(table_of(title, first, NO_LAYOUTS) for title, first, _ in _sheets(path, limits))


def _sheets(path: Path, limits: Limits) -> Iterator[tuple[str, list[Row], Iterator[Row]]]:
    """Gives each sheet that is not blank: its name, its first rows, and the rest of them, to be
    read before the next sheet is asked for.
    """
    members = ZipMembers(path, limits)
    with path.open("rb") as file:
        with _sorted_openpyxl(path):
            # By its bytes and not by its name, whose ending may be wrong.
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        if len(book.worksheets) > limits.sheets:
            count = len(book.worksheets)
            raise InvalidInput(Code.TOO_MANY, what="sheets", count=count, limit=limits.sheets)
        for sheet in book.worksheets:
            rows = _with_merged(_rows(sheet, path, limits), _merged(members, sheet), limits)
            first = list(islice(rows, SAMPLE_ROWS))
            if any(row.cells for row in first):
                yield sheet.title, first, rows


@contextmanager
def _sorted_openpyxl(path: Path) -> Iterator[None]:
    """openpyxl raises whatever its parts raise over a damaged workbook, from AttributeError to
    defusedxml's refusal of entities; and it warns about features that do not matter here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except KefuError:
            raise
        except MemoryError:
            raise InvalidInput(Code.FILE_BOMB, path=str(path)) from None
        except Exception as error:
            raise InvalidInput(Code.FILE_DAMAGED, path=str(path)) from error


def _rows(sheet: Any, path: Path, limits: Limits) -> Iterator[Row]:
    """Gives the rows down to the last one that holds anything, each without its blank end."""
    # The stated size of a sheet is often wrong, and openpyxl would believe it.
    sheet.reset_dimensions()
    number = blank = 0
    source = sheet.iter_rows(max_row=_ROWS)
    while True:
        with _sorted_openpyxl(path):
            chunk = [[_shown(cell) for cell in row] for row in islice(source, _CHUNK)]
        for cells in chunk:
            number += 1
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > limits.columns:
                raise InvalidInput(
                    Code.TOO_MANY,
                    what="columns",
                    count=len(cells),
                    limit=limits.columns,
                    line=number,
                )
            blank = 0 if cells else blank + 1
            yield Row(number, cells)
        if not chunk or blank > limits.blank_rows:
            return


def _shown(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str) and cell.data_type != "e":
        return shown(value, "")
    return "" if value is None or cell.data_type == "e" else shown(value, cell.number_format)


@dataclass(frozen=True, slots=True)
class _Range:
    """Merged cells: columns from 0, rows from 1, all inclusive."""

    top: int
    bottom: int
    left: int
    right: int


def _merged(members: ZipMembers, sheet: Any) -> list[_Range]:
    """Gives the merged cells of a sheet from the top down.

    WORKAROUND(openpyxl 3.1: sheets opened read-only do not tell them, nor where they are kept):
    they are looked for in the sheet's own XML, where they stand behind all rows.
    """
    found: list[_Range] = []
    rest = b""
    for chunk in members.chunks(sheet._worksheet_path):
        text = rest + chunk
        end = 0
        for match in _MERGED.finditer(text):
            left, top, right, bottom = (part.decode() for part in match.groups())
            end = match.end()
            found.append(
                _Range(
                    int(top),
                    int(bottom),
                    column_index_from_string(left) - 1,
                    column_index_from_string(right) - 1,
                )
            )
        rest = text[max(end, len(text) - _LONGEST_TAG) :]
    return sorted((range_ for range_ in found if range_.bottom > range_.top), key=lambda r: r.top)


def _with_merged(rows: Iterator[Row], merged: list[_Range], limits: Limits) -> Iterator[Row]:
    """Tells each row what the merged cells show that began above it."""
    ahead = deque(merged)
    active: list[tuple[_Range, str]] = []
    for row in rows:
        active = [(range_, value) for range_, value in active if range_.bottom >= row.number]
        above = {
            column: value
            for range_, value in active
            for column in range(range_.left, min(range_.right, limits.columns) + 1)
        }
        while ahead and ahead[0].top <= row.number:
            range_ = ahead.popleft()
            if range_.left < len(row.cells) and range_.top == row.number:
                active.append((range_, row.cells[range_.left]))
        yield row._replace(above=above) if above else row
