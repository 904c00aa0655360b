"""What stands above the replies with findings about their wording: how many findings are let be,
and the way to them.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.theme import Theme


class WaivedBar(QWidget):
    """One line."""

    show_wanted = Signal()
    """Somebody wants to see what is let be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self.setProperty("role", "trash-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._says = label("faint")
        self._show = button("link", self.show_wanted.emit)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._says, 1)
        self._row.addWidget(self._show)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    @property
    def says(self) -> str:
        """What is said now."""
        return self._says.text()

    def tell(self, count: int) -> None:
        """Takes how many findings are let be."""
        self._count = count
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        self._says.setText(self.tr("Let be: {count}").format(count=f"{self._count:,}"))
        self._show.setText(self.tr("Show them"))

    def _dress(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(12), px(5), px(12), px(5))
        self._row.setSpacing(px(8))
