"""Paints a row of the popup: key, title with marks, shortcut, badges, category, one line of text.

Painted by hand rather than as rich text: six rows must be on the screen within a frame of a
keystroke, and laying out HTML for them alone would take longer than the search.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kefu_desktop.app.composing import first_variant
from kefu_desktop.app.searching import Row
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.gui.popup.marking import Run, shown_variant, text_runs, title_runs
from kefu_desktop.gui.popup.results import ROW
from kefu_desktop.gui.theme import Theme

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
KEYS = 9


@dataclass(frozen=True, slots=True)
class _Ink:
    """A font, its measures and its colour, made once for each look rather than for each word."""

    font: QFont
    metrics: QFontMetrics
    colour: QColor


@dataclass(slots=True)
class _Pen:
    """A line being written from left to right, never beyond ``right``."""

    painter: QPainter
    x: int
    right: int
    top: int
    height: int

    def write(self, text: str, ink: _Ink) -> None:
        room = self.right - self.x
        if room <= 0 or not text:
            return
        width = ink.metrics.horizontalAdvance(text)
        if width > room:
            text = ink.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            width = room
        self.painter.setFont(ink.font)
        self.painter.setPen(ink.colour)
        self.painter.drawText(QRect(self.x, self.top, width + 2, self.height), _LEFT, text)
        self.x += width

    def chip(self, text: str, ink: _Ink, fill: QColor, pad: int) -> None:
        width = ink.metrics.horizontalAdvance(text) + 2 * pad
        height = ink.metrics.height() + 2
        if self.x + width > self.right:
            return
        box = QRect(self.x, self.top + (self.height - height) // 2, width, height)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(fill)
        self.painter.drawRoundedRect(box, height / 2, height / 2)
        self.painter.setFont(ink.font)
        self.painter.setPen(ink.colour)
        self.painter.drawText(box, _CENTRE, text)
        self.x += width


class RowPainter(QStyledItemDelegate):
    """Draws rows in the colours and sizes of the theme."""

    def __init__(
        self, theme: Theme, fill: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        """``fill`` gives what stands for a placeholder in a line."""
        super().__init__(parent)
        self._theme = theme
        self._fill = fill
        self._inks: dict[tuple[str, str, bool], _Ink] = {}
        theme.changed.connect(self._inks.clear)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, self._theme.px(56))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            self._ground(painter, rect)
        px = self._theme.px
        left, right = rect.left() + px(14), rect.right() - px(14)
        if index.row() < KEYS:
            self._key(painter, QRect(left, rect.top() + px(8), px(18), px(20)), index.row() + 1)
        left += px(26)
        variant = shown_variant(row, first_variant(row.reply, row.use))
        self._head(painter, row, variant, QRect(left, rect.top() + px(7), right - left, px(22)))
        line = QRect(left + px(3), rect.top() + px(29), right - left - px(3), px(20))
        pen = _Pen(painter, line.left(), line.right(), line.top(), line.height())
        self._runs(pen, text_runs(row, variant, self._fill), "ui", "text-2")
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect, self._theme.colour("accent-tint"))
        bar = QRect(rect.left(), rect.top(), self._theme.px(3), rect.height())
        painter.fillRect(bar, self._theme.colour("accent"))

    def _key(self, painter: QPainter, box: QRect, number: int) -> None:
        ink = self._ink("caption", "text-2")
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(self._theme.colour("bg"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(ink.font)
        painter.setPen(ink.colour)
        painter.drawText(box, _CENTRE, str(number))

    def _head(self, painter: QPainter, row: Row, variant: int, line: QRect) -> None:
        """Title, shortcut and badges at the left; the category keeps its place at the right."""
        theme, px = self._theme, self._theme.px
        faint, quiet, good = (self._ink("caption", c) for c in ("text-3", "text-2", "ok"))
        path = " › ".join(row.path[-2:])
        path = faint.metrics.elidedText(path, Qt.TextElideMode.ElideMiddle, line.width() // 3)
        width = faint.metrics.horizontalAdvance(path)
        place = _Pen(painter, line.right() - width, line.right(), line.top(), line.height())
        place.write(path, faint)
        pen = _Pen(painter, line.left(), line.right() - width - px(10), line.top(), line.height())
        if row.reply.favourite:
            pen.write("★ ", self._ink("ui", "warn"))
        self._runs(pen, title_runs(row), "title", "text")
        pen.x += px(8)
        if row.reply.shortcut:
            pen.chip(f";{row.reply.shortcut}", quiet, theme.colour("chip"), px(7))
            pen.x += px(6)
        for badge in self._badges(row, variant):
            pen.chip(badge, good, theme.colour("ok-tint"), px(7))
            pen.x += px(6)

    def _badges(self, row: Row, variant: int) -> list[str]:
        badges = []
        parts = part_count(row.reply.variants[variant].text)
        if parts > 1:
            badges.append(self.tr("{count} parts").format(count=parts))
        if len(row.reply.variants) > 1:
            badges.append(self.tr("{count} variants").format(count=len(row.reply.variants)))
        if row.reply.attachments:
            badges.append(self.tr("image"))
        return badges

    def _runs(self, pen: _Pen, line: tuple[Run, ...], role: str, colour: str) -> None:
        for run in line:
            ink = self._ink(role, "accent", bold=True) if run.marked else self._ink(role, colour)
            pen.write(run.text, ink)

    def _ink(self, role: str, colour: str, *, bold: bool = False) -> _Ink:
        known = self._inks.get((role, colour, bold))
        if known is None:
            font = self._theme.font(role)
            if bold:
                font.setBold(True)
            known = _Ink(font, QFontMetrics(font), self._theme.colour(colour))
            self._inks[role, colour, bold] = known
        return known


def part_count(text: str) -> int:
    """Gives how many messages a text is sent as, as far as can be told before it is filled in."""
    if "{" not in text:
        return 1
    return 1 + sum(1 for n in parse(text) if isinstance(n, Slot) and n.means is Means.PART)
