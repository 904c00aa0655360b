"""What happens by itself, in three lines that lead to where it is set; and a last one for what the
chat clients do by themselves.
"""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kefu_desktop.core.away import rules_from
from kefu_desktop.core.schedule import week_from
from kefu_desktop.core.settings import AwaySettings
from kefu_desktop.core.standing import Reason
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.theme import Theme

INSET = 6
"""Pixels by which a row reaches out to both sides of what it says, so that one can see which has
the keyboard; what stands above and below is moved in by as much.
"""

_NAME_WIDTH = 104


class HabitRow(QPushButton):
    """A line: what, how it is set, and a word about it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "away-row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.name, self.set, self.more = label("away-name"), label("away-set"), label("faint")
        self._row = QHBoxLayout(self)
        for part, stretch in ((self.name, 0), (self.set, 1), (self.more, 0)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)

    def say(self, name: str, set_to: str, more: str) -> None:
        """Says the three."""
        for part, text in ((self.name, name), (self.set, set_to), (self.more, more)):
            part.setText(text)
        self.setAccessibleName(" ".join(filter(None, (name, set_to.replace("\n", ", "), more))))

    def dress(self, theme: Theme) -> None:
        """Takes the theme's sizes."""
        px = theme.px
        self._row.setContentsMargins(px(INSET), px(5), px(INSET), px(5))
        self._row.setSpacing(px(6))
        self.more.setContentsMargins(0, px(2), 0, 0)  # smaller letters on the same line
        self.name.setFixedWidth(px(_NAME_WIDTH))

    def sizeHint(self) -> QSize:
        """As large as what it says; a button would ask for room for its own text."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As :meth:`sizeHint`."""
        return self._row.minimumSize()


class Habits(QWidget):
    """Idle time, lunch, working hours; texts for auto replies."""

    settings_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._settings = AwaySettings()
        self.idle, self.lunch, self.hours = HabitRow(), HabitRow(), HabitRow()
        self.replies = HabitRow()
        self.replies.more.setProperty("role", "away-deed")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self._rows:
            wanted = self.export_wanted if row is self.replies else self.settings_wanted
            row.clicked.connect(lambda _checked, wanted=wanted: wanted.emit())
            column.addWidget(row)
        self.dress()

    @property
    def _rows(self) -> tuple[HabitRow, ...]:
        return self.idle, self.lunch, self.hours, self.replies

    def show_settings(self, settings: AwaySettings) -> None:
        """Shows what is set."""
        self._settings = settings
        self._follow()

    def dress(self) -> None:
        """Takes the theme's sizes."""
        for row in self._rows:
            row.dress(self._theme)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._follow()

    def _follow(self) -> None:
        away = self._settings
        self.idle.say(self.tr("Away when idle"), *self._idle(away))
        lunch, hours = words.week(week_from(away.lunch)), words.week(week_from(away.hours))
        self.lunch.say(self.tr("Lunch"), *self._week(lunch, Reason.LUNCH))
        self.hours.say(self.tr("Working hours"), *self._week(hours, Reason.OFF_HOURS))
        each = self.tr("a text for each client")
        self.replies.say(self.tr("Auto replies"), each, self.tr("export…"))

    def _idle(self, away: AwaySettings) -> tuple[str, str]:
        if not away.idle:
            return self.tr("off"), ""
        minutes = words.span(away.idle_minutes * 60_000)
        if not away.warn_seconds:
            return minutes, self.tr("without a question")
        asks = self.tr("asks {seconds} s before").format(seconds=away.warn_seconds)
        return minutes, asks

    def _week(self, lines: tuple[str, ...], reason: Reason) -> tuple[str, str]:
        if not lines:
            return self.tr("not set"), ""
        if not self._settings.schedule:
            return "\n".join(lines), self.tr("switched off")
        rules = rules_from(self._settings.rules)
        named = next((one.words for one in rules if one.occasion == reason and one.words), ())
        uses = self.tr("then “{replies}”").format(replies=named[0]) if named else ""
        return "\n".join(lines), uses
