"""The popup as a window of the desktop: without a frame, above the others, in no task bar."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kefu_desktop.app.ports import Target
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.popup.placement import place, screens

GONE_MS = 30
"""How long the keyboard must be elsewhere until it is gone.

WORKAROUND(Qt on X11 tells that no window has the keyboard when it comes from another window of
ours, and right after that the popup has it; seen in one opening of ten over the library, Qt 6.11):
what is over within the same moment is not told.
"""


class Frame(QWidget):
    """Tells what the desktop does to it, and does nothing about it itself."""

    activated = Signal()
    deactivated = Signal()
    """The keyboard is elsewhere, and has been for a moment."""
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
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(GONE_MS)
        self._gone.timeout.connect(self.deactivated)

    def take_place(self, wish: QSize, target: Target | None) -> None:
        """Goes beside ``target``, as large as its ``wish`` if the screen has room for that."""
        room = place(wish, target, QCursor.pos(), screens())
        self.setFixedSize(room.size())
        self.move(room.topLeft())

    def showEvent(self, event: QShowEvent) -> None:
        """What was lost before it was hidden is of no account any more."""
        self._gone.stop()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self._gone.stop()
                self.activated.emit()
            else:
                self._gone.start()
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
