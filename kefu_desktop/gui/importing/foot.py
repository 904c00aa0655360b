"""The foot of the wizard: what keeps an import from being a risk, how far it is, and the two
buttons.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.theme import Theme


class Foot(QWidget):
    """``leave`` gives up or closes, ``go`` goes on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "bar")
        self._theme = theme
        self._said = ""
        self._promises = True
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self._says = label("caption")
        self._says.setWordWrap(True)
        self._queue = label("faint")
        self.leave, self.go = QPushButton(), QPushButton()
        self.go.setProperty("role", "primary")
        self.leave.setAutoDefault(True)
        self.go.setAutoDefault(True)
        self._left = QVBoxLayout()
        self._left.addWidget(self.progress)
        self._left.addWidget(self._says)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._left, 1)
        self._row.addWidget(self._queue)
        self._row.addWidget(self.leave)
        self._row.addWidget(self.go)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def say(self, words: str) -> None:
        """Says something in place of the usual words; blank says those."""
        self._said = words
        self._word()

    def promise(self, *, still: bool) -> None:
        """Says the usual words, or says them no more: it is done."""
        self._promises = still
        self._word()

    def tell_queue(self, words: str) -> None:
        """Says what comes after this file."""
        self._queue.setText(words)
        self._queue.setVisible(bool(words))

    def show_progress(self, percent: int | None) -> None:
        """Shows how far it is; None shows nothing."""
        self.progress.setVisible(percent is not None)
        self.progress.setValue(percent or 0)

    @property
    def queue(self) -> str:
        """What is said of the files that wait."""
        return self._queue.text()

    @property
    def said(self) -> str:
        """What is said now."""
        return self._says.text()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        usual = self.tr("Backed up before it is imported; one click undoes it after.")
        self._says.setText(self._said or (usual if self._promises else ""))
        self.progress.setAccessibleName(self.tr("Progress of the import"))

    def _dress(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(18), px(10), px(18), px(10))
        self._row.setSpacing(px(8))
        self._left.setSpacing(px(4))
        self.progress.setMaximumWidth(px(320))
