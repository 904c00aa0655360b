"""Leaving and coming back in the tray's menu: a reason and a time in two clicks.

What fits now is offered: somebody who is away can come back, and who is here can leave.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.core.standing import Away, Reason, State, Warned
from kefu_desktop.gui.presence import words

DURATIONS: dict[Reason, tuple[int, ...]] = {
    Reason.LUNCH: (30, 45, 60, 90),
    Reason.MEETING: (15, 30, 60, 120),
    Reason.SOON: (5, 10, 15, 30),
    Reason.OFF_HOURS: (),
    Reason.HOLIDAY: (),
}
"""Minutes that people are usually away for a reason; none for what lasts until work begins."""


class AwayMenu(QObject):
    """Entries in somebody's menu. It says what is wanted and does nothing itself."""

    left = Signal(object, object)
    """A :class:`Reason` or None for what fits, and for how many minutes; None: as the hours say."""

    back = Signal()
    busy_toggled = Signal()
    panel_wanted = Signal()

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._state: State | None = None
        self._chords: dict[Purpose, str] = {}
        self.leave = menu.addMenu("")
        self._at_once = self.leave.addAction("")
        self._at_once.triggered.connect(lambda _checked: self.left.emit(None, None))
        self.leave.addSeparator()
        self._reasons: dict[Reason, QMenu | QAction] = {}
        self._spans: list[tuple[QAction, int]] = []
        for reason, minutes in DURATIONS.items():
            self._reasons[reason] = self._entry(reason, minutes)
        self.leave.addSeparator()
        self._other = self.leave.addAction("")
        self._other.triggered.connect(lambda _checked: self.panel_wanted.emit())
        self._back = menu.addAction("")
        self._back.triggered.connect(lambda _checked: self.back.emit())
        self._busy = menu.addAction("")
        self._busy.setCheckable(True)
        self._busy.triggered.connect(self._busy_clicked)
        self._panel = menu.addAction("")
        self._panel.triggered.connect(lambda _checked: self.panel_wanted.emit())
        self._follow()

    def show_state(self, state: State) -> None:
        """Offers what fits ``state``."""
        self._state = state
        self._follow()

    def show_hotkey(self, status: HotkeyStatus) -> None:
        """Shows beside an entry the key that does the same, if it can be pressed."""
        pressable = status.state is HotkeyState.ACTIVE
        self._chords[status.purpose] = str(status.chord) if pressable else ""
        self.word()

    def chord(self, purpose: Purpose) -> str:
        """The key for ``purpose``, empty where it cannot be pressed."""
        return self._chords.get(purpose, "")

    def word(self) -> None:
        """Words everything anew."""
        away = isinstance(self._state.phase, Away) if self._state else False
        chord = self.chord(Purpose.AWAY)
        # While somebody is away the key pastes the message, so it does not stand beside "Leave".
        self._at_once.setText(_with_chord(self.tr("Leave now"), "" if away else chord))
        self.leave.setTitle(self.tr("Away for another reason") if away else self.tr("Leave"))
        for reason, entry in self._reasons.items():
            text = words.reason(reason)
            if isinstance(entry, QMenu):
                entry.setTitle(text)
            else:
                entry.setText(text)
        for action, minutes in self._spans:
            action.setText(
                words.span(minutes * 60_000) if minutes else self.tr("As the working hours say")
            )
        self._other.setText(self.tr("Something else…"))
        asked = isinstance(self._state.phase, Warned) if self._state else False
        self._back.setText(self.tr("I am still here") if asked else self.tr("I am back"))
        busy = self.chord(Purpose.BUSY)
        self._busy.setText(_with_chord(self.tr("Busy: slow to answer"), busy))
        self._panel.setText(self.tr("Away panel…"))

    def _entry(self, reason: Reason, minutes: tuple[int, ...]) -> QMenu | QAction:
        if not minutes:
            action = self.leave.addAction("")
            action.triggered.connect(lambda _checked: self.left.emit(reason, None))
            return action
        menu = self.leave.addMenu("")
        for span in (0, *minutes):
            if not span and reason is not Reason.LUNCH:
                continue
            action = menu.addAction("")
            action.triggered.connect(
                lambda _checked, span=span: self.left.emit(reason, span or None)
            )
            self._spans.append((action, span))
        return menu

    def _busy_clicked(self, _: bool) -> None:
        self.busy_toggled.emit()
        self._follow()  # Checked is what holds, whatever was clicked.

    def _follow(self) -> None:
        state = self._state
        at_desk = state is None or not isinstance(state.phase, Away | Warned)
        self._at_once.setVisible(at_desk)
        self._back.setVisible(not at_desk)
        self._busy.setChecked(state is not None and state.busy is not None)
        self.word()


def _with_chord(text: str, chord: str) -> str:
    return f"{text} ({chord})" if chord else text
