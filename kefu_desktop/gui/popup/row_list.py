"""The popup's left side: the rows found, one of them chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from kefu_desktop.app.searching import Row
from kefu_desktop.gui.popup.keys import Act
from kefu_desktop.gui.popup.results import AnyIndex, Results
from kefu_desktop.gui.popup.row_painter import RowPainter
from kefu_desktop.gui.popup.warming import Warming


class RowList(QListView):
    """Shows rows. It never takes the focus: the search field keeps it, and hands the keys on."""

    row_chosen = Signal(object)
    """The row that is the current one now: after each :meth:`show_rows`, and when it is moved."""

    def __init__(self, painter: RowPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results = Results(lambda: painter.height, self)
        self._painter = painter
        self._warming = Warming(self)
        self._silent = False
        painter.setParent(self)
        self.setProperty("role", "popup-results")
        self.setModel(self._results)
        self.setUniformItemSizes(True)
        # What lies behind it need not be painted then, at each keystroke.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown now, in order."""
        return self._results.rows

    def show_rows(self, rows: tuple[Row, ...], number: int = 0) -> None:
        """Shows ``rows`` in place of those before, and chooses one of them.

        They are on the screen before anybody hears of them: an agent who types looks there.
        """
        self._silent = True
        if self.currentIndex().row() != number or number >= len(rows):
            # Or Qt would choose another one while those of before go.
            self.selectionModel().clearCurrentIndex()
        self._results.show(rows)
        self.choose(number)
        self._silent = False
        self.executeDelayedItemsLayout()
        self.viewport().repaint()
        self._tell(self.currentIndex())

    def warm(self, characters: str) -> None:
        """Prepares the drawing of characters that are likely to be shown."""
        self._warming.start(characters, self._painter.text_inks())

    def choose(self, number: int) -> None:
        """Makes a row the current one and brings it into view; no such row changes nothing."""
        index = self._results.index(number, 0)
        if index != self.currentIndex() and index.isValid():
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, select)
        elif number or self.verticalOffset():
            self.scrollTo(index)

    def step(self, act: Act) -> None:
        """Chooses the row that an arrow or a page key leads to."""
        count = len(self.rows)
        if not count:
            return
        now = self.currentIndex().row()
        page = max(1, self.viewport().height() // self._painter.height - 1)
        by = {Act.DOWN: 1, Act.UP: -1, Act.PAGE_DOWN: page, Act.PAGE_UP: -page}[act]
        if act in {Act.DOWN, Act.UP}:
            self.choose((now + by) % count)
        else:
            self.choose(max(0, min(count - 1, now + by)))

    def dataChanged(self, first: AnyIndex, last: AnyIndex, roles: Sequence[int] = ()) -> None:
        """Other texts at the same places: that needs no new layout, which a list would make, and
        only what reads the screen out needs to be told of it.
        """
        if QAccessible.isActive():
            QAbstractItemView.dataChanged(self, first, last, roles)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the rows that are seen without asking Qt for each where it is: all are as high, and
        a list that Qt draws row by row takes twice as long.
        """
        height, above = self._painter.height, self.verticalOffset()
        first = max(0, (event.rect().top() + above) // height)
        end = (event.rect().bottom() + above) // height + 1
        room = QRect(0, first * height - above, self.viewport().width(), 0)
        painter = QPainter(self.viewport())
        self._painter.clear(painter, event.rect())
        chosen = self.currentIndex().row()
        self._painter.draw(painter, self.rows[first:end], first, room, chosen)
        painter.end()

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid() and not self._silent:
            self.row_chosen.emit(self.rows[index.row()])
