"""What the columns of a table mean: each with its guess above the first rows, to be mended, and
below at once the replies that come of it.

Nothing is read again until that is asked for; the sample is made of the rows that are shown.
"""

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.app.import_session import ImportSession
from kefu_desktop.core.columns import Layout, Table
from kefu_desktop.core.records import Pack
from kefu_desktop.gui.importing.columns import Columns
from kefu_desktop.gui.importing.columns_view import ColumnsView
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.importing.versions import text_of
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.outcomes import Outcomes

_SHOWN = 4
"""So many replies are shown as a sample."""

_TEXT = 120
"""So many characters of each."""

_PAUSE = 60
"""Milliseconds until a sample is made of what was chosen."""


class ColumnsPage(QWidget):
    """The tables of one file."""

    lay_out_wanted = Signal(object)
    """The layouts by sheet, to read the file with."""

    def __init__(
        self, desk: ImportDesk, session: ImportSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._tables: list[Table] = []
        self._trying = 0
        self._trouble = ""
        self.columns = Columns(self)
        self._outcomes = Outcomes(desk.bridge, lambda _: None, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._build()
        self._join()
        self._dress()
        self._word()

    def look_at(self, tables: tuple[Table, ...], trouble: str = "") -> None:
        """Shows the tables of a file; ``trouble`` says why they could not be read."""
        self._tables = list(tables)
        self._trouble = trouble
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for table in tables:
            entry = QListWidgetItem(table.sheet or "—")
            entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = table.layout is not None or len(tables) == 1
            entry.setCheckState(_CHECKED if ticked else Qt.CheckState.Unchecked)
            self.sheets.addItem(entry)
        self.sheets.setCurrentRow(0)
        self.sheets.blockSignals(False)
        self.sheets.setVisible(len(tables) > 1)
        self._show(0)
        self._word()

    @property
    def layouts(self) -> Mapping[str, Layout | None]:
        """What is said of each sheet; None leaves one out."""
        return {
            table.sheet: table.layout if self._ticked(at) else None
            for at, table in enumerate(self._tables)
        }

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
            self.columns.headerDataChanged.emit(
                Qt.Orientation.Horizontal, 0, max(0, self.columns.columnCount() - 1)
            )

    # -- what is shown

    def _ticked(self, at: int) -> bool:
        return len(self._tables) == 1 or self.sheets.item(at).checkState() == _CHECKED

    def _show(self, at: int) -> None:
        table = self._tables[at] if 0 <= at < len(self._tables) else None
        self.columns.show(table)
        self.header.blockSignals(True)
        self.header.clear()
        if table is not None:
            self.header.addItem(self.tr("No row names the columns"), 0)
            for number, _ in table.rows:
                row = self.tr("Row {number} names the columns")
                self.header.addItem(row.format(number=number), number)
            self.header.setCurrentIndex(max(0, self.header.findData(self.columns.header)))
            self.view.setCurrentIndex(self.columns.index(0, 0))
        self.header.blockSignals(False)
        self._try()

    def _laid_out(self) -> None:
        """Keeps what was said; a sheet of which something is said is meant to be read."""
        at, table = max(0, self.sheets.currentRow()), self.columns.table
        if table is None:
            return
        self._tables[at] = table
        self.sheets.item(at).setCheckState(_CHECKED)
        self._pause.start()

    def _try(self) -> None:
        self._pause.stop()
        table = self.columns.table
        self._trying += 1
        trying = self._trying
        if table is None:
            return
        if not self._ticked(max(0, self.sheets.currentRow())):
            table = replace(table, layout=None)

        def came(pack: Pack) -> None:
            if trying == self._trying:
                self._show_sample(pack)

        self._outcomes.when(self._session.try_out(table), came)

    def _show_sample(self, pack: Pack) -> None:
        self.sample.clear()
        for record in pack.records[:_SHOWN]:
            text = " ".join(text_of(record.variants).split())
            short = text if len(text) <= _TEXT else text[:_TEXT] + "…"
            facts = [" / ".join(record.category), f";{record.shortcut}" if record.shortcut else ""]
            head = " · ".join(one for one in (record.title, *facts) if one)
            self.sample.addItem(f"{head}\n{short}")
        some = bool(pack.records)
        self.sample.setVisible(some)
        self._none.setVisible(not some)
        self.go.setEnabled(any(self._ticked(at) for at in range(len(self._tables))) and some)

    # -- how it is built

    def _build(self) -> None:
        self._lead, self._says = label("caption"), label("finding")
        self._sample_head, self._none = label("title"), label("caption")
        for line in (self._lead, self._says, self._none):
            line.setWordWrap(True)
        self.sheets = QListWidget()
        self.sheets.setProperty("role", "import-sheets")
        self.header = QComboBox()
        self.view = ColumnsView(self._desk.theme, self.columns)
        self.sample = QListWidget()
        self.sample.setProperty("role", "import-sample")
        self.sample.setWordWrap(True)
        self.sample.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.sample.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.go: QPushButton = button("primary", lambda: self.lay_out_wanted.emit(self.layouts))
        self._middle = QSplitter()
        self._middle.setHandleWidth(1)
        self._middle.setChildrenCollapsible(False)
        self._middle.addWidget(self.sheets)
        self._middle.addWidget(self.view)
        self._middle.setStretchFactor(1, 1)
        self._low = QHBoxLayout()
        self._low.addWidget(self._sample_head, 1)
        self._low.addWidget(self.go)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._says)
        self._rows.addWidget(self._lead)
        self._rows.addWidget(self.header, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addWidget(self._middle, 3)
        self._rows.addLayout(self._low)
        self._rows.addWidget(self.sample, 2)
        self._rows.addWidget(self._none)
        self.setFocusProxy(self.view)

    def _join(self) -> None:
        self.columns.laid_out.connect(self._laid_out)
        self.sheets.currentRowChanged.connect(self._show)
        self.sheets.itemChanged.connect(lambda _: self._pause.start())
        self.header.activated.connect(
            lambda _: self.columns.head_at(int(self.header.currentData() or 0))
        )
        self._pause.timeout.connect(self._try)
        self._desk.theme.changed.connect(self._dress)

    def _word(self) -> None:
        self._lead.setText(
            self.tr(
                "Say what each column means: press what stands above it (Alt+Down). One of them "
                "has to be the text."
            )
        )
        self._says.setText(self._trouble)
        self._says.setVisible(bool(self._trouble))
        self._sample_head.setText(self.tr("What comes of it"))
        self._none.setText(self.tr("No replies come of it yet."))
        self.go.setText(self.tr("Read it like this"))
        self.sheets.setAccessibleName(self.tr("Sheets"))
        self.view.setAccessibleName(self.tr("First rows of the table"))
        self.header.setAccessibleName(self.tr("Row that names the columns"))
        self.sample.setAccessibleName(self._sample_head.text())

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._rows.setContentsMargins(px(18), px(12), px(18), px(12))
        self._rows.setSpacing(px(8))
        self._middle.setSizes([px(150), px(650)])


_CHECKED = Qt.CheckState.Checked
