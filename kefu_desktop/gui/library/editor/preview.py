"""What the buyer will get, below the text as it is written: a bubble for each message."""

from html import escape

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kefu_desktop.core.model import Attachment
from kefu_desktop.core.template import Part, Rendered
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.library.editor.thumbnails import Thumbnails
from kefu_desktop.gui.theme import Theme, Token

_IMAGE_SIDE = 150
_SHOWN, _CHARACTERS = 20, 2_000
"""Bubbles and characters at most: nobody reads on, and each costs a layout at every pause."""


class Preview(QWidget):
    """Shows one rendered wording. What was filled in is lightly marked, what is missing loudly."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._theme = theme
        self._thumbnails = thumbnails
        self._rendered = Rendered((Part(""),))
        self._images: tuple[Attachment, ...] = ()
        self._bubbles: list[_Bubble] = []
        self._caption = label("caption")
        self._facts = label("faint")
        head = QHBoxLayout()
        head.addWidget(self._caption, 1)
        head.addWidget(self._facts)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(head)
        theme.changed.connect(self._draw)
        self._draw()

    def show_rendered(self, rendered: Rendered, images: tuple[Attachment, ...]) -> None:
        """Shows ``rendered``, of a reply with ``images``."""
        if (rendered, images) != (self._rendered, self._images):
            self._rendered, self._images = rendered, images
            self._draw()

    def texts(self) -> tuple[str, ...]:
        """What is shown, message by message; an image by its name."""
        return tuple(bubble.plain for bubble in self._bubbles if not bubble.isHidden())

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _draw(self) -> None:
        self._rows.setSpacing(self._theme.px(6))
        parts = self._shown_parts()
        while len(self._bubbles) < len(parts):
            bubble = _Bubble(self._theme)
            self._rows.addWidget(bubble)
            self._bubbles.append(bubble)
        for number, bubble in enumerate(self._bubbles):
            bubble.setVisible(number < len(parts))
            if number < len(parts):
                self._fill(bubble, parts[number], number + 1)
        self.setVisible(any(part.text.strip() or part.image is not None for part in parts))
        self._caption.setText(self.tr("Preview"))
        count = len(self._rendered.parts)
        sent = self.tr("sent as {count} messages").format(count=count)
        self._facts.setText(sent if count > 1 else "")

    def _shown_parts(self) -> list[Part]:
        """Gives the messages to show, the last one cut where it grows too long."""
        room = _CHARACTERS
        shown: list[Part] = []
        for part in self._rendered.parts[:_SHOWN]:
            if room <= 0:
                break
            if len(part.text) > room:
                filled = tuple(span for span in part.filled if span.end <= room)
                part = replace(part, text=f"{part.text[:room]}…", filled=filled)
            shown.append(part)
            room -= len(part.text)
        return shown

    def _fill(self, bubble: "_Bubble", part: Part, number: int) -> None:
        if part.image is not None and part.image < len(self._images):
            image = self._images[part.image]
            bubble.show_image(image, self._thumbnails)
        else:
            asked = {f"{{{ask.name}}}" for ask in self._rendered.missing}
            bubble.show_text(part, asked)
        name = self.tr("Message {number}: {text}").format(number=number, text=bubble.plain)
        bubble.setAccessibleName(name)


class _Bubble(QLabel):
    """One message as it stands in a chat."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "editor-bubble")
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._theme = theme
        self.plain = ""
        self._image: Attachment | None = None

    def show_text(self, part: Part, asked: set[str]) -> None:
        """Shows a text message; what is in ``asked`` still has to be answered."""
        self.plain, self._image = part.text, None
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        pieces = []
        at = 0
        for span in part.filled:
            value = part.text[span.start : span.end]
            dress = f"color:{self._theme.colour(Token.FILL).name()}"
            if value in asked:
                ink, ground = self._theme.colour(Token.WARN), self._theme.colour(Token.WARN_TINT)
                dress = f"color:{ink.name()}; background-color:{ground.name()}"
            pieces.append(escape(part.text[at : span.start]))
            pieces.append(f'<span style="{dress}">{escape(value)}</span>')
            at = span.end
        pieces.append(escape(part.text[at:]))
        words = "".join(pieces).replace("\n", "<br>")
        self.setText(f'<div style="white-space:pre-wrap; line-height:140%">{words}</div>')

    def show_image(self, image: Attachment, thumbnails: Thumbnails) -> None:
        """Shows an image message: its name until its picture is there."""
        self.plain, self._image = image.name, image
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(image.name)

        def arrived(picture: QImage) -> None:
            if self._image == image and not picture.isNull():
                self.setWordWrap(False)  # a wrapped label has no height for a picture
                shown = QPixmap.fromImage(picture)
                shown.setDevicePixelRatio(self.devicePixelRatioF())
                self.setPixmap(shown)

        side = round(self._theme.px(_IMAGE_SIDE) * self.devicePixelRatioF())
        thumbnails.ask(image.digest, side, self, arrived)
