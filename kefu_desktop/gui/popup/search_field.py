"""The popup's search field: what is typed, also while an input method is still composing it.

While there is a preedit, Enter, the arrows and Tab belong to the input method, and the preedit is
searched as it grows: "fa'huo" is a pinyin query like any other.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

Offer = Callable[[QKeyEvent], bool]
"""Sees a key first and says whether it has taken it."""


FRAME_MS = 16
"""How long the field is held back at most: what was typed must not wait for a slow search."""


class SearchField(QLineEdit):
    """Tells what is looked for, once for each change; keys that nobody takes edit it."""

    query_changed = Signal(str)

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self._preedit = ""
        self._told = ""
        self.textChanged.connect(self._tell)
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(lambda: self.setUpdatesEnabled(True))

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

    def wait_a_frame(self) -> None:
        """Is not painted before :meth:`paint_again`, for a frame at most. What is typed is then on
        the screen together with what it finds, and that sooner: painted by itself it would keep the
        search waiting for the interpreter.
        """
        self.setUpdatesEnabled(False)
        self._frame.start()

    def paint_again(self) -> None:
        """Is painted from now on."""
        if self._frame.isActive():
            self._frame.stop()
            self.setUpdatesEnabled(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads nowhere: it is a key like the others."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing or not self._offer(event):
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self.query != self._told:
            self._told = self.query
            self.query_changed.emit(self._told)
