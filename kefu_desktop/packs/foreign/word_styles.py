"""Which of a Word document's styles are headings, by what they are and not by what they are called.

Word translates the names of its styles (``heading 1``, ``标题 1``), WPS and LibreOffice have their
own, and shops base theirs on either; the outline level is the same in all. Source: ECMA-376, part
1, 17.7 (styles) and 17.3.1.20 (outline levels).
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from msgspec import Struct

from kefu_desktop.packs.foreign.word_numbering import attribute, children, first, int_of

_HEADING = re.compile(r"(?:heading|标题|標題|überschrift)[ ]?(?P<level>[1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|標題", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄|contents|index)[ ]?\d?.*", re.IGNORECASE)
_BASED = 12
"""How far a style may be based on others; one that is based on itself ends somewhere."""


class Style(Struct, frozen=True):
    """What a style says of its paragraphs. ``level`` is 0 for what is no heading."""

    level: int = 0
    title: bool = False
    contents: bool = False
    number: str = ""
    number_level: int = 0


def styles_of(root: Element | None) -> Mapping[str, Style]:
    """Reads ``styles.xml``: the styles of paragraphs by their identities."""
    told = {}
    for element in children(root, "style") if root is not None else ():
        if attribute(element, "type") in ("paragraph", ""):
            told[attribute(element, "styleId")] = element
    return {name: _style(name, told) for name in told}


def outline_level(properties: Element | None) -> int | None:
    """Gives the level of a heading that the properties of a paragraph tell, 0 for body text; None
    where they tell nothing.
    """
    told = first(properties, "outlineLvl") if properties is not None else None
    if told is None:
        return None
    level = int_of(attribute(told, "val")) + 1
    return level if level <= 9 else 0


def number_of(properties: Element | None) -> tuple[str, int] | None:
    """Gives the list and the level that the properties of a paragraph tell; None for neither."""
    told = first(properties, "numPr") if properties is not None else None
    if told is None:
        return None
    number, level = first(told, "numId"), first(told, "ilvl")
    said = attribute(number, "val") if number is not None else ""
    return said, int_of(attribute(level, "val")) if level is not None else 0


def _style(name: str, told: Mapping[str, Element]) -> Style:
    level: int | None = None
    number: tuple[str, int] | None = None
    title = contents = False
    element = told.get(name)
    for _ in range(_BASED):
        if element is None:
            break
        named = first(element, "name")
        said = attribute(named, "val").strip() if named is not None else ""
        properties = first(element, "pPr")
        heading = _HEADING.fullmatch(said)
        if level is None:
            level = outline_level(properties)
        if level is None and heading:
            level = int(heading["level"])
        number = number if number is not None else number_of(properties)
        title = title or _TITLE.fullmatch(said) is not None
        contents = contents or _CONTENTS.fullmatch(said) is not None
        based = first(element, "basedOn")
        element = told.get(attribute(based, "val")) if based is not None else None
    listed, listed_level = number or ("", 0)
    return Style(level or 0, title and not level, contents, listed, listed_level)
