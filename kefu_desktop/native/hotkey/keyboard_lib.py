"""The global hotkey through the ``keyboard`` package: Windows, or a Linux console where this
process may read the keys.

The package's own ``add_hotkey`` decides with the keys that are down when it gets round to an event,
not when it happened, and so misses quick presses; only its stream of events is used here. It needs
root on Linux whatever the rights on ``/dev/input``, and there it cannot keep a key from the program
in front.

Source: keyboard 0.13.5, ``_nixcommon.ensure_root`` and ``_KeyboardListener.pre_process_event``.
"""

import importlib
import importlib.util
import logging
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from kefu_desktop.app.ports import (
    HotkeyRefusal,
    Limited,
    Press,
    Reason,
    Refused,
    Remedy,
    Support,
    Works,
)
from kefu_desktop.core.chords import Chord, Modifier
from kefu_desktop.native.facts import Facts, System

_LOG = logging.getLogger(__name__)
_PACKAGE = "keyboard"
_DEVICES = Path("/dev/input")
_HELD = {
    Modifier.CTRL: ("left ctrl", "right ctrl", "ctrl"),
    Modifier.ALT: ("left alt", "right alt", "alt"),
    Modifier.SHIFT: ("left shift", "right shift", "shift"),
    Modifier.META: ("left windows", "right windows", "windows"),
}
_NAMED = {
    "Escape": "esc",
    "PageUp": "page up",
    "PageDown": "page down",
    "ScrollLock": "scroll lock",
    "PrintScreen": "print screen",
}


class KeyStream(Protocol):
    """The part of the package that is used."""

    def hook(self, callback: Callable[[Any], bool], suppress: bool) -> object:
        """Calls back for each event; with ``suppress`` an event goes on only when the answer is
        true.
        """

    def unhook(self, remove: Callable[[Any], bool]) -> None:
        """Ends it."""

    def key_to_scan_codes(self, key: str, error_if_missing: bool) -> tuple[int, ...]:
        """Gives the codes of a key by the package's name for it."""


def support(facts: Facts) -> Support:
    """Says whether the package could read the keys here."""
    if facts.system not in {System.WINDOWS, System.LINUX}:
        return Refused(Reason.OTHER_SYSTEM)
    if importlib.util.find_spec(_PACKAGE) is None:
        return Refused(Reason.NO_LIBRARY, Remedy.INSTALL_PACKAGE, _PACKAGE)
    if facts.system is System.WINDOWS:
        return Works()
    if not any(os.access(device, os.R_OK) for device in _DEVICES.glob("event*")):
        return Refused(Reason.NO_PERMISSION, Remedy.BIND_COMMAND, str(_DEVICES))
    if os.geteuid() != 0:
        return Refused(Reason.NO_PERMISSION, Remedy.BIND_COMMAND, "root")
    if shutil.which("dumpkeys") is None:
        return Refused(Reason.NO_TOOL, Remedy.INSTALL_PACKAGE, "kbd")
    return Limited(Reason.KEY_SHARED)


def make(facts: Facts) -> "KeyboardLib":
    """Imports the package and starts its threads, which end only with the process."""
    return KeyboardLib(importlib.import_module(_PACKAGE), suppress=facts.system is System.WINDOWS)


class _Binding(Struct, frozen=True):
    pressed: Callable[[Press], None]
    codes: frozenset[int]


class KeyboardLib:
    """A :class:`kefu_desktop.app.ports.HotkeyPort` that watches the stream of keys.

    It cannot know of chords that other programs own, nor hold letters back; presses carry no
    target.
    """

    name = "keyboard"

    def __init__(self, stream: KeyStream, *, suppress: bool) -> None:
        """Starts listening on ``stream``. ``suppress`` keeps a bound chord's key from other
        programs.
        """
        self._stream = stream
        self._held = {
            modifier: frozenset(
                code for name in names for code in stream.key_to_scan_codes(name, False)
            )
            for modifier, names in _HELD.items()
        }
        self._lock = threading.Lock()
        self._bindings: dict[Chord, _Binding] = {}
        self._down: set[int] = set()
        self._swallowed: set[int] = set()
        self._closed = False
        # One and the same object: the package finds a hook again by it.
        self._listener = self._event
        stream.hook(self._listener, suppress)

    def bind(self, chord: Chord, pressed: Callable[[Press], None]) -> None:
        """Watches for ``chord``. Raises :class:`HotkeyRefusal` when the keyboard has no such
        key.
        """
        name = _NAMED.get(chord.key, chord.key.lower())
        codes = frozenset(self._stream.key_to_scan_codes(name, False))
        with self._lock:
            if self._closed or not codes:
                raise HotkeyRefusal(chord, taken=False)
            self._bindings[chord] = _Binding(pressed, codes)

    def unbind(self, chord: Chord) -> None:
        """Watches for ``chord`` no longer."""
        with self._lock:
            self._bindings.pop(chord, None)

    def close(self) -> None:
        """Watches for nothing any more."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._bindings.clear()
        self._stream.unhook(self._listener)

    def _event(self, event: Any) -> bool:
        """Comes on the package's thread; the answer says whether other programs get the event."""
        code = int(event.scan_code)
        if event.event_type != "down":
            self._down.discard(code)
            mine = code in self._swallowed
            self._swallowed.discard(code)
            return not mine
        if code in self._down:
            return code not in self._swallowed
        found = self._found(code)
        self._down.add(code)
        if found is None:
            return True
        self._swallowed.add(code)
        chord, pressed = found
        try:
            pressed(Press(chord, int(event.time * 1000), None))
        except Exception:  # noqa: BLE001 - the edge of a thread that is not ours
            _LOG.exception("what was to be called for %s failed", chord)
        return False

    def _found(self, code: int) -> tuple[Chord, Callable[[Press], None]] | None:
        held = frozenset(modifier for modifier, codes in self._held.items() if codes & self._down)
        with self._lock:
            for chord, binding in self._bindings.items():
                if code in binding.codes and chord.modifiers == held:
                    return chord, binding.pressed
        return None
