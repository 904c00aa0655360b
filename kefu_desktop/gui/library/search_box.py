"""The library window's search field, and whether it looks in the present view or everywhere."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from kefu_desktop.gui.popup.search_field import SearchField
from kefu_desktop.gui.theme import Theme

_INTO_LIST = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageDown}


class SearchBox(QFrame):
    """Tells what is looked for as it is typed. Down and Enter lead into the list."""

    changed = Signal()
    """Another text, or another place to look for it."""

    list_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "library-search")
        glass = QLabel("⌕")
        glass.setProperty("role", "glass")
        self.field = SearchField(self._offer, self)
        self.field.setProperty("role", "library-query")
        self.field.query_changed.connect(lambda _: self.changed.emit())
        self._here, self._everywhere = self._chip(), self._chip()
        self._group = QButtonGroup(self)
        for chip in (self._here, self._everywhere):
            self._group.addButton(chip)
        self._here.setChecked(True)
        self._group.buttonToggled.connect(self._switched)
        self._row = QHBoxLayout(self)
        for widget in (glass, self.field, self._here, self._everywhere):
            self._row.addWidget(widget, 1 if widget is self.field else 0)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    @property
    def query(self) -> str:
        """What is looked for; empty when nothing is."""
        return self.field.query.strip()

    @property
    def everywhere(self) -> bool:
        """Whether it looks in the whole library rather than in the present view."""
        return self._everywhere.isChecked()

    def look_everywhere(self, everywhere: bool) -> None:
        """Sets the switch, without telling."""
        self._group.blockSignals(True)
        (self._everywhere if everywhere else self._here).setChecked(True)
        self._group.blockSignals(False)

    def widen(self) -> None:
        """Looks in the whole library for what is written."""
        self._everywhere.setChecked(True)
        self.reach()

    def forget(self) -> None:
        """Empties the field without telling."""
        self.field.forget()

    def take(self, typed: str) -> None:
        """Takes the focus and begins to look for ``typed``."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.setText(typed)

    def reach(self) -> None:
        """Takes the focus; what is typed then takes the place of what is there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _offer(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _INTO_LIST:
            self.list_wanted.emit()
            return True
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            return True
        return False

    def _switched(self, _: QPushButton, checked: bool) -> None:
        if checked and self.query:
            self.changed.emit()

    def _chip(self) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("role", "filter")
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        return chip

    def _word(self) -> None:
        self.field.setPlaceholderText(self.tr("Search replies (pinyin, initials, shortcut)"))
        self.field.setAccessibleName(self.tr("Search replies"))
        self._here.setText(self.tr("This view"))
        self._everywhere.setText(self.tr("All"))
        self._everywhere.setAccessibleName(self.tr("Search the whole library"))
        self._here.setAccessibleName(self.tr("Search in this view"))

    def _dress(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(8), px(2), px(5), px(2))
        self._row.setSpacing(px(4))
        self.setMinimumWidth(px(180))
        self.setMaximumWidth(px(360))
