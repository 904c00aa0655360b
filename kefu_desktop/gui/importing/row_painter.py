"""Paints a record of an import: its tick, its title, and below how it stands to the library."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kefu_desktop.core.lint import Severity
from kefu_desktop.gui.importing.rows import SHOWN, Shown
from kefu_desktop.gui.ink import Inks, Pen
from kefu_desktop.gui.library.ticks import draw_tick
from kefu_desktop.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 48
"""At the usual text scale, in pixels."""

_MINDED = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "accent"}
_COLOURS = {"ok": "ok", "accent": "accent", "warn": "warn", "bad": "bad", "plain": "text-3"}


class RowPainter(QStyledItemDelegate):
    """Draws rows in the colours and sizes of the theme."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inks = Inks(theme)
        theme.changed.connect(self._inks.forget)

    def tick_box(self, row: QRect) -> QRect:
        """Where a row has its tick."""
        px = self._theme.px
        return QRect(row.left() + px(14), row.top() + px(9), px(14), px(14))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        shown: Shown | None = index.data(SHOWN)
        if shown is None:
            return
        px, ink = self._theme.px, self._inks.ink
        row: QRect = option.rect
        painter.save()
        self._ground(painter, option)
        box = self.tick_box(row)
        if shown.ticked is not None:
            draw_tick(painter, box, self._theme, ticked=shown.ticked)
        left, right = box.right() + px(9), row.right() - px(12)
        head = Pen(painter, left, right, row.top() + px(6), px(20))
        if shown.open:
            asks = self._inks.chip("?", "warn", "warn-tint")
            width = asks.deviceIndependentSize().width()
            Pen(painter, right - width, right + 1, head.top, head.height).chip(asks)
            head.right -= width + px(6)
        if shown.minded is not None:
            colour = _MINDED[shown.minded]
            mark = self._inks.chip("!", colour, f"{colour}-tint")
            width = mark.deviceIndependentSize().width()
            Pen(painter, head.right - width, head.right + 1, head.top, head.height).chip(mark)
            head.right -= width + px(6)
        faint = shown.ticked is False and not shown.open
        head.write(shown.title, ink("ui", "text-3" if faint else "text", bold=True))
        low = Pen(painter, left, right, row.top() + px(26), px(17))
        low.write(shown.line, ink("caption", _COLOURS[shown.tone]))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        row: QRect = option.rect
        colour, chosen = self._theme.colour, option.state & QStyle.StateFlag.State_Selected
        painter.fillRect(row, colour("selection" if chosen else "surface"))
        if chosen:
            painter.fillRect(
                QRect(row.x(), row.y(), self._theme.px(3), row.height()), colour("accent")
            )
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(row.adjusted(0, 0, -1, -1))
