"""The replies of a view as a model: one reply a row, in the order of a :class:`Listing`.

A row is known by its uid from the start; what it says comes with its page. Until then its cells are
empty, and :data:`LINE` is None.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QDateTime,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kefu_desktop.app.catalogue import Line, Listing
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.views import Column, Scope
from kefu_desktop.gui.library.reply_list.lines import Fetch, Lines
from kefu_desktop.gui.library.reply_list.mime import MIME_REPLIES

AnyIndex = QModelIndex | QPersistentModelIndex

LINE = Qt.ItemDataRole.UserRole
"""The :class:`Line` of a row, None while it is on its way."""


class Cell(IntEnum):
    """The columns, from left to right."""

    TITLE = 0
    SHORTCUT = 1
    TAGS = 2
    USES = 3
    CHANGED = 4

    def sorts_by(self, scope: Scope) -> Column:
        """Gives what a click on the column's head sorts by: in the trash, what stands where other
        views say when a reply was changed is when it was thrown away.
        """
        if self is Cell.CHANGED and scope is Scope.TRASH:
            return Column.TRASHED
        return Column(self.name.lower())


class ReplyTable(QAbstractTableModel):
    """Holds a listing and fetches its rows. ``rename_wanted`` tells the uid of a reply and the
    title that was typed for it: a model of what others keep changes nothing itself.
    """

    rename_wanted = Signal(str, str)

    def __init__(
        self,
        fetch: Fetch,
        post: Callable[[Callable[[], None]], None],
        pack: Callable[[Sequence[Uid]], QMimeData],
        parent: QObject | None = None,
    ) -> None:
        """``pack`` makes what is dragged of some replies."""
        super().__init__(parent)
        self._lines = Lines(fetch, post, self._arrived)
        self._pack = pack
        self._listing: Listing | None = None
        self._rows: Mapping[Uid, int] = {}
        self._now = QDateTime.currentDateTime()

    @property
    def listing(self) -> Listing | None:
        """What is shown now."""
        return self._listing

    @property
    def uids(self) -> tuple[Uid, ...]:
        """The replies shown now, in order."""
        return self._listing.uids if self._listing else ()

    @property
    def count(self) -> int:
        """How many there are; more than :attr:`uids` until the rest of them comes."""
        return self._listing.count if self._listing else 0

    def rows_of(self, uids: Iterable[Uid]) -> list[int]:
        """Gives the rows of those ``uids`` that are listed, from top to bottom."""
        return sorted(row for row in map(self._rows.get, uids) if row is not None)

    def show(self, listing: Listing, rows: Mapping[Uid, int]) -> None:
        """Shows another listing; every index and selection ends with it. ``rows`` is where each of
        its replies is: :func:`rows_by_uid`, which is better not made on the GUI thread.
        """
        self.beginResetModel()
        self._listing, self._rows = listing, rows
        self._now = QDateTime.currentDateTime()
        self._lines.show(listing.uids)
        self.endResetModel()

    def renew(self, listing: Listing | None = None) -> None:
        """Fetches anew what is looked at: the replies are the same, what they say may not be.
        ``listing`` is a later one of the same replies in the same order.
        """
        self._listing = listing or self._listing
        self._lines.renew()
        self._arrived(0, len(self.uids) - 1)

    def known(self, uid: Uid) -> Line | None:
        """Gives the row of a reply as far as it is known."""
        return self._lines.known(uid)

    def retranslate(self) -> None:
        """Says everything again in the present language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Cell) - 1)
        self._arrived(0, len(self.uids) - 1)

    # -- what Qt asks

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.uids)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(Cell)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.uids):
            return None
        if role == LINE:
            return self._lines.line(index.row())
        if role not in _TEXTS:
            return None
        line = self._lines.line(index.row())
        cell = Cell(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return line.title if line is not None and cell is Cell.TITLE else None
        if line is None:
            return ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._read_out(line, cell)
        return self._text(line, cell)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tells what the reply should be called. It is called so when the library says so."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        title = str(value).strip()
        line = self._lines.line(index.row())
        if line is None or title == line.title:
            return False
        self.rename_wanted.emit(line.uid, title)
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self._in_trash:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() == Cell.TITLE:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Cell):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(Cell(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            align = Qt.AlignmentFlag
            side = align.AlignRight if section == Cell.USES else align.AlignLeft
            return side | align.AlignVCenter
        return None

    def mimeTypes(self) -> list[str]:
        return [MIME_REPLIES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return self.packed(sorted({index.row() for index in indexes}))

    def packed(self, rows: Sequence[int]) -> QMimeData:
        """Gives what is dragged when these rows are."""
        return self._pack([self.uids[row] for row in rows])

    def supportedDragActions(self) -> Qt.DropAction:
        """Within the library a reply is moved, into another program it is copied."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    # -- words

    @property
    def _in_trash(self) -> bool:
        return self._listing is not None and self._listing.view.scope is Scope.TRASH

    def _heading(self, cell: Cell) -> str:
        if cell is Cell.CHANGED and self._in_trash:
            return self.tr("Deleted")
        return {
            Cell.TITLE: self.tr("Title"),
            Cell.SHORTCUT: self.tr("Shortcut"),
            Cell.TAGS: self.tr("Tags"),
            Cell.USES: self.tr("Uses"),
            Cell.CHANGED: self.tr("Changed"),
        }[cell]

    def _text(self, line: Line, cell: Cell) -> str:
        match cell:
            case Cell.TITLE:
                return line.title
            case Cell.SHORTCUT:
                return f";{line.shortcut}" if line.shortcut else ""
            case Cell.TAGS:
                return " ".join(f"#{tag}" for tag in line.tags)
            case Cell.USES:
                return str(line.uses) if line.uses else ""
            case Cell.CHANGED:
                at = line.trashed if self._in_trash else line.changed
                return "" if at is None else moment(at, self._now)

    def _read_out(self, line: Line, cell: Cell) -> str:
        """What a screen reader says; on the title all that is drawn there as a sign."""
        if cell is not Cell.TITLE:
            return f"{self._heading(cell)}: {self._text(line, cell) or self.tr('none')}"
        said = [line.title]
        if line.favourite:
            said.append(self.tr("favourite"))
        if line.variants > 1:
            said.append(self.tr("{count} variants").format(count=line.variants))
        if line.images:
            said.append(self.tr("image"))
        return ", ".join(said)

    def _arrived(self, first: int, last: int) -> None:
        last = min(last, len(self.uids) - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Cell) - 1))


_TEXTS = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
}


def rows_by_uid(listing: Listing) -> Mapping[Uid, int]:
    """Gives the row of each reply of a listing."""
    return dict(zip(listing.uids, range(len(listing.uids)), strict=True))


def moment(at: Millis, now: QDateTime) -> str:
    """Says when something was, as shortly as tells it from ``now``: a time today, a day this year,
    else a date.
    """
    translate = QCoreApplication.translate
    when = QDateTime.fromMSecsSinceEpoch(at)
    if when.date() == now.date():
        form = translate("Moment", "HH:mm")
    elif when.date().year() == now.date().year():
        form = translate("Moment", "MMM d")
    else:
        form = translate("Moment", "yyyy-MM-dd")
    return QLocale().toString(when, form)
