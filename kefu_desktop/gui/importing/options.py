"""What can be done with a record, by how it stands to the library: buttons, each with its key."""

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from kefu_desktop.core.merging import State
from kefu_desktop.core.resolving import Decision
from kefu_desktop.gui.library.editor.fields import button, set_property
from kefu_desktop.gui.library.editor.flow import FlowLayout
from kefu_desktop.gui.theme import Theme


class Option(Struct, frozen=True):
    """A button: what it decides, what it says, and which decisions come to the same."""

    decision: Decision | None
    words: str
    same: frozenset[Decision | None]


_MINE, _THEIRS, _BOTH, _SKIP = Decision.MINE, Decision.THEIRS, Decision.BOTH, Decision.SKIP


def options(state: State) -> tuple[Option, ...]:
    """Gives what can be decided about a record of ``state``, the quietest first."""
    said = _words()
    return tuple(
        Option(decision, said[state, decision], frozenset({decision, *same}))
        for decision, *same in _OFFERED.get(state, ())
    )


_OFFERED: Mapping[State, tuple[tuple[Decision | None, ...], ...]] = {
    State.BOTH_CHANGED: ((_MINE, _SKIP), (_THEIRS,), (_BOTH,)),
    State.THEIRS_CHANGED: ((_MINE, _SKIP), (_THEIRS, None), (_BOTH,)),
    State.MINE_CHANGED: ((_MINE, None, _SKIP), (_THEIRS,), (_BOTH,)),
    State.SHORTCUT_TAKEN: ((_MINE, _BOTH), (_THEIRS,), (_SKIP,)),
    State.SAME_TEXT: ((_SKIP, None, _MINE), (_THEIRS,), (_BOTH,)),
    State.SIMILAR_TEXT: ((_SKIP, _MINE), (_THEIRS,), (_BOTH, None)),
    State.TRASHED_HERE: ((_SKIP, None, _MINE), (_THEIRS, _BOTH)),
    State.REMOVED_IN_PACK: ((_SKIP, None, _MINE), (_THEIRS,)),
    State.NEW: ((_SKIP, _MINE), (None, _THEIRS, _BOTH)),
}
"""The decisions of the buttons, each with those that come to the same."""

_MOST = max(map(len, _OFFERED.values()))
"""So many buttons there are; made beforehand, so that the Tab key finds them in their place."""


def _words() -> Mapping[tuple[State, Decision | None], str]:
    translate = QCoreApplication.translate
    mine, theirs = translate("Importing", "Keep mine"), translate("Importing", "Use theirs")
    both = translate("Importing", "Keep both")
    leave_out = translate("Importing", "Leave it out")
    said: dict[tuple[State, Decision | None], str] = {}
    for state in (State.BOTH_CHANGED, State.THEIRS_CHANGED, State.MINE_CHANGED):
        said |= {(state, _MINE): mine, (state, _THEIRS): theirs, (state, _BOTH): both}
    for state in (State.SAME_TEXT, State.SIMILAR_TEXT):
        said |= {(state, _SKIP): mine, (state, _THEIRS): theirs, (state, _BOTH): both}
    return said | {
        (State.SHORTCUT_TAKEN, _MINE): translate("Importing", "Mine keeps the shortcut"),
        (State.SHORTCUT_TAKEN, _THEIRS): translate("Importing", "Give it the shortcut"),
        (State.SHORTCUT_TAKEN, _SKIP): leave_out,
        (State.TRASHED_HERE, _SKIP): translate("Importing", "Leave it in the trash"),
        (State.TRASHED_HERE, _THEIRS): translate("Importing", "Take it back"),
        (State.REMOVED_IN_PACK, _SKIP): translate("Importing", "Keep it"),
        (State.REMOVED_IN_PACK, _THEIRS): translate("Importing", "Put it into the trash"),
        (State.NEW, _SKIP): leave_out,
        (State.NEW, None): translate("Importing", "Import"),
    }


class OptionBar(QWidget):
    """The buttons below the two texts, and the tick that lets them serve the rest as well."""

    chosen = Signal(object)
    """A decision, or None for what happens by itself."""

    alike_wanted = Signal()
    """What is chosen now is to serve the rest."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: State | None = None
        self._now: tuple[bool, Decision | None] = (False, None)
        self._others = 0
        inside = QWidget()
        self._flow = FlowLayout(inside)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._buttons = [self._button(at) for at in range(_MOST)]
        self.alike = QCheckBox()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(inside, 1)
        self._row.addWidget(self.alike, 0, Qt.AlignmentFlag.AlignTop)
        self.alike.toggled.connect(lambda on: self.alike_wanted.emit() if on else None)
        theme.changed.connect(self._dress)
        self._dress()

    def offer(self, state: State | None, others: int) -> None:
        """Offers what can be done with a record of ``state``; ``others`` could be served too."""
        self._state, self._others = state, others
        self.alike.blockSignals(True)
        self.alike.setChecked(False)
        self.alike.blockSignals(False)
        offered = options(state) if state is not None else ()
        for made in self._buttons[len(offered) :]:
            made.hide()
        self._word()

    def tell(self, decision: Decision | None, *, open_: bool, others: int) -> None:
        """Shows what is decided; nothing while it is ``open_``."""
        self._now, self._others = (open_, decision), others
        self._word()

    def press(self, figure: int) -> None:
        """Chooses as the button of that figure does."""
        if figure <= len(self._buttons) and self._buttons[figure - 1].isVisible():
            self._choose(figure - 1)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _button(self, at: int) -> QPushButton:
        made = button("", lambda: self._choose(at))
        made.setCheckable(True)
        made.hide()
        self._flow.addWidget(made)
        return made

    def _choose(self, at: int) -> None:
        if self._state is not None:
            self.chosen.emit(options(self._state)[at].decision)

    def _word(self) -> None:
        offered = options(self._state) if self._state is not None else ()
        open_, decision = self._now
        for at, (made, option) in enumerate(zip(self._buttons, offered, strict=False), start=1):
            on = not open_ and decision in option.same
            made.setText(f"{option.words} (&{at})")
            made.setAccessibleName(option.words)
            made.setChecked(on)
            set_property(made, "role", "primary" if on else "")
            made.show()
        rest = self.tr("The other {count} likewise")
        self.alike.setText(rest.format(count=f"{self._others:,}"))
        self.alike.setVisible(bool(offered) and self._others > 0)

    def _dress(self) -> None:
        px = self._theme.px
        self._flow.setSpacing(px(8))
        self._row.setSpacing(px(12))
