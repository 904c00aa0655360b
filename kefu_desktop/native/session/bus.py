"""Lock and sleep of a session on a D-Bus desktop: from logind on the machine's bus and from screen
savers on the user's own, whichever there are.

Several may tell of the same lock, one after the other. The screen counts as locked from the first
that says so until the last of them has taken it back.
"""

import contextlib
import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kefu_desktop.app.attention import SessionChange
from kefu_desktop.app.ports import Limited, Reason, Refused, Support, Works
from kefu_desktop.native.bindings import bus as bindings
from kefu_desktop.native.bindings.bus import Bus, NoBus
from kefu_desktop.native.choose import Lost, Unavailable
from kefu_desktop.native.facts import Facts, System
from kefu_desktop.native.session import lockers
from kefu_desktop.native.session.lockers import LOGIND, Locker
from kefu_desktop.native.session.telling import Telling

if TYPE_CHECKING:
    from jeepney import Message

_MANAGER = f"{LOGIND}.Manager"
_MANAGER_PATH = "/org/freedesktop/login1"
_SLEEP_RULE = f"type='signal',sender='{LOGIND}',interface='{_MANAGER}',member='PrepareForSleep'"


def support(facts: Facts) -> Support:
    """Works where both buses are; with one of them, half is heard."""
    if facts.system not in {System.LINUX, System.OTHER}:
        return Refused(Reason.OTHER_SYSTEM)
    of_user, of_machine = map(bindings.support, (facts.session_bus, facts.system_bus))
    if isinstance(of_user, Refused) and isinstance(of_machine, Refused):
        return of_user
    for missing, name in ((of_user, "session"), (of_machine, "system")):
        if isinstance(missing, Refused):
            return Limited(missing.reason, missing.remedy, name)
    return Works()


def make(facts: Facts, lost: Lost) -> "BusSession":
    """Connects to both buses, or to the one there is. Raises
    :class:`kefu_desktop.native.choose.Unavailable` when there is none.
    """
    session = BusSession(lost)
    if not isinstance(bindings.support(facts.system_bus), Refused):
        with contextlib.suppress(NoBus):
            session.take_machine(facts.system_bus, facts.login)
    if not isinstance(bindings.support(facts.session_bus), Refused):
        with contextlib.suppress(NoBus):
            session.take_user(facts.session_bus)
    if not session.hears:
        raise Unavailable(Refused(Reason.NO_BUS))
    return session


class BusSession:
    """A :class:`kefu_desktop.app.attention.SessionPort`; its buses are taken before it is used."""

    name = "dbus"
    missing: Refused | None = None

    def __init__(self, lost: Lost) -> None:
        self._lost = lost
        self._lock = threading.Lock()
        self._on: dict[Bus, list[Locker]] = {}  # who is heard on which bus
        self._machine: Bus | None = None
        self._says: dict[Locker, bool] = {}
        self._telling = Telling()
        self._closed = False

    def take_machine(self, address: str, login: str) -> None:
        """Listens to logind at ``address``; ``login`` names the session, empty when it is to be
        found. Raises :class:`kefu_desktop.native.bindings.bus.NoBus`.
        """
        bus = self._open(address)
        self._machine = bus
        bus.listen(self._hear_sleep, _SLEEP_RULE)
        find_session(bus, login, lambda path: self._hear(bus, lockers.logind_session(path)))
        bus.start()

    def take_user(self, address: str) -> None:
        """Listens to screen savers at ``address``. Raises
        :class:`kefu_desktop.native.bindings.bus.NoBus`.
        """
        bus = self._open(address)
        for locker in lockers.of_desktops():
            self._hear(bus, locker)
        bus.start()

    @property
    def hears(self) -> bool:
        """Whether any bus was taken and is there."""
        return bool(self._on)

    @property
    def hears_sleep(self) -> bool:
        """Whether logind's bus is there."""
        return self._machine in self._on

    def is_locked(self) -> bool | None:
        """Whether anybody says so, None while nobody says anything."""
        with self._lock:
            return None if self._closed or not self._says else any(self._says.values())

    def watch(self, told: Callable[[SessionChange], None]) -> None:
        """Tells from now on, beginning with a lock that is there."""
        self._telling.begin(told)
        with self._lock:
            self._put_lock()
            buses = list(self._on)
        if buses:
            # Any question would do: its answer comes on a thread of ours.
            buses[0].ask(bindings.the_bus(), "GetId", lambda _answer: self._telling.tell())

    def close(self) -> None:
        """Ends both threads."""
        with self._lock:
            self._closed = True
            buses = list(self._on)
        self._telling.end()
        for bus in buses:
            bus.close()

    def _open(self, address: str) -> Bus:
        bus = Bus(address, lambda: self._gone(bus))
        self._on[bus] = []
        return bus

    # The buses' threads from here on.

    def _hear(self, bus: Bus, locker: Locker) -> None:
        def ask() -> None:
            address, method, signature, body = locker.question()
            bus.ask(address, method, lambda got: take(locker.answer(got)), signature, body)

        def take(locked: bool | None) -> None:
            with self._lock:
                if locked is None or bus not in self._on:
                    # The answer of a bus that has gone meanwhile would never be taken back.
                    self._says.pop(locker, None)
                else:
                    self._says[locker] = locked
                self._put_lock()
            self._telling.tell()

        def heard(signal: "Message") -> None:
            owner = bindings.owner(signal, locker.service)
            if owner is not None:
                ask() if owner else take(None)
            elif (locked := locker.heard(signal)) is not None:
                take(locked)

        with self._lock:
            self._on[bus].append(locker)
        bus.listen(heard, *locker.rules)
        ask()

    def _hear_sleep(self, signal: "Message") -> None:
        if bindings.member(signal) == "PrepareForSleep":
            begins = bool(signal.body[0])
            self._telling.put(SessionChange.SLEEPS if begins else SessionChange.WOKE)
            self._telling.tell()

    def _put_lock(self) -> None:
        """Puts what they say together into the row; under the lock, lest two threads do so in
        another order than they heard it.
        """
        locked = any(self._says.values())
        self._telling.put(SessionChange.LOCKED if locked else SessionChange.UNLOCKED)

    def _gone(self, bus: Bus) -> None:
        with self._lock:
            for locker in self._on.pop(bus, []):
                self._says.pop(locker, None)
            self._put_lock()
            last = not self._on
        # A lock that nobody can tell of any more must not last for ever.
        self._telling.tell()
        if last:
            self._lost()


def find_session(bus: Bus, login: str, found: Callable[[str], None]) -> None:
    """Asks logind for the user's session: by its name, by this process, then by the user, whom
    systemd may have started this program for outside of any session. ``found`` gets its path on the
    bus's thread; nobody is called where there is none.
    """
    from jeepney import DBusAddress

    manager = DBusAddress(_MANAGER_PATH, LOGIND, _MANAGER)

    def by_name() -> None:
        bus.ask(manager, "GetSession", _else(by_process), "s", (login,))

    def by_process() -> None:
        bus.ask(manager, "GetSessionByPID", _else(by_user), "u", (os.getpid(),))

    def by_user() -> None:
        bus.ask(manager, "GetUser", of_user, "u", (os.getuid(),))

    def of_user(got: tuple[Any, ...] | None) -> None:
        if got is not None:
            user = DBusAddress(got[0], LOGIND, lockers.PROPERTIES)
            bus.ask(user, "Get", displayed, "ss", (f"{LOGIND}.User", "Display"))

    def displayed(got: tuple[Any, ...] | None) -> None:
        # A variant of the session's name and path; both are empty when there is no session.
        name, path = got[0][1] if got is not None else ("", "")
        if name:
            found(path)

    def _else(other: Callable[[], None]) -> Callable[[tuple[Any, ...] | None], None]:
        return lambda got: other() if got is None else found(got[0])

    by_name() if login else by_process()
