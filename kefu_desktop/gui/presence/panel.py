"""The away panel: where the agent stands, the message, what happens by itself, and the week.

It asks nothing to be confirmed: leaving is taken back with one button, and that is the one which
has the keyboard.
"""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kefu_desktop.app.attendance import Message
from kefu_desktop.app.events import PresenceChanged, SettingsChanged
from kefu_desktop.app.hotkey import Purpose
from kefu_desktop.app.working_hours import local_time
from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import Away, Reason, Sort, State, Stretch, Warned
from kefu_desktop.gui import icons
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.presence.auto_replies import AutoReplyExport
from kefu_desktop.gui.presence.desk import PresenceDesk
from kefu_desktop.gui.presence.habits import INSET, Habits
from kefu_desktop.gui.presence.head import StateHead
from kefu_desktop.gui.presence.leave_form import LeaveForm
from kefu_desktop.gui.presence.message import MessageBox
from kefu_desktop.gui.presence.week import DAYS, Week, away_at_work, pieces
from kefu_desktop.gui.window_size import room_for

WIDTH = 440
REFRESH_MS = 15_000
"""How often what lasts is said anew while the panel is looked at."""


class AwayPanel(QWidget):
    """Made hidden. :meth:`appear` shows it."""

    settings_wanted = Signal()

    def __init__(self, desk: PresenceDesk) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "window")
        self.setWindowIcon(icons.application_icon())
        self._desk = desk
        self.head = StateHead(desk.theme)
        self.form = LeaveForm(desk.theme)
        self.message = MessageBox(desk.theme, desk.named)
        self.habits = Habits(desk.theme)
        self.export = AutoReplyExport(desk, self)
        self.week = Week(desk.theme)
        self.week_link = button("link", self._toggle_week)
        self._week_says = label("caption")
        self._folded = False, False
        self._build()
        self._join()
        self._dress()
        self._word()
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def appear(self) -> None:
        """Shows the panel as it stands now."""
        self._begin()
        self.refresh()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.head.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows how it stands now."""
        status, now = self._desk.presence.status, self._desk.now
        away, talks = _folds(status.state)
        if (away, talks) != self._folded:
            self._begin()
        self.head.show_state(status.state, now, words.next_change(status.hours, now))
        self.message.show_status(status, self._desk.chord(Purpose.AWAY))
        self.message.setVisible(talks)
        self.habits.show_settings(self._desk.settings().away)
        self._show_week(now)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes, and says what is true now when it comes
        to the front.
        """
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.refresh()

    # -- building

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "away-inside")
        self._column = QVBoxLayout(inside)
        self._room = QScrollArea()
        self._room.setProperty("role", "away-room")
        self._room.setWidget(inside)
        self._room.setWidgetResizable(True)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._room)
        self._lines = [QFrame() for _ in range(2)]
        for line in self._lines:
            line.setProperty("role", "hairline")
        self._week_row = QHBoxLayout()
        self._week_row.addWidget(self._week_says, 1)
        self._week_row.addWidget(self.week_link)
        self._column.addWidget(self.head)
        self._column.addWidget(self.message)
        lower: tuple[QWidget, ...] = (self.form, self._lines[0], self.habits, self._lines[1])
        for part in lower:
            self._column.addWidget(part)
        self._column.addLayout(self._week_row)
        self._column.addWidget(self.week)
        self._column.addStretch(1)
        self.week.hide()

    def _join(self) -> None:
        desk, presence = self._desk, self._desk.presence
        self.head.leave_wanted.connect(self.form.submit)
        self.head.back_wanted.connect(presence.come_back)
        self.head.busy_toggled.connect(presence.busy_pressed)
        self.form.left.connect(self._leave)
        self.message.copy_wanted.connect(presence.copy_again)
        self.message.others_wanted.connect(lambda: presence.choices(self._offer))
        self.message.otherwise_wanted.connect(self._toggle_form)
        self.message.taken.connect(presence.use)
        self.habits.settings_wanted.connect(self.settings_wanted)
        self.habits.export_wanted.connect(self.export.ask)
        for keys in ("Esc", "Ctrl+W"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)
        desk.bridge.subscribe(desk.events, PresenceChanged, lambda _: self._changed(), self)
        desk.bridge.subscribe(desk.events, SettingsChanged, lambda _: self._changed(), self)
        desk.theme.changed.connect(self._dress)

    # -- what happens

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _begin(self) -> None:
        """Proposes a reason anew; it is folded away while there is something else to say."""
        status = self._desk.presence.status
        _, talks = self._folded = _folds(status.state)
        self._propose()
        self.form.setVisible(not talks and not isinstance(status.state.phase, Warned))

    def _leave(self, reason: Reason, until: Millis | None, note: str) -> None:
        self._desk.presence.leave(reason, until, note)
        if self._folded[0]:
            self.form.hide()
            self._fit()
            self.head.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self) -> None:
        status = self._desk.presence.status
        phase = status.state.phase
        self.form.begin(self._desk.now, status.hours, phase if isinstance(phase, Away) else None)

    def _toggle_form(self) -> None:
        if self.form.isHidden():
            self._propose()
        self.form.setVisible(self.form.isHidden())
        self._fit()

    def _toggle_week(self) -> None:
        self.week.setVisible(self.week.isHidden())
        self._word_week()
        self._fit()

    def _offer(self, messages: tuple[Message, ...]) -> None:
        menu = self.message.offer(messages)
        below = self.message.others
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _show_week(self, now: Millis) -> None:
        stretches = self._stretches(now)
        if not self.week.isHidden():
            self.week.show_week(stretches, now)
        self._week_says.setText(self._summary(stretches, now))
        self.week_link.setVisible(bool(stretches) or not self.week.isHidden())

    def _stretches(self, now: Millis) -> tuple[Stretch, ...]:
        """Gives those of the week, and before them the one that goes on."""
        status = self._desk.presence.status
        past = self._desk.presence.history(DAYS)
        match status.state.phase:
            case Away() as away:
                count = sum(one.count for one in status.got)
                return (
                    Stretch(Sort.AWAY, away.reason, away.cause, away.since, now, away.note, count),
                    *past,
                )
        return past

    def _summary(self, stretches: tuple[Stretch, ...], now: Millis) -> str:
        """Says how often and how long today; nothing was is said too."""
        parts = pieces(stretches, local_time(now).date())
        away = sum(1 for one in parts if one.stretch.sort is Sort.AWAY and not one.rests)
        if not away:
            return self.tr("Not away today so far.")
        said = self.tr("Away today: {count}×, {span} together.")
        return said.format(count=away, span=words.span(away_at_work(parts)))

    # -- looks

    def _fit(self) -> None:
        """Is as high as what it says; a screen that is too low for that shows it bit by bit."""
        width = self._desk.theme.px(WIDTH)
        for part in (self.head, self.form, self.message, self.habits, self.week):
            if (inner := part.layout()) is not None:
                inner.activate()  # It would learn of its new texts later, and be as high as before.
        self._column.activate()
        needed = self._column.heightForWidth(width)
        height = max(needed, self._column.minimumSize().height())
        self.setFixedSize(width, min(height, room_for(self).height()))
        if self.isVisible():
            self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        """Moves up or left by as much as it has grown out of the screen."""
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        out_x, out_y = frame.right() - room.right(), frame.bottom() - room.bottom()
        if out_x > 0 or out_y > 0:
            x, y = frame.x() - max(0, out_x), frame.y() - max(0, out_y)
            self.move(max(room.left(), x), max(room.top(), y))

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(px(18 - INSET), px(16), px(18 - INSET), px(14))
        self._column.setSpacing(px(12))
        self._week_row.setContentsMargins(px(INSET), 0, px(INSET), 0)
        for line in self._lines:
            line.setFixedHeight(1)
        for part in (self.head, self.form, self.message, self.habits, self.week):
            part.dress()
        self._fit()

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Away"))
        self._word_week()
        self.refresh()

    def _word_week(self) -> None:
        shown = not self.week.isHidden()
        self.week_link.setText(self.tr("Hide the week") if shown else self.tr("Show the week"))
        if shown:
            self.week.show_week(self._stretches(self._desk.now), self._desk.now)


def _folds(state: State) -> tuple[bool, bool]:
    """Gives whether somebody is away, and whether there is a message to be shown."""
    away = isinstance(state.phase, Away)
    return away, away or state.busy is not None
