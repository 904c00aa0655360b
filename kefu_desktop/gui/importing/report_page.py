"""What an import did: how many of what, what was wrong, and the way back."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kefu_desktop.app.importing import Imported
from kefu_desktop.app.reverting import PastImport, Reverting, TakenBack
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.importing.troubles import Strip, Troubles
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.outcomes import Outcomes


class ReportPage(QWidget):
    """The last page of an import."""

    told = Signal(str)
    """What kept the import from being undone."""

    library_wanted = Signal()
    again_wanted = Signal()
    """What changed meanwhile is to be decided about."""

    def __init__(self, desk: ImportDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._imported: Imported | None = None
        self._open = 0
        self._undone: TakenBack | None = None
        self._past: PastImport | None = None
        self._outcomes = Outcomes(desk.bridge, lambda error: self.told.emit(desk.say(error)), self)
        self._head, self._counts = label("empty-says"), label("caption")
        self._counts.setWordWrap(True)
        self.unsettled = Strip("import-warn")
        self.again = button("link", self.again_wanted.emit)
        self.unsettled.add(self.again)
        self.troubles = Troubles(desk, leads_on=False)
        self.undo = button("", self._undo)
        self.library = button("", self.library_wanted.emit)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.undo)
        self._buttons.addWidget(self.library)
        self._buttons.addStretch(1)
        self._top = QVBoxLayout()
        for part in (self._head, self._counts, self.unsettled):
            self._top.addWidget(part)
        self._top.addLayout(self._buttons)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._top)
        rows.addWidget(self.troubles)
        rows.addStretch(1)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def look_at(self, imported: Imported | None, source: str, open_: int = 0) -> None:
        """Shows what an import did; ``open_`` conflicts were left undecided."""
        self._imported, self._open, self._undone = imported, open_, None
        self._past = None
        self.troubles.tell(imported.report if imported else None, source)
        if imported is not None and imported.revision is not None:
            self._outcomes.when(Reverting(self._desk.library).past(), self._know)
        self._word()

    def _know(self, past: tuple[PastImport, ...]) -> None:
        """Offers the way back: the import is the newest there is."""
        if self._imported is not None and self._imported.revision is not None:
            self._past = next(iter(past), None)
            self._word()

    def _undo(self) -> None:
        """Takes the import back, whatever was done since; the newest step as undo takes it."""
        past, self._past = self._past, None
        if past is None:
            return
        library = self._desk.library

        def take_back(newest: bool) -> None:
            if newest:
                self._outcomes.when(library.undo(), lambda _: self._tell_undone(_ALL))
            else:
                taking = Reverting(library).take_back(past.number)
                self._outcomes.when(taking, self._tell_undone)

        asking = library.ask(
            lambda opened: (step := opened.undo_step()) is not None and step.number == past.number
        )
        self._outcomes.when(asking, take_back)
        self._word()

    def _tell_undone(self, taken: TakenBack) -> None:
        self._undone = taken
        self._word()

    @property
    def said(self) -> str:
        """What is said of what was done."""
        return f"{self._head.text()}\n{self._counts.text()}"

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        imported = self._imported
        if imported is None:
            return
        report = imported.report
        done = self.tr("“{name}” is imported").format(name=imported.pack.name)
        if self._undone is not None:
            done = self.tr("The import was undone")
        elif imported.revision is None:
            done = self.tr("“{name}” holds nothing new").format(name=imported.pack.name)
        self._head.setText(done)
        counts = (
            (report.new, self.tr("{count} new")),
            (report.updated, self.tr("{count} updated by them")),
            (report.same, self.tr("{count} as before")),
            (report.conflicts, self.tr("{count} conflicts")),
            (self._open, self.tr("{count} undecided, left as they are")),
            (report.removed, self.tr("{count} gone from the pack")),
            (len(report.rejected), self.tr("{count} that cannot be used")),
            (len(report.remarks), self.tr("{count} remarks")),
        )
        told = (words.format(count=f"{count:,}") for count, words in counts if count)
        self._counts.setText(self._left() if self._undone is not None else " · ".join(told))
        unsettled = len(imported.unsettled)
        changed = self.tr(
            "{count} replies were changed here while you were choosing, so they were left alone."
        )
        self.unsettled.say(changed.format(count=unsettled) if unsettled else "")
        self.again.setText(self.tr("Decide about them now"))
        self.undo.setText(self.tr("Undo this import"))
        self.undo.setVisible(self._past is not None)
        self.library.setText(self.tr("Show them in the library"))

    def _left(self) -> str:
        """Says what stayed when the import was undone."""
        kept = len(self._undone.kept) if self._undone is not None else 0
        if not kept:
            return self.tr("The library is as it was before.")
        stayed = self.tr("{count} replies that were edited since have stayed.")
        return stayed.format(count=f"{kept:,}")

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._top.setContentsMargins(px(18), px(18), px(18), px(14))
        self._top.setSpacing(px(10))
        self._buttons.setSpacing(px(8))


_ALL = TakenBack(0, (), None)
"""Nothing of it was left."""
