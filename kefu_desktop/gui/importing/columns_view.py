"""Shows the first rows of a table; what stands above a column says what it means, and is pressed to
say something else. Alt+Down does so for the column that the keyboard is in.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kefu_desktop.core.columns import Meaning
from kefu_desktop.gui.importing import words
from kefu_desktop.gui.importing.columns import HEADS, READ, Columns
from kefu_desktop.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

_WIDTH = 150
"""Of a column, at the usual text scale, in pixels."""


class _CellPainter(QStyledItemDelegate):
    """Writes what is not read in a fainter colour, and the row of names bold."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        colour = self._theme.colour("text" if index.data(READ) else "text-3")
        option.palette.setColor(option.palette.ColorRole.Text, colour)
        if index.data(HEADS):
            option.font.setBold(True)


class ColumnsView(QTableView):
    """The table."""

    def __init__(self, theme: Theme, columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._theme = theme
        self.setProperty("role", "import-table")
        self.setModel(columns)
        self.setItemDelegate(_CellPainter(theme, self))
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectColumns)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setHighlightSections(True)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.sectionClicked.connect(self.choose)
        theme.changed.connect(self._dress)
        self._dress()

    def choose(self, column: int) -> None:
        """Offers what a column can mean."""
        head = self.horizontalHeader()
        menu = self.menu(column)
        menu.popup(
            head.viewport().mapToGlobal(QPoint(head.sectionViewportPosition(column), head.height()))
        )

    def menu(self, column: int) -> QMenu:
        """Gives the menu of a column."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = self._columns.meaning(column)
        for meaning, name in words.meanings().items():
            if meaning is Meaning.KIND_OR_CATEGORY and now is not meaning:
                continue
            action = QAction(name, menu)
            action.setCheckable(True)
            action.setChecked(meaning is now)
            action.triggered.connect(lambda _, one=meaning: self._columns.mean(column, one))
            menu.addAction(action)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down, F4 and Space open the menu of the column."""
        alt_down = (
            event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        )
        if alt_down or event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self.choose(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        px = self._theme.px
        self.horizontalHeader().setDefaultSectionSize(px(_WIDTH))
        self.verticalHeader().setDefaultSectionSize(px(28))
