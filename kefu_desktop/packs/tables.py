"""Tables as shops share them: finds out what the columns mean and makes drafts of the rows.

Headers differ even inside one product, so they are matched by meaning, in any order, in Simplified
and Traditional Chinese and English; lines of instructions above the header are passed over. A table
without a header must have two columns, a shortcut or a title and the text; or three as text
expanders write them: a shortcut, the text, and what it is called.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct, field

from kefu_desktop.core.columns import Layout, Layouts, Meaning, Table
from kefu_desktop.core.model import NAME_LIMIT, TITLE_LIMIT, Kind
from kefu_desktop.packs.assembling import Draft, shelf
from kefu_desktop.packs.cells import (
    levels,
    split_lines,
    split_questions,
    split_tags,
    split_words,
)
from kefu_desktop.packs.headers import (
    chat_columns,
    is_further_wording,
    kinds_by_word,
    meaning_of,
    plain,
    side_of,
)
from kefu_desktop.packs.leftovers import guides
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.side_by_side import headed_by_categories, is_repeated, unfolded

HEADER_WITHIN = 20
"""How many rows from the top a header is looked for."""

SAMPLE_ROWS = 200
"""How many rows are looked at to find out what a column holds."""

SHOWN_ROWS = 30
"""How many rows are kept to be shown beside what the columns mean."""

_ONCE = frozenset({Meaning.TITLE, Meaning.SHORTCUT, Meaning.TEXT, Meaning.KIND_OR_CATEGORY})
_CODE = re.compile(r"[;/#]?[!-~]{1,32}")
_PARTED = re.compile(r"[!-~]{1,32}[ 　]+\S|[^\t]*\t")
_SPEAKS = re.compile("亲|親|您")
_BOXED = re.compile(r"\s*[【〖]([^【】〖〗，。！？,!?\n]{1,30})[】〗]\s*")
_MANUAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|第.{1,3}[章节])(?!.*[亲親您])[^，。！？]{1,20}"
    r"|(?:买家|買家|顾客|顧客|客户|客戶|客服|卖家|賣家|问|問|答|Q|A)\d{0,3}[:：].*",
    re.DOTALL,
)
_WORDED = re.compile(r"[^\W\d_]{2}")
_MOST = 0.6
_LONGEST_HEAD = 8
_PROSE = re.compile("[，。！？；,!?;]")


class _Columns(Struct, frozen=True):
    """The columns of each meaning, and what cells came to that categories, tags and kinds were read
    from: of a hundred thousand rows most say there what another one said.
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
    ours: bool
    alone: bool
    categories_by_cell: dict[str, Sequence[str]] = field(default_factory=dict)
    tags_by_cell: dict[str, Sequence[str]] = field(default_factory=dict)
    kinds_by_cell: dict[str, Kind | None] = field(default_factory=dict)

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
            ours=is_ours(layout),
            alone={*layout.meanings} <= {Meaning.TEXT, Meaning.OTHER},
        )


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


def drafts(
    layout: Layout, first: Sequence[Row], rows: Iterable[Row], sheet: str = ""
) -> Iterator[tuple[int, Draft]]:
    """Gives a draft for each row below the header that is not blank, with the row's number.

    ``first`` are those of the ``rows`` by which it is seen what the table is like; ``sheet`` is the
    category where no column tells one.
    """
    passed = guides(layout, first)
    layout, first, rows = unfolded(layout, first, rows)
    columns = _Columns.of(layout)
    sheets = (sheet,) if sheet and not columns.category else ()
    below: tuple[str, ...] = ()
    told = () if columns.ours else columns.category
    written_once = [column for column in told if _is_written_once(column, first, layout.header)]
    last: dict[int, str] = {}
    held: tuple[int, Draft] | None = None
    for row in rows:
        if row.number <= layout.header or row.number in passed or not row.is_filled():
            continue
        for column in written_once:
            last[column] = (_filled(row, (column,)) or [last.get(column, "")])[0]
        whole = row._replace(above={**row.above, **last}) if last else row
        section = _section(columns, row)
        if section:
            below = shelf(section)
            continue
        draft = _draft(columns, whole, (*sheets, *below))
        if held is not None and row.above and _asks_for_the_same(columns, row, draft):
            asked = draft.asked_as or [draft.title]
            held[1].asked_as = [*held[1].asked_as, *asked]
            continue
        if held is not None:
            yield held
        held = row.number, draft
    if held is not None:
        yield held


def is_ours(layout: Layout) -> bool:
    """Whether it is laid out as the tables that we write: those tell the category of each row, and
    their texts as they are.
    """
    return {Meaning.KIND, Meaning.ASKED_AS, Meaning.NOTES} <= {*layout.meanings}


def _section(columns: _Columns, row: Row) -> str:
    """Gives the name that a row puts above those below it: one cell, merged over the columns, or
    one in brackets in a list of texts.
    """
    if columns.ours or row.above:
        return ""
    said = [cell.strip() for cell in row.cells if cell and not cell.isspace()]
    if len(said) != 1:
        return ""
    if boxed := _BOXED.fullmatch(said[0]):
        return boxed[1] if columns.alone or not _filled(row, columns.text) else ""
    fits = row.wide and len(said[0]) <= NAME_LIMIT and not _PROSE.search(said[0])
    return said[0] if fits else ""


def _asks_for_the_same(columns: _Columns, row: Row, draft: Draft) -> bool:
    """Whether a row only has more questions, for a text that is merged from further up."""
    merged = any(column in row.above for column in columns.text)
    only_asks = not (draft.variants or draft.shortcut or draft.notes)
    return merged and only_asks and bool(draft.asked_as or draft.title)


def _is_written_once(column: int, rows: Sequence[Row], header: int) -> bool:
    """Whether a name in ``column`` holds for the blank cells below it, as where merged cells were
    saved as text: then none stands in two rows. Where the file still has its merged cells, they
    tell.
    """
    if any(column in row.above for row in rows):
        return False
    below = [row for row in rows if row.number > header and row.is_filled()]
    names = [(_filled(row, (column,)) or [""])[0] for row in below]
    told = [name for name in names if name]
    return bool(told) and names[0] != "" and len(told) < len(names) and len({*told}) == len(told)


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
    if not 1 <= width <= 3 or _is_head(filled):
        return None
    if width == 1:
        filled = [row for row in filled if not _BOXED.fullmatch(row.cells[0])]
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
        and not _PROSE.search(head)
        for head in heads
    )
    return short and any(meaning_of(head) is not None for head in heads)


def _draft(columns: _Columns, row: Row, shelf: Sequence[str]) -> Draft:
    # What asks stays true of a row below it; a text does not.
    merged = bool(row.above)
    titles = _filled(row, columns.title, merged=merged)
    asked_as = [text.strip() for text in _filled(row, columns.question, merged=merged)]
    for cell in _filled(row, columns.asked_as):
        asked_as += split_lines(cell) if columns.ours else split_questions(cell)
    for cell in _filled(row, columns.keywords):
        asked_as += split_words(cell)
    title = titles[0] if titles else asked_as[0][:TITLE_LIMIT] if asked_as else ""
    category = _filled(row, columns.category, merged=True)
    codes = _filled(row, columns.shortcut)
    tags = _filled(row, columns.tags, merged=True)
    part = _own_levels if columns.ours else levels
    notes = _filled(row, columns.notes)
    return Draft(
        title=title,
        variants=_filled(row, columns.text),
        kind=_kind_of(columns, _filled(row, columns.kind, merged=True)),
        category=(*shelf, *_said_by_cells(category, columns.categories_by_cell, part)),
        shortcut="".join(codes).strip().lstrip(";；/#") if codes else "",
        tags=_said_by_cells(tags, columns.tags_by_cell, split_tags),
        asked_as=asked_as,
        notes="\n".join(notes) if notes else "",
    )


def _own_levels(cell: str) -> Sequence[str]:
    return cell.split("/")


def _said_by_cells(
    cells: Sequence[str], known: dict[str, Sequence[str]], part: Callable[[str], Sequence[str]]
) -> Sequence[str]:
    """Gives what ``part`` makes of each cell, one behind the other; ``known`` is what it made."""
    words: list[str] = []
    for cell in cells:
        held = known.get(cell)
        if held is None:
            held = known[cell] = part(cell)
        words += held
    return words


def _filled(row: Row, columns: Sequence[int], *, merged: bool = False) -> Sequence[str]:
    """Gives what stands in ``columns``, without the blank ones."""
    if not columns:
        return ()
    cells, width = row.cells, len(row.cells)
    merged = merged and bool(row.above)
    if len(columns) == 1 and not merged:
        # As nearly always; ten times a row, so that it is worth a line of its own.
        cell = cells[columns[0]] if columns[0] < width else ""
        return (cell,) if cell and not cell.isspace() else ()
    found: list[str] = []
    for column in columns:
        cell = cells[column] if column < width else ""
        if not cell and merged:
            cell = row.above.get(column, "")
        if cell and not cell.isspace():
            found.append(cell)
    return found


def _kind_of(columns: _Columns, cells: Sequence[str]) -> Kind:
    known = columns.kinds_by_cell
    for cell in cells:
        kind = known[cell] if cell in known else known.setdefault(cell, _kind(cell))
        if kind is not None:
            return kind
    return Kind.REPLY


def _kind(cell: str) -> Kind | None:
    known = kinds_by_word()
    return known.get(cell) or known.get(plain(cell))
