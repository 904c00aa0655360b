"""The popup's right side: texts and images exactly as they will be sent, and what else is worth a
glance.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from kefu_desktop.app.searching import Answer, Row
from kefu_desktop.core.model import Attachment
from kefu_desktop.core.template import Part, Problem, Rendered
from kefu_desktop.gui.pictures import Pictures
from kefu_desktop.gui.popup.finding_lines import FindingLines
from kefu_desktop.gui.popup.keys import leaves
from kefu_desktop.gui.popup.leaving_words import explanation
from kefu_desktop.gui.popup.title import Title
from kefu_desktop.gui.theme import Theme

IMAGE_WIDTH, IMAGE_HEIGHT = 300, 160
"""No image is shown larger, at the usual text scale."""

_LINE_END = "\u2028"
_PAST = 0.4
"""How much is left to see of an image that has been sent."""

_NOT_TAKEN_IN = frozenset(
    {Problem.FRAGMENT_MISSING, Problem.FRAGMENT_CYCLE, Problem.FRAGMENT_TOO_DEEP}
)


class Preview(QFrame):
    """Shows one rendered variant. It never takes the focus: the search field keeps it."""

    written = Signal()
    """What was to be shown stands there now; whatever takes time may begin."""

    def __init__(
        self,
        theme: Theme,
        pictures: Pictures,
        findings: FindingLines,
        parent: QWidget | None = None,
    ) -> None:
        """``findings`` are shown below the text."""
        super().__init__(parent)
        self.findings = findings
        self._theme = theme
        self._pictures = pictures
        self._waiting: Callable[[], None] | None = None
        self._shown = ""
        self._place = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._write_now)
        self.setProperty("role", "popup-preview")
        self._title = Title(self)
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
        column.addWidget(findings)
        column.addWidget(self._facts)

    def retranslate(self) -> None:
        """Names the text, for those who have it read out, in the present language."""
        self._text.setAccessibleName(self.tr("Text as it will be sent"))

    def clear(self) -> None:
        """Shows nothing."""
        self._waiting = None
        self._shown = ""
        self._pictures.give_up()
        self.findings.show_findings(())
        for label in (self._title, self._uses, self._facts):
            label.clear()
        self._text.clear()

    def teach(self, answer: Answer) -> None:
        """Shows what can be done when nothing was found, or nothing is there yet."""
        self.clear()
        if not answer.ready:
            return
        self._text.setFont(self._theme.font("ui"))
        if leaves(answer.question.text):
            words = explanation(answer.question.text)
        elif answer.question.text and answer.question.category:
            words = self.tr(
                "Nothing found in “{category}”. “All” above looks in the others too;"
                " Ctrl+N makes a new reply with this text."
            ).format(category=answer.question.category)
        elif answer.question.text:
            words = self.tr("Nothing found. Ctrl+N makes a new reply with this text.")
        else:
            words = self.tr("The library is empty. Import a pack, or press Ctrl+N.")
        # What is plain would else be marked as the last text began.
        cursor = QTextCursor(self._text.document())
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.insertText(words, QTextCharFormat())

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
        text = row.reply.variants[variant].text
        if text != self._shown:
            self._shown = text
            self.findings.show_findings(())
        used = self.tr("used {count} times").format(count=row.use.count)
        self._uses.setText(used if row.use.count else "")
        self._write(rendered, row.reply.attachments, part)
        self._say_facts(row, variant, rendered, part)
        self._wait_for_images(row, rendered, part)
        self.written.emit()

    def _wait_for_images(self, row: Row, rendered: Rendered, part: int) -> None:
        """Has the images come that are not at hand; with each the text is written anew."""
        attachments, room = row.reply.attachments, self._room
        sent = (message.image for message in rendered.parts if message.image is not None)
        digests = dict.fromkeys(attachments[number].digest for number in sent)
        missing = [one for one in digests if self._pictures.get(one, room) is None]

        def came() -> None:
            bar = self._text.verticalScrollBar()
            place, looked_elsewhere = bar.value(), bar.value() != self._place
            self._write(rendered, attachments, part)
            if looked_elsewhere:
                bar.setValue(place)

        self._pictures.want(missing, room, came)

    @property
    def _room(self) -> QSize:
        """The most that an image may take, in the screen's own pixels."""
        size = QSize(self._theme.px(IMAGE_WIDTH), self._theme.px(IMAGE_HEIGHT))
        return size * self.devicePixelRatioF()

    def _say_facts(self, row: Row, variant: int, rendered: Rendered, part: int) -> None:
        facts = []
        if len(row.reply.variants) > 1:
            which = self.tr("variant {number} / {count}")
            facts.append(which.format(number=variant + 1, count=len(row.reply.variants)))
        if len(rendered.parts) > 1:
            which = self.tr("part {number} / {count}")
            facts.append(which.format(number=part + 1, count=len(rendered.parts)))
        length = sum(len(message.text) for message in rendered.parts)
        images = sum(message.image is not None for message in rendered.parts)
        if length or not images:
            facts.append(self.tr("{count} characters").format(count=length))
        if images:
            word = self.tr("image") if images == 1 else self.tr("{count} images")
            facts.append(word.format(count=images))
        if any(trouble.problem is Problem.IMAGE_MISSING for trouble in rendered.troubles):
            facts.append(self.tr("an image is missing"))
        if any(trouble.problem in _NOT_TAKEN_IN for trouble in rendered.troubles):
            facts.append(self.tr("a reply it takes in is missing"))
        self._facts.setText(" · ".join(facts))

    @property
    def plain_text(self) -> str:
        """What is shown, for those who read it out or test it."""
        self._write_now()
        return self._text.toPlainText()

    def _write(
        self, rendered: Rendered, attachments: tuple[Attachment, ...], next_part: int
    ) -> None:
        self._text.setFont(self._theme.font("reply"))
        document = self._text.document()
        document.setUndoRedoEnabled(False)
        self._text.clear()
        cursor = QTextCursor(document)
        upcoming = cursor.block()
        # Or all of it would be laid out again with each of a thousand pieces.
        cursor.beginEditBlock()
        for number, message in enumerate(rendered.parts):
            if number:
                cursor.insertBlock(self._gap())
            if number == next_part:
                upcoming = cursor.block()
            if message.image is None:
                self._message(cursor, message, rendered, past=number < next_part)
            else:
                self._image(cursor, attachments[message.image], past=number < next_part)
        cursor.endEditBlock()
        bar = self._text.verticalScrollBar()
        above = document.documentLayout().blockBoundingRect(upcoming).top()
        bar.setValue(round(above) if next_part else 0)
        self._place = bar.value()

    def _gap(self) -> QTextBlockFormat:
        gap = QTextBlockFormat()
        gap.setTopMargin(self._theme.px(12))
        gap.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return gap

    def _image(self, cursor: QTextCursor, attachment: Attachment, *, past: bool) -> None:
        """Puts an image there with its name below; while it is on its way, the name alone."""
        block = cursor.blockFormat()
        # Or the room between its lines would be two fifths of the image's height.
        block.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        image = self._pictures.get(attachment.digest, self._room)
        caption = QTextCharFormat()
        caption.setFont(self._theme.font("caption"))
        broken = image is not None and image.isNull()
        caption.setForeground(self._theme.colour("warn" if broken else "text-3"))
        if image is not None and not broken:
            address = QUrl(f"image:{attachment.digest}{past}")
            ratio = self.devicePixelRatioF()
            shown = QTextImageFormat()
            shown.setName(address.toString())
            shown.setWidth(image.width() / ratio)
            shown.setHeight(image.height() / ratio)
            kind = QTextDocument.ResourceType.ImageResource
            seen = _faded(image) if past else image
            self._text.document().addResource(kind.value, address, seen)
            cursor.insertImage(shown)
            cursor.insertText(_LINE_END, caption)
        name = attachment.name or self.tr("image")
        words = self.tr("{name}: this image cannot be shown") if broken else "{name}"
        cursor.insertText(words.format(name=name), caption)

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


def _faded(image: QImage) -> QImage:
    faded = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(_PAST)
    painter.drawImage(0, 0, image)
    painter.end()
    return faded
