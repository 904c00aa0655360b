"""Writes moments the way people write them in a chat, in Chinese or English, and counts workdays.

Forms use the letters of Unicode's date patterns (UTS 35): ``yyyy yy M MM d dd H HH h hh m mm s ss E
EEEE a``. Any other letter is an error rather than silently itself; text goes in single quotes.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache


class Tongue(StrEnum):
    """The language of a reply, which need not be that of the program."""

    ZH = "zh"
    EN = "en"


_USUAL: Mapping[tuple[str, Tongue], str] = {
    ("date", Tongue.ZH): "M月d日",
    ("date", Tongue.EN): "d MMM",
    ("time", Tongue.ZH): "HH:mm",
    ("time", Tongue.EN): "HH:mm",
    ("weekday", Tongue.ZH): "EEEE",
    ("weekday", Tongue.EN): "EEEE",
}
_NUMBERS: Mapping[str, str] = {
    "M": "month",
    "d": "day",
    "H": "hour",
    "h": "hour",
    "m": "minute",
    "s": "second",
}
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PIECE = re.compile(
    r"'(?P<quoted>[^']*)'|(?P<field>([A-Za-z])\3*)|(?P<other>[^A-Za-z']+)|(?P<stray>')"
)


def on_weekdays(day: date) -> bool:
    """Whether ``day`` is one from Monday to Friday: what a workday is where nobody knows better."""
    return day.weekday() < 5


def workday_from(day: date, count: int, is_workday: Callable[[date], bool]) -> date:
    """Gives the workday ``count`` workdays after ``day``, before it for a negative one. For 0 it is
    ``day`` itself if that is one, else the next.

    Raises OverflowError beyond the calendar.
    """
    step = timedelta(days=-1 if count < 0 else 1)
    if count == 0:
        while not is_workday(day):
            day += step
    for _ in range(abs(count)):
        day += step
        while not is_workday(day):
            day += step
    return day


def spell(moment: datetime, form: str, tongue: Tongue) -> str | None:
    """Gives ``moment`` in ``form`` (or in the usual form of ``date``, ``time``, ``weekday``); None
    when the form has a letter that means nothing.
    """
    pieces = []
    for letters, text in _pieces(_USUAL.get((form, tongue), form)):
        piece = _field(moment, letters, tongue) if letters else text
        if piece is None:
            return None
        pieces.append(piece)
    return "".join(pieces)


@lru_cache(maxsize=64)
def _pieces(form: str) -> tuple[tuple[str, str | None], ...]:
    """Cuts a form into letters that stand for something, and texts; a stray quote is None."""
    return tuple(
        (match["field"] or "", "'" if match["quoted"] == "" else match["quoted"] or match["other"])
        for match in _PIECE.finditer(form)
    )


def _field(moment: datetime, letters: str, tongue: Tongue) -> str | None:
    width, letter = len(letters), letters[0]
    attribute = _NUMBERS.get(letter)
    if attribute is not None and width <= 2:
        number: int = getattr(moment, attribute)
        return f"{number % 12 or 12 if letter == 'h' else number:0{width}d}"
    if letter == "M" and width == 3:
        return _MONTHS_EN[moment.month - 1] if tongue is Tongue.EN else f"{moment.month}月"
    if letter == "y" and width in {2, 4}:
        return f"{moment.year:04d}"[-width:]
    if letter == "E":
        return _weekday(moment.weekday(), long=width == 4, tongue=tongue)
    if letter == "a":
        names = ("上午", "下午") if tongue is Tongue.ZH else ("am", "pm")
        return names[moment.hour >= 12]
    return None


def _weekday(day: int, *, long: bool, tongue: Tongue) -> str:
    if tongue is Tongue.EN:
        return _WEEKDAYS_EN[day] if long else _WEEKDAYS_EN[day][:3]
    return f"{'星期' if long else '周'}{_WEEKDAYS_ZH[day]}"


def greeting(hour: int, tongue: Tongue) -> str:
    """Gives the greeting of the hour, as customer service says it."""
    zh = tongue is Tongue.ZH
    if hour < 5 or hour >= 23:
        return "夜深了" if zh else "Good evening"
    if hour < 11:
        return "早上好" if zh else "Good morning"
    if hour < 13:
        return "中午好" if zh else "Good day"
    if hour < 18:
        return "下午好" if zh else "Good afternoon"
    return "晚上好" if zh else "Good evening"
