"""The skins of people and hands: a little row from which one is chosen, and which is remembered."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from kefu_desktop.core.emoticons import SkinTone, toned
from kefu_desktop.gui.emoticons.glyphs import SIDE, Glyphs
from kefu_desktop.gui.theme import Theme

HAND = "✋"
"""Stands for the skin of all."""


class ToneRow(QFrame):
    """The row. It takes the focus while it is open; arrows move in it, Enter chooses."""

    tone_chosen = Signal(object)
    left = Signal()
    """Esc: nothing was chosen."""

    def __init__(self, theme: Theme, glyphs: Glyphs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "emoticon-tones")
        self._over = parent
        self._theme = theme
        self._glyphs = glyphs
        self._sign = ""
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._tones = tuple(SkinTone)
        for number in range(len(self._tones)):
            self._add(number)
        glyphs.drawn.connect(self._draw)
        self._word()
        self.hide()

    def open_at(self, anchor: QRect, sign: str, tone: SkinTone) -> None:
        """Opens beside ``anchor``, in the parent's pixels, and offers ``sign`` in each skin."""
        self._sign = sign
        margin = self._theme.px(4)
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._draw()
        self.adjustSize()
        room = self._over.rect()
        x = max(0, min(anchor.x(), room.width() - self.width()))
        under = anchor.bottom() + 2
        fits = under + self.height() <= room.height()
        self.move(x, under if fits else anchor.top() - self.height() - 2)
        self.show()
        self.raise_()
        chosen = self._group.button(self._tones.index(tone))
        chosen.setChecked(True)
        chosen.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows stop at the ends; all other keys go no further."""
        buttons = self._group.buttons()
        now = next((n for n, one in enumerate(buttons) if one.hasFocus()), 0)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps:
            to = buttons[max(0, min(len(buttons) - 1, now + steps[key]))]
            to.setChecked(True)
            to.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.tone_chosen.emit(self._tones[now])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _add(self, number: int) -> None:
        made = _ToneButton(self)
        made.setProperty("role", "emoticon-tone")
        made.setCheckable(True)
        made.clicked.connect(lambda _checked: self.tone_chosen.emit(self._tones[number]))
        self._group.addButton(made, number)
        self._row.addWidget(made)

    def _draw(self) -> None:
        if not self._sign:
            return
        side = self._theme.px(SIDE)
        for number, tone in enumerate(self._tones):
            picture = self._glyphs.picture(toned(self._sign, tone))
            button = self._group.button(number)
            button.setIconSize(QSize(side, side))
            if picture is not None:
                button.setIcon(QIcon(picture))

    def _word(self) -> None:
        words = (
            self.tr("No skin tone"),
            self.tr("Light skin"),
            self.tr("Medium-light skin"),
            self.tr("Medium skin"),
            self.tr("Medium-dark skin"),
            self.tr("Dark skin"),
        )
        for button, word in zip(self._group.buttons(), words, strict=True):
            button.setAccessibleName(word)
            button.setToolTip(word)


class _ToneButton(QPushButton):
    """Leaves its keys to the row: Qt would move between them by what lies nearest."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
