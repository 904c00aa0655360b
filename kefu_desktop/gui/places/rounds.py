"""Looks at shared places after the start and every few hours, and tells quietly what is new.

It has no clock of its own: the program's hourly upkeep asks it whether anything is due, so a
program without shared places wakes up no oftener than without this. Nothing is told while the user
is in the popup; a version is told of once.
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.shared import Standing
from kefu_desktop.gui.notice import Level, Notice
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.places.desk import PlacesDesk, SharedRooms

if TYPE_CHECKING:
    from kefu_desktop.app.offers import Offer

_log = logging.getLogger(__name__)

T = TypeVar("T")

START_SECONDS, START_SPREAD = 20.0, 60.0
"""The first look waits until the program has started, and not all of a shop come at once."""

BUSY_SECONDS = 20.0
NOTICE_SECONDS = 12.0


class Rounds(QObject):
    """Goes round the places. GUI thread."""

    pack_wanted = Signal(object)
    """An :class:`Offer` that the user wants to look through."""

    dialog_wanted = Signal()

    seen = Signal()
    """Places were looked at."""

    available = Signal(object)
    """What can be updated: pack uid → version there."""

    def __init__(self, desk: PlacesDesk, notice: Notice, busy: Callable[[], bool]) -> None:
        """``busy`` tells whether the user is typing where a notice would be in the way."""
        super().__init__()
        self._desk = desk
        self._notice = notice
        self._busy = busy
        self._going = False
        self._gone = False
        self._outcomes = Outcomes(desk.bridge, self._failed, self)

    def begin(self) -> None:
        """Looks for the first time, soon."""
        self._desk.bridge.after(START_SECONDS + self._desk.dice() * START_SPREAD, self.consider)

    def consider(self) -> None:
        """Looks where it is due."""
        if not self._going:
            self._going = True
            self._follow(self._desk.errands.submit(self._desk.anything_to_do), self._go)

    def count(self) -> None:
        """Finds out anew what can be updated: the library has changed, or the places. Where there
        are none, nothing is asked.
        """
        if self._gone:
            counting = self._desk.ask(lambda rooms: rooms.subscribing.available())
            self._outcomes.when(counting, self.available.emit)

    def _follow(self, future: Future[T], then: Callable[[T], None]) -> None:
        """Whatever becomes of it, even what nobody foresaw, the next hour looks again."""

        def rest() -> None:
            self._going = False

        future.add_done_callback(lambda _: self._desk.bridge.post(rest))
        self._outcomes.when(future, then, self._failed)

    def _go(self, wanted: bool) -> None:
        if not wanted:
            return
        hours = self._desk.settings().places.look_hours

        self._gone = True

        def look(rooms: SharedRooms) -> "tuple[tuple[Offer, ...], Mapping[Uid, str]]":
            rooms.subscribing.look_at_starters(self._desk.version)
            if hours:
                rooms.subscribing.look_where_due(hours, self._desk.dice())
            return rooms.subscribing.news(), rooms.subscribing.available()

        self._going = True
        self._follow(self._desk.ask(look), self._looked)

    def _looked(self, found: "tuple[tuple[Offer, ...], Mapping[Uid, str]]") -> None:
        news, available = found
        self.seen.emit()
        self.available.emit(available)
        self._tell(news)

    def _tell(self, news: "tuple[Offer, ...]") -> None:
        if not news:
            return
        if self._busy():
            self._desk.bridge.after(BUSY_SECONDS, lambda: self._tell(news))
            return
        self._outcomes.when(self._desk.ask(lambda rooms: rooms.subscribing.told(news)))
        if len(news) == 1:
            words, act = self._words(news[0]), lambda: self.pack_wanted.emit(news[0])
        else:
            words = self.tr("{count} packs at shared places have something new").format(
                count=len(news)
            )
            act = self.dialog_wanted.emit
        action = (self.tr("Look…"), act)
        self._notice.say(words, level=Level.INFO, action=action, seconds=NOTICE_SECONDS)

    def _words(self, offer: "Offer") -> str:
        label = offer.label
        name = f"{label.name} {label.version}".strip() if label else offer.deposit.file
        if offer.standing is Standing.NEW:
            return self.tr("“{pack}” can be imported").format(pack=name)
        return self.tr("“{pack}” can be updated").format(pack=name)

    def _failed(self, error: KefuError) -> None:
        """Told nowhere but in the log: nobody asked for this look."""
        _log.warning("shared places could not be looked at: %s", error.code.value)
