"""Where nobody tells what is on the screen: then nothing is in the way of a notice."""

from kefu_desktop.app.ports import Limited, Reason, Refused, Support
from kefu_desktop.native.facts import Facts


def support(_facts: Facts) -> Support:
    """Always there, never able to tell."""
    return Limited(Reason.NOT_TOLD)


def make(_facts: Facts) -> "NoFullScreen":
    """Touches nothing."""
    return NoFullScreen()


class NoFullScreen:
    """A :class:`kefu_desktop.app.attention.FullScreenPort` that knows nothing."""

    name = "none"
    missing: Refused | None = Refused(Reason.NOT_TOLD)

    def is_covered(self) -> bool | None:
        """Gives None: nobody tells."""
        return None

    def close(self) -> None:
        """Has nothing to let go."""
