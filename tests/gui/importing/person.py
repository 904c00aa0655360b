"""Somebody before the import wizard: eyes, keys and the mouse."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop.app.import_session import Stage
from kefu_desktop.gui.importing.row_list import RowView
from kefu_desktop.gui.importing.wizard import ImportWizard
from tests.gui.importing.shop import Shop

WAIT = 20_000
"""Milliseconds after which something will never come."""


def drop(widget: QWidget, *files: Path) -> bool:
    """Drops files on a window as a file manager does; gives whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    place = widget.rect().center()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, copy, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), copy, data, buttons, keys))
    return True


@dataclass
class Person:
    """What is done is done by keys and buttons; what is claimed is read from the library."""

    shop: Shop
    qtbot: QtBot

    @property
    def wizard(self) -> ImportWizard:
        return self.shop.wizard

    @property
    def view(self) -> RowView:
        return self.wizard.records.rows.view

    def wait_for(self, stage: Stage) -> None:
        self.qtbot.waitUntil(lambda: self.wizard.standing.stage is stage, timeout=WAIT)

    def open(self, *files: Path) -> "Person":
        self.wizard.open_files(files)
        self.wait_for(Stage.CHOOSING)
        self.wait_listed()
        return self

    def wait_listed(self) -> None:
        model = self.view.model()
        assert model is not None
        self.qtbot.waitUntil(lambda: model.rowCount() > 0, timeout=WAIT)

    def index(self, title: str) -> QModelIndex:
        model = self.view.model()
        assert model is not None
        for row in range(model.rowCount()):
            if model.index(row, 0).data() == title:
                return model.index(row, 0)
        raise AssertionError(f"{title} is not listed: {self.shop.listed()}")

    def go_to(self, title: str) -> "Person":
        self.view.setFocus()
        self.view.setCurrentIndex(self.index(title))
        return self

    def key(self, key: Qt.Key, of: QWidget | None = None) -> None:
        QTest.keyClick(of or self.view, key)

    def press(self, words: str) -> None:
        button: QPushButton = self.shop.button(words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def carry(self) -> None:
        """Presses the button that imports, and waits until it is done."""
        QTest.mouseClick(self.wizard.foot.go, Qt.MouseButton.LeftButton)
        self.wait_for(Stage.DONE)
