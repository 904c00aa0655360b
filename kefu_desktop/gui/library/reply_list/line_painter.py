"""Paints the cells of the reply list, and the field in which a title is written anew.

Painted by hand: a screen has some two hundred cells, and all of them must be drawn within a frame
while the list is scrolled.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kefu_desktop.app.catalogue import Line
from kefu_desktop.core.model import TITLE_LIMIT
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.ink import Inks, Pen
from kefu_desktop.gui.library.reply_list.table import LINE, Cell
from kefu_desktop.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 38
"""At the usual text scale, in pixels."""


class LinePainter(QStyledItemDelegate):
    """Draws cells in the colours and sizes of the theme. ``view`` is what is looked at: where a
    reply lies is said only where that does not say it. ``one``: what is selected is one reply, and
    so the one that is open.
    """

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._inks = Inks(theme)
        self.view = View()
        self.one = False
        self._look_again()
        theme.changed.connect(self._look_again)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._theme.px(60), self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect: QRect = option.rect
        cell = Cell(index.column())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, self._selection if selected else self._ground)
        if cell is Cell.TITLE and self._has_keyboard(index.row()):
            painter.fillRect(QRect(rect.x(), rect.y(), self._bar, rect.height()), self._accent)
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), self._line)
        edge = self._first if cell is Cell.TITLE else self._edge
        left, right = rect.left() + edge, rect.right() - self._edge
        line: Line | None = index.data(LINE)
        if line is None:
            self._still_coming(painter, rect, edge, cell)
        else:
            pen = Pen(painter, left, right, rect.top(), rect.height() - 1)
            self._write(pen, line, cell, str(index.data() or ""), bold=selected and self.one)
        painter.restore()

    def _has_keyboard(self, row: int) -> bool:
        """Whether the keyboard stands on a row, in whichever of its columns."""
        return self._view.hasFocus() and self._view.currentIndex().row() == row

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """A field for the title, as wide as its cell."""
        field = QLineEdit(parent)
        field.setProperty("role", "rename")
        field.setMaxLength(TITLE_LIMIT)
        field.setAccessibleName(self.tr("Title"))
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        room: QRect = option.rect
        editor.setGeometry(room.adjusted(self._edge // 2, 2, -2, -3))

    def _look_again(self) -> None:
        self._inks.forget()
        colour, px = self._theme.colour, self._theme.px
        self._ground, self._selection = colour("bg"), colour("selection")
        self._line, self._accent, self._faint = colour("line"), colour("accent"), colour("chip")
        self._first, self._edge, self._bar, self._gap = px(12), px(8), px(3), px(5)

    def _still_coming(self, painter: QPainter, rect: QRect, edge: int, cell: Cell) -> None:
        """A quiet bar where a title will stand; rows that fly past need no more."""
        if cell is Cell.TITLE:
            height = self._theme.px(8)
            width = min(rect.width() - 2 * edge, self._theme.px(140))
            top = rect.center().y() - height // 2
            painter.fillRect(QRect(rect.left() + edge, top, width, height), self._faint)

    def _write(self, pen: Pen, line: Line, cell: Cell, text: str, *, bold: bool) -> None:
        ink = self._inks.ink
        match cell:
            case Cell.TITLE:
                self._title(pen, line, bold=bold)
            case Cell.TAGS:
                self._tags(pen, line.tags)
            case Cell.USES:
                label = ink("ui", "text-2").label(text)
                pen.label_at(pen.right - label.width, label)
            case _:
                pen.write(text, ink("ui", "text-2"))

    def _title(self, pen: Pen, line: Line, *, bold: bool) -> None:
        """Star, title, and what else there is to the reply; its place keeps to the right."""
        ink = self._inks.ink
        place = " › ".join(self._place(line))
        if place:
            label = ink("caption", "text-3").label(place, int(pen.right - pen.x) // 3)
            pen.right -= label.width
            pen.label_at(pen.right, label)
            pen.right -= self._gap
        if line.favourite:
            pen.label(ink("ui", "warn").label("★ "))
        pen.write(line.title, ink("ui", "text", bold=bold))
        for badge in self._badges(line):
            pen.x += self._gap
            pen.chip(self._inks.chip(badge, "ok", "ok-tint"))

    def _place(self, line: Line) -> tuple[str, ...]:
        view = self.view
        if view.scope is Scope.LOOSE or line.category is None:
            return ()
        if view.scope is Scope.CATEGORY:
            return line.path[-1:] if line.category != view.uid else ()
        return line.path[-2:]

    def _badges(self, line: Line) -> list[str]:
        badges = []
        if line.variants > 1:
            badges.append(self.tr("{count} variants").format(count=line.variants))
        if line.images:
            badges.append(self.tr("image"))
        return badges

    def _tags(self, pen: Pen, tags: tuple[str, ...]) -> None:
        """As many as there is room for, and how many there are besides."""
        for number, tag in enumerate(tags):
            picture = self._inks.chip(f"#{tag}", "on-chip", "chip")
            rest = self._inks.ink("caption", "text-3").label(f"+{len(tags) - number}")
            last = number == len(tags) - 1
            needed = picture.deviceIndependentSize().width() + (0 if last else rest.width)
            if number and pen.x + needed > pen.right:
                pen.label(rest)
                return
            if pen.x + picture.deviceIndependentSize().width() > pen.right:
                pen.write(f"#{tag}", self._inks.ink("caption", "on-chip"))
                return
            pen.chip(picture)
            pen.x += self._gap
