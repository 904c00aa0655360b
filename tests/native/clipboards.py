"""Other programs that copy, and the Qt back-end in a process of its own, for tests on a real X
server.
"""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kefu_desktop.app.ports import Snapshot
from kefu_desktop.native.bindings import x11
from tests.display import Program, Screen, wait_until


def xclip(screen: Screen, target: str) -> bytes:
    """What another program gets of the clipboard in the format ``target``."""
    return screen.run(["xclip", "-selection", "clipboard", "-o", "-t", target])


class Owners:
    """Programs that copy with xclip and hold the clipboard until they are ended."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self._screen = screen
        self._folder = folder
        self._count = 0

    def hold(self, data: bytes, target: str = "UTF8_STRING") -> Program:
        """Copies ``data`` as one format; the owner is the program that is given back."""
        self._count += 1
        file = self._folder / f"copied-{self._count}"
        file.write_bytes(data)
        connection = x11.Connection(self._screen.display)
        try:
            before = _owner(connection)
            # -quiet keeps xclip in front, so that it is the owner itself that can be frozen.
            owner = self._screen.start(
                ["xclip", "-selection", "clipboard", "-quiet", "-t", target, "-i", file]
            )
            wait_until(lambda: _owner(connection) not in {0, before}, "xclip owns the clipboard")
        finally:
            connection.close()
        return owner


def _owner(connection: x11.Connection) -> int:
    owner = connection.display.get_selection_owner(connection.atom("CLIPBOARD"))
    return int(getattr(owner, "id", owner))


class RemoteQt:
    """The Qt back-end over there, as a port here."""

    name = "qt"

    def __init__(self, program: Program) -> None:
        self._program = program
        self._seen = len(program.lines)
        self._read: Callable[[], None] | None = None

    def call(self, name: str, *args: Any) -> Any:
        self.ask(name, *args)
        return self.answer(name)

    def ask(self, name: str, *args: Any, aside: bool = False) -> None:
        self._program.tell(json.dumps({"call": name, "args": args, "aside": aside}))

    def answer(self, name: str) -> Any:
        while True:
            answer = wait_until(self._next, f"the answer to {name}", timeout=30)
            if "read" in answer:
                self._notice()
                continue
            assert "fails" not in answer, answer
            return answer["gives"]

    def pump(self) -> None:
        """Hears of readings that came in between."""
        self.call("still_ours")

    def write(
        self, text: str, image_png: bytes | None = None, read: Callable[[], None] | None = None
    ) -> None:
        self._read = None
        image = base64.b64encode(image_png).decode() if image_png else None
        self.call("write", text, image)
        self._read = read

    def still_ours(self) -> bool:
        return bool(self.call("still_ours"))

    def read_text(self) -> str:
        return str(self.call("read_text"))

    def read_image(self) -> bytes | None:
        told = self.call("read_image")
        return None if told is None else base64.b64decode(told)

    def snapshot(self, timeout: float) -> Snapshot | None:
        told = self.call("snapshot", timeout)
        if told is None:
            return None
        formats = {name: base64.b64decode(data) for name, data in told["formats"].items()}
        return Snapshot(formats, told["complete"])

    def restore(self, snapshot: Snapshot) -> None:
        self.call("restore", {n: base64.b64encode(d).decode() for n, d in snapshot.formats.items()})

    def close(self) -> None:
        self.call("close")

    def _next(self) -> dict[str, Any] | None:
        lines = self._program.lines
        if len(lines) <= self._seen:
            return None
        self._seen += 1
        answer: dict[str, Any] = json.loads(lines[self._seen - 1])
        return answer

    def _notice(self) -> None:
        if self._read is not None:
            self._read()
