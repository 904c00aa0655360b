"""What works on this machine, concern by concern, for the doctor: asked of every back-end, touching
none.
"""

from msgspec import Struct

from kefu_desktop.app.ports import Refused, Support


class Asked(Struct, frozen=True):
    """One back-end and what it says of this machine."""

    name: str
    support: Support


class Concern(Struct, frozen=True):
    """One thing the program wants of the machine, and its back-ends in the order of trying."""

    name: str
    asked: tuple[Asked, ...]

    @property
    def used(self) -> Asked | None:
        """The back-end that would be taken."""
        return next((one for one in self.asked if not isinstance(one.support, Refused)), None)
