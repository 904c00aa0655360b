"""Screens and other programs' windows for the tests of the natives."""

import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.app.ports import Target
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.window import x11_reading as reading
from kefu_desktop.native.window.x11 import X11Window
from tests.display import Program, Screen, open_screen, wait_until
from tests.native.clipboards import Owners, RemoteQt


@pytest.fixture(scope="session")
def png() -> bytes:
    """A small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + bytes(range(3 * 8)) for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    )


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """An X server with openbox, shared by the tests of a module."""
    with open_screen(manager=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def bare_screen() -> Iterator[Screen]:
    """An X server without a window manager."""
    with open_screen() as opened:
        yield opened


class PlainWindow:
    """A window of a client that is nothing but this window: it closes with its connection."""

    def __init__(self, display: str, title: str, *, override: bool = False) -> None:
        from Xlib import X

        self.connection = x11.Connection(display)
        self.window: Any = self.connection.root.create_window(
            *(40, 40, 200, 120, 0, 0),
            override_redirect=override,
            event_mask=X.KeyPressMask | X.KeyReleaseMask | X.FocusChangeMask,
        )
        self.window.set_wm_class("plain", "Plain")
        self.connection.tell(
            partial(
                self.window.change_property,
                self.connection.atom("_NET_WM_NAME"),
                self.connection.atom("UTF8_STRING"),
                8,
                title.encode(),
            )
        )
        self.window.map()
        self.connection.display.sync()
        self.handle = int(self.window.id)
        self.open = True

    def close(self) -> None:
        if self.open:
            self.open = False
            self.connection.close()


@pytest.fixture
def plain_window() -> Iterator[Callable[..., PlainWindow]]:
    """Makes plain windows and closes them after the test."""
    with ExitStack() as stack:

        def make(display: str, title: str = "plain", *, override: bool = False) -> PlainWindow:
            window = PlainWindow(display, title, override=override)
            stack.callback(window.close)
            return window

        yield make


@dataclass(frozen=True)
class Chat:
    """A running text window and how the machine sees it."""

    program: Program
    target: Target

    @property
    def text(self) -> str:
        """What has arrived in it, since it was emptied."""
        lines = self.program.lines
        start = max((n for n, line in enumerate(lines) if line == "cleared"), default=0)
        texts = [line for line in lines[start:] if line.startswith("text ")]
        return str(json.loads(texts[-1][5:])) if texts else ""

    def clear(self) -> None:
        """Empties it."""
        before = len(self.program.lines)
        self.program.tell("clear")
        self.program.wait_line("cleared", after=before)


@contextmanager
def started_chat(screen: Screen, name: str) -> Iterator[Chat]:
    program = screen.start([sys.executable, "-m", "tests.chat_window", name])
    connection = x11.Connection(screen.display)
    try:
        handle = int(program.wait_line("ready "))
        wait_until(lambda: reading.front_handle(connection) == handle, f"{name} is in front")
        target = reading.describe(connection, handle)
        assert target is not None
        yield Chat(program, target)
    finally:
        connection.close()
        program.end()


@pytest.fixture(scope="module")
def chat(screen: Screen) -> Iterator[Chat]:
    """A chat client's window."""
    with started_chat(screen, "chat") as started:
        yield started


@pytest.fixture(scope="module")
def popup(screen: Screen, chat: Chat) -> Iterator[Chat]:
    """Another program's window that plays our popup."""
    with started_chat(screen, "popup") as started:
        yield started


@pytest.fixture
def windows(screen: Screen) -> Iterator[X11Window]:
    """The window back-end on the screen with a manager."""
    port = X11Window(x11.Connection(screen.display))
    yield port
    port.close()


def clipboard_text(screen: Screen) -> str:
    """Gives what another program would paste, empty when there is nothing."""
    done = subprocess.run(
        ["xclip", "-selection", "clipboard", "-o", "-t", "UTF8_STRING"],
        env=screen.environ,
        capture_output=True,
        timeout=10,
        check=False,
    )
    return done.stdout.decode()


@pytest.fixture
def owners(screen: Screen, tmp_path: Path) -> Owners:
    return Owners(screen, tmp_path)


@pytest.fixture
def qt_port(screen: Screen) -> Iterator[RemoteQt]:
    program = screen.start([sys.executable, "-m", "tests.native.clipboard_program"])
    program.wait_line("ready")
    yield RemoteQt(program)
    program.end()
