"""What the screens of shared places work with, as the composition root hands it down."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct

from kefu_desktop.app.jobs import Lane
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.theme import Theme

if TYPE_CHECKING:
    from kefu_desktop.app.exporting import Exporting
    from kefu_desktop.app.publishing import Publishing
    from kefu_desktop.app.subscribing import Subscribing


T = TypeVar("T")


class SharedRooms(Protocol):
    """What works with shared places."""

    @property
    def subscribing(self) -> "Subscribing":
        """What follows them."""

    @property
    def publishing(self) -> "Publishing":
        """What publishes at them."""


class PlacesDesk(Struct, frozen=True, kw_only=True):
    """``rooms`` are made at their first call: not on the GUI thread. The ``lane`` may hang in a
    drive or a network for minutes, so nothing else is done on it; ``errands`` are quick.
    ``anything_to_do`` is the one question that is asked where there are no places; ``dice`` in 0…1
    spreads the computers of a shop.
    """

    rooms: Callable[[], SharedRooms]
    exporting: "Callable[[], Exporting]"
    anything_to_do: Callable[[], bool]
    version: str
    lane: Lane
    errands: Lane
    bridge: Bridge
    theme: Theme
    settings: Callable[[], Settings]
    say: Callable[[KefuError], str]
    dice: Callable[[], float]

    def ask(self, question: Callable[[SharedRooms], T]) -> Future[T]:
        """Does something with the rooms on their lane."""
        return self.lane.submit(lambda: question(self.rooms()))
