"""Packs from and to files: chosen in the desktop's own dialog or dropped on one of our windows.

What comes in is looked through in the import wizard, which is made when it is first wanted; what
goes out is written on a lane and told in a notice.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.lookup import Selection
from kefu_desktop.core.model import Uid
from kefu_desktop.core.records import Pack
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.notice import Level, Notice
from kefu_desktop.gui.outcomes import Outcomes

if TYPE_CHECKING:
    from kefu_desktop.app.exporting import Exporting
    from kefu_desktop.gui.importing.wizard import ImportWizard

_SUFFIXES = "*.kefupack *.xlsx *.csv *.tsv"
"""Those that are written and offered first; a file is known by what is in it, so any can be chosen.
"""


class Sharing(QObject):
    """Imports and exports; what cannot be exported is told by ``outcomes``."""

    library_wanted = Signal()
    """What came in is to be seen."""

    def __init__(
        self,
        importing: ImportDesk,
        exporting: "Callable[[], Exporting]",
        errands: Lane,
        notice: Notice,
        outcomes: Outcomes,
    ) -> None:
        super().__init__()
        self._importing = importing
        self._exporting = exporting
        self._wizard: ImportWizard | None = None
        self._errands = errands
        self._notice = notice
        self._outcomes = outcomes

    def choose_import(self, over: QWidget | None = None) -> None:
        """Lets the user choose files and opens the wizard with them."""
        words = self.tr("Reply packs and tables ({suffixes})").format(suffixes=_SUFFIXES)
        kinds = f"{self.tr('All files')} (*);;{words}"
        chosen, _ = QFileDialog.getOpenFileNames(over, self.tr("Import"), "", kinds)
        self.bring_in([Path(name) for name in chosen])

    def bring_in(self, files: Sequence[Path]) -> None:
        """Opens the wizard with files or folders, to be looked through one after another."""
        if files:
            self._opened().open_files(files)

    def open_pack(self, pack: Pack, source: str) -> None:
        """Opens the wizard with a pack that was read already; ``source`` is where it is from."""
        self._opened().open_pack(pack, source)

    def leave(self) -> None:
        """Gives up what is being looked through: the program ends. Nothing of it has happened."""
        if self._wizard is not None:
            self._wizard.abandon()

    def _opened(self) -> "ImportWizard":
        if self._wizard is None:
            from kefu_desktop.gui.importing.wizard import ImportWizard

            self._wizard = ImportWizard(self._importing)
            self._wizard.files_dropped.connect(self.bring_in)
            self._wizard.library_wanted.connect(self.library_wanted)
        return self._wizard

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
            lambda done: say(
                words.format(count=done.replies, file=file.name), level=Level.OK, seconds=6
            ),
        )
