"""Which backups stay."""

from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.model import Millis
from kefu_desktop.core.retention import DAY, HOUR, Policy, is_due, kept

NOW = 20_000 * DAY + 13 * HOUR
MOMENTS = st.lists(st.integers(0, NOW).map(Millis), max_size=60)
POLICIES = st.builds(Policy, *(st.integers(0, 20) for _ in range(4)))


def test_a_year_of_daily_backups_thins_to_days_weeks_and_months() -> None:
    daily = [Millis(NOW - n * DAY) for n in range(365)]
    policy = Policy(latest=3, days=7, weeks=4, months=6)
    staying = sorted((NOW - moment) // DAY for moment in kept(daily, policy))
    assert staying[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(staying) <= 7 + 4 + 6
    assert 120 < staying[-1] < 190


def test_many_in_one_hour_stay_only_while_they_are_the_latest() -> None:
    burst = [Millis(NOW - n * 1000) for n in range(30)]
    older = [Millis(NOW - DAY), Millis(NOW - 2 * DAY)]
    assert kept([*burst, *older], Policy(latest=5, days=3)) == {*burst[:5], *older}


@given(MOMENTS, POLICIES)
def test_the_newest_stays_and_nothing_is_invented(moments: list[Millis], policy: Policy) -> None:
    staying = kept(moments, policy)
    assert staying <= set(moments)
    assert not moments or max(moments) in staying
    assert len(staying) <= max(1, policy.latest) + policy.days + policy.weeks + policy.months


@given(MOMENTS, POLICIES)
def test_thinning_twice_takes_nothing_more(moments: list[Millis], policy: Policy) -> None:
    staying = kept(moments, policy)
    assert kept(staying, policy) == staying


@given(st.lists(st.integers(1, 3 * DAY), min_size=1, max_size=80), POLICIES)
def test_old_backups_are_left_however_often_it_is_thinned(gaps: list[int], policy: Policy) -> None:
    # One backup after another is made and thinned: each policy count is reached and then held.
    moments: set[Millis] = set()
    now = 0
    for gap in gaps:
        now += gap
        moments = set(kept({*moments, Millis(now)}, policy))
    spans = {moment // DAY for moment in moments}
    made = {sum(gaps[: n + 1]) // DAY for n in range(len(gaps))}
    assert len(spans) >= min(policy.days, len(made), 1)
    if policy.days:
        assert set(sorted(made, reverse=True)[: policy.days]) <= spans


def test_a_backup_is_due_when_the_newest_is_a_day_old_or_the_clock_went_back() -> None:
    now = Millis(NOW)
    assert is_due([], now)
    assert not is_due([now], now)
    assert not is_due([Millis(NOW - DAY + 1)], now)
    assert is_due([Millis(NOW - DAY)], now)
    assert is_due([Millis(NOW + HOUR)], now)
    assert not is_due([Millis(NOW - 2 * DAY), Millis(NOW - HOUR)], now)
