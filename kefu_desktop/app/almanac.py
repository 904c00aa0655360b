"""Knows the days off and the lunar calendar, from libraries that are loaded when first asked.

``chinesecalendar`` (MIT) holds what the State Council announces each November: public holidays and
the weekend days worked in their place. In a year that is not announced yet, workdays are Monday to
Friday but for the holidays that the law fixes. ``borax`` (MIT) converts to the lunar calendar, 1900
to 2100, without other libraries; of the smaller ones lunardate is under the GPL and zhdate is no
longer kept.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache

from kefu_desktop.core.dates import on_weekdays
from kefu_desktop.core.festivals import Lunar, is_public_holiday
from kefu_desktop.core.schedule import Turn

_REMEMBERED_DAYS = 64
"""More than are looked at round one day."""


class Almanac:
    """Answers for any date; from any thread."""

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day`` in mainland China."""
        first, last, days_off, worked = self._announced
        if first <= day.year <= last:
            return day in worked or (on_weekdays(day) and day not in days_off)
        to_come = day.year > last
        return on_weekdays(day) and not (to_come and is_public_holiday(day, self._lunar))

    def turn(self, day: date) -> Turn | None:
        """What the State Council's announcement makes of ``day``, None for a year not announced."""
        first, last, days_off, worked = self._announced
        if not first <= day.year <= last:
            return None
        if day in worked:
            return Turn.WORKED
        return Turn.OFF if day in days_off else Turn.USUAL

    def lunar(self, day: date) -> Lunar | None:
        """Gives the lunar day of ``day``, None outside of what is known."""
        return self._lunar(day)

    @cached_property
    def _announced(self) -> tuple[int, int, frozenset[date], frozenset[date]]:
        """The first and the last year known, the days off in them, and the weekend days worked."""
        import chinese_calendar  # type: ignore[import-untyped, unused-ignore]

        days_off = frozenset(chinese_calendar.holidays)
        years = {day.year for day in days_off}
        return min(years), max(years), days_off, frozenset(chinese_calendar.workdays)

    @cached_property
    def _lunar(self) -> Callable[[date], Lunar | None]:
        from borax.calendars.lunardate import (  # type: ignore[import-untyped, unused-ignore]
            LunarDate,
        )

        @lru_cache(maxsize=_REMEMBERED_DAYS)
        def convert(day: date) -> Lunar | None:
            try:
                known = LunarDate.from_solar(day)
            except ValueError:
                return None
            return Lunar(known.month, known.day, bool(known.leap))

        return convert
