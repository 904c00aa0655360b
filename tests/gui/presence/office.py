"""An office: an agent whose hands, clock and chat a test moves, and presence over a real library,
with tray, notice and panel as the program joins them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from kefu_desktop import assets
from kefu_desktop.app.almanac import Almanac
from kefu_desktop.app.attention import Attention
from kefu_desktop.app.away_export import AutoReplies
from kefu_desktop.app.away_messages import AwayMessages
from kefu_desktop.app.away_now import AwayNow
from kefu_desktop.app.away_talk import Speaking
from kefu_desktop.app.delivery import Delivery
from kefu_desktop.app.events import SettingsChanged
from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.ports import Target
from kefu_desktop.app.presence import Presence, Surroundings
from kefu_desktop.app.working_hours import WorkingHours, moment_of
from kefu_desktop.core import chords
from kefu_desktop.core.away import rules_from
from kefu_desktop.core.clients import ClientKey
from kefu_desktop.core.model import Kind, Uid
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.notice import Notice
from kefu_desktop.gui.popup.client_name import client_name
from kefu_desktop.gui.presence.desk import PresenceDesk
from kefu_desktop.gui.presence.panel import AwayPanel
from kefu_desktop.gui.presence.views import PresenceViews
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.tray import Tray
from kefu_desktop.native import pictures
from kefu_desktop.native.recording_attention import (
    RecordingFullScreen,
    RecordingIdle,
    RecordingSession,
)
from kefu_desktop.store.standing_file import StandingFile
from tests.app.shop import StillClock
from tests.gui.world import CHAT, World

NOON = datetime(2026, 11, 18, 12, 4)  # noqa: DTZ001 - what a clock on the wall shows
"""A Wednesday; local time."""


class Clockwork:
    """A timer that runs by the office's clock."""

    def __init__(self, clock: StillClock) -> None:
        self._clock = clock
        self._due: list[tuple[float, Callable[[], None]]] = []

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Calls at the first :meth:`run` after so many seconds."""
        entry = self._clock.seconds + seconds, call
        self._due.append(entry)
        return lambda: self._due.remove(entry) if entry in self._due else None

    def run(self) -> None:
        """Calls what is due."""
        for entry in [one for one in self._due if one[0] <= self._clock.seconds]:
            self._due.remove(entry)
            entry[1]()


@dataclass
class Office:
    """What happens is moved by hand; what is seen is read as its user reads it."""

    world: World = field(repr=False)
    theme: Theme
    qtbot: QtBot
    folder: Path
    opened: bool = False
    wanted: list[str] = field(default_factory=list)
    idle: RecordingIdle = field(default_factory=RecordingIdle)
    session: RecordingSession = field(default_factory=RecordingSession)
    screen: RecordingFullScreen = field(default_factory=RecordingFullScreen)
    clock: StillClock = field(default_factory=lambda: StillClock(moment_of(NOON)))

    def __post_init__(self) -> None:
        world, bridge = self.world, Bridge(self.theme)
        self.timer = Clockwork(self.clock)
        self.presence = self._presence(bridge)
        self.tray = Tray(self.theme)
        self.notice = Notice(self.theme)
        self.qtbot.addWidget(self.notice)
        self.desk = PresenceDesk(
            presence=self.presence,
            auto_replies=AutoReplies(
                self._messages(),
                WorkingHours(lambda: world.settings.away, Almanac()),
                world.clients,
                self.clock,
                world.events,
                InlineLane(),
                bridge.post,
            ),
            events=world.events,
            clock=self.clock,
            settings=lambda: world.settings,
            named=self._named,
            bridge=bridge,
            timer=self.timer,
            theme=self.theme,
            tray=self.tray,
            notice=self.notice,
        )
        self.views = PresenceViews(self.desk)
        self.views.search_wanted.connect(lambda: self.wanted.append("search"))
        self.views.settings_wanted.connect(lambda: self.wanted.append("settings"))
        for purpose, keys in ((Purpose.AWAY, "Ctrl+Alt+L"), (Purpose.BUSY, "Ctrl+Alt+B")):
            chord = chords.parse(keys)
            self.tray.set_hotkey(HotkeyStatus(HotkeyState.ACTIVE, chord, (), purpose))
        world.window.front = CHAT
        world.window.alive.append(CHAT)
        self.presence.start(Attention(self.idle, self.session, self.screen))
        self.settle()

    def _messages(self) -> AwayMessages:
        return AwayMessages(
            self.world.library.ask,
            self.world.composer,
            lambda: rules_from(self.world.settings.away.rules),
            self.world.clients.recognise,
            assets.resource("away", "places.toml"),
        )

    def _presence(self, bridge: Bridge) -> Presence:
        world = self.world
        now = AwayNow(self.clock)
        delivery = Delivery(
            lambda: world.settings.delivery,
            world.clipboard,
            world.window,
            world.paste,
            InlineLane(),
            bridge,
            bridge.post,
            world.library,
            pictures.as_png,
        )
        around = Surroundings(
            clock=self.clock,
            settings=lambda: world.settings,
            events=world.events,
            timer=self.timer,
            on_gui=bridge.post,
            lane=InlineLane(),
            file=StandingFile(self.folder / "presence.json"),
            almanac=Almanac(),
            now=now,
        )
        speaking = Speaking(
            self._messages(),
            delivery.deliver,
            world.clients.recognise,
            now,
            self.clock,
            world.events,
            bridge.post,
        )
        return Presence(around, speaking)

    # -- hands

    def settle(self) -> None:
        """Lets everything happen that is due."""
        for _ in range(12):
            QApplication.processEvents()

    def pass_time(self, **span: float) -> None:
        """Lets time go by; whoever sits there touches nothing meanwhile."""
        gone = timedelta(**span)
        self.clock.millis += round(gone / timedelta(milliseconds=1))
        self.clock.seconds += gone.total_seconds()
        self.idle.rest(gone)
        self.timer.run()
        self.settle()

    def touch(self) -> None:
        """Touches keyboard or mouse."""
        self.idle.touch()
        self.settle()

    def set(self, name: str, value: object) -> None:
        """Changes a setting."""
        before = self.world.settings
        self.world.set(name, value)
        self.world.events.publish(SettingsChanged(before, self.world.settings))
        self.settle()

    def add(self, title: str, text: str, *tags: str) -> Uid:
        """Puts an away reply into the library."""
        return self.world.add(title, text, tags=tags, kind=Kind.AWAY)

    def press(self, target: Target | None = CHAT) -> None:
        """Presses the key for leaving over a chat."""
        self.presence.pressed(target)
        self.settle()

    def choose(self, *names: str) -> None:
        """Chooses an entry of the tray's menu."""
        actions = self.menu.actions()
        for name in names[:-1]:
            opened = next(one for one in actions if one.text() == name).menu()
            assert isinstance(opened, QMenu)
            actions = opened.actions()
        next(one for one in actions if one.text() == names[-1]).trigger()
        self.settle()

    def close(self) -> None:
        """Ends everything, and lets go of what has no parent: each sheet is put on all widgets."""
        self.presence.close()
        self.views.end()
        for widget in (self.menu, self.views.panel if self.opened else None):
            if widget is not None:
                widget.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # -- eyes

    @property
    def menu(self) -> QMenu:
        return self.tray.findChild(QSystemTrayIcon).contextMenu()

    @property
    def offered(self) -> list[str]:
        """The entries of the menu that can be seen."""
        actions = (one for one in self.menu.actions() if not one.isSeparator())
        return [one.text() for one in actions if one.isVisible()]

    @property
    def tooltip(self) -> list[str]:
        return self.tray.findChild(QSystemTrayIcon).toolTip().split("\n")

    @property
    def said(self) -> str:
        """What the notice says now, empty when it says nothing."""
        return self.notice.findChild(QLabel).text() if self.notice.isVisible() else ""

    @property
    def action(self) -> QPushButton:
        """The button of the notice."""
        return self.notice.findChild(QPushButton)

    @property
    def panel(self) -> AwayPanel:
        """The panel, opened."""
        if not self.views.panel.isVisible():
            self.opened = True
            self.views.open_panel()
            self.settle()
        return self.views.panel

    @property
    def copied(self) -> str:
        return self.world.clipboard.read_text()

    @property
    def pastes(self) -> int:
        """How often the paste key was pressed in a chat."""
        return len(self.world.paste.sent)

    # -- what the desk asks for

    def _named(self, key: ClientKey, program: str) -> str:
        known = next((one for one in self.world.clients.all if one.key == key), None)
        return client_name(known, None) if known and key else program
