"""The head of the panel: where the agent stands, and the button that changes it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import Away, State, Warned
from kefu_desktop.gui import icons
from kefu_desktop.gui.library.editor.fields import button, label, set_property
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.presence.face import face_of
from kefu_desktop.gui.presence.habits import INSET
from kefu_desktop.gui.theme import Look, Theme

_GLYPH = 28


class StateHead(QWidget):
    """Says what is wanted and does nothing itself."""

    leave_wanted = Signal()
    back_wanted = Signal()
    busy_toggled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state: State | None = None
        self.glyph = QLabel()
        self.title, self.facts = label("away-title"), label("caption")
        self.facts.setWordWrap(True)
        self.busy = button("", self.busy_toggled.emit)
        self.main = button("primary", self._press)
        self._row = QHBoxLayout(self)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addStretch(1)
        said.addWidget(self.title)
        said.addWidget(self.facts)
        said.addStretch(1)
        self._row.addWidget(self.glyph)
        self._row.addLayout(said, 1)
        self._row.addWidget(self.busy)
        self._row.addWidget(self.main)
        self.dress()

    def show_state(self, state: State, now: Millis, change: str) -> None:
        """Shows ``state`` as it is ``now``; ``change`` is what the working hours bring next."""
        self._state = state
        away, asked = isinstance(state.phase, Away), isinstance(state.phase, Warned)
        self.title.setText(words.standing(state))
        said = words.lasting(state, now)
        if change and not away:
            change = self.tr("next: {change}").format(change=change)
            said = self.tr("{said}; {next}").format(said=said, next=change) if said else change
        self.facts.setText(said)
        self.facts.setVisible(bool(said))
        if away:
            words_on_main = self.tr("I am back")
        else:
            words_on_main = self.tr("I am still here") if asked else self.tr("Leave")
        self.main.setText(words_on_main)
        self.busy.setVisible(not away and not asked)
        self.busy.setText(self.tr("No longer busy") if state.busy else self.tr("Busy"))
        set_property(self.main, "tone", "away" if away else "")
        self.setAccessibleName(f"{self.title.text()} {said}")
        self.main.setAccessibleDescription(f"{self.title.text()} {said}")
        self._draw()

    def dress(self) -> None:
        """Takes the theme's sizes and colours."""
        px = self._theme.px
        self._row.setContentsMargins(px(INSET), 0, px(INSET), 0)
        self._row.setSpacing(px(10))
        self.glyph.setFixedSize(px(_GLYPH) + px(4), px(_GLYPH) + px(4))
        self._draw()

    def _draw(self) -> None:
        if self._state is None:
            return
        dark = self._theme.look is not Look.LIGHT
        size = self._theme.px(_GLYPH)
        icon = icons.tray_icon(on_dark=dark, face=face_of(self._state))
        self.glyph.setPixmap(icon.pixmap(QSize(size, size), self.devicePixelRatioF()))

    def _press(self) -> None:
        if self._state is not None and isinstance(self._state.phase, Away | Warned):
            self.back_wanted.emit()
        else:
            self.leave_wanted.emit()
