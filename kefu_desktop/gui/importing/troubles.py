"""What is told of a file before anything of it comes in: what cannot be used, and what to know of
the rest. The list of it can be saved, for whoever made the file.
"""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kefu_desktop.app import import_problems
from kefu_desktop.app.import_problems import Problem
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.merging import Report
from kefu_desktop.core.records import Finding
from kefu_desktop.gui.importing import words
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.outcomes import Outcomes

_SHOWN = 2
"""So many are told in the strip itself."""

_TOLD = frozenset({Code.RECORD_READS_CLIPBOARD, Code.RECORD_CODE_LEFT, Code.RECORD_IS_CODE})
"""Findings that one has to know of before a pack is imported."""


class Strip(QFrame):
    """Some sentences on a coloured ground, with something to do about them."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self._words = label("")
        self._words.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._words, 1)
        self.hide()

    def add(self, link: QWidget) -> None:
        """Puts something to press behind the sentences."""
        self._row.addWidget(link)

    def say(self, words_: str) -> None:
        """Says it; nothing hides the strip."""
        self._words.setText(words_)
        self.setVisible(bool(words_))

    @property
    def said(self) -> str:
        """What is said now."""
        return self._words.text()


class Troubles(QWidget):
    """The strips of one report."""

    unusable_wanted = Signal()
    remarks_wanted = Signal()
    told = Signal(str)
    """What became of saving the list."""

    def __init__(
        self, desk: ImportDesk, parent: QWidget | None = None, *, leads_on: bool = True
    ) -> None:
        """``leads_on`` tells that there is a list to show them in."""
        super().__init__(parent)
        self._desk = desk
        self._leads_on = leads_on
        self._report: Report | None = None
        self._source = ""
        self._outcomes = Outcomes(desk.bridge, lambda error: self.told.emit(desk.say(error)), self)
        self.bad, self.warn = Strip("import-bad"), Strip("import-warn")
        self._all = button("link", self.unusable_wanted.emit)
        self._remarks = button("link", self.remarks_wanted.emit)
        self.save = button("link", self._choose_file)
        self._save_remarks = button("link", self._choose_file)
        for link in (self._all, self.save):
            self.bad.add(link)
        for link in (self._remarks, self._save_remarks):
            self.warn.add(link)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.warn)
        self._rows.addWidget(self.bad)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def tell(self, report: Report | None, source: str) -> None:
        """Tells of what a report found in the file ``source``."""
        self._report, self._source = report, source
        self._word()

    def write(self, file: Path) -> None:
        """Writes the list to ``file``."""
        if self._report is None:
            return
        problems = [self._problem(one) for one in self._listed()]
        head = (self.tr("File"), self.tr("Line"), self.tr("Reason"))
        saving = self._desk.lane.submit(import_problems.save, file, head, problems)
        saved = self.tr("{count} problems saved to {file}")
        words_ = saved.format(count=f"{len(problems):,}", file=file.name)
        self._outcomes.when(saving, lambda _: self.told.emit(words_))

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _choose_file(self) -> None:
        name = self.tr("Problems of {name}").format(name=self._source.rsplit(".", 1)[0])
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the list of problems"), f"{name}.csv", "CSV (*.csv);;TXT (*.txt)"
        )
        if chosen:
            self.write(Path(chosen))

    def _listed(self) -> Iterator[Finding]:
        if self._report is not None:
            yield from self._report.rejected
            yield from self._report.remarks

    def _problem(self, finding: Finding) -> Problem:
        return Problem(finding.where.source, finding.where.line, self._desk.reason(finding))

    def _word(self) -> None:
        report = self._report
        rejected = report.rejected if report else ()
        remarks = report.remarks if report else ()
        first = " · ".join(
            self.tr("{where}: {reason}").format(
                where=words.where(one.where), reason=self._desk.reason(one)
            )
            for one in rejected[:_SHOWN]
        )
        self.bad.say(first)
        more = self.tr("All {count}").format(count=f"{len(rejected):,}")
        self._all.setText(more)
        self._all.setVisible(self._leads_on and len(rejected) > _SHOWN)
        told = [one for one in remarks if one.code in _TOLD]
        kinds = dict.fromkeys(one.code for one in told)
        said = [self._counted(code, [one for one in told if one.code is code]) for code in kinds]
        quiet = self.tr("{count} remarks").format(count=f"{len(remarks):,}") if remarks else ""
        self.warn.say(" · ".join(said) or quiet)
        self._remarks.setText(self.tr("Show them"))
        self._remarks.setVisible(self._leads_on)
        for link in (self.save, self._save_remarks):
            link.setText(self.tr("Save the list of problems"))
        self._save_remarks.setVisible(not rejected)

    def _counted(self, code: Code, found: list[Finding]) -> str:
        if len(found) == 1:
            return f"{words.where(found[0].where)}: {self._desk.reason(found[0])}"
        said = self.tr("{count} records: {reason}")
        reason = self._desk.say(KefuError(code, **dict(found[0].params)))
        return said.format(count=f"{len(found):,}", reason=reason)

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._rows.setContentsMargins(px(18), 0, px(18), px(12))
        self._rows.setSpacing(px(6))
