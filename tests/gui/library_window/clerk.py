"""Who keeps the library: a person before the window, with eyes, a mouse and keys."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop.app.events import LibraryChanged, LibraryReplaced, Touched, UseRecorded
from kefu_desktop.core.model import Kind, Reply, Uid
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.library.actions import Act, Actions
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor.editor import Editor
from kefu_desktop.gui.library.reply_list.reply_list import ReplyList
from kefu_desktop.gui.library.reply_list.table import Cell, ReplyTable
from kefu_desktop.gui.library.reply_list.view import ReplyView
from kefu_desktop.gui.library.search_box import SearchBox
from kefu_desktop.gui.library.sidebar.sidebar import Sidebar
from kefu_desktop.gui.library.status_line import StatusLine
from kefu_desktop.gui.library.window import LibraryWindow
from tests.gui.world import World

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


@dataclass
class Clerk:
    """``told`` are the notices of the window; rows are named by their titles."""

    world: World
    desk: LibraryDesk
    qtbot: QtBot
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.window = LibraryWindow(self.desk)
        self.qtbot.addWidget(self.window)
        self.window.notice.connect(self.told.append)
        follow = self.desk.bridge.subscribe
        events, window = self.world.events, self.window
        follow(events, LibraryChanged, lambda event: window.refresh(event.touched), window)
        follow(events, LibraryReplaced, lambda _: window.refresh(None), window)
        follow(
            events,
            UseRecorded,
            lambda event: window.refresh(Touched(uses={event.uid: event.use})),
            window,
        )

    def open(self) -> "Clerk":
        """Opens the window as from the tray."""
        self.window.resize(1200, 740)
        self.window.open_at()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.qtbot.waitUntil(lambda: self.replies.listing is not None)
        self.settle()
        return self

    # -- the parts

    @property
    def replies(self) -> ReplyList:
        return self.window.findChild(ReplyList)

    @property
    def view(self) -> ReplyView:
        return self.replies.view

    @property
    def table(self) -> ReplyTable:
        return self.window.findChild(ReplyTable)

    @property
    def sidebar(self) -> Sidebar:
        return self.window.findChild(Sidebar)

    @property
    def editor(self) -> Editor:
        return self.window.findChild(Editor)

    @property
    def search(self) -> SearchBox:
        return self.window.findChild(SearchBox)

    def action(self, act: Act) -> Any:
        return self.window.findChild(Actions)[act]

    def button(self, words: str, within: QWidget | None = None) -> QPushButton:
        """The button with ``words`` on it that is to be seen."""
        found = [
            button
            for button in (within or self.window).findChildren(QPushButton)
            if words in button.text() and button.isVisible()
        ]
        assert found, f"no button “{words}”"
        return found[0]

    # -- eyes

    def settle(self) -> None:
        """Lets everything that has been asked for come: lanes are this thread."""
        for _ in range(8):
            QApplication.processEvents()

    def wait(self, seen: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(seen)

    def titles(self) -> list[str]:
        """What the rows say, from top to bottom."""
        return self.column(Cell.TITLE)

    def column(self, cell: Cell) -> list[str]:
        rows = range(self.table.rowCount())
        for row in rows:  # looked at, they are fetched
            self.table.index(row, 0).data()
        self.settle()
        return [self.table.index(row, cell).data() for row in rows]

    def selected(self) -> list[str]:
        """The titles of the selected rows."""
        titles = self.titles()
        rows = {index.row() for index in self.view.selectionModel().selectedRows()}
        return [titles[row] for row in sorted(rows)]

    def foot(self) -> str:
        """What the line at the foot says."""
        line = self.window.findChild(StatusLine)
        return " | ".join(label.text() for label in line.findChildren(QLabel))

    def reply(self, uid: Uid) -> Reply:
        """A reply as the library holds it."""
        return self.world.library.ask(lambda library: library.reply(uid)).result()

    def open_uid(self) -> Uid | None:
        """The reply that is in the editor; None as long as there is no editor either."""
        editor = self.window.findChild(Editor)
        return None if editor is None else editor.uid

    def written(self, name: str) -> str:
        """What stands in a field of the editor."""
        field = next(
            field
            for kind in (QLineEdit, QPlainTextEdit)
            for field in self.editor.findChildren(kind)
            if field.accessibleName() == name and field.isVisible()
        )
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    # -- hands

    def look_at(self, view: View) -> None:
        """Chooses a view in the sidebar."""
        self.sidebar.choose(view)
        self.wait(lambda: self.replies.listing is not None and self.replies.listing.view == view)
        self.settle()

    def look_in(self, category: Uid) -> None:
        """Chooses a category of replies in the sidebar."""
        self.look_at(View(Scope.CATEGORY, Kind.REPLY, category))

    def row(self, title: str) -> int:
        return self.titles().index(title)

    def click(self, title: str, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Clicks the row with ``title``."""
        index = self.table.index(self.row(title), Cell.TITLE)
        self.view.scrollTo(index)
        place = self.view.visualRect(index).center()
        QTest.mouseClick(self.view.viewport(), LEFT, keys, place)
        self.settle()

    def choose(self, *titles: str) -> None:
        """Selects these rows with the mouse, and gives the list the keyboard."""
        self.view.setFocus()
        self.click(titles[0])
        for title in titles[1:]:
            self.click(title, Qt.KeyboardModifier.ControlModifier)
        assert sorted(self.selected()) == sorted(titles)

    def keys(self, *names: str, on: QWidget | None = None) -> None:
        """Strikes keys where the keyboard is."""
        for name in names:
            struck = QKeySequence(name)[0]
            where = on or QApplication.focusWidget() or self.window
            QTest.keyClick(where, struck.key(), struck.keyboardModifiers())
            self.settle()

    def type(self, text: str) -> None:
        """Types text where the keyboard is."""
        where = QApplication.focusWidget()
        if text.isascii():
            QTest.keyClicks(where, text)
        else:  # as an input method does it
            assert isinstance(where, QLineEdit)
            where.insert(text)
        self.settle()

    def drop(self, title: str, onto: str, *, below: bool) -> bool:
        """Drops a row, or all that is selected with it, on the lower or upper half of another;
        gives whether the list took it.
        """
        uids = list(self.replies.selected)
        moved = self.table.packed([self.table.uids.index(uid) for uid in uids])
        assert title in self.selected()
        index: QModelIndex = self.table.index(self.row(onto), Cell.TITLE)
        rect = self.view.visualRect(index)
        place = QPoint(rect.center().x(), rect.bottom() - 2 if below else rect.top() + 2)
        actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place, actions, moved, LEFT, NO_KEYS)
        self.view.dragEnterEvent(enter)
        move = QDragMoveEvent(place, actions, moved, LEFT, NO_KEYS)
        self.view.dragMoveEvent(move)
        if not move.isAccepted():
            return False
        event = QDropEvent(QPointF(place), actions, moved, LEFT, NO_KEYS, QEvent.Type.Drop)
        self.view.dropEvent(event)
        self.settle()
        return event.isAccepted()
