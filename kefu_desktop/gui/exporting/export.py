"""Exporting as the windows ask for it: opens the dialog, and tells in a notice what came of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QWidget

from kefu_desktop.gui.exporting.desk import ExportDesk
from kefu_desktop.gui.exporting.formats import Format
from kefu_desktop.gui.exporting.meant import Meant
from kefu_desktop.gui.notice import Level, Notice

if TYPE_CHECKING:
    from kefu_desktop.app.exporting import Exported


class Export(QObject):
    """One dialog at a time; the folder and the format of the last one are suggested again."""

    def __init__(self, desk: ExportDesk, notice: Notice) -> None:
        super().__init__()
        self._desk = desk
        self._notice = notice
        self._folder = ""
        self._format = Format.KEFUPACK

    def open(self, over: QWidget, meant: Meant) -> None:
        """Asks what to export, beginning with what is ``meant``."""
        # Few export often: what it takes is loaded by those who do.
        from kefu_desktop.gui.exporting.dialog import ExportDialog

        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self._folder or QStandardPaths.writableLocation(documents)
        dialog = ExportDialog(self._desk, meant, folder, self._format, over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.exported.connect(self._tell)
        dialog.open()

    def _tell(self, done: "Exported") -> None:
        from kefu_desktop.gui.exporting.result_page import open_folder, told

        self._folder, suffix = str(done.file.parent), done.file.suffix.lower()
        self._format = Format(suffix) if suffix in set(Format) else self._format
        if done.losses:
            return  # the dialog tells of them
        action = self.tr("Open the folder"), lambda: open_folder(done.file)
        self._notice.say(told(done), level=Level.OK, action=action, seconds=12)
