"""Who shares replies: a person before the export dialog."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kefu_desktop.gui.exporting.desk import ExportDesk
from kefu_desktop.gui.exporting.dialog import ExportDialog
from kefu_desktop.gui.exporting.export import Export
from kefu_desktop.gui.exporting.meant import Meant
from kefu_desktop.gui.notice import Notice
from tests.gui.world import World

# WORKAROUND(the offscreen plug-in has no file dialog of a desktop, Qt 6.11): Qt's own comes up.


@dataclass
class Sharer:
    """``folder`` is where files go."""

    desk: ExportDesk
    world: World
    folder: Path
    qtbot: QtBot
    window: QWidget = field(init=False)

    def __post_init__(self) -> None:
        self.window = QWidget()
        self.qtbot.addWidget(self.window)
        self.notice = Notice(self.desk.theme, QRect)
        self.qtbot.addWidget(self.notice)
        self.export = Export(self.desk, self.notice)

    def open(self, meant: Meant = Meant()) -> "Sharer":  # noqa: B008
        """Opens the dialog over a window with this at hand."""
        self.window.show()
        self.export.open(self.window, meant)
        self.wait()
        return self

    @property
    def dialog(self) -> ExportDialog:
        dialogs = [one for one in self.window.findChildren(ExportDialog) if one.isVisible()]
        (found,) = dialogs
        return found

    @property
    def is_open(self) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(ExportDialog))

    def offered(self) -> list[str]:
        """What can be chosen: scopes, then formats."""
        return [one.text() for one in self.dialog.findChildren(QRadioButton) if not one.isHidden()]

    def choose(self, beginning: str) -> "Sharer":
        """Clicks on a line."""
        buttons = self.dialog.findChildren(QRadioButton)
        (button,) = (one for one in buttons if one.text().startswith(beginning))
        button.click()
        self.wait()
        return self

    def pick(self, name: str, beginning: str) -> "Sharer":
        """Picks from a list of categories or tags."""
        choice = next(
            one for one in self.dialog.findChildren(QComboBox) if one.accessibleName() == name
        )
        rows = [choice.itemText(row) for row in range(choice.count())]
        (row,) = (at for at, text in enumerate(rows) if text.startswith(beginning))
        choice.setCurrentIndex(row)
        choice.activated.emit(row)
        self.wait()
        return self

    def field(self, name: str) -> QLineEdit:
        fields = self.dialog.findChildren(QLineEdit)
        return next(one for one in fields if one.accessibleName() == name)

    def write(self, name: str, text: str) -> "Sharer":
        """Writes into a field in place of what is there."""
        line = self.field(name)
        line.selectAll()
        line.insert(text)
        line.setModified(True)
        return self

    def write_changes(self, text: str) -> "Sharer":
        (box,) = self.dialog.findChildren(QPlainTextEdit)
        box.setPlainText(text)
        return self

    def button(self, beginning: str) -> QPushButton:
        buttons = [one for one in self.dialog.findChildren(QPushButton) if not one.isHidden()]
        return next(one for one in buttons if one.text().startswith(beginning))

    def export_to(self, name: str) -> Path:
        """Presses the button and chooses a file of this name; gives where it is to be."""
        self.press_export().choose_file(name)
        return self.folder / name

    def press_export(self) -> "Sharer":
        self.button("Export ").click()
        self.wait()
        return self

    def choose_file(self, name: str) -> "Sharer":
        (chooser,) = self.dialog.findChildren(QFileDialog)
        line = chooser.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(str(self.folder / name))
        chooser.accept()
        self.wait()
        return self

    def suggested_file(self) -> str:
        """What the file dialog suggests."""
        (chooser,) = self.dialog.findChildren(QFileDialog)
        return Path(chooser.selectedFiles()[0]).name

    @property
    def progress(self) -> QProgressBar:
        (bar,) = self.dialog.findChildren(QProgressBar)
        return bar

    def said(self) -> list[str]:
        """All that can be read in the dialog."""
        labels = [one.text() for one in self.dialog.findChildren(QLabel) if one.isVisible()]
        lists = [one for one in self.dialog.findChildren(QListWidget) if one.isVisible()]
        lines = [one.item(row).text() for one in lists for row in range(one.count())]
        return [text for text in (*labels, *lines) if text]

    def told(self) -> str:
        """What the notice says; empty while there is none."""
        (text,) = self.notice.findChildren(QLabel)
        return text.text() if self.notice.isVisible() else ""

    def wait(self) -> None:
        for _ in range(8):
            QApplication.processEvents()

    def leave(self) -> None:
        for dialog in self.window.findChildren(ExportDialog):
            dialog.close()
        self.wait()
