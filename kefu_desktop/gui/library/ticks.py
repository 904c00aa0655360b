"""Ticks in lists painted by hand: a box with a tick or without one, or a dot for what is chosen."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kefu_desktop.gui.theme import Theme

_CORNERS = ((0.24, 0.52), (0.43, 0.7), (0.76, 0.32))
"""Of a tick, as shares of its box."""


class Tick(Enum):
    """What is drawn."""

    OFF = auto()
    ON = auto()
    DOT = auto()


def draw_tick(painter: QPainter, place: QRect, tick: Tick, theme: Theme) -> None:
    """Fills a square with a tick in the colours of the theme; the painter is left as it was."""
    colour, box = theme.colour, QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("control-line" if tick is Tick.OFF else "button"), 1))
    painter.setBrush(colour("bg" if tick is Tick.OFF else "button"))
    radius = box.height() / (2 if tick is Tick.DOT else 4)
    painter.drawRoundedRect(box, radius, radius)
    if tick is Tick.DOT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("on-button"))
        painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5)
    elif tick is Tick.ON:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("on-button"), box.width() / 8))
        painter.drawPolyline([box.topLeft() + QPointF(x, y) * box.width() for x, y in _CORNERS])
    painter.restore()
