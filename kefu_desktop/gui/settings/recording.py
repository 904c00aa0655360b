"""From a key that was pressed to the chord that it is in the settings.

A chord names keys as a US keyboard has them, without Shift: what Qt reports as ``Ctrl+Shift+!`` is
``Ctrl+Shift+1``.
"""

import sys
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kefu_desktop.core.chords import Chord, Modifier

_SHIFTED: Mapping[str, str] = dict(
    zip('~_+{}|:"<>?!@#$%^&*()', "`-=[]\\;',./1234567890", strict=True)
)
_NAMED: Mapping[int, str] = {
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Pause: "Pause",
    Qt.Key.Key_ScrollLock: "ScrollLock",
    Qt.Key.Key_Print: "PrintScreen",
    Qt.Key.Key_SysReq: "PrintScreen",
    Qt.Key.Key_Menu: "Menu",
}
_MODIFIER_KEYS: Mapping[int, Modifier] = {
    Qt.Key.Key_Control: Modifier.CTRL,
    Qt.Key.Key_Alt: Modifier.ALT,
    Qt.Key.Key_AltGr: Modifier.ALT,
    Qt.Key.Key_Shift: Modifier.SHIFT,
    Qt.Key.Key_Meta: Modifier.META,
    Qt.Key.Key_Super_L: Modifier.META,
    Qt.Key.Key_Super_R: Modifier.META,
}


def modifiers_of(event: QKeyEvent, *, mac: bool = sys.platform == "darwin") -> frozenset[Modifier]:
    """Gives what is held while ``event`` happens, with the key itself where it is a modifier."""
    # On a Mac Qt calls the Command key Ctrl, and the other way round.
    ctrl, meta = (Modifier.META, Modifier.CTRL) if mac else (Modifier.CTRL, Modifier.META)
    flags = {
        Qt.KeyboardModifier.ControlModifier: ctrl,
        Qt.KeyboardModifier.AltModifier: Modifier.ALT,
        Qt.KeyboardModifier.ShiftModifier: Modifier.SHIFT,
        Qt.KeyboardModifier.MetaModifier: meta,
    }
    held = {modifier for flag, modifier in flags.items() if event.modifiers() & flag}
    own = _MODIFIER_KEYS.get(event.key())
    return frozenset(held | {own} if own else held)


def chord_of(event: QKeyEvent) -> Chord | None:
    """Gives the chord; None while only modifiers are down, and for a key that has no name here."""
    name = _key_name(event.key())
    return None if name is None else Chord(modifiers_of(event), name)


def _key_name(key: int) -> str | None:
    if key in _NAMED:
        return _NAMED[key]
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24:
        return f"F{key - Qt.Key.Key_F1 + 1}"
    if not 0x20 < key < 0x7F:
        return None
    sign = chr(key)
    return _SHIFTED.get(sign, sign)
