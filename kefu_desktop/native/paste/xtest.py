"""Presses the client's paste chord on X11 through the XTEST extension.

The server merges these keys with those under the user's fingers: a Ctrl that is still held from the
hotkey, or a Shift, would turn the chord into another. So nothing is sent while a modifier is held
or latched that is not part of the chord.
"""

import threading
import time

from kefu_desktop.app.ports import Reason, Refused
from kefu_desktop.core.chords import Chord, Modifier
from kefu_desktop.native.bindings import x11, x11_keys
from kefu_desktop.native.choose import Unavailable
from kefu_desktop.native.facts import Facts

support = x11.support
_LOOK_AGAIN = 0.005


def make(facts: Facts) -> "XtestPaste":
    """Opens the display.

    Raises :class:`kefu_desktop.native.bindings.x11.NoServer`, or :class:`Unavailable` where the
    server has no XTEST.
    """
    connection = x11.Connection(facts.display)
    if not connection.display.has_extension("XTEST"):
        connection.close()
        raise Unavailable(Refused(Reason.NO_EXTENSION, detail="XTEST"))
    return XtestPaste(connection)


class XtestPaste:
    """A :class:`kefu_desktop.app.ports.PastePort` over one connection; any thread may call."""

    name = "xtest"

    def __init__(self, connection: x11.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._closed = False

    def wait_released(self, timeout: float) -> bool:
        """Waits until no modifier is held or latched; gives whether none is."""
        deadline = time.monotonic() + timeout
        keymap: x11_keys.KeyMap | None = None
        while True:
            with self._lock:
                if self._closed:
                    return False
                try:
                    keymap = keymap or x11_keys.read_keymap(self._connection)
                    held = self._held(keymap)
                except self._connection.failures:
                    return False
            if not held:
                return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(_LOOK_AGAIN)

    def send(self, chord: Chord) -> bool:
        """Presses ``chord`` once; False when the keyboard lacks a key of it, or a modifier is
        held.
        """
        with self._lock:
            if self._closed:
                return False
            try:
                return self._send(chord)
            except self._connection.failures:
                return False

    def close(self) -> None:
        """Closes the connection."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._connection.close()

    def _held(self, keymap: x11_keys.KeyMap) -> bool:
        display = self._connection.display
        down = _pressed(bytes(display.query_keymap()))
        if down & x11_keys.held_keycodes(keymap):
            return True
        # A latch (sticky keys) holds a modifier with no key down.
        mask = int(self._connection.root.query_pointer().mask)
        return bool(mask & x11_keys.held_mask(keymap))

    def _send(self, chord: Chord) -> bool:
        from Xlib import X

        keymap = x11_keys.read_keymap(self._connection)
        place = x11_keys.locate(chord, keymap)
        if place is None or self._held(keymap):
            return False
        keys = [
            *(x11_keys.modifier_keycode(m, keymap) for m in Modifier if m in chord.modifiers),
            place.keycode,
        ]
        display = self._connection.display
        for keycode in keys:
            display.xtest_fake_input(X.KeyPress, keycode)
        for keycode in reversed(keys):
            display.xtest_fake_input(X.KeyRelease, keycode)
        display.sync()
        return True


def _pressed(bitmap: bytes) -> frozenset[int]:
    return frozenset(
        8 * index + bit
        for index, octet in enumerate(bitmap)
        for bit in range(8)
        if octet >> bit & 1
    )
