"""Idle time on GNOME under Wayland, told by its compositor: between two changes this program does
not wake up.

A watch for hands that are still stays and goes off again and again; one for hands that move goes
off once, and only at a touch behind its own beginning. So the second is set whenever the first has
gone off. Source: org.gnome.Mutter.IdleMonitor.xml of Mutter.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from kefu_desktop.app.attention import Hands
from kefu_desktop.app.ports import Reason, Refused, Support
from kefu_desktop.native.bindings import bus as bindings
from kefu_desktop.native.bindings.bus import Bus, NoAnswer, NoBus
from kefu_desktop.native.choose import Lost, Unavailable
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.handing import hand_on

if TYPE_CHECKING:
    from jeepney import DBusAddress, Message

SERVICE = "org.gnome.Mutter.IdleMonitor"
PATH = "/org/gnome/Mutter/IdleMonitor/Core"
"""The monitor of all devices together."""

_DESKTOP = "GNOME"
_RULES = (
    f"type='signal',sender='{SERVICE}',interface='{SERVICE}',member='WatchFired'",
    bindings.coming_and_going(SERVICE),
)
_ANSWERS_WITHIN = 0.05
"""Seconds; what the port promises."""


def support(facts: Facts) -> Support:
    """Works in a Wayland session of GNOME; on X11 the server tells."""
    if facts.system not in {System.LINUX, System.OTHER}:
        return Refused(Reason.OTHER_SYSTEM)
    if facts.session is not Session.WAYLAND or _DESKTOP not in facts.desktops:
        return Refused(Reason.OTHER_DESKTOP)
    return bindings.support(facts.session_bus)


def make(facts: Facts, lost: Lost) -> "MutterIdle":
    """Connects and asks once. Raises :class:`kefu_desktop.native.choose.Unavailable`."""
    try:
        bus = Bus(facts.session_bus, lost)
    except NoBus as none:
        raise Unavailable(Refused(Reason.NO_BUS)) from none
    idle = MutterIdle(bus, lost)
    if idle.idle_for(timeout=1.0) is None:
        idle.close()
        raise Unavailable(Refused(Reason.OTHER_DESKTOP))
    return idle


class MutterIdle:
    """A :class:`kefu_desktop.app.attention.IdlePort` over a bus that it starts and ends."""

    name = "mutter"
    missing: Refused | None = None

    def __init__(self, bus: Bus, lost: Lost) -> None:
        self._bus = bus
        self._lost = lost
        self._lock = threading.Lock()
        self._turn = 0  # counts watches of ours: what an older one is answered is no news
        self._told: Callable[[Hands], None] = lambda _hands: None
        self._still = self._moved = 0  # the monitor's numbers; it gives none that is 0
        bus.listen(self._heard, *_RULES)
        bus.start()

    def idle_for(self, timeout: float = _ANSWERS_WITHIN) -> timedelta | None:
        """Asks the compositor."""
        try:
            (counted,) = self._bus.call(_monitor(), "GetIdletime", timeout=timeout)
        except NoAnswer:
            return None
        return timedelta(milliseconds=counted)

    def watch(self, after: timedelta, told: Callable[[Hands], None]) -> None:
        """Sets the watch for hands that are still."""
        with self._lock:
            self._forget()
            self._told = told
            turn = self._turn
        span = max(round(after / timedelta(milliseconds=1)), 1)
        self._set("AddIdleWatch", turn, "t", (span,))

    def unwatch(self) -> None:
        """Removes both watches."""
        with self._lock:
            self._forget()

    def close(self) -> None:
        """Ends the thread; with the connection the compositor forgets its watches."""
        self._bus.close()

    def _forget(self) -> None:
        for number in filter(None, (self._still, self._moved)):
            self._bus.ask(_monitor(), "RemoveWatch", lambda _answer: None, "u", (number,))
        self._still = self._moved = 0
        self._turn += 1

    def _set(
        self,
        method: str,
        turn: int,
        signature: str | None,
        body: tuple[Any, ...],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        def answered(got: tuple[Any, ...] | None) -> None:
            if got is None:
                return
            with self._lock:
                if turn != self._turn:
                    self._bus.ask(_monitor(), "RemoveWatch", lambda _answer: None, "u", got)
                    return
                if signature:
                    self._still = got[0]
                else:
                    self._moved = got[0]
            then()

        self._bus.ask(_monitor(), method, answered, signature, body)

    # The bus's thread from here on.

    def _heard(self, signal: "Message") -> None:
        if bindings.owner(signal, SERVICE) == "":
            self._lost()
        if bindings.member(signal) != "WatchFired":
            return
        (number,) = signal.body
        with self._lock:
            told, turn = self._told, self._turn
            still, moved = number == self._still, number == self._moved
            if moved:
                self._moved = 0
            elif still and self._moved:
                return  # told already, and nobody has come back since
        if still:
            # Told once the return cannot be missed any more.
            then = partial(hand_on, told, Hands.STILL)
            self._set("AddUserActiveWatch", turn, None, (), then)
        if moved:
            hand_on(told, Hands.MOVED)


def _monitor() -> "DBusAddress":
    from jeepney import DBusAddress

    return DBusAddress(PATH, SERVICE, SERVICE)
