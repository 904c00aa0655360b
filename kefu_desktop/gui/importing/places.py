"""The categories of a pack and where what lies in them comes to lie here, as a table."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kefu_desktop.app.import_review import Review, Shelf
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import DEPTH_LIMIT, check_category_name
from kefu_desktop.core.tree import Path

AnyIndex = QModelIndex | QPersistentModelIndex

THEIRS, COUNT, HERE = range(3)
"""The columns."""

_BETWEEN = " / "


class Places(QAbstractTableModel):
    """A row for each category of the pack. The last column can be written: a category that is here,
    or a new one, its levels parted by "/"; nothing means as it is.
    """

    said = Signal(object)
    """The :class:`InvalidInput` of what was written and cannot be a category, or None."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelves: tuple[Shelf, ...] = ()
        self._here: tuple[Path, ...] = ()
        self._told: dict[Path, Path] = {}

    @property
    def told(self) -> Mapping[Path, Path]:
        """What was said: categories of the pack, each with where it is to lie."""
        return dict(self._told)

    @property
    def choices(self) -> list[str]:
        """The categories that are here."""
        return [_BETWEEN.join(path) for path in self._here]

    def look_at(self, review: Review | None) -> None:
        """Shows the categories of another review; what was said of one that it has too stays."""
        self.beginResetModel()
        self._shelves = review.shelves if review else ()
        self._here = review.places if review else ()
        there = {shelf.path for shelf in self._shelves}
        self._told = {path: place for path, place in self._told.items() if path in there}
        self.endResetModel()

    def forget(self) -> None:
        """Forgets what was said: another file comes."""
        self._told.clear()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shelves)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("In the file"), self.tr("Replies"), self.tr("Here"))[section]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == HERE else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._shelves):
            return None
        shelf, column = self._shelves[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole and column == HERE:
            return _BETWEEN.join(self._place(shelf))
        if role == Qt.ItemDataRole.DisplayRole:
            return (_BETWEEN.join(shelf.path), f"{shelf.records:,}", self._lies(shelf))[column]
        if role == Qt.ItemDataRole.ToolTipRole and column == HERE:
            return self.tr("Press F2 to choose another category")
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != HERE:
            return False
        shelf = self._shelves[index.row()]
        path = tuple(name.strip() for name in str(value).split("/") if name.strip())
        try:
            _check(path)
        except InvalidInput as error:
            self.said.emit(error)
            return False
        self._told.pop(shelf.path, None)
        if path and path != self._place(shelf):
            self._told[shelf.path] = path
        self.said.emit(None)
        self.dataChanged.emit(self.index(0, HERE), self.index(len(self._shelves) - 1, HERE))
        self.changed.emit()
        return True

    def _lies(self, shelf: Shelf) -> str:
        path = self._place(shelf)
        shown = _BETWEEN.join(path)
        if path in self._here:
            return shown
        return self.tr("{category} (new)").format(category=shown)

    def _place(self, shelf: Shelf) -> Path:
        """Where it comes to lie: as was said of it, or of the nearest category above it."""
        for level in range(len(shelf.path), 0, -1):
            told = self._told.get(shelf.path[:level])
            if told is not None:
                return (*told, *shelf.path[level:])[:DEPTH_LIMIT]
        return shelf.here


def _check(path: Path) -> None:
    if len(path) > DEPTH_LIMIT:
        raise InvalidInput(Code.CATEGORY_TOO_DEEP, depth=len(path), limit=DEPTH_LIMIT)
    for name in path:
        check_category_name(name)
