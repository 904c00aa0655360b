"""The sidebar's entries as a model that changes in place.

An entry is followed by its key from outline to outline: it is told as moved, reworded, come or
gone, never as a reset. So what is unfolded, looked at or being written in the tree outlives each
change, whoever made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kefu_desktop.core.model import Kind, Uid
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.sidebar.entries import Entry, Shape, key_of

AnyIndex = QModelIndex | QPersistentModelIndex

ENTRY = Qt.ItemDataRole.UserRole
MIME_CATEGORY = "application/x-kefu-category"
"""The uid of a category on its way to another place in the tree."""

_TAKES_REPLIES = frozenset({Shape.CATEGORY, Shape.LOOSE, Shape.KIND})
_TAKES_CATEGORIES = frozenset({Shape.CATEGORY, Shape.KIND})
_VIEWS_TAKE = frozenset({Scope.FAVOURITES, Scope.TRASH})


_TO_CHOOSE = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
)
_FLAGS = {
    Shape.HEADING: Qt.ItemFlag.NoItemFlags,
    Shape.NEW: Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable,
    Shape.CATEGORY: _TO_CHOOSE | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled,
}


class _Node(Struct, eq=False):
    """An entry at its place. ``number`` stands for it in indexes, which outlive what they name."""

    number: int
    entry: Entry
    parent: _Node | None = None
    row: int = 0
    children: list[_Node] = field(default_factory=list)

    def renumber(self) -> None:
        for row, child in enumerate(self.children):
            child.row = row


class SidebarModel(QAbstractItemModel):
    """One column. What is dropped on it is told by signals; it changes nothing by itself."""

    replies_dropped = Signal(object, object)
    """Uids, and the :class:`Entry` they were dropped on."""

    category_dropped = Signal(object, object, object, object)
    """The uid of a category, the :class:`Entry` that it is to lie in, and the entries that it is to
    lie before and behind: None where there is none, both None when it was dropped on that entry.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        root = Entry(key="", shape=Shape.HEADING, name="")
        self._root = _Node(0, root)
        self._nodes: dict[int, _Node] = {0: self._root}
        self._by_key: dict[str, _Node] = {}
        self._given = 0
        self._in_trash = False

    # -- what is shown

    def show(self, entries: Sequence[Entry]) -> None:
        """Shows ``entries``; those with a key that is there already are the same as before."""
        self._match(self._root, entries)

    def reword(self, key: str, name: str) -> None:
        """Shows another name until the next :meth:`show`; for what is sure to say so too."""
        node = self._by_key.get(key)
        if node is not None:
            self._say(node, replace(node.entry, name=name))

    def look_in_trash(self, looking: bool) -> None:
        """Tells whether what is dragged from the list lies in the trash: it can only come back."""
        self._in_trash = looking

    def key_for(self, view: View) -> str | None:
        """Gives the key of the entry that shows ``view``, for a category or what is in none also
        under another kind; None when there is no such entry.
        """
        keys = [key_of(view)]
        if view.scope in (Scope.CATEGORY, Scope.LOOSE):
            keys += [key_of(replace(view, kind=kind)) for kind in Kind]
        return next((key for key in keys if key in self._by_key), None)

    def view_shown(self, view: View) -> View | None:
        """Gives the view of the entry that :meth:`key_for` finds."""
        key = self.key_for(view)
        return None if key is None else self._by_key[key].entry.view

    def entry_of(self, key: str) -> Entry | None:
        """Gives an entry by its key."""
        node = self._by_key.get(key)
        return None if node is None else node.entry

    def siblings_of(self, key: str) -> list[Entry]:
        """Gives the entries under the same heading or in the same category, this one among them."""
        node = self._by_key.get(key)
        above = None if node is None else node.parent
        return [] if above is None else [child.entry for child in above.children]

    def index_of(self, key: str) -> QModelIndex:
        """Gives the index of an entry, an invalid one when it is not here."""
        node = self._by_key.get(key)
        return QModelIndex() if node is None else self._index(node)

    def indexes(self) -> Iterator[QModelIndex]:
        """Gives all that is there, parents before children."""
        return (self._index(node) for node in tuple(self._by_key.values()))

    def _match(self, node: _Node, entries: Sequence[Entry]) -> None:
        wanted = {entry.key for entry in entries}
        for row in reversed(range(len(node.children))):
            if node.children[row].entry.key not in wanted:
                self._remove(node, row)
        for row, entry in enumerate(entries):
            known = self._by_key.get(entry.key)
            if known is None or known.parent is not node:
                self._insert(node, row, entry)
                continue
            if known.row != row:
                self._move(node, known.row, row)
            self._say(known, entry)
            self._match(known, entry.children)

    def _insert(self, parent: _Node, row: int, entry: Entry) -> None:
        # Whatever has its key elsewhere went from there to here.
        elsewhere = [node for node in self._here(entry) if node.parent is not None]
        for node in elsewhere:
            if node.number in self._nodes and node.parent is not None:
                self._remove(node.parent, node.row)
        self.beginInsertRows(self._index(parent), row, row)
        parent.children.insert(row, self._plant(parent, entry))
        parent.renumber()
        self.endInsertRows()

    def _here(self, entry: Entry) -> list[_Node]:
        found = [self._by_key[entry.key]] if entry.key in self._by_key else []
        for child in entry.children:
            found += self._here(child)
        return found

    def _plant(self, parent: _Node, entry: Entry) -> _Node:
        self._given += 1
        node = _Node(self._given, entry, parent)
        self._nodes[node.number] = node
        self._by_key[entry.key] = node
        node.children = [self._plant(node, child) for child in entry.children]
        node.renumber()
        return node

    def _remove(self, parent: _Node, row: int) -> None:
        self.beginRemoveRows(self._index(parent), row, row)
        self._uproot(parent.children.pop(row))
        parent.renumber()
        self.endRemoveRows()

    def _uproot(self, node: _Node) -> None:
        del self._nodes[node.number]
        del self._by_key[node.entry.key]
        for child in node.children:
            self._uproot(child)

    def _move(self, parent: _Node, row: int, to: int) -> None:
        """Moves a child up; those it passes move down by one."""
        index = self._index(parent)
        self.beginMoveRows(index, row, row, index, to)
        parent.children.insert(to, parent.children.pop(row))
        parent.renumber()
        self.endMoveRows()

    def _say(self, node: _Node, entry: Entry) -> None:
        """Takes what an entry says now. Each is told by itself: told of several at once, the tree
        would lay out all it shows anew, in case they grew.
        """
        changed = not node.entry.looks_like(entry)
        node.entry = entry
        if changed:
            index = self._index(node)
            self.dataChanged.emit(index, index)

    # -- what Qt asks

    def _node(self, index: AnyIndex) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _index(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node.number)

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self._index(self._node(parent).children[row])

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent
        return QModelIndex() if above is None else self._index(above)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.column() > 0 else len(self._node(parent).children)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._node(index).entry
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _read_out(entry)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS.get(self._node(index).entry.shape, _TO_CHOOSE)

    # -- drag and drop

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME_CATEGORY, mime.MIME_REPLIES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        for index in indexes:
            view = self._node(index).entry.view
            if view is not None and view.scope is Scope.CATEGORY:
                data.setData(MIME_CATEGORY, str(view.uid).encode("ascii"))
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        if not parent.isValid():
            return False
        node = self._node(parent)
        moved = dragged_category(data)
        if moved is not None:
            return self._takes_category(node, row, moved)
        return bool(mime.unpack(data)) and row < 0 and self._takes_replies(node.entry)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        node = self._node(parent)
        moved = dragged_category(data)
        if moved is None:
            self.replies_dropped.emit(mime.unpack(data), node.entry)
        else:
            before = self._category_at(node, row, moved, 1) if row >= 0 else None
            behind = self._category_at(node, row - 1, moved, -1) if row >= 0 else None
            self.category_dropped.emit(moved, node.entry, before, behind)
        return True

    def _takes_replies(self, entry: Entry) -> bool:
        scope = entry.view.scope if entry.view is not None else None
        if self._in_trash:
            return scope is Scope.ALL
        return entry.shape in _TAKES_REPLIES or scope in _VIEWS_TAKE

    def _takes_category(self, node: _Node, row: int, moved: Uid) -> bool:
        entry = node.entry
        if entry.shape not in _TAKES_CATEGORIES or entry.view is None:
            return False
        if row < 0:
            return entry.view.uid != moved
        # Behind the last category lies what is in none.
        return row == 0 or node.children[row - 1].entry.shape is Shape.CATEGORY

    def _category_at(self, node: _Node, row: int, moved: Uid, step: int) -> Entry | None:
        """The category shown at ``row``, or the next in the direction of ``step`` where that is the
        moved one itself.
        """
        while 0 <= row < len(node.children):
            entry = node.children[row].entry
            if entry.shape is not Shape.CATEGORY:
                return None
            if entry.view is not None and entry.view.uid != moved:
                return entry
            row += step
        return None


def dragged_category(data: QMimeData) -> Uid | None:
    """Gives the category on its way in ``data``, if that is one."""
    if not data.hasFormat(MIME_CATEGORY):
        return None
    return Uid(bytes(data.data(MIME_CATEGORY).data()).decode("ascii", errors="replace"))


def _read_out(entry: Entry) -> str:
    """What a screen reader says of an entry."""
    name = f"{entry.name} {entry.detail}" if entry.detail else entry.name
    if entry.count is None:
        return name
    words = QCoreApplication.translate("Sidebar", "{name}, {count} replies")
    return words.format(name=name, count=entry.count)
