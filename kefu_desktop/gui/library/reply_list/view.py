"""The table in which replies are seen, selected, renamed and dragged.

Its rows come and go under the user's hand: what is selected, where the list stands and what is
being typed or dragged is kept by the replies' uids, not by their rows.
"""

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from kefu_desktop.core.model import Uid
from kefu_desktop.gui.ink import Inks
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.reply_list.line_painter import ROW_HEIGHT, LinePainter
from kefu_desktop.gui.library.reply_list.placing import Gap, gap_beside
from kefu_desktop.gui.library.reply_list.table import LINE, AnyIndex, Cell, ReplyTable
from kefu_desktop.gui.theme import Theme

_Cursor = QAbstractItemView.CursorAction
_Select = QItemSelectionModel.SelectionFlag


class Standing(Struct, frozen=True):
    """What is selected and where the list stands: ``first`` is the first selected row, ``top`` the
    reply at the upper edge, of which ``hidden`` pixels are scrolled out.
    """

    selected: frozenset[Uid] = frozenset()
    current: Uid | None = None
    first: int = 0
    top: Uid | None = None
    hidden: int = 0


class ReplyView(QTableView):
    """Shows a :class:`ReplyTable`. ``sortable`` says whether rows can be dropped between rows."""

    selection_changed = Signal()
    typed = Signal(str)
    """Letters struck over the list: whoever types wants to search."""

    dropped = Signal(object, object)
    """Uids, and the :class:`Gap` they were dropped into."""

    room_changed = Signal(int)
    """The width there is for the columns."""

    settled = Signal()
    """What kept the list as it was, an open field or a drag, is over."""

    def __init__(self, theme: Theme, table: ReplyTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table = table
        self._inks = Inks(theme)
        self._dragging = False
        self._standing_up = False
        self._gap: Gap | None = None
        self.sortable = False
        self.painter = LinePainter(theme, self)
        self.setModel(table)
        self.setItemDelegate(self.painter)
        self.setProperty("role", "replies")
        self._set_up()
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def busy(self) -> bool:
        """Whether something is being typed or dragged here, so that the rows must stay."""
        return self._dragging or self.state() == QAbstractItemView.State.EditingState

    # -- what is selected

    def selected_count(self) -> int:
        """How many replies are selected."""
        return sum(bottom - top + 1 for top, bottom in self._selected_ranges())

    def selected_uids(self) -> tuple[Uid, ...]:
        """The selected replies, in the order of the list."""
        uids = self._table.uids
        return tuple(uids[row] for row in self._selected_rows())

    def current_uid(self) -> Uid | None:
        """The reply that the keyboard stands on."""
        row = self.currentIndex().row()
        return self._table.uids[row] if 0 <= row < len(self._table.uids) else None

    def select(self, uids: Iterable[Uid], *, reveal: bool = True) -> bool:
        """Selects those replies that are in the list, brings the first into view, and tells whether
        there was one.
        """
        rows = self._table.rows_of(uids)
        self._select_rows(rows, rows[0] if rows else -1)
        if rows and reveal:
            self.scrollTo(self._table.index(rows[0], 0))
        return bool(rows)

    def select_row(self, row: int) -> None:
        """Selects one row and brings it into view."""
        if 0 <= row < len(self._table.uids):
            self._select_rows([row], row)
            self.scrollTo(self._table.index(row, 0))

    def fetch(self) -> None:
        """Has the rows fetched that are to be seen, before anything else is asked for."""
        for y in (0, self.viewport().height() - 1):
            self._table.index(self.rowAt(y), 0).data(LINE)

    def standing(self) -> Standing:
        """Gives how the list stands, to be taken up again over other rows."""
        rows = self._selected_rows()
        uids = self._table.uids
        top = self.rowAt(0)
        return Standing(
            frozenset(uids[row] for row in rows),
            self.current_uid(),
            rows[0] if rows else 0,
            uids[top] if 0 <= top < len(uids) else None,
            -self.rowViewportPosition(top) if top >= 0 else 0,
        )

    def stand(self, before: Standing) -> None:
        """Takes up a standing from before the rows were others. Where nothing of what was selected
        is left, what came into its place is selected: the next one to look at.
        """
        uids = self._table.uids
        rows = self._table.rows_of(before.selected)
        if before.selected and not rows and uids:
            rows = [min(before.first, len(uids) - 1)]
        current = rows[0] if rows else -1
        if before.current in before.selected:
            current = next((row for row in rows if uids[row] == before.current), current)
        self._select_rows(rows, current, tell=frozenset(uids[r] for r in rows) != before.selected)
        for top in self._table.rows_of((before.top,) if before.top is not None else ()):
            height = self.verticalHeader().defaultSectionSize()
            self.verticalScrollBar().setValue(top * height + before.hidden)

    def _selected_rows(self) -> list[int]:
        ranges = self._selected_ranges()
        return [row for top, bottom in sorted(ranges) for row in range(top, bottom + 1)]

    def _selected_ranges(self) -> list[tuple[int, int]]:
        parts = self.selectionModel().selection()
        ranges = map(parts.at, range(parts.count()))
        return [(part.top(), part.bottom()) for part in ranges]

    def _select_rows(self, rows: list[int], current: int, *, tell: bool = True) -> None:
        """Selects rows, in ascending order, as few ranges, without moving the list."""
        selection = QItemSelection()
        start = 0
        for place, row in enumerate(rows):
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                first, last = (
                    self._table.index(rows[start], 0),
                    self._table.index(row, len(Cell) - 1),
                )
                selection.select(first, last)
                start = place + 1
        self._standing_up = True
        self.setAutoScroll(False)
        chosen = self.selectionModel()
        chosen.setCurrentIndex(self._table.index(current, 0), _Select.NoUpdate)
        chosen.select(selection, _Select.ClearAndSelect)
        self.setAutoScroll(True)
        self._standing_up = False
        self.painter.one = len(rows) == 1
        if tell:
            self.selection_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._standing_up:
            self.painter.one = self.selected_count() == 1
            self.selection_changed.emit()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the mark of the keyboard stands at the row's beginning

    # -- keys

    def rename(self) -> None:
        """Opens the title that the keyboard stands on to be written anew."""
        index = self._table.index(self.currentIndex().row(), Cell.TITLE)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def keyboardSearch(self, search: str) -> None:
        self.typed.emit(search)

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Rows are what one moves among: Home and End lead to the first and last of them."""
        last = len(self._table.uids) - 1
        if action == _Cursor.MoveHome:
            return self._table.index(0, 0)
        if action == _Cursor.MoveEnd:
            return self._table.index(last, 0)
        if action in (_Cursor.MoveLeft, _Cursor.MoveRight):
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    def closeEditor(self, editor: QWidget, hint: object) -> None:
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        self.settled.emit()

    # -- mouse: out of the list, and within it

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drags what is selected. Qt's own way would ask the model about each cell of it."""
        rows = self._selected_rows()
        if not rows:
            return
        drag = QDrag(self)
        drag.setMimeData(self._table.packed(rows))
        line = self._table.known(self._table.uids[rows[0]])
        words = self.tr("{count} replies").format(count=len(rows))
        if len(rows) == 1 and line is not None:
            words = line.title[:24]
        drag.setPixmap(self._inks.chip(words, "on-button", "button"))
        self._dragging = True
        drag.exec(supported, Qt.DropAction.MoveAction)
        self._dragging = False
        self._show_gap(None)
        self.settled.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_drop(event):
            super().dragEnterEvent(event)
            event.acceptProposedAction()
        else:
            event.ignore()  # whoever is behind may want it

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        gap = self._gap_at(event.position().toPoint().y()) if self._may_drop(event) else None
        self._show_gap(gap)
        if gap is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_gap(None)

    def dropEvent(self, event: QDropEvent) -> None:
        gap = self._gap_at(event.position().toPoint().y()) if self._may_drop(event) else None
        self._show_gap(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if gap is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.dropped.emit(mime.unpack(event.mimeData()), gap)

    def updateGeometries(self) -> None:
        """Lets the scroll bar stand for the replies too that have not been listed yet."""
        super().updateGeometries()
        coming = self._table.count - len(self._table.uids)
        if coming:
            bar = self.verticalScrollBar()
            bar.setMaximum(bar.maximum() + coming * self.verticalHeader().defaultSectionSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit(self.viewport().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is not None:
            height = self.verticalHeader().defaultSectionSize()
            top = self._gap.row * height - self.verticalScrollBar().value()
            thick = self._theme.px(2)
            painter = QPainter(self.viewport())
            colour = self._theme.colour("accent")
            painter.fillRect(0, max(0, top - thick), self.viewport().width(), thick, colour)
            painter.end()

    def _may_drop(self, event: QDropEvent) -> bool:
        return self.sortable and bool(mime.unpack(event.mimeData()))

    def _gap_at(self, y: int) -> Gap | None:
        """The gap nearest to ``y``; None where it is not known yet what lies there."""
        count = len(self._table.uids)
        row = self.rowAt(y)
        below = row < 0 or y > self.rowViewportPosition(row) + self.rowHeight(row) / 2
        row = row if row >= 0 else count - 1
        line = self._table.index(row, 0).data(LINE)
        if line is None:
            return None
        following = self._table.index(row + 1, 0).data(LINE)
        if row + 1 < count and following is None:
            return None
        return gap_beside(row, line, following, below=below)

    def _show_gap(self, gap: Gap | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    # -- look

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropOverwriteMode(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        # A head that knows what is selected asks for the flags of each selected row whenever it is
        # painted, to see whether all its column is. So it is let know of no selection.
        head = self.horizontalHeader()
        head.setSelectionModel(QItemSelectionModel(self._table, head))

    def _dress(self) -> None:
        self._inks.forget()
        height = self._theme.px(ROW_HEIGHT)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)
        self.viewport().update()
