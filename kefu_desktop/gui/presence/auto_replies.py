"""Asks for a file, and has the texts for the clients' own auto replies written into it."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from kefu_desktop.app.away_export import Spoken
from kefu_desktop.gui.notice import Level
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.presence.desk import PresenceDesk

_ENDING = ".txt"


class AutoReplyExport(QObject):
    """Belongs to the window over which it asks."""

    written = Signal(int)
    """So many texts are in the file; 0: the library has none, and there is no file."""

    def __init__(self, desk: PresenceDesk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over

    def ask(self) -> None:
        """Asks where to write them."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(documents)
        chooser = QFileDialog(self._over, self.tr("Export auto replies"), folder)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter(self.tr("Text (*{ending})").format(ending=_ENDING))
        # With its ending put on before it is asked whether a file shall be replaced.
        chooser.setDefaultSuffix(_ENDING)
        chooser.selectFile(self.tr("Auto replies") + _ENDING)
        chooser.fileSelected.connect(lambda name: self._write(Path(name)))
        chooser.open()

    def _write(self, file: Path) -> None:
        spoken = Spoken(
            words.in_chinese(),
            lambda client, where: f"== {client} == {where}",
            words.reason,
            self.tr("(longer than this client takes: only the beginning)"),
        )
        self._desk.auto_replies.write(file, spoken, lambda count: self._say(count, file))

    def _say(self, count: int, file: Path) -> None:
        say = self._desk.notice.say
        if count:
            said = self.tr("{count} texts are in {file}")
            say(said.format(count=count, file=file.name), level=Level.OK, seconds=6)
        else:
            say(self.tr("The library has no away messages to write"), level=Level.WARN)
        self.written.emit(count)
