"""The popup's edges: the search line, the filters under it, and the keys at its foot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from kefu_desktop.app.orders import wants_paste
from kefu_desktop.app.searching import Answer
from kefu_desktop.core.model import DeliveryMode
from kefu_desktop.core.settings import DeliverySettings
from kefu_desktop.gui.emoticons.keys import OPENING_TOO
from kefu_desktop.gui.popup.keys import leaves
from kefu_desktop.gui.popup.leaving_words import deed
from kefu_desktop.gui.popup.search_field import Offer, SearchField

FILTERS = 6


class SearchBar(QWidget):
    """The search field, the recognised client, and how much was found how fast."""

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup-search")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        glass = QLabel("⌕", self)
        glass.setProperty("role", "glass")
        self.field = SearchField(offer, self)
        self.field.setProperty("role", "search")
        self._client = QLabel(self)
        self._client.setProperty("role", "chip")
        self._client.setTextFormat(Qt.TextFormat.PlainText)
        self._count = QLabel(self)
        self._count.setProperty("role", "faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 13)
        row.setSpacing(8)
        row.addWidget(glass)
        row.addWidget(self.field, 1)
        row.addWidget(self._client)
        row.addWidget(self._count)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything again in the present language."""
        self.field.setPlaceholderText(self.tr("Search: Chinese, pinyin, initials, shortcut"))
        self.field.setAccessibleName(self.tr("Search replies"))

    def name_client(self, program: str) -> None:
        """Names the window in which a reply would land; empty when there is none."""
        self._client.setText(program[:24])
        self._client.setVisible(bool(program))

    def count(self, answer: Answer) -> None:
        """Says how much was found, and how fast."""
        if not answer.ready:
            self._count.setText(self.tr("reading the library …"))
            return
        text = self.tr("{count} found · {ms} ms")
        self._count.setText(text.format(count=answer.total, ms=f"{answer.seconds * 1000:.1f}"))


class FilterBar(QWidget):
    """Chips that keep the search within one category of the top level."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup-filters")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._roots: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _: self.chosen.emit(self.category))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 7, 16, 7)
        self._row.setSpacing(6)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "faint")
        self._chips = [self._chip(number) for number in range(FILTERS + 1)]
        self._row.addStretch(1)
        self._row.addWidget(self._hint)
        self._chips[0].setChecked(True)
        self.retranslate()

    @property
    def category(self) -> str:
        """The category kept to; empty for all."""
        number = self._group.checkedId()
        return self._roots[number - 1] if 0 < number <= len(self._roots) else ""

    def offer(self, roots: tuple[str, ...]) -> None:
        """Shows a chip for each of ``roots``, as many as there is room for."""
        if roots[:FILTERS] == self._roots:
            return
        self._roots = roots[:FILTERS]
        for number, chip in enumerate(self._chips[1:]):
            chip.setVisible(number < len(self._roots))
            chip.setText(self._roots[number] if number < len(self._roots) else "")
        if self._group.checkedId() > len(self._roots):
            self.reset()

    def reset(self) -> None:
        """Goes back to everything, without telling."""
        self._chips[0].setChecked(True)

    def turn(self, by: int) -> None:
        """Chooses the next chip, or the one before."""
        number = (self._group.checkedId() + by) % (len(self._roots) + 1)
        self._chips[number].setChecked(True)
        self.chosen.emit(self.category)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.turn(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def retranslate(self) -> None:
        """Says everything again in the present language."""
        self._chips[0].setText(self.tr("All"))
        self._hint.setText(self.tr("type / for a category, # for a tag, ; for a shortcut"))

    def _chip(self, number: int) -> QPushButton:
        chip = QPushButton(self)
        chip.setProperty("role", "filter")
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setVisible(number == 0)
        self._group.addButton(chip, number)
        self._row.addWidget(chip)
        return chip


class Footer(QWidget):
    """What the keys do now; what does nothing now is not named."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._asking = self._turned = False
        self._chosen = False
        self._does, self._other_does = "", ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 16, 8)
        self._row.setSpacing(11)
        keys = ("Enter", "Ctrl+Enter", "Tab", "Ctrl+E", "Ctrl+N", OPENING_TOO)
        self._keys = tuple(_Key(key, self) for key in keys)
        self._enter, self._other, self._tab, self._edit, self._new, self._emoticon = self._keys
        for key in self._keys:
            self._row.addWidget(key)
        self._row.addStretch(1)
        self._close = QLabel(self)
        self._close.setProperty("role", "faint")
        self._row.addWidget(self._close)
        self.retranslate()

    def say(
        self, delivery: DeliverySettings | None, mode: DeliveryMode | None, client: str, typed: str
    ) -> None:
        """Says what Enter and Ctrl+Enter do now with a reply of this ``mode``, None where none is
        chosen; ``delivery`` is None where there is no window to paste into. ``typed`` stands in the
        search.
        """
        paste = self.tr("paste into {client}").format(client=client[:16])
        copy = self.tr("copy only")
        command = deed(typed) if leaves(typed) else ""
        self._does, self._other_does = (
            command
            or (paste if mode and delivery and wants_paste(delivery, mode, other=other) else copy)
            for other in (False, True)
        )
        if mode is None and not command:
            self._does = self.tr("new")
        self._chosen = mode is not None
        self._enter.setVisible(self._chosen or bool(typed))
        self._show_fitting()

    def fill_in(self, asking: bool, turned: bool) -> None:
        """Says what the keys do while a form asks for what a reply misses, or that none does. In a
        form that Ctrl+Enter opened Enter is ``turned``: it does the same.
        """
        self._asking, self._turned = asking, turned
        self.retranslate()
        self._show_fitting()

    def retranslate(self) -> None:
        """Says everything again in the present language."""
        other, field = self.tr("other wording"), self.tr("next field")
        self._tab.word.setText(field if self._asking else other)
        self._edit.word.setText(self.tr("edit"))
        self._new.word.setText(self.tr("new"))
        self._emoticon.word.setText(self.tr("emoticon"))
        self._close.setText(self.tr("Esc back") if self._asking else self.tr("Esc close"))

    def _show_fitting(self) -> None:
        self._enter.word.setText(self._other_does if self._turned else self._does)
        self._other.word.setText(self._other_does)
        self._tab.setVisible(self._chosen)
        self._other.setVisible(self._chosen and not self._turned)
        self._edit.setVisible(self._chosen and not self._asking)
        for key in (self._new, self._emoticon):
            key.setVisible(not self._asking)


class _Key(QWidget):
    """A key and the word for what it does."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        cap = QLabel(key, self)
        cap.setProperty("role", "key")
        self.word = QLabel(self)
        self.word.setProperty("role", "caption")
        self.word.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(cap)
        row.addWidget(self.word)
