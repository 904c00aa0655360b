"""The keys of the editor, and what each does.

They are read while the keyboard is anywhere in the editor, before the window's own shortcuts: so
the same key may mean the list's replies there and the reply that is written on here.
"""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent


class Deed(StrEnum):
    """One thing that a key does."""

    SAVE = "save"
    FAVOURITE = "favourite"
    PLACEHOLDER = "placeholder"
    MOOD = "mood"
    PART = "part"
    IMAGE = "image"
    ADD_WORDING = "add-wording"
    REMOVE_WORDING = "remove-wording"
    NEXT_WORDING = "next-wording"
    PREVIOUS_WORDING = "previous-wording"


_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

_KEYS: Mapping[tuple[Qt.KeyboardModifier, Qt.Key], Deed] = {
    (_CTRL, Qt.Key.Key_S): Deed.SAVE,
    (_CTRL, Qt.Key.Key_D): Deed.FAVOURITE,
    (_ALT, Qt.Key.Key_V): Deed.PLACEHOLDER,
    (_ALT, Qt.Key.Key_E): Deed.MOOD,
    (_ALT, Qt.Key.Key_P): Deed.PART,
    (_ALT, Qt.Key.Key_I): Deed.IMAGE,
    (_ALT, Qt.Key.Key_Insert): Deed.ADD_WORDING,
    (_ALT, Qt.Key.Key_Delete): Deed.REMOVE_WORDING,
    (_CTRL, Qt.Key.Key_PageDown): Deed.NEXT_WORDING,
    (_CTRL, Qt.Key.Key_PageUp): Deed.PREVIOUS_WORDING,
}


def deed_of(event: QKeyEvent) -> Deed | None:
    """Gives what a key is to do; None for one that is not ours."""
    pressed: QKeyCombination = event.keyCombination()
    modifiers = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _KEYS.get((modifiers, pressed.key()))
