"""The rows of the popup as a model: one reply a row, read out to those who cannot see it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)

from kefu_desktop.app.searching import Row

AnyIndex = QModelIndex | QPersistentModelIndex

_WIDTH = 200
"""What a row asks for; it gets the list's whole width."""


class Results(QAbstractListModel):
    """Holds the rows of the last answer."""

    def __init__(self, height: Callable[[], int], parent: QObject | None = None) -> None:
        """``height`` gives that of a row, in pixels."""
        super().__init__(parent)
        self._height = height
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown now, in order."""
        return self._rows

    def show(self, rows: tuple[Row, ...]) -> None:
        """Shows ``rows`` in place of those before.

        Most answers are as long as the one before. Said to be other rows at the same places, they
        need no new layout, which a reset would cost at each keystroke.
        """
        before, after = len(self._rows), len(rows)
        none = QModelIndex()
        if after < before:
            self.beginRemoveRows(none, after, before - 1)
            self._rows = rows
            self.endRemoveRows()
        elif after > before:
            self.beginInsertRows(none, before, after - 1)
            self._rows = rows
            self.endInsertRows()
        self._rows = rows
        both = min(before, after)
        if both:
            self.dataChanged.emit(self.index(0, 0), self.index(both - 1, 0))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(_WIDTH, self._height())
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.reply.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.reply.title}. {row.reply.variants[0].text}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return " › ".join(row.path)
        return None
