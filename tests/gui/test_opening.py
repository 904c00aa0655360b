"""What becomes of files that a desktop hands to the running program."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kefu_desktop.gui.opening import FileOpening


def test_files_that_come_together_are_opened_together(qapp: QApplication, qtbot: QtBot) -> None:
    opened: list[tuple[Path, ...]] = []
    opening = FileOpening(qapp, opened.append)
    first, second = Path("/tmp/团队 1.kefupack"), Path("/tmp/b.csv")
    try:
        for file in (first, second):
            qapp.sendEvent(qapp, QFileOpenEvent(str(file)))
        assert opened == [], "not in the middle of an event"
        qtbot.waitUntil(lambda: bool(opened))
        qapp.sendEvent(qapp, QFileOpenEvent(QUrl("https://example.com/")))
        qapp.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(second))))
        qtbot.waitUntil(lambda: len(opened) > 1)
    finally:
        qapp.removeEventFilter(opening)
        opening.deleteLater()
    assert opened == [(first, second), (second,)]
