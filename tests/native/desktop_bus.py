"""A D-Bus of its own for tests, and services on it that play parts of a desktop."""

import contextlib
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

PROPERTIES = "org.freedesktop.DBus.Properties"
Answer = tuple[str | None, tuple[Any, ...]]
"""A signature and what goes with it."""


class Daemon:
    """A bus. ``address`` is as in DBUS_SESSION_BUS_ADDRESS."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [
                *("dbus-daemon", "--session", "--nofork", "--nopidfile", "--nosyslog"),
                *("--print-address=1", f"--address=unix:path={folder / 'bus'}"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address, "dbus-daemon has not started"

    def end(self) -> None:
        """Ends it as a crash does."""
        self.process.kill()
        self.process.wait(timeout=10)
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def open_bus(folder: Path) -> Iterator[Daemon]:
    daemon = Daemon(folder)
    try:
        yield daemon
    finally:
        daemon.end()


class Service:
    """A service that answers by a table, (interface, member) → what gives the answer to its
    arguments. What is not in it, or raises LookupError, is answered with an error.
    """

    def __init__(self, address: str, name: str) -> None:
        self.answers: dict[tuple[str, str], Callable[..., Answer]] = {}
        self.asked: list[str] = []
        self._connection = open_dbus_connection(address)
        self._bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus")
        self._connection.send_and_get_reply(message_bus.RequestName(name), timeout=5)
        self._ending = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def emit(
        self, path: str, interface: str, member: str, signature: str | None, body: Sequence[Any]
    ) -> None:
        """Sends a signal to whom it may concern."""
        signal = new_signal(DBusAddress(path, interface=interface), member, signature, tuple(body))
        self._connection.send(signal)

    def close(self) -> None:
        """Leaves the bus."""
        self._ending = True
        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._connection.send(self._answer(message))
        self._connection.close()

    def _answer(self, call: Message) -> Message:
        fields = call.header.fields
        interface, member = fields.get(HeaderFields.interface, ""), fields[HeaderFields.member]
        self.asked.append(member)
        try:
            signature, body = self.answers[interface, member](*call.body)
        except LookupError:
            return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")
        return new_method_return(call, signature, body)


class Logind:
    """logind with one session."""

    SESSION = "/org/freedesktop/login1/session/c2"
    MANAGER = "org.freedesktop.login1.Manager"

    def __init__(self, address: str, *, known_by: str = "GetSessionByPID") -> None:
        self.locked = False
        self.service = Service(address, "org.freedesktop.login1")
        self.service.answers[PROPERTIES, "Get"] = self._get
        if known_by == "GetUser":
            user = "/org/freedesktop/login1/user/_0"
            self.service.answers[self.MANAGER, "GetUser"] = lambda _uid: ("o", (user,))
        else:
            self.service.answers[self.MANAGER, known_by] = lambda _who: ("o", (self.SESSION,))

    def lock(self) -> None:
        self._hint(True)

    def unlock(self) -> None:
        self._hint(False)

    def sleep(self) -> None:
        self.service.emit("/org/freedesktop/login1", self.MANAGER, "PrepareForSleep", "b", (True,))

    def wake(self) -> None:
        self.service.emit("/org/freedesktop/login1", self.MANAGER, "PrepareForSleep", "b", (False,))

    def close(self) -> None:
        self.service.close()

    def _get(self, interface: str, name: str) -> Answer:
        if name == "Display":
            return "v", (("(so)", ("c2", self.SESSION)),)
        assert (interface, name) == ("org.freedesktop.login1.Session", "LockedHint")
        return "v", (("b", self.locked),)

    def _hint(self, locked: bool) -> None:
        self.locked = locked
        # Others change too, and other sessions.
        interface, changed = "org.freedesktop.login1.Session", "PropertiesChanged"
        for path, values in (
            (self.SESSION, {"IdleHint": ("b", True)}),
            ("/org/freedesktop/login1/session/c9", {"LockedHint": ("b", not locked)}),
            (self.SESSION, {"LockedHint": ("b", locked)}),
        ):
            self.service.emit(path, PROPERTIES, changed, "sa{sv}as", (interface, values, []))


class Saver:
    """A screen saver that tells by ``ActiveChanged``."""

    def __init__(self, address: str, name: str = "org.gnome.ScreenSaver", path: str = "") -> None:
        self.active = False
        self.name, self.path = name, path or "/" + name.replace(".", "/")
        self.service = Service(address, name)
        self.service.answers[name, "GetActive"] = lambda: ("b", (self.active,))

    def lock(self) -> None:
        self._become(True)

    def unlock(self) -> None:
        self._become(False)

    def sleep(self) -> None:
        """Is not told by a screen saver."""

    def wake(self) -> None:
        """Is not told by a screen saver."""

    def close(self) -> None:
        self.service.close()

    def _become(self, active: bool) -> None:
        self.active = active
        self.service.emit(self.path, self.name, "ActiveChanged", "b", (active,))


class Deepin(Saver):
    """deepin's session, whose lock is a property."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "com.deepin.SessionManager")
        self.service.answers = {(PROPERTIES, "Get"): lambda *_of: ("v", (("b", self.active),))}

    def _become(self, active: bool) -> None:
        self.active = active
        body = self.name, {"Locked": ("b", active)}, []
        self.service.emit(self.path, PROPERTIES, "PropertiesChanged", "sa{sv}as", body)


class Ukui(Saver):
    """UKUI's screen saver, with a signal for each."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "org.ukui.ScreenSaver", "/")
        self.service.answers = {(self.name, "GetLockState"): lambda: ("b", (self.active,))}

    def _become(self, active: bool) -> None:
        self.active = active
        self.service.emit("/", self.name, "lock" if active else "unlock", None, ())
