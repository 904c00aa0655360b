"""What somebody types who leaves: for how long or until when, and why (``/away 30m 午休``).

Whatever is no time is a reason, in the agent's own words where it is none of the known ones. So
nothing that is typed here can be wrong; it is shown as it was understood before it holds.
"""

import re
from datetime import datetime, timedelta
from enum import Enum, auto

from msgspec import Struct

from kefu_desktop.core.away import reason_from
from kefu_desktop.core.standing import Reason

LONGEST = timedelta(days=60)
"""Further ahead nobody says when they are back."""

LONGEST_NOTE = 80
"""Characters of a reason in somebody's own words."""


class Act(Enum):
    """What somebody wants who speaks of leaving."""

    LEAVE = auto()
    RETURN = auto()
    LOOK = auto()
    """At the panel."""


class Leaving(Struct, frozen=True):
    """What was understood. ``reason`` None: nothing was said, nor in ``note``. ``when`` is what was
    typed for the time, for :func:`until_from`; empty where nothing was.
    """

    act: Act
    reason: Reason | None = None
    note: str = ""
    when: str = ""


_COMMAND = re.compile(r"[/／、](?:away|离开|離開)(?:\s+(?P<said>.*))?$", re.IGNORECASE | re.DOTALL)
"""The slash also as Chinese input methods give it, as in a search."""

_BACK = frozenset({"off", "back", "回来", "我回来了", "回來", "我回來了"})
_PANEL = frozenset({"panel", "面板", "离开面板", "離開面板"})
_OF_TIMES = frozenset({"后", "以后", "左右", "回来", "后回来", "左右回来", "後", "回來", "後回來"})
"""What is said beside a time and is no reason."""

_LONGEST_TIME = 40
"""Characters of a time: a page that was pasted is not searched for more at each key."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
_HALF = r"半(?:个?小时|個?小時|个?钟头)"
_SPAN = (
    r"(?:(?P<days>\d{1,2})\s*(?:d|days?|天))?\s*"
    r"(?:(?P<hours>\d{1,4}(?:\.\d{1,2})?)\s*(?:h|hr|hours?|个?小时|個?小時|个?钟头)(?P<half>半)?)?\s*"
    r"(?:(?P<bare>\d{1,5})|(?:(?P<minutes>\d{1,5})\s*(?:m|min|mins|minutes?|分钟|分鐘|分))?\s*"
    r"(?:(?P<seconds>\d{1,5})\s*(?:s|sec|秒钟?|秒鐘?))?)"
)
_CLOCK = (
    r"(?:到|至|until\s)?\s*(?P<day>今天|明天|后天|後天|today|tomorrow)?\s*"
    r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*"
    r"(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})"
    r"|[点點](?:(?P<half>半)|(?P<past>\d{1,2})分?|钟|鐘|整)?)"
)
_WHOLE_SPAN = re.compile(f"{_HALF}|{_SPAN}", re.IGNORECASE)
_WHOLE_CLOCK = re.compile(_CLOCK, re.IGNORECASE)
_AHEAD = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2, "後天": 2}
_AFTERNOON = frozenset({"中午", "下午", "傍晚", "晚上"})


def is_command(typed: str) -> bool:
    """Whether ``typed`` speaks of leaving, and is no search."""
    return _behind_command(typed) is not None


def leaving_from(typed: str) -> Leaving:
    """Gives what ``/away …`` means; without more behind it, to leave and to say no more."""
    words = " ".join((_behind_command(typed) or "").split())
    if words.casefold() in _BACK:
        return Leaving(Act.RETURN)
    if words.casefold() in _PANEL:
        return Leaving(Act.LOOK)
    when, said = _time_and_rest(words)
    if not said:
        return Leaving(Act.LEAVE, when=when)
    reason, note = reason_from(said)
    return Leaving(Act.LEAVE, reason, note[:LONGEST_NOTE], when)


def until_from(when: str, now: datetime) -> datetime | None:
    """Gives the moment that ``when`` names, a span or a time of day; local times without a zone.
    None where it names none that lies ahead, within :data:`LONGEST`.
    """
    span = span_from(when)
    return clock_from(when, now) if span is None else now + span


def span_from(written: str) -> timedelta | None:
    """Reads ``30``, ``30m``, ``1h30m``, ``1.5h``, ``2d``, ``90s`` and the same in Chinese; minutes
    where no unit stands. None for what is none, for nothing, and for more than :data:`LONGEST`.
    """
    match = _WHOLE_SPAN.fullmatch(written.strip())
    if match is None:
        return None
    if match[0].startswith("半"):
        return timedelta(minutes=30)
    span = timedelta(
        days=int(match["days"] or 0),
        hours=float(match["hours"] or 0) + (0.5 if match["half"] else 0),
        minutes=int(match["minutes"] or match["bare"] or 0),
        seconds=int(match["seconds"] or 0),
    )
    return span if timedelta(0) < span <= LONGEST else None


def clock_from(written: str, now: datetime) -> datetime | None:
    """Reads ``13:30``, ``下午2点半``, ``明天 9:00`` as a local time after ``now``; a time of day
    that is past is tomorrow's, unless its day was said. None for what is none.
    """
    match = _WHOLE_CLOCK.fullmatch(written.strip())
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["past"] or 0)
    if match["half"]:
        minute = 30
    if match["part"] == "晚上" and hour == 12:
        hour = 24
    elif match["part"] in _AFTERNOON and hour < (11 if match["part"] == "中午" else 12):
        hour += 12
    if hour * 60 + minute > 1440 or minute > 59:
        return None
    day, midnight = match["day"], now.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + timedelta(hours=hour, minutes=minute)
    if day is not None:
        at += timedelta(days=_AHEAD[day.casefold()])
    elif at <= now:
        at += timedelta(days=1)
    return at if at > now else None


def _behind_command(typed: str) -> str | None:
    """Gives what stands behind the command, None where it does not begin ``typed``."""
    match = _COMMAND.match(typed.strip())
    return None if match is None else match["said"] or ""


def _time_and_rest(words: str) -> tuple[str, str]:
    """Gives the time at the beginning or the end of ``words``, the longest there is, and what else
    they say.
    """
    lengths = range(min(len(words), _LONGEST_TIME), 0, -1)
    at_beginning = ((words[:at], words[at:], True) for at in lengths)
    at_end = ((words[: len(words) - at], words[len(words) - at :], False) for at in lengths)
    for before, behind, first in (*at_beginning, *at_end):
        time, rest = (before, behind) if first else (behind, before)
        if _is_time(time.strip()) and _stand_apart(before, behind, time):
            return time.strip(), "" if rest.strip() in _OF_TIMES else rest.strip()
    return "", words


def _is_time(words: str) -> bool:
    return span_from(words) is not None or _WHOLE_CLOCK.fullmatch(words) is not None


def _stand_apart(before: str, behind: str, time: str) -> bool:
    """Whether what is cut here are words of their own. Chinese needs no space for that, but
    ``双11`` is a name.
    """
    if not before or not behind or before[-1].isspace() or behind[0].isspace():
        return True
    return not time.isdigit() and any(_HAN.match(one) for one in (before[-1], behind[0]))
