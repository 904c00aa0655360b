"""Where the categories of a pack come to lie: as they are, in one that is here, or in a new one."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.app.import_review import Review
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.importing.places import COUNT, HERE, THEIRS, Places
from kefu_desktop.gui.library.editor.fields import label

AnyIndex = QModelIndex | QPersistentModelIndex


class _Chooser(QStyledItemDelegate):
    """Lets a category that is here be chosen, or another be written."""

    def __init__(self, places: Places, parent: QWidget) -> None:
        super().__init__(parent)
        self._places = places

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        chooser = QComboBox(parent)
        chooser.setEditable(True)
        chooser.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        chooser.addItems(self._places.choices)
        chooser.setAccessibleName(self.tr("Category here"))
        return chooser

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setEditText(str(index.data(Qt.ItemDataRole.EditRole)))
            field = editor.lineEdit()
            if isinstance(field, QLineEdit):
                field.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: AnyIndex) -> None:
        if isinstance(editor, QComboBox):
            self._places.setData(index, editor.currentText())


class PlacesPage(QWidget):
    """The table of categories."""

    changed = Signal()

    def __init__(self, desk: ImportDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.places = Places(self)
        self._lead, self._says = label("caption"), label("finding")
        for line in (self._lead, self._says):
            line.setWordWrap(True)
        self.table = QTableView()
        self.table.setProperty("role", "import-table")
        self.table.setModel(self.places)
        self.table.setItemDelegateForColumn(HERE, _Chooser(self.places, self.table))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.AllEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(False)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(THEIRS, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(COUNT, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(HERE, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._lead)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self._says)
        self.setFocusProxy(self.table)
        self.places.said.connect(self._tell)
        self.places.changed.connect(self.changed)
        desk.theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def look_at(self, review: Review | None) -> None:
        """Shows the categories of another review."""
        self.places.look_at(review)
        self._says.setText("")

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _tell(self, error: KefuError | None) -> None:
        self._says.setText(self._desk.say(error) if error is not None else "")

    def _word(self) -> None:
        self._lead.setText(
            self.tr(
                "Choose where the replies of each category come to lie, or write a new name; "
                "levels are parted by “/”. Replies that are here already stay where they are."
            )
        )
        self.table.setAccessibleName(self.tr("Categories of the file"))

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(px(18), px(12), px(18), px(12))
        self._column.setSpacing(px(8))
        self.table.verticalHeader().setDefaultSectionSize(px(34))
