"""The replies of one group as a model: what each says, what differs, and which are ticked."""

from collections.abc import Sequence
from difflib import SequenceMatcher
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

from kefu_desktop.app.catalogue import Whole
from kefu_desktop.core.model import Uid
from kefu_desktop.gui.library.editor.differences import Places, differences

AnyIndex = QModelIndex | QPersistentModelIndex
TWIN = Qt.ItemDataRole.UserRole

_COMPARED = 8
"""With so many others the one that is looked at is compared; more would mark all of it."""


class Twin(Struct, frozen=True):
    """A reply beside others. ``marked`` are, of each variant, the stretches that differ: from what
    the chosen reply says, and of that one itself from what the others say.
    """

    whole: Whole
    marked: tuple[Places, ...]


class Twins(QAbstractListModel):
    """Holds the replies of a group. One of them, the base, is what the others are compared with."""

    ticked_changed = Signal()
    """Others are :attr:`ticked` now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wholes: tuple[Whole, ...] = ()
        self._unticked: frozenset[Uid] = frozenset()
        self._base = 0
        self._twins: dict[int, Twin] = {}

    @property
    def wholes(self) -> tuple[Whole, ...]:
        """The replies, in order."""
        return self._wholes

    @property
    def ticked(self) -> tuple[Uid, ...]:
        """Those that are meant, in order; the base always is, also without a tick."""
        uids = [whole.reply.uid for whole in self._wholes]
        return tuple(
            uid for row, uid in enumerate(uids) if row == self._base or uid not in self._unticked
        )

    @property
    def base(self) -> int:
        """The row of the reply that the others are compared with."""
        return self._base

    def show(self, wholes: Sequence[Whole]) -> None:
        """Shows these in place of those before. Who was there before stays base or unticked."""
        rows = {whole.reply.uid: row for row, whole in enumerate(wholes)}
        before = self._wholes[self._base].reply.uid if self._wholes else None
        self.beginResetModel()
        self._unticked &= rows.keys()
        self._wholes, self._base = tuple(wholes), rows.get(before, 0) if before else 0
        self._twins.clear()
        self.endResetModel()
        self.ticked_changed.emit()

    def compare_with(self, row: int) -> None:
        """Makes another the base."""
        if row != self._base and 0 <= row < len(self._wholes):
            self._base = row
            self._twins.clear()
            self.dataChanged.emit(self.index(0), self.index(len(self._wholes) - 1))
            self.ticked_changed.emit()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._wholes)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._wholes):
            return None
        whole = self._wholes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return whole.reply.title
        if role == TWIN:
            return self._twin(index.row())
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = whole.reply.uid not in self._unticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            used = self.tr("used {count} times").format(count=whole.uses)
            texts = " ".join(variant.text for variant in whole.reply.variants)
            return f"{whole.reply.title}. {used}. {texts}"
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        uid = self._wholes[index.row()].reply.uid
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._unticked -= {uid}
        else:
            self._unticked |= {uid}
        self.dataChanged.emit(index, index, [role])
        self.ticked_changed.emit()
        return True

    def _twin(self, row: int) -> Twin:
        """What differs is found out when it is to be seen."""
        if row not in self._twins:
            whole = self._wholes[row]
            others = [self._wholes[self._base]]
            if row == self._base:
                others = [one for one in self._wholes if one is not whole][:_COMPARED]
            texts = [variant.text for variant in whole.reply.variants]
            marked = tuple(_unlike(text, [_nearest(text, one) for one in others]) for text in texts)
            self._twins[row] = Twin(whole, marked)
        return self._twins[row]


def _nearest(text: str, whole: Whole) -> str:
    """Gives the variant of another reply that is most like ``text``."""
    variants = [variant.text for variant in whole.reply.variants]
    if len(variants) == 1:
        return variants[0]
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(text)

    def likeness(other: str) -> float:
        matcher.set_seq1(other)
        return matcher.quick_ratio()

    return max(variants, key=likeness)


def _unlike(text: str, others: Sequence[str]) -> Places:
    """Gives the stretches of ``text`` that are otherwise in any of ``others``."""
    places = sorted(place for other in others for place in differences(text, other)[0])
    joined: list[tuple[int, int]] = []
    for begin, end in places:
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return tuple(joined)
