"""What the columns of a table mean, told from its first rows.

Headers differ even inside one product, so they are matched by meaning, in any order, in Simplified
and Traditional Chinese and English; lines of instructions above the header are passed over. A table
without a header must have two columns, a shortcut or a title and the text; or three as text
expanders write them: a shortcut, the text, and what it is called.
"""

import re
from collections.abc import Iterator, Sequence

from kefu_desktop.core.columns import Layout, Layouts, Meaning, Table
from kefu_desktop.packs.headers import (
    chat_columns,
    is_further_wording,
    kind_named,
    meaning_of,
    plain,
    side_of,
)
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.side_by_side import headed_by_categories, is_repeated

HEADER_WITHIN = 20
"""How many rows from the top a header is looked for."""

SAMPLE_ROWS = 200
"""How many rows are looked at to find out what a column holds."""

SHOWN_ROWS = 30
"""How many rows are kept to be shown beside what the columns mean."""

BOXED = re.compile(r"\s*[【〖]([^【】〖〗，。！？,!?\n]{1,30})[】〗]\s*")
"""A name in brackets, alone above the texts that it is the category of."""

PROSE = re.compile("[，。！？；,!?;]")
"""What stands in a sentence and not in a name."""

_ONCE = frozenset({Meaning.TITLE, Meaning.SHORTCUT, Meaning.TEXT, Meaning.KIND_OR_CATEGORY})
_CODE = re.compile(r"[;/#]?[!-~]{1,32}")
_PARTED = re.compile(r"[!-~]{1,32}[ 　]+\S|[^\t]*\t")
_SPEAKS = re.compile("亲|親|您")
_MANUAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|第.{1,3}[章节])(?!.*[亲親您])[^，。！？]{1,20}"
    r"|(?:买家|買家|顾客|顧客|客户|客戶|客服|卖家|賣家|问|問|答|Q|A)\d{0,3}[:：].*",
    re.DOTALL,
)
_WORDED = re.compile(r"[^\W\d_]{2}")
_MOST = 0.6
_LONGEST_HEAD = 8


def guess_layout(rows: Sequence[Row]) -> Layout | None:
    """Tells from its first rows what the columns of a table mean; None when they do not say."""
    best: Layout | None = None
    for row in rows[:HEADER_WITHIN]:
        layout = _headed(row, rows)
        if layout is not None and (best is None or _known(layout) > _known(best)):
            best = layout
    return best or headed_by_categories(rows) or _headless(rows)


def table_of(sheet: str, first: Sequence[Row], layouts: Layouts) -> Table:
    """Gives a table by its first rows, laid out as ``layouts`` say, else as it seems to be."""
    filled = [row for row in first if row.cells]
    rows = tuple((row.number, tuple(row.cells)) for row in filled[:SHOWN_ROWS])
    layout = layouts[sheet] if sheet in layouts else guess_layout(first)
    heads = (_named(row, first) for row in filled[:SHOWN_ROWS])
    return Table(sheet, rows, layout, tuple(head for head in heads if _known(head)))


def _known(layout: Layout) -> int:
    return sum(meaning is not Meaning.OTHER for meaning in layout.meanings)


def _headed(row: Row, rows: Sequence[Row]) -> Layout | None:
    """Gives the layout that ``row`` tells if it is a header, and not that of a chat."""
    layout = _named(row, rows)
    names = sum(1 for cell in row.cells if plain(cell))
    told = _known(layout) >= min(2, names) and chat_columns(row.cells) is None
    return layout if told and Meaning.TEXT in layout.meanings else None


def _named(row: Row, rows: Sequence[Row]) -> Layout:
    """Gives what the cells of ``row`` say that their columns mean, header or not."""
    said = [_meant(cell) for cell in row.cells]
    if Meaning.TEXT not in said:
        by = [_said_by(cell) for cell in row.cells]
        if {*by} >= {Meaning.QUESTION, Meaning.TEXT}:
            said = [one or meaning for one, meaning in zip(by, said, strict=True)]
    meanings = said if is_repeated(said) else list(_each_once(row.cells, said))
    below = [other for other in rows if other.number > row.number]
    return Layout(tuple(_settled(meanings, below)), row.number)


def _meant(cell: str) -> Meaning:
    return meaning_of(cell) or Meaning.OTHER


def _said_by(cell: str) -> Meaning | None:
    """Gives what a column holds that is headed by who speaks: ``买家 | 客服``."""
    return {"agent": Meaning.TEXT, "buyer": Meaning.QUESTION}.get(side_of(cell))


def _each_once(heads: Sequence[str], said: Sequence[Meaning]) -> Iterator[Meaning]:
    """Tells further columns of a meaning from the one that counts."""
    taken: set[Meaning] = set()
    for head, meaning in zip(heads, said, strict=True):
        means = meaning
        if means is Meaning.OTHER and is_further_wording(head):
            means = Meaning.VARIANT if Meaning.TEXT in taken else Meaning.TEXT
        if means in taken and means in _ONCE:
            means = Meaning.VARIANT if means is Meaning.TEXT else Meaning.OTHER
        taken.add(means)
        yield means


def _settled(meanings: Sequence[Meaning], below: Sequence[Row]) -> Iterator[Meaning]:
    """Tells by what they hold whether columns like 类型 name a kind or a category."""
    placed = Meaning.CATEGORY in meanings
    for column, meaning in enumerate(meanings):
        if meaning is Meaning.KIND_OR_CATEGORY:
            held = {cell for row in below if (cell := row.shown(column))}
            if held and all(kind_named(value) is not None for value in held):
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
    if not 1 <= width <= 3 or _is_head(filled):
        return None
    if width == 1:
        filled = [row for row in filled if not BOXED.fullmatch(row.cells[0])]
        if any(_MANUAL.fullmatch(row.cells[0].strip()) for row in filled):
            # A manual that somebody wrote down one column is read as one.
            return None
        listed = _speaks(filled, 0) and not any(_PARTED.match(row.cells[0]) for row in filled)
        return Layout((Meaning.TEXT,)) if listed else None
    both = [row for row in filled if row.cells[0].strip() and len(row.cells) > 1]
    if 2 * len(both) < len(filled):
        return None
    codes = all(_CODE.fullmatch(row.cells[0].strip()) for row in both)
    if width == 3 and not (codes and any(not _CODE.fullmatch(row.cells[1]) for row in both)):
        return _grouped(filled)
    if not codes and all(row.cells[1].startswith(" ") for row in both):
        # A comma with a blank behind it is prose, or a program.
        return None
    if not codes and 2 * sum(1 for row in both if _WORDED.search(row.cells[1])) <= len(both):
        # Pages, prices, counts.
        return None
    named = width == 3 and _speaks(filled, 2) and not _speaks(filled, 1)
    rest = (Meaning.TITLE, Meaning.TEXT) if named else (Meaning.TEXT, Meaning.TITLE)
    return Layout((Meaning.SHORTCUT if codes else Meaning.TITLE, *rest)[:width])


def _grouped(rows: Sequence[Row]) -> Layout | None:
    """Reads three columns as group, title and text where the first repeats itself and the last one
    speaks to somebody; any others may hold anything.
    """
    groups = [row.cells[0].strip() for row in rows]
    repeats = len({*filter(None, groups)}) < len(rows) and groups[0] != ""
    named = [row.cells[1].strip() for row in rows if len(row.cells) > 1]
    if not repeats or not _speaks(rows, 2) or _speaks(rows, 1) or _speaks(rows, 0):
        return None
    codes = all(_CODE.fullmatch(name) for name in named if name)
    return Layout((Meaning.CATEGORY, Meaning.SHORTCUT if codes else Meaning.TITLE, Meaning.TEXT))


def _speaks(rows: Sequence[Row], column: int) -> bool:
    """Whether most of a column are texts that speak to a buyer."""
    texts = [row.cells[column] for row in rows if len(row.cells) > column]
    speaking = sum(1 for text in texts if _SPEAKS.search(text))
    return len(rows) >= 2 and speaking >= _MOST * len(rows)


def _is_head(rows: Sequence[Row]) -> bool:
    """Whether the first row names columns after all, and none of them holds texts."""
    if len(rows) < 2:
        return False
    heads = [cell.strip() for cell in rows[0].cells if cell.strip()]
    short = all(
        len(head) <= (2 * _LONGEST_HEAD if head.isascii() else _LONGEST_HEAD)
        and not PROSE.search(head)
        for head in heads
    )
    return short and any(meaning_of(head) is not None for head in heads)
