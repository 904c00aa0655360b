"""The macros of TextExpander (``%Y-%m-%d``, ``%filltext:name=…%``) in our notation.

Letters of dates that stand together become one date. A shift (``%@+3D``) holds for all dates behind
it, up to the next one. A ``%`` before anything that is no macro is a percent sign.
"""

import re
from collections.abc import Mapping

from kefu_desktop.packs.foreign.composing import CLIPBOARD, CURSOR, from_strftime
from kefu_desktop.packs.foreign.moments import day, whole_days
from kefu_desktop.packs.foreign.translating import Include, Question, Translation

MARK = re.compile(
    r"%clipboard|%@[+-]\d|%(?:snippet|fill\w*|key):[^%\n]*%|%filltop%|%fillpartend%"
    r"|(?<!\d)%\||(?<!\d)%Y(?![A-Za-z])|(?<!\d)%1?[mdeBbHI][^%\w]?%1?[mdeBbMpSyY]|(?<!\d)%m月|%d日"
)
"""What tells a text of TextExpander from one that only has a percent sign in it."""

_DATE = "%1?[aAbBdeHIjmMpSUwWcxXyYzZ]"
_TOKEN = re.compile(
    r"(?P<percent>%%)|(?P<cursor>%\|)|(?P<clipboard>%clipboard)"
    r"|%(?P<kind>fill(?:text|area|popup|date|part)?|snippet|key|shell|applescript|javascript)"
    r"(?::(?P<said>[^%]*))?%"
    r"|(?P<other>%fillpartend%|%filltop%|%[<>^]|%v\b)"
    r"|%@(?:(?P<shift>(?:[+-]\d+[A-Za-z])+)|now)"
    rf"|(?P<date>{_DATE}(?:[^%A-Za-z0-9{{}}|\n]{{0,2}}{_DATE})*)"
)
_ONE_DATE = re.compile(_DATE)
_LANGUAGES = {"shell": "shell", "applescript": "AppleScript", "javascript": "JavaScript"}
_SETTINGS = frozenset({"name", "default", "width", "height", "format", "optional"})


def translate(text: str, include: Include, scripts: Mapping[str, str]) -> Translation:
    """Reads a snippet; ``include`` gives another by its abbreviation. ``scripts`` are the
    abbreviations of those that are programs, with the language.
    """
    told = Translation()
    at = 0
    shift, days = "", 0
    for match in _TOKEN.finditer(text) if "%" in text else ():
        told.add(text[at : match.start()])
        at = match.end()
        if match["percent"]:
            told.add("%")
        elif match["cursor"] or match["clipboard"]:
            told.add(CURSOR if match["cursor"] else CLIPBOARD)
        elif match["kind"]:
            _named(match, include, scripts, told)
        elif match["other"]:
            told.leave(match[0])
        elif match["date"]:
            _dates(match["date"], shift, days, told)
        else:
            whole = whole_days(match["shift"] or "")
            # What is not whole days is told with each date that it would have moved.
            shift, days = (match[0], 0) if whole is None else ("", whole)
    told.add(text[at:])
    return told


def _named(
    match: re.Match[str], include: Include, scripts: Mapping[str, str], told: Translation
) -> None:
    kind, said = match["kind"], match["said"] or ""
    if kind == "snippet":
        other = None if said in scripts else include(said)
        if said in scripts:
            told.leave_code(match[0], scripts[said])
        elif other is None:
            told.leave(match[0])
        else:
            told.take(other)
    elif kind in _LANGUAGES:
        told.leave_code(match[0], _LANGUAGES[kind])
    elif kind == "fill":
        told.add(Question(said.removeprefix("name=").split(":default=")[0], _default(said)))
    elif kind in {"filltext", "fillarea"}:
        told.add(_field(said))
    elif kind == "fillpopup":
        told.add(_popup(said))
    else:
        told.leave(match[0])


def _default(said: str) -> str:
    return said.partition(":default=")[2]


def _field(said: str) -> Question:
    """Gives the question of a field. What has no name of its own belongs to what is before it:
    defaults may have colons.
    """
    values: dict[str, str] = {}
    last = "name"
    for part in said.split(":"):
        key, equals, value = part.partition("=")
        if equals and key in _SETTINGS:
            values[key] = value
            last = key
        else:
            values[last] = f"{values[last]}:{part}" if last in values else part
    return Question(values.get("name", ""), values.get("default", ""))


def _popup(said: str) -> Question:
    """Gives the question of a choice: whatever has no name is offered, and the default too."""
    name, default = "", ""
    offered: list[str] = []
    for part in said.split(":"):
        key, equals, value = part.partition("=")
        if not equals or key not in _SETTINGS:
            offered.append(part)
        elif key == "name":
            name = value
        elif key == "default":
            default = value
            offered.append(value)
    return Question(name, default, tuple(one for one in offered if one.strip()))


def _dates(run: str, shift: str, days: int, told: Translation) -> None:
    """Adds letters of dates and what is between them, as one date where that is possible."""
    if shift:
        told.leave(f"{shift}{run}")
        return
    ours = day(days, from_strftime(run.replace("%1", "%-")))
    if ours is not None:
        told.add(ours)
        return
    at = 0
    for match in _ONE_DATE.finditer(run):
        told.add(run[at : match.start()])
        at = match.end()
        ours = day(days, from_strftime(match[0].replace("%1", "%-")))
        told.leave(match[0]) if ours is None else told.add(ours)
    told.add(run[at:])
