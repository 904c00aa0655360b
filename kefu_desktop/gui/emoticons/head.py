"""The line over the grid: what is searched, and the keys that do not explain themselves."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kefu_desktop.gui.popup.search_field import Offer, SearchField
from kefu_desktop.gui.theme import Theme


class Head(QWidget):
    """The search field is the popup's: it searches what an input method is still composing."""

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup-search")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        glass = QLabel("⌕", self)
        glass.setProperty("role", "glass")
        self.field = SearchField(offer, self)
        self.field.setProperty("role", "bare")
        self._keys = QLabel(self)
        self._keys.setProperty("role", "faint")
        self._row = QHBoxLayout(self)
        self._row.addWidget(glass)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self._keys)
        self._word()

    def dress(self, theme: Theme) -> None:
        """Follows the size of the text."""
        px = theme.px
        self._row.setContentsMargins(px(12), px(9), px(12), px(8))
        self._row.setSpacing(px(8))
        self.field.setFont(theme.font("reply"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        self.field.setPlaceholderText(self.tr("Search: Chinese, pinyin, English"))
        self.field.setAccessibleName(self.tr("Search emoticons"))
        self._keys.setText(self.tr("Tab next group · Esc close"))
