"""A cell of a spreadsheet as its user sees it: numbers, percents, dates and times by their format.

Only what shops' tables hold is drawn: General, fixed decimals, thousands, percents, a currency sign
or unit around the number, and date formats. An exotic format shows the plain value.
"""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_NUMBER = re.compile(r"[#0,?]*[#0?](?:\.([0#?]+))?")
_DATE_PART = re.compile(r"y+|m+|d+|h+|s+|AM/PM|上午/下午|.", re.IGNORECASE)
_LONGEST_WHOLE = 1e21
"""Numbers of orders and of cards are longer than Excel shows; nobody reads ``1.2E+17``."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shown(value: object, number_format: str) -> str:
    """Gives ``value``, as openpyxl reads it, in ``number_format``; blank for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime | date | time):
        return _moment(value, number_format)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    # WORKAROUND(openpyxl 3.1 leaves the _xHHHH_ of OOXML for control characters in strings).
    return _ESCAPE.sub(_control, str(value))


def _control(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code < 0x20 or code == 0x5F else match[0]


def _number(value: float, number_format: str) -> str:
    spelled = _QUOTED.sub(lambda m: m[1] or m[2] or m[3] or "", number_format.split(";")[0])
    pattern = _NUMBER.search(spelled)
    if pattern is None or "E+" in spelled or "/" in spelled:
        return _plain(value)
    percent = "%" in spelled
    places = len(pattern[1] or "")
    if not math.isfinite(value) or abs(value) >= 1e15:
        return _plain(value)
    exact = Decimal(repr(value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{rounded:,f}" if "," in pattern[0] else f"{rounded:f}"
    optional = places - len((pattern[1] or "").rstrip("#?"))
    for _ in range(optional):
        digits = digits.removesuffix("0")
    width = pattern[0].split(".")[0].count("0")
    whole, dot, fraction = digits.lstrip("-").rstrip(".").partition(".")
    sign = "-" if rounded < 0 else ""
    number = f"{sign}{whole.rjust(width, '0')}{dot}{fraction}"
    return f"{spelled[: pattern.start()]}{number}{spelled[pattern.end() :]}"


def _plain(value: float) -> str:
    if float(value).is_integer() and abs(value) < _LONGEST_WHOLE:
        return str(int(value))
    return str(value)


def _moment(value: datetime | date | time, number_format: str) -> str:
    spelled = _QUOTED.sub(lambda m: m[1] or m[2] or m[3] or "", number_format.split(";")[0])
    parts: list[str] = _DATE_PART.findall(spelled)
    if not any(part[0].lower() in "ymdhs" for part in parts):
        return str(value)
    twelve = any(part.upper() in ("AM/PM", "上午/下午") for part in parts)
    return "".join(
        _part(value, part, place, parts, twelve=twelve) for place, part in enumerate(parts)
    )


def _part(
    value: datetime | date | time, part: str, place: int, parts: list[str], *, twelve: bool
) -> str:
    letter = part[0].lower()
    if part.upper() in ("AM/PM", "上午/下午"):
        late = getattr(value, "hour", 0) >= 12
        return part.split("/")[1] if late else part.split("/")[0]
    name = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}.get(letter)
    if name is None:
        return part
    if letter == "m" and _is_minute(place, parts):
        name = "minute"
    number = int(getattr(value, name, 0))
    if name == "year":
        return f"{number:04}" if len(part) > 2 else f"{number % 100:02}"
    if name == "hour" and twelve:
        number = number % 12 or 12
    return f"{number:0{min(len(part), 2)}}"


def _is_minute(place: int, parts: list[str]) -> bool:
    """``m`` is a minute right behind hours or right before seconds, whatever stands between."""
    letters = [part[0].lower() for part in parts]
    before = next((c for c in reversed(letters[:place]) if c in "ymdhs"), "")
    after = next((c for c in letters[place + 1 :] if c in "ymdhs"), "")
    return before == "h" or after == "s"
