"""Presence by what the machine sees of its agent, and by the hours of the shop."""

from datetime import datetime

from kefu_desktop.app.attention import SessionChange
from kefu_desktop.core.sightings import CameBack, Left, Unwarn, Warn
from kefu_desktop.core.standing import Away, Cause, Here, Reason, Returning, Warned
from tests.app.agent import Agent


def test_idle_hands_are_away_and_a_touch_is_back(agent: Agent) -> None:
    agent.sits_down()
    agent.passes(minutes=9, seconds=30)
    assert isinstance(agent.phase, Warned)
    agent.passes(seconds=30)
    assert agent.phase.cause is Cause.IDLE
    assert agent.clipboard == "马上回来"
    agent.passes(minutes=30)
    agent.idle.touch()
    assert isinstance(agent.phase, Returning)
    assert agent.effects() == [Warn, Unwarn, Left, CameBack]
    agent.passes(minutes=20)
    assert agent.phase.cause is Cause.IDLE  # and once more


def test_a_touch_while_asked_is_staying(agent: Agent) -> None:
    agent.sits_down()
    agent.passes(minutes=9, seconds=45)
    agent.idle.touch()
    assert agent.effects() == [Warn, Unwarn]
    agent.passes(minutes=9, seconds=30)
    assert isinstance(agent.phase, Warned)


def test_a_machine_that_tells_by_itself_needs_no_timer(agent: Agent) -> None:
    agent.sits_down()
    assert agent.timer.due == []
    agent.passes(minutes=11)
    assert agent.timer.due == []
    agent.idle.touch()
    agent.passes(minutes=9)
    agent.idle.touch()
    agent.passes(minutes=2)  # nothing is offered any more
    assert agent.timer.due == []


def test_a_film_is_left_in_peace(agent: Agent) -> None:
    agent.sits_down()
    agent.screen.covered = True
    agent.passes(minutes=90)
    assert isinstance(agent.phase, Here)
    agent.screen.covered = False
    agent.passes(minutes=2)
    assert isinstance(agent.phase, Away)


def test_a_film_can_be_interrupted_where_that_is_set(agent: Agent) -> None:
    agent.sets("away.quiet_full_screen", False)
    agent.sits_down()
    agent.screen.covered = True
    agent.passes(minutes=10)
    assert isinstance(agent.phase, Away)


def test_a_locked_screen_is_away_without_touching_the_clipboard(agent: Agent) -> None:
    agent.sits_down()
    agent.session.change(SessionChange.LOCKED)
    assert agent.phase.cause is Cause.LOCK
    assert agent.clipboard == "订单 12345"
    agent.passes(minutes=3)
    agent.session.change(SessionChange.UNLOCKED)
    assert isinstance(agent.phase, Returning)


def test_a_machine_that_slept_has_left_its_agent_away(agent: Agent) -> None:
    agent.sits_down()
    slept_from = agent.shop.clock.now()
    agent.sleeps(hours=8)
    agent.session.change(SessionChange.WOKE)
    assert (agent.phase.cause, agent.phase.since) == (Cause.SLEEP, slept_from)
    agent.shop.clock.millis += 15_000
    agent.shop.clock.seconds += 15
    agent.timer.let_pass(15)  # somebody opened the lid and types
    assert isinstance(agent.phase, Returning)


def test_sleep_that_nobody_tells_of_is_seen_in_the_clocks(agent: Agent) -> None:
    from kefu_desktop.app.ports import Reason as Why
    from kefu_desktop.app.ports import Refused

    agent.session.missing = Refused(Why.NOT_TOLD)
    agent.sits_down()
    agent.sleeps(hours=8)
    agent.timer.let_pass(60)
    assert agent.phase.cause is Cause.SLEEP


def test_a_machine_that_tells_nothing_leaves_by_hand_and_hours(agent: Agent) -> None:
    from kefu_desktop.app.ports import Reason as Why
    from kefu_desktop.app.ports import Refused

    agent.idle.missing = Refused(Why.WAYLAND)
    agent.sets("away.lunch", {"daily": "12:30-13:00"})
    agent.sets("away.hours", {"daily": "09:00-22:00"})
    agent.sits_down()
    agent.passes(minutes=26)
    assert isinstance(agent.phase, Warned)
    agent.passes(minutes=1)
    assert (agent.phase.cause, agent.phase.reason) == (Cause.SCHEDULE, Reason.LUNCH)
    assert agent.clipboard == "吃饭去，13:00回来"
    agent.passes(minutes=30)
    assert isinstance(agent.phase, Returning)


# -- hours


def test_a_week_of_somebody_who_goes_home(agent: Agent) -> None:
    """Monday to Sunday: at the desk by nine and gone by ten, as the hours say."""
    agent.sets("away.hours", {"mon-sat": "09:00-22:00"})
    agent.sets("away.lunch", {"mon-sat": "12:00-13:00"})
    agent.sets("away.idle", False)
    agent.is_at("2026-11-16T09:00")
    agent.sits_down()
    for _ in range(6):
        agent.passes(hours=3, minutes=30)  # into lunch
        agent.passes(minutes=40)
        agent.idle.touch()
        agent.passes(hours=9)
        agent.passes(hours=10, minutes=50)
        agent.idle.touch()
    agent.passes(hours=24)
    told = [(one.reason, one.cause) for one in reversed(agent.presence.history(8))]
    assert told == [(Reason.LUNCH, Cause.SCHEDULE), (Reason.OFF_HOURS, Cause.SCHEDULE)] * 6


def test_the_next_change_is_told_for_the_tooltip(agent: Agent) -> None:
    agent.sets("away.hours", {"daily": "09:00-22:00"})
    agent.sits_down()
    assert agent.status.hours is not None
    assert agent.status.hours.then is not None
    assert agent.status.hours.then.since == datetime(2026, 11, 20, 22)  # noqa: DTZ001
    agent.sets("away.hours", {"daily": "09:00-18:00"})
    assert agent.status.hours.now.until == datetime(2026, 11, 20, 18)  # noqa: DTZ001


def test_public_holidays_and_days_worked_for_them(agent: Agent) -> None:
    agent.sets("away.hours", {"mon-fri": "09:00-18:00"})
    agent.is_at("2026-10-01T10:00")
    agent.sits_down()
    assert agent.status.hours is not None
    assert agent.status.hours.now.reason is Reason.HOLIDAY
    agent.presence.leave()
    assert agent.phase.reason is Reason.HOLIDAY
