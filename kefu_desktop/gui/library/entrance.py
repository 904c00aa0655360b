"""The way into the library window: made when it is first wanted, for most days it is not, and told
from then on what has changed.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kefu_desktop.app.events import (
    Events,
    IndexReady,
    LibraryChanged,
    LibraryReplaced,
    Touched,
    UseRecorded,
)
from kefu_desktop.core.model import Uid
from kefu_desktop.gui.bridge import Bridge

if TYPE_CHECKING:
    from kefu_desktop.gui.library.window import LibraryWindow


class Entrance(QObject):
    """Opens the window from wherever it is asked for."""

    made = Signal(object)
    """The window, once, when it has been made."""

    def __init__(self, make: "Callable[[], LibraryWindow]", events: Events, bridge: Bridge) -> None:
        super().__init__()
        self._make = make
        self._made: LibraryWindow | None = None
        self._available: Mapping[Uid, str] = {}
        bridge.subscribe(events, LibraryChanged, lambda event: self._refresh(event.touched), self)
        bridge.subscribe(events, LibraryReplaced, lambda _: self._refresh(None), self)
        # What is looked for was answered from the older index until now.
        bridge.subscribe(events, IndexReady, lambda _: self._refresh(None), self)
        bridge.subscribe(events, UseRecorded, self._used, self)

    @property
    def window(self) -> "LibraryWindow":
        """The window; making it the first time takes some tenths of a second."""
        if self._made is None:
            self._made = self._make()
            self._made.show_available(self._available)
            self.made.emit(self._made)
        return self._made

    def open(self, uid: Uid | None = None, variant: int = 0) -> None:
        """Opens it as it was left, or at one reply."""
        self.window.open_at(uid, variant)

    def open_new(self, text: str = "", title: str = "") -> None:
        """Opens it with a new reply begun."""
        self.window.open_new(text, title)

    def show_available(self, available: Mapping[Uid, str]) -> None:
        """Says there which packs can be updated, now or when it is made."""
        self._available = available
        if self._made is not None:
            self._made.show_available(available)

    def leave(self) -> None:
        """Saves what is being written there, or keeps it as a draft: the program ends."""
        if self._made is not None:
            self._made.close()

    def _used(self, event: UseRecorded) -> None:
        self._refresh(Touched(uses={event.uid: event.use}))

    def _refresh(self, touched: Touched | None) -> None:
        if self._made is not None:
            self._made.refresh(touched)
