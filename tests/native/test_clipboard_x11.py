"""The clipboard among real programs on a real X server: Qt's, the tool's, and what is read past a
frozen owner.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.app.ports import Snapshot
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.clipboard import tool
from kefu_desktop.native.clipboard.tool import ToolClipboard
from kefu_desktop.native.clipboard.x11 import X11Snapshots
from kefu_desktop.native.facts import Facts, Session, System
from tests.display import Program, Screen, wait_until
from tests.native.conftest import clipboard_text
from tests.native.contracts import ClipboardContract

pytestmark = pytest.mark.x11


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


@pytest.fixture
def owners(screen: Screen, tmp_path: Path) -> Owners:
    return Owners(screen, tmp_path)


class Xclip:
    """Another program that copies and pastes."""

    def __init__(self, screen: Screen, owners: Owners) -> None:
        self._screen = screen
        self._owners = owners

    def copy(self, text: str) -> None:
        self._owners.hold(text.encode())

    def paste(self) -> str:
        return clipboard_text(self._screen)


@pytest.fixture
def programs(screen: Screen, owners: Owners) -> Xclip:
    return Xclip(screen, owners)


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


@pytest.fixture
def qt_port(screen: Screen) -> Iterator[RemoteQt]:
    program = screen.start([sys.executable, "-m", "tests.native.clipboard_program"])
    program.wait_line("ready")
    yield RemoteQt(program)
    program.end()


class TestQt(ClipboardContract):
    expected_name = "qt"

    @pytest.fixture
    def port(self, qt_port: RemoteQt) -> RemoteQt:
        return qt_port

    @pytest.fixture
    def programs(self, screen: Screen, owners: Owners, qt_port: RemoteQt) -> "PumpingXclip":
        return PumpingXclip(screen, owners, qt_port)


class PumpingXclip(Xclip):
    """After each paste, what the other side noticed is heard."""

    def __init__(self, screen: Screen, owners: Owners, port: RemoteQt) -> None:
        super().__init__(screen, owners)
        self._port = port

    def paste(self) -> str:
        pasted = super().paste()
        self._port.pump()
        return pasted


class TestTool(ClipboardContract):
    expected_name = "tool"
    notices = False
    rich = False

    @pytest.fixture
    def port(self, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> ToolClipboard:
        monkeypatch.setenv("DISPLAY", screen.display)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        return tool.make(Facts(System.LINUX, Session.X11, screen.display))


@pytest.fixture
def snapshots(screen: Screen) -> Iterator[X11Snapshots]:
    taken = X11Snapshots(x11.Connection(screen.display))
    yield taken
    taken.close()


def test_every_format_of_a_rich_owner_is_in_the_snapshot_and_comes_back(
    screen: Screen, qt_port: RemoteQt, snapshots: X11Snapshots, png: bytes
) -> None:
    rich = {
        "text/plain": "富文本 😀".encode(),
        "text/html": "<b>富文本</b>".encode(),
        "image/png": png,
        "application/x-shop": bytes(range(256)),
    }
    qt_port.restore(Snapshot(rich))
    taken = snapshots.snapshot(5.0)
    assert taken is not None
    assert taken.complete
    assert dict(taken.formats) == rich
    qt_port.write("亲，您好")
    qt_port.restore(taken)
    again = snapshots.snapshot(5.0)
    assert again is not None
    assert dict(again.formats) == rich
    targets = screen.run(["xclip", "-selection", "clipboard", "-o", "-t", "TARGETS"]).decode()
    assert set(rich) <= set(targets.split())


def test_a_large_format_comes_in_pieces(snapshots: X11Snapshots, owners: Owners) -> None:
    large = bytes(range(256)) * (24 << 10)  # 6 MiB; the server takes 4 at once at most
    owners.hold(large, "application/x-large")
    taken = snapshots.snapshot(10.0)
    assert taken is not None
    assert taken.complete
    assert taken.formats["application/x-large"] == large


def test_what_is_too_large_is_left_out_and_said_so(screen: Screen, owners: Owners) -> None:
    small = X11Snapshots(x11.Connection(screen.display), most_bytes=1 << 20)
    try:
        owners.hold(b"x" * (6 << 20), "application/x-large")
        assert small.snapshot(10.0) is None
        # The connection is fit for the next one.
        owners.hold(b"small", "application/x-small")
        taken = small.snapshot(5.0)
        assert taken is not None
        assert taken.formats == {"application/x-small": b"small"}
    finally:
        small.close()


def test_a_frozen_owner_is_given_up(snapshots: X11Snapshots, owners: Owners) -> None:
    owner = owners.hold("冻住".encode())
    assert snapshots.text(5.0) == "冻住"
    owner.stop()
    # That they answer at all, with the owner still frozen, is the point.
    assert snapshots.snapshot(0.1) is None
    assert snapshots.text(0.1) == ""
    owner.go_on()
    # Answers that come too late are not taken for those to later questions.
    wait_until(lambda: snapshots.text(5.0) == "冻住", "the owner answers again")
    taken = snapshots.snapshot(5.0)
    assert taken is not None
    assert taken.formats == {"text/plain": "冻住".encode()}


def test_a_frozen_owner_does_not_stop_the_gui_thread(qt_port: RemoteQt, owners: Owners) -> None:
    owner = owners.hold(b"frozen")
    owner.stop()
    qt_port.ask("snapshot", 30.0, aside=True)
    # While the snapshot waits on its thread, the GUI thread answers.
    assert not qt_port.still_ours()
    assert qt_port.read_text() == ""
    owner.go_on()
    told = qt_port.answer("snapshot")
    assert base64.b64decode(told["formats"]["text/plain"]) == b"frozen"


def test_what_a_dead_owner_offered_is_gone(snapshots: X11Snapshots, owners: Owners) -> None:
    owner = owners.hold(b"x" * (6 << 20), "application/x-large")
    owner.kill()
    assert snapshots.snapshot(0.2) is None
    assert snapshots.text(0.2) == ""


def test_nobody_owns_an_empty_clipboard(bare_screen: Screen) -> None:
    taken = X11Snapshots(x11.Connection(bare_screen.display))
    assert taken.snapshot(5.0) is None
    assert taken.text(5.0) == ""
    taken.close()
    taken.close()
    assert taken.snapshot(5.0) is None
    assert taken.text(5.0) == ""


def test_latin_1_owners_are_read_as_what_they_wrote(
    snapshots: X11Snapshots, owners: Owners
) -> None:
    owners.hold("Café".encode("latin-1"), "STRING")
    assert snapshots.text(5.0) == "Café"


def test_only_the_newest_writing_is_told_of_a_reading(qt_port: RemoteQt, screen: Screen) -> None:
    """The object on the clipboard is made and dropped again and again; the newest is the one
    asked.
    """
    reads: list[str] = []
    for number in range(50):
        qt_port.write(str(number), read=lambda: reads.append("old"))
    qt_port.write("last", read=lambda: reads.append("last"))
    assert clipboard_text(screen) == "last"
    qt_port.pump()
    assert set(reads) == {"last"}


def test_where_there_is_no_mechanism_it_is_the_machines_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    port = tool.make(Facts(System.LINUX, Session.NONE))
    with pytest.raises(MachineFault) as fault:
        port.write("您好")
    assert fault.value.code is Code.CLIPBOARD_UNAVAILABLE
    assert not port.still_ours()
    assert port.read_text() == ""
    assert port.snapshot(1.0) is None


def test_a_tool_that_fails_quietly_is_not_believed(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """xclip prints its error and ends with 1, which pyperclip does not look at."""
    monkeypatch.setenv("DISPLAY", ":65000")
    port = tool.make(Facts(System.LINUX, Session.X11, ":65000"))
    with pytest.raises(MachineFault):
        port.write("您好")


def test_a_tool_with_a_frozen_owner_gives_up(
    screen: Screen, owners: Owners, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen.display)
    port = tool.make(Facts(System.LINUX, Session.X11, screen.display))
    owner = owners.hold(b"frozen")
    owner.stop()
    try:
        assert port.snapshot(0.1) is None
    finally:
        owner.go_on()


def test_the_command_line_needs_no_qt() -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from kefu_desktop.native import catalogue\n"
        "print([c.name for c in catalogue.clipboards(gui=False)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout.strip() == "['tool']"
