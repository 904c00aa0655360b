"""Presence over a real library and a real file, whatever happens in whatever order: clocks put back
and ahead, sleep, settings changed meanwhile, programs killed and started again.
"""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kefu_desktop.app.attention import SessionChange
from kefu_desktop.app.delivery import Short
from kefu_desktop.app.events import PresenceChanged
from kefu_desktop.app.presence_door import document_of
from kefu_desktop.core.model import Kind, Millis
from kefu_desktop.core.sightings import (
    BusyBegan,
    BusyEnded,
    CameBack,
    Changed,
    Effect,
    Left,
    Warn,
)
from kefu_desktop.core.standing import Away, Cause, Reason
from kefu_desktop.store.standing_file import StandingFile
from tests.app.agent import CHAT, OTHER, Agent
from tests.app.shop import Shop, opened
from tests.core.test_presence_properties import every_order

MINUTE = 60_000
AUTOMATIC = {
    Cause.IDLE: "away.idle",
    Cause.LOCK: "away.lock",
    Cause.SLEEP: "away.sleep",
    Cause.SCHEDULE: "away.schedule",
}

Deed = Callable[[Agent], None]


@dataclass(frozen=True)
class Step:
    """Something that happens; ``by_hand`` may put a text somewhere, ``pastes`` in a chat too."""

    name: str
    do: Deed = field(repr=False)
    by_hand: bool = False
    pastes: bool = False
    restarts: bool = False


def _hand(name: str, do: Deed, *, pastes: bool = False) -> Step:
    return Step(name, do, by_hand=True, pastes=pastes)


def _later(agent: Agent, minutes: int | None) -> Millis | None:
    return None if minutes is None else Millis(agent.shop.clock.now() + minutes * MINUTE)


def _jumps(agent: Agent, minutes: int) -> None:
    agent.shop.clock.millis += minutes * MINUTE


def _sleeps(agent: Agent, minutes: int) -> None:
    agent.sleeps(minutes=minutes)
    agent.session.change(SessionChange.WOKE)


def _covers(agent: Agent, covered: bool) -> None:
    agent.screen.covered = covered


def _refuses(agent: Agent, why: Short | None) -> None:
    agent.refuses = why


def _again(agent: Agent) -> None:
    agent.is_killed()
    agent.sits_down()


_minutes = st.sampled_from([-5, 0, 1, 5, 30, 600])
_settings = st.one_of(
    st.tuples(
        st.sampled_from(
            [*AUTOMATIC.values(), "away.notice_return", "away.quiet_full_screen", "away.copy"]
        ),
        st.booleans(),
    ),
    st.tuples(st.just("away.idle_minutes"), st.sampled_from([1, 3, 10])),
    st.tuples(st.just("away.warn_seconds"), st.sampled_from([0, 30, 120])),
    st.tuples(
        st.just("away.hours"),
        st.sampled_from([{}, {"每天": "09:00-12:10 13:00-18:00"}, {"每天": "22:00-06:00"}]),
    ),
    st.tuples(st.just("away.lunch"), st.sampled_from([{}, {"每天": "12:05-12:30"}])),
    st.tuples(st.just("away.dates"), st.sampled_from([{}, {"2026-11-20": "off"}])),
    st.tuples(st.just("away.rules"), st.sampled_from([{}, {"lunch": ";没有"}])),
)
_steps = st.one_of(
    st.builds(
        lambda reason, minutes: _hand(
            f"leaves for {reason} {minutes}",
            lambda one: one.presence.leave(reason, _later(one, minutes), "周会"),
        ),
        st.none() | st.sampled_from(list(Reason)),
        st.none() | _minutes,
    ),
    st.just(Step("says to be back", lambda one: one.presence.come_back())),
    st.builds(
        lambda minutes: _hand(
            f"is busy {minutes}", lambda one: one.presence.be_busy(_later(one, minutes))
        ),
        st.none() | _minutes,
    ),
    st.just(_hand("presses the key for busy", lambda one: one.presence.busy_pressed())),
    st.just(_hand("copies again", lambda one: one.presence.copy_again())),
    st.builds(
        lambda chat: _hand(
            f"presses the key over {chat}", lambda one: one.presence.pressed(chat), pastes=True
        ),
        st.sampled_from([CHAT, CHAT, OTHER, None]),
    ),
    st.builds(
        lambda seconds: Step(f"{seconds} s", lambda one: one.passes(seconds=seconds)),
        st.sampled_from([1, 20, 61, 200, 700]),
    ),
    st.just(Step("touches", lambda one: one.idle.touch())),
    st.builds(
        lambda change: Step(change.value, lambda one: one.session.change(change)),
        st.sampled_from([SessionChange.LOCKED, SessionChange.UNLOCKED]),
    ),
    st.builds(
        lambda minutes: Step(f"sleeps {minutes}", lambda one: _sleeps(one, minutes)),
        st.sampled_from([0, 2, 15, 500]),
    ),
    st.builds(
        lambda minutes: Step(f"clock {minutes:+}", lambda one: _jumps(one, minutes)),
        st.sampled_from([-1440, -60, -1, 1, 60, 1440]),
    ),
    st.builds(
        lambda change: Step(f"{change[0]} = {change[1]}", lambda one: one.sets(*change)), _settings
    ),
    st.builds(
        lambda covered: Step(f"film {covered}", lambda one: _covers(one, covered)), st.booleans()
    ),
    st.builds(
        lambda why: Step(f"refuses {why}", lambda one: _refuses(one, why)),
        st.sampled_from([None, None, Short.NO_CLIPBOARD]),
    ),
    st.just(Step("is killed and starts again", _again, restarts=True)),
)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with opened(tmp_path_factory.mktemp("shop")) as shop:
        for reason, tag in (
            (Reason.LUNCH, "午休"),
            (Reason.SOON, "马上回来"),
            (Reason.BUSY, "忙碌"),
        ):
            shop.add(reason.value, f"{reason.value} {{回来时间:稍后}}", kind=Kind.AWAY, tags=(tag,))
        shop.add("久等", "让您久等", kind=Kind.AWAY, tags=("回来",))
        yield shop


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each run that is looked at."""
    home = tmp_path_factory.mktemp("runs")
    return (home / str(number) for number in itertools.count())


@settings(max_examples=200)
@given(
    off=st.sets(st.sampled_from(list(AUTOMATIC.values()))),
    steps=st.lists(_steps, min_size=1, max_size=30),
)
def test_whatever_happens(
    off: set[str], steps: list[Step], furnished: Shop, folders: Iterator[Path]
) -> None:
    furnished.heard.clear()
    agent = Agent(furnished, next(folders))
    agent.is_at("2026-11-20T12:00")
    for part in off:
        agent.sets(part, False)
    agent.sits_down()
    told: list[Effect] = []
    try:
        for step in steps:
            _take(agent, step, told)
    finally:
        agent.is_killed()
    every_order(told)
    kept = StandingFile(agent.folder / "presence" / "standing.json").read()
    over = sum(isinstance(effect, CameBack | BusyEnded) for effect in told)
    assert len(kept.stretches if kept else ()) == over, "each time away or busy is a line"


def _take(agent: Agent, step: Step, told: list[Effect]) -> None:
    """Does it, and looks at what came of it."""
    before, copied, orders = agent.status.state, agent.clipboard, len(agent.orders)
    heard = len(agent.shop.heard_of(PresenceChanged))
    step.do(agent)
    changes = agent.shop.heard_of(PresenceChanged)[heard:]
    effects = [effect for change in changes for effect in change.effects]
    told += effects
    state, now = agent.status.state, agent.shop.clock.now()
    assert isinstance(json.dumps(document_of(agent.status)), str)

    new = agent.orders[orders:]
    assert step.pastes or not any(order.paste for order in new), "pasted without a key"
    said = [one for one in effects if isinstance(one, Left | Changed) and one.announce]
    begun = any(isinstance(effect, BusyBegan) for effect in effects)
    if not (step.by_hand or said or begun):
        assert agent.clipboard == copied, "the clipboard was touched"
    for effect in effects:
        if isinstance(effect, Left) and not step.by_hand:
            assert effect.away.cause is not Cause.HAND
            assert _is_on(agent, effect.away.cause)
        if isinstance(effect, Warn):
            assert _is_on(agent, effect.warned.cause)
    if step.restarts and isinstance(before.phase, Away):
        # Whoever looks at the clock may find that it was put back meanwhile.
        assert isinstance(state.phase, Away)
        assert (state.phase.reason, state.phase.note) == (before.phase.reason, before.phase.note)
        assert state.phase.since == min(before.phase.since, now)


def _is_on(agent: Agent, cause: Cause) -> bool:
    return bool(getattr(agent.settings.away, AUTOMATIC[cause].removeprefix("away.")))
