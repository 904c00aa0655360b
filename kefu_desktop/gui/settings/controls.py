"""What is turned and typed on a page. Each control tells of what the user chose, never of what it
was made to show, and keeps what is being typed when something else changes meanwhile.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

TYPED_MS = 600
"""After so long without a key what was typed holds, if nothing has ended the typing before."""


class Switch(QCheckBox):
    """On or off."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.clicked.connect(self._clicked)

    def show_value(self, value: object) -> None:
        """Shows a truth."""
        self.setChecked(value is True)

    def finish(self) -> None:
        """Nothing is ever half done here."""

    def _clicked(self, on: bool) -> None:
        self.chosen.emit(on)


class Choice(QComboBox):
    """One of a few. A value that is not offered is shown as it is."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._activated)

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Offers values, each with its words, and shows what was shown."""
        with QSignalBlocker(self):
            self.clear()
            for value, words in options:
                self.addItem(words, value)
        self.show_value(self._shown)

    def show_value(self, value: object) -> None:
        """Shows a value."""
        self._shown = value
        at = next((n for n in range(self.count()) if self.itemData(n) == value), -1)
        if at < 0 and value is not None and self.count():
            self.addItem(str(value), value)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def finish(self) -> None:
        """Nothing is ever half done here."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page: who scrolls over a setting does not mean to change it."""
        event.ignore()

    def _activated(self, at: int) -> None:
        self._shown = self.itemData(at)
        self.chosen.emit(self._shown)


class Line(QLineEdit):
    """One line of text; tells when typing pauses or ends."""

    chosen = Signal(object)

    def __init__(self, *, hasty: bool = True) -> None:
        """``hasty`` tells at a pause too: for what is right at any moment of typing it."""
        super().__init__()
        self._known = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPED_MS)
        self._pause.timeout.connect(self.finish)
        self.editingFinished.connect(self.finish)
        if hasty:
            self.textEdited.connect(lambda _: self._pause.start())

    @property
    def busy(self) -> bool:
        """Whether something was typed that nobody was told of."""
        return self.text() != self._known

    def show_value(self, value: object) -> None:
        """Shows a text or number, unless another one is being typed."""
        words = str(value)
        if self.busy and self.hasFocus():
            return
        self._known = words
        if words != self.text():
            self.setText(words)

    def finish(self) -> None:
        """Tells of what was typed."""
        self._pause.stop()
        if self.busy:
            self._known = self.text()
            self.chosen.emit(self.text())


class Rows(QPlainTextEdit):
    """Several short texts, each on a line of its own; tells when typing ends."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[str, ...] = ()
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    @property
    def rows(self) -> tuple[str, ...]:
        """The texts, empty lines left out."""
        lines = (line.strip() for line in self.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def show_value(self, value: object) -> None:
        """Shows a tuple of texts, unless others are being typed."""
        if self.rows != self._known and self.hasFocus():
            return
        assert isinstance(value, tuple)
        self._known = value
        if value != self.rows:
            self.setPlainText("\n".join(value))

    def finish(self) -> None:
        """Tells of what was typed."""
        if self.rows != self._known:
            self._known = self.rows
            self.chosen.emit(self.rows)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def changeEvent(self, event: QEvent) -> None:
        """Keeps room for three lines, whatever the size of the letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 20)
