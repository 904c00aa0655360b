"""The places that would be replaced as a model, one a row: ticked or not, reply by reply.

A reply has one tick however many places it has, because it is changed as a whole or not at all. Of
replies that could not stand in a library afterwards there is one row each, at the end, with why.
"""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kefu_desktop.core.errors import InvalidInput
from kefu_desktop.core.model import Uid
from kefu_desktop.core.replacing import PlannedPlace, ReplaceField, ReplacePlan

AnyIndex = QModelIndex | QPersistentModelIndex
PLANNED = Qt.ItemDataRole.UserRole


class Planned(Struct, frozen=True):
    """One row. ``error`` says why it cannot be done; ``first`` is the first row of its reply."""

    uid: Uid
    title: str
    place: PlannedPlace
    first: bool = True
    error: InvalidInput | None = None


class Changes(QAbstractListModel):
    """Holds a plan."""

    ticked_changed = Signal()
    """Other replies are ticked now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Planned, ...] = ()
        self._uids: tuple[Uid, ...] = ()
        self._unticked: frozenset[Uid] = frozenset()

    @property
    def uids(self) -> tuple[Uid, ...]:
        """The replies that can be changed."""
        return self._uids

    @property
    def ticked(self) -> tuple[Uid, ...]:
        """Those of them that are to be."""
        return tuple(uid for uid in self._uids if uid not in self._unticked)

    def show(self, plan: ReplacePlan | None) -> None:
        """Shows ``plan`` in place of the one before. What was unticked in that stays so."""
        rows: list[Planned] = []
        for change in plan.changes if plan else ():
            for number, place in enumerate(change.places):
                rows.append(Planned(change.uid, change.title, place, number == 0))
        for unusable in plan.unusable if plan else ():
            place = unusable.places[0]
            rows.append(Planned(unusable.uid, unusable.title, place, error=unusable.error))
        self.beginResetModel()
        self._rows = tuple(rows)
        self._uids = tuple(change.uid for change in plan.changes) if plan else ()
        self.endResetModel()
        self.ticked_changed.emit()

    def tick_all(self, ticked: bool) -> None:
        """Ticks all of them, or none."""
        self._unticked = frozenset() if ticked else frozenset(self._uids)
        if self._rows:
            last = self.index(len(self._rows) - 1)
            self.dataChanged.emit(self.index(0), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked_changed.emit()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._rows[index.row()].error is None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == PLANNED:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.title} · {self.where(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.place.after
        if role == Qt.ItemDataRole.CheckStateRole and row.error is None:
            return Qt.CheckState.Unchecked if row.uid in self._unticked else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place = row.place
            change = self.tr("{before} becomes {after}")
            said = change.format(before=place.before, after=place.after)
            return f"{row.title}. {self.where(row)}. {said}"
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        uid = self._rows[index.row()].uid
        if uid not in self._uids:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._unticked -= {uid}
        else:
            self._unticked |= {uid}
        first = last = index.row()
        while not self._rows[first].first:
            first -= 1
        while last + 1 < len(self._rows) and not self._rows[last + 1].first:
            last += 1
        self.dataChanged.emit(self.index(first), self.index(last), [role])
        self.ticked_changed.emit()
        return True

    def where(self, row: Planned) -> str:
        """Says which field of its reply a row is about."""
        place = row.place
        return {
            ReplaceField.TITLE: self.tr("title"),
            ReplaceField.TEXT: self.tr("variant {number}").format(number=place.item + 1),
            ReplaceField.NOTES: self.tr("notes"),
        }[place.field]
