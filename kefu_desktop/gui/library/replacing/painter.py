"""Paints a place that would be replaced: which, what it says, and what it would say."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.ink import Inks, Pen, draw_ground
from kefu_desktop.gui.library.replacing.changes import PLANNED, Changes, Planned
from kefu_desktop.gui.library.replacing.excerpts import Run, excerpt
from kefu_desktop.gui.library.ticks import TickPainter, draw_tick
from kefu_desktop.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 70
"""At the usual text scale, in pixels."""


class ChangePainter(TickPainter):
    """Draws rows in the colours and sizes of the theme. ``say`` words why something cannot be."""

    def __init__(
        self, theme: Theme, say: Callable[[KefuError], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._say = say
        self._inks = Inks(theme)
        theme.changed.connect(self._inks.forget)

    def tick_box(self, row: QRect) -> QRect:
        """Where a row has its tick."""
        px = self._theme.px
        return QRect(row.left() + px(16), row.top() + px(8), px(16), px(16))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: Planned | None = index.data(PLANNED)
        model = index.model()
        if row is None or not isinstance(model, Changes):
            return
        px, ink = self._theme.px, self._inks.ink
        room: QRect = option.rect
        painter.save()
        draw_ground(painter, option, self._theme)
        box = self.tick_box(room)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        off = state != Qt.CheckState.Checked
        if state is not None:
            draw_tick(painter, box, self._theme, ticked=not off)
        left, right = box.right() + px(10), room.right() - px(16)
        head = Pen(painter, left, right, room.top() + px(6), px(20))
        where = ink("caption", "text-3").label(model.where(row))
        head.right -= where.width + px(8)
        head.write(row.title, ink("ui", "text-3" if off else "text", bold=True))
        head.label_at(right - where.width, where)
        place = row.place
        before = Pen(painter, left, right, room.top() + px(27), px(19))
        self._line(before, excerpt(place.before, place.spans_before), "bad", off=off)
        after = Pen(painter, left, right, room.top() + px(47), px(19))
        if row.error is not None:
            after.write(self._say(row.error), ink("caption", "bad"))
        else:
            self._line(after, excerpt(place.after, place.spans_after), "ok", off=off)
        painter.restore()

    def _line(self, pen: Pen, runs: Sequence[Run], mark: str, *, off: bool) -> None:
        """Writes a line; what is marked stands on the tint of ``mark``, and where it is empty there
        is a bar.
        """
        px = self._theme.px
        plain, ink = self._inks.ink("ui", "text-3" if off else "text-2"), self._inks.ink("ui", mark)
        for run in runs:
            if not run.marked:
                pen.write(run.text, plain)
                continue
            width = ink.fitted(run.text, pen.right - pen.x)[1] if run.text else px(2)
            if pen.x + width <= pen.right + 1:
                ground = QRectF(pen.x, pen.top + 1, width, pen.height - 2)
                colour = self._theme.colour(f"{mark}-tint" if run.text else mark)
                pen.painter.fillRect(ground, colour)
            if run.text:
                pen.write(run.text, ink)
            else:
                pen.x += width
