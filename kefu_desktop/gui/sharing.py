"""Packs that come in: chosen in the desktop's own dialog, dropped on one of our windows, or handed
over by the desktop.

They are looked through in the import wizard, which is made when it is first wanted.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from kefu_desktop.core.records import Pack
from kefu_desktop.gui.importing.desk import ImportDesk

if TYPE_CHECKING:
    from kefu_desktop.gui.importing.wizard import ImportWizard

_SUFFIXES = "*.kefupack *.xlsx *.csv *.tsv"
"""Those that are written and offered first; a file is known by what is in it, so any can be chosen.
"""


class Sharing(QObject):
    """The way into the import wizard."""

    library_wanted = Signal()
    """What came in is to be seen."""

    def __init__(self, importing: ImportDesk) -> None:
        super().__init__()
        self._importing = importing
        self._wizard: ImportWizard | None = None

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
