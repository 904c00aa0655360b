"""The bar at the top of the library window: what one begins with, the way back, and the search.

Where the window is too narrow for all of it, undo and redo are left their arrows, then import and
export move into a menu; at twice the text size a small screen has no room for more.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from kefu_desktop.gui.library.actions import Act, Actions
from kefu_desktop.gui.library.search_box import SearchBox
from kefu_desktop.gui.theme import Theme

_DEED_LETTERS = 22
"""How much of a step's name a button shows; its tooltip has all of it."""


class ActionButton(QPushButton):
    """A button that is the face of an action: its words, its key, whether it makes sense now."""

    def __init__(self, action: QAction, sign: str = "", *, keyed: bool = False) -> None:
        """``keyed`` writes the key beside the words."""
        super().__init__()
        self._action = action
        self._keyed = keyed
        self._sign = sign
        self._short = False
        self.setAutoDefault(False)
        self.clicked.connect(action.trigger)
        action.changed.connect(self.follow)
        self.follow()

    def shorten(self, short: bool) -> None:
        """Shows the sign alone."""
        if short != self._short:
            self._short = short
            self.follow()

    def width_of_sign(self) -> int:
        """The width it has when it shows the sign alone."""
        return self.sizeHint().width() - self.fontMetrics().horizontalAdvance(
            self.text().removeprefix(self._sign)
        )

    def follow(self) -> None:
        """Takes over what the action says now."""
        words = self._action.text()
        key = self._action.shortcut().toString(self._action.shortcut().SequenceFormat.NativeText)
        shown = words if len(words) <= _DEED_LETTERS else words[: _DEED_LETTERS - 1] + "…"
        if self._keyed:
            shown = f"{words}   {key}"
        self.setText(self._sign if self._short else f"{self._sign} {shown}".strip())
        self.setToolTip(f"{words} ({key})")
        self.setAccessibleName(words)
        self.setEnabled(self._action.isEnabled())


class ToolBar(QWidget):
    """The buttons; :attr:`search` is the field at the right."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "library-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._new = ActionButton(actions[Act.NEW], "＋")
        self._new.setProperty("role", "primary")
        self._category = ActionButton(actions[Act.NEW_CATEGORY], "＋")
        self._files = (ActionButton(actions[Act.IMPORT]), ActionButton(actions[Act.EXPORT]))
        self._steps = (ActionButton(actions[Act.UNDO], "↶"), ActionButton(actions[Act.REDO], "↷"))
        self._steps[1].shorten(True)
        self._more = QPushButton("⋯")
        self._more.setProperty("role", "more")
        menu = QMenu(self._more)
        menu.addActions([actions[Act.IMPORT], actions[Act.EXPORT]])
        menu.addSeparator()
        menu.addActions([actions[Act.PLACES], actions[Act.PUBLISH]])
        menu.addSeparator()
        menu.addAction(actions[Act.SETTINGS])
        self._more.setMenu(menu)
        self.search = SearchBox(theme, self)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        for widget in (self._new, self._category, *self._files, self._more, *self._steps):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.search, 2)
        for action in (actions[Act.UNDO], actions[Act.REDO]):
            action.changed.connect(self._fit)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def minimumSizeHint(self) -> QSize:
        """What it needs when it has given up all that it can."""
        height = super().minimumSizeHint().height()
        files = self._more.sizeHint().width()
        steps = sum(button.width_of_sign() for button in self._steps)
        return QSize(self._needed((self._new, self._category), files + steps, 3), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _fit(self) -> None:
        """Gives up words, step by step, until all fits."""
        for narrow in range(3):
            self._steps[0].shorten(narrow > 0)
            for button in self._files:
                button.setVisible(narrow < 2)
            files = (*(self._files if narrow < 2 else ()), self._more)
            if self._needed((self._new, self._category, *files, *self._steps)) <= self.width():
                return

    def _needed(self, buttons: Sequence[QPushButton], besides: int = 0, more: int = 0) -> int:
        """The width for ``buttons``, for so many ``more`` that take what is ``besides``, and for
        the search.
        """
        margins = self._row.contentsMargins()
        gaps = self._row.spacing() * (len(buttons) + more)
        room = sum(button.sizeHint().width() for button in buttons) + besides + gaps
        return room + margins.left() + margins.right() + self.search.minimumWidth()

    def _word(self) -> None:
        self._more.setAccessibleName(self.tr("Import, export and share"))
        self._more.setToolTip(self.tr("Import, export and share"))

    def _dress(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(12), px(9), px(12), px(9))
        self._row.setSpacing(px(8))
        self._fit()
