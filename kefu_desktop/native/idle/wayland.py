"""Idle time under Wayland where the compositor speaks ext-idle-notify-v1 (KWin, sway, Hyprland,
labwc), told by it: between two changes this program does not wake up.

It tells changes only and cannot be asked: how long hands have been still is known while they are,
and not before. And it begins to count when it is asked to, so a watch takes its whole span even
where hands were still before. Source: ext-idle-notify-v1.xml of wayland-protocols.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from kefu_desktop.app.attention import Hands
from kefu_desktop.app.ports import Reason, Refused, Remedy, Support, Works
from kefu_desktop.native.bindings.wayland import Event, Wire
from kefu_desktop.native.choose import Lost, Unavailable
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.handing import hand_on

_LOG = logging.getLogger(__name__)

PROTOCOL = "ext-idle-notify-v1"
_NOTIFIER, _SEAT = "ext_idle_notifier_v1", "wl_seat"
_NOTIFY, _NOTIFY_OF_INPUT = 1, 2  # asked of the notifier
_OF_INPUT_ALONE = 2
"""The version since which a film that keeps the screen on does not count as hands."""
_DESTROY = 0  # asked of a notification
_IDLED, _RESUMED = 0, 1  # told by it


def support(facts: Facts) -> Support:
    """Says whether there may be a compositor, without connecting."""
    if facts.system not in {System.LINUX, System.OTHER}:
        return Refused(Reason.OTHER_SYSTEM)
    if facts.session is not Session.WAYLAND:
        return Refused(Reason.OTHER_DESKTOP)
    return Works() if facts.wayland else Refused(Reason.NO_DISPLAY, Remedy.SET_DISPLAY)


def make(facts: Facts, lost: Lost) -> "WaylandIdle":
    """Connects to the compositor. Raises :class:`kefu_desktop.native.choose.Unavailable` when it
    cannot be had, or does not speak the protocol.
    """
    try:
        wire = Wire(facts.wayland)
    except OSError as none:
        raise Unavailable(Refused(Reason.NO_DISPLAY, Remedy.SET_DISPLAY)) from none
    try:
        return WaylandIdle(wire, lost)
    except OSError as mute:
        wire.close()
        raise Unavailable(Refused(Reason.FAILED, detail=PROTOCOL)) from mute
    except LookupError as missing:
        wire.close()
        raise Unavailable(Refused(Reason.NO_EXTENSION, detail=PROTOCOL)) from missing


class WaylandIdle:
    """A :class:`kefu_desktop.app.attention.IdlePort` with a connection and a thread of its own."""

    name = "wayland"
    missing: Refused | None = None

    def __init__(self, wire: Wire, lost: Lost) -> None:
        """Starts the thread. Raises LookupError when the compositor does not offer what is needed,
        OSError when it does not answer.
        """
        self._wire = wire
        registry, offers = wire.offers()
        number, version = offers[_NOTIFIER]
        seat, _ = offers[_SEAT]
        version = min(version, _OF_INPUT_ALONE)
        self._opcode = _NOTIFY if version < _OF_INPUT_ALONE else _NOTIFY_OF_INPUT
        self._notifier = wire.bind(registry, number, _NOTIFIER, version)
        self._seat = wire.bind(registry, seat, _SEAT, 1)
        self._lost = lost
        self._lock = threading.Lock()
        self._closed = False
        self._notification = 0  # of the watch, as the two below
        self._after = 0.0
        self._told: Callable[[Hands], None] = lambda _hands: None
        self._still_since: float | None = None  # monotonic; None while hands move
        self._thread = threading.Thread(target=self._run, name="idle", daemon=True)
        self._thread.start()

    def idle_for(self) -> timedelta | None:
        """Gives how long hands have been still, None while they move and without a watch."""
        with self._lock:
            if self._closed or self._still_since is None:
                return None
            return timedelta(seconds=time.monotonic() - self._still_since)

    def watch(self, after: timedelta, told: Callable[[Hands], None]) -> None:
        """Asks for both changes."""
        span = max(round(after / timedelta(milliseconds=1)), 1)

        def ask() -> None:
            self._forget()
            self._after, self._told = span / 1000, told
            self._notification = self._wire.new()
            numbers = self._notification, span, self._seat
            self._wire.send(self._notifier, self._opcode, *numbers)

        self._send(ask)

    def unwatch(self) -> None:
        """Takes that back."""
        self._send(self._forget)

    def close(self) -> None:
        """Ends the thread, which closes the connection."""
        with self._lock:
            self._closed = True
        self._wire.interrupt()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _send(self, send: Callable[[], None]) -> None:
        with self._lock:
            if self._closed:
                return
            try:
                send()
            except OSError as gone:
                # The thread notices too, and tells.
                _LOG.info("the compositor does not listen: %s", type(gone).__name__)

    def _forget(self) -> None:
        forgotten, self._notification, self._still_since = self._notification, 0, None
        if forgotten:
            self._wire.send(forgotten, _DESTROY)

    # The thread from here on.

    def _run(self) -> None:
        try:
            while not self._closed:
                for event in self._wire.read():
                    self._take(event)
        except OSError as gone:
            if not self._closed:
                _LOG.warning("the compositor is gone: %s", type(gone).__name__)
        except Exception:  # noqa: BLE001 - the edge of a thread
            _LOG.exception("the idle thread failed")
        with self._lock:
            lost, self._closed = not self._closed, True
            self._wire.close()
        if lost:
            self._lost()

    def _take(self, event: Event) -> None:
        with self._lock:
            # A notification that was taken back may still have told something.
            if self._closed or event.target != self._notification:
                return
            told = self._told
            if event.opcode == _IDLED:
                hands = Hands.STILL
                self._still_since = time.monotonic() - self._after
            elif event.opcode == _RESUMED:
                hands = Hands.MOVED
                self._still_since = None
            else:
                return
        hand_on(told, hands)
