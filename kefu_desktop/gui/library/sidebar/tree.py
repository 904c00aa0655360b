"""The tree in the sidebar: mouse, keys and drags, with what they mean told by signals.

A heading of several kinds or of views is no place to be: the arrow keys pass over it, and it cannot
be folded.
"""

from enum import Enum

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
    QWidget,
)

from kefu_desktop.gui.library.sidebar.entries import Entry
from kefu_desktop.gui.library.sidebar.model import ENTRY, AnyIndex, SidebarModel, dragged_category
from kefu_desktop.gui.library.sidebar.naming import NameField
from kefu_desktop.gui.library.sidebar.row_painter import SidebarPainter, depth_of

UNFOLD_AFTER = 600
"""Milliseconds over a folded category until a drag unfolds it."""


class Wish(Enum):
    """What the keyboard can ask of an entry; the value is the key, as it is shown."""

    NEW = "Ctrl+Shift+N"
    RENAME = "F2"
    REMOVE = "Del"
    UP = "Alt+Up"
    DOWN = "Alt+Down"
    INTO = "Alt+Right"
    OUT = "Alt+Left"
    LIST = "Return"

    @property
    def keys(self) -> QKeySequence:
        """The key of the wish."""
        return QKeySequence(self.value)


class SidebarTree(QTreeView):
    """Shows the model; one entry is the current one, and that is the selected one."""

    entry_chosen = Signal(object)
    """The :class:`Entry` that is the current one now."""

    wished = Signal(object, object)
    """A :class:`Wish`, and the current :class:`Entry`."""

    menu_wanted = Signal(object, QPoint)
    """An :class:`Entry`, and where on the screen its menu is to open."""

    disturbed = Signal()
    """A key or a button was pressed: what was said of an entry has been read."""

    def __init__(
        self, model: SidebarModel, row_painter: SidebarPainter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._painter = row_painter
        self._unfolded: set[str] = set()
        self._field: NameField | None = None
        self._target = QPersistentModelIndex(), self.dropIndicatorPosition()
        self.setProperty("role", "sidebar")
        self.setModel(model)
        self.setItemDelegate(row_painter)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragEnabled(True)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(UNFOLD_AFTER)
        self.selectionModel().currentChanged.connect(self._tell)
        self.expanded.connect(self._note_unfolded)
        self.collapsed.connect(self._note_folded)

    # -- what is chosen and unfolded

    @property
    def unfolded(self) -> tuple[str, ...]:
        """The keys of what is unfolded, or would be if it were there."""
        return tuple(sorted(self._unfolded))

    def unfold(self, keys: tuple[str, ...]) -> None:
        """Unfolds entries by their keys, now and when they come."""
        self._unfolded.update(keys)
        self.unfold_again()

    def unfold_again(self) -> None:
        """Unfolds what came with the last change and was unfolded before; headings always."""
        headings = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        for index in (*headings, *map(self._model.index_of, self._unfolded)):
            if index.isValid() and not self.isExpanded(index):
                self.setExpanded(index, True)

    def choose(self, key: str) -> bool:
        """Makes an entry the current one, and unfolds what it lies in; whether it is there."""
        index = self._model.index_of(key)
        if not index.isValid():
            return False
        self._unfold_above(index)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)
        self.scrollTo(index)
        return True

    @property
    def entries(self) -> SidebarModel:
        """The model it shows."""
        return self._model

    @property
    def current_entry(self) -> Entry | None:
        """The current entry."""
        found: Entry | None = self.currentIndex().data(ENTRY)
        return found

    def line_of(self, key: str) -> QRect:
        """Where an entry's row is in the viewport; empty when it is not there or folded away."""
        return self.row_rect(self._model.index_of(key))

    def _tell(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(ENTRY)
        if entry is not None:
            self.entry_chosen.emit(entry)

    def _note_unfolded(self, index: QModelIndex) -> None:
        if index.parent().isValid():
            self._unfolded.add(index.data(ENTRY).key)

    def _note_folded(self, index: QModelIndex) -> None:
        self._unfolded.discard(index.data(ENTRY).key)
        if not index.parent().isValid():
            self.expand(index)
        elif self._is_below(self.currentIndex(), index):
            self.choose(index.data(ENTRY).key)

    def _is_below(self, index: QModelIndex, above: QModelIndex) -> bool:
        while index.isValid():
            index = index.parent()
            if index == above:
                return True
        return False

    # -- writing names

    def write_name(self, key: str) -> NameField | None:
        """Opens the field for the name of an entry; None when the entry is not there."""
        self.end_writing()
        index = self._model.index_of(key)
        if not index.isValid():
            return None
        self._unfold_above(index)
        self.scrollTo(index)
        self.edit(index)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        fields = self.viewport().findChildren(NameField, options=direct)
        if fields:
            self._field = fields[-1]
            self._field.destroyed.connect(self._forget_field)
        return self._field

    @property
    def is_writing(self) -> bool:
        """Is a name being written?"""
        return self._field is not None

    def end_writing(self) -> None:
        """Closes the field, whatever is in it."""
        if self._field is not None:
            field, self._field = self._field, None
            self.closeEditor(field, SidebarPainter.EndEditHint.NoHint)

    def _forget_field(self) -> None:
        self._field = None

    def _unfold_above(self, index: QModelIndex) -> None:
        above = index.parent()
        while above.isValid():
            self.setExpanded(above, True)
            above = above.parent()

    # -- drawing

    def row_rect(self, index: AnyIndex) -> QRect:
        """The whole width of a row, with the room above a heading."""
        rect = self.visualRect(index)
        return (
            QRect(0, rect.top(), self.viewport().width(), rect.height()) if rect.isValid() else rect
        )

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = QStyleOptionViewItem(option)
        row.rect = self.row_rect(index)
        self._painter.paint(painter, self._stated(row, index), index)

    def _stated(self, option: QStyleOptionViewItem, index: AnyIndex) -> QStyleOptionViewItem:
        marks = (
            (QStyle.StateFlag.State_Selected, self.selectionModel().isSelected(index)),
            (QStyle.StateFlag.State_Open, self.isExpanded(index)),
            (QStyle.StateFlag.State_HasFocus, self.hasFocus() and index == self.currentIndex()),
            (QStyle.StateFlag.State_MouseOver, self._is_hovered(option.rect, index)),
        )
        for flag, holds in marks:
            option.state = option.state | flag if holds else option.state & ~flag
        return option

    def _is_hovered(self, row: QRect, index: AnyIndex) -> bool:
        viewport = self.viewport()
        if not viewport.underMouse() or not self._model.flags(index):
            return False
        return row.contains(viewport.mapFromGlobal(self.cursor().pos()))

    # -- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.disturbed.emit()
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self._model.rowCount(index) and self._on_chevron(index, event):
            self.setExpanded(index, not self.isExpanded(index))
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click folds or unfolds, as a first on the chevron does."""
        index = self.indexAt(event.position().toPoint())
        if depth_of(index) and self._model.rowCount(index):
            self.setExpanded(index, not self.isExpanded(index))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.disturbed.emit()
        wish, entry = _wish_of(event), self.current_entry
        if wish is not None and entry is not None:
            self.wished.emit(wish, entry)
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Where the keyboard is in the tree these keys mean the tree's entry, whatever they mean
            # to the window. A new category is the window's key everywhere.
            wish = _wish_of(event)
            if wish is not None and wish is not Wish.NEW:
                event.accept()
                return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_whole_name(event)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.disturbed.emit()
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid() and self._model.flags(index):
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(index.data(ENTRY), self.viewport().mapToGlobal(place))
        event.accept()

    def _on_chevron(self, index: QModelIndex, event: QMouseEvent) -> bool:
        depth = depth_of(index)
        if depth == 0:
            return False
        entry: Entry = index.data(ENTRY)
        row = self.row_rect(index)
        box = self._painter.chevron_box(entry, row, depth)
        box.setTop(row.top())
        box.setBottom(row.bottom())
        return box.contains(event.position().toPoint())

    def _show_whole_name(self, event: QHelpEvent) -> None:
        """Shows the name that a row has no room for."""
        index = self.indexAt(event.pos())
        words = ""
        if index.isValid():
            entry: Entry = index.data(ENTRY)
            row = self.row_rect(index)
            if not self._painter.fits(entry, row, depth_of(index)):
                words = f"{entry.name} {entry.detail}".strip()
        QToolTip.showText(event.globalPos(), words, self.viewport())

    # -- what is dragged

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Takes the current category along.

        WORKAROUND(the base class's drag holds Python's lock for as long as it lasts, PySide6 6.11):
        no lane would do anything meanwhile. ``QDrag.exec`` lets it go.
        """
        index = self.currentIndex()
        if not self._model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled:
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData([index]))
        drag.setPixmap(self._painter.dragged(index.data(ENTRY)))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._prepare_for(event)
        super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._prepare_for(event)
        super().dragMoveEvent(event)
        self._show_target(event.position().toPoint() if event.isAccepted() else None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_target(None)
        super().dropEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shows in the theme's colours where something would be dropped, in place of the style."""
        self.setDropIndicatorShown(False)
        super().paintEvent(event)
        self.setDropIndicatorShown(True)
        index, where = self._target
        if index.isValid():
            painter = QPainter(self.viewport())
            self._painter.paint_target(painter, self.row_rect(index), depth_of(index), where)
            painter.end()

    def _show_target(self, place: QPoint | None) -> None:
        index = QModelIndex() if place is None else self.indexAt(place)
        self._target = QPersistentModelIndex(index), self.dropIndicatorPosition()
        self.viewport().update()

    def _prepare_for(self, event: QDragMoveEvent) -> None:
        """Categories go on rows or between them; replies on them, and have the whole row to hit."""
        self.setDragDropOverwriteMode(dragged_category(event.mimeData()) is None)


def _wish_of(event: QKeyEvent) -> Wish | None:
    if event.key() == Qt.Key.Key_Enter:
        return Wish.LIST
    pressed = event.keyCombination().toCombined() & ~Qt.KeyboardModifier.KeypadModifier.value
    return next((wish for wish in Wish if wish.keys == QKeySequence(pressed)), None)
