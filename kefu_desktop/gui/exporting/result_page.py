"""What an export came to when the file does not hold everything: where it is, and what is not in
it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from kefu_desktop.app.exporting import Exported
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.records import Finding
from kefu_desktop.gui.exporting.desk import ExportDesk
from kefu_desktop.gui.library.editor.fields import label

SHOWN = 500
"""So many losses are listed; more are counted."""


class ResultPage(QWidget):
    """The losses of one export, one a line."""

    def __init__(self, desk: ExportDesk) -> None:
        super().__init__()
        self._desk = desk
        self._done: Exported | None = None
        self._head, self._says = label("title"), label("caption")
        self._says.setWordWrap(True)
        self._list = QListWidget()
        self._list.setProperty("role", "export-losses")
        self._list.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        self._column.addWidget(self._says)
        self._column.addWidget(self._list, 1)
        self.dress()

    def show_result(self, done: Exported) -> None:
        """Tells of ``done``."""
        self._done = done
        self.word()
        self._list.setFocus()

    def word(self) -> None:
        """Says everything in the present language."""
        if self._done is None:
            return
        self._head.setText(told(self._done))
        self._says.setText(
            self.tr("The library has all of it still. Not in the file, or written otherwise:")
        )
        self._list.setAccessibleName(self._says.text())
        self._list.clear()
        self._list.addItems(list(self._lines(self._done.losses)))

    def dress(self) -> None:
        """Follows the size of the text."""
        px = self._desk.theme.px
        self._column.setContentsMargins(px(18), px(14), px(18), px(14))
        self._column.setSpacing(px(8))

    def _lines(self, losses: Sequence[Finding]) -> Iterator[str]:
        for finding in losses[:SHOWN]:
            sentence = self._desk.say(KefuError(finding.code, **dict(finding.params)))
            source = finding.where.source
            yield f"{source}: {sentence}" if source else sentence
        if len(losses) > SHOWN:
            yield self.tr("…and {count} more").format(count=f"{len(losses) - SHOWN:,}")


def told(done: Exported) -> str:
    """Says what was exported where."""
    words = QCoreApplication.translate("Exporting", "{count} replies exported to {file}")
    return words.format(count=f"{done.replies:,}", file=done.file.name)


def open_folder(file: Path) -> None:
    """Shows where a file is."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))
