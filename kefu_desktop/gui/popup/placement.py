"""Where the popup goes: by the caret, else beside the window in front, always wholly on a screen.

Machine pixels come in, Qt's own come out; the two differ by each screen's scale.
"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication

from kefu_desktop.app.ports import Rect, Target

GAP = 8


class Screen(Struct, frozen=True):
    """One screen in Qt's pixels, and what panels leave of it; ``scale`` machine pixels each."""

    whole: QRect
    free: QRect
    scale: float = 1.0

    def machine(self) -> QRect:
        """The screen in machine pixels: Qt keeps a screen's corner and scales its size."""
        size = QSize(
            round(self.whole.width() * self.scale), round(self.whole.height() * self.scale)
        )
        return QRect(self.whole.topLeft(), size)

    def logical(self, rect: Rect) -> QRect:
        """Gives a rectangle of machine pixels in Qt's."""
        corner = self.whole.topLeft()
        return QRect(
            corner.x() + round((rect.x - corner.x()) / self.scale),
            corner.y() + round((rect.y - corner.y()) / self.scale),
            max(1, round(rect.width / self.scale)),
            max(1, round(rect.height / self.scale)),
        )


def screens() -> list[Screen]:
    """Gives the screens there are now."""
    return [
        Screen(screen.geometry(), screen.availableGeometry(), screen.devicePixelRatio())
        for screen in QGuiApplication.screens()
    ]


def place(wish: QSize, target: Target | None, pointer: QPoint, screens: Sequence[Screen]) -> QRect:
    """Gives the popup's place, as large as its ``wish`` if the screen has room for that. Without a
    window to go by, it goes to the pointer's screen, a little above the middle, where the eye is.
    """
    anchor = (target.caret or target.frame) if target else None
    screen = _screen_of(anchor, pointer, screens)
    size = wish.boundedTo(screen.free.size())
    return QRect(_corner(size, target, screen), size)


def _corner(size: QSize, target: Target | None, screen: Screen) -> QPoint:
    if target is not None and target.caret is not None:
        return _below(size, screen.logical(target.caret), screen.free)
    if target is not None and target.frame is not None:
        return _beside(size, screen.logical(target.frame), screen.free)
    free = screen.free
    middle = QPoint(
        free.x() + (free.width() - size.width()) // 2,
        free.y() + (free.height() - size.height()) * 2 // 5,
    )
    return _inside(middle, size, free)


def _screen_of(anchor: Rect | None, pointer: QPoint, screens: Sequence[Screen]) -> Screen:
    if anchor is not None:
        middle = QPoint(anchor.x + anchor.width // 2, anchor.y + anchor.height // 2)
        for screen in screens:
            if screen.machine().contains(middle):
                return screen
    for screen in screens:
        if screen.whole.contains(pointer):
            return screen
    return screens[0]


def _below(size: QSize, caret: QRect, free: QRect) -> QPoint:
    """Under the caret, or above it where it fits there only: the line typed stays in sight."""
    under = caret.bottom() + GAP
    over = caret.top() - GAP - size.height()
    fits_under = under + size.height() <= free.bottom() + 1
    y = under if fits_under or over < free.top() else over
    return _inside(QPoint(caret.left() - size.width() // 4, y), size, free)


def _beside(size: QSize, frame: QRect, free: QRect) -> QPoint:
    """Right of the window, left of it, under or above it; else over its middle. Right and left,
    it keeps level with the lower edge, where chats have their input.
    """
    level = frame.bottom() + 1 - size.height()
    centred = frame.left() + (frame.width() - size.width()) // 2
    wishes = (
        QPoint(frame.right() + 1 + GAP, level),
        QPoint(frame.left() - GAP - size.width(), level),
        QPoint(centred, frame.bottom() + 1 + GAP),
        QPoint(centred, frame.top() - GAP - size.height()),
    )
    for wish in wishes:
        place = QRect(_inside(wish, size, free), size)
        if not place.intersects(frame):
            return place.topLeft()
    middle = frame.top() + (frame.height() - size.height()) // 2
    return _inside(QPoint(centred, middle), size, free)


def _inside(corner: QPoint, size: QSize, free: QRect) -> QPoint:
    x = max(free.left(), min(corner.x(), free.right() + 1 - size.width()))
    y = max(free.top(), min(corner.y(), free.bottom() + 1 - size.height()))
    return QPoint(x, y)
