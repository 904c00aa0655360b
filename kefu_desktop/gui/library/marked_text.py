"""Text with stretches marked, laid out once and drawn as often as need be.

Places are counted in characters, as everywhere in Python; Qt counts UTF-16 units, so behind an
emoji the two differ.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

Places = Sequence[tuple[int, int]]
"""Where stretches begin and end, in characters."""

_LINE = "\u2028"


class MarkedText:
    """A text of one font in lines of one width."""

    def __init__(
        self, text: str, marked: Places, font: QFont, style: QTextCharFormat, width: float
    ) -> None:
        """``style`` is put on what is ``marked``; lines are broken at ``width`` pixels, and where
        the text has a new line.
        """
        self._layout = QTextLayout(text.replace("\n", _LINE), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        units = units_of(text)
        ranges = []
        for begin, end in marked:
            piece = QTextLayout.FormatRange()
            piece.start, piece.length = units(begin), units(end) - units(begin)
            piece.format = style
            ranges.append(piece)
        self._layout.setFormats(ranges)
        self.height = self._break(width)

    def draw(self, painter: QPainter, left: float, top: float, colour: QColor) -> None:
        """Draws it with its upper left corner there; what is not marked in ``colour``."""
        painter.setPen(colour)
        self._layout.draw(painter, QPointF(left, top))

    def _break(self, width: float) -> float:
        height = 0.0
        self._layout.beginLayout()
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += round(line.height() * 1.25)
        self._layout.endLayout()
        return height


def units_of(text: str) -> Callable[[int], int]:
    """Gives what makes a place in ``text`` one that Qt counts."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda place: place
    return lambda place: len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
