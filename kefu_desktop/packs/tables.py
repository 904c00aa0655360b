"""Tables as shops share them: finds out what the columns mean and makes drafts of the rows.

Headers differ even inside one product, so they are matched by meaning, in any order, in Simplified
and Traditional Chinese and English; lines of instructions above the header are passed over. A table
without a header must have two columns, a shortcut or a title and the text; or three as text
expanders write them: a shortcut, the text, and what it is called.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kefu_desktop.core.columns import Layout, Layouts, Meaning, Table
from kefu_desktop.core.model import TITLE_LIMIT, Kind
from kefu_desktop.packs.assembling import Draft
from kefu_desktop.packs.cells import split_list, split_tags
from kefu_desktop.packs.headers import (
    is_further_wording,
    kinds_by_word,
    meanings_by_word,
    plain,
)

HEADER_WITHIN = 20
"""How many rows from the top a header is looked for."""

SAMPLE_ROWS = 200
"""How many rows are looked at to find out what a column holds."""


SHOWN_ROWS = 30
"""How many rows are kept to be shown beside what the columns mean."""


class Row(NamedTuple):
    """One row: its line or row number from 1, its cells as shown, and by column what a merged cell
    that began further up shows here.
    """

    number: int
    cells: Sequence[str]
    above: Mapping[int, str] = {}


_ONCE = frozenset({Meaning.TITLE, Meaning.SHORTCUT, Meaning.TEXT, Meaning.KIND_OR_CATEGORY})
_CODE = re.compile(r"[;/#]?[!-~]{1,32}")


def guess_layout(rows: Sequence[Row]) -> Layout | None:
    """Tells from its first rows what the columns of a table mean; None when they do not say."""
    best: Layout | None = None
    for row in rows[:HEADER_WITHIN]:
        layout = _headed(row, rows)
        if layout is not None and (best is None or _known(layout) > _known(best)):
            best = layout
    return best or _headless(rows)


def table_of(sheet: str, first: Sequence[Row], layouts: Layouts) -> Table:
    """Gives a table by its first rows, laid out as ``layouts`` say, else as it seems to be."""
    filled = [row for row in first if row.cells]
    rows = tuple((row.number, tuple(row.cells)) for row in filled[:SHOWN_ROWS])
    layout = layouts[sheet] if sheet in layouts else guess_layout(first)
    heads = (_named(row, first) for row in filled[:SHOWN_ROWS])
    return Table(sheet, rows, layout, tuple(head for head in heads if _known(head)))


def drafts(
    layout: Layout, first: Sequence[Row], rows: Iterable[Row], sheet: str = ""
) -> Iterator[tuple[int, Draft]]:
    """Gives a draft for each row below the header that is not blank, with the row's number.

    ``first`` are those of the ``rows`` by which it is seen what the table is like; ``sheet`` is the
    category where no column tells one.
    """
    columns = _Columns.of(layout)
    shelf = (sheet,) if sheet and not columns.category else ()
    # A table that we wrote tells each row's category, and none where it has none.
    ours = columns.kind and columns.asked_as and columns.notes
    told = () if ours else columns.category
    written_once = [column for column in told if _is_written_once(column, first, layout.header)]
    last: dict[int, str] = {}
    for row in rows:
        if row.number > layout.header and _is_filled(row):
            for column in written_once:
                last[column] = (_filled(row, (column,)) or [last.get(column, "")])[0]
            whole = row._replace(above={**row.above, **last}) if last else row
            yield row.number, _draft(columns, whole, shelf)


def _is_written_once(column: int, rows: Sequence[Row], header: int) -> bool:
    """Whether a name in ``column`` holds for the blank cells below it, as where merged cells were
    saved as text: then none stands in two rows. Where the file still has its merged cells, they
    tell.
    """
    if any(column in row.above for row in rows):
        return False
    below = [row for row in rows if row.number > header and _is_filled(row)]
    names = [(_filled(row, (column,)) or [""])[0] for row in below]
    told = [name for name in names if name]
    return bool(told) and names[0] != "" and len(told) < len(names) and len({*told}) == len(told)


def _is_filled(row: Row) -> bool:
    return any(cell and not cell.isspace() for cell in row.cells)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of each meaning, and the tags of cells that had some: of a hundred thousand rows
    most say what another one said.
    """

    category: Sequence[int]
    title: Sequence[int]
    shortcut: Sequence[int]
    text: Sequence[int]
    kind: Sequence[int]
    tags: Sequence[int]
    question: Sequence[int]
    asked_as: Sequence[int]
    keywords: Sequence[int]
    notes: Sequence[int]
    tags_by_cell: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: Layout) -> "_Columns":
        return cls(
            category=layout.columns(Meaning.CATEGORY),
            title=layout.columns(Meaning.TITLE),
            shortcut=layout.columns(Meaning.SHORTCUT),
            text=[*layout.columns(Meaning.TEXT), *layout.columns(Meaning.VARIANT)],
            kind=layout.columns(Meaning.KIND),
            tags=layout.columns(Meaning.TAGS),
            question=layout.columns(Meaning.QUESTION),
            asked_as=layout.columns(Meaning.ASKED_AS),
            keywords=layout.columns(Meaning.KEYWORDS),
            notes=layout.columns(Meaning.NOTES),
        )


def _known(layout: Layout) -> int:
    return sum(meaning is not Meaning.OTHER for meaning in layout.meanings)


def _headed(row: Row, rows: Sequence[Row]) -> Layout | None:
    """Gives the layout that ``row`` tells if it is a header."""
    layout = _named(row, rows)
    names = sum(1 for cell in row.cells if plain(cell))
    if Meaning.TEXT not in layout.meanings or _known(layout) < min(2, names):
        return None
    return layout


def _named(row: Row, rows: Sequence[Row]) -> Layout:
    """Gives what the cells of ``row`` say that their columns mean, header or not."""
    words = meanings_by_word()
    meanings: list[Meaning] = []
    for name in map(plain, row.cells):
        meaning = words.get(name, Meaning.OTHER)
        if meaning is Meaning.OTHER and is_further_wording(name):
            meaning = Meaning.VARIANT if Meaning.TEXT in meanings else Meaning.TEXT
        if meaning in meanings and meaning in _ONCE:
            meaning = Meaning.VARIANT if meaning is Meaning.TEXT else Meaning.OTHER
        meanings.append(meaning)
    below = [other for other in rows if other.number > row.number]
    return Layout(tuple(_settled(meanings, below)), row.number)


def _settled(meanings: Sequence[Meaning], below: Sequence[Row]) -> Iterator[Meaning]:
    """Tells by what they hold whether columns like 类型 name a kind or a category."""
    placed = Meaning.CATEGORY in meanings
    for column, meaning in enumerate(meanings):
        if meaning is Meaning.KIND_OR_CATEGORY:
            held = {cell for row in below for cell in _filled(row, (column,), merged=True)}
            if held and all(_kind(value) is not None for value in held):
                meaning = Meaning.KIND
            else:
                meaning = Meaning.OTHER if placed else Meaning.CATEGORY
        yield meaning


def _headless(rows: Sequence[Row]) -> Layout | None:
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    widths = {
        max(place for place, cell in enumerate(row.cells, start=1) if cell.strip())
        for row in filled
    }
    width = max(widths, default=0)
    if width not in {2, 3}:
        return None
    both = [row for row in filled if row.cells[0].strip() and len(row.cells) > 1]
    if 2 * len(both) < len(filled):
        return None
    codes = all(_CODE.fullmatch(row.cells[0].strip()) for row in both)
    if width == 3 and not (codes and any(not _CODE.fullmatch(row.cells[1]) for row in both)):
        # Three columns of which none is known to hold codes, or none sentences, may hold anything.
        return None
    return Layout(
        (Meaning.SHORTCUT if codes else Meaning.TITLE, Meaning.TEXT, Meaning.TITLE)[:width]
    )


def _draft(columns: _Columns, row: Row, shelf: Sequence[str]) -> Draft:
    questions = _filled(row, columns.question)
    keywords = [w for cell in _filled(row, columns.keywords) for w in split_list(cell, words=True)]
    titles = _filled(row, columns.title) or [w[:TITLE_LIMIT] for w in (*questions, *keywords)]
    asked_as = [text.strip() for text in questions]
    for cell in _filled(row, columns.asked_as):
        asked_as += split_list(cell, words=False)
    category = [n for cell in _filled(row, columns.category, merged=True) for n in cell.split("/")]
    return Draft(
        title=titles[0] if titles else "",
        variants=_filled(row, columns.text),
        kind=_kind_of(_filled(row, columns.kind, merged=True)),
        category=category or shelf,
        shortcut="".join(_filled(row, columns.shortcut)).strip().lstrip(";；/#"),
        tags=_tags_of(columns, _filled(row, columns.tags, merged=True)),
        asked_as=asked_as + keywords,
        notes="\n".join(_filled(row, columns.notes)),
    )


def _tags_of(columns: _Columns, cells: Sequence[str]) -> list[str]:
    tags: list[str] = []
    for cell in cells:
        held = columns.tags_by_cell.get(cell)
        if held is None:
            held = columns.tags_by_cell[cell] = split_tags(cell)
        tags += held
    return tags


def _filled(row: Row, columns: Sequence[int], *, merged: bool = False) -> Sequence[str]:
    """Gives what stands in ``columns``, without the blank ones."""
    if not columns:
        return ()
    cells, width = row.cells, len(row.cells)
    if len(columns) == 1 and not merged:
        # As nearly always; ten times a row, so that it is worth a line of its own.
        cell = cells[columns[0]] if columns[0] < width else ""
        return (cell,) if cell and not cell.isspace() else ()
    found: list[str] = []
    for column in columns:
        cell = cells[column] if column < width else ""
        if not cell and merged and row.above:
            cell = row.above.get(column, "")
        if cell and not cell.isspace():
            found.append(cell)
    return found


def _kind_of(cells: Sequence[str]) -> Kind:
    if not cells:
        return Kind.REPLY
    known = (_kind(cell) for cell in cells)
    return next((kind for kind in known if kind is not None), Kind.REPLY)


def _kind(cell: str) -> Kind | None:
    known = kinds_by_word()
    return known.get(cell) or known.get(plain(cell))
