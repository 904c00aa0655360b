"""Where the machine does not tell of keyboard and pointer: nobody is ever called, and going away is
left to the hand and the schedule.
"""

from collections.abc import Callable
from datetime import timedelta

from kefu_desktop.app.attention import Hands
from kefu_desktop.app.ports import Limited, Reason, Refused, Remedy, Support
from kefu_desktop.native.facts import Facts


def support(_facts: Facts) -> Support:
    """Always there, never able to tell."""
    return Limited(Reason.NOT_TOLD, Remedy.LEAVE_BY_HAND)


def make(_facts: Facts) -> "NoIdle":
    """Touches nothing."""
    return NoIdle()


class NoIdle:
    """A :class:`kefu_desktop.app.attention.IdlePort` that knows nothing."""

    name = "none"
    missing: Refused | None = Refused(Reason.NOT_TOLD, Remedy.LEAVE_BY_HAND)

    def idle_for(self) -> timedelta | None:
        """Gives None: nobody tells."""
        return None

    def watch(self, after: timedelta, told: Callable[[Hands], None]) -> None:
        """Calls nobody."""

    def unwatch(self) -> None:
        """Has nothing to end."""

    def close(self) -> None:
        """Has nothing to let go."""
