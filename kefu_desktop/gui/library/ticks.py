"""Ticks in lists that are painted by hand."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kefu_desktop.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

_NEAR = 5
"""So many pixels beside a tick still hit it."""

_CORNERS = ((0.24, 0.52), (0.43, 0.7), (0.76, 0.32))
"""Of a tick, as shares of its box."""


def draw_tick(painter: QPainter, place: QRect, theme: Theme, *, ticked: bool) -> None:
    """Fills a square in the colours of the theme; the painter is left as it was."""
    colour, box = theme.colour, QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("button" if ticked else "control-line"), 1))
    painter.setBrush(colour("button" if ticked else "bg"))
    painter.drawRoundedRect(box, box.height() / 4, box.height() / 4)
    if ticked:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("on-button"), box.width() / 8))
        painter.drawPolyline([box.topLeft() + QPointF(x, y) * box.width() for x, y in _CORNERS])
    painter.restore()


def turn(index: AnyIndex) -> None:
    """Ticks a row of a model, or takes its tick away; a row that can have none is left alone."""
    role = Qt.ItemDataRole.CheckStateRole
    state = index.data(role)
    if state is not None:
        ticked = state == Qt.CheckState.Checked
        other = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        index.model().setData(index, other, role)


class TickPainter(QStyledItemDelegate):
    """Paints rows that have a tick."""

    def tick_box(self, row: QRect) -> QRect:
        """Gives where a row has its tick, by where the row is."""
        raise NotImplementedError

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Leaves ticks to the list: Qt would turn them where its own painter would have them."""
        return False


class TickedList(QListView):
    """A list whose ticks turn at Space and at a click on them, which chooses nothing."""

    def __init__(self, painter: TickPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = painter
        painter.setParent(self)
        self.setItemDelegate(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes Space; the rest is for the list, or for what is around it."""
        if event.key() == Qt.Key.Key_Space:
            turn(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes a click on a tick."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        near = self._painter.tick_box(self.visualRect(index)).adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
        if index.isValid() and near.contains(place):
            turn(index)
        else:
            super().mousePressEvent(event)
