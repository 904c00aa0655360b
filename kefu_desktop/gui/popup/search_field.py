"""The popup's search field: what is typed, also while an input method is still composing it.

While there is a preedit, Enter, the arrows and Tab belong to the input method, and the preedit is
searched as it grows: "fa'huo" is a pinyin query like any other.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

Offer = Callable[[QKeyEvent], bool]
"""Sees a key first and says whether it has taken it."""


class SearchField(QLineEdit):
    """Tells what is looked for, once for each change; keys that nobody takes edit it."""

    query_changed = Signal(str)

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self._preedit = ""
        self._told = ""
        self.textChanged.connect(self._tell)

    @property
    def composing(self) -> bool:
        """Whether an input method has text that is not yet committed."""
        return bool(self._preedit)

    @property
    def query(self) -> str:
        """What is looked for: the text with the preedit at the cursor."""
        text, at = self.text(), self.cursorPosition()
        return text[:at] + self._preedit + text[at:]

    def forget(self) -> None:
        """Empties the field without telling."""
        self._preedit = self._told = ""
        blocked = self.blockSignals(True)
        self.clear()
        self.blockSignals(blocked)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    def event(self, event: QEvent) -> bool:
        # Tab would move the focus before keyPressEvent could see it.
        tabs = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in tabs:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing or not self._offer(event):
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self.query != self._told:
            self._told = self.query
            self.query_changed.emit(self._told)
