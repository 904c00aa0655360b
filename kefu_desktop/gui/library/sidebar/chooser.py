"""A small chooser of a category: all of them by their paths, and a field that narrows them down.

It asks for nothing to be confirmed and holds nothing up: a click beside it or Esc closes it.
"""

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.core.model import Uid
from kefu_desktop.gui.theme import Theme

_UID = Qt.ItemDataRole.UserRole
_LIST_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class Offer(Struct, frozen=True):
    """One place that can be chosen: its words, and its category (None: the top)."""

    words: str
    uid: Uid | None


class CategoryChooser(QFrame):
    """Deletes itself when it closes."""

    chosen = Signal(object)
    """The uid of the :class:`Offer` that was chosen."""

    def __init__(self, theme: Theme, title: str, offers: Iterable[Offer], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "chooser")
        self.setAccessibleName(title)
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("Search categories"))
        self._field.setAccessibleName(self.tr("Search categories"))
        self._field.installEventFilter(self)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Categories"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for offer in offers:
            item = QListWidgetItem(offer.words, self._list)
            item.setData(_UID, offer.uid)
            item.setToolTip(offer.words)
        self._none = QLabel(self.tr("No category of this name"), self)
        self._none.setProperty("role", "caption")
        self._lay_out(title)
        self._field.textChanged.connect(self._narrow)
        self._list.itemClicked.connect(self._take)
        self._narrow("")

    @property
    def shown(self) -> list[str]:
        """The words of what can be chosen now, from top to bottom."""
        return [item.text() for item in self._items() if not item.isHidden()]

    def open_at(self, place: QPoint) -> None:
        """Shows it with its corner at ``place`` on the screen, and takes the keyboard."""
        px = self._theme.px
        self.resize(px(280), px(300))
        screen = self.screen().availableGeometry()
        x = max(screen.left(), min(place.x(), screen.right() - self.width()))
        y = max(screen.top(), min(place.y(), screen.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _LIST_KEYS:
                self._list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self, title: str) -> None:
        px = self._theme.px
        heading = QLabel(title, self)
        heading.setProperty("role", "caption")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(10), px(10), px(10), px(10))
        lines.setSpacing(px(6))
        for part in (heading, self._field, self._list, self._none):
            lines.addWidget(part)

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        first: QListWidgetItem | None = None
        for item in self._items():
            words = item.text().casefold()
            fits = all(word in words for word in wanted)
            item.setHidden(not fits)
            if fits and first is None:
                first = item
        if first is None:
            self._list.clearSelection()
        else:
            self._list.setCurrentItem(first)
        self._none.setVisible(first is None)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None or item.isHidden():
            return
        uid = item.data(_UID)
        self.close()
        self.chosen.emit(uid)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]
