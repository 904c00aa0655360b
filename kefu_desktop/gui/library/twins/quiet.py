"""What stands in place of groups while there are none: why, how far looking is, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.theme import Theme


class Quiet(QWidget):
    """One sentence in the middle with a lead below it; ``progress`` and ``button`` as wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._says, self._teaches = label("empty-says"), label("faint")
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.button = button("", lambda: None)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        for line in (self._says, self._teaches):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setWordWrap(True)
            self._column.addWidget(line)
        for widget in (self.progress, self.button):
            self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)
        theme.changed.connect(self._dress)
        self._dress()

    def tell(self, says: str, teaches: str, act: str, *, working: bool) -> None:
        """Says something; ``act`` names the button, and ``working`` shows how far it is."""
        self._says.setText(says)
        self._teaches.setText(teaches)
        self.button.setText(act)
        self.progress.setVisible(working)
        self.progress.setAccessibleName(says)

    @property
    def says(self) -> str:
        """What is said now."""
        return self._says.text()

    def _dress(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(24), px(24), px(24), px(24))
        self._column.setSpacing(px(10))
        self.progress.setFixedWidth(px(240))
