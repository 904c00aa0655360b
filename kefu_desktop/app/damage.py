"""What is told of a library that cannot be opened for damage: with it, what could be restored."""

from pathlib import Path

from msgspec import Struct

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis


class Offer(Struct, frozen=True):
    """A backup that has been read through and could be restored."""

    file: Path
    at: Millis
    replies: int


class LibraryDamaged(MachineFault):
    """The library was not opened and is as it was; ``offer`` is None where no backup is good."""

    def __init__(self, path: Path, offer: Offer | None) -> None:
        super().__init__(Code.LIBRARY_DAMAGED, path=str(path))
        self.offer = offer
