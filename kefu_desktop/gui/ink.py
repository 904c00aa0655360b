"""Inks and stamps for lists that are painted by hand: text that is measured and drawn once only.

Shaping text is what painting a list costs. So what recurs from row to row (keys, shortcuts, badges,
paths) is kept as it was drawn, and a line that differs each time is measured by the widths of its
characters, cut to what is seen, and shaped once: when it is drawn.
"""

from bisect import bisect_right
from itertools import accumulate
from math import isnan, nan

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QPixmap,
    QStaticText,
)
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from kefu_desktop.gui.theme import Theme

_ELLIPSIS = "…"
_KEPT = 200
"""Stamps and labels kept of each kind; a screen shows a few dozen."""


class _Widths(dict[str, float]):
    """The width of each character that stands by itself; NaN for those that join with others."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        self._metrics = metrics

    def __missing__(self, character: str) -> float:
        if "\u4e00" < character <= "\u9fff":
            width = self["\u4e00"]  # ideographs are all as wide as each other
        elif _stands_alone(character):
            width = self._metrics.horizontalAdvance(character)
        else:
            width = nan
        self[character] = width
        return width


def _stands_alone(character: str) -> bool:
    """Whether a character is as wide in any company: Latin, Chinese, Japanese, punctuation and
    plain emoji. What joins emoji (selectors, skin tones) is not, so neither is a text that has one.
    """
    point = ord(character)
    return (
        0x20 <= point < 0x300
        or 0x2010 <= point <= 0x2027
        or 0x2190 <= point <= 0x2BFF
        or 0x3000 <= point <= 0x9FFF
        or 0xFF01 <= point <= 0xFF5E
        or (0x1F300 <= point <= 0x1FAFF and not 0x1F3FB <= point <= 0x1F3FF)
    )


class Label(Struct, frozen=True):
    """A short text ready to be drawn."""

    text: QStaticText
    width: float
    height: float
    ink: "Ink"


class Ink:
    """A font, its measures and its colour, made once for each look rather than for each word."""

    __slots__ = ("_labels", "_widths", "ascent", "colour", "font", "height", "metrics")

    def __init__(self, font: QFont, colour: QColor) -> None:
        self.font, self.colour = font, colour
        self.metrics = QFontMetricsF(font)
        self.height, self.ascent = self.metrics.height(), self.metrics.ascent()
        self._widths = _Widths(self.metrics)
        self._labels: dict[tuple[str, int], Label] = {}

    def fitted(self, text: str, room: float) -> tuple[str, float]:
        """Gives the text, cut to ``room`` pixels with an ellipsis if need be, and its width."""
        ends = list(accumulate(map(self._widths.__getitem__, text)))
        width = ends[-1] if ends else 0.0
        if isnan(width):
            width = self.metrics.horizontalAdvance(text)
            if width <= room:
                return text, width
            text = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            return text, self.metrics.horizontalAdvance(text)
        if width <= room:
            return text, width
        dots = self._widths[_ELLIPSIS]
        kept = bisect_right(ends, room - dots)
        return text[:kept] + _ELLIPSIS, (ends[kept - 1] if kept else 0.0) + dots

    def label(self, text: str, room: int = 10_000) -> Label:
        """A text that comes again and again, cut in its middle if it needs more room."""
        known = self._labels.get((text, room))
        if known is None:
            if len(self._labels) >= _KEPT:
                self._labels.clear()
            shown = self.metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)
            static = QStaticText(shown)
            static.setTextFormat(Qt.TextFormat.PlainText)
            width = self.metrics.horizontalAdvance(shown)
            known = Label(static, width, self.height, self)
            self._labels[text, room] = known
        return known


class Cap(Struct, frozen=True):
    """What a stamp shows: a text in a box with round corners. Colours and fonts are the theme's."""

    text: str
    font: str
    colour: str
    fill: str
    line: str = ""


class Inks:
    """The inks and stamps of one list, until the look changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._inks: dict[tuple[str, str, bool], Ink] = {}
        self._stamps: dict[tuple[Cap, float], QPixmap] = {}

    def forget(self) -> None:
        """Makes all anew: the look has changed."""
        self._inks.clear()
        self._stamps.clear()

    def ink(self, role: str, colour: str, *, bold: bool = False) -> Ink:
        """The ink of a font role and a colour of the theme."""
        known = self._inks.get((role, colour, bold))
        if known is None:
            font = self._theme.font(role)
            if bold:
                font.setBold(True)
            known = Ink(font, self._theme.colour(colour))
            self._inks[role, colour, bold] = known
        return known

    def chip(self, text: str, colour: str, fill: str) -> QPixmap:
        """A short text on a ground as wide as it needs."""
        return self.cap(Cap(text, "caption", colour, fill))

    def cap(self, cap: Cap, size: QSize | None = None) -> QPixmap:
        """The picture of a stamp, sharp on the densest screen there is."""
        ratio = self.ratio()
        known = self._stamps.get((cap, ratio))
        if known is None:
            if len(self._stamps) >= _KEPT:
                self._stamps.clear()
            known = self._stamps[cap, ratio] = self._drawn(cap, size)
        return known

    def ratio(self) -> float:
        """How many dots a pixel has on the densest screen there is."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        return application.devicePixelRatio()

    def _drawn(self, cap: Cap, size: QSize | None) -> QPixmap:
        ink = self.ink(cap.font, cap.colour)
        if size is None:
            pad = self._theme.px(7)
            width = round(ink.metrics.horizontalAdvance(cap.text)) + 2 * pad
            size = QSize(width, round(ink.height) + 2)
        picture = QPixmap(size * self.ratio())
        picture.setDevicePixelRatio(self.ratio())
        picture.fill(Qt.GlobalColor.transparent)  # outside the round corners
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, size.width(), size.height())
        if cap.line:
            painter.setPen(QPen(self._theme.colour(cap.line), 1))
            box.adjust(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(cap.fill))
        radius = 4 if cap.line else size.height() / 2
        painter.drawRoundedRect(box, radius, radius)
        painter.setFont(ink.font)
        painter.setPen(ink.colour)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap.text)
        painter.end()
        return picture


class Pen(Struct):
    """A line being written from left to right, never beyond ``right``; lengths in pixels."""

    painter: QPainter
    x: float
    right: float
    top: float
    height: float

    def write(self, text: str, ink: Ink) -> None:
        """Writes text of any length; what does not fit is cut with an ellipsis, and nothing comes
        after that.
        """
        room = self.right - self.x
        if room <= 0 or not text:
            return
        fitted, width = ink.fitted(text, room)
        painter = self.painter
        painter.setFont(ink.font)
        painter.setPen(ink.colour)
        base = self.top + (self.height - ink.height) / 2 + ink.ascent
        painter.drawText(QPointF(self.x, round(base)), fitted)
        self.x = self.x + width if fitted == text else self.right

    def label(self, label: Label) -> None:
        """Writes a label if there is room for all of it."""
        if self.x + label.width <= self.right:
            self.label_at(self.x, label)
            self.x += label.width

    def label_at(self, x: float, label: Label) -> None:
        """Writes a label at ``x``, wherever the pen is."""
        self.painter.setFont(label.ink.font)
        self.painter.setPen(label.ink.colour)
        top = round(self.top + (self.height - label.height) / 2)
        self.painter.drawStaticText(QPointF(x, top), label.text)

    def chip(self, picture: QPixmap) -> None:
        """Puts a stamp into the line if there is room for all of it."""
        size = picture.deviceIndependentSize()
        if self.x + size.width() <= self.right:
            top = round(self.top + (self.height - size.height()) / 2)
            self.painter.drawPixmap(QPointF(round(self.x), top), picture)
            self.x += size.width()


class Sheet:
    """What a whole list will show, drawn ink by ink: to change a painter's font and colour for each
    word costs as much as a short word does.

    What is put on it may not overlap: it is not drawn in the order in which it was put.
    """

    def __init__(self) -> None:
        self._texts: dict[Ink, list[tuple[QPointF, str]]] = {}
        self._labels: dict[Ink, list[tuple[QPointF, QStaticText]]] = {}
        self._stamps: list[tuple[QPointF, QPixmap]] = []

    def write(self, x: float, right: float, base: int, text: str, ink: Ink) -> float:
        """Writes text of any length from ``x`` on with its feet on ``base``, cut with an ellipsis
        at ``right``; gives where the next may begin.
        """
        room = right - x
        if room <= 0 or not text:
            return x
        fitted, width = ink.fitted(text, room)
        self._texts.setdefault(ink, []).append((QPointF(x, base), fitted))
        return x + width if fitted == text else right

    def label(self, x: float, top: int, label: Label) -> None:
        """Puts a label there."""
        self._labels.setdefault(label.ink, []).append((QPointF(x, top), label.text))

    def stamp(self, x: float, top: float, picture: QPixmap) -> None:
        """Puts a stamp there."""
        self._stamps.append((QPointF(x, top), picture))

    def draw(self, painter: QPainter) -> None:
        """Draws all of it."""
        for place, picture in self._stamps:
            painter.drawPixmap(place, picture)
        for ink, texts in self._texts.items():
            painter.setFont(ink.font)
            painter.setPen(ink.colour)
            for place, text in texts:
                painter.drawText(place, text)
        for ink, labels in self._labels.items():
            painter.setFont(ink.font)
            painter.setPen(ink.colour)
            for place, static in labels:
                painter.drawStaticText(place, static)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Draws what a row of a list stands on: a tint when it is chosen, a bar at its left when the
    keyboard is on it too, and a line below.
    """
    row, colour = option.rect, theme.colour
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(row, colour("selection" if chosen else "bg"))
    if chosen and option.state & QStyle.StateFlag.State_HasFocus:
        painter.fillRect(QRect(row.x(), row.y(), theme.px(3), row.height()), colour("accent"))
    painter.fillRect(QRect(row.x(), row.bottom(), row.width(), 1), colour("line"))
