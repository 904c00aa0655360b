"""A list to choose from, with a line to search in it: categories, placeholders, emoticons.

It opens at the button that asks for it and goes when something is chosen, at Esc, and at a click
beside it.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.gui.theme import Theme, Token

AnyIndex = QModelIndex | QPersistentModelIndex

_HINT = Qt.ItemDataRole.UserRole
_OPTION = Qt.ItemDataRole.UserRole + 1
_ROWS = 10
_ROW = 28
_PAD = 6
_NARROWEST = 320


class Option(Struct, frozen=True):
    """One row: its words, what stands faintly at its right, and what choosing it gives. ``also``
    is found by a search too.
    """

    words: str
    value: object
    hint: str = ""
    also: str = ""

    def has(self, wanted: str) -> bool:
        """Whether every word of ``wanted`` is somewhere in it."""
        text = f"{self.words} {self.hint} {self.also}".casefold()
        return all(word in text for word in wanted.casefold().split())


Source = Callable[[str], Sequence[Option]]
"""Gives the options for what is written in the search line."""


def searched(options: Sequence[Option]) -> Source:
    """Gives those of ``options`` that have what is searched for."""
    return lambda wanted: [option for option in options if option.has(wanted)]


class OptionList(QFrame):
    """The list. One serves any number of openings."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "editor-popup")
        self._theme = theme
        self._source: Source = lambda wanted: ()
        self._chosen: Callable[[object], object] = lambda value: None
        self._options = Options(self)
        self.line = QLineEdit()
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self._view = QListView()
        self._view.setProperty("role", "editor-options")
        self._view.setModel(self._options)
        self._view.setItemDelegate(_Row(theme, self._view))
        self._view.setUniformItemSizes(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(self._take)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.line)
        self._rows.addWidget(self._view)
        self.setFocusProxy(self.line)

    def open_at(
        self,
        field: QWidget,
        name: str,
        source: Source,
        chosen: Callable[[object], object],
        current: object = None,
    ) -> None:
        """Opens below ``field``, or above where there is more room. ``chosen`` gets the value of
        the option taken; ``current`` is the value of the one to begin at; ``name`` says what is
        searched.
        """
        px = self._theme.px
        self._source, self._chosen = source, chosen
        self._rows.setContentsMargins(px(_PAD), px(_PAD), px(_PAD), px(_PAD))
        self._rows.setSpacing(px(_PAD))
        self.line.setPlaceholderText(name)
        self.line.setAccessibleName(name)
        self._view.setAccessibleName(name)
        self.line.clear()
        self._search("")
        self._go_to(self._options.row_of(current))
        self._place(field)
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def search(self, text: str) -> None:
        """Searches for ``text``, which may be written on."""
        self.line.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that the list needs while the line has the keyboard."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        row = self._view.currentIndex().row()
        steps = {
            Qt.Key.Key_Down: row + 1,
            Qt.Key.Key_Up: row - 1,
            Qt.Key.Key_PageDown: row + _ROWS,
            Qt.Key.Key_PageUp: row - _ROWS,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._go_to(steps[key])
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._take(self._view.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def _search(self, wanted: str) -> None:
        self._options.show(self._source(wanted.strip()))
        self._go_to(0)

    def _go_to(self, row: int) -> None:
        last = self._options.rowCount() - 1
        self._view.setCurrentIndex(self._options.index(max(0, min(row, last)), 0))

    def _take(self, index: QModelIndex) -> None:
        option = index.data(_OPTION)
        if isinstance(option, Option):
            self.hide()
            self._chosen(option.value)

    def _place(self, field: QWidget) -> None:
        px = self._theme.px
        self.ensurePolished()
        rows = min(_ROWS, max(3, self._options.rowCount()))
        height = px(_ROW) * rows + self.line.sizeHint().height() + 3 * px(_PAD) + 4
        self.resize(max(field.width(), px(_NARROWEST)), height)
        room = field.screen().availableGeometry()
        corner = field.mapToGlobal(QPoint(0, field.height() + 2))
        if corner.y() + height > room.bottom():
            above = field.mapToGlobal(QPoint(0, 0)).y() - height - 2
            corner.setY(max(room.top(), above))
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)


class Options(QAbstractListModel):
    """The rows of the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] = ()

    def show(self, options: Sequence[Option]) -> None:
        """Holds ``options`` in place of those before."""
        self.beginResetModel()
        self._options = tuple(options)
        self.endResetModel()

    def row_of(self, value: object) -> int:
        """Gives the first row with ``value``, the first of all where there is none."""
        values = [option.value for option in self._options]
        return values.index(value) if value in values else 0

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._options)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        option = self._options[index.row()]
        return {
            int(Qt.ItemDataRole.DisplayRole): option.words,
            int(Qt.ItemDataRole.ToolTipRole): f"{option.words}  {option.hint}".strip(),
            int(Qt.ItemDataRole.AccessibleTextRole): f"{option.words}  {option.hint}".strip(),
            int(_HINT): option.hint,
            int(_OPTION): option,
        }.get(int(role))


class _Row(QStyledItemDelegate):
    """Draws a row: words at the left, as long as they have room, the hint at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> None:
        px = self._theme.px
        hint = str(index.data(_HINT))
        whole = option.rect
        super().paint(painter, option, index)
        if not hint:
            return
        painter.save()
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour(Token.TEXT_3))
        taken = option.fontMetrics.horizontalAdvance(str(index.data())) + px(36)
        room = max(0, whole.width() - taken)
        words = painter.fontMetrics().elidedText(hint, Qt.TextElideMode.ElideRight, room)
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(whole.adjusted(0, 0, -px(8), 0), where, words)
        painter.restore()
