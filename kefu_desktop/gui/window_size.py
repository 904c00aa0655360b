"""How large a window opens: as it is drawn, where the screen has room for that."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyle, QWidget


def open_in(window: QWidget, width: int, height: int) -> None:
    """Resizes ``window`` to so many pixels, or to what its screen has room for."""
    window.resize(QSize(width, height).boundedTo(room_for(window)))


def room_for(window: QWidget) -> QSize:
    """Gives how large ``window`` may be on its screen, below a title bar. How high that is the
    system tells only once the window is shown, so it is what the style says.
    """
    free = window.screen().availableGeometry().size()
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    return QSize(free.width(), free.height() - title)
