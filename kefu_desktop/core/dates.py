"""Writes moments the way people write them in a chat, in Chinese or English.

Forms use the letters of Unicode's date patterns (UTS 35): ``yyyy yy M MM d dd H HH h hh m mm s ss E
EEEE a``. Any other letter is an error rather than silently itself; text goes in single quotes.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum


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
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PIECE = re.compile(
    r"'(?P<quoted>[^']*)'|(?P<field>([A-Za-z])\3*)|(?P<other>[^A-Za-z']+)|(?P<stray>')"
)


def spell(moment: datetime, form: str, tongue: Tongue) -> str | None:
    """Gives ``moment`` in ``form`` (or in the usual form of ``date``, ``time``, ``weekday``); None
    when the form has a letter that means nothing.
    """
    pieces = []
    for match in _PIECE.finditer(_USUAL.get((form, tongue), form)):
        piece = (
            _field(moment, match["field"], tongue)
            if match["field"]
            else match["quoted"] or match["other"]
        )
        if match["quoted"] == "":
            piece = "'"
        if piece is None:
            return None
        pieces.append(piece)
    return "".join(pieces)


def _field(moment: datetime, letters: str, tongue: Tongue) -> str | None:
    width = len(letters)
    hour12 = moment.hour % 12 or 12
    numbers = {"M": moment.month, "d": moment.day, "H": moment.hour, "h": hour12}
    numbers |= {"m": moment.minute, "s": moment.second}
    letter = letters[0]
    if letter in numbers and width <= 2:
        return f"{numbers[letter]:0{width}d}"
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
