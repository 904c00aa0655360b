"""The wordings of a reply as tabs: which one is written on, in which order they take turns.

A tab has no name: it is the first, the second … wherever it is moved.
"""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QTabBar, QToolButton, QWidget

from kefu_desktop.core.model import VARIANT_LIMIT
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.theme import Theme


class VariantTabs(QWidget):
    """The tabs, a button for one more, and how they are used."""

    chosen = Signal(int)
    added = Signal()
    removed = Signal(int)
    moved = Signal(int, int)
    """From, to; the tabs have moved already, and are to be shown anew with their uses."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._uses: tuple[int, ...] = ()
        self.bar = _Bar()
        self.bar.currentChanged.connect(self._chosen)
        self.bar.tabMoved.connect(self.moved)
        self.bar.remove_wanted.connect(self._remove)
        self._add = QPushButton("＋")
        self._add.setProperty("role", "editor-add-tab")
        self._add.clicked.connect(self.added)
        self._turns = label("faint")
        self._turns.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # It gives way to the tabs.
        self._turns.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.bar)
        self._row.addWidget(self._add)
        self._row.addWidget(self._turns, 1)
        self.setFocusProxy(self.bar)
        theme.changed.connect(self._word)

    @property
    def current(self) -> int:
        """The wording shown, counted from 0."""
        return self.bar.currentIndex()

    def show_tabs(self, uses: tuple[int, ...], current: int) -> None:
        """Shows one tab for each of ``uses``, without telling."""
        self._uses = uses
        self.bar.blockSignals(True)
        while self.bar.count() > len(uses):
            self.bar.removeTab(self.bar.count() - 1)
        while self.bar.count() < len(uses):
            self.bar.addTab("")
        self.bar.setCurrentIndex(current)
        self.bar.blockSignals(False)
        self._word()

    def choose(self, number: int) -> None:
        """Shows wording ``number``."""
        self.bar.setCurrentIndex(number)

    def step(self, by: int) -> None:
        """Shows the next wording, or the one before; round and round."""
        self.bar.setCurrentIndex((self.current + by) % self.bar.count())

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Says how they are used where there is room to say it."""
        super().resizeEvent(event)
        self._say_turns()

    def _say_turns(self) -> None:
        words = self.tr("they take turns") if len(self._uses) > 1 else ""
        room = self.width() - self.bar.sizeHint().width() - self._add.sizeHint().width()
        fits = self._turns.fontMetrics().horizontalAdvance(words) < room
        self._turns.setText(words if fits else "")
        self.bar.setToolTip(words)

    def _chosen(self, number: int) -> None:
        self._word()
        self.chosen.emit(number)

    def _remove(self, number: int) -> None:
        if len(self._uses) > 1:
            self.removed.emit(number)

    def _word(self) -> None:
        several = len(self._uses) > 1
        self.bar.setAccessibleName(self.tr("Wordings"))
        self.bar.setAccessibleDescription(
            self.tr("Alt+Left and Alt+Right move it, Delete removes it")
        )
        for number, count in enumerate(self._uses):
            self.bar.setTabText(number, self.tr("Wording {number}").format(number=number + 1))
            used = self.tr("used {count} times").format(count=count)
            self.bar.setTabToolTip(number, used)
            self._give_cross(number, wanted=several and number == self.current)
        self._add.setAccessibleName(self.tr("Another wording"))
        self._add.setToolTip(self.tr("Another wording (Alt+Ins)"))
        self._add.setEnabled(len(self._uses) < VARIANT_LIMIT)
        self._say_turns()

    def _give_cross(self, number: int, *, wanted: bool) -> None:
        """Gives the tab that is shown the button that removes it, and takes it from the others."""
        side = QTabBar.ButtonPosition.RightSide
        present = self.bar.tabButton(number, side)
        if wanted and present is None:
            cross = QToolButton()
            cross.setText("×")
            cross.setProperty("role", "editor-cross")
            cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            cross.setCursor(Qt.CursorShape.PointingHandCursor)
            cross.clicked.connect(lambda: self._remove(self.current))
            self.bar.setTabButton(number, side, cross)
            present = cross
        elif not wanted and present is not None:
            present.hide()
            present.deleteLater()
            self.bar.setTabButton(number, side, None)
            return
        if present is not None:
            words = self.tr("Remove this wording")
            present.setToolTip(words)
            present.setAccessibleName(words)


class _Bar(QTabBar):
    """The tabs. Keys do what the mouse does."""

    remove_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "editor-tabs")
        self.setMovable(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def minimumSizeHint(self) -> QSize:
        """No more than its tabs need: Qt would keep room for buttons to scroll a single tab by."""
        return super().minimumSizeHint().boundedTo(self.sizeHint())

    def shift(self, by: int) -> None:
        """Moves the tab that is shown one place on; at the ends, nowhere."""
        start = self.currentIndex()
        end = start + by
        if 0 <= end < self.count():
            self.moveTab(start, end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Left and Alt+Right move the tab, Delete removes it; arrows choose, as ever."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.shift(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click with the middle button removes a tab, as it does in a browser."""
        if event.button() is Qt.MouseButton.MiddleButton:
            number = self.tabAt(event.position().toPoint())
            if number >= 0:
                self.remove_wanted.emit(number)
        super().mouseReleaseEvent(event)
