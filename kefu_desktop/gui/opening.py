"""Files that a desktop hands to a running program, as macOS does instead of naming them on the
command line.

They come one event each, the first before the program has shown anything; those that come together
are opened together.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

_HANDS_FILES_OVER = "cocoa"
"""Qt's platform whose desktop does so."""


def follow_files(
    application: QApplication, opened: Callable[[tuple[Path, ...]], object]
) -> "FileOpening | None":
    """Calls ``opened`` with the files that come to ``application``, where the desktop hands files
    over at all: to look for them costs a little of every event, each key's too.
    """
    hands_over = application.platformName() == _HANDS_FILES_OVER
    return FileOpening(application, opened) if hands_over else None


class FileOpening(QObject):
    """Calls ``opened`` with the files that come to ``application``, soon after they came."""

    def __init__(
        self, application: QApplication, opened: Callable[[tuple[Path, ...]], object]
    ) -> None:
        super().__init__(application)
        self._opened = opened
        self._files: list[Path] = []
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.timeout.connect(self._hand_on)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the files; what is no file (an address) is for nobody here."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._files.append(Path(event.file()))
            self._gather.start(0)
            return True
        return super().eventFilter(watched, event)

    def _hand_on(self) -> None:
        files, self._files = tuple(self._files), []
        self._opened(files)
