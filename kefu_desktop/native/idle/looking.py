"""Telling of hands where the machine only answers when it is asked: looked at as rarely as can be.

While hands move, the next look is due no sooner than they can have been still for long enough; only
while they are still it is every 15 s, for somebody may come back. So a day of work costs a look
every few minutes.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from msgspec import Struct

from kefu_desktop.app.attention import SLOWEST_LOOK, Hands
from kefu_desktop.app.ports import Refused
from kefu_desktop.native.choose import Lost
from kefu_desktop.native.handing import hand_on

_LOG = logging.getLogger(__name__)

_TICK = 0.05
"""Seconds by which two looks may place the same touch apart: Windows counts in steps of 16 ms."""


class Gaze(Struct):
    """What was seen so far, in seconds. Pure: time and the machine's answers come in."""

    after: float
    every: float
    still_since: float | None = None  # the last moment that can be the touch before STILL

    def see(self, idle: float, asked: float, answered: float) -> tuple[Hands | None, float]:
        """Takes in that at some time between ``asked`` and ``answered`` nothing had been touched
        for ``idle``; gives what to tell, and after how many seconds to look again.

        The two moments lie apart where this program was held up: that must not look like a touch.
        """
        if self.still_since is None:
            if idle < self.after:
                return None, self.after - idle
            self.still_since = answered - idle
            return Hands.STILL, self.every
        if asked - idle <= self.still_since + _TICK:
            return None, self.every
        self.still_since = None
        # Behind a touch that is long past hands may be still again: the next look says so.
        return Hands.MOVED, max(self.after - idle, 0)


class LookedAtIdle:
    """A :class:`kefu_desktop.app.attention.IdlePort` over a function that answers when asked.
    Without a watch there is no thread.
    """

    missing: Refused | None = None

    def __init__(
        self,
        name: str,
        meter: Callable[[], float],
        lost: Lost,
        *,
        closing: Callable[[], None] = lambda: None,
        every: timedelta = SLOWEST_LOOK,
    ) -> None:
        """``meter`` gives seconds since the last touch, from any thread, and raises OSError when
        the machine does not answer any more. ``closing`` lets go of the machine.
        """
        self.name = name
        self._meter = meter
        self._lost = lost
        self._closing = closing
        self._every = every.total_seconds()
        self._lock = threading.Lock()
        self._closed = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def idle_for(self) -> timedelta | None:
        """Asks the machine."""
        if self._closed:
            return None
        try:
            return timedelta(seconds=self._meter())
        except OSError:
            return None

    def watch(self, after: timedelta, told: Callable[[Hands], None]) -> None:
        """Starts the thread; one that was there ends."""
        gaze, stop = Gaze(after.total_seconds(), self._every), threading.Event()
        thread = threading.Thread(
            target=self._run, args=(gaze, told, stop), name="idle", daemon=True
        )
        self._replace(thread, stop)

    def unwatch(self) -> None:
        """Ends the thread."""
        self._replace(None, threading.Event())

    def close(self) -> None:
        """Ends the thread and lets go of the machine."""
        with self._lock:
            closed, self._closed = self._closed, True
        self._replace(None, threading.Event())
        if not closed:
            self._closing()

    def _replace(self, thread: threading.Thread | None, stop: threading.Event) -> None:
        with self._lock:
            old, self._thread = self._thread, None if self._closed else thread
            self._stop.set()
            self._stop = stop
            if self._thread is not None:
                self._thread.start()
        # Without the lock: the old one may be telling of its loss, which ends in close(). One that
        # tells its watcher, who watches anew, ends by itself.
        if old is not None and old is not threading.current_thread():
            old.join()

    def _run(self, gaze: Gaze, told: Callable[[Hands], None], stop: threading.Event) -> None:
        wait = 0.0
        try:
            while not stop.wait(wait):
                asked = time.monotonic()
                change, wait = gaze.see(self._meter(), asked, time.monotonic())
                if change is not None:
                    hand_on(told, change)
            return
        except OSError as failure:
            _LOG.warning("%s does not answer any more: %s", self.name, type(failure).__name__)
        except Exception:  # noqa: BLE001 - the edge of a thread
            _LOG.exception("the idle thread failed")
        if not stop.is_set():
            self._lost()
