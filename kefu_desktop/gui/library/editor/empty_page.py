"""What the editor shows while no reply is open."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.gui.library.editor.fields import label


class EmptyPage(QWidget):
    """Says how to begin."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("faint")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        self._words.setText(
            self.tr("Choose a reply to read and change it.\nCtrl+N writes a new one.")
        )
