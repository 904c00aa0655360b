"""A window over the whole screen on X11: the one in front says so in ``_NET_WM_STATE``.

A window that merely is as large as the screen is not meant: a maximised browser is work.
Source: Extended Window Manager Hints 1.5.
"""

import threading

from kefu_desktop.app.ports import Refused
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.facts import Facts
from kefu_desktop.native.window import x11_reading as reading

support = x11.support


def make(facts: Facts) -> "X11FullScreen":
    """Opens the display. Raises :class:`kefu_desktop.native.choose.Unavailable`."""
    return X11FullScreen(x11.reach(facts))


class X11FullScreen:
    """A :class:`kefu_desktop.app.attention.FullScreenPort` over one connection."""

    name = "x11"
    missing: Refused | None = None

    def __init__(self, connection: x11.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._closed = False

    def is_covered(self) -> bool | None:
        """Whether the window in front is shown as full screen; None when the server is gone."""
        with self._lock:
            if self._closed:
                return None
            try:
                return self._is_covered()
            except self._connection.failures:
                return None

    def close(self) -> None:
        """Closes the connection."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._connection.close()

    def _is_covered(self) -> bool:
        handle = reading.front_handle(self._connection)
        if not handle:
            return False
        states = self._connection.words(handle, "_NET_WM_STATE")
        return self._connection.atom("_NET_WM_STATE_FULLSCREEN") in states
