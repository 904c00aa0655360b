"""Moments as people write them in a chat."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.dates import Tongue, greeting, spell

MORNING = datetime(2026, 3, 5, 0, 7, 9, tzinfo=UTC)
EVENING = datetime(2026, 11, 21, 13, 47, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "chinese", "english"),
    [
        ("date", "11月21日", "21 Nov"),
        ("time", "13:47", "13:47"),
        ("weekday", "星期六", "Saturday"),
        ("yyyy-MM-dd HH:mm:ss", "2026-11-21 13:47:59", "2026-11-21 13:47:59"),
        ("yy/M/d", "26/11/21", "26/11/21"),
        ("a h:mm", "下午 1:47", "pm 1:47"),
        ("E", "周六", "Sat"),
        ("MMM d", "11月 21", "Nov 21"),
        ("M月d日", "11月21日", "11月21日"),
        ("'at' H", "at 13", "at 13"),
        ("H''mm", "13'47", "13'47"),
    ],
)
def test_each_form_in_both_languages(form: str, chinese: str, english: str) -> None:
    assert spell(EVENING, form, Tongue.ZH) == chinese
    assert spell(EVENING, form, Tongue.EN) == english


def test_numbers_are_padded_only_where_the_form_says_so() -> None:
    assert spell(MORNING, "M d H h m s", Tongue.ZH) == "3 5 0 12 7 9"
    assert spell(MORNING, "MM dd HH hh mm ss", Tongue.ZH) == "03 05 00 12 07 09"


@pytest.mark.parametrize("form", ["Q", "ddd", "yyy", "MMMM", "HHH", "YYYY", "at noon", "d 'open"])
def test_a_letter_that_means_nothing_is_an_error(form: str) -> None:
    assert spell(EVENING, form, Tongue.ZH) is None


@given(st.dates(date(1000, 1, 4), date(9999, 12, 27)), st.sampled_from(list(Tongue)))
def test_the_date_and_weekday_are_those_of_the_calendar(day: date, tongue: Tongue) -> None:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert spell(moment, "yyyy-MM-dd", tongue) == day.isoformat()
    monday = moment - timedelta(days=day.weekday())
    assert spell(monday, "E", tongue) == ("周一" if tongue is Tongue.ZH else "Mon")
    week = {spell(monday + timedelta(days=number), "EEEE", tongue) for number in range(7)}
    assert len(week) == 7


@given(st.datetimes(), st.text(max_size=12), st.sampled_from(list(Tongue)))
def test_any_form_is_written_or_refused(moment: datetime, form: str, tongue: Tongue) -> None:
    written = spell(moment, form, tongue)
    assert written is None or isinstance(written, str)


@pytest.mark.parametrize(
    ("hours", "chinese", "english"),
    [
        ((23, 0, 4), "夜深了", "Good evening"),
        ((5, 10), "早上好", "Good morning"),
        ((11, 12), "中午好", "Good day"),
        ((13, 17), "下午好", "Good afternoon"),
        ((18, 22), "晚上好", "Good evening"),
    ],
)
def test_the_greeting_of_the_hour(hours: tuple[int, ...], chinese: str, english: str) -> None:
    assert {greeting(hour, Tongue.ZH) for hour in hours} == {chinese}
    assert {greeting(hour, Tongue.EN) for hour in hours} == {english}
