"""A file manager with one file in it: a window from which that file can be dragged.

``python -m tests.file_window PATH X Y`` shows it there, above all others, and prints ``ready``;
``taken`` when what the file is dragged over would take it.
"""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class FileWindow(QLabel):
    """The file. Pressed and moved, it is dragged."""

    def __init__(self, path: str) -> None:
        super().__init__(path.rsplit("/", 1)[-1])
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._path = path

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._path)])
        drag.setMimeData(data)
        drag.actionChanged.connect(self._tell)
        drag.exec(Qt.DropAction.CopyAction)

    def _tell(self, action: Qt.DropAction) -> None:
        if action == Qt.DropAction.CopyAction:
            print("taken", flush=True)


def main(path: str, x: str, y: str) -> int:
    """Runs until it is ended."""
    application = QApplication(["file-window"])
    window = FileWindow(path)
    window.setGeometry(int(x), int(y), 160, 60)
    window.show()
    application.processEvents()
    print("ready", flush=True)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
