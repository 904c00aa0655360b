"""Knows which festival is near, so that a reply can wish a happy one and say nothing on other days.

Only festivals that people wish each other a happy one of are here: ``{节日}快乐`` must never come
out at 清明 or 中元. When they fall is in GB/T 33661-2017 (the calendar of the lunar ones) and the
State Council's rules on public holidays; whoever calls brings the lunar calendar along.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from kefu_desktop.core.dates import Tongue


class Lunar(NamedTuple):
    """A day of the lunar calendar. ``leap`` is one in a month that is counted twice."""

    month: int
    day: int
    leap: bool = False


LunarCalendar = Callable[[date], Lunar | None]
"""Gives the lunar day of a date, None for one that it does not know."""


class _Solar(Struct, frozen=True):
    month: int
    day: int


class _Sunday(Struct, frozen=True):
    """The ``number``-th Sunday of a month."""

    month: int
    number: int


class _Eve(Struct, frozen=True):
    """The day before a lunar one: the last month of a year has 29 or 30 days."""

    month: int
    day: int


_Falls = _Solar | _Sunday | _Eve | Lunar


class Festival(Struct, frozen=True):
    """One festival: its names, and how many days before and after it people still speak of it."""

    zh: str
    en: str
    falls: _Falls
    before: int
    after: int = 0

    def name(self, tongue: Tongue) -> str:
        """Gives what it is called."""
        return self.zh if tongue is Tongue.ZH else self.en

    @property
    def great(self) -> bool:
        """Whether the country has days off for it; then it is spoken of rather than a small one."""
        return self.before >= _GREAT


_GREAT = 7

# Of two on one day the first is meant.
_FESTIVALS = (
    Festival("春节", "Chinese New Year", Lunar(1, 1), 7, 6),
    Festival("除夕", "Chinese New Year's Eve", _Eve(1, 1), 0),
    Festival("中秋节", "Mid-Autumn Festival", Lunar(8, 15), 7),
    Festival("端午节", "Dragon Boat Festival", Lunar(5, 5), 7),
    Festival("国庆节", "National Day", _Solar(10, 1), 7, 6),
    Festival("元旦", "New Year", _Solar(1, 1), 7, 2),
    Festival("劳动节", "Labour Day", _Solar(5, 1), 7, 4),
    Festival("元宵节", "Lantern Festival", Lunar(1, 15), 3),
    Festival("七夕节", "Qixi Festival", Lunar(7, 7), 3),
    Festival("重阳节", "Double Ninth Festival", Lunar(9, 9), 3),
    Festival("腊八节", "Laba Festival", Lunar(12, 8), 1),
    Festival("情人节", "Valentine's Day", _Solar(2, 14), 3),
    Festival("妇女节", "Women's Day", _Solar(3, 8), 3),
    Festival("母亲节", "Mother's Day", _Sunday(5, 2), 3),
    Festival("儿童节", "Children's Day", _Solar(6, 1), 3),
    Festival("父亲节", "Father's Day", _Sunday(6, 3), 3),
    Festival("教师节", "Teachers' Day", _Solar(9, 10), 3),
    Festival("平安夜", "Christmas Eve", _Solar(12, 24), 0),
    Festival("圣诞节", "Christmas", _Solar(12, 25), 5),
)


_DAYS_OFF: tuple[_Falls, ...] = (
    *(_Solar(month, day) for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))),
    _Eve(1, 1),
    *(Lunar(1, day) for day in (1, 2, 3)),
    Lunar(5, 5),
    Lunar(8, 15),
)
"""What the State Council's rules on public holidays, as of 2025 (decree 795), give everyone off,
but for 清明, which goes by the sun.
"""


def is_public_holiday(day: date, lunar: LunarCalendar) -> bool:
    """Whether the rules themselves give everyone in mainland China ``day`` off. What is moved to
    make a week of it is announced year by year, and not known here.
    """
    if _is_qingming(day):
        return True
    now = lunar(day)
    then = lunar(day + timedelta(days=1)) if day < date.max else None
    return any(_is_on(falls, day, now, then) for falls in _DAYS_OFF)


def _is_qingming(day: date) -> bool:
    """By the usual approximation, which holds from 2001 to 2100."""
    year = day.year % 100
    return (day.month, day.day) == (4, int(year * 0.2422 + 4.81) - year // 4)


@lru_cache(maxsize=16)
def festival_near(day: date, lunar: LunarCalendar) -> Festival | None:
    """Gives the festival that people speak of on ``day``: today's, else a great one before a small
    one, else the nearest. None where there is none.
    """
    near = min(_near(day, lunar), default=None)
    return None if near is None else near.festival


class _Near(NamedTuple):
    """A festival as it ranks on some day: the least is the one that is meant."""

    not_today: bool
    small: bool
    distance: int
    over: bool
    place: int

    @property
    def festival(self) -> Festival:
        return _FESTIVALS[self.place]


def _near(day: date, lunar: LunarCalendar) -> Iterator[_Near]:
    furthest = max(one.before for one in _FESTIVALS)
    longest = max(one.after for one in _FESTIVALS)
    for distance in range(-longest, furthest + 1):
        try:
            other = day + timedelta(days=distance)
            tomorrow = other + timedelta(days=1)
        except OverflowError:
            continue
        now, then = lunar(other), lunar(tomorrow)
        for place, one in enumerate(_FESTIVALS):
            if -one.after <= distance <= one.before and _is_on(one.falls, other, now, then):
                yield _Near(distance != 0, not one.great, abs(distance), distance < 0, place)


def _is_on(falls: _Falls, day: date, now: Lunar | None, then: Lunar | None) -> bool:
    match falls:
        case _Solar(month, number):
            return (day.month, day.day) == (month, number)
        case _Sunday(month, number):
            return (day.month, day.weekday(), (day.day + 6) // 7) == (month, 6, number)
        case _Eve(month, number):
            return then == Lunar(month, number)
        case Lunar():
            return now == falls
