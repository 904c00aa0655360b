"""Where no program may press keys for the user: the reply is on the clipboard, and the user presses
Ctrl+V.
"""

from kefu_desktop.app.ports import Limited, Reason, Remedy, Support
from kefu_desktop.core.chords import Chord
from kefu_desktop.native.facts import Facts


def support(_facts: Facts) -> Support:
    """Always there."""
    return Limited(Reason.BY_HAND, Remedy.PRESS_PASTE)


def make(_facts: Facts) -> "ByHand":
    """Touches nothing."""
    return ByHand()


class ByHand:
    """A :class:`kefu_desktop.app.ports.PastePort` that leaves the key to the user."""

    name = "by-hand"

    def wait_released(self, timeout: float) -> bool:
        """Gives True at once: nothing of ours could be spoilt by a held key."""
        return True

    def send(self, chord: Chord) -> bool:
        """Gives False: the user does it."""
        return False

    def close(self) -> None:
        """Has nothing to let go."""
