"""What is said beside an entry of the tree: why something could not be done there."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget

from kefu_desktop.gui.theme import Theme


class Remark(QLabel):
    """Hangs below a row, or above it where there is no room; goes when it has been read."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        """``over`` is what it may cover."""
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._line: Callable[[], QRect] = QRect
        self.setProperty("role", "remark")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str, line: Callable[[], QRect]) -> None:
        """Says ``words`` at a row; ``line`` gives where that is whenever it is asked."""
        self._line = line
        self.setText(words)
        self.setAccessibleName(words)
        self.show()
        self.follow()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def unsay(self) -> None:
        """Takes back what was said."""
        self.hide()
        self.clear()

    def follow(self) -> None:
        """Goes to where its row is now, and goes away with it."""
        if self.isHidden():
            return
        line = self._line()
        if line.isEmpty():
            self.unsay()
            return
        margin = self._theme.px(8)
        width = self._over.width() - 2 * margin
        height = self.heightForWidth(width)
        top = line.bottom() + 1 + self._theme.px(2)
        if top + height > self._over.height():
            top = max(0, line.top() - self._theme.px(2) - height)
        self.setGeometry(margin, top, width, height)
        self.raise_()
