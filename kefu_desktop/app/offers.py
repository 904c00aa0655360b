"""What shared places offer, as screens and terminal show it."""

from typing import NamedTuple

from msgspec import Struct

from kefu_desktop.core.records import Pack
from kefu_desktop.core.shared import Deposit, Look, PackLabel, PlaceId, SharedPlace, Standing

STARTER = SharedPlace(PlaceId("starter"), "")
"""Where the pack lies that ships with the program; nobody subscribed to it."""


class Offer(Struct, frozen=True):
    """A file at a place, and how it stands to the library. ``here`` is the version last taken."""

    place: SharedPlace
    deposit: Deposit
    standing: Standing
    here: str = ""

    @property
    def label(self) -> PackLabel | None:
        """What the pack says of itself, None for a file that is none."""
        return self.deposit.label


class PlaceState(Struct, frozen=True):
    """A place as it was at the last look."""

    place: SharedPlace
    look: Look
    offers: tuple[Offer, ...] = ()


class Opened(NamedTuple):
    """A pack to be looked through, and where it is from, to be shown."""

    pack: Pack
    source: str
