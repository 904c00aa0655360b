"""Ends the program in order when the session or a terminal asks it to (SIGTERM, SIGINT, SIGHUP).

Qt's loop does not return to Python while it waits, so a plain Python handler would run at the next
mouse move. The wake-up descriptor makes the signal something that the loop can see.
"""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier


class EndSignals(QObject):
    """Calls ``ended`` on the GUI thread when one of the signals comes. Main thread only."""

    def __init__(self, ended: Callable[[], None]) -> None:
        super().__init__()
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)
        self._before = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        names = ("SIGTERM", "SIGINT", "SIGHUP")
        wanted = [getattr(signal, name) for name in names if hasattr(signal, name)]
        self._handlers = {number: signal.signal(number, _seen) for number in wanted}
        if hasattr(signal, "SIGTSTP"):
            # A program that was stopped (Ctrl+Z in its terminal) could not let go of the keys that
            # the server holds back at the hotkey: the whole keyboard would stand still.
            self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self._ended = ended
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def close(self) -> None:
        """Gives the signals back to who had them."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._reading.close()
        self._writing.close()

    def _woken(self) -> None:
        numbers = self._reading.recv(64)
        if any(number in self._handlers for number in numbers):
            self._ended()


def _seen(number: int, frame: FrameType | None) -> None:
    """Takes the place of the default, which would end the process on the spot."""
