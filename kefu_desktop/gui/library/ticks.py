"""Ticks in lists that are painted by hand."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kefu_desktop.gui.theme import Theme

_CORNERS = ((0.24, 0.52), (0.43, 0.7), (0.76, 0.32))
"""Of a tick, as shares of its box."""


def draw_tick(painter: QPainter, place: QRect, theme: Theme, *, ticked: bool) -> None:
    """Fills a square in the colours of the theme; the painter is left as it was."""
    colour, box = theme.colour, QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("button" if ticked else "control-line"), 1))
    painter.setBrush(colour("button" if ticked else "bg"))
    painter.drawRoundedRect(box, box.height() / 4, box.height() / 4)
    if ticked:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("on-button"), box.width() / 8))
        painter.drawPolyline([box.topLeft() + QPointF(x, y) * box.width() for x, y in _CORNERS])
    painter.restore()
