"""Where a wording is written: plain text, in which images may be dropped or pasted, and in which
placeholders that go wrong are underlined.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QHelpEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QTextEdit, QToolTip

from kefu_desktop.gui.library.editor import pasting
from kefu_desktop.gui.library.editor.highlighting import Highlighter
from kefu_desktop.gui.library.editor.places import to_qt
from kefu_desktop.gui.theme import Theme, Token

_FEWEST_LINES, _MOST_LINES = 5, 14
_PARAGRAPH, _LINE = "\u2029", "\u2028"


class Underlined(NamedTuple):
    """A stretch of the text, in code points, and why it is underlined."""

    start: int
    end: int
    why: str


class Wording:
    """One variant while it is written: its text, its own undo, and where the cursor was."""

    def __init__(self, edit: "TextEdit", theme: Theme, text: str = "") -> None:
        self.document = QTextDocument(edit)
        self.document.setDocumentLayout(QPlainTextDocumentLayout(self.document))
        self.document.setDefaultFont(edit.font())
        self._highlighter = Highlighter(self.document, theme)
        self._filled = self._raw = ""
        self.fill(text)
        self.cursor = QTextCursor(self.document)

    @property
    def text(self) -> str:
        """The text as it is now; as it was filled in while nobody has changed it."""
        # Not `toPlainText`, which makes common blanks of those that keep words together.
        raw = self.document.toRawText()
        if raw == self._raw:
            return self._filled
        return raw.replace(_PARAGRAPH, "\n").replace(_LINE, "\n")

    def fill(self, text: str) -> None:
        """Shows ``text``. What is shown already keeps its undo and its cursor."""
        if text != self.text:
            self.document.setPlainText(text)
        self._filled, self._raw = text, self.document.toRawText()

    def end(self) -> None:
        """Lets go of the document."""
        self.document.deleteLater()


class TextEdit(QPlainTextEdit):
    """The field. It shows one :class:`Wording` at a time."""

    images_given = Signal(QMimeData)
    """Something with an image was pasted or dropped; the cursor is where it belongs. The data live
    as long as the signal is being handled.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "editor-text")
        self.setTabChangesFocus(True)
        self._theme = theme
        self._height = 0
        self._underlined: tuple[tuple[int, int, str], ...] = ()
        self.textChanged.connect(self._grow)
        theme.changed.connect(self._draw_lines)

    def show_wording(self, wording: Wording) -> None:
        """Shows ``wording``, with the cursor where it was left."""
        self.setDocument(wording.document)
        self.setTextCursor(wording.cursor)
        self.updateGeometry()

    def underline(self, places: Iterable[Underlined]) -> None:
        """Underlines these places of the text, and no others."""
        text = self.document().toRawText()
        self._underlined = tuple(
            (to_qt(text, start), to_qt(text, end), why) for start, end, why in places
        )
        self._draw_lines()

    def put(self, text: str, mark: tuple[int, int] | None = None) -> None:
        """Writes ``text`` at the cursor, in place of what is chosen, as one step of the undo.
        ``mark`` is a stretch of it, in code points, that is chosen then to be written over.
        """
        cursor = self.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(text)
        if mark is not None:
            cursor.setPosition(start + to_qt(text, mark[0]))
            cursor.setPosition(start + to_qt(text, mark[1]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace(self, start: int, end: int, text: str) -> None:
        """Writes ``text`` over a stretch of the text, in code points, as one step of the undo."""
        raw = self.document().toRawText()
        cursor = self.textCursor()
        cursor.setPosition(to_qt(raw, start))
        cursor.setPosition(to_qt(raw, end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """As high as the text, between a few lines and many."""
        line = self.fontMetrics().lineSpacing()
        around = 2 * round(self.document().documentMargin()) + self._theme.px(10)
        return QSize(
            self._theme.px(300),
            around + max(_FEWEST_LINES * line, min(_MOST_LINES * line, self._text_height())),
        )

    def minimumSizeHint(self) -> QSize:
        """It scrolls rather than that it is too high for the window."""
        return QSize(self._theme.px(120), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Says why something is underlined, under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            why = self._why_at(event.pos())
            if why:
                QToolTip.showText(event.globalPos(), why, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Images can be pasted and dropped too."""
        return pasting.has_image(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Hands images on; a text is written as it is."""
        if pasting.has_image(source):
            self.images_given.emit(source)
        else:
            super().insertFromMimeData(source)

    def dropEvent(self, event: QDropEvent) -> None:
        """Images are copied here, never moved: who drags one out of a folder wants it to stay."""
        if pasting.has_image(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
        super().dropEvent(event)

    def _why_at(self, point: QPoint) -> str:
        place = self.cursorForPosition(self.viewport().mapFrom(self, point)).position()
        found = [why for start, end, why in self._underlined if start <= place <= end]
        return found[0] if found else ""

    def _grow(self) -> None:
        height = self._text_height()
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def _text_height(self) -> int:
        """Gives how high the text is, as far as that matters. Not lines times a line: one with an
        emoji or a sign from another font is higher.
        """
        highest = _MOST_LINES * self.fontMetrics().lineSpacing()
        height, block = 0.0, self.document().firstBlock()
        while block.isValid() and height < highest:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return round(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are broken anew."""
        super().resizeEvent(event)
        self._grow()

    def _draw_lines(self) -> None:
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(self._theme.colour(Token.WARN_LINE))
        last = max(0, self.document().characterCount() - 1)
        selections = []
        for start, end, _ in self._underlined:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(start, last))
            cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = wave
            selections.append(selection)
        self.setExtraSelections(selections)
