"""Working hours through whole weeks, holidays and what people write for them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.schedule import (
    Schedule,
    Shift,
    Span,
    Turn,
    dates_from,
    hours_at,
    shifts_from,
    week_from,
)
from kefu_desktop.core.standing import Reason

SHOP = Schedule(
    hours=week_from({"周一至周六": "09:00-22:00"}), lunch=week_from({"mon-sat": "12:00-13:00"})
)


def usual(day: date) -> Turn:
    return Turn.USUAL


def national_day(day: date) -> Turn | None:
    """National Day of 2026 as it was announced: off to the 7th, two days worked for it."""
    if day.year != 2026:
        return None
    if date(2026, 10, 1) <= day <= date(2026, 10, 7):
        return Turn.OFF
    worked = {date(2026, 9, 20), date(2026, 10, 10)}
    return Turn.WORKED if day in worked else Turn.USUAL


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def span(schedule: Schedule, moment: str, turns=usual) -> Span:  # type: ignore[no-untyped-def]
    hours = hours_at(schedule, at(moment), turns)
    assert hours is not None
    return hours.now


@pytest.mark.parametrize(
    ("moment", "reason", "since", "until"),
    [
        # 2026-11-20 is a Friday.
        ("2026-11-20T08:59", Reason.OFF_HOURS, "2026-11-19T22:00", "2026-11-20T09:00"),
        ("2026-11-20T09:00", None, "2026-11-20T09:00", "2026-11-20T12:00"),
        ("2026-11-20T12:04", Reason.LUNCH, "2026-11-20T12:00", "2026-11-20T13:00"),
        ("2026-11-20T13:00", None, "2026-11-20T13:00", "2026-11-20T22:00"),
        ("2026-11-20T22:00", Reason.OFF_HOURS, "2026-11-20T22:00", "2026-11-21T09:00"),
        ("2026-11-22T12:30", Reason.OFF_HOURS, "2026-11-21T22:00", "2026-11-23T09:00"),
    ],
)
def test_a_week(moment: str, reason: Reason | None, since: str, until: str) -> None:
    assert span(SHOP, moment) == Span(reason, at(since), at(until))


def test_the_next_change_is_told() -> None:
    hours = hours_at(SHOP, at("2026-11-20T10:00"), usual)
    assert hours is not None
    assert hours.then == Span(Reason.LUNCH, at("2026-11-20T12:00"), at("2026-11-20T13:00"))


def test_several_shifts_with_a_gap_at_noon_and_one_through_the_night() -> None:
    shop = Schedule(week_from({"mon-fri": "09:00-12:00，13:00-18:00", "fri": "20:00-02:00"}))
    assert span(shop, "2026-11-19T12:30").reason is Reason.LUNCH
    assert span(shop, "2026-11-21T01:59").reason is None
    assert span(shop, "2026-11-21T02:00").reason is Reason.OFF_HOURS


def test_shifts_that_meet_or_overlap_are_one() -> None:
    shop = Schedule(week_from({"每天": "08:00-16:00 15:00-24:00"}))
    assert span(shop, "2026-11-20T15:30") == Span(None, at("2026-11-20T08:00"), at("2026-11-21"))


def test_public_holidays_are_free_and_their_eve_says_so() -> None:
    shop = Schedule(week_from({"mon-fri": "09:00-18:00"}))
    eve = span(shop, "2026-09-30T19:00", national_day)
    assert eve == Span(Reason.HOLIDAY, at("2026-09-30T18:00"), at("2026-10-08T09:00"))
    assert span(shop, "2026-10-03T12:00", national_day) == eve
    assert span(Schedule(shop.hours, holidays=False), "2026-10-01T12:00", national_day).reason is (
        None
    )


def test_a_weekend_day_that_is_worked_is_worked_as_a_monday() -> None:
    shop = Schedule(
        week_from({"mon": "10:00-18:00", "tue-fri": "09:00-18:00"}),
        week_from({"mon": "12:00-13:00"}),
    )
    assert span(shop, "2026-10-10T09:30", national_day).reason is Reason.OFF_HOURS
    assert span(shop, "2026-10-10T10:30", national_day).reason is None
    assert span(shop, "2026-10-10T12:30", national_day).reason is Reason.LUNCH
    # A shop that is open on Saturdays anyway keeps its Saturday.
    assert span(SHOP, "2026-10-10T21:30", national_day).reason is None


def test_single_dates_come_before_week_and_holidays() -> None:
    shop = Schedule(
        SHOP.hours,
        SHOP.lunch,
        dates_from({"2026-10-01": "10:00-16:00", "2026-12-24..2026-12-25": "休息"}),
    )
    assert span(shop, "2026-10-01T12:30", national_day).reason is None
    assert span(shop, "2026-12-25T12:30").reason is Reason.HOLIDAY


def test_a_year_that_is_not_announced_is_guessed_by_the_week() -> None:
    hours = hours_at(SHOP, at("2027-10-01T10:00"), national_day)
    assert hours is not None
    assert (hours.now.reason, hours.guessed) == (None, True)
    known = hours_at(SHOP, at("2026-11-20T10:00"), national_day)
    assert known is not None
    assert not known.guessed


def test_without_hours_there_is_no_schedule() -> None:
    lunch_alone = Schedule(lunch=SHOP.lunch)
    assert hours_at(lunch_alone, at("2026-11-20T12:30"), usual) is None


def test_closed_for_longer_than_anybody_looks() -> None:
    shop = Schedule(dates=dates_from({"2027-06-01": "09:00-18:00"}))
    assert span(shop, "2026-11-20T10:00") == Span(Reason.OFF_HOURS, None, None)


_shifts = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
        lambda pair: Shift(pair[0], pair[1] if pair[1] > pair[0] else pair[1] + 1440)
    ),
    max_size=3,
).map(tuple)
_weeks = st.dictionaries(st.integers(0, 6), _shifts)
_moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001


@settings(max_examples=50)
@given(_weeks, _weeks, _moments)
def test_spans_follow_each_other_without_a_gap(
    hours: dict[int, tuple[Shift, ...]], lunch: dict[int, tuple[Shift, ...]], moment: datetime
) -> None:
    schedule = Schedule(hours, lunch)
    if not schedule:
        return
    for _ in range(8):
        here = hours_at(schedule, moment, national_day)
        assert here is not None
        since, until = here.now.since, here.now.until
        assert since is None or since <= moment
        if until is None or here.then is None:
            return
        assert moment < until == here.then.since
        assert here.then.reason is not here.now.reason
        moment = until


@given(_weeks, _moments)
def test_open_is_what_somebody_would_work_out_by_hand(
    hours: dict[int, tuple[Shift, ...]], moment: datetime
) -> None:
    schedule = Schedule(hours)
    if not schedule:
        return
    midnight = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    minute = (moment - midnight) / timedelta(minutes=1)
    here = any(begins <= minute < ends for begins, ends in hours.get(moment.weekday(), ()))
    before = hours.get((moment.weekday() - 1) % 7, ())
    yesterday = any(begins <= minute + 1440 < ends for begins, ends in before)
    found = hours_at(schedule, moment, usual)
    assert found is not None
    assert (found.now.reason is None) is (here or yesterday)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Monday - Friday", {0, 1, 2, 3, 4}),
        ("周一至周五", {0, 1, 2, 3, 4}),
        ("星期六", {5}),
        ("周六-周日", {5, 6}),
        ("礼拜天", {6}),
        ("sat-mon", {5, 6, 0}),
        ("每天", set(range(7))),
        ("工作日", {0, 1, 2, 3, 4}),
        ("周末", {5, 6}),
    ],
)
def test_days_as_people_write_them(written: str, days: set[int]) -> None:
    assert set(week_from({written: "9:00-18:00"})) == days


@pytest.mark.parametrize(
    ("written", "shifts"),
    [
        ("09:00-18:00", [(540, 1080)]),
        ("9:00 – 12:00、13：00至18:00", [(540, 720), (780, 1080)]),
        ("22:00-次日06:00", [(1320, 1800)]),
        ("00:00-24:00", [(0, 1440)]),
        ("休息", []),
        ("OFF", []),
        ("", []),
    ],
)
def test_shifts_as_people_write_them(written: str, shifts: list[tuple[int, int]]) -> None:
    assert [tuple(shift) for shift in shifts_from(written)] == shifts


@pytest.mark.parametrize(
    "written",
    [
        {"someday": "9:00-18:00"},
        {"mon-tue-wed": "9:00-18:00"},
        {"周": "9:00-18:00"},
        {"mon": "9-18"},
        {"mon": "9:60-18:00"},
        {"mon": "24:00-25:00"},
        {"mon": "9:00-18:00 lunch"},
        {"mon": "1:00-2:00 " * 13},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_refused(written: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        week_from(written)
    assert refused.value.code is Code.SETTING_INVALID
    assert refused.value.params["allowed"]


@pytest.mark.parametrize(
    "written", ["2026-13-01", "tomorrow", "2026-10-07..2026-10-01", "2026-01-01..2029-01-01", ""]
)
def test_dates_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(InvalidInput):
        dates_from({written: "off"})
