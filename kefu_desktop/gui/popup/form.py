"""Asks for what a reply still misses: one small panel in place of the preview.

It opens only when something is missing, offers what was answered last time, and Enter in the last
field delivers. A reply is never sent half filled in.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.core.template import Ask
from kefu_desktop.gui.theme import Theme


class FillForm(QFrame):
    """One line for each value asked for. ``filled`` carries all of them when the last is given."""

    filled = Signal(dict)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup-preview")
        self._theme = theme
        self._last: dict[str, str] = {}
        self._fields: dict[str, QLineEdit] = {}
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._rows = QFormLayout()
        self._rows.setVerticalSpacing(8)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "faint")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        column.addStretch(1)
        column.addWidget(self._hint)

    def ask(self, title: str, asks: tuple[Ask, ...]) -> None:
        """Makes a line for each of ``asks``, in place of those before."""
        while self._rows.rowCount():
            self._rows.removeRow(0)
        self._fields.clear()
        self._title.setText(title)
        self._hint.setText(self.tr("Enter: next, then deliver · Esc: back to the list"))
        for ask in asks:
            self._fields[ask.name] = self._line(ask)

    def focus_first(self) -> None:
        """Puts the cursor into the first field, once the form is to be seen."""
        first = next(iter(self._fields.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def values(self) -> Mapping[str, str]:
        """Gives what stands in the fields now."""
        return {name: field.text() for name, field in self._fields.items()}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._next()
                return True
        return super().eventFilter(watched, event)

    def _line(self, ask: Ask) -> QLineEdit:
        suggestion = self._last.get(ask.name, ask.default)
        widget: QWidget
        if ask.choices:
            box = QComboBox(self)
            box.setEditable(True)
            box.addItems(list(ask.choices))
            box.setCurrentText(suggestion or ask.choices[0])
            widget, field = box, box.lineEdit()
        else:
            widget = field = QLineEdit(suggestion, self)
        assert field is not None
        field.setAccessibleName(ask.name)
        # A box with a list has the focus itself and hands keys to its field past all filters.
        for watched in {widget, field}:
            watched.installEventFilter(self)
        self._rows.addRow(ask.name, widget)
        return field

    def _next(self) -> None:
        """Goes to the first field that is still empty; when none is, the form is filled."""
        for line in self._fields.values():
            if not line.text().strip():
                line.setPlaceholderText(self.tr("please fill in"))
                line.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self._last.update(self.values())
        self.filled.emit(dict(self.values()))
