"""Colours what a text does not send as it stands: placeholders, emoticons, cuts and images.

A placeholder never goes over a line, so each line is read by itself, and a key costs the reading of
one line.
"""

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.gui.library.editor.places import to_qt
from kefu_desktop.gui.theme import Theme, Token

_MOOD = (Token.OK, Token.OK_TINT)
_CUT = (Token.ON_CHIP, Token.CHIP)
_VALUE = (Token.FILL, Token.FILL_TINT)


class Highlighter(QSyntaxHighlighter):
    """Dresses one document, in the colours of the moment."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Called by Qt for each line that changed."""
        if "{" not in text:
            return
        for node in parse(text):
            if isinstance(node, Slot):
                start, end = to_qt(text, node.start), to_qt(text, node.end)
                self.setFormat(start, end - start, self._dress(node.means))

    def _dress(self, means: Means) -> QTextCharFormat:
        ink, ground = _VALUE
        if means is Means.MOOD:
            ink, ground = _MOOD
        elif means in {Means.PART, Means.IMAGE, Means.CURSOR}:
            ink, ground = _CUT
        dress = QTextCharFormat()
        dress.setForeground(self._theme.colour(ink))
        dress.setBackground(self._theme.colour(ground))
        return dress
