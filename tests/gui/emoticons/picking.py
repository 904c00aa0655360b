"""Somebody before the picker, over a window with a field: what the program itself builds, on a
thread of its own, with its files in a temporary home.
"""

import contextlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop import assets
from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.clock import SystemClock
from kefu_desktop.app.events import Events
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.bootstrap_emoticons import emoticon_desk
from kefu_desktop.core.clients import Client
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.emoticons.cells import Cell
from kefu_desktop.gui.emoticons.foot import Foot
from kefu_desktop.gui.emoticons.grid import Grid
from kefu_desktop.gui.emoticons.picker import EmoticonPicker
from kefu_desktop.gui.emoticons.sections import SectionBar
from kefu_desktop.gui.emoticons.tones import ToneRow
from kefu_desktop.gui.theme import Theme
from kefu_desktop.paths import locate
from tests.gui.world import readings

PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Picking:
    """Hands and eyes. ``given`` is what was chosen, ``closed`` counts how often it went."""

    home: Path
    theme: Theme
    qtbot: QtBot
    down: contextlib.ExitStack
    given: list[str] = field(default_factory=list)
    closed: int = 0

    def __post_init__(self) -> None:
        paths = locate({"KEFU_HOME": str(self.home)}, Path("python"), frozen=False)
        self.events = Events()
        self.settings = SettingsService(paths.settings, self.events, SystemClock())
        self.window = QWidget()
        self.window.resize(780, 460)
        self.text = QLineEdit(self.window)
        self.text.setGeometry(20, 20, 200, 30)
        self.qtbot.addWidget(self.window)
        self.desk = emoticon_desk(
            paths, readings, self.settings, self.events, Bridge(self.theme), self.down
        )
        self.picker = EmoticonPicker(self.desk, self.theme, self.window)
        self.picker.chosen.connect(self.given.append)
        self.picker.closed.connect(self._count)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.text.setFocus()

    def _count(self) -> None:
        self.closed += 1

    def open(self, client: str | Client | None = None) -> None:
        """Opens it below the field, for the client of this name, and waits for the emoticons."""
        self.open_at_once(client)
        self.qtbot.waitUntil(lambda: bool(self.tabs))

    def open_at_once(self, client: str | Client | None = None) -> None:
        """Opens it and does not wait for anything."""
        known = self._clients.get(client) if isinstance(client, str) else client
        place = QRect(self.text.mapToGlobal(QPoint(0, 0)), self.text.size())
        self.picker.open_at(place, known)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """Presses a key where the keyboard is."""
        for _ in range(times):
            widget = QApplication.focusWidget()
            assert widget is not None
            QTest.keyClick(widget, key, held)

    def type(self, text: str) -> None:
        """Types letters; what is on no keyboard comes from an input method."""
        if text.isascii():
            QTest.keyClicks(self.search, text)
        else:
            self.compose("", text)

    def compose(self, preedit: str, committed: str = "") -> None:
        """Does what an input method does."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(committed)
        QApplication.sendEvent(self.search, event)

    def go_to(self, sign: str) -> Cell:
        """Goes with the arrow to the cell that shows this sign."""
        number = [cell.sign for cell in self.cells].index(sign)
        self.press(Qt.Key.Key_Home, CTRL)
        self.press(Qt.Key.Key_Right, times=number)
        assert self.cell.sign == sign
        return self.cell

    def turn_to(self, tab: str) -> None:
        """Turns to a section with the Tab key."""
        for _ in self.tabs:
            self.press(Qt.Key.Key_Tab)
            if self.tab == tab:
                return
        raise AssertionError(f"no tab {tab} among {self.tabs}")

    def click(self, sign: str, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Clicks the cell that shows this sign."""
        (cell,) = [cell for cell in self.cells if cell.sign == sign]
        place = self.grid.viewport().mapFromGlobal(self.grid.place_of(cell).center())
        QTest.mouseClick(self.grid.viewport(), button, PLAIN, place)

    @cached_property
    def _clients(self) -> KnownClients:
        return KnownClients(assets.resource("clients"), self.home / "clients")

    @property
    def search(self) -> QLineEdit:
        """The field of the search."""
        named = {"Search emoticons", "搜索表情"}
        (found,) = [
            one for one in self.picker.findChildren(QLineEdit) if one.accessibleName() in named
        ]
        return found

    @property
    def grid(self) -> Grid:
        """The grid."""
        return self.picker.findChildren(Grid)[0]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells shown."""
        return self.grid.cells

    @property
    def cell(self) -> Cell:
        """The cell that Enter chooses."""
        assert self.grid.cell is not None
        return self.grid.cell

    @property
    def foot(self) -> tuple[str, str, str]:
        """What is said below the grid."""
        return self.picker.findChildren(Foot)[0].words

    @property
    def tabs(self) -> list[str]:
        """The names of the sections."""
        bar = self.picker.findChildren(SectionBar)[0]
        return [tab.accessibleName() for tab in bar.findChildren(QPushButton)]

    @property
    def tab(self) -> str:
        """The section that is chosen, empty where none is."""
        bar = self.picker.findChildren(SectionBar)[0]
        return next(
            (t.accessibleName() for t in bar.findChildren(QPushButton) if t.isChecked()), ""
        )

    @property
    def tones(self) -> list[QPushButton]:
        """The skins that are offered, none while they are not."""
        row = self.picker.findChildren(ToneRow)[0]
        return row.findChildren(QPushButton) if row.isVisible() else []

    @property
    def sentences(self) -> list[str]:
        """All that is said in words."""
        return [one.text() for one in self.picker.findChildren(QLabel) if one.isVisible()]

    @property
    def hand(self) -> QPushButton:
        """What the skin of all is set with."""
        buttons = self.picker.findChildren(QPushButton)
        return next(one for one in buttons if one.accessibleName() == "人物和手的肤色")
