"""Idle time on X11, told by the server: between two changes this program does not wake up.

One alarm at a time is set, in turns "still for so long" and "touched since", and each goes off at
once if it is true already. So no touch is missed between the two, however late this thread runs.
XTEST's keys are touches to the server: a paste of ours counts as one.
"""

import contextlib
import logging
import os
import select
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from kefu_desktop.app.attention import Hands
from kefu_desktop.app.ports import Reason, Refused
from kefu_desktop.native.bindings import x11, x11_sync
from kefu_desktop.native.choose import Lost, Unavailable
from kefu_desktop.native.facts import Facts
from kefu_desktop.native.handing import hand_on

_LOG = logging.getLogger(__name__)
T = TypeVar("T")

support = x11.support


def make(facts: Facts, lost: Lost) -> "X11Idle":
    """Opens the display. Raises :class:`kefu_desktop.native.choose.Unavailable` when it cannot be
    had, or counts no idle time.
    """
    connection = x11.reach(facts)
    try:
        return X11Idle(connection, lost)
    except x11_sync.NoCounter as missing:
        connection.close()
        refused = Refused(Reason.NO_EXTENSION, detail=x11_sync.EXTENSION)
        raise Unavailable(refused) from missing


class X11Idle:
    """A :class:`kefu_desktop.app.attention.IdlePort` with a connection and a thread of its own.

    The thread waits without the lock; whoever asks under it may read events meanwhile that no
    ``select`` shows any more, and so wakes the thread.
    """

    name = "x11"
    missing: Refused | None = None

    def __init__(self, connection: x11.Connection, lost: Lost) -> None:
        """Starts the thread. Raises :class:`kefu_desktop.native.bindings.x11_sync.NoCounter`."""
        self._connection = connection
        self._counter = x11_sync.IdleCounter(connection)
        self._lost = lost
        self._lock = threading.Lock()
        self._closed = False
        self._after = 0  # milliseconds; of the watch, as the four below
        self._told: Callable[[Hands], None] | None = None
        self._alarm: x11_sync.Alarm | None = None
        self._next = Hands.STILL
        self._wake_end, self._waker = os.pipe()
        os.set_blocking(self._waker, False)
        self._thread = threading.Thread(target=self._run, name="idle", daemon=True)
        self._thread.start()

    def idle_for(self) -> timedelta | None:
        """Gives the server's count."""
        counted = self._ask(self._counter.value)
        return None if counted is None else timedelta(milliseconds=counted)

    def watch(self, after: timedelta, told: Callable[[Hands], None]) -> None:
        """Sets the first alarm."""

        def begin() -> None:
            self._forget_alarm()
            self._after = max(round(after / timedelta(milliseconds=1)), 1)
            self._told, self._next = told, Hands.STILL
            self._set_alarm()

        self._ask(begin)

    def unwatch(self) -> None:
        """Removes the alarm."""
        self._ask(self._forget_alarm)

    def close(self) -> None:
        """Ends the thread, which closes the connection."""
        with self._lock:
            self._closed = True
            self._wake()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _ask(self, question: Callable[[], T]) -> T | None:
        with self._lock:
            if self._closed:
                return None
            try:
                return question()
            except self._connection.failures:
                return None  # the thread notices too, and tells
            finally:
                self._wake()

    def _wake(self) -> None:
        # Closed with the thread; a full pipe means that the thread is already on its way.
        if self._waker >= 0:
            with contextlib.suppress(BlockingIOError):
                os.write(self._waker, b"\0")

    def _set_alarm(self) -> None:
        if self._next is Hands.STILL:
            self._alarm = self._counter.at_least(self._after)
        else:
            self._alarm = self._counter.at_most(self._after - 1)

    def _forget_alarm(self) -> None:
        if self._alarm is not None:
            self._counter.forget(self._alarm)
        self._alarm = self._told = None

    # The thread from here on.

    def _run(self) -> None:
        try:
            while not self._closed:
                self._turn()
        except self._connection.failures as gone:
            _LOG.warning("the X server is gone: %s", type(gone).__name__)
        except Exception:  # noqa: BLE001 - the edge of a thread
            _LOG.exception("the idle thread failed")
        finally:
            lost = self._bury()
        if lost:
            self._lost()

    def _turn(self) -> None:
        server = self._connection.display.fileno()
        ready, _, _ = select.select([server, self._wake_end], [], [])
        if self._wake_end in ready:
            os.read(self._wake_end, 4096)
        for told, hands in self._changes():
            hand_on(told, hands)

    def _changes(self) -> list[tuple[Callable[[Hands], None], Hands]]:
        """Reads what has come and sets the alarm that follows; whom to tell what, without the
        lock.
        """
        changes = []
        with self._lock:
            display = self._connection.display
            while not self._closed and display.pending_events():
                rung = self._counter.gone_off(display.next_event())
                if rung is None or rung != self._alarm or self._told is None:
                    continue
                changes.append((self._told, self._next))
                self._counter.forget(rung)
                self._next = Hands.MOVED if self._next is Hands.STILL else Hands.STILL
                self._set_alarm()
        return changes

    def _bury(self) -> bool:
        """Lets go of everything; gives whether it was lost, not closed."""
        with self._lock:
            lost = not self._closed
            self._closed = True
            self._connection.close()
            os.close(self._waker)
            os.close(self._wake_end)
            self._waker = -1
        return lost
