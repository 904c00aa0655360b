"""The line at the foot of the library window: what is looked at and how much of it there is; and
that what was written is safe.
"""

from PySide6.QtCore import QDateTime, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kefu_desktop.core.model import Millis
from kefu_desktop.gui.library.reply_list.table import moment
from kefu_desktop.gui.theme import Theme


class StatusLine(QWidget):
    """Says it. Nothing can be done here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._listed: int | None = 0
        self._selected = 0
        self._name, self._text = "", ""
        self._unsaved = False
        self._backed_up: Millis | None = None
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._left, self._right = QLabel(), QLabel()
        self._row = QHBoxLayout(self)
        for label in (self._left, self._right):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "caption")
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self._right)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def tell_list(self, name: str, text: str, listed: int | None, selected: int) -> None:
        """Says how many replies are listed in the view of this name, or found there for ``text``,
        and how many of them are selected; ``listed`` is None where a page has its own count.
        """
        self._name, self._text, self._listed, self._selected = name, text, listed, selected
        self._word()

    def tell_unsaved(self, unsaved: bool) -> None:
        """Says whether something is written that is not in the library yet."""
        self._unsaved = unsaved
        self._word()

    def tell_backup(self, at: Millis | None) -> None:
        """Says when the library was last backed up; None where that is not known."""
        self._backed_up = at
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        says = self.tr("{view}: {count} replies")
        if self._text:
            says = self.tr("{view}: {count} found")
        said = [self._name]
        if self._listed is not None:
            said = [says.format(view=self._name, count=f"{self._listed:,}")]
        if self._selected > 1:
            said.append(self.tr("{count} selected").format(count=f"{self._selected:,}"))
        self._left.setText(" · ".join(said) if self._name else "")
        kept = [self.tr("Draft kept, not saved yet") if self._unsaved else self.tr("Saved")]
        if self._backed_up is not None:
            when = moment(self._backed_up, QDateTime.currentDateTime())
            kept.append(self.tr("last backup {when}").format(when=when))
        self._right.setText(" · ".join(kept))

    def _dress(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(12), px(5), px(12), px(5))
        self._row.setSpacing(px(12))
