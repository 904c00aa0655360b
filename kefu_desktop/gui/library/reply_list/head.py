"""The head of the reply list: what each column holds, what it sorts by, and how wide it is.

The title takes what room there is. Where the list becomes too narrow for it, the other columns give
way one after another: better no date than half a title.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from kefu_desktop.core.views import Column, Order, Scope
from kefu_desktop.gui.library.reply_list.table import Cell
from kefu_desktop.gui.theme import Theme

WIDTHS: Mapping[Cell, int] = {
    Cell.SHORTCUT: 72,
    Cell.TAGS: 116,
    Cell.USES: 56,
    Cell.CHANGED: 82,
}
"""At the usual text scale, in pixels."""

_NARROWEST, _WIDEST = 40, 400
_TITLE_AT_LEAST = 150
_GIVE_WAY = (Cell.CHANGED, Cell.TAGS, Cell.USES, Cell.SHORTCUT)
_LARGEST_FIRST = {Column.USES, Column.CHANGED, Column.TRASHED}


class Head(QObject):
    """Rules over the header of a table of replies."""

    order_wanted = Signal(object)
    """An :class:`Order`: a column's head was clicked. First its usual way, then the other way
    round, then the view's own order again."""

    def __init__(self, theme: Theme, header: QHeaderView) -> None:
        super().__init__(header)
        self._theme = theme
        self._header = header
        self._widths = dict(WIDTHS)
        self._fitting = False
        self._room = 0
        self.order = Order()
        self.scope = Scope.ALL
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        header.sectionClicked.connect(self._clicked)
        header.sectionResized.connect(self._resized)

    @property
    def widths(self) -> tuple[tuple[str, int], ...]:
        """How wide the user wants the columns, by name, at the usual text scale."""
        return tuple((cell.name.lower(), width) for cell, width in self._widths.items())

    def take_widths(self, widths: Iterable[tuple[str, int]]) -> None:
        """Makes columns as wide as they were; unknown names are passed over."""
        cells = {cell.name.lower(): cell for cell in WIDTHS}
        for name, width in widths:
            if name in cells:
                self._widths[cells[name]] = max(_NARROWEST, min(_WIDEST, width))
        self.fit(self._room)

    def show_order(self, order: Order, scope: Scope) -> None:
        """Marks the column that the list is sorted by."""
        self.order, self.scope = order, scope
        cells = [cell for cell in Cell if cell.sorts_by(scope) is order.column]
        way = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(cells[0] if cells else -1, way)

    def next_order(self, cell: Cell) -> Order:
        """Gives what a click on a column's head sorts by next."""
        column = cell.sorts_by(self.scope)
        usual = column in _LARGEST_FIRST
        if self.order.column is not column:
            return Order(column, usual)
        return Order(column, not usual) if self.order.descending is usual else Order()

    def fit(self, room: int) -> None:
        """Shares ``room`` pixels among the columns."""
        self._room = room
        px = self._theme.px
        shown = dict(self._widths)
        for cell in _GIVE_WAY:
            if room - sum(map(px, shown.values())) < px(_TITLE_AT_LEAST):
                shown.pop(cell, None)
        self._fitting = True
        for cell in WIDTHS:
            self._header.setSectionHidden(cell, cell not in shown)
            if cell in shown:
                self._header.resizeSection(cell, px(shown[cell]))
        self._header.resizeSection(Cell.TITLE, max(1, room - sum(map(px, shown.values()))))
        self._fitting = False

    def _clicked(self, section: int) -> None:
        order = self.next_order(Cell(section))
        self.show_order(self.order, self.scope)  # Qt has turned its arrow already
        self.order_wanted.emit(order)

    def _resized(self, section: int, _: int, width: int) -> None:
        """The user has drawn at a column's edge: what it gains, the title loses."""
        if self._fitting:
            return
        at_usual_scale = round(width * 100 / self._theme.px(100))
        if section != Cell.TITLE:
            self._widths[Cell(section)] = max(_NARROWEST, min(_WIDEST, at_usual_scale))
            self.fit(self._room)
            return
        # The edge between title and its neighbour moves that neighbour.
        shown = [cell for cell in WIDTHS if not self._header.isSectionHidden(cell)]
        if shown:
            others = sum(self._header.sectionSize(cell) for cell in shown[1:])
            wanted = round((self._room - width - others) * 100 / self._theme.px(100))
            self._widths[shown[0]] = max(_NARROWEST, min(_WIDEST, wanted))
            self.fit(self._room)
