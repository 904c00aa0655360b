"""The popup's right side: the text exactly as it will be sent, and what else is worth a glance."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from kefu_desktop.app.searching import Answer, Row
from kefu_desktop.core.template import Part, Rendered
from kefu_desktop.gui.theme import Theme


class Preview(QFrame):
    """Shows one rendered variant. It never takes the focus: the search field keeps it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._waiting: Callable[[], None] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._write_now)
        self.setProperty("role", "popup-preview")
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._uses = QLabel(self)
        self._uses.setProperty("role", "faint")
        self._text = QTextEdit(self)
        self._text.setProperty("role", "popup-text")
        self._text.setReadOnly(True)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.document().setDocumentMargin(0)
        self._facts = QLabel(self)
        self._facts.setProperty("role", "faint")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._uses)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._text, 1)
        column.addWidget(self._facts)

    def retranslate(self) -> None:
        """Names the text, for those who have it read out, in the present language."""
        self._text.setAccessibleName(self.tr("Text as it will be sent"))

    def clear(self) -> None:
        """Shows nothing."""
        self._waiting = None
        for label in (self._title, self._uses, self._facts):
            label.clear()
        self._text.clear()

    def teach(self, answer: Answer) -> None:
        """Shows what can be done when nothing was found, or nothing is there yet."""
        self.clear()
        if not answer.ready:
            return
        self._text.setFont(self._theme.font("ui"))
        if answer.question.text:
            words = self.tr("Nothing found. Ctrl+N makes a new reply with this text.")
        else:
            words = self.tr("The library is empty. Import a pack, or press Ctrl+N.")
        self._text.setPlainText(words)

    def show_row(self, row: Row, variant: int, rendered: Rendered, part: int) -> None:
        """Shows ``variant`` of the row as rendered; ``part`` is the message that comes next.

        It is written once the list is on the screen: an agent who types looks there first.
        """
        self._waiting = lambda: self._show(row, variant, rendered, part)
        self._soon.start()

    def _write_now(self) -> None:
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting()

    def _show(self, row: Row, variant: int, rendered: Rendered, part: int) -> None:
        self._title.setText(row.reply.title)
        used = self.tr("used {count} times").format(count=row.use.count)
        self._uses.setText(used if row.use.count else "")
        self._write(rendered, part)
        facts = []
        if len(row.reply.variants) > 1:
            which = self.tr("variant {number} / {count}")
            facts.append(which.format(number=variant + 1, count=len(row.reply.variants)))
        if len(rendered.parts) > 1:
            which = self.tr("part {number} / {count}")
            facts.append(which.format(number=part + 1, count=len(rendered.parts)))
        length = sum(len(message.text) for message in rendered.parts)
        facts.append(self.tr("{count} characters").format(count=length))
        self._facts.setText(" · ".join(facts))

    @property
    def plain_text(self) -> str:
        """What is shown, for those who read it out or test it."""
        self._write_now()
        return self._text.toPlainText()

    def _write(self, rendered: Rendered, next_part: int) -> None:
        self._text.setFont(self._theme.font("reply"))
        document = self._text.document()
        document.setUndoRedoEnabled(False)
        self._text.clear()
        cursor = QTextCursor(document)
        for number, message in enumerate(rendered.parts):
            if number:
                cursor.insertBlock(self._gap())
            self._message(cursor, message, rendered, past=number < next_part)
        self._text.verticalScrollBar().setValue(0)

    def _gap(self) -> QTextBlockFormat:
        gap = QTextBlockFormat()
        gap.setTopMargin(self._theme.px(12))
        gap.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return gap

    def _message(
        self, cursor: QTextCursor, message: Part, rendered: Rendered, *, past: bool
    ) -> None:
        """Writes one message; what was filled in is lightly marked, what is missing loudly."""
        plain = QTextCharFormat()
        plain.setForeground(self._theme.colour("text-3" if past else "text"))
        filled = QTextCharFormat(plain)
        filled.setBackground(self._theme.colour("accent-tint"))
        missing = QTextCharFormat(filled)
        missing.setForeground(self._theme.colour("warn"))
        missing.setBackground(self._theme.colour("warn-tint"))
        if not past:
            block = cursor.blockFormat()
            block.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(block)
        asked = {f"{{{ask.name}}}" for ask in rendered.missing}
        at = 0
        for span in message.filled:
            cursor.insertText(message.text[at : span.start], plain)
            value = message.text[span.start : span.end]
            cursor.insertText(value, missing if value in asked else filled)
            at = span.end
        cursor.insertText(message.text[at:], plain)
