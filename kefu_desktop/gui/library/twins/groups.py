"""The groups as a list: a model of one row for each, and how a row is painted."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kefu_desktop.app.duplicates import Group
from kefu_desktop.gui.ink import Inks, Pen, draw_ground
from kefu_desktop.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex
GROUP = Qt.ItemDataRole.UserRole

ROW_HEIGHT = 48
"""At the usual text scale, in pixels."""


class Groups(QAbstractListModel):
    """Holds what was found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """What is shown now, in order."""
        return self._groups

    def show(self, groups: tuple[Group, ...]) -> None:
        """Shows ``groups`` in place of those before."""
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._groups)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._groups):
            return None
        group = self._groups[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return group.title
        if role == GROUP:
            return group
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self.tr("{count} replies").format(count=len(group.uids))
            return f"{group.title}. {count}. {self.likeness(group)}"
        return None

    def likeness(self, group: Group) -> str:
        """Says how alike the replies of a group are."""
        if group.likeness >= 1:
            return self.tr("the same words")
        return self.tr("{percent} % alike").format(percent=int(group.likeness * 100))


class GroupPainter(QStyledItemDelegate):
    """Draws a group: its title and how many there are, and below how alike they are."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inks = Inks(theme)
        theme.changed.connect(self._inks.forget)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        group: Group | None = index.data(GROUP)
        model = index.model()
        if group is None or not isinstance(model, Groups):
            return
        px, ink = self._theme.px, self._inks.ink
        row: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        draw_ground(painter, option, self._theme)
        left, right = row.left() + px(12), row.right() - px(10)
        pen = Pen(painter, left, right, row.top() + px(5), px(20))
        count = self._inks.chip(str(len(group.uids)), "on-chip", "chip")
        width = count.deviceIndependentSize().width()
        pen.right = right - width - px(8)
        pen.write(group.title, ink("ui", "text", bold=chosen))
        pen.x, pen.right = right - width, right + 1
        pen.chip(count)
        low = Pen(painter, left, right, row.top() + px(25), px(16))
        same = group.likeness >= 1
        low.write(model.likeness(group), ink("caption", "ok" if same else "text-3"))
        painter.restore()
