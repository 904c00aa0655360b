"""Files of several tables, a workbook's sheets or the tables of a page: each is laid out by itself,
and its name is the category where no column tells one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from kefu_desktop.core.columns import NO_LAYOUTS, Layouts, Table
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, Remark, pack_uid, shelf
from kefu_desktop.packs.foreign.chat_tables import is_chat
from kefu_desktop.packs.foreign.dialects import flattened
from kefu_desktop.packs.foreign.manuals import Left, talk_in
from kefu_desktop.packs.layout_guess import table_of
from kefu_desktop.packs.leftovers import Leftovers
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.tables import drafts, is_ours

_DEFAULT_NAME = re.compile(
    r"(?:sheet|工作表|工作簿|table|表|hoja|feuil|tabelle)\s*\d*\s*(?:[(（]\d+[)）])?", re.IGNORECASE
)


class Sheet(NamedTuple):
    """One table: its name, its first rows, the rest of them, and what is to be told of it if it is
    read. The rest must be read before the next sheet is asked for. One that has to be ``headed`` is
    nothing without heads.
    """

    title: str
    first: list[Row]
    rest: Iterator[Row]
    remarks: tuple[Remark, ...] = ()
    headed: bool = False


def read_sheets(
    path: Path,
    sheets: Iterable[Sheet],
    watch: Watch,
    limits: Limits,
    layouts: Layouts,
    take_beside: Callable[[Assembly], None] | None = None,
) -> Pack:
    """Reads the tables of one file, and with ``take_beside`` what else there is.

    Raises :class:`InvalidInput` when there is none (FILE_EMPTY), or when none has a column that
    holds replies (FILE_NO_TEXT_COLUMN).
    """
    assembly = Assembly(pack_uid(path), path, limits)
    tables = []
    talked = False
    for sheet in sheets:
        table = _table(sheet, layouts)
        tables.append(table)
        if table.layout is not None:
            _take(assembly, sheet, table, watch, placed=sheet.title in layouts)
        elif sheet.title in layouts:
            continue
        elif _take_talk(assembly, sheet, watch):
            talked = True
        else:
            assembly.find(
                Where(sheet.title), Code.FILE_NO_TEXT_COLUMN, path=sheet.title or path.name
            )
    if not talked and all(table.layout is None for table in tables):
        code = Code.FILE_NO_TEXT_COLUMN if tables else Code.FILE_EMPTY
        raise InvalidInput(code, path=str(path))
    if take_beside is not None:
        take_beside(assembly)
    return Pack(
        uid=assembly.pack,
        name=path.stem,
        identified=False,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
        tables=tuple(tables),
    )


def sample_sheets(sheets: Iterable[Sheet]) -> tuple[Table, ...]:
    """Gives the tables without reading their records."""
    return tuple(_table(sheet, NO_LAYOUTS) for sheet in sheets)


def _table(sheet: Sheet, layouts: Layouts) -> Table:
    table = table_of(sheet.title, sheet.first, layouts)
    unheaded = table.layout is not None and not table.layout.header
    said = sheet.title in layouts
    return replace(table, layout=None) if sheet.headed and unheaded and not said else table


def _take(assembly: Assembly, sheet: Sheet, table: Table, watch: Watch, *, placed: bool) -> None:
    layout = table.layout
    assert layout is not None
    source = sheet.title or assembly.path.name
    for code, params in sheet.remarks:
        assembly.find(Where(source), code, **params)
    left = Leftovers(layout, sheet.first, placed=placed)
    rows = left.over(watch.over(chain(sheet.first, sheet.rest)))
    found = drafts(layout, sheet.first, rows, _shelf(sheet))
    for number, draft in found if is_ours(layout) else flattened(found):
        assembly.take(draft, Where(source, number))
    left.tell(assembly, source)


def _take_talk(assembly: Assembly, sheet: Sheet, watch: Watch) -> bool:
    """Takes what is answered in a table of speakers and their words; tells whether it is one."""
    talks = talk_in(sheet.first) is not None and (not sheet.headed or is_chat(sheet.first))
    if not talks:
        return False
    source = sheet.title or assembly.path.name
    for code, params in sheet.remarks:
        assembly.find(Where(source), code, **params)
    for one in watch.over(talk_in([*sheet.first, *sheet.rest]) or ()):
        if isinstance(one, Left):
            assembly.find(Where(source, one.line), Code.PASSAGE_LEFT, count=one.count)
            continue
        number, draft = one
        assembly.take(
            replace(draft, category=draft.category or shelf(_shelf(sheet))), Where(source, number)
        )
    return True


def _shelf(sheet: Sheet) -> str:
    """Gives the name of the category that a sheet is, if somebody named it."""
    named = not _DEFAULT_NAME.fullmatch(sheet.title.strip())
    return sheet.title.replace("/", "／") if named else ""
