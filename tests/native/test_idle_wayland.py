"""Hands under Wayland, told by a compositor that the tests play."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from kefu_desktop.app.attention import Hands, IdlePort
from kefu_desktop.app.ports import Reason, Refused, Remedy, Works
from kefu_desktop.native.bindings.wayland import Wire
from kefu_desktop.native.choose import Unavailable
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.idle import wayland
from tests.display import wait_until
from tests.native.attention_contract import (
    AFTER,
    STILL,
    HandsWorld,
    IdleContract,
    NoThreadLeft,
)

NOTIFIER = "ext_idle_notifier_v1"
OFFERS = ("wl_compositor", "wl_seat", "wl_seat", NOTIFIER)


@dataclass
class Span:
    """A notification that a client has asked for."""

    client: socket.socket
    seconds: float
    since: float
    idle: bool = False


class Compositor:
    """As wlroots it counts from when it is asked to. ``version`` is its notifier's, 0 for none."""

    def __init__(self, folder: Path, version: int = 2) -> None:
        self.path = str(folder / "wayland-0")
        self.asked: list[int] = []
        self.spans: dict[tuple[socket.socket, int], Span] = {}
        self._offers = OFFERS if version else OFFERS[:-1]
        self._version = version
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._clients: list[socket.socket] = []
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(self.path)
        self._server.listen()
        self._threads = [threading.Thread(target=act) for act in (self._serve, self._look)]
        for thread in self._threads:
            thread.start()

    def touch(self) -> None:
        with self._lock:
            for (_, number), span in self.spans.items():
                span.since = time.monotonic()
                if span.idle:
                    span.idle = False
                    self._tell(span.client, number, 1)

    def close(self) -> None:
        self._ending.set()
        for one in (self._server, *self._clients):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for one in (self._server, *self._clients):
            one.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._server.accept()
                self._clients.append(client)
                self._threads.append(threading.Thread(target=self._hear, args=(client,)))
                self._threads[-1].start()

    def _look(self) -> None:
        while not self._ending.wait(0.005):
            with self._lock:
                for (_, number), span in self.spans.items():
                    if not span.idle and time.monotonic() - span.since >= span.seconds:
                        span.idle = True
                        self._tell(span.client, number, 0)

    def _hear(self, client: socket.socket) -> None:
        objects: dict[int, str] = {1: "wl_display"}
        stream = client.makefile("rb")
        with contextlib.suppress(OSError), stream:
            while head := stream.read(8):
                target, opcode, size = struct.unpack("=IHH", head)
                self._answer(client, objects, target, opcode, stream.read(size - 8))
        with self._lock:
            self.spans = {key: span for key, span in self.spans.items() if key[0] is not client}

    def _answer(
        self,
        client: socket.socket,
        objects: dict[int, str],
        target: int,
        opcode: int,
        body: bytes,
    ) -> None:
        match objects[target], opcode:
            case "wl_display", 1:
                (registry,) = struct.unpack("=I", body)
                objects[registry] = "wl_registry"
                self._offer(client, registry)
            case "wl_display", 0:
                (callback,) = struct.unpack("=I", body)
                self._tell(client, callback, 0, struct.pack("=I", 0))
                self._tell(client, 1, 1, struct.pack("=I", callback))
            case "wl_registry", 0:
                number, length = struct.unpack_from("=II", body)
                name = body[8 : 8 + length - 1].decode()
                version, taken = struct.unpack("=II", body[-8:])
                assert (self._offers[number], self._version_of(name)) == (name, version)
                objects[taken] = name
            case "ext_idle_notifier_v1", 1 | 2:
                number, span, seat = struct.unpack("=III", body)
                assert objects[seat] == "wl_seat"
                objects[number] = "ext_idle_notification_v1"
                with self._lock:
                    self.spans[client, number] = Span(client, span / 1000, time.monotonic())
                    self.asked.append(opcode)
            case "ext_idle_notification_v1", 0:
                with self._lock:
                    del self.spans[client, target]
            case unknown:
                raise AssertionError(f"nobody asks for {unknown}")

    def _offer(self, client: socket.socket, registry: int) -> None:
        for number, name in enumerate(self._offers):
            text = name.encode() + b"\0"
            body = struct.pack("=II", number, len(text)) + text + b"\0" * (-len(text) % 4)
            self._tell(client, registry, 0, body + struct.pack("=I", self._version_of(name)))

    def _version_of(self, name: str) -> int:
        return self._version if name == NOTIFIER else 1

    def _tell(self, client: socket.socket, target: int, opcode: int, body: bytes = b"") -> None:
        message = struct.pack("=IHH", target, opcode, 8 + len(body)) + body
        with contextlib.suppress(OSError):  # it has gone
            # In pieces, as a stream may come.
            client.sendall(message[:6])
            client.sendall(message[6:])


def on(compositor: Compositor) -> Facts:
    return Facts(System.LINUX, Session.WAYLAND, desktops=("KDE",), wayland=compositor.path)


def fail() -> None:
    raise AssertionError("it was not lost")


class TestWayland(IdleContract):
    expected_name = "wayland"

    @pytest.fixture(params=[1, 2])
    def version(self, request: pytest.FixtureRequest) -> int:
        return int(request.param)

    @pytest.fixture
    def world(self, tmp_path: Path, version: int) -> Iterator[Compositor]:
        compositor = Compositor(tmp_path, version)
        yield compositor
        compositor.close()

    @pytest.fixture
    def port(self, world: Compositor) -> Iterator[IdlePort]:
        port = wayland.make(on(world), fail)
        yield port
        port.close()

    def test_the_time_is_counted_from_the_last_touch(
        self, port: IdlePort, world: HandsWorld
    ) -> None:
        """Only while hands are still."""
        assert port.idle_for() is None
        port.watch(AFTER, lambda _hands: None)
        wait_until(lambda: (port.idle_for() or timedelta(0)) > AFTER, "the user has left")
        world.touch()
        wait_until(lambda: port.idle_for() is None, "the user is back")

    def test_hands_that_are_still_already_are_told_at_once(
        self, port: IdlePort, world: HandsWorld
    ) -> None:
        """As soon as the compositor has counted so far."""
        told: list[Hands] = []
        port.watch(timedelta(milliseconds=1), told.append)
        wait_until(lambda: told == [STILL], "it was told")

    def test_input_alone_is_asked_for_where_it_can_be(
        self, port: IdlePort, world: Compositor, version: int
    ) -> None:
        port.watch(AFTER, lambda _hands: None)
        wait_until(lambda: world.asked, "it was asked")
        assert world.asked == [version]  # the requests are numbered as the versions

    def test_no_notification_is_left_behind(self, port: IdlePort, world: Compositor) -> None:
        for _ in range(3):
            port.watch(AFTER, lambda _hands: None)
        wait_until(lambda: len(world.asked) == 3, "all were asked for")
        wait_until(lambda: len(world.spans) == 1, "two were taken back")
        port.unwatch()
        wait_until(lambda: not world.spans, "the last was too")

    @pytest.fixture(autouse=True)
    def _seen(self, world: Compositor) -> None:
        self._here = on(world)

    def _wait_twice(self, port: IdlePort) -> None:
        """Another client sees the time go by."""
        told: list[Hands] = []
        other = wayland.make(self._here, fail)
        other.watch(AFTER * 3, told.append)
        wait_until(lambda: told == [STILL], "some time has gone by")
        other.close()


class TestCompositor(NoThreadLeft):
    def test_one_that_goes_is_a_loss(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        compositor = Compositor(tmp_path)
        lost: list[str] = []
        told: list[Hands] = []
        port = wayland.make(on(compositor), lambda: lost.append("lost"))
        port.watch(AFTER, told.append)
        wait_until(lambda: told == [STILL], "the user has left")
        compositor.close()
        wait_until(lambda: lost == ["lost"], "it was told")
        assert port.idle_for() is None
        port.watch(AFTER, told.append)
        port.close()
        assert told == [STILL]
        assert "Traceback" not in caplog.text

    def test_one_without_the_protocol_is_passed_over(self, tmp_path: Path) -> None:
        compositor = Compositor(tmp_path, version=0)
        with pytest.raises(Unavailable) as told:
            wayland.make(on(compositor), fail)
        assert told.value.refused == Refused(Reason.NO_EXTENSION, detail="ext-idle-notify-v1")
        compositor.close()

    def test_none_is_said(self, tmp_path: Path) -> None:
        facts = Facts(System.LINUX, Session.WAYLAND, wayland=str(tmp_path / "wayland-9"))
        with pytest.raises(Unavailable) as told:
            wayland.make(facts, fail)
        assert told.value.refused == Refused(Reason.NO_DISPLAY, Remedy.SET_DISPLAY)

    @pytest.mark.parametrize(
        "said",
        [
            b"",  # it hangs up
            b"\0" * 64,  # messages of no size
            struct.pack("=IHHII", 2, 0, 16, 1, 300),  # a name that is longer than its message
            struct.pack("=IHHI", 2, 0, 12, 1),  # a thing without a name
            struct.pack("=IHHIII", 1, 0, 20, 1, 3, 0),  # a complaint
        ],
    )
    def test_what_is_no_compositor_is_left_alone(self, tmp_path: Path, said: bytes) -> None:
        path = str(tmp_path / "socket")
        server = socket.socket(socket.AF_UNIX)
        server.bind(path)
        server.listen()

        def answer() -> None:
            client, _ = server.accept()
            with client:
                client.recv(4096)
                client.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(Unavailable) as told:
            wayland.make(Facts(System.LINUX, Session.WAYLAND, wayland=path), fail)
        thread.join()
        server.close()
        assert told.value.refused == Refused(Reason.FAILED, detail="ext-idle-notify-v1")


def test_words_are_padded_to_four(tmp_path: Path) -> None:
    path = str(tmp_path / "socket")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        wire = Wire(path)
        client, _ = server.accept()
        wire.send(2, 0, 7, "abc", 1)
        wire.send(2, 0, "abcd")
        wire.close()
        with client:
            got = b"".join(iter(lambda: client.recv(4096), b""))
    first = struct.pack("=IHHII4sI", 2, 0, 24, 7, 4, b"abc\0", 1)
    assert got == first + struct.pack("=IHHI8s", 2, 0, 20, 5, b"abcd\0\0\0\0")


def test_what_the_doctor_says() -> None:
    kde = Facts(System.LINUX, Session.WAYLAND, desktops=("KDE",), wayland="/run/wayland-0")
    assert wayland.support(kde) == Works()
    assert wayland.support(Facts(System.LINUX, Session.X11, ":0")) == Refused(Reason.OTHER_DESKTOP)
    assert wayland.support(Facts(System.MACOS, Session.OWN)) == Refused(Reason.OTHER_SYSTEM)
    nameless = Facts(System.LINUX, Session.WAYLAND)
    assert wayland.support(nameless) == Refused(Reason.NO_DISPLAY, Remedy.SET_DISPLAY)
