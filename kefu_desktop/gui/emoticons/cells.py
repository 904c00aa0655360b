"""What the grid shows: one cell an emoticon, and the model that holds them."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kefu_desktop.app.emoticons import Emoticon

AnyIndex = QModelIndex | QPersistentModelIndex

CELL = Qt.ItemDataRole.UserRole
"""The role under which a row gives its :class:`Cell`."""


class Cell(Struct, frozen=True):
    """One emoticon as it is shown now. ``sign`` is in the skin of the moment, ``written`` what
    choosing it gives, empty where the client has nothing for it. ``caption`` stands below the name
    of a mood; ``span`` counts columns.
    """

    emoticon: Emoticon
    sign: str
    name: str
    written: str
    caption: str
    span: int


class Cells(QAbstractListModel):
    """The cells of one section or of one search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[Cell, ...] = ()

    def at(self, index: AnyIndex) -> Cell:
        """Gives the cell of a row that there is, without the way through Qt's values."""
        return self._cells[index.row()]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells shown now, in order."""
        return self._cells

    def show(self, cells: Sequence[Cell]) -> None:
        """Holds ``cells`` in place of those before."""
        self.beginResetModel()
        self._cells = tuple(cells)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._cells)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._cells):
            return None
        cell = self._cells[index.row()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.sign
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cell.name
        return None
