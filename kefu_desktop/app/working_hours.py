"""The working hours as they are set, at a moment of this machine's clock and calendar."""

from collections.abc import Callable
from datetime import date, datetime

from kefu_desktop.app.almanac import Almanac
from kefu_desktop.core.model import Millis
from kefu_desktop.core.schedule import Hours, Schedule, Span, Turn, dates_from, hours_at, week_from
from kefu_desktop.core.settings import AwaySettings
from kefu_desktop.core.standing import Closed, Reason

_SPANS_AHEAD = 40
"""Some ten days of shifts and lunches."""


class WorkingHours:
    """Answers for any moment. What is set is read anew when it is another."""

    def __init__(self, settings: Callable[[], AwaySettings], almanac: Almanac) -> None:
        self._settings = settings
        self._almanac = almanac
        self._read: tuple[AwaySettings, Schedule] | None = None
        self._known: Hours | None = None

    def at(self, moment: Millis) -> Hours | None:
        """Gives how it stands at ``moment``; None where no hours are set."""
        schedule, local = self._schedule(), local_time(moment)
        if not schedule:
            return None
        known = self._known
        if known is None or not _within(known, local):
            known = self._known = hours_at(schedule, local, self._turn)
        return known

    def coming(self, reason: Reason, moment: Millis) -> Span | None:
        """Gives the present or the next span that is closed for ``reason``, of those in the next
        days; None where there is none.
        """
        schedule, at = self._schedule(), local_time(moment)
        for _ in range(_SPANS_AHEAD):
            hours = hours_at(schedule, at, self._turn)
            if hours is None or hours.now.reason is reason or hours.now.until is None:
                return None if hours is None or hours.now.reason is not reason else hours.now
            at = hours.now.until
        return None

    def _turn(self, day: date) -> Turn | None:
        return self._almanac.turn(day)

    def _schedule(self) -> Schedule:
        away = self._settings()
        if self._read is None or self._read[0] != away:
            week, lunch = week_from(away.hours), week_from(away.lunch)
            schedule = Schedule(week, lunch, dates_from(away.dates), away.holidays)
            self._read, self._known = (away, schedule), None
        return self._read[1]


def _within(hours: Hours, local: datetime) -> bool:
    since, until = hours.now.since, hours.now.until
    return since is not None and until is not None and since <= local < until


def closed(hours: Hours | None, now: Millis) -> Closed | None:
    """Gives the closed span that it is ``now``, None while the shop is open or has no hours."""
    if hours is None or hours.now.reason is None:
        return None
    since, until = hours.now.since, hours.now.until
    return Closed(
        hours.now.reason,
        Millis(0) if since is None else moment_of(since),
        None if until is None else moment_of(until, after=now),
    )


def local_time(moment: Millis) -> datetime:
    """Gives ``moment`` as a clock on the wall shows it, without a zone."""
    return datetime.fromtimestamp(moment / 1000).astimezone().replace(tzinfo=None)


def moment_of(local: datetime, after: Millis | None = None) -> Millis:
    """Gives the moment at which a clock on the wall shows ``local``. Of two, on the night on which
    clocks are put back, the first; the second where the first is not ``after`` a moment.
    """
    first = Millis(round(local.timestamp() * 1000))
    if after is None or first > after:
        return first
    return Millis(round(local.replace(fold=1).timestamp() * 1000))
