"""The numbers that Word shows before paragraphs and does not write into their text.

``一、`` made by Word's own numbering is as much of a heading as one that was typed, so each
paragraph gets the number that its reader saw. Sources: ECMA-376, part 1, 17.9 (numbering) and
17.18.59 (formats of numbers).
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from msgspec import Struct

_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "ideographDigital",
        "ideographTraditional",
        "ideographZodiac",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "taiwaneseDigital",
    }
)
_LEVELS = 9


class Level(Struct, frozen=True):
    """How one level of a list is numbered: the kind of number, the text round it, the first, and
    whether all numbers in it are plain.
    """

    form: str
    text: str
    start: int
    plain: bool


class Numbering(Struct, frozen=True):
    """The levels of each list of a document by the list's number."""

    lists: Mapping[str, Mapping[int, Level]]


def numbering_of(root: Element | None) -> Numbering:
    """Reads ``numbering.xml``; a document without lists has none."""
    abstract: dict[str, dict[int, Level]] = {}
    lists: dict[str, Mapping[int, Level]] = {}
    for element in root if root is not None else ():
        if local(element) == "abstractNum":
            levels = {
                int_of(attribute(one, "ilvl")): _level(one) for one in children(element, "lvl")
            }
            abstract[attribute(element, "abstractNumId")] = levels
        elif local(element) == "num":
            named = first(element, "abstractNumId")
            known = abstract.get(attribute(named, "val") if named is not None else "", {})
            lists[attribute(element, "numId")] = known
    return Numbering(lists)


class Counting:
    """The numbers of one document while its paragraphs go by."""

    def __init__(self, numbering: Numbering) -> None:
        self._lists = numbering.lists
        self._counts: dict[str, list[int]] = {}

    def marker(self, number: str, level: int) -> str:
        """Gives what stands before the next paragraph of a list; nothing where it is unknown."""
        levels = self._lists.get(number)
        if levels is None or level not in levels or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(number, [0] * _LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else levels[level].start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if levels[level].form in ("bullet", "none"):
            return "•" if levels[level].form == "bullet" else ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = levels.get(place)
            form = other.form if other and not levels[level].plain else "decimal"
            return spelled(counts[place] or (other.start if other else 1), form)

        return re.sub("%([1-9])", shown, levels[level].text)[:20]


def spelled(number: int, form: str) -> str:
    """Writes a number in one of Word's forms; plainly in those that replies do not have."""
    if form in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        lead = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
        return lead + (_DIGITS[ones] if ones else "")
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((65 if form == "upperLetter" else 97) + number - 1)
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


def _level(element: Element) -> Level:
    def value(name: str) -> str:
        child = first(element, name)
        return attribute(child, "val") if child is not None else ""

    plain = first(element, "isLgl") is not None
    form, start = value("numFmt") or "decimal", int_of(value("start") or "1")
    return Level(form, value("lvlText"), start, plain)


def local(element: Element) -> str:
    """Gives the name of an element without its namespace: Word knows two for the same things."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Gives an attribute by its name without its namespace; blank where there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def children(element: Element, name: str) -> list[Element]:
    """Gives the children of a name in order."""
    return [child for child in element if local(child) == name]


def first(element: Element, *path: str) -> Element | None:
    """Gives the first element down a path of names; None where the path ends before."""
    for name in path:
        child = next((child for child in element if local(child) == name), None)
        if child is None:
            return None
        element = child
    return element


def int_of(said: str) -> int:
    """Gives a small number as it stands in an attribute; 0 for what is none."""
    return int(said) if re.fullmatch(r"\d{1,6}", said) else 0
