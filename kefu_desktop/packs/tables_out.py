"""Writes tables that Excel opens as they are meant and that come back as they went out.

A table holds the words of the replies; images and identities stay in ``.kefupack``.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Kind, Millis
from kefu_desktop.core.records import Finding, Pack, Record
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.cells import defused, join_lines, join_tags
from kefu_desktop.packs.losses import pictures_left

_HEAD = ("分组", "标题", "快捷编码", "内容")
_TAIL = ("标签", "类别", "买家问法", "备注")
_WIDTHS = {"分组": 18, "标题": 24, "快捷编码": 12, "内容": 60}
_KINDS = {Kind.REPLY: "快捷回复", Kind.GREETING: "问候语", Kind.AWAY: "离开留言"}
_SHEET = "话术"
_CELL_LIMIT = 32_767
"""UTF-16 units in a cell (Excel's specification)."""

_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# What openpyxl would take for a formula or an error value, or Excel when somebody edits the cell,
# which in East Asia reads full-width forms as their narrow kin.
_NOT_PLAIN = re.compile(r"\s*[=#'+\-@＝＃＇＋－＠]")


def write_csv(file: BinaryIO, pack: Pack, _created: Millis, watch: Watch) -> tuple[Finding, ...]:
    """Writes CSV in UTF-8 with the mark by which Excel knows it, no cell of which Excel runs; gives
    the images that are not in it.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for cells in _rows(pack, watch):
        writer.writerow(map(defused, cells))
    text.flush()
    text.detach()
    return pictures_left(pack)


def write_xlsx(file: BinaryIO, pack: Pack, _created: Millis, watch: Watch) -> tuple[Finding, ...]:
    """Writes a workbook of one sheet, all of whose cells are text; gives the images that are not in
    it.

    Raises :class:`InvalidInput` (TEXT_TOO_LONG) for what a cell cannot hold.
    """
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    sheet.freeze_panes = "A2"
    rows = _rows(pack, watch)
    head = next(rows)
    for column, name in enumerate(head, start=1):
        letter = openpyxl.utils.get_column_letter(column)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 20)
    sheet.append([_styled(sheet, name, font=Font(bold=True)) for name in head])
    wrapped = Alignment(vertical="top", wrap_text=True)
    try:
        for cells in rows:
            sheet.append([_text_cell(sheet, cell, wrapped) for cell in cells])
    except BaseException:
        # openpyxl keeps the rows so far in a file of its own, which only saving closes and removes.
        book.save(io.BytesIO())
        raise
    book.save(file)
    return pictures_left(pack)


def _rows(pack: Pack, watch: Watch) -> Iterator[list[str]]:
    wordings = max((len(record.variants) for record in pack.records), default=1)
    further = [f"说法{number}" for number in range(2, wordings + 1)]
    yield [*_HEAD, *further, *_TAIL]
    for record in watch.over(pack.records, len(pack.records)):
        yield _row(record, wordings)


def _row(record: Record, wordings: int) -> list[str]:
    blank: Sequence[str] = ("",) * (wordings - len(record.variants))
    return [
        "/".join(record.category),
        record.title,
        record.shortcut,
        *record.variants,
        *blank,
        join_tags(record.tags),
        _KINDS[record.kind],
        join_lines(record.asked_as),
        record.notes,
    ]


def _text_cell(sheet: Any, text: str, wrapped: Alignment) -> Any:
    if len(text) > _CELL_LIMIT // 2 and len(text.encode("utf-16-le")) // 2 > _CELL_LIMIT:
        raise InvalidInput(Code.TEXT_TOO_LONG, length=len(text), limit=_CELL_LIMIT)
    if not text:
        return None
    text = _ESCAPE_LOOKALIKE.sub("_x005F_", text)
    if "\n" in text:
        return _styled(sheet, text, alignment=wrapped)
    return _styled(sheet, text) if _NOT_PLAIN.match(text) else text


def _styled(
    sheet: Any, text: str, *, font: Font | None = None, alignment: Alignment | None = None
) -> Any:
    cell = WriteOnlyCell(sheet, text)
    # Said to be text: openpyxl takes "=1+1" for a formula. And marked so that Excel, too, goes on
    # taking it for text when somebody edits the cell.
    cell.data_type = "s"
    cell.quotePrefix = _NOT_PLAIN.match(text) is not None
    if font is not None:
        cell.font = font
    if alignment is not None:
        cell.alignment = alignment
    return cell
