"""Which key means what in the popup, and which words are no search."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kefu_desktop.core.leaving import is_command
from kefu_desktop.gui.bridge import Bridge


class Act(Enum):
    """What a key asks the popup to do."""

    UP = auto()
    DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    ENTER = auto()
    OTHER_ENTER = auto()
    PICK = auto()
    NEXT_VARIANT = auto()
    PREVIOUS_VARIANT = auto()
    NEXT_FILTER = auto()
    PREVIOUS_FILTER = auto()
    FAVOURITE = auto()
    EDIT = auto()
    NEW = auto()
    EMOTICON = auto()
    LARGER = auto()
    SMALLER = auto()
    USUAL_SIZE = auto()
    CLOSE = auto()


_EARLIER_KEYS_SECONDS = 0.01

OF_ROWS = frozenset({Act.ENTER, Act.OTHER_ENTER, Act.PICK, Act.FAVOURITE, Act.EDIT})
"""What depends on which rows are shown."""


def act_of(event: QKeyEvent) -> Act | None:
    """Gives what ``event`` asks for; None for a key that edits the search."""
    key = Qt.Key(event.key())
    none, keypad = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
    ctrl, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    shift = Qt.KeyboardModifier.ShiftModifier
    held = event.modifiers() & ~keypad
    if held == alt and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
        return Act.PICK
    plain = {
        Qt.Key.Key_Up: Act.UP,
        Qt.Key.Key_Down: Act.DOWN,
        Qt.Key.Key_PageUp: Act.PAGE_UP,
        Qt.Key.Key_PageDown: Act.PAGE_DOWN,
        Qt.Key.Key_Return: Act.ENTER,
        Qt.Key.Key_Enter: Act.ENTER,
        Qt.Key.Key_Tab: Act.NEXT_VARIANT,
        Qt.Key.Key_Escape: Act.CLOSE,
    }
    with_ctrl = {
        Qt.Key.Key_Return: Act.OTHER_ENTER,
        Qt.Key.Key_Enter: Act.OTHER_ENTER,
        Qt.Key.Key_D: Act.FAVOURITE,
        Qt.Key.Key_E: Act.EDIT,
        Qt.Key.Key_N: Act.NEW,
        Qt.Key.Key_Period: Act.EMOTICON,
        Qt.Key.Key_Plus: Act.LARGER,
        Qt.Key.Key_Equal: Act.LARGER,
        Qt.Key.Key_Minus: Act.SMALLER,
        Qt.Key.Key_0: Act.USUAL_SIZE,
    }
    with_alt = {
        Qt.Key.Key_Right: Act.NEXT_FILTER,
        Qt.Key.Key_Left: Act.PREVIOUS_FILTER,
        Qt.Key.Key_E: Act.EMOTICON,
    }
    with_shift = {Qt.Key.Key_Backtab: Act.PREVIOUS_VARIANT, Qt.Key.Key_Tab: Act.PREVIOUS_VARIANT}
    with_ctrl_shift = {Qt.Key.Key_Plus: Act.LARGER}
    tables = {none: plain, ctrl: with_ctrl, alt: with_alt, shift: with_shift}
    tables[ctrl | shift] = with_ctrl_shift
    return tables.get(held, {}).get(key)


def leaves(typed: str) -> bool:
    """Whether the agent typed that they leave, and perhaps why and until when."""
    return is_command(typed)


def after_earlier_keys(bridge: Bridge, call: Callable[[], None]) -> None:
    """Calls ``call`` once the keys that were struck before now have been heard. They come another
    way than the hotkey does, and on a busy machine later.
    """

    def asked() -> None:
        # The desktop answers in order: with its answer to Qt, Qt has all keys that came before.
        QGuiApplication.sync()
        bridge.after(_EARLIER_KEYS_SECONDS, call)

    bridge.after(0, asked)
