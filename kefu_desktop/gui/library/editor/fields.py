"""What all fields of the editor have: a caption, and room below for what is wrong with them."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kefu_desktop.core.sheets import SheetField
from kefu_desktop.gui.library.editor import words


def label(role: str) -> QLabel:
    """Gives a label in the dress of ``role`` that shows texts as they are."""
    made = QLabel()
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def button(role: str, pressed: Callable[[], object]) -> QPushButton:
    """Gives a button in the dress of ``role``; Enter presses it as Space does."""
    made = QPushButton()
    made.setProperty("role", role)
    made.setAutoDefault(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _checked: pressed())
    return made


def column(*items: QWidget) -> QVBoxLayout:
    """Gives widgets below each other, close together."""
    made = QVBoxLayout()
    made.setSpacing(3)
    for item in items:
        made.addWidget(item)
    return made


def before(widget: QWidget) -> QWidget:
    """Gives what has the keyboard before ``widget`` on the way of the Tab key."""
    found = widget.previousInFocusChain()
    while (
        found is not None and found is not widget and found.focusPolicy() == Qt.FocusPolicy.NoFocus
    ):
        found = found.previousInFocusChain()
    return found or widget


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Changes a property that the sheet looks at; it does so only when it is put on."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _nothing() -> None:
    pass


class Said(Struct, frozen=True):
    """What is said beside a field. ``item`` is which one in a field of several; with an ``action``
    there is a button that does ``act``.
    """

    words: str
    item: int = 0
    action: str = ""
    act: Callable[[], object] = _nothing


class FindingLine(QWidget):
    """One sentence beside a field, with something to do about it; hidden while all is well."""

    def __init__(self, role: str = "finding") -> None:
        super().__init__()
        self._words = label(role)
        self._words.setWordWrap(True)
        self._act: Callable[[], object] = lambda: None
        self._button = button("link", self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, empty when nothing is."""
        return self._words.text()

    def _press(self) -> None:
        self._act()

    def say(self, said: Said | None) -> None:
        """Says it; None says nothing."""
        words = said.words if said else ""
        self._act = said.act if said else lambda: None
        self._words.setText(words)
        self._button.setText(said.action if said else "")
        self._button.setAccessibleDescription(words)
        self._button.setVisible(bool(said and said.action))
        self.setVisible(bool(words))


class FieldGroup(QWidget):
    """Fields with captions, each with room for what is wrong with it; who derives lays them out."""

    def _hold(self, fields: Mapping[SheetField, QWidget]) -> None:
        """Makes captions and finding lines for ``fields``."""
        self._fields = fields
        self._captions = {at: label("caption") for at in fields}
        self._findings = {at: FindingLine() for at in fields}
        for at, caption in self._captions.items():
            caption.setBuddy(fields[at])

    def show_findings(self, found: Mapping[SheetField, Said]) -> None:
        """Says beside each field what is wrong with it, and nothing beside the others."""
        for at, line in self._findings.items():
            line.say(found.get(at))
            set_property(self._fields[at], "wrong", at in found)

    def go_to(self, at: SheetField) -> None:
        """Takes the keyboard to a field; one that is not here is no error."""
        if at in self._fields:
            self._fields[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        names = words.fields()
        for at, caption in self._captions.items():
            caption.setText(names[at])
            self._fields[at].setAccessibleName(names[at])
