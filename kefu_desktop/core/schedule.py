"""Working hours: when the shop answers, when it is closed and why, and when that changes next.

Everything here is local time as a clock on the wall shows it, without a zone: a shop that opens at
nine opens at nine, also on the day on which the clocks are changed. A shift belongs to the day on
which it begins, so Friday's ``22:00-06:00`` ends on a Saturday.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.standing import Reason

FURTHEST = 45
"""Days that are looked at on either side. The longest public holidays are nine."""

MOST_SHIFTS = 12
"""Of one day."""


class Turn(StrEnum):
    """What a calendar of public holidays makes of a day."""

    USUAL = "usual"
    OFF = "off"
    WORKED = "worked"
    """A day of a weekend that is worked in place of another."""


Turns = Callable[[date], Turn | None]
"""Gives what a day is, None for a year that the calendar does not know."""


class Shift(NamedTuple):
    """From and to in minutes after midnight; past 1440 it is the next day."""

    begins: int
    ends: int


Shifts = tuple[Shift, ...]
Week = Mapping[int, Shifts]
"""Shifts by the day of the week, Monday is 0; a day that is not in it has none."""


class Schedule(Struct, frozen=True):
    """When a shop answers. ``lunch`` cuts into ``hours``; ``dates`` says of single days what holds
    on them instead, nothing for a day off. ``holidays``: public holidays are free.
    """

    hours: Week = field(default_factory=dict)
    lunch: Week = field(default_factory=dict)
    dates: Mapping[date, Shifts] = field(default_factory=dict)
    holidays: bool = True

    def __bool__(self) -> bool:
        return any(self.hours.values()) or any(self.dates.values())


class Span(NamedTuple):
    """A stretch of time in which nothing changes: open where ``reason`` is None. None for a moment
    is further away than :data:`FURTHEST`.
    """

    reason: Reason | None
    since: datetime | None
    until: datetime | None


class Hours(Struct, frozen=True):
    """How it stands at a moment: the present span and the next. ``guessed``: the calendar does not
    know the public holidays of that year, so the week is taken as it always is.
    """

    now: Span
    then: Span | None
    guessed: bool = False


def hours_at(schedule: Schedule, at: datetime, turns: Turns) -> Hours | None:
    """Gives how it stands at ``at``, a local time without a zone; None without a schedule."""
    if not schedule:
        return None
    spans = _spans(schedule, at.date(), turns)
    here = bisect_right([span.since for span in spans if span.since is not None], at)
    then = spans[here + 1] if here + 1 < len(spans) else None
    days = {at.date(), *(() if then is None or then.since is None else (then.since.date(),))}
    guessed = schedule.holidays and any(turns(day) is None for day in days)
    return Hours(spans[here], then, guessed)


def _spans(schedule: Schedule, day: date, turns: Turns) -> list[Span]:
    """Gives the stretches round ``day`` in order, from the beginning of time on."""
    first = max(day.toordinal() - FURTHEST, date.min.toordinal() + 1)
    last = min(day.toordinal() + FURTHEST, date.max.toordinal() - 2)
    days = [date.fromordinal(number) for number in range(first, last + 1)]
    open_ = _united(moments for one in days for moments in _open_on(schedule, one, turns))
    lunch = _united(moments for one in days for moments in _lunch_on(schedule, one, turns))
    spans: list[Span] = []
    before: datetime | None = None
    for begins, ends in open_:
        if before is None or before < begins:
            spans.append(_closed(schedule, before, begins, turns))
        spans += _with_breaks(begins, ends, lunch)
        before = ends
    spans.append(_closed(schedule, before, None, turns))
    return spans


def _with_breaks(
    begins: datetime, ends: datetime, breaks: list[tuple[datetime, datetime]]
) -> Iterator[Span]:
    for off, on in breaks:
        off, on = max(off, begins), min(on, ends)
        if off < on:
            if begins < off:
                yield Span(None, begins, off)
            yield Span(Reason.LUNCH, off, on)
            begins = on
    if begins < ends:
        yield Span(None, begins, ends)


def _closed(
    schedule: Schedule, since: datetime | None, until: datetime | None, turns: Turns
) -> Span:
    """Gives a stretch without hours. A gap at noon is lunch, one with a free day in it a holiday:
    who writes on its eve hears of it too.
    """
    if since is None or until is None:
        return Span(Reason.OFF_HOURS, since, until)
    if since.date() == until.date():
        noon = since.time() >= _EARLIEST_LUNCH and until.time() <= _LATEST_LUNCH
        return Span(Reason.LUNCH if noon else Reason.OFF_HOURS, since, until)
    between = range(since.date().toordinal(), until.date().toordinal())
    free = any(_is_free(schedule, date.fromordinal(number), turns) for number in between)
    return Span(Reason.HOLIDAY if free else Reason.OFF_HOURS, since, until)


def _is_free(schedule: Schedule, day: date, turns: Turns) -> bool:
    """Whether nobody works on a day that is otherwise worked."""
    if day in schedule.dates:
        return not schedule.dates[day]
    return schedule.holidays and turns(day) is Turn.OFF


def _open_on(schedule: Schedule, day: date, turns: Turns) -> Iterator[tuple[datetime, datetime]]:
    shifts = schedule.dates.get(day)
    if shifts is None:
        shifts = _of_week(schedule, schedule.hours, day, turns)
    yield from (_moments(day, shift) for shift in shifts)


def _lunch_on(schedule: Schedule, day: date, turns: Turns) -> Iterator[tuple[datetime, datetime]]:
    # Hours that were written for a single day are meant as they stand.
    if day not in schedule.dates:
        shifts = _of_week(schedule, schedule.lunch, day, turns)
        yield from (_moments(day, shift) for shift in shifts)


def _of_week(schedule: Schedule, week: Week, day: date, turns: Turns) -> Shifts:
    turn = turns(day) if schedule.holidays else Turn.USUAL
    if turn is Turn.OFF:
        return ()
    if turn is Turn.WORKED and not schedule.hours.get(day.weekday()):
        # A Sunday that is worked is worked as the first day of the week.
        stand_in = next((one for one in range(7) if schedule.hours.get(one)), day.weekday())
        return week.get(stand_in, ())
    return week.get(day.weekday(), ())


def _moments(day: date, shift: Shift) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time())
    return midnight + timedelta(minutes=shift.begins), midnight + timedelta(minutes=shift.ends)


def _united(
    stretches: Iterator[tuple[datetime, datetime]],
) -> list[tuple[datetime, datetime]]:
    """Gives stretches in order, those that meet or overlap as one."""
    united: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(stretches):
        if united and begins <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], ends)
        else:
            united.append((begins, ends))
    return united


# -- what a person writes

_EARLIEST_LUNCH, _LATEST_LUNCH = time(10, 30), time(15, 0)
_LATIN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE = "一二三四五六日"
_WHOLE_WEEK: Mapping[str, tuple[int, ...]] = {
    "daily": tuple(range(7)),
    "每天": tuple(range(7)),
    "weekdays": tuple(range(5)),
    "工作日": tuple(range(5)),
    "weekend": (5, 6),
    "周末": (5, 6),
}
_OFF = frozenset({"off", "休息", "休", "closed", "-", ""})
_SHIFT = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(?:次日)?(\d{1,2})[:：](\d{2})")
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|~|至|到)\s*(\d{4}-\d{2}-\d{2}))?")
_BETWEEN = re.compile(r"[\s,，、;；]*")
_MOST_DAYS = 366


def week_from(written: Mapping[str, str]) -> Week:
    """Reads ``{"mon-fri": "09:00-12:00 13:00-18:00"}`` and its kin; of two that speak of one
    day the later holds.

    Raises :class:`InvalidInput` (SETTING_INVALID) with what cannot be read.
    """
    week: dict[int, Shifts] = {}
    for days, shifts in written.items():
        week |= dict.fromkeys(_days(days), shifts_from(shifts))
    return week


def dates_from(written: Mapping[str, str]) -> Mapping[date, Shifts]:
    """Reads ``{"2026-10-01..2026-10-07": "off"}`` and its kin, as :func:`week_from` does."""
    dates: dict[date, Shifts] = {}
    for days, shifts in written.items():
        dates |= dict.fromkeys(_dates(days), shifts_from(shifts))
    return dates


def shifts_from(written: str) -> Shifts:
    """Reads ``09:00-12:00 13:00-18:00``, none for ``off``; one that ends before it begins ends on
    the next day. Raises as :func:`week_from`.
    """
    text = written.strip()
    if text.casefold() in _OFF:
        return ()
    shifts: list[Shift] = []
    at = 0
    while at < len(text):
        match = _SHIFT.match(text, at)
        if match is None or len(shifts) == MOST_SHIFTS:
            raise _wrong(written, "09:00-12:00 13:00-18:00|off")
        shifts.append(_shift(match))
        at = match.end() + len(_BETWEEN.match(text, match.end())[0])  # type: ignore[index]
    return tuple(sorted(shifts))


def _shift(match: re.Match[str]) -> Shift:
    hours, minutes, to_hours, to_minutes = map(int, match.groups())
    begins, ends = hours * 60 + minutes, to_hours * 60 + to_minutes
    if max(minutes, to_minutes) > 59 or begins >= 1440 or ends > 1440:
        raise _wrong(match[0], "00:00–24:00")
    return Shift(begins, ends if ends > begins else ends + 1440)


def _days(written: str) -> tuple[int, ...]:
    text = written.strip().casefold()
    if text in _WHOLE_WEEK:
        return _WHOLE_WEEK[text]
    ends = [_day(one) for one in re.split(r"\s*[-–~～至到]\s*", text)]
    if len(ends) > 2 or None in ends:
        raise _wrong(written, "mon-fri|周一至周五|daily|每天")
    first, last = ends[0], ends[-1]
    assert first is not None
    assert last is not None
    return tuple((first + number) % 7 for number in range((last - first) % 7 + 1))


def _day(written: str) -> int | None:
    if written[:3] in _LATIN:
        return _LATIN.index(written[:3])
    for name in ("星期", "礼拜", "周"):
        letter = written.removeprefix(name).replace("天", "日")
        if letter != written and len(letter) == 1 and letter in _CHINESE:
            return _CHINESE.index(letter)
    return None


def _dates(written: str) -> tuple[date, ...]:
    match = _DATES.fullmatch(written.strip())
    try:
        first = date.fromisoformat(match[1] if match else "")
        last = date.fromisoformat(match[2]) if match and match[2] else first
    except ValueError as error:
        raise _wrong(written, "2026-10-01|2026-10-01..2026-10-07") from error
    if not 0 <= (last - first).days < _MOST_DAYS:
        raise _wrong(written, "2026-10-01..2026-10-07")
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def _wrong(written: str, allowed: str) -> InvalidInput:
    said = written.strip()[:60]
    return InvalidInput(Code.SETTING_INVALID, name="away.hours", value=said, allowed=allowed)
