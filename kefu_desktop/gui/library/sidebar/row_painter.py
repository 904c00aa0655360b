"""Paints the sidebar's rows, and tells where in a row its parts are.

The indentation is ours, not the tree's: each row reaches over the whole width, so that the ground
of what is looked at, a click and a drop do too.
"""

from msgspec import Struct
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kefu_desktop.gui.ink import Ink, Inks, Pen
from kefu_desktop.gui.library.sidebar.entries import Entry, Shape
from kefu_desktop.gui.library.sidebar.marks import draw_chevron, draw_mark
from kefu_desktop.gui.library.sidebar.model import ENTRY, AnyIndex
from kefu_desktop.gui.library.sidebar.naming import NameField
from kefu_desktop.gui.theme import Theme


class _Lengths(Struct, frozen=True):
    """The lengths of a row at the present text scale, in pixels."""

    margin: int
    edge: int
    step: int
    sign: int
    narrow: int
    bar: int
    gap: int
    radius: int
    row: int
    heading: int
    first: int


class SidebarPainter(QStyledItemDelegate):
    """Draws rows in the colours and sizes of the theme, and makes the field for a name."""

    name_given = Signal(str, str)
    """The key of an entry, and the name that was written for it."""

    name_given_up = Signal(str)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inks = Inks(theme)
        self._lengths = self._measure()
        theme.changed.connect(self._look_again)

    # -- where the parts are

    def sign_box(self, row: QRect, depth: int) -> QRect:
        """Where a row that reaches over ``row`` has its mark or its chevron, ``depth`` levels below
        the headings.
        """
        size = self._lengths
        left = row.left() + size.edge + size.step * max(0, depth - 1)
        top = row.bottom() + 1 - size.row + (size.row - size.sign) // 2
        return QRect(left, top, size.sign, size.sign)

    def chevron_box(self, entry: Entry, row: QRect, depth: int) -> QRect:
        """Where a row is folded and unfolded by the mouse: its sign, or left of that where the sign
        is a mark.
        """
        box = self.sign_box(row, depth)
        if entry.mark is not None:
            narrow = self._lengths.narrow
            return QRect(box.left() + 1 - narrow, box.center().y() - narrow // 2, narrow, narrow)
        return box

    def name_left(self, row: QRect, depth: int) -> int:
        """Where the name begins."""
        if depth == 0:
            return row.left() + self._lengths.edge
        return self.sign_box(row, depth).right() + 1 + self._lengths.gap

    def name_room(self, entry: Entry, row: QRect, depth: int) -> int:
        """How wide the name may be beside the count."""
        return self._count_left(entry, row) - self.name_left(row, depth)

    def width_needed(self, entry: Entry, depth: int) -> int:
        """How wide a row is that shows all of ``entry``, with room for a count of thousands."""
        ink = self._name_ink(entry, bold=True)
        count = self._inks.ink("ui", "accent", bold=True).metrics.horizontalAdvance("99999")
        name = ink.metrics.horizontalAdvance(entry.name)
        left = self.name_left(QRect(0, 0, 0, self._lengths.row), depth)
        return round(left + name + self._lengths.gap + count) + self._lengths.edge + 1

    def fits(self, entry: Entry, row: QRect, depth: int) -> bool:
        """Whether the name is shown whole."""
        ink = self._name_ink(entry, bold=False)
        words = f"{entry.name} {entry.detail}" if entry.detail else entry.name
        return ink.metrics.horizontalAdvance(words) <= self.name_room(entry, row, depth)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = self._lengths
        if index.parent().isValid():
            return QSize(size.edge, size.row)
        return QSize(size.edge, size.heading if index.row() else size.first)

    # -- drawing

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(ENTRY)
        row: QRect = option.rect
        depth = depth_of(index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, option, self._line(row))
        self._sign(painter, option, index, entry)
        if entry.shape is not Shape.NEW or entry.name:
            self._words(painter, row, entry, depth, bold=chosen)
        painter.restore()

    def dragged(self, entry: Entry) -> QPixmap:
        """What of an entry goes along with the mouse."""
        return self._inks.chip(entry.name[:24], "on-button", "button")

    def paint_target(
        self,
        painter: QPainter,
        row: QRect,
        depth: int,
        where: QAbstractItemView.DropIndicatorPosition,
    ) -> None:
        """Shows that what is dragged would go onto a row, or right above or below it."""
        size, line = self._lengths, self._line(row)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent"), size.bar))
        if where is QAbstractItemView.DropIndicatorPosition.OnItem:
            box = QRectF(line).adjusted(size.margin, 1, -size.margin, -1)
            painter.drawRoundedRect(box, size.radius, size.radius)
            return
        above = where is QAbstractItemView.DropIndicatorPosition.AboveItem
        y = line.top() if above else line.bottom() + 1
        painter.drawLine(self.name_left(row, depth), y, line.right() - size.margin, y)

    def _line(self, row: QRect) -> QRect:
        """The part of a row that is its line: a heading has room above it."""
        return QRect(
            row.left(), row.bottom() + 1 - self._lengths.row, row.width(), self._lengths.row
        )

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, line: QRect) -> None:
        state, size, theme = option.state, self._lengths, self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        if not chosen and not hovered:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 1) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selection" if chosen else "hover"))
        box = QRectF(line).adjusted(size.margin, 0.5, -size.margin, -0.5)
        painter.drawRoundedRect(box, size.radius, size.radius)

    def _sign(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, entry: Entry
    ) -> None:
        depth = depth_of(index)
        if depth == 0:
            return
        box = QRectF(self.sign_box(option.rect, depth))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colour = "warn" if entry.warns else "accent" if chosen else "text-2"
        if entry.mark is not None:
            draw_mark(painter, entry.mark, box, self._theme.colour(colour))
        if index.model().rowCount(index):
            opened = bool(option.state & QStyle.StateFlag.State_Open)
            box = QRectF(self.chevron_box(entry, option.rect, depth))
            draw_chevron(painter, box, self._theme.colour(colour), opened=opened)

    def _words(
        self, painter: QPainter, row: QRect, entry: Entry, depth: int, *, bold: bool
    ) -> None:
        line = self._line(row)
        left = self.name_left(row, depth)
        right = left + self.name_room(entry, row, depth)
        pen = Pen(painter, left, right, line.top(), line.height())
        pen.write(entry.name, self._name_ink(entry, bold=bold))
        if entry.detail:
            pen.right -= self._lengths.gap
            colour = "accent" if entry.updates else "text-3"
            pen.write(f" {entry.detail}", self._inks.ink("ui", colour))
        if entry.count:
            at = self._count_left(entry, row) + self._lengths.gap
            pen.label_at(at, self._count_ink(entry, bold=bold).label(str(entry.count)))

    def _name_ink(self, entry: Entry, *, bold: bool) -> Ink:
        if _is_written_small(entry):
            return self._inks.ink("caption", "accent" if bold else "text-2", bold=bold)
        return self._inks.ink("ui", "accent" if bold else "text", bold=bold)

    def _count_ink(self, entry: Entry, *, bold: bool) -> Ink:
        role = "caption" if _is_written_small(entry) else "ui"
        colour = "warn" if entry.warns else "accent" if bold else "text-3"
        return self._inks.ink(role, colour, bold=bold)

    def _count_left(self, entry: Entry, row: QRect) -> int:
        """Where the room for the name ends: with a count, some way before that."""
        right = row.right() + 1 - self._lengths.edge
        if not entry.count:
            return right
        width = self._count_ink(entry, bold=True).metrics.horizontalAdvance(str(entry.count))
        return right - round(width) - 1 - self._lengths.gap

    # -- the field for a name

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        entry: Entry = index.data(ENTRY)
        field = NameField(entry.name, parent)
        field.setFont(self._theme.font("ui"))
        field.setAccessibleName(self.tr("Name of the category"))
        if entry.shape is Shape.NEW:
            field.setPlaceholderText(self.tr("New category"))
        field.given.connect(lambda name: self.name_given.emit(entry.key, name))
        field.given_up.connect(lambda: self.name_given_up.emit(entry.key))
        return field

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leaves what is being written alone: the library may change meanwhile."""

    def setModelData(self, editor: QWidget, model: object, index: object) -> None:
        """Writes nothing: the field tells by itself, and the library answers."""

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: QRect = option.rect
        left = self.name_left(row, depth_of(index)) - self._lengths.gap
        editor.setGeometry(
            left, row.top(), row.right() + 1 - self._lengths.margin - left, row.height()
        )

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keeps Enter, Esc, Tab and the loss of the focus for the field itself."""
        return False

    # -- the look

    def _look_again(self) -> None:
        self._inks.forget()
        self._lengths = self._measure()

    def _measure(self) -> _Lengths:
        px = self._theme.px
        ink = self._inks.ink("ui", "text", bold=True)
        row = max(px(27), round(ink.metrics.height()) + px(4))
        return _Lengths(
            margin=px(8),
            edge=px(16),
            step=px(16),
            sign=px(14),
            narrow=px(12),
            bar=px(2),
            gap=px(6),
            radius=px(6),
            row=row,
            heading=row + px(11),
            first=row + px(5),
        )


def _is_written_small(entry: Entry) -> bool:
    """Whether an entry is a heading; that of the quick replies is a kind to be chosen as well."""
    return entry.shape is Shape.HEADING or (entry.shape is Shape.KIND and entry.mark is None)


def depth_of(index: AnyIndex) -> int:
    """Gives how many levels below the headings an entry stands."""
    depth = 0
    while index.parent().isValid():
        index = index.parent()
        depth += 1
    return depth
