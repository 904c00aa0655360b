"""Leaving and coming back with a real library and a real file, a made-up clock and a recorded
machine: what the agent finds on the clipboard, what buyers get, and what a restart keeps.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop import assets
from kefu_desktop.app.almanac import Almanac
from kefu_desktop.app.attendance import Pasting, PresenceStatus
from kefu_desktop.app.attention import Attention, SessionChange
from kefu_desktop.app.away_messages import AwayMessages
from kefu_desktop.app.away_now import AwayNow
from kefu_desktop.app.away_talk import Speaking
from kefu_desktop.app.composing import Composer
from kefu_desktop.app.delivery import Order, Reached, Receipt, Short
from kefu_desktop.app.events import (
    AwayMessageReady,
    AwayPasted,
    CameBackToWork,
    PresenceChanged,
    SettingsChanged,
)
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.ports import Target
from kefu_desktop.app.presence import Presence, Surroundings
from kefu_desktop.core.away import rules_from
from kefu_desktop.core.clients import Client, ClientKey
from kefu_desktop.core.emoticons import Moods
from kefu_desktop.core.model import Kind, Millis, Uid
from kefu_desktop.core.settings import Settings, with_value
from kefu_desktop.core.sightings import CameBack, Left, Unwarn, Warn
from kefu_desktop.core.standing import Away, Cause, Got, Here, Reason, Returning, Sort, Warned
from kefu_desktop.native.recording_attention import (
    RecordingFullScreen,
    RecordingIdle,
    RecordingSession,
)
from kefu_desktop.store.standing_file import StandingFile
from tests.app.shop import HandTimer, Shop

CHAT = Target(7, program="aliworkbench", identity="7@1")
OTHER = Target(8, program="wechat", identity="8@1")
QIANNIU = Client(ClientKey("qianniu"), "千牛", "Qianniu")


@dataclass
class Agent:
    """Somebody at a desk, and everything that their program did."""

    shop: Shop
    folder: Path
    settings: Settings = field(default_factory=Settings)
    idle: RecordingIdle = field(default_factory=RecordingIdle)
    session: RecordingSession = field(default_factory=RecordingSession)
    screen: RecordingFullScreen = field(default_factory=RecordingFullScreen)
    timer: HandTimer = field(default_factory=HandTimer)
    orders: list[Order] = field(default_factory=list)
    refuses: Short | None = None
    clipboard: str = "订单 12345"
    presence: Presence = field(init=False)
    now: AwayNow = field(init=False)

    def sits_down(self) -> None:
        """The program starts."""
        clock, events = self.shop.clock, self.shop.events
        self.now = AwayNow(clock)
        composer = Composer(lambda: self.settings, Moods({}), clock, away=self.now.words)
        around = Surroundings(
            clock=clock,
            settings=lambda: self.settings,
            events=events,
            timer=self.timer,
            on_gui=lambda call: call(),
            lane=InlineLane(),
            file=StandingFile(self.folder / "presence" / "standing.json"),
            almanac=Almanac(),
            now=self.now,
        )
        messages = AwayMessages(
            self.shop.library.ask,
            composer,
            lambda: rules_from(self.settings.away.rules),
            self.recognise,
            assets.resource("away", "places.toml"),
        )
        speaking = Speaking(
            messages, self.deliver, self.recognise, self.now, clock, events, lambda call: call()
        )
        self.presence = Presence(around, speaking)
        self.presence.start(Attention(self.idle, self.session, self.screen))

    def is_killed(self) -> None:
        """The program ends without a word; all that is left is the file."""
        self.presence.close()
        self.timer.due.clear()

    def recognise(self, target: Target | None) -> Client:
        return QIANNIU if target and target.program == "aliworkbench" else Client()

    def deliver(self, order: Order, done: Any) -> None:
        self.orders.append(order)
        if self.refuses is Short.NO_CLIPBOARD:
            done(Receipt(order, Reached.FAILED, self.refuses))
            return
        self.clipboard = order.text
        if order.uid is not None:
            self.shop.library.record_use(order.uid, order.variant, client="", mode="x").result()
        pasted = order.paste and order.target is not None and self.refuses is None
        done(Receipt(order, Reached.PASTED if pasted else Reached.COPIED, self.refuses))

    def passes(self, **span: float) -> None:
        """Time goes by with hands still, a quarter of a minute at a time."""
        left = timedelta(**span)
        while left > timedelta(0):
            piece = min(left, timedelta(seconds=15))
            self.shop.clock.millis += round(piece / timedelta(milliseconds=1))
            self.shop.clock.seconds += piece.total_seconds()
            self.idle.rest(piece)
            self.timer.let_pass(piece.total_seconds())
            left -= piece

    def sleeps(self, **span: float) -> None:
        """The machine sleeps: only the clock on the wall goes on."""
        self.shop.clock.millis += round(timedelta(**span) / timedelta(milliseconds=1))

    def sets(self, name: str, value: object) -> None:
        before, self.settings = self.settings, with_value(self.settings, name, value)
        self.shop.events.publish(SettingsChanged(before, self.settings))

    def is_at(self, local: str) -> None:
        """Sets the clock on the wall before the program starts."""
        moment = datetime.fromisoformat(local).timestamp()
        self.shop.clock.millis = round(moment * 1000)

    @property
    def status(self) -> PresenceStatus:
        return self.presence.status

    @property
    def phase(self) -> Any:
        return self.status.state.phase

    def effects(self) -> list[type]:
        changes = self.shop.heard_of(PresenceChanged)
        return [type(effect) for change in changes for effect in change.effects]

    def pasted(self) -> list[Pasting]:
        return [event.outcome for event in self.shop.heard_of(AwayPasted)]


@pytest.fixture
def agent(shop: Shop, tmp_path: Path) -> Iterator[Agent]:
    shop.add("吃饭", "吃饭去，{回来时间:稍后}回来", "去吃饭了", kind=Kind.AWAY, tags=("午休",))
    shop.add("马上", "{回来时间:马上}回来", kind=Kind.AWAY, tags=("马上回来",))
    shop.add("下班", "下班了，{回来时间:明天}见", kind=Kind.AWAY, tags=("下班",))
    shop.add("忙", "前面还有几位", kind=Kind.AWAY, tags=("忙碌",))
    shop.add("久等", "让您久等，离开了{离开时长:一会儿}", kind=Kind.AWAY, tags=("回来",))
    shop.add("吃完", "吃完饭了", kind=Kind.AWAY, tags=("回来", "午休"))
    agent = Agent(shop, tmp_path)
    agent.is_at("2026-11-20T12:04")
    yield agent
    agent.presence.close()


def uid_of(agent: Agent, title: str) -> Uid:
    found = agent.shop.library.ask(lambda library: library.by_title(title)).result()
    assert found is not None
    return found.uid


def test_leaving_puts_the_message_of_the_occasion_on_the_clipboard(agent: Agent) -> None:
    agent.sits_down()
    until = Millis(agent.shop.clock.now() + 56 * 60_000)
    agent.presence.leave(Reason.LUNCH, until)
    assert agent.clipboard == "吃饭去，13:00回来"
    (ready,) = agent.shop.heard_of(AwayMessageReady)
    assert ready.announce
    assert ready.message == agent.status.message
    assert ready.message is not None
    assert ready.message.copied
    assert {hint.client for hint in ready.message.where} >= {"qianniu", "wechat"}
    assert [order.paste for order in agent.orders] == [False]


def test_nothing_is_put_there_where_that_is_switched_off(agent: Agent) -> None:
    agent.sets("away.copy", False)
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    assert (agent.orders, agent.clipboard) == ([], "订单 12345")
    assert agent.status.message is not None
    agent.presence.copy_again()
    assert agent.clipboard == "吃饭去，稍后回来"


def test_a_library_without_away_replies_says_so(shop: Shop, tmp_path: Path) -> None:
    agent = Agent(shop, tmp_path)
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    assert [event.message for event in shop.heard_of(AwayMessageReady)] == [None]
    agent.presence.pressed(CHAT)
    assert agent.pasted() == [Pasting.NOTHING]
    agent.presence.close()


def test_a_reply_that_asks_for_something_is_passed_over(agent: Agent) -> None:
    agent.shop.add("问", "{单号}在路上", kind=Kind.AWAY, tags=("午休",), favourite=True)
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    assert agent.status.message is not None
    assert agent.status.message.title == "吃饭"


def test_while_away_the_key_pastes_once_into_each_window(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.pressed(CHAT)
    assert isinstance(agent.phase, Away)  # the first press leaves
    assert not [order for order in agent.orders if order.paste]
    agent.presence.pressed(CHAT)
    agent.presence.pressed(OTHER)
    assert [(order.target, order.text) for order in agent.orders if order.paste] == [
        (CHAT, "去吃饭了"),
        (OTHER, "吃饭去，稍后回来"),  # wordings take turns
    ]
    agent.presence.pressed(CHAT)
    assert agent.pasted() == [Pasting.PASTED, Pasting.PASTED, Pasting.ALREADY]
    agent.presence.pressed(CHAT)  # on purpose
    assert agent.pasted()[-1] is Pasting.PASTED
    assert agent.status.got == (
        Got(ClientKey("qianniu"), "", 2),
        Got(ClientKey(""), "wechat", 1),
    )


def test_a_second_press_a_while_later_is_not_on_purpose(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.pressed(CHAT)
    agent.presence.pressed(CHAT)
    agent.passes(seconds=9)
    agent.presence.pressed(CHAT)
    assert agent.pasted() == [Pasting.PASTED, Pasting.ALREADY, Pasting.ALREADY]


def test_what_did_not_arrive_is_not_counted(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.refuses = Short.FOCUS_LOST
    agent.presence.pressed(CHAT)
    agent.refuses = None
    agent.presence.pressed(CHAT)
    assert agent.pasted() == [Pasting.COPIED, Pasting.PASTED]
    assert sum(got.count for got in agent.status.got) == 1


def test_coming_back_tells_what_happened_and_leaves_the_clipboard_alone(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.pressed(CHAT)
    agent.passes(minutes=23)
    agent.clipboard = "订单 67890"
    agent.presence.come_back()
    assert agent.clipboard == "订单 67890"
    (back,) = agent.shop.heard_of(CameBackToWork)
    assert back.summary.at - back.summary.away.since == 23 * 60_000
    assert back.summary.got == (Got(ClientKey("qianniu"), "", 1),)
    assert back.summary.offers == (uid_of(agent, "吃完"), uid_of(agent, "久等"))
    assert agent.status.message is None
    (line,) = agent.presence.history()
    assert (line.sort, line.reason, line.pasted) == (Sort.AWAY, Reason.LUNCH, 1)
    assert line.ended - line.since == 23 * 60_000


def test_apologies_come_first_for_ten_minutes(agent: Agent) -> None:
    agent.sits_down()
    assert agent.presence.first_offers(Millis(agent.shop.clock.now())) == ()
    agent.presence.leave(Reason.MEETING)
    agent.passes(minutes=80)
    agent.presence.come_back()
    now = agent.shop.clock.now()
    assert agent.presence.first_offers(Millis(now)) == (uid_of(agent, "久等"),)
    assert agent.now.words("让您久等").span == "1小时20分钟"
    agent.passes(minutes=5)
    agent.idle.touch()
    agent.passes(minutes=6)
    assert agent.presence.first_offers(Millis(agent.shop.clock.now())) == ()
    assert isinstance(agent.phase, Here)


def test_apologies_can_be_switched_off(agent: Agent) -> None:
    agent.sets("away.offers", False)
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.come_back()
    assert agent.presence.first_offers(Millis(agent.shop.clock.now())) == ()
    assert agent.shop.heard_of(CameBackToWork)[0].summary.offers == ()


# -- what the machine sees


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


# -- busy


def test_busy_has_a_message_of_its_own_and_ends_by_itself(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.busy_pressed()
    assert agent.clipboard == "前面还有几位"
    agent.presence.pressed(CHAT)
    assert isinstance(agent.phase, Here)
    assert agent.pasted() == [Pasting.PASTED]
    agent.idle.touch()
    agent.passes(minutes=9)
    agent.idle.touch()
    agent.passes(minutes=7)
    assert agent.status.state.busy is None
    assert agent.status.message is None
    (line,) = agent.presence.history()
    assert (line.sort, line.pasted) == (Sort.BUSY, 1)
    agent.presence.busy_pressed()
    agent.presence.busy_pressed()
    assert agent.status.state.busy is None


def test_busy_while_away_is_back_with_both_told(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.be_busy()
    assert len(agent.shop.heard_of(CameBackToWork)) == 1
    assert agent.clipboard == "前面还有几位"


# -- choosing


def test_another_message_can_be_taken(agent: Agent) -> None:
    agent.shop.add("小憩", "小憩", kind=Kind.AWAY, tags=("午休",))
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    offered: list[str] = []
    agent.presence.choices(lambda found: offered.extend(one.title for one in found))
    assert offered[:2] == ["吃饭", "小憩"]
    agent.presence.use(uid_of(agent, "小憩"))
    assert agent.clipboard == "小憩"
    agent.presence.pressed(CHAT)
    assert agent.orders[-1].text == "小憩"
    agent.presence.come_back()
    agent.presence.leave(Reason.LUNCH)
    assert agent.clipboard != "小憩"


# -- ends and begins


def test_a_killed_program_finds_its_agent_still_away(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.pressed(CHAT)
    before = agent.phase
    agent.is_killed()
    agent.passes(minutes=20)
    agent.sits_down()
    assert replace(agent.phase, settled=None) == before
    agent.presence.pressed(CHAT)
    assert agent.pasted()[-1] is Pasting.ALREADY  # that window has it
    agent.presence.come_back()
    (back,) = agent.shop.heard_of(CameBackToWork)
    assert back.summary.at - back.summary.away.since == 20 * 60_000
    assert back.summary.got == (Got(ClientKey("qianniu"), "", 1),)
    agent.is_killed()
    agent.sits_down()
    assert isinstance(agent.phase, Returning)
    assert len(agent.presence.history()) == 1
    assert agent.presence.first_offers(Millis(agent.shop.clock.now()))


def test_a_file_that_says_nothing_means_here(agent: Agent) -> None:
    file = agent.folder / "presence" / "standing.json"
    file.parent.mkdir()
    file.write_bytes(b"{")
    agent.sits_down()
    assert isinstance(agent.phase, Here)
    agent.presence.leave(Reason.LUNCH)
    assert b"lunch" in file.read_bytes()


def test_no_text_of_a_reply_and_no_title_is_kept(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.pressed(replace(CHAT, title="买家小王"))
    kept = (agent.folder / "presence" / "standing.json").read_text(encoding="utf-8")
    assert "小王" not in kept
    assert "吃饭" not in kept
