"""The away machine in any order of anything."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.model import Millis
from kefu_desktop.core.presence import (
    COVERED_LOOK,
    LOOK_AGAIN,
    SETTLE,
    next_look,
)
from kefu_desktop.core.sightings import (
    BeBusy,
    BusyBegan,
    BusyEnded,
    BusyMoved,
    CameBack,
    Changed,
    Effect,
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
    Habits,
    Reason,
    Warned,
)
from tests.core.desk import HABITS, HOUR, MINUTE, NOON, SECOND, Desk, closed

_millis = st.integers(-2 * HOUR, 12 * HOUR)
_closed = st.none() | st.builds(
    closed,
    st.sampled_from(list(Reason)),
    st.integers(NOON - HOUR, NOON + HOUR),
    st.none() | st.integers(NOON, NOON + 12 * HOUR),
)
_moments = st.integers(NOON - HOUR, NOON + 24 * HOUR).map(Millis)
_events: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        Leave, st.sampled_from(list(Reason)), st.none() | _moments, st.sampled_from(["", "周会"])
    ),
    st.just(Return()),
    st.builds(BeBusy, _moments),
    st.just(EndBusy()),
    st.builds(Still, st.sampled_from([SETTLE, HABITS.still_after, HOUR])),
    st.just(Moved()),
    st.just(Locked()),
    st.just(Unlocked()),
    st.builds(Woke, st.integers(0, 12 * HOUR)),
    st.builds(Hours, _closed),
    st.builds(Look, st.none() | st.integers(0, HOUR), st.booleans()),
    st.builds(Started, _closed),
)
_habits = st.builds(
    Habits,
    idle_after=st.sampled_from([0, MINUTE, 10 * MINUTE]),
    warn_for=st.sampled_from([0, 30 * SECOND]),
    on_lock=st.booleans(),
    on_sleep=st.booleans(),
    on_schedule=st.booleans(),
    notice_return=st.booleans(),
    sees_hands=st.booleans(),
)
_days = st.lists(
    st.tuples(st.integers(-2 * HOUR, 2 * HOUR) | st.just(0), _events), min_size=1, max_size=40
)


def every_order(effects: Iterable[Effect]) -> None:
    """What is said begins before it ends, and is said once."""
    asked = away = busy = back = False
    for effect in effects:
        match effect:
            case Warn():
                assert not asked
                assert not away
                asked = True
            case Unwarn():
                assert asked
                asked = False
            case Left():
                assert not any((asked, away, busy, back))
                away = True
            case Changed():
                assert away
            case CameBack():
                assert away
                away, back = False, True
            case OffersEnded():
                assert back
                back = False
            case BusyBegan():
                assert not busy
                assert not away
                busy = True
            case BusyMoved():
                assert busy
            case BusyEnded():
                assert busy
                busy = False


@given(_days, _habits)
def test_nobody_is_ever_twice_anything(day: list[tuple[int, Event]], habits: Habits) -> None:
    desk = Desk(habits)
    for passed, event in day:
        desk.after(passed, event)
        assert not (isinstance(desk.phase, Away) and desk.state.busy)
        for moment in (desk.phase.since, desk.state.facts.still_since):
            assert moment is None or moment <= desk.now
        due = next_look(desk.state, Millis(desk.now), habits)
        assert due is None or due > desk.now
    every_order(desk.said)


@given(_days, _habits)
def test_the_same_seen_twice_is_done_once(day: list[tuple[int, Event]], habits: Habits) -> None:
    desk = Desk(habits)
    for passed, event in day:
        desk.after(passed, event)
        if isinstance(event, Still):
            continue  # hands that have been still for longer are news
        before = desk.state
        assert desk.sees(event) == []
        assert desk.state == before


@given(_days, _habits)
def test_looking_when_it_is_due_gets_somewhere(
    day: list[tuple[int, Event]], habits: Habits
) -> None:
    """However it stands, whoever only looks when told to comes to rest, or to looking slowly."""
    desk = Desk(habits)
    for passed, event in day:
        desk.after(passed, event)
    for _ in range(60):
        due = next_look(desk.state, Millis(desk.now), habits)
        if due is None:
            return
        waited = due - desk.now
        idle = None if desk.state.facts.still_since is None else due - desk.state.facts.still_since
        desk.after(waited, Look(idle))
    due = next_look(desk.state, Millis(desk.now), habits)
    assert due is None or due - desk.now >= min(LOOK_AGAIN, COVERED_LOOK)


def test_a_question_leads_somewhere_in_any_case() -> None:
    desk = Desk()
    desk.rests()
    assert isinstance(desk.phase, Warned)
    assert desk.after(24 * HOUR) == [Unwarn, Left]
