"""The grid of cells. It never takes the focus: the search field keeps it, and hands the keys on."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from kefu_desktop.gui.emoticons.cells import CELL, Cell, Cells
from kefu_desktop.gui.emoticons.keys import Act
from kefu_desktop.gui.emoticons.painter import UNIT, CellPainter
from kefu_desktop.gui.theme import Theme

MARGIN = 6


class Grid(QListView):
    """Cells from left to right, as many in a row as there is room for."""

    cell_current = Signal(object)
    """The :class:`Cell` that keyboard or pointer have come to; None when there is none."""
    cell_chosen = Signal(object)
    """The :class:`Cell` that was clicked."""
    tones_wanted = Signal(object)
    """The :class:`Cell` that was clicked with the other button."""

    def __init__(self, theme: Theme, painter: CellPainter, cells: Cells, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells = cells
        self.setProperty("role", "emoticon-grid")
        self.setModel(self._cells)
        self.setItemDelegate(painter)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # Else a row that is half seen would come up under the pointer, and the next one after it.
        self.setAutoScroll(False)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells shown now, in order."""
        return self._cells.cells

    @property
    def cell(self) -> Cell | None:
        """The cell that keyboard or pointer have come to."""
        cell: Cell | None = self.currentIndex().data(CELL)
        return cell

    def show_cells(self, cells: Sequence[Cell], number: int = 0) -> None:
        """Shows ``cells`` in place of those before, and comes to one of them."""
        self._cells.show(cells)
        self.verticalScrollBar().setSingleStep(self._theme.px(UNIT))
        self.scrollToTop()
        self.go_to(number)
        if not cells:
            self.cell_current.emit(None)

    def go_to(self, number: int) -> None:
        """Comes to a cell and brings it into view; no such cell changes nothing."""
        index = self._cells.index(number, 0)
        if index.isValid():
            self._come_to(index)
            self.scrollTo(index)

    def place_of(self, cell: Cell) -> QRect:
        """Gives where a cell that is shown is, in the pixels of the screen."""
        index = self._cells.index(self.cells.index(cell), 0)
        rect = self.visualRect(index)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def dress(self) -> None:
        """Follows the size of the text."""
        margin = self._theme.px(MARGIN)
        self.setViewportMargins(margin, margin, 0, margin)

    def step(self, act: Act) -> None:
        """Comes to the cell that an arrow or a page key leads to."""
        last, now = len(self.cells) - 1, self.currentIndex().row()
        if last < 0:
            return
        page = max(1, self.viewport().height() // self._theme.px(UNIT) - 1)
        rows = {Act.UP: -1, Act.DOWN: 1, Act.PAGE_UP: -page, Act.PAGE_DOWN: page}
        if act in rows:
            self.go_to(self._below(max(0, now), rows[act]))
        else:
            beside = {Act.LEFT: now - 1, Act.RIGHT: now + 1, Act.FIRST: 0, Act.LAST: last}
            self.go_to(max(0, min(last, beside[act])))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer leads as the arrows do. Not by what lies under it while the grid scrolls, or
        the keyboard could not get away from it.
        """
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._come_to(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        cell: Cell | None = index.data(CELL)
        if cell is None:
            return
        self._come_to(index)
        if event.button() is Qt.MouseButton.LeftButton:
            self.cell_chosen.emit(cell)
        elif event.button() is Qt.MouseButton.RightButton:
            self.tones_wanted.emit(cell)

    def _below(self, now: int, rows: int) -> int:
        """Gives the number of the cell ``rows`` rows below cell ``now``, above it where ``rows`` is
        less than 0; the last one of its row where that row is shorter. It stops at the first and
        the last row.
        """
        unit = self._theme.px(UNIT)
        first, here, last = (
            self.visualRect(self._cells.index(number, 0)).center()
            for number in (0, now, len(self.cells) - 1)
        )
        place = QPoint(here.x(), max(first.y(), min(last.y(), here.y() + rows * unit)))
        while not self.indexAt(place).isValid() and place.x() > unit:
            place -= QPoint(unit, 0)
        return self.indexAt(place).row()

    def _come_to(self, index: QModelIndex) -> None:
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)

    def _tell(self, index: QModelIndex) -> None:
        self.cell_current.emit(index.data(CELL))
