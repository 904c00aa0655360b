"""The body of a Word document as passages and tables, as its reader sees it.

Only the XML of the package is read: what was deleted with changes tracked, or hidden, is left out,
what was put in is read; automatic numbers come with their paragraphs. Sources: ECMA-376, part 1,
17.3 (paragraphs and runs), 17.4 (tables), 17.13.5 (revisions); part 3, 9.3 (alternate content).
"""

import io
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from msgspec import Struct, field
from msgspec.structs import replace

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.foreign.passages import Block, Document, Grid, Passage
from kefu_desktop.packs.foreign.speakers import speech_of
from kefu_desktop.packs.foreign.word_numbering import (
    Counting,
    attribute,
    children,
    first,
    int_of,
    local,
    numbering_of,
)
from kefu_desktop.packs.foreign.word_styles import (
    Style,
    number_of,
    outline_level,
    styles_of,
)
from kefu_desktop.packs.foreign.written_text import MARKER
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.members import Members, read_member
from kefu_desktop.packs.rows import Row

DOCUMENT = re.compile(r"word/document\d{0,2}\.xml")
"""The member that holds the body; some programs number it."""

_DEPTH = 200
_TRANSPARENT = frozenset(
    {
        "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "ins", "moveTo", "customXml",
        "dir", "bdo", "Choice", "ruby", "rubyBase",
    }
)  # fmt: skip
_BOX = frozenset({"txbxContent"})
_PICTURE = frozenset({"blip", "imagedata"})
_BLANK = re.compile(r"[ \t\u00a0　]+")


def word_document(members: Members, limits: Limits, watch: Watch) -> Document:
    """Reads a document; raises :class:`InvalidInput` (FILE_DAMAGED, FILE_TOO_DEEP, FILE_TOO_LARGE)
    when it is refused.
    """
    name = min(name for name in members.names() if DOCUMENT.fullmatch(name))
    reading = _Reading(
        styles_of(_part(members, "word/styles.xml", limits)),
        Counting(numbering_of(_part(members, "word/numbering.xml", limits))),
    )
    blocks: list[Block] = []
    for element in watch.over(_body(members, name, limits)):
        blocks += reading.blocks(element)
        element.clear()
    return _titled(blocks, reading.titles)


_TITLE = 99
"""The level of what has the style of a title, until it is known how many there are."""


def _titled(blocks: list[Block], titles: list[str]) -> Document:
    """One title names the document; several are headings above all others."""
    if len(titles) < 2:
        kept = (one for one in blocks if not (isinstance(one, Passage) and one.level == _TITLE))
        return Document(tuple(kept), next(iter(titles), ""))
    below: list[Block] = []
    for block in blocks:
        if isinstance(block, Passage) and block.level:
            level = 1 if block.level == _TITLE else block.level + 1
            below.append(replace(block, level=level))
        else:
            below.append(block)
    return Document(tuple(below))


def _part(members: Members, name: str, limits: Limits) -> Element | None:
    """Gives the root of a part of the package; None where there is none."""
    if members.size(name) is None:
        return None
    root: Element | None = None
    for depth, event, element in _events(members, name, limits):
        if event == "start" and depth == 1:
            root = element
    return root


def _body(members: Members, name: str, limits: Limits) -> Iterator[Element]:
    """Gives the paragraphs and tables of the body one by one."""
    inside = False
    for depth, event, element in _events(members, name, limits):
        if depth == 2 and local(element) == "body":
            inside = event == "start"
        elif inside and depth == 3 and event == "end":
            yield element


def _events(members: Members, name: str, limits: Limits) -> Iterator[tuple[int, str, Element]]:
    from defusedxml.ElementTree import iterparse

    data = io.BytesIO(read_member(members, name, limits.text_bytes))
    depth = 0
    try:
        for event, element in iterparse(data, events=("start", "end"), forbid_dtd=True):
            depth += event == "start"
            if depth > _DEPTH:
                raise InvalidInput(Code.FILE_TOO_DEEP, path=str(members.path), member=name)
            yield depth, event, element
            depth -= event == "end"
    except (ParseError, ValueError, LookupError) as error:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(members.path), member=name) from error


class _Written(Struct):
    """The text of a paragraph while its runs go by, and the boxes that are anchored in it."""

    text: str = ""
    bold: bool = True
    paged: bool = False
    boxes: list[Element] = field(default_factory=list)


class _Reading:
    """A document while its blocks go by."""

    def __init__(self, styles: Mapping[str, Style], counting: Counting) -> None:
        self._styles = styles
        self._counting = counting
        self._line = 0
        self._gap = False
        self._apart = False
        self.titles: list[str] = []

    def blocks(self, element: Element) -> Iterator[Block]:
        """Gives what one element of the body holds."""
        match local(element):
            case "p":
                yield from self._paragraph(element)
            case "tbl":
                yield self._table(element)
                self._gap = True
            case name if name in _TRANSPARENT:
                for child in element:
                    yield from self.blocks(child)
            case "AlternateContent":
                for child in _chosen(element):
                    yield from self.blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        self._line += 1
        properties = first(element, "pPr")
        written = _Written()
        _write(element, written)
        text = written.text.strip("\n").rstrip()
        self._apart = self._apart or written.paged
        if text.strip():
            yield from self._passages(text, properties, bold=written.bold)
        else:
            self._gap = True
        for box in written.boxes:
            for child in box:
                yield from self.blocks(child)

    def _passages(self, text: str, properties: Element | None, *, bold: bool) -> Iterator[Block]:
        named = first(properties, "pStyle") if properties is not None else None
        style = self._styles.get(attribute(named, "val") if named is not None else "", Style())
        if style.contents:
            return
        told = outline_level(properties)
        level = style.level if told is None else told
        number, deep = number_of(properties) or (style.number, style.number_level)
        marker = self._counting.marker(number, deep) if number not in ("", "0") else ""
        if style.title:
            self.titles.append(text.strip())
            level = _TITLE
        lines = text.split("\n")
        parted = len(lines) > 1 and any(speech_of(line) is not None for line in lines[1:])
        for line in lines if parted and not level else [text]:
            if line.strip():
                yield self._passage(line.strip(), marker, level, deep, bold=bold)
                marker = ""

    def _passage(self, text: str, marker: str, level: int, deep: int, *, bold: bool) -> Passage:
        typed = MARKER.fullmatch(text) if not marker and not level else None
        passage = Passage(
            typed["text"] if typed else " ".join(text.split()) if level else text,
            self._line,
            marker=typed["marker"] if typed else marker,
            level=level,
            gap=self._gap,
            apart=self._apart,
            bold=bold,
            deep=deep,
        )
        self._gap = self._apart = False
        return passage

    def _table(self, element: Element) -> Grid:
        rows: list[Row] = []
        above: dict[int, str] = {}
        begin = self._line + 1
        for row in children(element, "tr"):
            properties = first(row, "trPr")
            if properties is not None and first(properties, "del") is not None:
                continue
            self._line += 1
            cells: list[str] = []
            shown: dict[int, str] = {}
            for cell in _cells(row):
                text = _cell_text(cell)
                merged = first(cell, "tcPr", "vMerge")
                place = len(cells)
                if merged is not None and attribute(merged, "val") != "restart":
                    shown[place] = above.get(place, "")
                    text = ""
                elif merged is not None:
                    above[place] = text
                span = first(cell, "tcPr", "gridSpan")
                wide = int_of(attribute(span, "val")) if span is not None else 1
                cells += [text, *[""] * min(max(wide - 1, 0), 62)]
            rows.append(Row(self._line, cells, shown))
        return Grid(rows, begin)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) in _TRANSPARENT:
            yield from _cells(child)


def _cell_text(cell: Element) -> str:
    """Gives the paragraphs of a cell as lines, those of tables in it too."""
    lines: list[str] = []
    for child in cell:
        if local(child) == "p":
            written = _Written()
            _write(child, written)
            lines.append(written.text.strip())
        elif local(child) in {"tbl", "tr", "tc"} or local(child) in _TRANSPARENT:
            lines.append(_cell_text(child))
    return "\n".join(line for line in lines if line)


def _write(element: Element, written: _Written) -> None:
    """Adds the text of a paragraph, or of what is in one."""
    for child in element:
        name = local(child)
        if name == "r":
            _write_run(child, written)
        elif name in _TRANSPARENT:
            _write(child, written)
        elif name == "AlternateContent":
            for one in _chosen(child):
                _write(one, written)


def _write_run(run: Element, written: _Written) -> None:
    properties = first(run, "rPr")
    if _is_on(properties, "vanish"):
        return
    before = written.text
    for child in run:
        match local(child):
            case "t":
                written.text += child.text or ""
            case "tab" | "ptab":
                written.text += "\t"
            case "br" if attribute(child, "type") in ("page", "column"):
                written.paged = True
            case "br" | "cr":
                written.text += "\n"
            case "noBreakHyphen":
                written.text += "-"
            case "ruby":
                _write(child, written)
            case "drawing" | "pict" | "object" | "AlternateContent":
                _write_drawing(child, written)
    added = written.text[len(before) :]
    if added and _BLANK.fullmatch(added) and len(added) > 1 and _is_on(properties, "u"):
        # A blank to write on, drawn with underlined spaces.
        written.text = f"{before}{'_' * 4}"
    elif added.strip():
        written.bold = written.bold and _is_on(properties, "b")


def _write_drawing(element: Element, written: _Written) -> None:
    """Notes the boxes of text of a drawing, or that an image stands there."""
    chosen = _chosen(element) if local(element) == "AlternateContent" else [element]
    for one in chosen:
        boxes = [inner for inner in one.iter() if local(inner) in _BOX]
        written.boxes += boxes
        if not boxes and any(local(inner) in _PICTURE for inner in one.iter()):
            written.text += "[图片]"


def _chosen(element: Element) -> list[Element]:
    """Gives one of the forms in which the same thing is written for programs of different age."""
    choices = children(element, "Choice") or children(element, "Fallback")
    return choices[:1]


def _is_on(properties: Element | None, name: str) -> bool:
    told = first(properties, name) if properties is not None else None
    return told is not None and attribute(told, "val") not in ("0", "false", "off", "none")
