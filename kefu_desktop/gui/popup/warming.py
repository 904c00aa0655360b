"""Draws the library's usual characters once, unseen, so that the first rows shown need not.

The first time a character is drawn in a font, Qt has to make its picture from the outline, and an
emboldened ideograph takes as long as a whole line that was drawn before. A list of new texts is
then several frames late, and it is the first list an agent sees that is so.
"""

from PySide6.QtCore import QObject, QPointF, QTimer
from PySide6.QtGui import QImage, QPainter

from kefu_desktop.gui.ink import Ink

_AT_ONCE = 12
"""Characters in one go, which takes two or three milliseconds in three fonts."""
_EVERY = 15
"""Milliseconds from one go to the next: others want the processor too while the program starts."""


class Warming(QObject):
    """Goes through characters a few at a time, on the GUI thread's idle moments."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = ""
        self._inks: tuple[Ink, ...] = ()
        # Glyphs are kept by what they are drawn on: it must be like a window, without alpha.
        self._scrap = QImage(400, 40, QImage.Format.Format_RGB32)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._go_on)

    @property
    def left(self) -> str:
        """The characters that are still to be drawn."""
        return self._left

    def start(self, characters: str, inks: tuple[Ink, ...]) -> None:
        """Begins with these; what was left of others is dropped."""
        self._left, self._inks = characters, inks
        self._timer.start()

    def _go_on(self) -> None:
        now, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        painter = QPainter(self._scrap)
        for ink in self._inks:
            painter.setFont(ink.font)
            painter.drawText(QPointF(0, 30), now)
        painter.end()
        if not self._left:
            self._timer.stop()
