"""The tags of a reply as chips, with a line behind them to write the next one.

What is written and not yet ended is a tag too: nobody should have to press Enter so that a word is
not lost.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QPushButton, QWidget

from kefu_desktop.core.cleaning import clean_line
from kefu_desktop.core.model import unique_words
from kefu_desktop.gui.library.editor.fields import before, set_property
from kefu_desktop.gui.library.editor.flow import FlowLayout
from kefu_desktop.gui.theme import Theme

_ENDS = " ,，;；、#\t\n"
"""What ends a tag when it is written: none of them can be in one."""


class TagField(QFrame):
    """Chips and a line. Backspace at the line's beginning goes to the last chip; there, Delete,
    Backspace or a click removes it.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "editor-tags")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._theme = theme
        self._chips: list[_Chip] = []
        self._known: tuple[str, ...] = ()
        self._words = QStringListModel(self)
        self.line = QLineEdit()
        self.line.setProperty("role", "bare")
        self._completer = QCompleter(self._words, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setWidget(self.line)
        self._completer.activated.connect(self._complete)
        self._flow = FlowLayout(self, last_stretches=True)
        self._flow.addWidget(self.line)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self._finished)
        self.line.installEventFilter(self)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def offer(self, names: Iterable[str]) -> None:
        """Offers these tags, the likeliest first."""
        self._known = tuple(names)

    def fill(self, tags: Iterable[str]) -> None:
        """Shows these tags and nothing half written."""
        wanted = tuple(tags)
        if self.tags() == wanted:
            return
        self.line.clear()
        self._show(wanted)

    def tags(self) -> tuple[str, ...]:
        """Gives the tags, and the one that is being written if it is not among them."""
        tags = tuple(chip.tag for chip in self._chips)
        written = _split(self.line.text())
        return unique_words((*tags, *written)) if written else tags

    def end_word(self) -> None:
        """Makes chips of what is written."""
        if self.line.text():
            tags = self.tags()
            self.line.clear()
            self._show(tags)
            self.changed.emit()

    def remove(self, tag: str) -> None:
        """Takes a tag off; the keyboard goes to the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(tuple(chip.tag for chip in self._chips if chip.tag != tag))
        self.changed.emit()

    def go_beside(self, chip: QWidget, by: int) -> None:
        """Takes the keyboard to what is before or behind ``chip``."""
        row: list[QWidget] = [*self._chips, self.line]
        place = max(0, min(len(row) - 1, row.index(chip) + by))
        row[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The line is what can be written in. It is no focus proxy: Qt would lose the order of the
        chips before it.
        """
        self.line.setFocus(event.reason())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the chips begins to write."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line, and its focus, which frames the whole field."""
        if isinstance(event, QFocusEvent):
            set_property(self, "active", event.gotFocus())
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Whether the key was for us."""
        if event.key() == Qt.Key.Key_Down and not self.line.text():
            self._complete_with("")
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.line.text():
            self.end_word()
            return True
        backwards = event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Left}
        if backwards and self._chips and not self.line.text():
            self._chips[-1].setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        return False

    def _finished(self) -> None:
        """Ends the word, unless a completion that is chosen in the list is about to take its place:
        the line hears of the Return first.
        """
        popup = self._completer.popup()
        if not (popup is not None and popup.isVisible() and popup.currentIndex().isValid()):
            self.end_word()

    def _edited(self, text: str) -> None:
        if text and text[-1] in _ENDS:
            self.end_word()
            return
        if text:
            self._complete_with(text)
        self.changed.emit()

    def _complete_with(self, text: str) -> None:
        there = {chip.tag.casefold() for chip in self._chips}
        self._words.setStringList([name for name in self._known if name.casefold() not in there])
        self._completer.setCompletionPrefix(text)
        if self._completer.completionCount():
            self._completer.complete()

    def _complete(self, name: str) -> None:
        self.line.setText(name)
        self.end_word()

    def _show(self, tags: tuple[str, ...]) -> None:
        while len(self._chips) > len(tags):
            chip = self._chips.pop()
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        while len(self._chips) < len(tags):
            chip = _Chip(self)
            self._flow.insert(len(self._chips), chip)
            # Before the line, which is the last of them. Not behind this frame itself: of a widget
            # with children Qt takes the last child.
            last = self._chips[-1] if self._chips else before(self)
            QWidget.setTabOrder(last, chip)
            self._chips.append(chip)
        for chip, tag in zip(self._chips, tags, strict=True):
            chip.show_tag(tag)
        self._word()
        self.updateGeometry()

    def _dress(self) -> None:
        px = self._theme.px
        self._flow.setContentsMargins(px(6), px(3), px(6), px(3))
        self._flow.setSpacing(px(4))
        self.line.setMinimumWidth(px(56))

    def _word(self) -> None:
        self.line.setAccessibleName(self.tr("Tags"))
        hint = "" if self._chips else self.tr("add a tag")
        self.line.setPlaceholderText(hint)
        for chip in self._chips:
            chip.word(self.tr("Tag {name}, Delete removes it").format(name=chip.tag))


class _Chip(QPushButton):
    """One tag."""

    def __init__(self, field: TagField) -> None:
        super().__init__(field)
        self.setProperty("role", "editor-chip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._field = field
        self.tag = ""
        self.clicked.connect(lambda: field.remove(self.tag))

    def show_tag(self, tag: str) -> None:
        """Stands for ``tag`` from now on."""
        self.tag = tag
        # An ampersand would underline the letter behind it.
        self.setText(f"{tag.replace('&', '&&')}  ×")

    def word(self, name: str) -> None:
        """Says what it is to who has it read out."""
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Removes itself, or hands the keyboard to its neighbours."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._field.remove(self.tag)
        elif event.key() == Qt.Key.Key_Left:
            self._field.go_beside(self, -1)
        elif event.key() == Qt.Key.Key_Right:
            self._field.go_beside(self, 1)
        else:
            super().keyPressEvent(event)


def _split(written: str) -> list[str]:
    for end in _ENDS:
        written = written.replace(end, " ")
    return [clean_line(word).text for word in written.split() if clean_line(word).text]
