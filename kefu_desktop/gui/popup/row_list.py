"""The popup's left side: the rows found, one of them chosen."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from kefu_desktop.app.searching import Row
from kefu_desktop.gui.popup.keys import Act
from kefu_desktop.gui.popup.results import ROW, Results
from kefu_desktop.gui.popup.row_painter import ROW_HEIGHT, RowPainter
from kefu_desktop.gui.popup.warming import Warming
from kefu_desktop.gui.theme import Theme


class RowList(QListView):
    """Shows rows. It never takes the focus: the search field keeps it, and hands the keys on."""

    row_chosen = Signal(object)
    """The row that is the current one now: after each :meth:`show_rows`, and when it is moved."""

    def __init__(self, theme: Theme, painter: RowPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._results = Results(self)
        self._painter = painter
        self._warming = Warming(self)
        painter.setParent(self)
        self.setProperty("role", "popup-results")
        self.setModel(self._results)
        self.setItemDelegate(painter)
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown now, in order."""
        return self._results.rows

    def show_rows(self, rows: tuple[Row, ...], number: int = 0) -> None:
        """Shows ``rows`` in place of those before, and chooses one of them."""
        # Or a row of another answer at the same place would pass for the one chosen before.
        self.selectionModel().clearCurrentIndex()
        self._results.show(rows)
        self.choose(number)

    def warm(self, characters: str) -> None:
        """Prepares the drawing of characters that are likely to be shown."""
        self._warming.start(characters, self._painter.text_inks())

    def choose(self, number: int) -> None:
        """Makes a row the current one and brings it into view; no such row changes nothing."""
        index = self._results.index(number, 0)
        if index.isValid():
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, select)
            self.scrollTo(index)

    def step(self, act: Act) -> None:
        """Chooses the row that an arrow or a page key leads to."""
        count = len(self.rows)
        if not count:
            return
        now = self.currentIndex().row()
        page = max(1, self.viewport().height() // self._theme.px(ROW_HEIGHT) - 1)
        by = {Act.DOWN: 1, Act.UP: -1, Act.PAGE_DOWN: page, Act.PAGE_UP: -page}[act]
        if act in {Act.DOWN, Act.UP}:
            self.choose((now + by) % count)
        else:
            self.choose(max(0, min(count - 1, now + by)))

    def _tell(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW)
        if row is not None:
            self.row_chosen.emit(row)
