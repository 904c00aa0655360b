"""The line below the grid: what the emoticon is called, and what choosing it gives."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from kefu_desktop.gui.emoticons.glyphs import SIDE, Glyphs
from kefu_desktop.gui.theme import Theme


class Foot(QWidget):
    """Says it of the cell that keyboard or pointer are on; at its end, the skin of all."""

    def __init__(self, theme: Theme, glyphs: Glyphs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._glyphs = glyphs
        self._hand = ""
        self._name = self._label("caption")
        self._key = self._label("key")
        self._key.setText("Enter")
        self._written = self._label("emoticon-written")
        self._also = self._label("faint")
        self.tone = QPushButton(self)
        self.tone.setProperty("role", "emoticon-tone")
        self.tone.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tone.setCursor(Qt.CursorShape.PointingHandCursor)
        self._row = QHBoxLayout(self)
        for label in (self._name, self._key, self._written, self._also):
            self._row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self._row.addWidget(self.tone)
        glyphs.drawn.connect(self._draw)
        self._word()
        self.dress()

    @property
    def words(self) -> tuple[str, str, str]:
        """The name, what Enter gives, and what is said besides, as they are shown."""
        shown = (self._name, self._written, self._also)
        name, written, also = ("" if label.isHidden() else label.text() for label in shown)
        return name, written, also

    def say(self, name: str, written: str, also: str) -> None:
        """Says that Enter gives ``written``, nothing where it is empty; ``also`` is said faintly
        besides.
        """
        for label, text in ((self._name, name), (self._written, written), (self._also, also)):
            label.setText(text)
            label.setVisible(bool(text))
        self._key.setVisible(bool(written))

    def show_hand(self, sign: str) -> None:
        """Shows the skin of all on a hand."""
        self._hand = sign
        self._draw()

    def dress(self) -> None:
        """Follows the size of the text."""
        px: Callable[[int], int] = self._theme.px
        self._row.setContentsMargins(px(12), px(4), px(6), px(4))
        self._row.setSpacing(px(6))
        self.setFixedHeight(px(40))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _label(self, role: str) -> QLabel:
        made = QLabel(self)
        made.setProperty("role", role)
        made.setTextFormat(Qt.TextFormat.PlainText)
        return made

    def _draw(self) -> None:
        picture = self._glyphs.picture(self._hand) if self._hand else None
        if picture is not None:
            side = self._theme.px(SIDE) * 3 // 4
            self.tone.setIconSize(QSize(side, side))
            self.tone.setIcon(QIcon(picture))

    def _word(self) -> None:
        words = self.tr("Skin tone of people and hands")
        self.tone.setAccessibleName(words)
        self.tone.setToolTip(words)
