"""Excel workbooks, streamed: every sheet, values as they are shown, merged cells filled down.

The values of formulas are those that the last program to save the file computed; a workbook that no
spreadsheet program ever opened has none.
"""

import re
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from msgspec import Struct, field
from msgspec.structs import replace
from openpyxl.utils import column_index_from_string

from kefu_desktop.core.columns import NO_LAYOUTS, Layouts, Table
from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.records import Pack
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Remark
from kefu_desktop.packs.layout_guess import SAMPLE_ROWS
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.members import ZipMembers
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.sheets import Sheet, read_sheets, sample_sheets
from kefu_desktop.packs.shown import shown

_CHUNK = 500
_TOLD_IN_XML = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]{0,200}?\bref="'
    rb'(?P<left>[A-Z]{1,3})(?P<top>\d{1,7}):(?P<right>[A-Z]{1,3})(?P<bottom>\d{1,7})"'
    rb'|<(?:\w+:)?c\b[^>]{0,200}?\br="(?P<cell>[A-Z]{1,3}\d{1,7})"[^>]{0,200}>'
    rb"<(?:\w+:)?f\b[^<]{0,2000}(?:</(?:\w+:)?f>)?"
    rb"(?:<(?:\w+:)?v[ ]?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_LONGEST_TAG = 2500
_ROWS = 1_048_576


def read_xlsx(path: Path, watch: Watch, limits: Limits, layouts: Layouts = NO_LAYOUTS) -> Pack:
    """Reads a workbook.

    Raises :class:`InvalidInput` when it is damaged or no sheet has a column that holds replies.
    """
    return read_sheets(path, _sheets(path, limits), watch, limits, layouts)


def sample_xlsx(path: Path, limits: Limits) -> tuple[Table, ...]:
    """Gives the tables without reading their records; raises as :func:`read_xlsx` does, but not for
    what the columns mean.
    """
    return sample_sheets(_sheets(path, limits))


def _sheets(path: Path, limits: Limits) -> Iterator[Sheet]:
    """Gives each sheet that is not blank."""
    members = ZipMembers(path, limits)
    with path.open("rb") as file:
        with _sorted_openpyxl(path):
            # By its bytes and not by its name, whose ending may be wrong.
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        if len(book.worksheets) > limits.sheets:
            count = len(book.worksheets)
            raise InvalidInput(Code.TOO_MANY, what="sheets", count=count, limit=limits.sheets)
        for sheet in book.worksheets:
            scan = _scanned(members, sheet)
            rows = _with_merged(_rows(sheet, path, limits), scan.merged, limits)
            first = list(islice(rows, SAMPLE_ROWS))
            if any(row.cells for row in first):
                hidden = (Remark(Code.TABLE_HIDDEN),) if sheet.sheet_state != "visible" else ()
                yield Sheet(sheet.title, first, rows, (*hidden, *scan.remarks()))


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


class _Range(Struct, frozen=True):
    """Merged cells: columns from 0, rows from 1, all inclusive."""

    top: int
    bottom: int
    left: int
    right: int


class _Scan(Struct):
    """What the XML of a sheet tells that openpyxl does not: its merged cells from the top down, and
    how many formulas nobody ever computed, with the first one's place.
    """

    merged: list[_Range] = field(default_factory=list)
    uncomputed: int = 0
    first: str = ""

    def remarks(self) -> tuple[Remark, ...]:
        """Gives what is to be told of the sheet."""
        if not self.uncomputed:
            return ()
        params: dict[str, str | int] = {"count": self.uncomputed, "cell": self.first}
        return (Remark(Code.TABLE_UNCOMPUTED, params),)


def _scanned(members: ZipMembers, sheet: Any) -> _Scan:
    """Looks through the XML of a sheet.

    WORKAROUND(openpyxl 3.1: sheets opened read-only do not tell their merged cells, nor where they
    are kept; and of a formula without a value nothing is left): they are looked for in the sheet's
    own XML, where merged cells stand behind all rows.
    """
    scan = _Scan()
    rest = b""
    for chunk in members.chunks(sheet._worksheet_path):
        text = rest + chunk
        end = 0
        for match in _TOLD_IN_XML.finditer(text):
            end = match.end()
            if match["cell"] is not None:
                scan.uncomputed += 1
                scan.first = scan.first or match["cell"].decode()
                continue
            scan.merged.append(
                _Range(
                    int(match["top"]),
                    int(match["bottom"]),
                    column_index_from_string(match["left"].decode()) - 1,
                    column_index_from_string(match["right"].decode()) - 1,
                )
            )
        rest = text[max(end, len(text) - _LONGEST_TAG) :]
    scan.merged.sort(key=lambda range_: range_.top)
    return scan


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
        wide = False
        while ahead and ahead[0].top <= row.number:
            range_ = ahead.popleft()
            if range_.left < len(row.cells) and range_.top == row.number:
                wide = wide or range_.right > range_.left
                if range_.bottom > range_.top:
                    active.append((range_, row.cells[range_.left]))
        yield replace(row, above=above, wide=wide) if above or wide else row
