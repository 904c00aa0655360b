"""One value that is asked for: a field with what may be meant behind it, the likeliest in it.

What stands in it by itself is selected, so that the first key replaces it, and changes when a
better suggestion comes, unless somebody has touched it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from kefu_desktop.app.filling import Source, Suggestion

_LINE_END = " ⏎ "


class FormField(QWidget):
    """A field for ``name``; its list is opened with Alt+Down, arrows go through it."""

    changed = Signal()

    def __init__(self, name: str, keys: QObject, parent: QWidget) -> None:
        """``keys`` filters the events of what has the focus."""
        super().__init__(parent)
        self._suggestions: tuple[Suggestion, ...] = ()
        self._touched = False
        self._box = QComboBox(self)
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # It would finish a number by itself, and Enter then sends another one than was typed.
        self._box.setCompleter(None)  # type: ignore[arg-type] # as Qt has it
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line = self._box.lineEdit()
        assert line is not None
        self.line: QLineEdit = line
        self.line.setAccessibleName(name)
        self._says = QLabel(self)
        self._says.setProperty("role", "faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._box, 1)
        row.addWidget(self._says)
        # The box has the focus itself and hands keys to its line past all filters.
        for watched in (self._box, self.line):
            watched.installEventFilter(keys)
        self._box.installEventFilter(self)
        self.line.textEdited.connect(self._touch)
        self._box.activated.connect(self._touch)
        self.line.textChanged.connect(self._say)
        self.line.textChanged.connect(lambda _: self.changed.emit())

    @property
    def has_cursor(self) -> bool:
        """Whether keys go here, if they go to our window."""
        # The line hands the focus to its box, which hands the keys back.
        return self.window().focusWidget() in {self._box, self.line}

    @property
    def value(self) -> str:
        """What is given; of a suggestion of several lines all of them."""
        text = self.line.text()
        return next((one.value for one in self._suggestions if _in_line(one.value) == text), text)

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Offers these in place of those before."""
        text = self.line.text()
        self._suggestions = tuple(suggestions)
        self._box.blockSignals(True)
        self._box.clear()
        self._box.addItems([_in_line(one.value) for one in suggestions])
        self._box.blockSignals(False)
        self._box.setProperty("bare", len(suggestions) < 2)
        self._box.style().unpolish(self._box)
        self._box.style().polish(self._box)
        if self._touched:
            self.line.setText(text)
        else:
            self.line.setText(_in_line(suggestions[0].value) if suggestions else "")
            if self.has_cursor:
                self.line.selectAll()
        self._say()

    def insist(self) -> None:
        """Says that it must not stay empty, and takes the focus."""
        self.line.setPlaceholderText(self.tr("please fill in"))
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel that turns over the form means to scroll it."""
        if isinstance(event, QWheelEvent) and not self.has_cursor:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _touch(self) -> None:
        self._touched = True

    def _say(self) -> None:
        """Says where the value is from; to those who do not see the arrow, how many others there
        are.
        """
        text = self.line.text()
        here = next((one for one in self._suggestions if _in_line(one.value) == text), None)
        words = {
            Source.COPIED: self.tr("clipboard"),
            Source.LAST: self.tr("last time"),
            Source.GIVEN: "",
            None: "",
        }
        source = words[here.source if here else None]
        self._says.setText(source)
        self._says.setVisible(bool(source))
        others = len(self._suggestions) - (here is not None)
        more = self.tr("{count} more with the arrow keys").format(count=others) if others else ""
        self._box.setAccessibleDescription(", ".join(filter(None, (source, more))))
        self._box.setToolTip(more)


def _in_line(value: str) -> str:
    return _LINE_END.join(value.splitlines()) if "\n" in value else value
