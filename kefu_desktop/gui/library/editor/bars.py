"""Quiet lines above and below the fields: what is unsaved, what happened meanwhile, what to do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.theme import Theme

Action = tuple[str, Callable[[], object]]
"""The words on a button and what it does."""


class Bar(QFrame):
    """One sentence with up to a few buttons; hidden while there is nothing to say."""

    def __init__(self, theme: Theme, role: str = "editor-bar") -> None:
        super().__init__()
        self.setProperty("role", role)
        self._theme = theme
        self._words = label("")
        self._words.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str, actions: Sequence[Action] = ()) -> None:
        """Says ``words`` and offers ``actions``; empty words say nothing."""
        for gone in self._buttons:
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._buttons = []
        self._words.setText(words)
        for name, act in actions if words else ():
            made = button("link", act)
            made.setText(name)
            made.setAccessibleDescription(words)
            self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
            self._buttons.append(made)
        self.setVisible(bool(words))

    def _dress(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(12), px(6), px(12), px(6))
        self._row.setSpacing(px(12))
