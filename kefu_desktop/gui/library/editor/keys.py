"""The keys of the editor, and what each does while the keyboard is anywhere in it."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kefu_desktop.gui.emoticons.keys import OPENING, OPENING_TOO


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


SHORTCUTS: Mapping[str, Deed] = {
    "Alt+V": Deed.PLACEHOLDER,
    OPENING: Deed.MOOD,
    OPENING_TOO: Deed.MOOD,
    "Alt+P": Deed.PART,
    "Alt+I": Deed.IMAGE,
    "Alt+Ins": Deed.ADD_WORDING,
    "Alt+Del": Deed.REMOVE_WORDING,
    "Ctrl+PgDown": Deed.NEXT_WORDING,
    "Ctrl+PgUp": Deed.PREVIOUS_WORDING,
}
"""Keys that are the editor's alone."""

_OF_THE_WINDOW_TOO: Mapping[Qt.Key, Deed] = {
    Qt.Key.Key_S: Deed.SAVE,
    Qt.Key.Key_D: Deed.FAVOURITE,
}


def shared_deed(event: QKeyEvent) -> Deed | None:
    """Gives what a key is to do that the window has a shortcut for too: with Ctrl+D it means the
    replies of the list there, and here the one that is written on. None for all other keys.
    """
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return None
    return _OF_THE_WINDOW_TOO.get(Qt.Key(event.key()))
