"""Why, and until when: what somebody says who leaves."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QTime, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.app.working_hours import local_time, moment_of
from kefu_desktop.core.away import expected, likely
from kefu_desktop.core.model import Millis
from kefu_desktop.core.schedule import Hours
from kefu_desktop.core.standing import Away, Reason
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.presence.habits import INSET
from kefu_desktop.gui.theme import Theme

REASONS = (
    *(Reason.LUNCH, Reason.MEETING, Reason.SOON),
    *(Reason.OFF_HOURS, Reason.HOLIDAY, Reason.OTHER),
)
_MINUTES = (5, 10, 15, 30, 45, 60, 90, 120, 180)
_AS_HOURS_SAY, _AT, _AS_SAID = 0, -1, -2
_LONGEST_NOTE = 20


class LeaveForm(QWidget):
    """Reasons as buttons, a time, and for other reasons a line for their name."""

    left = Signal(object, object, str)
    """A reason, a moment or None for what the working hours say, and the agent's own words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._now = Millis(0)
        self._hours: Hours | None = None
        self._present: Away | None = None
        self.reasons: dict[Reason, QPushButton] = {}
        group = QButtonGroup(self)
        self._chips = QHBoxLayout()
        for reason in REASONS:
            chip = self.reasons[reason] = button("filter", self._follow)
            chip.setCheckable(True)
            group.addButton(chip)
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        self.note = QLineEdit()
        self.note.setMaxLength(_LONGEST_NOTE)
        self.note.returnPressed.connect(self.submit)
        self._until_caption = label("caption")
        self.until = QComboBox()
        self.until.currentIndexChanged.connect(lambda _: self._follow_time())
        self._until_caption.setBuddy(self.until)
        self.at = QTimeEdit()
        self.at.setDisplayFormat("HH:mm")
        self.change = button("", self.submit)
        self._time = QHBoxLayout()
        for widget in (self._until_caption, self.until, self.at):
            self._time.addWidget(widget)
        self._time.addStretch(1)
        self._time.addWidget(self.change)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._chips)
        self._column.addWidget(self.note)
        self._column.addLayout(self._time)
        self.dress()
        self._word()

    @property
    def reason(self) -> Reason:
        """The reason that is chosen."""
        return next(reason for reason, chip in self.reasons.items() if chip.isChecked())

    def begin(self, now: Millis, hours: Hours | None, present: Away | None = None) -> None:
        """Proposes what is likely ``now``; for somebody who is away already, what they have said at
        ``present``.
        """
        self._now, self._hours, self._present = now, hours, present
        reason = likely(hours, local_time(now))[0] if present is None else present.reason
        self.reasons[reason if reason in self.reasons else Reason.SOON].setChecked(True)
        self.note.setText("" if present is None else present.note)
        self.at.setTime(QTime(*_next_hour(local_time(now))))
        self.change.setVisible(present is not None)
        self.until.clear()
        self._follow()

    def submit(self) -> None:
        """Says that this is what is wanted."""
        note = self.note.text().strip() if self.reason is Reason.OTHER else ""
        self.left.emit(self.reason, self._until(), note)

    def dress(self) -> None:
        """Takes the theme's sizes."""
        px = self._theme.px
        self._column.setContentsMargins(px(INSET), 0, px(INSET), 0)
        self._column.setSpacing(px(10))
        self._chips.setSpacing(px(6))
        self._time.setSpacing(px(8))

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _until(self) -> Millis | None:
        minutes = self.until.currentData()
        if minutes == _AS_SAID:
            return self._said_until()
        if minutes == _AS_HOURS_SAY:
            return None
        if minutes == _AT:
            now, time = local_time(self._now), self.at.time()
            at = now.replace(hour=time.hour(), minute=time.minute(), second=0, microsecond=0)
            return moment_of(at if at > now else at + timedelta(days=1))
        return Millis(self._now + minutes * 60_000)

    def _said_until(self) -> Millis | None:
        """Gives until when was said for the chosen reason, if that is still to come."""
        said = self._present
        if said is None or said.until is None or said.until <= self._now:
            return None
        return said.until if said.reason is self.reason else None

    def _follow(self) -> None:
        if self.note.isHidden() is (self.reason is Reason.OTHER):
            self.note.setVisible(self.reason is Reason.OTHER)
        chosen = self.until.currentData()
        self.until.clear()
        said_until = self._said_until()
        if said_until is not None:
            time = words.clock(said_until, self._now)
            self.until.addItem(self.tr("{time}, as said").format(time=time), _AS_SAID)
        back = expected(self._hours, self.reason)
        if back is None:
            self.until.addItem(self.tr("does not say when"), _AS_HOURS_SAY)
        else:
            said = self.tr("{time}, by the working hours")
            time = words.moment(back, local_time(self._now))
            self.until.addItem(said.format(time=time), _AS_HOURS_SAY)
        for minutes in _MINUTES:
            said = self.tr("in {span} ({time})").format(
                span=words.span(minutes * 60_000),
                time=words.clock(Millis(self._now + minutes * 60_000), self._now),
            )
            self.until.addItem(said, minutes)
        self.until.addItem(self.tr("at…"), _AT)
        self.until.setCurrentIndex(max(0, self.until.findData(chosen)))
        self._follow_time()

    def _follow_time(self) -> None:
        self.at.setVisible(self.until.currentData() == _AT)

    def _word(self) -> None:
        for reason, chip in self.reasons.items():
            chip.setText(words.reason(reason))
        self.note.setPlaceholderText(self.tr("Reason, as buyers may read it"))
        self.note.setAccessibleName(self.tr("Reason"))
        self._until_caption.setText(self.tr("Back"))
        self.until.setAccessibleName(self.tr("When you are back"))
        self.at.setAccessibleName(self.tr("Time at which you are back"))
        self.change.setText(self.tr("Say so"))
        if any(chip.isChecked() for chip in self.reasons.values()):
            self._follow()


def _next_hour(now: datetime) -> tuple[int, int]:
    """Gives hour and minute of the next full or half hour, at least ten minutes away."""
    later = now + timedelta(minutes=10)
    later += timedelta(minutes=-later.minute % 30)
    return later.hour, later.minute
