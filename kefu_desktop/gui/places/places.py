"""Joins shared places to the program: the window, the rounds, and the wizard that packs are looked
through in. The window is made when it is first wanted.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.records import Pack
from kefu_desktop.core.shared import PlaceId
from kefu_desktop.gui.notice import Level, Notice
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.places.desk import PlacesDesk
from kefu_desktop.gui.places.rounds import Rounds

if TYPE_CHECKING:
    from kefu_desktop.app.offers import Offer
    from kefu_desktop.gui.places.dialog import PlacesDialog

_IMPORTS = frozenset({Deed.IMPORT, Deed.REVERT_IMPORT})


class Places(QObject):
    """Shared places as the program has them."""

    available = Signal(object)
    """What can be updated, whenever that changes: a mapping from the uid of a pack to the version
    that can be had.
    """

    def __init__(
        self,
        desk: PlacesDesk,
        notice: Notice,
        busy: Callable[[], bool],
        open_pack: Callable[[Pack, str], None],
    ) -> None:
        """``open_pack`` has a pack looked through; ``busy``: a notice would be in the way."""
        super().__init__()
        self._desk = desk
        self._notice = notice
        self._open_pack = open_pack
        self._dialog: PlacesDialog | None = None
        self._begun = False
        self._outcomes = Outcomes(desk.bridge, self._say, self)
        self._rounds = Rounds(desk, notice, busy)
        self._rounds.available.connect(self.available)
        self._rounds.pack_wanted.connect(self._open_offer)
        self._rounds.dialog_wanted.connect(self.open)
        self._rounds.seen.connect(self._refresh)

    def begin(self) -> None:
        """Starts to look at places; the library is there. Beginning twice is no error."""
        if not self._begun:
            self._begun = True
            self._rounds.begin()

    def consider(self) -> None:
        """Looks where it is due."""
        if self._begun:
            self._rounds.consider()

    def library_changed(self, deed: Deed | None) -> None:
        """What was done to the library may have taken what was offered; None: nobody knows."""
        if deed is None or deed in _IMPORTS:
            self._rounds.count()
            self._refresh()

    def open(self) -> None:
        """Shows the window of places."""
        self._made().appear()

    def publish(self, uids: tuple[Uid, ...] = ()) -> None:
        """Shows the window with the form to publish these replies; none mean that it is chosen
        there.
        """
        self._made().appear()
        self._made().publish(uids)

    def look_at_update(self, uid: Uid) -> None:
        """Has the version looked through that a pack of the library can be updated to."""

        def found(offers: "tuple[Offer, ...]") -> None:
            for offer in offers:
                if offer.label is not None and offer.label.uid == uid:
                    self._open_offer(offer)
                    return

        self._outcomes.when(self._desk.ask(lambda rooms: rooms.subscribing.offers()), found)

    def _made(self) -> "PlacesDialog":
        if self._dialog is None:
            from kefu_desktop.gui.places.dialog import PlacesDialog

            self._dialog = PlacesDialog(self._desk)
            self._dialog.pack_wanted.connect(self._open_file)
            self._dialog.changed.connect(self._rounds.count)
        return self._dialog

    def _refresh(self) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.refresh()

    def _open_offer(self, offer: "Offer") -> None:
        self._open_file(offer.place.id, offer.deposit.file)

    def _open_file(self, place: PlaceId, file: str) -> None:
        opening = self._desk.ask(lambda rooms: rooms.subscribing.open(place, file))
        self._outcomes.when(opening, lambda opened: self._open_pack(*opened))

    def _say(self, error: KefuError) -> None:
        self._notice.say(self._desk.say(error), level=Level.WARN, seconds=8)
