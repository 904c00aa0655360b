"""What the first rows of a table come to, shown while somebody says what its columns mean."""

from pathlib import Path

from kefu_desktop.core.columns import Table
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.packs.assembling import Assembly, pack_uid
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.tables import drafts


def try_out(table: Table, path: Path) -> Pack:
    """Gives the records that the rows of ``table`` come to, laid out as it says, and what is wrong
    with them; nothing without a layout. Merged cells count as blank: only the file knows them.
    """
    assembly = Assembly(pack_uid(path), path, Limits())
    rows = [Row(number, cells) for number, cells in table.rows]
    if table.layout is not None:
        for number, draft in drafts(table.layout, rows, rows, table.sheet):
            assembly.take(draft, Where(table.sheet or path.name, number))
    records, findings = tuple(assembly.records), tuple(assembly.findings)
    return Pack(uid=assembly.pack, name=path.stem, records=records, findings=findings)
