"""What becomes of files that a desktop hands to the running program."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kefu_desktop.gui.opening import FileOpening, follow_files


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


@pytest.mark.parametrize(("platform", "looks"), [("cocoa", True), ("xcb", False)])
def test_events_are_looked_at_only_where_files_come_as_events(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, platform: str, looks: bool
) -> None:
    monkeypatch.setattr(qapp, "platformName", lambda: platform)
    opening = follow_files(qapp, lambda files: None)
    assert (opening is not None) is looks
    if opening is not None:
        qapp.removeEventFilter(opening)
        opening.deleteLater()
