"""What works on this machine, concern by concern, for the doctor: asked of every back-end, touching
none.
"""

from dataclasses import dataclass

from kefu_desktop.app.ports import Refused, Support


@dataclass(frozen=True, slots=True)
class Asked:
    """One back-end and what it says of this machine."""

    name: str
    support: Support


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing the program wants of the machine, and its back-ends in the order of trying."""

    name: str
    asked: tuple[Asked, ...]

    @property
    def used(self) -> Asked | None:
        """The back-end that would be taken."""
        return next((one for one in self.asked if not isinstance(one.support, Refused)), None)
