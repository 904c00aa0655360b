"""Paints a row of the popup: key, title with marks, shortcut, badges, category, one line of text.

Painted by hand rather than as rich text: six rows must be on the screen within a frame of a
keystroke, and laying out HTML for them alone would take longer than the search.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kefu_desktop.app.searching import Row
from kefu_desktop.core.template import count_parts
from kefu_desktop.gui.ink import Cap, Ink, Inks, Pen
from kefu_desktop.gui.popup.marking import Run, text_runs, title_runs
from kefu_desktop.gui.popup.results import ROW
from kefu_desktop.gui.theme import Theme

KEYS = 9
ROW_HEIGHT = 56
"""At the usual text scale, in pixels."""


@dataclass(frozen=True, slots=True)
class _Lengths:
    """The lengths of a row at the present text scale, in pixels."""

    edge: int
    key_top: int
    key: QSize
    after_key: int
    head_top: int
    head: int
    line_inset: int
    line_top: int
    line: int
    bar: int
    small: int
    gap: int
    path_gap: int


class RowPainter(QStyledItemDelegate):
    """Draws rows in the colours and sizes of the theme."""

    def __init__(
        self,
        theme: Theme,
        fill: Callable[[str], str],
        variant_of: Callable[[Row], int],
        parent: QObject | None = None,
    ) -> None:
        """``fill`` gives what stands for a placeholder in a line, ``variant_of`` the wording of a
        row that is shown.
        """
        super().__init__(parent)
        self._theme = theme
        self._fill = fill
        self._variant_of = variant_of
        self._inks = Inks(theme)
        self._lengths = self._measure()
        theme.changed.connect(self._look_again)

    def text_inks(self) -> tuple[Ink, ...]:
        """What titles, texts and marks are written with."""
        ink = self._inks.ink
        return ink("title", "text"), ink("ui", "text-2"), ink("ui", "accent", bold=True)

    def _look_again(self) -> None:
        self._inks.forget()
        self._lengths = self._measure()

    def _measure(self) -> _Lengths:
        px = self._theme.px
        return _Lengths(
            edge=px(14),
            key_top=px(8),
            key=QSize(px(18), px(20)),
            after_key=px(26),
            head_top=px(7),
            head=px(22),
            line_inset=px(3),
            line_top=px(29),
            line=px(20),
            bar=px(3),
            small=px(6),
            gap=px(8),
            path_gap=px(10),
        )

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, self._theme.px(ROW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row = index.data(ROW)
        rect: QRect = option.rect
        size = self._lengths
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            self._ground(painter, rect)
        top = rect.top()
        left, right = rect.left() + size.edge, rect.right() - size.edge
        number = index.row()
        if number < KEYS:
            cap = self._inks.cap(Cap(str(number + 1), "caption", "text-2", "bg", "line"), size.key)
            painter.drawPixmap(QPointF(left, top + size.key_top), cap)
        left += size.after_key
        variant = self._variant_of(row)
        self._head(Pen(painter, left, right, top + size.head_top, size.head), row, variant)
        pen = Pen(painter, left + size.line_inset, right, top + size.line_top, size.line)
        self._runs(pen, text_runs(row, variant, self._fill), "ui", "text-2")
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect, self._theme.colour("accent-tint"))
        bar = QRect(rect.left(), rect.top(), self._lengths.bar, rect.height())
        painter.fillRect(bar, self._theme.colour("accent"))

    def _head(self, pen: Pen, row: Row, variant: int) -> None:
        """Title, shortcut and badges at the left; the category keeps its place at the right."""
        size, inks = self._lengths, self._inks
        faint = inks.ink("caption", "text-3")
        path = faint.label(" › ".join(row.path[-2:]), int(pen.right - pen.x) // 3)
        pen.right -= path.width
        pen.label_at(pen.right, path)
        pen.right -= size.path_gap
        if row.reply.favourite:
            pen.label(inks.ink("ui", "warn").label("★ "))
        self._runs(pen, title_runs(row), "title", "text")
        pen.x += size.gap
        if row.reply.shortcut:
            pen.chip(inks.chip(f";{row.reply.shortcut}", "text-2", "chip"))
            pen.x += size.small
        for badge in self._badges(row, variant):
            pen.chip(inks.chip(badge, "ok", "ok-tint"))
            pen.x += size.small

    def _badges(self, row: Row, variant: int) -> list[str]:
        badges = []
        images = len(row.reply.attachments)
        parts = count_parts(row.reply.variants[variant].text, images)
        if parts > 1:
            badges.append(self.tr("{count} parts").format(count=parts))
        if len(row.reply.variants) > 1:
            badges.append(self.tr("{count} variants").format(count=len(row.reply.variants)))
        if images:
            word = self.tr("image") if images == 1 else self.tr("{count} images")
            badges.append(word.format(count=images))
        return badges

    def _runs(self, pen: Pen, line: tuple[Run, ...], role: str, colour: str) -> None:
        plain, marked = self._inks.ink(role, colour), self._inks.ink(role, "accent", bold=True)
        for run in line:
            pen.write(run.text, marked if run.marked else plain)
