"""Working hours on the nights on which clocks are changed."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from kefu_desktop.core.standing import Away, Reason, Returning
from tests.app.agent import Agent


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system has one zone for all programs")
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    os.environ.pop("TZ")
    time.tzset()


@pytest.fixture
def waits(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """For how long the program waits, each time it does."""
    seconds: list[float] = []
    after = agent.timer.after

    def count(span: float, call: Callable[[], None]) -> Callable[[], None]:
        seconds.append(span)
        return after(span, call)

    monkeypatch.setattr(type(agent.timer), "after", lambda _, span, call: count(span, call))
    return seconds


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize("shift", ["01:30-01:45", "01:45-06:00", "22:00-01:30", "22:00-02:00"])
def test_an_hour_that_comes_twice_is_waited_for_in_peace(
    agent: Agent, waits: list[float], shift: str
) -> None:
    agent.sets("away.hours", {"daily": shift})
    agent.sets("away.idle", False)
    agent.is_at("2026-11-01T00:10")
    agent.sits_down()
    for _ in range(20):
        agent.passes(minutes=15)
        agent.idle.touch()
    # Looks between the film and the next change are a minute apart, at the most.
    assert len(waits) < 5 * 60
    assert min(waits) > 0.05, "nothing is waited for that has been"
    if shift.endswith("06:00"):
        assert not isinstance(agent.phase, Away)


@pytest.mark.usefixtures("new_york")
def test_a_shop_that_opens_at_nine_opens_at_nine_when_an_hour_was_left_out(agent: Agent) -> None:
    agent.sets("away.hours", {"daily": "09:00-18:00"})
    agent.is_at("2026-03-07T17:59")
    agent.sits_down()
    agent.passes(minutes=5)
    assert agent.phase.reason is Reason.OFF_HOURS
    nine = datetime(2026, 3, 8, 13, tzinfo=UTC)  # an hour earlier than on the day before
    assert agent.phase.until == nine.timestamp() * 1000
    agent.shop.clock.millis = agent.phase.until + 1_000
    agent.shop.clock.seconds += 15 * 3600
    agent.timer.let_pass(15 * 3600)
    agent.idle.touch()
    assert isinstance(agent.phase, Returning)
    assert agent.status.hours is not None
    assert agent.status.hours.now.reason is None
