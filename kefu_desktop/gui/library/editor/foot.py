"""The foot of the editor: whether what is written is safe, and the ways to save and forget it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.theme import Theme


class Foot(QWidget):
    """It never moves: what can be done changes, not where it is."""

    save_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._new = self._dirty = self._saving = False
        self._state = label("faint")
        self.drop = button("link", self.discard_wanted.emit)
        self.save = button("primary", self.save_wanted.emit)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._state, 1)
        self._row.addWidget(self.drop)
        self._row.addWidget(self.save)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def tell(self, *, new: bool, dirty: bool, saving: bool) -> None:
        """Says how it stands with what is written."""
        self._new, self._dirty, self._saving = new, dirty, saving
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _dress(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(16), px(8), px(16), px(8))
        self._row.setSpacing(px(12))

    def _word(self) -> None:
        if self._saving:
            state = self.tr("saving…")
        else:
            state = self.tr("not saved yet, kept as a draft") if self._dirty else ""
        self._state.setText(state)
        self.drop.setText(self.tr("Discard") if self._new else self.tr("Discard changes"))
        self.drop.setVisible(self._dirty)
        self.save.setText(self.tr("Save (Ctrl+S)"))
        self.save.setEnabled(self._dirty or self._new)
