"""The last resort, on any machine: the user tells the file manager which program opens a pack."""

from collections.abc import Sequence

from kefu_desktop.app.ports import Limited, Reason, Remedy, Support
from kefu_desktop.native.facts import Facts


def support(_facts: Facts) -> Support:
    """Works everywhere, by the user's hand."""
    return Limited(Reason.BY_HAND, Remedy.OPEN_WITH)


def make(_facts: Facts) -> "AssociationByHand":
    """Gives it."""
    return AssociationByHand()


class AssociationByHand:
    """Does nothing."""

    name = "by-hand"

    def install(self, program: Sequence[str], called: str) -> tuple[str, ...]:
        """Gives no places."""
        return ()

    def remove(self) -> tuple[str, ...]:
        """Gives no places."""
        return ()

    def close(self) -> None:
        """Holds nothing of the machine."""
