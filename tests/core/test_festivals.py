"""Which festival is near, with a lunar calendar as it is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.app.almanac import Almanac
from kefu_desktop.core.dates import Tongue, on_weekdays, workday_from
from kefu_desktop.core.festivals import Lunar, festival_near, is_public_holiday


def near(day: str) -> str:
    found = festival_near(date.fromisoformat(day), Almanac().lunar)
    return "" if found is None else found.name(Tongue.ZH)


@pytest.mark.parametrize(
    ("day", "festival"),
    [
        # Days of the lunar calendar as printed calendars of these years have them.
        *[("2024-02-10", "春节"), ("2025-01-29", "春节"), ("2026-02-17", "春节")],
        *[("2027-02-06", "春节"), ("2030-02-03", "春节"), ("2033-01-31", "春节")],
        *[("2024-02-09", "除夕"), ("2025-01-28", "除夕"), ("2026-02-16", "除夕")],
        *[("2024-02-24", "元宵节"), ("2025-02-12", "元宵节"), ("2026-03-03", "元宵节")],
        *[("2024-06-10", "端午节"), ("2025-05-31", "端午节"), ("2026-06-19", "端午节")],
        *[("2024-08-10", "七夕节"), ("2025-08-29", "七夕节"), ("2026-08-19", "七夕节")],
        *[("2024-09-17", "中秋节"), ("2025-10-06", "中秋节"), ("2026-09-25", "中秋节")],
        *[("2024-10-11", "重阳节"), ("2025-10-29", "重阳节"), ("2026-10-18", "重阳节")],
        *[("2025-01-07", "腊八节"), ("2026-01-26", "腊八节")],
        *[("2026-01-01", "元旦"), ("2026-05-01", "劳动节"), ("2026-10-01", "国庆节")],
        *[("2026-05-10", "母亲节"), ("2026-06-21", "父亲节"), ("2026-12-25", "圣诞节")],
        # In a month that is counted twice it is the first that counts: 2025 has two sixth ones.
        ("2025-07-29", ""),
        # Before and after.
        *[("2026-02-10", "春节"), ("2026-02-09", ""), ("2026-02-23", "春节"), ("2026-02-24", "")],
        *[("2026-10-07", "国庆节"), ("2026-10-08", ""), ("2026-12-31", "元旦")],
        # A great one rather than a small one, but its own day is everyone's.
        *[("2026-02-13", "春节"), ("2026-02-14", "情人节"), ("2020-10-01", "中秋节")],
        # Nobody wishes a happy one.
        *[("2026-04-05", ""), ("2026-08-27", ""), ("2026-11-21", "")],
    ],
)
def test_the_festival_of_a_day(day: str, festival: str) -> None:
    assert near(day) == festival


@pytest.mark.parametrize(
    ("year", "days"),
    [
        # As announced: what the rules themselves give off, without what was moved.
        (2025, "0101 0128 0129 0130 0131 0404 0501 0502 0531 1001 1002 1003 1006"),
        (2026, "0101 0216 0217 0218 0219 0405 0501 0502 0619 0925 1001 1002 1003"),
    ],
)
def test_the_law_gives_some_days_off_in_any_year(year: int, days: str) -> None:
    lunar = Almanac().lunar
    every = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    assert [f"{day:%m%d}" for day in every if is_public_holiday(day, lunar)] == days.split()


def test_a_year_that_is_not_announced_has_its_holidays_all_the_same() -> None:
    # Spring Festival 2040 is on Sunday, 12 February: Saturday to Wednesday are off.
    is_workday = Almanac().is_workday
    assert workday_from(date(2040, 2, 10), 1, is_workday) == date(2040, 2, 15)
    assert workday_from(date(2040, 4, 3), 1, is_workday) == date(2040, 4, 5)


def test_the_approximation_of_qingming_holds() -> None:
    from borax.calendars.lunardate import LunarDate  # type: ignore[import-untyped, unused-ignore]

    for year in range(2001, 2100):
        days = (date(year, 4, day) for day in (3, 4, 5, 6))
        known = [day for day in days if LunarDate.from_solar(day).term == "清明"]
        assert known == [
            date(year, 4, day)
            for day in (3, 4, 5, 6)
            if is_public_holiday(date(year, 4, day), lambda _: None)
        ]


def test_names_are_in_both_languages() -> None:
    found = festival_near(date(2026, 9, 25), Almanac().lunar)
    assert found is not None
    assert found.name(Tongue.EN) == "Mid-Autumn Festival"


@given(st.dates())
def test_any_day_can_be_asked_about_with_or_without_a_lunar_calendar(day: date) -> None:
    festival_near(day, lambda _: None)
    festival_near(day, Almanac().lunar)


def test_lunar_days_are_those_of_the_calendar() -> None:
    almanac = Almanac()
    assert almanac.lunar(date(2025, 7, 25)) == Lunar(6, 1, leap=True)
    assert almanac.lunar(date(2025, 6, 25)) == Lunar(6, 1)
    assert almanac.lunar(date(1800, 1, 1)) is None
    assert almanac.lunar(date(9999, 12, 31)) is None


@pytest.mark.parametrize(
    ("day", "works"),
    [
        # The State Council's notices for 2025 and 2026.
        *[("2025-10-08", False), ("2025-09-28", True), ("2025-10-11", True)],
        *[("2026-01-04", True), ("2026-02-14", True), ("2026-02-28", True)],
        *[("2026-02-23", False), ("2026-10-10", True), ("2026-10-07", False)],
        *[("2026-10-08", True), ("2026-11-21", False), ("2026-11-23", True)],
        # Years that no notice has been read for: Monday to Friday, but for holidays to come.
        *[("2090-10-04", True), ("2090-10-02", False), ("1990-10-01", True)],
    ],
)
def test_workdays_follow_the_notices(day: str, works: bool) -> None:
    assert Almanac().is_workday(date.fromisoformat(day)) is works


def test_workdays_are_counted_over_holidays_and_made_up_weekends() -> None:
    is_workday = Almanac().is_workday
    eve = date(2026, 9, 30)
    days = [workday_from(eve, count, is_workday) for count in (1, 2, 3, 4, -1, 0)]
    assert [(day.month, day.day) for day in days] == [
        *[(10, 8), (10, 9), (10, 10), (10, 12), (9, 29), (9, 30)],
    ]
    assert workday_from(date(2026, 10, 1), 0, is_workday) == date(2026, 10, 8)


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(-400, 400))
def test_a_counted_workday_is_one_and_as_many_lie_between(day: date, count: int) -> None:
    found = workday_from(day, count, on_weekdays)
    assert on_weekdays(found)
    low, high = sorted((day, found))
    between = sum(on_weekdays(low + timedelta(days=n)) for n in range((high - low).days + 1))
    if count:
        # Both ends are counted; the day it is counted from is not one of them.
        assert between - on_weekdays(day) == abs(count)


def test_counting_beyond_the_calendar_ends() -> None:
    with pytest.raises(OverflowError):
        workday_from(date(9999, 12, 30), 9, on_weekdays)
    with pytest.raises(OverflowError):
        workday_from(date(9999, 12, 30), 1, lambda _: False)
