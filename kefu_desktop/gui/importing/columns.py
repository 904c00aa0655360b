"""A table of a file by its first rows, and what its columns are said to mean."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kefu_desktop.core.columns import Layout, Meaning, Table
from kefu_desktop.gui.importing import words

AnyIndex = QModelIndex | QPersistentModelIndex

_SHOWN = 120
"""So many characters of a cell are shown."""


class Columns(QAbstractTableModel):
    """The cells of one table; the head of a column is what it means."""

    laid_out = Signal()
    """Something else was said of a column or the header."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._width = 0

    @property
    def table(self) -> Table | None:
        """The table with what is said of its columns."""
        return self._table

    def show(self, table: Table | None) -> None:
        """Shows a table."""
        self.beginResetModel()
        self._table = table
        rows = table.rows if table else ()
        self._width = max((len(cells) for _, cells in rows), default=0)
        self.endResetModel()

    def meaning(self, column: int) -> Meaning:
        """Gives what a column means."""
        meanings = self._meanings
        return meanings[column] if column < len(meanings) else Meaning.OTHER

    def mean(self, column: int, meaning: Meaning) -> None:
        """Says what a column means. What only one column can mean, it takes from another."""
        if self._table is None or not 0 <= column < self._width:
            return
        meanings = [self.meaning(at) for at in range(self._width)]
        if meaning in _ONCE:
            meanings = [Meaning.OTHER if one is meaning else one for one in meanings]
        meanings[column] = meaning
        self._say(replace(self._layout, meanings=tuple(meanings)))

    def head_at(self, number: int) -> None:
        """Says in which row the columns are named (0: in none), and so what they mean."""
        if self._table is not None:
            self._say(self._table.headed_at(number))

    @property
    def header(self) -> int:
        """The number of that row."""
        return self._layout.header

    @property
    def _layout(self) -> Layout:
        layout = self._table.layout if self._table else None
        return layout or Layout((Meaning.OTHER,) * self._width)

    @property
    def _meanings(self) -> Sequence[Meaning]:
        return self._layout.meanings

    def _say(self, layout: Layout) -> None:
        if self._table is None:
            return
        self._table = replace(self._table, layout=layout)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self._width - 1))
        if self.rowCount() and self._width:
            last = self.index(self.rowCount() - 1, self._width - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.laid_out.emit()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self._table is None else len(self._table.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if self._table is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._table.rows[section][0])
        return f"{words.meanings()[self.meaning(section)]} ▾"

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._table is None or index.row() >= self.rowCount():
            return None
        number, cells = self._table.rows[index.row()]
        text = cells[index.column()] if index.column() < len(cells) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            line = " ".join(text[: 2 * _SHOWN].split())
            return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = words.meanings()[self.meaning(index.column())]
            return f"{name}: {text[:_SHOWN]}"
        if role == READ:
            return number > self.header and self.meaning(index.column()) is not Meaning.OTHER
        if role == HEADS:
            return number == self.header
        return None


_ONCE = frozenset({Meaning.TITLE, Meaning.TEXT, Meaning.SHORTCUT})
READ = Qt.ItemDataRole.UserRole
"""Whether a cell is read."""

HEADS = Qt.ItemDataRole.UserRole + 1
"""Whether a cell is in the row that names the columns."""
