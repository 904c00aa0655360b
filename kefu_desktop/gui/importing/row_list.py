"""The left side of the wizard: what a chip lets through, with a field to look for some of it.

What is shown is sifted on the session's lane whenever something is typed; an answer that another
question has overtaken is none.
"""

from collections.abc import Callable, Collection
from concurrent.futures import Future

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.app.import_checking import NOT_LOOKED, Minded
from kefu_desktop.app.import_picks import Picks
from kefu_desktop.app.import_review import Numbers, Review, Sieve
from kefu_desktop.core.merging import ASKING, State
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.importing.row_painter import ROW_HEIGHT, RowPainter
from kefu_desktop.gui.importing.rows import Rows
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.theme import Theme

_PAUSE = 120
"""Milliseconds without a key until it is looked for what is written."""

_INTO_LIST = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageDown}

Sift = Callable[[Review, Sieve], "Future[Numbers | None]"]


class RowView(QTableView):
    """Shows the rows; Space and a click on a tick turn it, a figure chooses.

    A table of one column and no list: a list asks the model about each row to lay them out, which
    for a hundred thousand takes most of a second, and a table only about those it shows.
    """

    figure_typed = Signal(int)

    def __init__(self, theme: Theme, rows: Rows) -> None:
        super().__init__()
        self._rows = rows
        self._theme = theme
        self._painter = RowPainter(theme, self)
        self.setProperty("role", "import-rows")
        self.setItemDelegate(self._painter)
        self.setModel(rows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        height = self._theme.px(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks and figures choose; the rest is for the list."""
        figure = event.key() - Qt.Key.Key_0
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Space:
            self._rows.turn(self.currentIndex())
        elif 1 <= figure <= 9 and plain == Qt.KeyboardModifier.NoModifier:
            self.figure_typed.emit(figure)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tick turns it."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        super().mousePressEvent(event)
        near = self._painter.tick_box(self.visualRect(index)).adjusted(-6, -6, 6, 6)
        if index.isValid() and near.contains(place):
            self._rows.turn(index)


class RowList(QWidget):
    """The rows of a review, with what they are narrowed by."""

    looked_at = Signal(object)
    """The number of the row that is chosen, or None."""

    picked = Signal()
    figure_typed = Signal(int)

    def __init__(self, desk: ImportDesk, sift: Sift, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "import-side")
        self._desk = desk
        self._sift = sift
        self._review: Review | None = None
        self._picks: Picks | None = None
        self._states: Collection[State] | None = None
        self._remarks = self._only_minded = False
        self._minded = NOT_LOOKED
        self._wanted: int | None = None
        self._rows = Rows(desk.reason, self)
        self._outcomes = Outcomes(desk.bridge, lambda _: None, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self._count = label("faint")
        self._all, self._none = button("link", lambda: None), button("link", lambda: None)
        self.view = RowView(desk.theme, self._rows)
        self._build()
        self._join()
        self._word()

    def look_at(self, review: Review | None, picks: Picks | None) -> None:
        """Shows another review, all of it."""
        self._review, self._picks = review, picks
        self._states, self._remarks, self._wanted = None, False, None
        self._only_minded, self._minded = False, NOT_LOOKED
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._rows.look_at(review, picks)
        self._ask()

    def narrow(
        self, states: Collection[State] | None, *, remarks: bool = False, minded: bool = False
    ) -> None:
        """Shows the records of some states (None: all), or the remarks, or what has findings about
        its wording.
        """
        self._states, self._remarks, self._only_minded = states, remarks, minded
        self._ask()

    def tell_minded(self, minded: Minded) -> None:
        """Shows which records have findings about their wording. Those that are listed alone are
        listed anew when all was looked at: rows that keep coming would move under the mouse.
        """
        self._minded = minded
        self._rows.tell_minded(minded)
        if self._only_minded and minded.percent == 100:
            self._ask()

    def changed(self) -> None:
        """Draws anew: something else is wanted."""
        self._rows.changed()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Leads from the field into the list."""
        into = isinstance(event, QKeyEvent) and event.key() in _INTO_LIST
        if watched is self.field and event.type() == QEvent.Type.KeyPress and into:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
            self._rows.changed()

    # -- asking

    def _ask(self) -> None:
        self._pause.stop()
        review = self._review
        if review is None:
            self._rows.show(())
            self._tell()
            return
        marks = self._minded.marks if self._only_minded else None
        sieve = Sieve(self._states, self._remarks, self.field.text(), marks)
        kept = self._rows.number(self.view.currentIndex())

        def came(numbers: Numbers | None) -> None:
            if numbers is not None and review is self._review:
                self._show(numbers, kept)

        self._outcomes.when(self._sift(review, sieve), came)

    def _show(self, numbers: Numbers, kept: int | None) -> None:
        self._rows.show(numbers)
        at = 0
        if kept is not None and kept in numbers:
            at = numbers.index(kept)
        if numbers:
            self.view.setCurrentIndex(self._rows.index(at))
        else:
            self._chosen(QModelIndex())
        self._tell()

    def _chosen(self, index: QModelIndex) -> None:
        self.looked_at.emit(self._rows.number(index))

    def _tick_all(self, wanted: bool) -> None:
        """Ticks what is listed. Of whole states that costs nothing, whatever their size."""
        picks, review = self._picks, self._review
        if picks is None or review is None:
            return
        if self.field.text().strip() or self._only_minded:
            for number in self._rows.numbers:
                if review.items[number].state not in ASKING:
                    picks.tick(number, wanted)
        else:
            picks.tick_all(State if self._states is None else self._states, wanted)
        self.changed()

    # -- how it is built

    def _build(self) -> None:
        self._links = QHBoxLayout()
        self._links.addWidget(self._count, 1)
        self._links.addWidget(self._all)
        self._links.addWidget(self._none)
        self._top = QVBoxLayout()
        self._top.addWidget(self.field)
        self._top.addLayout(self._links)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self.view, 1)

    def _join(self) -> None:
        self.field.textChanged.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self._ask)
        self._all.clicked.connect(lambda: self._tick_all(True))
        self._none.clicked.connect(lambda: self._tick_all(False))
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.view.figure_typed.connect(self.figure_typed)
        self._rows.picked.connect(self.picked)
        self._desk.theme.changed.connect(self._dress)
        self._dress()

    def _tell(self) -> None:
        count = len(self._rows.numbers)
        self._count.setText(self.tr("{count} listed").format(count=f"{count:,}"))
        for link in (self._all, self._none):
            link.setVisible(count > 0 and not self._remarks)

    def _word(self) -> None:
        self.field.setPlaceholderText(self.tr("Title, text or shortcut (Ctrl+F)"))
        self.field.setAccessibleName(self.tr("Search the records"))
        self._all.setText(self.tr("Tick all"))
        self._none.setText(self.tr("None"))
        self.view.setAccessibleName(self.tr("Records of the file"))
        self._tell()

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._top.setContentsMargins(px(12), px(10), px(12), px(6))
        self._top.setSpacing(px(6))
        self._links.setSpacing(px(12))
