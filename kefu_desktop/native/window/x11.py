"""The window in front on an X11 desktop, and bringing one back, with a window manager or without.

Asking is not having: a manager may refuse to activate a window, and takes its time when it agrees.
So bringing back ends only when the window *is* active and the keyboard *is* inside it; nothing less
is told as success, because a paste follows.
"""

import threading
import time
from functools import partial

from kefu_desktop.app.ports import Target
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.facts import Facts
from kefu_desktop.native.window import x11_reading as reading

support = x11.support
# EWMH: the user asked for it, so the manager does not hold it back as a theft of focus.
_SOURCE_PAGER = 2
_FIRST_LOOK = 0.001
_LONGEST_LOOK = 0.010


def make(facts: Facts) -> "X11Window":
    """Opens the display. Raises :class:`kefu_desktop.native.bindings.x11.NoServer`."""
    return X11Window(x11.Connection(facts.display))


class X11Window:
    """A :class:`kefu_desktop.app.ports.WindowPort` over one connection; any thread may call."""

    name = "x11"

    def __init__(self, connection: x11.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._closed = False

    def current(self) -> Target | None:
        """Gives the window in front, None when there is none or it is our own."""
        with self._lock:
            if self._closed:
                return None
            try:
                return reading.front(self._connection)
            except self._connection.failures:
                return None

    def is_front(self, target: Target) -> bool:
        """Whether exactly this window is in front and the keyboard goes into it."""
        with self._lock:
            if self._closed:
                return False
            try:
                return reading.is_front(self._connection, target)
            except self._connection.failures:
                return False

    def bring_back(self, target: Target, timeout: float) -> bool:
        """Asks for ``target`` and waits until it has the keyboard; False when it died, or did not
        come in time.
        """
        deadline = time.monotonic() + timeout
        pause = _FIRST_LOOK
        if self.is_front(target):
            return True
        if not self._ask_for(target):
            return False
        while not self.is_front(target):
            if time.monotonic() >= deadline or not self._lives(target):
                return False
            # Between two looks the lock is free. Managers need 1 to 10 ms.
            time.sleep(min(pause, max(deadline - time.monotonic(), 0)))
            pause = min(pause * 2, _LONGEST_LOOK)
        return True

    def has_focus(self, handle: int) -> bool:
        """Whether the keyboard goes into our own window ``handle``."""
        with self._lock:
            if self._closed:
                return False
            try:
                focus = reading.focused_handle(self._connection)
                return bool(focus) and handle in self._connection.ancestry(focus)
            except self._connection.failures:
                return False

    def take_focus(self, handle: int, at: int) -> None:
        """Gives the keyboard to our own window ``handle``, which must be mapped; a window that is
        gone is left alone.
        """
        with self._lock:
            if self._closed:
                return
            try:
                self._take_focus(handle, at)
            except self._connection.failures:
                return

    def close(self) -> None:
        """Closes the connection."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._connection.close()

    def _lives(self, target: Target) -> bool:
        with self._lock:
            try:
                return not self._closed and reading.is_same(self._connection, target)
            except self._connection.failures:
                return False

    def _ask_for(self, target: Target) -> bool:
        with self._lock:
            if self._closed:
                return False
            try:
                if not reading.is_same(self._connection, target):
                    return False
                self._activate(target.handle, self._server_time())
            except self._connection.failures:
                return False
        return True

    def _activate(self, handle: int, at: int) -> None:
        if reading.has_manager(self._connection):
            self._connection.message(handle, "_NET_ACTIVE_WINDOW", [_SOURCE_PAGER, at])
        else:
            self._focus_ourselves(handle, at)

    def _focus_ourselves(self, handle: int, at: int) -> None:
        """Does what a manager would do; a window that is not on the screen answers with an error,
        which is no news.
        """
        from Xlib import X

        window = self._connection.window(handle)
        self._connection.tell(
            partial(window.configure, stack_mode=X.Above),
            partial(window.set_input_focus, X.RevertToParent, at),
        )

    def _take_focus(self, handle: int, at: int) -> None:
        connection = self._connection
        window = connection.window(handle)
        attributes = connection.ask(window.get_attributes)
        if attributes is None:
            return
        # The server drops a change of focus that is older than the last one, and with it the press
        # that fell just before another window was focused.
        now = self._server_time()
        if attributes.override_redirect:
            self._focus_ourselves(handle, now)
            return
        window.change_property(
            connection.atom("_NET_WM_USER_TIME"), connection.atom("CARDINAL"), 32, [at or now]
        )
        self._activate(handle, now)

    def _server_time(self) -> int:
        """Gives the server's time now: managers drop a request that carries none or an old one."""
        from Xlib import X

        connection = self._connection
        mark = connection.root.create_window(
            -1, -1, 1, 1, 0, 0, window_class=X.InputOnly, event_mask=X.PropertyChangeMask
        )
        try:
            mark.change_property(
                connection.atom("WM_NAME"), connection.atom("STRING"), 8, b"", mode=X.PropModeAppend
            )
            connection.display.flush()
            seen = connection.next_event(time.monotonic() + 0.05)
            while seen is not None and seen.type != X.PropertyNotify:
                seen = connection.next_event(time.monotonic() + 0.05)
            return int(seen.time) if seen is not None else int(X.CurrentTime)
        finally:
            mark.destroy()
