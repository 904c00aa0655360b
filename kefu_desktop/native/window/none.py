"""Where the machine does not tell which window is in front: every answer is "unknown", so replies
are copied, never pasted.
"""

from kefu_desktop.app.ports import Limited, Reason, Remedy, Support, Target
from kefu_desktop.native.facts import Facts


def support(_facts: Facts) -> Support:
    """Always there, never able to paste."""
    return Limited(Reason.BY_HAND, Remedy.PRESS_PASTE)


def make(_facts: Facts) -> "NoWindow":
    """Touches nothing."""
    return NoWindow()


class NoWindow:
    """A :class:`kefu_desktop.app.ports.WindowPort` that knows nothing."""

    name = "none"

    def current(self) -> Target | None:
        """Gives None: nobody tells."""
        return None

    def is_front(self, target: Target) -> bool:
        """Gives False: it cannot be made sure."""
        return False

    def bring_back(self, target: Target, timeout: float) -> bool:
        """Gives False: it cannot be made sure."""
        return False

    def has_focus(self, handle: int) -> bool:
        """Gives False: nobody tells."""
        return False

    def take_focus(self, handle: int, at: int) -> None:
        """Leaves the focus to the window manager."""

    def close(self) -> None:
        """Has nothing to let go."""
