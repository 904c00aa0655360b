"""What the wording checks say of the reply in the preview: the gravest, in two lines at most.

It is only said. Enter sends the reply all the same: who answers a buyer knows better than a rule.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kefu_desktop.core.lint import Finding, Severity
from kefu_desktop.gui.theme import Theme, Token

LINES = 2

_COLOURS = {
    Severity.ERROR: (Token.BAD, Token.BAD_TINT),
    Severity.WARNING: (Token.WARN, Token.WARN_TINT),
    Severity.HINT: (Token.TEXT_2, Token.SURFACE),
}


_AT_THE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class FindingLines(QWidget):
    """Hidden while there is nothing to say. ``say`` tells why something was found."""

    def __init__(
        self, theme: Theme, say: Callable[[Finding], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._say = say
        self._found: tuple[Finding, ...] = ()
        self._texts: tuple[str, ...] = ()
        self._more = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.updateGeometry)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said now, line by line."""
        return self._texts

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Says these, the gravest first, as many as there is room for."""
        self._found = tuple(found)
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def sizeHint(self) -> QSize:
        return QSize(100, len(self._texts) * self._line_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("caption"))
        height, px = self._line_height(), self._theme.px
        for number, text in enumerate(self._texts):
            colour, ground = _COLOURS[self._found[number].severity]
            line = QRect(0, number * height, self.width(), height - px(2))
            painter.fillRect(line, self._theme.colour(ground))
            painter.fillRect(QRect(0, line.top(), px(3), line.height()), self._theme.colour(colour))
            painter.setBrush(self._theme.colour(colour))
            painter.setPen(Qt.PenStyle.NoPen)
            middle = QPointF(px(14), line.center().y() + 0.5)
            painter.drawPolygon(_shape(self._found[number].severity, middle, px(9) / 2))
            painter.setPen(self._theme.colour(colour))
            room = line.adjusted(px(24), 0, -px(8), 0)
            metrics = QFontMetrics(painter.font())
            if self._more and number == LINES - 1:
                painter.drawText(room, _AT_THE_RIGHT, self._more)
                room.setRight(room.right() - metrics.horizontalAdvance(self._more) - px(8))
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.end()

    @property
    def _severities(self) -> tuple[Severity, ...]:
        return tuple(finding.severity for finding in self._found[:LINES])

    def _line_height(self) -> int:
        return self._theme.px(26)

    def _word(self) -> None:
        said = [self._say(finding) for finding in self._found[:LINES]]
        more = len(self._found) - LINES
        self._more = self.tr("and {count} more").format(count=more) if more > 0 else ""
        self._texts = tuple(said)
        named = zip(map(self._severity, self._severities), said, strict=True)
        self.setAccessibleName("\n".join(f"{severity}: {text}" for severity, text in named))
        self.setToolTip("\n".join(self._say(finding) for finding in self._found))
        self.setVisible(bool(said))
        self.updateGeometry()
        self.update()

    def _severity(self, severity: Severity) -> str:
        return {
            Severity.ERROR: self.tr("Must not be sent"),
            Severity.WARNING: self.tr("Careful"),
            Severity.HINT: self.tr("Hint"),
        }[severity]


def _shape(severity: Severity, middle: QPointF, radius: float) -> QPolygonF:
    """Gives a form for each severity, so that no one has to tell them by colour alone: an octagon,
    a triangle, a small diamond.
    """
    if severity is Severity.ERROR:
        flat = radius * 0.42
        points = [
            *((-flat, -radius), (flat, -radius), (radius, -flat), (radius, flat)),
            *((flat, radius), (-flat, radius), (-radius, flat), (-radius, -flat)),
        ]
    elif severity is Severity.WARNING:
        points = [(0, -radius), (radius, radius * 0.8), (-radius, radius * 0.8)]
    else:
        small = radius * 0.7
        points = [(0, -small), (small, 0), (0, small), (-small, 0)]
    return QPolygonF([middle + QPointF(x, y) for x, y in points])
