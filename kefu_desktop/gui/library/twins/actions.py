"""What can be done with a group, each a button that shows its key."""

from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.library.editor.flow import FlowLayout
from kefu_desktop.gui.theme import Theme


class Deal(Enum):
    """What becomes of a group."""

    KEEP = auto()
    """The chosen reply stays as it is, the ticked others go to the trash."""
    MERGE = auto()
    """The ticked others become variants of the chosen reply."""
    PART = auto()
    """The ticked replies are different, and are not asked about again."""


_KEYS = {
    Qt.Key.Key_Return: Deal.KEEP,
    Qt.Key.Key_Enter: Deal.KEEP,
    Qt.Key.Key_M: Deal.MERGE,
    Qt.Key.Key_D: Deal.PART,
}
_SHOWN = {Deal.KEEP: "Enter", Deal.MERGE: "M", Deal.PART: "D"}


def deal_of(event: QKeyEvent) -> Deal | None:
    """Gives what a key means."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _KEYS.get(Qt.Key(event.key())) if plain == Qt.KeyboardModifier.NoModifier else None


class DealBar(QWidget):
    """The buttons below the replies, and what was done last with the way back."""

    wanted = Signal(object)
    """A :class:`Deal`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "bar")
        self._theme = theme
        self._count = 0
        self._buttons = {deal: self._button(deal) for deal in Deal}
        self._says = label("faint")
        self._says.setWordWrap(True)
        self.back = button("link", lambda: None)
        self.back.hide()
        self._row = FlowLayout()
        for made in self._buttons.values():
            self._row.addWidget(made)
        self._low = QHBoxLayout()
        self._low.addWidget(self._says, 1)
        self._low.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._row)
        self._rows.addLayout(self._low)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def offer(self, count: int) -> None:
        """Offers what can be done with ``count`` ticked replies, the chosen one among them."""
        self._count = count
        for made in self._buttons.values():
            made.setEnabled(count > 1)
        self._word()

    def tell(self, words: str) -> None:
        """Says what was done, or what it means."""
        self._says.setText(words)

    @property
    def said(self) -> str:
        """What is said now."""
        return self._says.text()

    def press(self, deal: Deal) -> bool:
        """Does as if a button was pressed; gives whether it can be."""
        if not self._buttons[deal].isEnabled():
            return False
        self.wanted.emit(deal)
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _button(self, deal: Deal) -> QPushButton:
        return button("primary" if deal is Deal.KEEP else "", lambda: self.wanted.emit(deal))

    def _word(self) -> None:
        others = max(0, self._count - 1)
        names = {
            Deal.KEEP: self.tr("Keep this one, discard {count}"),
            Deal.MERGE: self.tr("Merge {count} as variants"),
            Deal.PART: self.tr("They are different"),
        }
        for deal, made in self._buttons.items():
            name = names[deal].format(count=others)
            made.setText(self.tr("{name} ({key})").format(name=name, key=_SHOWN[deal]))
        self.back.setText(self.tr("Take it back (Ctrl+Z)"))

    def _dress(self) -> None:
        px = self._theme.px
        self._rows.setContentsMargins(px(14), px(10), px(14), px(8))
        self._rows.setSpacing(px(6))
        self._row.setSpacing(px(8))
        self._low.setSpacing(px(10))
