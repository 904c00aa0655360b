"""The records of a file: a list at the left, the one that is chosen at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from kefu_desktop.app.import_picks import Picks
from kefu_desktop.app.import_review import Review
from kefu_desktop.app.import_session import ImportSession
from kefu_desktop.gui.importing.comparison import Comparison
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.importing.head import Narrowing
from kefu_desktop.gui.importing.minding import Minding
from kefu_desktop.gui.importing.row_list import RowList
from kefu_desktop.gui.importing.troubles import Troubles

_WIDTH = 270
"""Of the list, at the usual text scale, in pixels."""


class RecordsPage(QWidget):
    """What is looked through before it comes in."""

    picked = Signal()
    """Something else is wanted of some record."""

    def __init__(
        self,
        desk: ImportDesk,
        session: ImportSession,
        minding: Minding,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows = RowList(desk, session.sift)
        self.comparison = Comparison(desk, session, minding)
        self.troubles = Troubles(desk)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.comparison, 1)
        column.addWidget(self.troubles)
        split = self._split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.rows)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.rows.looked_at.connect(self.comparison.show_row)
        self.rows.picked.connect(self._ticked)
        self.rows.figure_typed.connect(self.comparison.press)
        self.comparison.decided.connect(self._decided)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def look_at(self, review: Review | None, picks: Picks | None, source: str = "") -> None:
        """Shows another review."""
        self.comparison.look_at(review, picks)
        self.rows.look_at(review, picks)
        self.troubles.tell(review.report if review else None, source)

    def narrow(self, narrowing: Narrowing) -> None:
        """Shows what a chip lets through."""
        self.rows.narrow(narrowing.states, remarks=narrowing.remarks, minded=narrowing.minded)

    def focus_search(self) -> None:
        """Takes the keyboard to the field that looks for records."""
        self.rows.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rows.field.selectAll()

    def _ticked(self) -> None:
        self.comparison.redraw()
        self.picked.emit()

    def _decided(self) -> None:
        self.rows.changed()

    def _dress(self) -> None:
        px = self._desk.theme.px
        self.rows.setMinimumWidth(px(180))
        self._split.setSizes([px(_WIDTH), px(600)])
