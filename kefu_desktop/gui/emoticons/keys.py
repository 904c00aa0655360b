"""Which key means what in the picker. Letters are for the search; arrows are for the grid, also
where a text is written: it is a word or two, and what is looked for is below.
"""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Act(Enum):
    """What a key asks the picker to do."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    FIRST = auto()
    LAST = auto()
    ENTER = auto()
    NEXT_SECTION = auto()
    PREVIOUS_SECTION = auto()
    TONES = auto()
    CLOSE = auto()


STEPS = frozenset(
    {
        Act.LEFT,
        Act.RIGHT,
        Act.UP,
        Act.DOWN,
        Act.PAGE_UP,
        Act.PAGE_DOWN,
        Act.FIRST,
        Act.LAST,
    }
)
"""What goes from one emoticon to another."""

OPENING = "Ctrl+."
"""Opens the picker, and closes it again."""

OPENING_TOO = "Alt+E"
"""Does the same. The usual Chinese input methods (Microsoft's, Sogou's, fcitx) keep ``Ctrl+.`` for
themselves, to switch between Chinese and Latin punctuation; no program hears it then.
"""


def act_of(event: QKeyEvent) -> Act | None:
    """Gives what ``event`` asks for; None for a key that edits the search."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _ACTS.get((held, Qt.Key(event.key())))


_NONE = Qt.KeyboardModifier.NoModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ACTS = {
    (_NONE, Qt.Key.Key_Left): Act.LEFT,
    (_NONE, Qt.Key.Key_Right): Act.RIGHT,
    (_NONE, Qt.Key.Key_Up): Act.UP,
    (_NONE, Qt.Key.Key_Down): Act.DOWN,
    (_NONE, Qt.Key.Key_PageUp): Act.PAGE_UP,
    (_NONE, Qt.Key.Key_PageDown): Act.PAGE_DOWN,
    (_CTRL, Qt.Key.Key_Home): Act.FIRST,
    (_CTRL, Qt.Key.Key_End): Act.LAST,
    (_NONE, Qt.Key.Key_Return): Act.ENTER,
    (_NONE, Qt.Key.Key_Enter): Act.ENTER,
    (_NONE, Qt.Key.Key_Tab): Act.NEXT_SECTION,
    (_SHIFT, Qt.Key.Key_Tab): Act.PREVIOUS_SECTION,
    (_SHIFT, Qt.Key.Key_Backtab): Act.PREVIOUS_SECTION,
    (_ALT, Qt.Key.Key_Down): Act.TONES,
    (_NONE, Qt.Key.Key_Menu): Act.TONES,
    (_SHIFT, Qt.Key.Key_F10): Act.TONES,
    (_NONE, Qt.Key.Key_Escape): Act.CLOSE,
    (_CTRL, Qt.Key.Key_Period): Act.CLOSE,
    (_ALT, Qt.Key.Key_E): Act.CLOSE,
}
