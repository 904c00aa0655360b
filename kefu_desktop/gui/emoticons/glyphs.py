"""Emoji as pictures: which of them this machine can draw, each drawn once.

A colour font holds pictures of one size, and to make one smaller takes Qt half a millisecond: a
screen of new ones is several frames. So the grid is painted with what is there, and the rest comes
a few at a time, what is on the screen before what is not.
"""

from collections.abc import Iterable
from itertools import islice

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPixmap,
    QTextLayout,
)

from kefu_desktop.gui.theme import Theme

COLOUR_FAMILIES = (
    "Segoe UI Emoji",
    "Apple Color Emoji",
    "Noto Color Emoji",
    "Twemoji",
    "Twitter Color Emoji",
    "JoyPixels",
    "OpenMoji Color",
    "EmojiOne Color",
)
SIZE = 24
"""Pixels from a glyph's top to its bottom, at a text scale of 100 %."""
SIDE = 32
"""Pixels of a picture's side: fonts draw beyond their size, each in its own way."""

_KANNADA = QFontDatabase.WritingSystem.Kannada
_AT_ONCE = 16
"""Pictures in one go, some ten milliseconds."""
_KEPT = 1000
"""Pictures; a section has up to 400, a screen some 80."""


class Glyphs(QObject):
    """The pictures, for one look and size; :attr:`drawn` tells that there are more of them."""

    drawn = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._families = list(filter(QFontDatabase.hasFamily, COLOUR_FAMILIES))
        self._drawable: dict[str, bool] = {}
        self._signs: dict[str, bool] = {}
        self._pictures: dict[str, QPixmap] = {}
        self._missed: dict[str, None] = {}
        self._wanted: dict[str, None] = {}
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._draw_some)
        self.forget()

    @property
    def in_colour(self) -> bool:
        """Whether there is a font with emoji in colour."""
        return bool(self._families)

    @property
    def waiting(self) -> int:
        """How many pictures are still to be drawn."""
        return len(self._missed.keys() | self._wanted.keys())

    def can_draw(self, sign: str) -> bool:
        """Whether a font has this emoji: as one glyph, for what it does not have comes as a box or
        falls into its parts.
        """
        known = self._drawable.get(sign)
        if known is None:
            layout = QTextLayout(sign, self._font)
            layout.beginLayout()
            layout.createLine()
            layout.endLayout()
            glyphs = [number for run in layout.glyphRuns() for number in run.glyphIndexes()]
            known = self._drawable[sign] = len(glyphs) == 1 and glyphs[0] != 0
        return known

    def can_write(self, face: str) -> bool:
        """Whether the fonts have every sign of a face; one of them as a box is no face."""
        return all(map(self._has, face))

    def picture(self, sign: str) -> QPixmap | None:
        """Gives the picture; None while it is still to be drawn, which it will be soon."""
        picture = self._pictures.get(sign)
        if picture is None:
            self._missed[sign] = None
            self._begin()
        return picture

    def warm(self, signs: Iterable[str]) -> None:
        """Draws these too, when what is on the screen is drawn; what was left of others is
        dropped.
        """
        if len(self._pictures) > _KEPT:
            self._pictures.clear()
        self._missed.clear()
        self._wanted = {sign: None for sign in signs if sign not in self._pictures}
        self._begin()

    def forget(self) -> None:
        """Draws all anew when it is wanted next: the look has changed, or nobody looks."""
        self._idle.stop()
        self._missed.clear()
        self._wanted.clear()
        self._pictures.clear()
        self._font = QFont(self._theme.font("ui"))
        self._font.setFamilies([*self._families, *self._font.families()])
        self._font.setPixelSize(self._theme.px(SIZE))

    def _has(self, sign: str) -> bool:
        known = self._signs.get(sign)
        if known is None:
            # WORKAROUND(Qt warns of each font in turn that does not know the script, Qt 6.11)
            kannada = "\u0c80" <= sign < "\u0d00"
            known = not kannada or bool(QFontDatabase.families(_KANNADA))
            known = known and QFontMetricsF(self._theme.font("reply")).inFontUcs4(ord(sign))
            self._signs[sign] = known
        return known

    def _begin(self) -> None:
        if self.waiting and not self._idle.isActive():
            self._idle.start()

    def _draw_some(self) -> None:
        """Draws what was missed at the last painting, and tells of it; then what may be next."""
        missed = bool(self._missed)
        for sign in tuple(islice({**self._missed, **self._wanted}, _AT_ONCE)):
            self._missed.pop(sign, None)
            self._wanted.pop(sign, None)
            self._pictures[sign] = self._drawn(sign)
        if not self.waiting:
            self._idle.stop()
        if missed:
            self.drawn.emit()

    def _drawn(self, sign: str) -> QPixmap:
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        ratio, side = application.devicePixelRatio(), self._theme.px(SIDE)
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(self._font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, sign)
        painter.end()
        return picture
