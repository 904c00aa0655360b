"""The texts of a reply: tabs, and the field for the wording that is shown.

Each wording has a document of its own, so undo never brings the words of one into another.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.core.model import VARIANT_LIMIT
from kefu_desktop.gui.library.editor.fields import set_property
from kefu_desktop.gui.library.editor.text_edit import TextEdit, Wording
from kefu_desktop.gui.library.editor.variants import VariantTabs
from kefu_desktop.gui.theme import Theme


class Wordings(QWidget):
    """Always at least one wording, be it an empty one."""

    changed = Signal()
    """A text, their order or their number."""
    turned = Signal()
    """Another wording is shown."""
    removed = Signal()
    """A wording was taken away; :meth:`bring_back` returns it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.edit = TextEdit(theme)
        self.tabs = VariantTabs(theme)
        self._wordings = [Wording(self.edit, theme)]
        self._uses = [0]
        self._shown = self._wordings[0]
        self._gone: tuple[int, Wording, int] | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.tabs)
        rows.addWidget(self.edit, 1)
        self.edit.show_wording(self._shown)
        self.edit.textChanged.connect(self._text_changed)
        self.tabs.chosen.connect(self._turn)
        self.tabs.added.connect(self.add)
        self.tabs.removed.connect(self.remove)
        self.tabs.moved.connect(self._move)
        theme.changed.connect(self._dress)
        self._dress()
        self._sync(0)
        self._word()

    def texts(self) -> tuple[str, ...]:
        """Gives the texts in the order in which they take turns."""
        return tuple(wording.text for wording in self._wordings)

    @property
    def current(self) -> int:
        """Number of the wording shown."""
        return self._wordings.index(self._shown)

    @property
    def text(self) -> str:
        """The text shown."""
        return self._shown.text

    def fill(self, texts: tuple[str, ...], current: int | None = None) -> None:
        """Shows ``texts``, the wording ``current`` first; None leaves the one that is shown."""
        self._forget_gone()
        wanted = texts or ("",)
        shown = self.current if current is None else current
        while len(self._wordings) > len(wanted):
            self._wordings.pop().end()
        while len(self._wordings) < len(wanted):
            self._wordings.append(Wording(self.edit, self._theme))
        self.edit.blockSignals(True)
        for wording, text in zip(self._wordings, wanted, strict=True):
            wording.fill(text)
        self.edit.blockSignals(False)
        self._uses = [0] * len(wanted)
        self._sync(min(max(shown, 0), len(wanted) - 1))

    def show_uses(self, uses: tuple[int, ...]) -> None:
        """Says how often each of the texts was used."""
        if len(uses) == len(self._wordings):
            self._uses = list(uses)
            self.tabs.show_tabs(uses, self.current)

    def add(self) -> None:
        """Adds an empty wording behind the others and shows it."""
        if len(self._wordings) < VARIANT_LIMIT:
            self._put_in(len(self._wordings), Wording(self.edit, self._theme), 0)

    def remove(self, number: int) -> None:
        """Takes a wording away; the last one stays."""
        if len(self._wordings) == 1:
            return
        self._forget_gone()
        shown = self.current
        wording, uses = self._wordings.pop(number), self._uses.pop(number)
        wording.cursor = wording.cursor if wording is not self._shown else self.edit.textCursor()
        self._gone = (number, wording, uses)
        self._sync(min(shown - (number < shown), len(self._wordings) - 1))
        self.changed.emit()
        self.removed.emit()

    def bring_back(self) -> None:
        """Puts the wording that was taken away last where it was."""
        if self._gone is not None:
            number, wording, uses = self._gone
            self._gone = None
            self._put_in(number, wording, uses)

    def go_to(self, number: int) -> None:
        """Shows wording ``number`` and takes the keyboard there."""
        self.tabs.choose(number)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_wrong(self, *, wrong: bool) -> None:
        """Shows whether something is wrong with the text."""
        set_property(self.edit, "wrong", wrong)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _put_in(self, number: int, wording: Wording, uses: int) -> None:
        self._wordings.insert(number, wording)
        self._uses.insert(number, uses)
        self._sync(number)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _forget_gone(self) -> None:
        if self._gone is not None:
            self._gone[1].end()
            self._gone = None

    def _sync(self, shown: int) -> None:
        """Brings tabs and field up to the wordings."""
        self.tabs.show_tabs(tuple(self._uses), shown)
        self._turn(shown)

    def _turn(self, number: int) -> None:
        wording = self._wordings[number]
        if wording is not self._shown:
            self._shown.cursor = self.edit.textCursor()
            self._shown = wording
            self.edit.blockSignals(True)
            self.edit.show_wording(wording)
            self.edit.blockSignals(False)
        self._word()
        self.turned.emit()

    def _move(self, start: int, end: int) -> None:
        self._wordings.insert(end, self._wordings.pop(start))
        self._uses.insert(end, self._uses.pop(start))
        self.tabs.show_tabs(tuple(self._uses), self.current)
        self._word()
        self.changed.emit()

    def _text_changed(self) -> None:
        # Colours and other formats change no text.
        self.changed.emit()

    def _dress(self) -> None:
        font = self._theme.font("reply")
        self.edit.setFont(font)
        for wording in self._wordings:
            wording.document.setDefaultFont(font)

    def _word(self) -> None:
        number = self.current + 1
        name = self.tr("Text of wording {number}") if len(self._wordings) > 1 else self.tr("Text")
        self.edit.setAccessibleName(name.format(number=number))
        self.edit.setPlaceholderText(self.tr("What the buyer will read"))
