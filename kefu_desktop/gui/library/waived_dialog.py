"""All findings about wording that are let be: in which reply, which words, why; and the way back.

What was once let be would otherwise be forgotten: nothing in the reply shows it any more.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.app.checking import Waived
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.lint import Finding, RuleId
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.outcomes import Outcomes

_WIDTH, _HEIGHT, _ROW = 640, 420, 30
"""At the usual text scale, in pixels."""

_REPLY, _WORDS, _WHY = range(3)


class WaivedDialog(QDialog):
    """Lists them, and takes back those that are selected. It goes when it is closed."""

    open_wanted = Signal(str)
    """The reply of this uid is wanted."""

    changed = Signal()
    """Something is found again."""

    def __init__(self, desk: LibraryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._waived: tuple[Waived, ...] = ()
        self._outcomes = Outcomes(desk.bridge, self._refused, self)
        self._says = label("faint")
        self._says.setWordWrap(True)
        self.table = QTableWidget(0, 3)
        self.heed = button("", self._heed)
        self.show_reply = button("", self._open_one)
        self.shut = button("", self.accept)
        self._build()
        self._dress()
        self._word()
        self._read()

    @property
    def says(self) -> str:
        """What is said above the list."""
        return self._says.text()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
            self._fill()

    def _read(self) -> None:
        self._outcomes.when(self._desk.checking.waived(), self._show)

    def _show(self, waived: Sequence[Waived]) -> None:
        self._waived = tuple(waived)
        self._fill()
        if self._waived and not self.table.selectedItems():
            self.table.selectRow(0)
        self._word()

    def _fill(self) -> None:
        self.table.setRowCount(len(self._waived))
        for row, (waiver, title) in enumerate(self._waived):
            reason = self._desk.say_finding(Finding(0, 0, 0, RuleId(waiver.reason), waiver.word))
            gone = self.tr("(no longer in the library)")
            for column, text, more in (
                (_REPLY, gone if title is None else title, ""),
                (_WORDS, waiver.word, reason or waiver.reason),
                (_WHY, waiver.note, ""),
            ):
                cell = QTableWidgetItem(" ".join(text.split()))
                cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                cell.setToolTip(more or text)
                self.table.setItem(row, column, cell)

    def _rows(self) -> list[int]:
        return sorted({index.row() for index in self.table.selectedIndexes()})

    def _heed(self) -> None:
        """Takes back what is selected, one after the other as they were let be."""
        chosen = [self._waived[row].waiver for row in self._rows()]
        for waiver in chosen:
            self._outcomes.when(self._desk.checking.heed(waiver), lambda _: self.changed.emit())
        if chosen:
            self.table.selectionModel().clear()
            self._read()

    def _open_one(self) -> None:
        rows = self._rows()
        if rows and self._waived[rows[0]].title is not None:
            self.open_wanted.emit(self._waived[rows[0]].waiver.uid)
            self.accept()

    def _refused(self, error: KefuError) -> None:
        self._says.setText(self._desk.say(error))

    def _chosen(self) -> None:
        rows = self._rows()
        self.heed.setEnabled(bool(rows))
        known = len(rows) == 1 and self._waived[rows[0]].title is not None
        self.show_reply.setEnabled(known)

    def _build(self) -> None:
        table = self.table
        table.setProperty("role", "waived")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._chosen)
        table.itemDoubleClicked.connect(lambda _: self._open_one())
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.heed)
        self._foot.addWidget(self.show_reply)
        self._foot.addStretch(1)
        self._foot.addWidget(self.shut)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._says)
        self._column.addWidget(table, 1)
        self._column.addLayout(self._foot)
        self._desk.theme.changed.connect(self._dress)
        self._chosen()

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Findings that are let be"))
        says = self.tr("These words are no longer minded in these replies.")
        self._says.setText(says if self._waived else self.tr("Nothing is let be."))
        self.table.setHorizontalHeaderLabels(
            (self.tr("Reply"), self.tr("Words"), self.tr("Why it is all right"))
        )
        self.table.setAccessibleName(self.windowTitle())
        self.heed.setText(self.tr("Mind it again"))
        self.show_reply.setText(self.tr("Open the reply"))
        self.shut.setText(self.tr("Close"))

    def _dress(self) -> None:
        px = self._desk.theme.px
        self.resize(px(_WIDTH), px(_HEIGHT))
        self._column.setContentsMargins(px(16), px(14), px(16), px(14))
        self._column.setSpacing(px(10))
        self._foot.setSpacing(px(8))
        self.table.verticalHeader().setDefaultSectionSize(px(_ROW))
