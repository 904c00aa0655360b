"""How a cell looks: an emoji alone; a mood with its name and how the client writes it; a face."""

from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kefu_desktop.app.emoticons import Sort
from kefu_desktop.gui.emoticons.cells import Cell, Cells
from kefu_desktop.gui.emoticons.glyphs import SIDE, Glyphs
from kefu_desktop.gui.ink import Inks, Pen
from kefu_desktop.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

UNIT = 40
"""Pixels of a column and of a row, at a text scale of 100 %."""
COLUMNS = 10
_LEAST_SPAN = 2
_FAINT = 0.35


class CellPainter(QStyledItemDelegate):
    """Draws cells. What the client has nothing for is drawn faintly."""

    def __init__(self, theme: Theme, glyphs: Glyphs, cells: Cells, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells = cells
        self._theme = theme
        self._glyphs = glyphs
        self._inks = Inks(theme)

    def forget(self) -> None:
        """Makes inks anew: the look has changed."""
        self._inks.forget()

    def span(self, sort: Sort, sign: str, *words: str) -> int:
        """Gives how many columns an emoticon needs. ``words`` are written beside a mood."""
        px = self._theme.px
        if sort is Sort.EMOJI:
            return 1
        if sort is Sort.MOOD:
            metrics = self._inks.ink("caption", "text").metrics
            wide = px(UNIT) + max(map(metrics.horizontalAdvance, words))
        else:
            wide = self._inks.ink("reply", "text").metrics.horizontalAdvance(sign) + px(16)
        return min(COLUMNS, max(_LEAST_SPAN, ceil(wide / px(UNIT))))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        cell = self._cells.at(index)
        unit = self._theme.px(UNIT)
        return QSize(unit * cell.span, unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        cell = self._cells.at(index)
        painter.save()
        self._ground(painter, option)
        if not cell.written:
            painter.setOpacity(_FAINT)
        if cell.emoticon.sort is Sort.KAOMOJI:
            ink = self._inks.ink("reply", "text")
            painter.setFont(ink.font)
            painter.setPen(ink.colour)
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, cell.sign)
        else:
            place = QRect(option.rect)
            place.setWidth(self._theme.px(UNIT))
            self._emoji(painter, place, cell.sign)
            if cell.emoticon.sort is Sort.MOOD:
                self._name(painter, option.rect, cell)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not chosen:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent"), 1))
        painter.setBrush(self._theme.colour("selection"))
        radius = self._theme.px(6)
        box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawRoundedRect(box, radius, radius)

    def _emoji(self, painter: QPainter, place: QRect, sign: str) -> None:
        picture = self._glyphs.picture(sign)
        if picture is None:
            return
        side = self._theme.px(SIDE)
        left = place.x() + (place.width() - side) // 2
        top = place.y() + (place.height() - side) // 2
        painter.drawPixmap(QPointF(left, top), picture)

    def _name(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        px = self._theme.px
        left, right = rect.x() + px(UNIT - 3), rect.right() - px(2)
        name, faint = self._inks.ink("caption", "text"), self._inks.ink("caption", "text-3")
        if not cell.caption:
            Pen(painter, left, right, rect.y(), rect.height()).write(cell.name, name)
            return
        line = px(15)
        top = rect.y() + (rect.height() - 2 * line) / 2
        Pen(painter, left, right, top, line).write(cell.name, name)
        Pen(painter, left, right, top + line, line).write(cell.caption, faint)
