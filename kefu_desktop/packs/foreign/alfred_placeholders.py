"""The placeholders of Alfred (``{date:long}``, ``{random:UUID}``) in our notation.

A date may be shifted before or behind its form (``{date +1D:short}``, ``{date:short +1D}``). The
named forms are those of a Mac in Chinese.
"""

import re

from kefu_desktop.packs.foreign.composing import CLIPBOARD, CURSOR, Ours, one_of
from kefu_desktop.packs.foreign.moments import DATE_AND_TIME, day, from_unicode, time, whole_days
from kefu_desktop.packs.foreign.translating import Translation

_TOKEN = re.compile(r"\{([a-z]+[^{}\n]{0,200})\}")
_MOMENT = re.compile(
    r"(?P<name>isodate|datetime|date|time)(?P<early>(?:\s*[+-]\d+[A-Za-z])*)"
    r"(?::(?P<form>.*?))?(?P<late>(?:\s+[+-]\d+[A-Za-z])*)\s*"
)
_RANGE = re.compile(r"(-?\d{1,9})\.\.(-?\d{1,9})")
_MOST_CHOICES = 100
_WITHOUT_COUNTERPART = re.compile(r"(?:clipboard|random|query|selection|var|allvars)\b.*")

_DATES = {
    "short": "yyyy/M/d",
    "medium": "yyyy年M月d日",
    "long": "yyyy年M月d日",
    "full": "yyyy年M月d日 EEEE",
}
_TIMES = {"short": "HH:mm", "medium": "HH:mm:ss", "long": "HH:mm:ss", "full": "HH:mm:ss"}


def translate(text: str) -> Translation:
    """Reads a snippet."""
    told = Translation()
    at = 0
    for match in _TOKEN.finditer(text):
        told.add(text[at : match.start()])
        at = match.end()
        said = match[1]
        ours = _ours(said)
        if ours is not None:
            told.add(ours)
        elif _MOMENT.fullmatch(said) or _WITHOUT_COUNTERPART.fullmatch(said):
            told.leave(match[0])
        else:
            told.add(match[0])
    told.add(text[at:])
    return told


def _ours(said: str) -> Ours | None:
    """Gives our counterpart of what stands between braces; None where there is none."""
    if said in {"clipboard", "clipboard:0"}:
        return CLIPBOARD
    if said == "cursor":
        return CURSOR
    if said.startswith("random:"):
        return _random(said.removeprefix("random:"))
    match = _MOMENT.fullmatch(said)
    if match is None:
        return None
    days = whole_days(f"{match['early']} {match['late']}")
    return None if days is None else _moment(match["name"], (match["form"] or "").strip(), days)


def _moment(name: str, form: str, days: int) -> Ours | None:
    match name:
        case "time":
            return time(_TIMES.get(form) or (from_unicode(form) if form else ""))
        case "datetime" if not form:
            return day(days, DATE_AND_TIME)
        case "datetime" if form in _DATES:
            return day(days, f"{_DATES[form]} {_TIMES[form]}")
        case "isodate" if not form:
            return day(days, "yyyy-MM-dd")
        case _:
            return day(days, _DATES.get(form) or (from_unicode(form) if form else ""))


def _random(said: str) -> Ours | None:
    """Gives a number of a range, or one of several words, by chance."""
    bounds = _RANGE.fullmatch(said.strip())
    if bounds:
        first, last = sorted(map(int, bounds.groups()))
        if last - first >= _MOST_CHOICES:
            return None
        return one_of(map(str, range(first, last + 1)))
    words = [word.strip() for word in said.split(",") if word.strip()]
    return one_of(words) if 1 < len(words) <= _MOST_CHOICES else None
