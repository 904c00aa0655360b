"""Presses the client's paste chord on X11 through the XTEST extension.

The server merges these keys with those under the user's fingers: a Ctrl that is still held from the
hotkey, or a Shift, would turn the chord into another. So nothing is sent while a modifier is held
or latched that is not part of the chord.
"""

import contextlib
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
        self._lent: set[int] = set()

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
                with contextlib.suppress(*self._connection.failures):
                    self._take_back()
                self._connection.close()

    def _lend(self, key: str, keymap: x11_keys.KeyMap) -> int:
        """Puts a key that the layout lacks on a key code that nobody uses; gives it, 0 when none is
        free.

        The client sees Ctrl+V by its symbol; a Russian layout has no V at all. The loan is paid
        back on :meth:`close` and not at once: a busy client looks the symbol up when it comes to
        the event, which may be late.
        """
        symbol = x11_keys.symbol_of_key(key)
        spare = next((code for code, row in keymap.symbols.items() if not any(row)), 0)
        if spare and symbol:
            self._connection.display.change_keyboard_mapping(spare, [(symbol, symbol)])
            self._connection.display.sync()
            self._lent.add(spare)
        return spare if symbol else 0

    def _take_back(self) -> None:
        for spare in self._lent:
            self._connection.display.change_keyboard_mapping(spare, [(0, 0)])
        if self._lent:
            self._connection.display.sync()
        self._lent.clear()

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
        keycode = x11_keys.keycode_of(chord.key, keymap) or self._lend(chord.key, keymap)
        held = [x11_keys.modifier_keycode(m, keymap) for m in Modifier if m in chord.modifiers]
        if not all((keycode, *held)) or self._held(keymap):
            return False
        keys = [*held, keycode]
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
