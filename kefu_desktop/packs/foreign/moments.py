"""Forms of dates and shifts of time as other programs write them.

Ours shift by days alone, so a shift by hours or months has no counterpart.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from kefu_desktop.core.dates import Tongue, spell
from kefu_desktop.packs.foreign.composing import DATE, TIME, Ours, moment

DATE_AND_TIME = "yyyy-MM-dd HH:mm"
"""Where another program writes date and time as the system does."""

_SHIFT = re.compile(r"([+-])\s*(\d{1,9})([A-Za-z])")
_DAYS = {"d": 1, "w": 7}
_MOST_DAYS = 999
_LONGEST_FORM = 40

_PIECE = re.compile(r"'(?P<quoted>[^']*)'|(?P<letters>([A-Za-z])\3*)|(?P<other>[^A-Za-z']+|')")
_SAMPLE = datetime(2026, 3, 5, 9, 7)  # noqa: DTZ001

UNICODE: Mapping[str, str] = {
    "y": "yyyy", "yy": "yy", "yyyy": "yyyy", "M": "M", "MM": "MM", "MMM": "MMM", "MMMM": "MMM",
    "d": "d", "dd": "dd", "H": "H", "HH": "HH", "h": "h", "hh": "hh", "m": "m", "mm": "mm",
    "s": "s", "ss": "ss", "E": "E", "EE": "E", "EEE": "E", "EEEE": "EEEE", "a": "a",
}  # fmt: skip
"""Letters of Unicode's date patterns (UTS 35), and what they are called here."""

QT: Mapping[str, str] = {
    "yy": "yy", "yyyy": "yyyy", "M": "M", "MM": "MM", "MMM": "MMM", "MMMM": "MMM", "d": "d",
    "dd": "dd", "ddd": "E", "dddd": "EEEE", "H": "H", "HH": "HH", "h": "h", "hh": "hh", "m": "m",
    "mm": "mm", "s": "s", "ss": "ss", "a": "a",
}  # fmt: skip
"""Letters of Qt's date formats, and what they are called here."""

_QT_HALF_DAY = re.compile("ap?", re.IGNORECASE)
_QT_TEXT = re.compile("[^dMyhHmszt'a]")


def whole_days(shifts: str) -> int | None:
    """Gives the days of shifts like ``+1w -2d``; None for another unit, or more than ours can."""
    days = 0
    for sign, amount, unit in _SHIFT.findall(shifts):
        if int(amount) and unit.lower() not in _DAYS:
            return None
        days += int(f"{sign}{amount}") * _DAYS.get(unit.lower(), 0)
    return days if abs(days) <= _MOST_DAYS else None


def day(days: int, form: str | None = "") -> Ours | None:
    """Gives the day ``days`` from now in a form of ours; None where there is no such form."""
    if form is None:
        return None
    return moment(form, days) if form or days else DATE


def time(form: str | None = "") -> Ours | None:
    """Gives the time in a form of ours; None where there is no such form."""
    if form is None:
        return None
    return moment(form) if form else TIME


def weekday(days: int) -> Ours:
    """Gives the day of the week ``days`` from now."""
    return Ours(f"星期{days:+d}" if days else "星期")


@lru_cache(maxsize=256)
def from_unicode(form: str) -> str | None:
    """Gives a form of Unicode's as one of :mod:`kefu_desktop.core.dates`; None where a letter has
    no counterpart, or where the form cannot be written between braces.
    """
    return _form(form, UNICODE)


@lru_cache(maxsize=256)
def from_qt(form: str) -> str | None:
    """Gives a form of Qt's as :func:`from_unicode` does. There ``h`` counts to 12 only beside
    ``AP``, which may be one letter or two, and any other letter is text.
    """
    pieces = [
        piece if piece.startswith("'") else _QT_HALF_DAY.sub("a", piece)
        for piece in re.split("('[^']*')", form)
    ]
    halved = any("a" in piece for piece in pieces if not piece.startswith("'"))
    letters = QT if halved else {**QT, "h": "H", "hh": "HH"}
    return _form("".join(pieces), letters, _QT_TEXT)


def _form(form: str, letters: Mapping[str, str], text: re.Pattern[str] | None = None) -> str | None:
    written = ""
    for match in _PIECE.finditer(form):
        run = match["letters"]
        if run and text is not None and text.match(run):
            written += f"'{run}'"
        elif run:
            ours = letters.get(run)
            if ours is None:
                return None
            written += ours
        else:
            written += match[0]
    unfit = not written or len(written) > _LONGEST_FORM or re.search(r"[{}|\n]", written)
    return None if unfit or spell(_SAMPLE, written, Tongue.ZH) is None else written
