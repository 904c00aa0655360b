"""The history of a week: a bar for each day, and a line for each time away or busy."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from msgspec import Struct
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from kefu_desktop.app.working_hours import local_time, moment_of
from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import Reason, Sort, Stretch
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.presence.habits import INSET
from kefu_desktop.gui.theme import Theme, Token

DAYS = 7
DAY = 86_400_000
_ROW, _BAR = 20, 8
_DAY_WIDTH, _TOTAL_WIDTH = 44, 92
_LIST_HEIGHT = 132
_REST = frozenset({Reason.OFF_HOURS, Reason.HOLIDAY})
"""Not at work: shown faintly, and not counted among the times away from work."""


class Piece(Struct, frozen=True):
    """What of a stretch lies on one day, as parts of that day from 0 to 1."""

    begins: float
    ends: float
    stretch: Stretch

    @property
    def rests(self) -> bool:
        """Whether nobody was expected to be there."""
        return self.stretch.sort is Sort.AWAY and self.stretch.reason in _REST


def pieces(stretches: tuple[Stretch, ...], on: date) -> tuple[Piece, ...]:
    """Gives what of ``stretches`` lies on a day, those at rest first so that others are seen."""
    midnight = datetime.combine(on, time())
    begins, ends = moment_of(midnight), moment_of(midnight + timedelta(days=1))
    whole = ends - begins

    def cut() -> Iterator[Piece]:
        for one in stretches:
            since, ended = max(one.since, begins), min(one.ended, ends)
            if since < ended:
                yield Piece((since - begins) / whole, (ended - begins) / whole, one)

    return tuple(sorted(cut(), key=lambda piece: (not piece.rests, piece.begins)))


def away_at_work(parts: tuple[Piece, ...]) -> int:
    """Gives how many milliseconds of a day somebody was away who was expected."""
    counted = (
        one.ends - one.begins for one in parts if one.stretch.sort is Sort.AWAY and not one.rests
    )
    return round(sum(counted) * DAY)


class WeekBars(QWidget):
    """A bar from midnight to midnight for each of the last days, today first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._now = Millis(0)
        self._days: tuple[tuple[date, tuple[Piece, ...]], ...] = ()

    def show_week(self, stretches: tuple[Stretch, ...], now: Millis) -> None:
        """Shows the days up to ``now``."""
        self._now = now
        today = local_time(now).date()
        days = [today - timedelta(days=back) for back in range(DAYS)]
        self._days = tuple((one, pieces(stretches, one)) for one in days)
        self.setAccessibleDescription("; ".join(self._said(*day) for day in self._days))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its days."""
        px = self._theme.px
        return QSize(px(320), px(_ROW) * (DAYS + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws a row for each day: its name, the bar, how long away."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("caption"))
        for number, (day, parts) in enumerate(self._days):
            self._draw_day(painter, number, day, parts)
        self._draw_hours(painter)
        painter.end()

    def _draw_day(
        self, painter: QPainter, number: int, day: date, parts: tuple[Piece, ...]
    ) -> None:
        px, colour = self._theme.px, self._theme.colour
        row = QRectF(0, number * px(_ROW), self.width(), px(_ROW))
        left, right = px(_DAY_WIDTH), px(_TOTAL_WIDTH)
        name, total = QRectF(row), QRectF(row)
        name.setWidth(left)
        total.setLeft(row.right() - right + px(8))
        painter.setPen(colour(Token.TEXT_2))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(name, middle | Qt.AlignmentFlag.AlignLeft, self._name(day))
        away = away_at_work(parts)
        if away:
            painter.drawText(total, middle | Qt.AlignmentFlag.AlignRight, words.span(away))
        bar = QRectF(left, row.center().y() - px(_BAR) / 2, row.width() - left - right, px(_BAR))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(Token.CHIP))
        painter.drawRoundedRect(bar, px(_BAR) / 2, px(_BAR) / 2)
        for part in parts:
            painter.setBrush(colour(_token(part)))
            width = max(px(2), (part.ends - part.begins) * bar.width())
            box = QRectF(bar.left() + part.begins * bar.width(), bar.top(), width, bar.height())
            # Told apart by shape too.
            if part.stretch.sort is Sort.BUSY:
                box.setTop(box.center().y())
            elif part.rests:
                box.adjust(0, box.height() * 0.35, 0, -box.height() * 0.35)
            painter.drawRoundedRect(box, px(2), px(2))

    def _draw_hours(self, painter: QPainter) -> None:
        px = self._theme.px
        left, width = px(_DAY_WIDTH), self.width() - px(_DAY_WIDTH) - px(_TOTAL_WIDTH)
        painter.setPen(self._theme.colour(Token.TEXT_3))
        for hour in range(0, 25, 6):
            box = QRectF(0, len(self._days) * px(_ROW), px(24), px(_ROW) * 0.8)
            box.moveLeft(left + hour / 24 * width - box.width() / 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(hour))

    def _name(self, day: date) -> str:
        return words.day(datetime.combine(day, time()), local_time(self._now))

    def _said(self, day: date, parts: tuple[Piece, ...]) -> str:
        away = away_at_work(parts)
        return f"{self._name(day)}: {words.span(away) if away else '–'}"


def _token(part: Piece) -> Token:
    if part.stretch.sort is Sort.BUSY:
        return Token.WARN_LINE
    return Token.CONTROL_LINE if part.rests else Token.ACCENT


class Week(QWidget):
    """Bars above, lines below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stretches: tuple[Stretch, ...] = ()
        self._now = Millis(0)
        self.bars = WeekBars(theme)
        self.key = label("faint")
        self.key.setWordWrap(True)
        self.list = QListWidget()
        self.list.setProperty("role", "away-week")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.bars)
        self._column.addWidget(self.key)
        self._column.addWidget(self.list)
        self.dress()
        self._word()

    def show_week(self, stretches: tuple[Stretch, ...], now: Millis) -> None:
        """Shows ``stretches``, the newest first, as they are seen ``now``."""
        self._stretches, self._now = stretches, now
        self.bars.show_week(stretches, now)
        self.list.clear()
        today = local_time(now)
        for one in stretches:
            named = words.day(local_time(one.since), today)
            self.list.addItem(words.stretch(one, named, now))
        self.list.setVisible(bool(stretches))

    def dress(self) -> None:
        """Takes the theme's sizes."""
        px = self._theme.px
        self._column.setContentsMargins(px(INSET), 0, px(INSET), 0)
        self._column.setSpacing(px(8))
        self.list.setFixedHeight(px(_LIST_HEIGHT))
        self.bars.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        self.key.setText(self.tr("Full bar: away. Thin line: off work. Low bar: busy."))
        self.bars.setAccessibleName(self.tr("Away by day"))
        self.list.setAccessibleName(self.tr("Times away and busy of the last seven days"))
        self.show_week(self._stretches, self._now)
