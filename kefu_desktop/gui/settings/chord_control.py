"""A key combination that is set by pressing it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton

from kefu_desktop.core.chords import Chord, Modifier
from kefu_desktop.gui.library.editor.fields import set_property
from kefu_desktop.gui.settings.recording import chord_of, modifiers_of


class ChordControl(QPushButton):
    """Shows a chord; pressed, it waits for another one. Esc leaves it as it was; where there may be
    none, Backspace or Delete takes it away.
    """

    chosen = Signal(object)
    """The chord as text, empty for none."""

    unheard = Signal()
    """Modifiers went down and up and no key came: another program may have taken it away."""

    def __init__(self, rest: Callable[[bool], None], *, optional: bool = False) -> None:
        """``rest`` lets the program's own hotkeys go while one is recorded, or they would be
        pressed instead.
        """
        super().__init__()
        self._rest = rest
        self._optional = optional
        self._shown = ""
        self._none = ""
        self._recording = False
        self.setAutoDefault(False)
        self.setProperty("role", "chord")
        self.clicked.connect(self._begin)

    @property
    def recording(self) -> bool:
        """Whether it waits for keys."""
        return self._recording

    def word_none(self, words: str) -> None:
        """Says what is shown where there is no chord."""
        self._none = words
        self._show()

    def show_value(self, value: object) -> None:
        """Shows a chord as text, empty for none."""
        self._shown = str(value)
        self._show()

    def finish(self) -> None:
        """Stops waiting."""
        if self._recording:
            self._recording = False
            set_property(self, "recording", False)
            self._rest(False)
        self._show()

    def _begin(self) -> None:
        if self._recording:
            return
        self._recording = True
        set_property(self, "recording", True)
        self._rest(True)
        self._show()

    def event(self, event: QEvent) -> bool:
        """Takes every key while it waits, also those that are somebody's shortcut here."""
        if self._recording and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self._recording and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._pressed(event)
            elif event.type() == QEvent.Type.KeyRelease:
                self._released(event)
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.finish()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.finish()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    def _pressed(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        chord = chord_of(event)
        if chord is None:
            self._show(modifiers_of(event))
        elif chord == Chord(frozenset(), "Escape"):
            self.finish()
        elif self._optional and not chord.modifiers and chord.key in ("Backspace", "Delete"):
            self._take("")
        else:
            self._take(str(chord))

    def _released(self, event: QKeyEvent) -> None:
        own = _own(event)
        if own is None or event.isAutoRepeat():
            return
        held = modifiers_of(event) - {own}
        self._show(held)
        if not held:
            self.unheard.emit()

    def _take(self, chord: str) -> None:
        # The keys are ours again before anybody tries whether they can be had.
        self.finish()
        self.chosen.emit(chord)

    def _show(self, held: frozenset[Modifier] = frozenset()) -> None:
        if not self._recording:
            self.setText(self._shown or self._none)
            return
        names = [modifier.value for modifier in Modifier if modifier in held]
        waiting = self.tr("Press the keys… (Esc: leave as it is)")
        self.setText("+".join([*names, "…"]) if names else waiting)


def _own(event: QKeyEvent) -> Modifier | None:
    """The modifier that the key of an event is."""
    alone = QKeyEvent(event.type(), event.key(), Qt.KeyboardModifier.NoModifier)
    return next(iter(modifiers_of(alone)), None)
