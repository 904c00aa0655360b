"""A short word in the corner of the screen that comes and goes by itself.

It must never cost an agent a key press: it is a window that cannot have the focus, stays out of the
middle where the chat is, and waits only while the pointer rests on it.
"""

from collections import deque
from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from kefu_desktop.gui.theme import Theme, Token

Action = tuple[str, Callable[[], None]]
"""The words on a button and what it does."""

WAITING = 3
"""More than this many in a row are nagging: the oldest that waits is dropped."""

GIVES_WAY_SECONDS = 1.5
"""How long a notice stays when another one waits behind it."""

_MARGIN = 16
_WIDTH = 360
_RADIUS = 8
_STRIPE = 4


class Level(StrEnum):
    """How a notice is meant; it colours the edge."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class _Said(Struct, frozen=True):
    text: str
    level: Level
    action: Action | None
    seconds: float


_EDGE = {
    Level.INFO: Token.ACCENT,
    Level.OK: Token.OK,
    Level.WARN: Token.WARN_LINE,
    Level.BAD: Token.BAD,
}


class Notice(QWidget):
    """One notice at a time, built once and hidden until there is something to say."""

    def __init__(self, theme: Theme, tray: Callable[[], QRect] = QRect) -> None:
        """``tray`` tells where the tray icon is, if the desktop says so."""
        super().__init__(
            None,
            # A tool tip is what a window manager neither focuses, nor lists, nor puts elsewhere.
            Qt.WindowType.ToolTip
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._tray = tray
        self._said: _Said | None = None
        self._waiting: deque[_Said] = deque(maxlen=WAITING)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton()
        self._button.setProperty("role", "link")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.clicked.connect(self._act)
        layout = QHBoxLayout(self)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        theme.changed.connect(self._dress)
        self._dress()

    def say(
        self,
        text: str,
        *,
        level: Level,
        action: Action | None = None,
        seconds: float = 4.0,
    ) -> None:
        """Shows ``text`` for ``seconds``, behind what is shown now. What is being said already is
        said once, only longer.
        """
        said = _Said(text, level, action, seconds)
        if self._said is None or self._said.text == text:
            self._show(said)
        elif all(text != other.text for other in self._waiting):
            self._waiting.append(said)
            if not self.underMouse():
                self._stay(min(self._timer.remainingTime() / 1000, GIVES_WAY_SECONDS))

    def take_back(self, text: str) -> None:
        """Says ``text`` no longer, where it is shown or waits."""
        for waits in [one for one in self._waiting if one.text == text]:
            self._waiting.remove(waits)
        if self._said is not None and self._said.text == text:
            self.dismiss()

    def dismiss(self) -> None:
        """Closes what is shown; the next one that waits comes up."""
        self._timer.stop()
        self._said = None
        if self._waiting:
            self._show(self._waiting.popleft())
        else:
            self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere closes it."""
        event.accept()
        self.dismiss()

    def enterEvent(self, event: QEnterEvent) -> None:
        """It stays while it is being read."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """It goes soon after the pointer did."""
        if self._said is not None:
            self._stay(GIVES_WAY_SECONDS)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rounds the corners. By a mask: a translucent window is black without a compositor."""
        super().resizeEvent(event)
        self.setMask(self._rounded())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws ground, edge and the stripe that says how it is meant."""
        level = self._said.level if self._said else Level.INFO
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(Token.BG))
        painter.fillRect(0, 0, self._theme.px(_STRIPE), self.height(), self._edge(level))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(Token.CONTROL_LINE), 1))
        radius = self._theme.px(_RADIUS)
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius
        )
        painter.end()

    def _edge(self, level: Level) -> QColor:
        return self._theme.colour(_EDGE[level])

    def _show(self, said: _Said) -> None:
        self._said = said
        self._text.setText(said.text)
        self._button.setVisible(said.action is not None)
        self._button.setText(said.action[0] if said.action else "")
        self.setAccessibleName(said.text)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._stay(said.seconds)

    def _stay(self, seconds: float) -> None:
        self._timer.start(max(0, round(seconds * 1000)))

    def _act(self) -> None:
        action = self._said.action if self._said else None
        self.dismiss()
        if action is not None:
            action[1]()

    def _dress(self) -> None:
        px = self._theme.px
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(px(_STRIPE + 12), px(12), px(14), px(12))
        layout.setSpacing(px(12))
        if self._said is not None:
            self._place()
        self.update()

    def _place(self) -> None:
        """Sits in the lower right corner of the tray's screen, above the icon if that is there."""
        tray = self._tray()
        free = self._screen(tray).availableGeometry()
        margin = self._theme.px(_MARGIN)
        width = min(self._theme.px(_WIDTH), free.width() - 2 * margin)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.setFixedSize(width, max(layout.heightForWidth(width), self.minimumSizeHint().height()))
        place = QRect(QPoint(0, 0), self.size())
        place.moveBottomRight(free.bottomRight() - QPoint(margin, margin))
        if not tray.isEmpty() and place.intersects(tray):
            place.moveBottom(tray.top() - margin)
        self.move(place.topLeft())

    @staticmethod
    def _screen(tray: QRect) -> QScreen:
        beneath = None if tray.isEmpty() else QGuiApplication.screenAt(tray.center())
        return beneath or QGuiApplication.primaryScreen()

    def _rounded(self) -> QRegion:
        radius = self._theme.px(_RADIUS)
        side, rect = 2 * radius, self.rect()
        region = QRegion(rect.adjusted(radius, 0, -radius, 0))
        region += QRegion(rect.adjusted(0, radius, 0, -radius))
        for corner in (
            QRect(0, 0, side, side),
            QRect(rect.width() - side, 0, side, side),
            QRect(0, rect.height() - side, side, side),
            QRect(rect.width() - side, rect.height() - side, side, side),
        ):
            region += QRegion(corner, QRegion.RegionType.Ellipse)
        return region
