"""The Qt clipboard in a process of its own, so that a test can have it on a real X server.

One JSON document a line comes in (``{"call": NAME, "args": [...]}``) and one goes out (``{"gives":
…}`` or ``{"fails": …}``). ``{"read": true}`` goes out whenever another program took what was
written. With ``"aside": true`` the call is made on a thread.
"""

import base64
import json
import os
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from kefu_desktop.app.ports import Snapshot
from kefu_desktop.native import facts
from kefu_desktop.native.clipboard import qt


def packed(value: Any) -> Any:
    """Makes a port's answer fit for JSON."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Snapshot):
        formats = {name: base64.b64encode(data).decode() for name, data in value.formats.items()}
        return {"formats": formats, "complete": value.complete}
    return value


class Server(QObject):
    """Makes the calls on the GUI thread, or beside it."""

    came = Signal(str)

    def __init__(self, port: qt.QtClipboard) -> None:
        super().__init__()
        self._port = port
        self.came.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.came.emit(line)
        os._exit(0)

    def _obey(self, line: str) -> None:
        order = json.loads(line)
        if order.get("aside"):
            threading.Thread(target=self._answer, args=(order,), daemon=True).start()
        else:
            self._answer(order)

    def _answer(self, order: dict[str, Any]) -> None:
        try:
            given = self._call(order["call"], order["args"])
        except Exception as failure:  # noqa: BLE001 - told to the test
            print(json.dumps({"fails": repr(failure)}), flush=True)
        else:
            print(json.dumps({"gives": packed(given)}), flush=True)

    def _call(self, name: str, args: list[Any]) -> Any:
        if name == "write":
            image = base64.b64decode(args[1]) if args[1] else None
            self._port.write(args[0], image, lambda: print('{"read": true}', flush=True))
            return None
        if name == "restore":
            formats = {name: base64.b64decode(data) for name, data in args[0].items()}
            self._port.restore(Snapshot(formats))
            return None
        return getattr(self._port, name)(*args)


def main() -> int:
    application = QGuiApplication(["clipboard"])
    server = Server(qt.make(facts.read(sys.platform, os.environ)))
    print("ready", flush=True)
    code = application.exec()
    del server
    return code


if __name__ == "__main__":
    sys.exit(main())
