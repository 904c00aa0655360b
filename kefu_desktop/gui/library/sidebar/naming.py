"""The field in which a category's name is written at its place in the tree."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class NameField(QLineEdit):
    """Gives a name by Enter, or when it is left. It tells one of its two signals, once."""

    given = Signal(str)
    """A name to be taken, without blanks around it."""

    given_up = Signal()
    """Esc, nothing written, or left as it was."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._before = name
        self._refused: str | None = None
        self._ended = False
        self.setProperty("role", "category-name")
        self.textEdited.connect(lambda _: self._mark(wrong=False))
        self.selectAll()

    def mend(self, refused: str) -> None:
        """Shows a name that was refused, to be written better. Left as it is, it is given up."""
        self._refused = refused
        self.setText(refused)
        self._mark(wrong=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
        elif event.key() == Qt.Key.Key_Escape:
            self._end(keep=False)
        else:
            super().keyPressEvent(event)
        # The tree around it must not move while a name is written.
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Its own menu and another window only borrow the keyboard.
        borrowed = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in borrowed:
            self._end(keep=self.text() != self._refused)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            super().event(event)
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()  # the window may have other uses for them
            return True
        return super().event(event)

    def _end(self, *, keep: bool = True) -> None:
        if self._ended:
            return
        self._ended = True
        name = self.text().strip()
        if keep and name and name != self._before:
            self.given.emit(name)
        else:
            self.given_up.emit()

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)
