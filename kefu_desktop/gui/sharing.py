"""Packs from and to files, as the library window asks for them: chosen in the desktop's own dialog,
read and written on a lane, told in a notice.

An import is one step, and the notice that tells of it offers to take it back.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.lookup import Selection
from kefu_desktop.core.model import Uid
from kefu_desktop.gui.notice import Level, Notice
from kefu_desktop.gui.outcomes import Outcomes

if TYPE_CHECKING:
    from kefu_desktop.app.exporting import Exporting
    from kefu_desktop.app.importing import Imported, Importing

_SUFFIXES = "*.kefupack *.xlsx *.csv *.tsv"


class Sharing(QObject):
    """Imports and exports; what cannot be done is told by ``outcomes``."""

    def __init__(
        self,
        importing: "Callable[[], Importing]",
        exporting: "Callable[[], Exporting]",
        library: LiveLibrary,
        errands: Lane,
        notice: Notice,
        outcomes: Outcomes,
    ) -> None:
        super().__init__()
        self._importing = importing
        self._exporting = exporting
        self._library = library
        self._errands = errands
        self._notice = notice
        self._outcomes = outcomes

    def choose_import(self, over: QWidget) -> None:
        """Lets the user choose files and brings them in."""
        words = self.tr("Reply packs and tables ({suffixes})").format(suffixes=_SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileNames(over, self.tr("Import"), "", words)
        self.bring_in(tuple(Path(name) for name in chosen))

    def bring_in(self, files: tuple[Path, ...]) -> None:
        """Brings files in one after another, each as one step. What both sides have changed stays
        as it is here.
        """
        for file in files:
            carrying = self._errands.submit(self._carry, file)
            self._outcomes.when(carrying, self._tell_imported)

    def choose_export(self, over: QWidget, uids: tuple[Uid, ...]) -> None:
        """Lets the user choose a file and writes these replies to it; none mean all."""
        words = self.tr("Reply packs and tables ({suffixes})").format(suffixes=_SUFFIXES)
        chosen, _ = QFileDialog.getSaveFileName(
            over, self.tr("Export"), self.tr("replies") + ".kefupack", words
        )
        if chosen:
            self.write(Path(chosen), uids)

    def write(self, file: Path, uids: tuple[Uid, ...]) -> None:
        """Writes these replies to ``file``; none mean all."""
        selection = Selection(uids=frozenset(uids) if uids else None)
        writing = self._errands.submit(lambda: self._exporting().export(file, selection))
        words = self.tr("{count} replies exported to {file}")
        say = self._notice.say
        self._outcomes.when(
            writing,
            lambda count: say(words.format(count=count, file=file.name), level=Level.OK, seconds=6),
        )

    def _carry(self, file: Path) -> "Imported":
        importing = self._importing()
        return importing.bring_in(importing.read(file))

    def _tell_imported(self, imported: "Imported") -> None:
        report = imported.report
        if imported.revision is None and not report.rejected:
            words = self.tr("“{name}” holds nothing new.")
            self._notice.say(words.format(name=imported.pack.name), level=Level.INFO)
            return
        words = self.tr("“{name}”: {new} new, {updated} updated, {same} as before").format(
            name=imported.pack.name, new=report.new, updated=report.updated, same=report.same
        )
        if report.conflicts:
            more = self.tr("{count} that you changed too were left as they are")
            words = f"{words}\n{more.format(count=report.conflicts)}"
        if report.rejected:
            more = self.tr("{count} could not be used, the first in line {line}")
            first = report.rejected[0].where.line
            words = f"{words}\n{more.format(count=len(report.rejected), line=first)}"
        action = None
        if imported.revision is not None:
            action = self.tr("Undo"), lambda: self._outcomes.when(self._library.undo())
        level = Level.WARN if report.rejected or report.conflicts else Level.OK
        self._notice.say(words, level=level, action=action, seconds=12)
