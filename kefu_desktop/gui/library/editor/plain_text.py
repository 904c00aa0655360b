"""Fields for a few lines of plain text that grow with what is written, up to a point."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPlainTextEdit

from kefu_desktop.gui.theme import Theme

_PARAGRAPH, _LINE = "\u2029", "\u2028"
_MOST_LINES = 8


class PlainText(QPlainTextEdit):
    """Gives back what it was given, character by character, until somebody changes it."""

    def __init__(self, theme: Theme, lines: int = 1) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._theme = theme
        self._lines = lines
        self._filled: tuple[str, ...] = ()
        self._raw = ""
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        theme.changed.connect(self._grow)

    def fill(self, text: str) -> None:
        """Shows one text."""
        self.fill_paragraphs((text,))

    def fill_paragraphs(self, texts: tuple[str, ...]) -> None:
        """Shows texts one below the other; one that has lines of its own keeps them together."""
        if texts != self.paragraphs():
            self.setPlainText("\n".join(text.replace("\n", _LINE) for text in texts))
        self._filled, self._raw = texts, self.document().toRawText()

    def text(self) -> str:
        """Gives what is written, as one text."""
        raw = self.document().toRawText()
        if raw == self._raw and len(self._filled) == 1:
            return self._filled[0]
        return raw.replace(_PARAGRAPH, "\n").replace(_LINE, "\n")

    def paragraphs(self) -> tuple[str, ...]:
        """Gives what is written, text by text, without blank ones."""
        raw = self.document().toRawText()
        if raw == self._raw:
            return self._filled
        texts = raw.split(_PARAGRAPH)
        return tuple(text.replace(_LINE, "\n") for text in texts if text.strip())

    def showEvent(self, event: QShowEvent) -> None:
        """Has its height when it is first seen."""
        super().showEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = round(self.document().size().height())
        shown = max(self._lines, min(_MOST_LINES, lines))
        inside = self.contentsMargins().top() + self.contentsMargins().bottom()
        around = 2 * round(self.document().documentMargin()) + inside + 2 * self.frameWidth()
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + around + self._theme.px(8))
        more = lines > _MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )
