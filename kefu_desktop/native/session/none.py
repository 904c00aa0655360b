"""Where nobody tells of lock and sleep: nobody is ever called. A sleep can still be told by the
clocks, and a locked screen by hands that are still.
"""

from collections.abc import Callable

from kefu_desktop.app.attention import SessionChange
from kefu_desktop.app.ports import Limited, Reason, Refused, Remedy, Support
from kefu_desktop.native.facts import Facts


def support(_facts: Facts) -> Support:
    """Always there, never able to tell."""
    return Limited(Reason.NOT_TOLD, Remedy.LEAVE_BY_HAND)


def make(_facts: Facts) -> "NoSession":
    """Touches nothing."""
    return NoSession()


class NoSession:
    """A :class:`kefu_desktop.app.attention.SessionPort` that knows nothing."""

    name = "none"
    missing: Refused | None = Refused(Reason.NOT_TOLD, Remedy.LEAVE_BY_HAND)
    hears_sleep = False

    def is_locked(self) -> bool | None:
        """Gives None: nobody tells."""
        return None

    def watch(self, told: Callable[[SessionChange], None]) -> None:
        """Calls nobody."""

    def close(self) -> None:
        """Has nothing to let go."""
