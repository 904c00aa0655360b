"""Another program's window for tests: a text field that tells on standard output what reaches it,
as a chat client would get it.

``python -m tests.chat_window NAME`` prints ``ready HANDLE`` when it is on the screen, ``focus 1``
or ``focus 0`` as the keyboard comes and goes, and ``text "…"`` (JSON) whenever its text changed. A
line ``quit`` on standard input closes it, ``busy SECONDS`` makes it deaf for a while (it prints
``busy`` first), ``clear`` empties it.
"""

import json
import os
import sys
import threading
import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit


class ChatWindow(QPlainTextEdit):
    """The field, which is the whole window."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWindowTitle(name)
        self.resize(420, 220)
        self.textChanged.connect(self._tell_text)

    def _tell_text(self) -> None:
        print("text " + json.dumps(self.toPlainText()), flush=True)

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate}:
            print(f"focus {int(event.type() == QEvent.Type.WindowActivate)}", flush=True)
        return super().event(event)


class Orders(QObject):
    """Lines of standard input, handed to the GUI thread."""

    came = Signal(str)

    def __init__(self, window: ChatWindow) -> None:
        super().__init__()
        self._window = window
        self.came.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.came.emit(line.strip())
        self.came.emit("quit")

    def _obey(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        if verb == "quit":
            os._exit(0)
        elif verb == "busy":
            print("busy", flush=True)
            time.sleep(float(rest))
        elif verb == "clear":
            self._window.clear()
            print("cleared", flush=True)


def main(name: str) -> int:
    application = QApplication([name])
    application.setApplicationName(name)
    window = ChatWindow(name)
    window.show()
    orders = Orders(window)
    print(f"ready {int(window.winId())}", flush=True)
    code = application.exec()
    del orders
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
