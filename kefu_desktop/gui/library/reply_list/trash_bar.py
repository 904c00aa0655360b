"""What stands above the list while the trash is looked at: how long things stay in it, and the ways
out of it, back and for good.

Deleting for good is the one deed that cannot be undone, so it alone is asked about, in this line.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QDateTime, QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kefu_desktop.core.model import Millis
from kefu_desktop.gui.theme import Theme


class _Asks(StrEnum):
    """What the line asks about, if it does."""

    NOTHING = "nothing"
    PURGE = "purge"
    EMPTY = "empty"


class TrashBar(QWidget):
    """Says and asks. Its signals mean that the user is sure."""

    restore_wanted = Signal()
    purge_wanted = Signal()
    empty_wanted = Signal()

    def __init__(self, theme: Theme, days: int, parent: QWidget | None = None) -> None:
        """``days`` is how long the trash keeps what is put into it."""
        super().__init__(parent)
        self._theme = theme
        self._days = days
        self._oldest: Millis | None = None
        self._selected = 0
        self._asks = _Asks.NOTHING
        self.setProperty("role", "trash-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._says = QLabel()
        self._says.setTextFormat(Qt.TextFormat.PlainText)
        self._says.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._says)
        self._row = QHBoxLayout()
        self._column.addLayout(self._row)
        self._restore = self._button(self.restore_wanted.emit)
        self._purge = self._button(self.ask_purge)
        self._empty = self._button(lambda: self._ask(_Asks.EMPTY))
        self._yes = self._button(self._sure)
        self._no = self._button(lambda: self._ask(_Asks.NOTHING))
        self._yes.setProperty("role", "danger")
        self._row.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    @property
    def asking(self) -> bool:
        """Whether it waits for an answer."""
        return self._asks is not _Asks.NOTHING

    def tell(self, oldest: Millis | None, selected: int) -> None:
        """Takes what is in the trash: when the oldest came into it (None: it is empty), and how
        many replies are selected.
        """
        if selected != self._selected and self._asks is _Asks.PURGE:
            self._asks = _Asks.NOTHING  # it was about others
        self._oldest, self._selected = oldest, selected
        self._word()

    def ask_purge(self) -> None:
        """Asks whether what is selected shall be deleted for good."""
        if self._selected:
            self._ask(_Asks.PURGE)

    def give_up(self) -> None:
        """Takes the question back."""
        self._ask(_Asks.NOTHING)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _ask(self, about: _Asks) -> None:
        self._asks = about
        self._word()
        if self.asking:
            self._no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sure(self) -> None:
        about, self._asks = self._asks, _Asks.NOTHING
        self._word()
        if about is _Asks.PURGE:
            self.purge_wanted.emit()
        elif about is _Asks.EMPTY:
            self.empty_wanted.emit()

    def _word(self) -> None:
        self._says.setText(self._words())
        for button, words in (
            (self._restore, self.tr("Restore")),
            (self._purge, self.tr("Delete for good")),
            (self._empty, self.tr("Empty the trash")),
            (self._yes, self.tr("Delete for good")),
            (self._no, self.tr("Keep")),
        ):
            button.setText(words)
        for button in (self._restore, self._purge):
            button.setVisible(not self.asking and self._selected > 0)
        self._empty.setVisible(not self.asking and self._oldest is not None)
        self._yes.setVisible(self.asking)
        self._no.setVisible(self.asking)

    def _words(self) -> str:
        if self._asks is _Asks.PURGE:
            asked = self.tr("Delete {count} for good? This cannot be undone.")
            return asked.format(count=self._selected)
        if self._asks is _Asks.EMPTY:
            return self.tr("Delete all that is in the trash for good? This cannot be undone.")
        kept = self.tr("Kept for {days} days.").format(days=self._days)
        if self._oldest is None:
            return kept
        day = QDateTime.fromMSecsSinceEpoch(self._oldest).addDays(self._days)
        going = self.tr("The oldest will be deleted on {day}.")
        return f"{kept} {going.format(day=QLocale().toString(day, self.tr('MMM d')))}"

    def _button(self, call: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        button.clicked.connect(lambda _: call())
        self._row.addWidget(button)
        return button

    def _dress(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(8), px(12), px(8))
        self._column.setSpacing(px(6))
        self._row.setSpacing(px(6))
