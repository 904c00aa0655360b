"""What of a table is passed over, and said: cells and columns that nobody could place, and lines
that tell how to fill it in.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from kefu_desktop.core.columns import Layout, Meaning
from kefu_desktop.core.errors import Code
from kefu_desktop.core.records import Where
from kefu_desktop.packs.assembling import Assembly
from kefu_desktop.packs.headers import plain
from kefu_desktop.packs.rows import Row

_GUIDES = re.compile(
    r"[\s(（【\[*]*(?:必填|选填|選填|非必填|可选|可選|必选|必選|可不填|不填|请填|請填|填写|填寫|示例|范例|範例|例如|例[:：]"
    r"|最多|不超过|不超過|不得超过|不能超过|限\d|required|optional|e\.g\.)",
    re.IGNORECASE,
)
_GUIDED = 2
"""How many rows below the heads may tell how to fill the table in."""

_MOST = 0.6
_COUNTING = frozenset(
    {"序号", "序號", "编号", "編號", "排序", "顺序", "順序", "序", "no", "id", "index"}
)
_LONGEST_NAMES = 200


def guides(layout: Layout, first: Sequence[Row]) -> frozenset[int]:
    """Gives the numbers of the rows right below the heads that tell how to fill the columns in."""
    if not layout.header:
        return frozenset()
    below = (row for row in first if row.number > layout.header and row.is_filled())
    told: set[int] = set()
    for row, _ in zip(below, range(_GUIDED), strict=False):
        cells = [cell for cell in row.cells if cell.strip()]
        if len(cells) < 2 or sum(1 for c in cells if _GUIDES.match(c)) < _MOST * len(cells):
            break
        told.add(row.number)
    return frozenset(told)


class Leftovers:
    """Takes down, on the way through a table, what is passed over.

    ``placed`` tells that the user said what the columns mean: then a column that means nothing was
    meant to be left out.
    """

    def __init__(self, layout: Layout, first: Sequence[Row], *, placed: bool) -> None:
        self._layout = layout
        self._guides = guides(layout, first)
        self._names = "" if placed else "、".join(_unplaced(layout, first))[:_LONGEST_NAMES]
        self._first = self._count = 0

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Gives ``rows``, and counts those that hold something where no column has a head."""
        header, width = self._layout.header, len(self._layout.meanings)
        for row in rows:
            if len(row.cells) > width and row.number > header > 0:
                self._first = self._first or row.number
                self._count += 1
            yield row

    def tell(self, assembly: Assembly, source: str) -> None:
        """Notes what was passed over."""
        if self._count:
            where = Where(source, self._first)
            assembly.find(where, Code.TABLE_CELLS_LEFT, count=self._count)
        if self._names:
            where = Where(source, self._layout.header)
            assembly.find(where, Code.TABLE_COLUMNS_LEFT, names=self._names)
        if self._guides:
            where = Where(source, min(self._guides))
            assembly.find(where, Code.PASSAGE_LEFT, count=len(self._guides))


def _unplaced(layout: Layout, first: Sequence[Row]) -> Iterator[str]:
    """Gives the heads of the columns that hold something and mean nothing."""
    heads = next((row.cells for row in first if row.number == layout.header), ())
    below = [row.cells for row in first if row.number > layout.header]
    for column, (head, meaning) in enumerate(zip(heads, layout.meanings, strict=False)):
        name = " ".join(head.split())
        if meaning is not Meaning.OTHER or not plain(name) or plain(name) in _COUNTING:
            continue
        if any(column < len(cells) and cells[column].strip() for cells in below):
            yield name
