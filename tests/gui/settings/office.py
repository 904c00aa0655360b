"""A user before the settings window: a real file, real profiles, a keyboard that records."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop import assets
from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.clock import SystemClock
from kefu_desktop.app.events import Events
from kefu_desktop.app.hotkey import Hotkey, HotkeyStatus, Purpose
from kefu_desktop.app.ports import Target
from kefu_desktop.app.profiles import Profiles
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.app.wording_switches import WordingSwitches
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.settings import value_of
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.settings.desk import SettingsDesk
from kefu_desktop.gui.settings.page import Page
from kefu_desktop.gui.settings.window import SettingsWindow
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native.recording import RecordingHotkey

AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass
class Office:
    """The user. A second one over the same ``folder`` is the program after a restart."""

    folder: Path
    theme: Theme
    say: Callable[[KefuError], str]
    bot: QtBot
    port: RecordingHotkey = field(default_factory=RecordingHotkey)
    opened: list[Path] = field(default_factory=list)
    told: list[HotkeyStatus] = field(default_factory=list)
    editor: bool = True

    def __post_init__(self) -> None:
        clock, self.events = SystemClock(), Events()
        self.service = SettingsService(self.folder / "settings.toml", self.events, clock)
        pressed = {purpose: lambda _: None for purpose in Purpose}
        hotkey = self.service.current.hotkey
        self.hotkey = Hotkey(self.port, hotkey, self.events, pressed, self.told.append)
        self.clients = KnownClients(
            assets.resource("clients"),
            self.folder / "clients",
            lambda: self.service.current.clients.known,
        )
        rules = self.folder / "wording.toml"
        self.desk = SettingsDesk(
            settings=self.service,
            events=self.events,
            hotkey=self.hotkey,
            backends=("x11", "command-only"),
            clients=self.clients,
            profiles=Profiles(self.clients, self.service, clock),
            wording=WordingSwitches(assets.resource("wording"), rules, self.events, clock),
            bridge=Bridge(self.theme),
            theme=self.theme,
            say=self.say,
            open_file=self._open,
        )
        self.window = SettingsWindow(self.desk)
        self.bot.addWidget(self.window)

    def _open(self, file: Path) -> bool:
        self.opened.append(file)
        return self.editor

    # -- what the user does

    def open(self, page: type[AnyPage]) -> AnyPage:
        """Opens the window at a page."""
        self.window.appear(page)
        self.bot.waitUntil(self.window.isActiveWindow)
        shown = self.window.page
        assert isinstance(shown, page)
        return shown

    def press(self, widget: QWidget, *keys: str) -> None:
        """Presses chords such as ``Ctrl+Alt+K`` with the focus on a widget."""
        widget.setFocus()
        for keys_ in keys:
            *held, key = keys_.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= _MODIFIERS[name]
            QTest.keyClick(QApplication.focusWidget(), _key(key), modifiers)

    def write(self, line: QLineEdit, text: str) -> None:
        """Writes a text over the one that is there and goes on with Tab."""
        line.setFocus()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Backspace)
        line.insert(text)
        line.textEdited.emit(line.text())
        QTest.keyClick(line, Qt.Key.Key_Return)

    def choose(self, box: QComboBox, value: object) -> None:
        """Chooses an entry by its value, with the arrow keys."""
        box.setFocus()
        wanted = box.findData(value)
        assert wanted >= 0, value
        while box.currentIndex() != wanted:
            down = box.currentIndex() < wanted
            QTest.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)

    def meet(self, program: str, title: str = "", window_class: str = "") -> None:
        """Presses the hotkey over a window."""
        self.clients.meet(Target(1, program, title, window_class=window_class))

    # -- what there is then

    def value(self, name: str) -> object:
        """A setting as the program has it."""
        return value_of(self.service.current, name)

    @property
    def file(self) -> dict[str, Any]:
        """The settings file."""
        text = self.service.file.read_text(encoding="utf-8")
        return tomllib.loads(text)

    def restart(self) -> "Office":
        """Closes the window and starts the program again."""
        self.window.close()
        self.hotkey.close()
        return Office(self.folder, self.theme, self.say, self.bot)


def _key(name: str) -> Qt.Key:
    return getattr(Qt.Key, f"Key_{name}")  # type: ignore[no-any-return]


_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Meta": Qt.KeyboardModifier.MetaModifier,
}
