"""The least that a popup can be: one prebuilt PySide6 window that a global hotkey maps.

What it takes is the floor that the toolkit, the X server and the window manager set; a popup's own
share is what it takes beyond that. `python -m tests.bench.bare_window CHORD` prints `ready`.
"""

from __future__ import annotations

import sys
import threading

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from Xlib import X

from kefu_desktop.core import chords
from kefu_desktop.native.bindings import x11, x11_keys


class Grab(QObject):
    """Takes one chord and tells when it is pressed; its thread ends with the process."""

    pressed = Signal()

    def __init__(self, display: str, chord: str) -> None:
        super().__init__()
        self._connection = x11.Connection(display)
        place = x11_keys.locate(chords.parse(chord), x11_keys.read_keymap(self._connection))
        assert place is not None, chord
        self._connection.root.grab_key(
            place.keycode, place.mask, False, X.GrabModeAsync, X.GrabModeAsync
        )
        self._connection.display.sync()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            if self._connection.display.next_event().type == X.KeyPress:
                self.pressed.emit()


class Window(QWidget):
    """A plain coloured window of a popup's size."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setFixedSize(780, 460)
        self.setStyleSheet("background: #ffffff")
        self.winId()

    def appear(self) -> None:
        self.show()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.hide()


def main(display: str, chord: str) -> int:
    application = QApplication(["bare"])
    application.setQuitOnLastWindowClosed(False)
    window = Window()
    grab = Grab(display, chord)
    grab.pressed.connect(window.appear, Qt.ConnectionType.QueuedConnection)
    print("ready", flush=True)
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2]))
