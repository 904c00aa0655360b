"""The clipboard among real programs on a real X server: Qt's, the tool's, and what is read past a
frozen owner.
"""

import base64
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kefu_desktop.app.ports import Snapshot
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.clipboard import tool
from kefu_desktop.native.clipboard.tool import ToolClipboard
from kefu_desktop.native.clipboard.x11 import X11Snapshots
from kefu_desktop.native.facts import Facts, Session, System
from tests.display import Screen, wait_until
from tests.native.clipboard_contract import ClipboardContract
from tests.native.clipboards import Owners, RemoteQt, xclip
from tests.native.conftest import clipboard_text

pytestmark = pytest.mark.x11


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
    assert set(rich) <= set(xclip(screen, "TARGETS").decode().split())


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
    assert snapshots.image(0.1) is None
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
    assert taken.image(5.0) is None
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
