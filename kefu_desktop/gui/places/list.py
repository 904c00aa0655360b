"""The places and the packs that lie there, as a tree of two levels.

What is shown is what the last look has seen; nothing here waits for a place.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from kefu_desktop.app.deposits import error_of
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.shared import PlaceId, Standing, Trouble
from kefu_desktop.gui.theme import Theme, Token

if TYPE_CHECKING:
    from kefu_desktop.app.offers import Offer, PlaceState

_HELD = Qt.ItemDataRole.UserRole
_COLOURS = {
    Standing.NEW: Token.ACCENT,
    Standing.NEWER: Token.ACCENT,
    Standing.TAKEN: Token.OK,
    Standing.UNUSABLE: Token.BAD,
}


class PlaceList(QTreeWidget):
    """Shows :class:`PlaceState`\\ s."""

    chosen = Signal()
    """Another row is chosen, or what it shows has changed."""

    opened = Signal()
    """Enter or a double click on a pack."""

    def __init__(self, theme: Theme, say: Callable[[KefuError], str]) -> None:
        super().__init__()
        self._theme = theme
        self._say = say
        self._states: tuple[PlaceState, ...] = ()
        self._looking: frozenset[PlaceId] = frozenset()
        self.setProperty("role", "places")
        self.setColumnCount(4)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setExpandsOnDoubleClick(False)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit())
        self.itemActivated.connect(self._activate)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def place(self) -> "PlaceState | None":
        """The place that is chosen, or whose pack is."""
        item = self.currentItem()
        top = item and (item.parent() or item)
        index = self.indexOfTopLevelItem(top) if top else -1
        return self._states[index] if index >= 0 else None

    @property
    def offer(self) -> "Offer | None":
        """The pack that is chosen."""
        item = self.currentItem()
        return item.data(0, _HELD) if item is not None and item.parent() is not None else None

    def show_states(
        self, states: "tuple[PlaceState, ...]", looking: frozenset[PlaceId] = frozenset()
    ) -> None:
        """Shows these; what was chosen stays chosen. ``looking`` are being looked at now."""
        place, file = self._chosen()
        self._states, self._looking = states, looking
        self.blockSignals(True)
        self.clear()
        for state in states:
            item = self._place_item(state)
            self.addTopLevelItem(item)
            item.setExpanded(True)
            if state.place.id == place:
                self.setCurrentItem(item)
            for offer in state.offers:
                row = self._offer_item(offer)
                item.addChild(row)
                if (state.place.id, offer.deposit.file) == (place, file):
                    self.setCurrentItem(row)
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)
        self.blockSignals(False)
        self.chosen.emit()

    def choose(self, place: PlaceId) -> None:
        """Takes the choice to a place."""
        for index, state in enumerate(self._states):
            item = self.topLevelItem(index)
            if state.place.id == place and item is not None:
                self.setCurrentItem(item)

    def word(self) -> None:
        """Words everything in the language of the moment."""
        here, there = self.tr("Here"), self.tr("There")
        self.setHeaderLabels([self.tr("Place and pack"), here, there, self.tr("State")])
        self.setAccessibleName(self.tr("Shared places"))
        self.show_states(self._states, self._looking)

    def _chosen(self) -> tuple[PlaceId | None, str]:
        state, offer = self.place, self.offer
        return state.place.id if state else None, offer.deposit.file if offer else ""

    def _activate(self, item: QTreeWidgetItem) -> None:
        if item.parent() is not None:
            self.opened.emit()

    def _place_item(self, state: "PlaceState") -> QTreeWidgetItem:
        said, token = self._place_says(state)
        item = QTreeWidgetItem([state.place.address, "", "", said])
        item.setToolTip(0, state.place.address)
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(0, font)
        item.setForeground(3, QBrush(self._theme.colour(token)))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{state.place.address}, {said}")
        return item

    def _offer_item(self, offer: "Offer") -> QTreeWidgetItem:
        label, says = offer.label, self._standing(offer.standing)
        name = label.name if label else offer.deposit.file
        there = label.version if label else ""
        item = QTreeWidgetItem([name, offer.here, there, says])
        item.setData(0, _HELD, offer)
        item.setToolTip(0, offer.deposit.file)
        item.setForeground(3, QBrush(self._theme.colour(_COLOURS[offer.standing])))
        spoken = f"{name}, {self.tr('Here')} {offer.here}, {self.tr('There')} {there}, {says}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _place_says(self, state: "PlaceState") -> tuple[str, Token]:
        if state.place.id in self._looking:
            return self.tr("Looking…"), Token.ACCENT
        if state.look.trouble is not None:
            return self.tr("Out of reach"), Token.WARN
        if not state.look.at:
            return self.tr("Not looked at yet"), Token.TEXT_2
        moment, short = QDateTime.fromMSecsSinceEpoch(state.look.at), QLocale.FormatType.ShortFormat
        today = moment.date() == QDate.currentDate()
        when = QLocale().toString(moment.time() if today else moment, short)
        return self.tr("Looked at {when}").format(when=when), Token.TEXT_2

    def _standing(self, standing: Standing) -> str:
        return {
            Standing.NEW: self.tr("Not imported yet"),
            Standing.NEWER: self.tr("Can be updated"),
            Standing.TAKEN: self.tr("Up to date"),
            Standing.UNUSABLE: self.tr("Cannot be used"),
        }[standing]

    def trouble(self, trouble: Trouble | None) -> str:
        """Says a trouble, nothing for none."""
        return self._say(error_of(trouble)) if trouble is not None else ""

    def _dress(self) -> None:
        px = self._theme.px
        self.setIndentation(px(18))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 56), (2, 56), (3, 140)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, px(width))
        self.show_states(self._states, self._looking)
