"""One of two texts beside each other: whose it is, and what the other does not say marked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from kefu_desktop.gui.library.editor.fields import label, set_property
from kefu_desktop.gui.library.marked_text import units_of
from kefu_desktop.gui.theme import Theme

_LOWEST, _HIGHEST = 20, 230
"""Of a text, at the usual text scale, in pixels; what is longer is scrolled."""


class Side(QFrame):
    """A card with a head and a text that can be selected. ``tone`` colours what is marked."""

    def __init__(self, theme: Theme, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "import-card")
        self._theme = theme
        self._tone = tone
        self._places: Sequence[tuple[int, int]] = ()
        self._head = label("import-head")
        self._head.setWordWrap(True)
        self.text = QTextEdit()
        self.text.setProperty("role", "import-text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(0)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        self._column.addWidget(self.text)
        self._column.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def show_text(self, head: str, text: str, *, wins: bool) -> None:
        """Shows a text, nothing of it marked; ``wins`` puts a frame around the one that stays."""
        self._head.setText(head)
        self.text.setAccessibleName(head)
        if text != self.text.toPlainText():
            self._places = ()
            self.text.setPlainText(text)
            self._mark()
        self.win(wins)
        self._fit()

    def win(self, wins: bool) -> None:
        """Puts the frame around it that the chosen one has, or takes it away."""
        set_property(self, "wins", wins)

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        """Marks stretches of the text, counted in characters."""
        self._places = places
        self._mark()

    @property
    def marked(self) -> list[str]:
        """What is marked."""
        text = self.text.toPlainText()
        return [text[begin:end] for begin, end in self._places]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the text the height that it needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def _mark(self) -> None:
        style = QTextCharFormat()
        style.setBackground(self._theme.colour(f"{self._tone}-tint"))
        style.setForeground(self._theme.colour(self._tone))
        units = units_of(self.text.toPlainText() or " ")
        selections = []
        for begin, end in self._places:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(units(begin))
            cursor.setPosition(units(end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = style
            selections.append(selection)
        self.text.setExtraSelections(selections)

    def _fit(self) -> None:
        px = self._theme.px
        wanted = round(self.text.document().size().height()) + px(4)
        self.text.setFixedHeight(max(px(_LOWEST), min(px(_HIGHEST), wanted)))

    def _dress(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(11), px(9), px(11), px(9))
        self._column.setSpacing(px(5))
        self.text.document().setDefaultFont(self._theme.font("ui"))
        self._mark()
        self._fit()
