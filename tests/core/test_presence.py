"""The away machine by what an agent does and what the machine sees, with a made-up clock."""

import pytest
from msgspec.structs import replace

from kefu_desktop.core.model import Millis
from kefu_desktop.core.presence import (
    COVERED_LOOK,
    LOOK_AGAIN,
    SETTLE,
    next_look,
    watched_span,
)
from kefu_desktop.core.sightings import (
    BeBusy,
    BusyBegan,
    BusyEnded,
    BusyMoved,
    CameBack,
    Changed,
    EndBusy,
    Event,
    Hours,
    Leave,
    Left,
    Locked,
    Look,
    Moved,
    OffersEnded,
    Return,
    Started,
    Still,
    Unlocked,
    Unwarn,
    Warn,
    Woke,
)
from kefu_desktop.core.standing import (
    Away,
    Cause,
    Here,
    Reason,
    Returning,
    begin,
)
from tests.core.desk import HABITS, HOUR, MINUTE, NOON, SECOND, Desk, closed


@pytest.fixture
def desk() -> Desk:
    return Desk()


# -- by hand


def test_somebody_leaves_by_hand_and_is_back(desk: Desk) -> None:
    until = Millis(NOON + HOUR)
    assert desk.sees(Leave(Reason.LUNCH, until)) == [Left]
    assert desk.phase == Away(Reason.LUNCH, Cause.HAND, Millis(NOON), until)
    assert desk.after(23 * MINUTE, Return()) == [CameBack]
    came = desk.said[-1]
    assert isinstance(came, CameBack)
    assert came.at - came.away.since == 23 * MINUTE
    assert isinstance(desk.phase, Returning)
    assert desk.after(10 * MINUTE) == [OffersEnded]
    assert isinstance(desk.phase, Here)


def test_another_reason_while_away_is_said_once(desk: Desk) -> None:
    desk.sees(Leave(Reason.SOON))
    assert desk.after(MINUTE, Leave(Reason.MEETING, note="周会")) == [Changed]
    assert desk.sees(Leave(Reason.MEETING, note="周会")) == []
    assert (desk.phase.reason, desk.phase.since) == (Reason.MEETING, NOON)


def test_a_promise_that_is_past_is_none(desk: Desk) -> None:
    desk.sees(Leave(Reason.LUNCH, Millis(NOON - 1)))
    assert desk.phase.until is None


@pytest.mark.parametrize("event", [Return(), EndBusy(), Moved(), Unlocked(), Look(0), Hours(None)])
def test_nothing_happens_to_somebody_who_is_here(desk: Desk, event: Event) -> None:
    assert desk.sees(event) == []
    assert desk.state == begin(Millis(NOON))


# -- idle


def test_idle_hands_are_asked_about_half_a_minute_before_and_then_away(desk: Desk) -> None:
    assert watched_span(desk.state, HABITS) == 9 * MINUTE + 30 * SECOND
    assert desk.rests() == [Warn]
    assert desk.phase.leaves_at == desk.now + 30 * SECOND
    assert next_look(desk.state, desk.at(desk.now), HABITS) == desk.phase.leaves_at
    assert desk.after(29 * SECOND, Look(idle=9 * MINUTE + 59 * SECOND)) == []
    assert desk.after(SECOND, Look(idle=10 * MINUTE)) == [Unwarn, Left]
    # Away since the last touch, for that is how long buyers wait.
    assert desk.phase == Away(Reason.SOON, Cause.IDLE, Millis(NOON), settled=Millis(desk.now))
    assert desk.after(HOUR, Moved()) == [CameBack]


def test_a_touch_while_asked_is_an_answer(desk: Desk) -> None:
    desk.rests()
    assert desk.after(10 * SECOND, Moved()) == [Unwarn]
    assert isinstance(desk.phase, Here)
    assert desk.after(HOUR) == []


def test_a_touch_that_is_told_late_is_seen_at_the_deadline(desk: Desk) -> None:
    desk.rests()
    assert desk.after(30 * SECOND, Look(idle=4 * SECOND)) == [Unwarn]


def test_staying_by_hand_is_not_asked_again_until_hands_are_still_anew(desk: Desk) -> None:
    desk.rests()
    assert desk.sees(Return()) == [Unwarn]
    assert desk.after(HOUR) == []
    assert desk.rests() == [Warn]


def test_whoever_says_from_elsewhere_that_they_are_back_is_not_asked_at_once(desk: Desk) -> None:
    desk.rests()
    desk.after(30 * SECOND)
    desk.after(HOUR, Return())
    # Nobody has touched this machine, and it says so.
    assert desk.sees(Still(HABITS.still_after)) == []
    assert isinstance(desk.phase, Returning)
    due = next_look(desk.state, desk.at(desk.now), HABITS)
    assert due == desk.now + HABITS.still_after
    assert desk.after(HABITS.still_after, Look(idle=2 * HOUR)) == [OffersEnded, Warn]


@pytest.mark.parametrize("event", [Return(), BeBusy(Millis(NOON + 10 * HOUR))])
def test_whoever_says_that_they_are_here_is_not_asked_at_once(desk: Desk, event: Event) -> None:
    desk.sees(Still(HABITS.still_after))
    asked_then = desk.after(HABITS.still_after, event)
    assert Warn not in asked_then
    assert Warn not in desk.sees(Still(HABITS.still_after))
    assert Warn in desk.after(HABITS.still_after, Look(idle=HOUR))


def test_without_a_question_somebody_is_away_at_once(desk: Desk) -> None:
    desk.habits = replace(HABITS, warn_for=0)
    assert desk.rests() == [Warn, Unwarn, Left]


@pytest.mark.parametrize("warn_for", [MINUTE, 2 * MINUTE])
def test_a_long_question_does_not_come_behind_each_touch(desk: Desk, warn_for: int) -> None:
    desk.habits = replace(HABITS, idle_after=MINUTE, warn_for=warn_for)
    assert watched_span(desk.state, desk.habits) == 30 * SECOND
    assert desk.after(29 * SECOND, Look(idle=29 * SECOND)) == []
    assert desk.after(SECOND, Still(30 * SECOND)) == [Warn]


def test_idle_time_can_be_switched_off(desk: Desk) -> None:
    desk.habits = replace(HABITS, idle_after=0)
    assert watched_span(desk.state, desk.habits) is None
    assert desk.after(9 * HOUR, Still(9 * HOUR)) == []
    assert desk.after(MINUTE, Look(idle=9 * HOUR)) == []


def test_a_film_is_not_interrupted_and_what_was_asked_is_taken_back(desk: Desk) -> None:
    desk.sees(Look(covered=True))
    assert desk.rests() == []
    assert next_look(desk.state, desk.at(desk.now), HABITS) == desk.now + COVERED_LOOK
    assert desk.after(MINUTE, Look(idle=11 * MINUTE, covered=True)) == []
    assert desk.after(MINUTE, Look(idle=12 * MINUTE)) == [Warn]
    assert desk.after(SECOND, Look(idle=12 * MINUTE + SECOND, covered=True)) == [Unwarn]
    assert isinstance(desk.phase, Here)


def test_the_mouse_on_its_way_out_is_no_return(desk: Desk) -> None:
    desk.sees(Leave(Reason.LUNCH))
    assert watched_span(desk.state, HABITS) == SETTLE
    assert desk.after(5 * SECOND, Moved()) == []
    assert desk.after(5 * SECOND, Look(idle=0)) == []
    assert desk.after(SETTLE, Still(SETTLE)) == []
    assert next_look(desk.state, desk.at(desk.now), HABITS) is None
    assert desk.after(20 * MINUTE, Moved()) == [CameBack]


def test_coming_back_can_be_left_to_the_hand(desk: Desk) -> None:
    desk.habits = replace(HABITS, notice_return=False)
    desk.sees(Leave(Reason.LUNCH), Still(SETTLE), Moved(), Locked(), Unlocked(), Look(0))
    assert watched_span(desk.state, desk.habits) is None
    assert isinstance(desk.phase, Away)
    assert desk.sees(Return()) == [CameBack]


# -- lock and sleep


def test_a_locked_screen_is_away_and_an_unlocked_one_is_back(desk: Desk) -> None:
    assert desk.sees(Locked()) == [Left]
    left = desk.said[-1]
    assert isinstance(left, Left)
    assert not left.announce  # nobody can paste into a locked screen
    assert desk.after(MINUTE, Moved()) == []  # at the password
    assert desk.after(SECOND, Unlocked()) == [CameBack]


def test_a_lock_that_says_nothing_leaves_by_hand_alone(desk: Desk) -> None:
    desk.habits = replace(HABITS, on_lock=False)
    assert desk.sees(Locked()) == []
    assert desk.sees(Leave(Reason.LUNCH)) == [Left]
    assert desk.sees(Unlocked()) == [CameBack]


def test_a_long_sleep_was_a_time_away(desk: Desk) -> None:
    assert desk.after(8 * HOUR, Woke(8 * HOUR)) == [Left]
    assert (desk.phase.cause, desk.phase.since) == (Cause.SLEEP, NOON)
    # Nobody has told of hands yet, so they are looked at.
    assert next_look(desk.state, desk.at(desk.now), HABITS) == desk.now + LOOK_AGAIN
    assert desk.after(15 * SECOND, Look(idle=3 * SECOND)) == [CameBack]


def test_a_nap_is_no_time_away(desk: Desk) -> None:
    assert desk.after(5 * MINUTE, Woke(5 * MINUTE)) == []
    desk.habits = replace(HABITS, on_sleep=False)
    assert desk.after(8 * HOUR, Woke(8 * HOUR)) == []


def test_sleep_while_away_is_still_the_same_time_away(desk: Desk) -> None:
    desk.sees(Leave(Reason.MEETING))
    assert desk.after(8 * HOUR, Woke(8 * HOUR)) == []
    assert desk.after(MINUTE, Look(idle=0)) == [CameBack]


def test_a_touch_before_sleep_is_no_return_after_it(desk: Desk) -> None:
    desk.sees(Leave(Reason.MEETING))
    desk.after(SETTLE, Still(SETTLE))
    # Idle time stood still along with the machine.
    assert desk.after(8 * HOUR, Woke(8 * HOUR), Look(idle=SETTLE)) == []
    assert desk.after(LOOK_AGAIN, Look(idle=SETTLE + LOOK_AGAIN)) == []
    assert desk.after(LOOK_AGAIN, Look(idle=SECOND)) == [CameBack]


def test_a_touch_before_the_program_started_is_no_return(desk: Desk) -> None:
    desk.sees(Leave(Reason.MEETING))
    desk.after(SETTLE, Still(SETTLE))
    assert desk.after(8 * HOUR, Started(), Look(idle=SETTLE)) == []
    assert desk.after(LOOK_AGAIN, Look(idle=SECOND)) == [CameBack]


# -- hours


def test_whoever_works_on_when_hours_end_is_asked_once(desk: Desk) -> None:
    evening = closed(Reason.OFF_HOURS, NOON)
    assert desk.sees(Hours(evening)) == [Warn]
    assert desk.after(30 * SECOND, Look(idle=2 * SECOND)) == [Unwarn]
    assert desk.after(HOUR, Hours(evening)) == []
    # An hour later they have gone, and that is for the night.
    assert desk.rests() == [Warn]
    assert desk.after(30 * SECOND, Look(idle=10 * MINUTE)) == [Unwarn, Left]
    assert desk.phase.reason is Reason.OFF_HOURS


def test_hours_end_for_somebody_who_sits_still(desk: Desk) -> None:
    lunch = closed(Reason.LUNCH, NOON, NOON + HOUR)
    desk.sees(Hours(lunch))
    assert desk.after(30 * SECOND, Look(idle=MINUTE)) == [Unwarn, Left]
    assert (desk.phase.reason, desk.phase.until) == (Reason.LUNCH, NOON + HOUR)
    assert desk.after(HOUR, Hours(None), Look(idle=HOUR)) == []
    assert desk.sees(Still(SETTLE), Moved()) == [CameBack]


def test_where_hands_are_not_seen_hours_alone_bring_somebody_back(desk: Desk) -> None:
    desk.habits = replace(HABITS, sees_hands=False, idle_after=0)
    desk.sees(Hours(closed(Reason.LUNCH, NOON)))
    assert desk.after(30 * SECOND) == [Unwarn, Left]
    assert desk.after(HOUR, Hours(None)) == [CameBack]


def test_what_ended_by_itself_takes_its_question_back(desk: Desk) -> None:
    desk.sees(Hours(closed(Reason.LUNCH, NOON)))
    assert desk.after(SECOND, Hours(None)) == [Unwarn]


def test_hours_change_why_somebody_is_away_who_did_not_say_why(desk: Desk) -> None:
    desk.rests()
    desk.after(30 * SECOND)
    night = closed(Reason.OFF_HOURS, desk.now, desk.now + 11 * HOUR)
    assert desk.sees(Hours(night)) == [Changed]
    assert (desk.phase.reason, desk.phase.until) == (night.reason, night.until)
    by_hand = Desk()
    assert by_hand.sees(Leave(Reason.MEETING), Hours(night)) == []
    assert by_hand.phase.reason is Reason.MEETING


def test_hours_can_be_switched_off(desk: Desk) -> None:
    desk.habits = replace(HABITS, on_schedule=False)
    assert desk.sees(Hours(closed(Reason.LUNCH, NOON))) == []
    assert desk.rests() == [Warn]
    assert desk.phase.reason is Reason.SOON


# -- busy


def test_busy_ends_by_itself(desk: Desk) -> None:
    until = Millis(NOON + 15 * MINUTE)
    assert desk.sees(BeBusy(until)) == [BusyBegan]
    assert desk.sees(BeBusy(until)) == []
    assert next_look(desk.state, desk.at(desk.now), HABITS) == until
    assert desk.after(5 * MINUTE, BeBusy(Millis(until + MINUTE))) == [BusyMoved]
    assert desk.after(10 * MINUTE) == []
    assert desk.after(MINUTE) == [BusyEnded]


def test_leaving_ends_busy_and_busy_ends_being_away(desk: Desk) -> None:
    until = Millis(NOON + HOUR)
    desk.sees(BeBusy(until))
    assert desk.sees(Leave(Reason.LUNCH)) == [BusyEnded, Left]
    assert desk.sees(BeBusy(until)) == [CameBack, BusyBegan]


def test_busy_in_the_past_is_none(desk: Desk) -> None:
    assert desk.sees(BeBusy(Millis(NOON))) == []


# -- ends and begins


def test_a_program_that_starts_again_finds_its_agent_still_away(desk: Desk) -> None:
    desk.sees(Leave(Reason.LUNCH, Millis(NOON + HOUR)))
    assert desk.after(20 * MINUTE, Started()) == []
    assert isinstance(desk.phase, Away)
    assert desk.after(MINUTE, Return()) == [CameBack]


def test_a_program_that_starts_after_hours_does_not_ask(desk: Desk) -> None:
    night = closed(Reason.OFF_HOURS, NOON)
    assert desk.sees(Started(night), Hours(night)) == []
    assert desk.rests() == [Warn]
    assert desk.phase.reason is Reason.OFF_HOURS


def test_a_question_does_not_outlive_its_program(desk: Desk) -> None:
    desk.rests()
    assert desk.after(HOUR, Started()) == [Unwarn]
    assert isinstance(desk.phase, Here)


def test_a_clock_that_is_put_back_leaves_nothing_for_ever(desk: Desk) -> None:
    desk.sees(BeBusy(Millis(NOON + 15 * MINUTE)))
    desk.rests()
    desk.after(-2 * HOUR, Look(idle=10 * MINUTE))
    assert desk.phase.leaves_at - desk.now == 30 * SECOND
    assert desk.state.busy is not None
    assert desk.state.busy.until - desk.now <= 15 * MINUTE
