"""Tables that lie side by side in one sheet, as people make them to save paper: the same columns
again and again (``问题 | 回复 | 问题 | 回复``), or a column of texts below the name of each
category.

Both come as layouts in which :attr:`~kefu_desktop.core.columns.Meaning.TEXT` stands more than once,
which no other layout has; they are read row by row as if the tables stood below each other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.columns import Layout, Meaning
from kefu_desktop.packs.rows import Row

_FEWEST_TEXTS = 4
_LONGEST_NAME = 12
_PROSE = re.compile("[，。！？；,!?;：:\n]|亲|親|您")
_SPEAKS = re.compile("亲|親|您")
_MOST = 0.6


class _Blocks(Struct, frozen=True):
    """The columns that hold for every table, those of each, and what both together mean."""

    shared: Sequence[int]
    apart: Sequence[Sequence[int]]
    meanings: tuple[Meaning, ...]


def is_repeated(meanings: Sequence[Meaning]) -> bool:
    """Whether columns of such meanings are several tables of more than one column each."""
    blocks = _blocks(meanings)
    return blocks is not None and len(blocks.apart[0]) > 1


def headed_by_categories(rows: Sequence[Row]) -> Layout | None:
    """Gives the layout of a table that has a category above each of its columns of texts; None
    where the columns do not speak to a buyer, or their heads are no names.
    """
    filled = [row for row in rows if row.is_filled()]
    for place, row in enumerate(filled[:-1]):
        names = [cell.strip() for cell in row.cells]
        if sum(map(bool, names)) < 2:
            # A title above all columns.
            continue
        named = [column for column, name in enumerate(names) if name]
        below = filled[place + 1 :]
        return _categories(names, named, below, row.number)
    return None


def _categories(
    names: Sequence[str], named: Sequence[int], below: Sequence[Row], header: int
) -> Layout | None:
    told = [names[column] for column in named]
    fit = all(len(name) <= _LONGEST_NAME and not _PROSE.search(name) for name in told)
    width = max(len(row.cells) for row in below)
    if not fit or len({*told}) < len(told) or width > len(names):
        return None
    total = 0
    for column in named:
        texts = [row.cells[column] for row in below if column < len(row.cells)]
        texts = [text for text in texts if text.strip()]
        speaking = sum(1 for text in texts if _SPEAKS.search(text))
        if not texts or speaking < _MOST * len(texts):
            return None
        total += len(texts)
    if total < _FEWEST_TEXTS:
        return None
    meanings = (Meaning.TEXT if name else Meaning.OTHER for name in names)
    return Layout(tuple(meanings), header)


def unfolded(
    layout: Layout, first: Sequence[Row], rows: Iterable[Row]
) -> tuple[Layout, Sequence[Row], Iterable[Row]]:
    """Gives a layout, the first rows and all rows of one table for those of tables side by side;
    any other table as it is. Rows that come of one keep its number.
    """
    blocks = _blocks(layout.meanings)
    if blocks is None:
        return layout, first, rows
    names: Sequence[str] = ()
    if blocks.meanings == (Meaning.TEXT,):
        heads = next((row.cells for row in first if row.number == layout.header), ())
        names = [heads[at[0]].strip() if at[0] < len(heads) else "" for at in blocks.apart]
        one = Layout((Meaning.TEXT, Meaning.CATEGORY), layout.header)
    else:
        one = Layout(blocks.meanings, layout.header)
    return one, list(_parted(blocks, names, first)), _parted(blocks, names, rows)


def _blocks(meanings: Sequence[Meaning]) -> _Blocks | None:
    """Parts columns before every repetition of the last ones; None for columns of one table."""
    times = sum(meaning is Meaning.TEXT for meaning in meanings)
    if times < 2:
        return None
    told = [column for column, meaning in enumerate(meanings) if meaning is not Meaning.OTHER]
    for width in range(1, len(told) // times + 1):
        begin = len(told) - width * times
        apart = [told[at : at + width] for at in range(begin, len(told), width)]
        kinds = {tuple(meanings[column] for column in block) for block in apart}
        if len(kinds) == 1 and Meaning.TEXT in next(iter(kinds)):
            shared = told[:begin]
            meant = tuple(meanings[column] for column in (*shared, *apart[0]))
            return _Blocks(shared, apart, meant)
    return None


def _parted(blocks: _Blocks, names: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        made = [_part(row, (*blocks.shared, *block)) for block in blocks.apart]
        if names:
            made = [
                replace(part, cells=[*part.cells, name])
                for part, name in zip(made, names, strict=True)
            ]
        own = [
            any(column < len(row.cells) and row.cells[column].strip() for column in block)
            for block in blocks.apart
        ]
        if any(own):
            yield from (part for part, filled in zip(made, own, strict=True) if filled)
        else:
            yield replace(made[0], cells=made[0].cells[: len(blocks.shared)])


def _part(row: Row, columns: Sequence[int]) -> Row:
    cells = [row.cells[column] if column < len(row.cells) else "" for column in columns]
    above = {at: row.above[column] for at, column in enumerate(columns) if column in row.above}
    return Row(row.number, cells, above, row.wide)
