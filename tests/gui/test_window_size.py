"""Windows open as large as they are drawn, and on a small screen with all of them to be seen."""

from PySide6.QtWidgets import QStyle, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop.gui.window_size import open_in


def test_a_window_opens_as_it_is_drawn_where_there_is_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    open_in(window, 400, 300)
    assert (window.width(), window.height()) == (400, 300)


def test_a_window_and_its_title_fit_on_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    open_in(window, 100_000, 100_000)
    free = window.screen().availableGeometry()
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    assert title > 0
    assert (window.width(), window.height() + title) == (free.width(), free.height())
