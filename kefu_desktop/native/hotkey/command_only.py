"""Where no program may take a key from the desktop: the desktop's own shortcut runs ``kefu-desktop
popup`` instead.

Binding a chord succeeds here although nothing is bound, because there is nothing that the program
should do otherwise; what the user has to do is said by :func:`support`.
"""

from collections.abc import Callable

from kefu_desktop.app.ports import Limited, Press, Reason, Remedy, Support
from kefu_desktop.core.chords import Chord
from kefu_desktop.native.facts import Facts


def support(_facts: Facts) -> Support:
    """Always there."""
    return Limited(Reason.BY_HAND, Remedy.BIND_COMMAND)


def make(_facts: Facts) -> "CommandOnly":
    """Touches nothing."""
    return CommandOnly()


class CommandOnly:
    """A :class:`kefu_desktop.app.ports.HotkeyPort` that leaves the key to the desktop."""

    name = "command-only"

    def bind(self, chord: Chord, pressed: Callable[[Press], None]) -> None:
        """Binds nothing; ``pressed`` is never called."""

    def unbind(self, chord: Chord) -> None:
        """Has nothing to give back."""

    def close(self) -> None:
        """Has nothing to let go."""
