"""Makes drafts of the rows of tables as shops share them, once it is known what the columns mean
(:mod:`kefu_desktop.packs.layout_guess`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from kefu_desktop.core.columns import Layout, Meaning
from kefu_desktop.core.model import NAME_LIMIT, TITLE_LIMIT, Kind
from kefu_desktop.packs.assembling import Draft, shelf
from kefu_desktop.packs.cells import levels, split_lines, split_questions, split_tags, split_words
from kefu_desktop.packs.headers import kind_named
from kefu_desktop.packs.layout_guess import BOXED, PROSE
from kefu_desktop.packs.leftovers import guides
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.side_by_side import unfolded

_STAYS = frozenset({Meaning.TITLE, Meaning.QUESTION, Meaning.CATEGORY, Meaning.TAGS, Meaning.KIND})
"""What stays true of the rows below it where cells are merged; a text does not."""


class _Columns(Struct, frozen=True):
    """What each column means, and what cells came to that categories, tags and kinds were read
    from: of a hundred thousand rows most say there what another one said.

    ``names`` are the meanings by column as plain text, which is looked up far quicker than a member
    of an enum, and that ten times a row.
    """

    names: Sequence[str]
    category: Sequence[int]
    text: Sequence[int]
    stays: frozenset[int]
    ours: bool
    alone: bool
    part: Callable[[str], Sequence[str]]
    categories: dict[str, Sequence[str]] = field(default_factory=dict)
    tags: dict[str, Sequence[str]] = field(default_factory=dict)
    kinds: dict[str, Kind | None] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: Layout) -> "_Columns":
        ours = is_ours(layout)
        return cls(
            names=[meaning.value for meaning in layout.meanings],
            category=layout.columns(Meaning.CATEGORY),
            text=[*layout.columns(Meaning.TEXT), *layout.columns(Meaning.VARIANT)],
            stays=frozenset(column for one in _STAYS for column in layout.columns(one)),
            ours=ours,
            alone={*layout.meanings} <= {Meaning.TEXT, Meaning.OTHER},
            part=_own_levels if ours else levels,
        )

    def held(self, row: Row) -> Mapping[str, list[str]]:
        """Gives what stands in a row by what it means, without the blank cells."""
        cells: Iterable[str] = row.cells
        if row.above:
            cells = [
                row.shown(column) if column in self.stays else row.cell(column)
                for column in range(len(self.names))
            ]
        found: dict[str, list[str]] = {}
        for name, cell in zip(self.names, cells, strict=False):
            if cell and not cell.isspace():
                if name in found:
                    found[name].append(cell)
                else:
                    found[name] = [cell]
        return found


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
            last[column] = row.cell(column) or last.get(column, "")
        whole = replace(row, above={**row.above, **last}) if last else row
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
    said = ""
    for cell in row.cells:
        if cell and not cell.isspace():
            if said:
                return ""
            said = cell.strip()
    if boxed := BOXED.fullmatch(said):
        return boxed[1] if columns.alone or not any(map(row.cell, columns.text)) else ""
    return said if row.wide and len(said) <= NAME_LIMIT and not PROSE.search(said) else ""


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
    names = [row.cell(column) for row in below]
    told = [name for name in names if name]
    return bool(told) and names[0] != "" and len(told) < len(names) and len({*told}) == len(told)


def _draft(columns: _Columns, row: Row, shelf: Sequence[str]) -> Draft:
    held = columns.held(row)
    asked_as = [text.strip() for text in held.get("question", ())]
    for cell in held.get("asked-as", ()):
        asked_as += split_lines(cell) if columns.ours else split_questions(cell)
    for cell in held.get("keywords", ()):
        asked_as += split_words(cell)
    titles = held.get("title")
    title = titles[0] if titles else asked_as[0][:TITLE_LIMIT] if asked_as else ""
    category = _said_by_cells(held.get("category", ()), columns.categories, columns.part)
    return Draft(
        title=title,
        variants=[*held.get("text", ()), *held.get("variant", ())],
        kind=_kind_of(columns, held.get("kind", ())),
        category=(*shelf, *category) if shelf else category,
        shortcut="".join(held.get("shortcut", ())).strip().lstrip(";；/#"),
        tags=_said_by_cells(held.get("tags", ()), columns.tags, split_tags),
        asked_as=asked_as,
        notes="\n".join(held.get("notes", ())),
    )


def _own_levels(cell: str) -> Sequence[str]:
    return cell.split("/")


def _said_by_cells(
    cells: Sequence[str], known: dict[str, Sequence[str]], part: Callable[[str], Sequence[str]]
) -> Sequence[str]:
    """Gives what ``part`` makes of each cell, one behind the other; ``known`` is what it made."""
    words: Sequence[str] = ()
    for cell in cells:
        held = known.get(cell)
        if held is None:
            held = known[cell] = tuple(part(cell))
        words = (*words, *held) if words else held
    return words


def _kind_of(columns: _Columns, cells: Sequence[str]) -> Kind:
    known = columns.kinds
    for cell in cells:
        kind = known[cell] if cell in known else known.setdefault(cell, kind_named(cell))
        if kind is not None:
            return kind
    return Kind.REPLY
