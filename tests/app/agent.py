"""Somebody at a desk with the real library, a made-up clock and recorded ports."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kefu_desktop import assets
from kefu_desktop.app.almanac import Almanac
from kefu_desktop.app.attendance import Pasting, PresenceStatus
from kefu_desktop.app.attention import Attention
from kefu_desktop.app.away_messages import AwayMessages
from kefu_desktop.app.away_now import AwayNow
from kefu_desktop.app.away_talk import Speaking
from kefu_desktop.app.composing import Composer
from kefu_desktop.app.delivery import Order, Reached, Receipt, Short
from kefu_desktop.app.events import (
    AwayPasted,
    PresenceChanged,
    SettingsChanged,
)
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.ports import Target
from kefu_desktop.app.presence import Presence, Surroundings
from kefu_desktop.core.away import rules_from
from kefu_desktop.core.clients import Client, ClientKey
from kefu_desktop.core.emoticons import Moods
from kefu_desktop.core.model import Uid
from kefu_desktop.core.settings import Settings, with_value
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


def uid_of(agent: Agent, title: str) -> Uid:
    found = agent.shop.library.ask(lambda library: library.by_title(title)).result()
    assert found is not None
    return found.uid
