"""The records of an import as a list: a number a row, everything else looked up when it is drawn.

So a hundred thousand rows cost what a screenful does. The rows come sifted from the lane of the
session; what is wanted of each is asked of the picks.
"""

from collections.abc import Callable, Sequence
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

from kefu_desktop.app.import_checking import NOT_LOOKED, Minded
from kefu_desktop.app.import_picks import Picks
from kefu_desktop.app.import_review import Review
from kefu_desktop.core.lint import Severity
from kefu_desktop.core.merging import State
from kefu_desktop.core.records import Finding
from kefu_desktop.gui.importing import words

AnyIndex = QModelIndex | QPersistentModelIndex

SHOWN = Qt.ItemDataRole.UserRole
"""The :class:`Shown` of a row."""

_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Shown(Struct, frozen=True):
    """What a row shows. ``ticked`` is None where there is nothing to tick; ``open`` asks still;
    ``minded`` is the gravest finding about its wording.
    """

    title: str
    line: str
    tone: str
    ticked: bool | None
    open: bool
    minded: Severity | None = None


class Rows(QAbstractListModel):
    """Rows of a review, as they were sifted."""

    picked = Signal()
    """Something else is wanted now."""

    def __init__(self, reason: Callable[[Finding], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reason = reason
        self._review: Review | None = None
        self._picks: Picks | None = None
        self._numbers: Sequence[int] = ()
        self._minded = NOT_LOOKED

    def look_at(self, review: Review | None, picks: Picks | None) -> None:
        """Takes another review; its rows are there when they are sifted."""
        self.beginResetModel()
        self._review, self._picks, self._numbers = review, picks, ()
        self._minded = NOT_LOOKED
        self.endResetModel()

    def tell_minded(self, minded: Minded) -> None:
        """Shows which rows have findings about their wording."""
        self._minded = minded
        if self._numbers:
            self.dataChanged.emit(self.index(0), self.index(len(self._numbers) - 1), [SHOWN])

    def show(self, numbers: Sequence[int]) -> None:
        """Shows these rows."""
        self.beginResetModel()
        self._numbers = numbers
        self.endResetModel()

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the rows, from top to bottom."""
        return self._numbers

    def number(self, index: AnyIndex) -> int | None:
        """Gives the number of a row."""
        at = index.row()
        return self._numbers[at] if index.isValid() and at < len(self._numbers) else None

    def changed(self) -> None:
        """Draws all anew: something else is wanted of any of them."""
        if self._numbers:
            self.dataChanged.emit(self.index(0), self.index(len(self._numbers) - 1))
        self.picked.emit()

    def turn(self, index: AnyIndex) -> None:
        """Ticks a row, or takes its tick away."""
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            other = _UNCHECKED if Qt.CheckState(state) == _CHECKED else _CHECKED
            self.setData(index, other, Qt.ItemDataRole.CheckStateRole)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        shown = self._shown(index)
        if shown is not None and shown.ticked is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._numbers)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES:
            return None
        shown = self._shown(index)
        if shown is None:
            return None
        if role == SHOWN:
            return shown
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.title
        if role == Qt.ItemDataRole.CheckStateRole:
            return None if shown.ticked is None else (_CHECKED if shown.ticked else _UNCHECKED)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{shown.title}\n{shown.line}"
        asks = f". {self.tr('Needs your decision')}" if shown.open else ""
        minded = f". {self.tr('Wording findings')}" if shown.minded else ""
        return f"{shown.title}. {shown.line}{asks}{minded}"

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        number = self.number(index)
        if role != Qt.ItemDataRole.CheckStateRole or number is None or self._picks is None:
            return False
        if self._picks.ticked(number) is None:
            return False
        self._picks.tick(number, Qt.CheckState(value) == _CHECKED)
        self.dataChanged.emit(index, index)
        self.picked.emit()
        return True

    def _shown(self, index: AnyIndex) -> Shown | None:
        number, review, picks = self.number(index), self._review, self._picks
        if number is None or review is None or picks is None:
            return None
        remark = review.remark(number)
        if remark is not None:
            return Shown(words.where(remark.where), self._reason(remark), "warn", None, False)
        item = review.items[number]
        if item.state is State.UNUSABLE and item.finding is not None:
            line = self._reason(item.finding)
            return Shown(words.where(item.finding.where), line, "bad", None, False)
        said = item.record or item.reply
        title = said.title if said is not None else ""
        return Shown(
            title,
            words.state_line(item),
            words.TONES[item.state],
            picks.ticked(number),
            not picks.settled(number),
            self._minded.gravest(number),
        )


_ROLES = frozenset(
    {
        SHOWN,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.CheckStateRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
