"""The popup as a window of the desktop: without a frame, above the others, in no task bar."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from kefu_desktop.gui.library.reply_list import mime


class Frame(QWidget):
    """Tells what the desktop does to it, and does nothing about it itself."""

    activated = Signal()
    deactivated = Signal()
    language_changed = Signal()
    close_asked = Signal()
    """A window manager's close is our Esc: the popup lives as long as the program."""
    dropped = Signal(object)
    """The paths of files that were dropped on it."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("kefu_desktop")
        self.setAcceptDrops(True)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange:
            (self.activated if self.isActiveWindow() else self.deactivated).emit()
        elif event.type() == QEvent.Type.LanguageChange:
            self.language_changed.emit()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.close_asked.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files; texts are for the search field."""
        if mime.files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(mime.files(event.mimeData()))
