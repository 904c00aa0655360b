"""The signs before the sidebar's names, drawn as lines in the colours of the theme.

Drawn rather than written: what stands for a star or a bin in a font differs from system to system,
and where it is an emoji it keeps its own colours in the dark.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from kefu_desktop.gui.library.sidebar.entries import Mark

_SIDE = 16.0
"""All points below lie in a square of this side."""

_STAR = (
    (8.0, 1.6),
    (9.9, 5.7),
    (14.4, 6.2),
    (11.1, 9.3),
    (12.0, 13.8),
    (8.0, 11.5),
    (4.0, 13.8),
    (4.9, 9.3),
    (1.6, 6.2),
    (6.1, 5.7),
)
_RAYS = (
    ((8.0, 0.8), (8.0, 2.6)),
    ((8.0, 13.4), (8.0, 15.2)),
    ((0.8, 8.0), (2.6, 8.0)),
    ((13.4, 8.0), (15.2, 8.0)),
    ((2.9, 2.9), (4.2, 4.2)),
    ((11.8, 11.8), (13.1, 13.1)),
    ((13.1, 2.9), (11.8, 4.2)),
    ((4.2, 11.8), (2.9, 13.1)),
)


def draw_mark(painter: QPainter, mark: Mark, box: QRectF, colour: QColor) -> None:
    """Draws ``mark`` as large as ``box``, a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / _SIDE, box.height() / _SIDE)
    painter.setPen(_pen(colour))
    painter.setBrush(colour if mark in (Mark.STAR, Mark.MOON) else Qt.BrushStyle.NoBrush)
    painter.drawPath(_outline(mark))
    painter.restore()


def draw_chevron(painter: QPainter, box: QRectF, colour: QColor, *, opened: bool) -> None:
    """Draws the sign that something lies below: it points down when that is shown."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale(box.width() / _SIDE, box.height() / _SIDE)
    if opened:
        painter.rotate(90)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(-2.2, -4.2), QPointF(3.0, 0), QPointF(-2.2, 4.2)]))
    painter.restore()


def _pen(colour: QColor) -> QPen:
    pen = QPen(colour, 1.3)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _outline(mark: Mark) -> QPainterPath:
    path = QPainterPath()
    match mark:
        case Mark.ALL:
            for y in (3.5, 8.0, 12.5):
                _stroke(path, (2.2, y), (13.8, y))
        case Mark.STAR:
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in _STAR]))
            path.closeSubpath()
        case Mark.CLOCK:
            path.addEllipse(QPointF(8, 8), 6.2, 6.2)
            _stroke(path, (8.0, 4.4), (8.0, 8.2), (10.6, 9.8))
        case Mark.WARNING:
            _stroke(path, (8.0, 2.0), (14.6, 13.6), (1.4, 13.6), (8.0, 2.0))
            _stroke(path, (8.0, 6.4), (8.0, 9.6))
            _stroke(path, (8.0, 11.6), (8.0, 11.7))
        case Mark.PAIR:
            path.addRoundedRect(QRectF(2, 2, 8.4, 8.4), 1.6, 1.6)
            _stroke(path, (12.6, 5.6), (14.0, 5.6), (14.0, 14.0), (5.6, 14.0), (5.6, 12.6))
        case Mark.BIN:
            _stroke(path, (2.4, 4.2), (13.6, 4.2))
            _stroke(path, (6.0, 4.0), (6.4, 2.0), (9.6, 2.0), (10.0, 4.0))
            _stroke(path, (3.8, 4.4), (4.6, 14.0), (11.4, 14.0), (12.2, 4.4))
            _stroke(path, (6.6, 7.0), (6.8, 11.4))
            _stroke(path, (9.4, 7.0), (9.2, 11.4))
        case Mark.SUN:
            path.addEllipse(QPointF(8, 8), 3.1, 3.1)
            for start, end in _RAYS:
                _stroke(path, start, end)
        case Mark.MOON:
            disc, shade = QPainterPath(), QPainterPath()
            disc.addEllipse(QPointF(7.6, 8.4), 5.8, 5.8)
            shade.addEllipse(QPointF(10.4, 6.2), 5.0, 5.0)
            path = disc.subtracted(shade)
        case Mark.BOX:
            _stroke(path, (2.2, 5.0), (8.0, 2.0), (13.8, 5.0), (8.0, 8.0), (2.2, 5.0))
            _stroke(path, (2.2, 5.0), (2.2, 11.2), (8.0, 14.2), (13.8, 11.2), (13.8, 5.0))
            _stroke(path, (8.0, 8.0), (8.0, 14.2))
    return path


def _stroke(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
