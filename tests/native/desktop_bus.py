"""A D-Bus of its own for tests, and services on it that play parts of a desktop."""

import contextlib
import itertools
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
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

    def __init__(
        self, address: str, name: str, answers: Mapping[tuple[str, str], Callable[..., Answer]]
    ) -> None:
        self._answers = answers
        self._then: list[Callable[[], None]] = []
        self._connection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName(name), timeout=5)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def emit(
        self, path: str, interface: str, member: str, signature: str | None, body: Sequence[Any]
    ) -> None:
        """Sends a signal to whom it may concern."""
        signal = new_signal(DBusAddress(path, interface=interface), member, signature, tuple(body))
        self._connection.send(signal)

    def then(self, act: Callable[[], None]) -> None:
        """Does something once the call that is being answered has been."""
        self._then.append(act)

    def close(self) -> None:
        """Leaves the bus."""
        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._connection.send(self._answer(message))
                    then, self._then = self._then, []
                    for act in then:
                        act()
        self._connection.close()

    def _answer(self, call: Message) -> Message:
        fields = call.header.fields
        interface, member = fields.get(HeaderFields.interface, ""), fields[HeaderFields.member]
        try:
            signature, body = self._answers[interface, member](*call.body)
        except LookupError:
            return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")
        return new_method_return(call, signature, body)


class Logind:
    """logind with one session."""

    SESSION = "/org/freedesktop/login1/session/c2"
    MANAGER = "org.freedesktop.login1.Manager"

    def __init__(self, address: str, *, known_by: str = "GetSessionByPID") -> None:
        self.locked = False
        user = "/org/freedesktop/login1/user/_0"
        path = user if known_by == "GetUser" else self.SESSION
        self.service = Service(
            address,
            "org.freedesktop.login1",
            {
                (PROPERTIES, "Get"): self._get,
                (self.MANAGER, known_by): lambda _who: ("o", (path,)),
            },
        )

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
        self.service = Service(address, name, self._answers())

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

    def _answers(self) -> dict[tuple[str, str], Callable[..., Answer]]:
        return {(self.name, "GetActive"): lambda: ("b", (self.active,))}

    def _become(self, active: bool) -> None:
        self.active = active
        self.service.emit(self.path, self.name, "ActiveChanged", "b", (active,))


class Deepin(Saver):
    """deepin's session, whose lock is a property."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "com.deepin.SessionManager")

    def _answers(self) -> dict[tuple[str, str], Callable[..., Answer]]:
        return {(PROPERTIES, "Get"): lambda *_of: ("v", (("b", self.active),))}

    def _become(self, active: bool) -> None:
        self.active = active
        body = self.name, {"Locked": ("b", active)}, []
        self.service.emit(self.path, PROPERTIES, "PropertiesChanged", "sa{sv}as", body)


class Ukui(Saver):
    """UKUI's screen saver, with a signal for each."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "org.ukui.ScreenSaver", "/")

    def _answers(self) -> dict[tuple[str, str], Callable[..., Answer]]:
        return {(self.name, "GetLockState"): lambda: ("b", (self.active,))}

    def _become(self, active: bool) -> None:
        self.active = active
        self.service.emit("/", self.name, "lock" if active else "unlock", None, ())


class Mutter:
    """GNOME's idle monitor, as its compositor keeps it."""

    NAME = "org.gnome.Mutter.IdleMonitor"
    PATH = "/org/gnome/Mutter/IdleMonitor/Core"

    def __init__(self, address: str) -> None:
        self._lock = threading.Lock()
        self._touched = time.monotonic()
        self._numbers = itertools.count(1)
        self._still: dict[int, float] = {}
        self._fired: set[int] = set()
        self._moved: set[int] = set()
        self._timers: list[threading.Timer] = []
        answers: dict[str, Callable[..., Answer]] = {
            "GetIdletime": lambda: ("t", (round(self._idle() * 1000),)),
            "AddIdleWatch": self._add_still,
            "AddUserActiveWatch": self._add_moved,
            "RemoveWatch": self._remove,
        }
        table = {(self.NAME, member): answer for member, answer in answers.items()}
        self.service = Service(address, self.NAME, table)

    @property
    def watches(self) -> int:
        """How many are kept."""
        with self._lock:
            return len(self._still) + len(self._moved)

    def touch(self) -> None:
        with self._lock:
            self._touched = time.monotonic()
            moved, self._moved = self._moved, set()
            self._fired.clear()
            spans = list(self._still.values())
        for number in moved:
            self._fire(number)
        for span in spans:
            self._later(span)

    def close(self) -> None:
        for timer in self._timers:
            timer.cancel()
            timer.join()
        self.service.close()

    def _idle(self) -> float:
        return time.monotonic() - self._touched

    def _add_still(self, milliseconds: int) -> Answer:
        number = next(self._numbers)
        with self._lock:
            self._still[number] = milliseconds / 1000
        # As the real one: it looks at its watches after it has answered.
        self.service.then(lambda: self._later(max(milliseconds / 1000 - self._idle(), 0)))
        return "u", (number,)

    def _add_moved(self) -> Answer:
        number = next(self._numbers)
        with self._lock:
            self._moved.add(number)
        return "u", (number,)

    def _remove(self, number: int) -> Answer:
        with self._lock:
            self._still.pop(number, None)
            self._moved.discard(number)
        return None, ()

    def _later(self, seconds: float) -> None:
        if seconds < 60:  # no test waits for those
            timer = threading.Timer(seconds + 0.001, self._look)
            timer.start()
            self._timers.append(timer)

    def _look(self) -> None:
        with self._lock:
            due = {number for number, span in self._still.items() if self._idle() >= span}
            due -= self._fired
            self._fired |= due
        for number in due:
            self._fire(number)

    def _fire(self, number: int) -> None:
        with contextlib.suppress(OSError):  # closed meanwhile
            self.service.emit(self.PATH, self.NAME, "WatchFired", "u", (number,))
