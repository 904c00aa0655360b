"""The lower fields of the editor: how buyers ask for a reply, how it is sent, notes."""

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from kefu_desktop.core.model import DeliveryMode
from kefu_desktop.core.sheets import Sheet, SheetField
from kefu_desktop.gui.library.editor import words
from kefu_desktop.gui.library.editor.fields import FieldGroup, column
from kefu_desktop.gui.library.editor.plain_text import PlainText
from kefu_desktop.gui.theme import Theme


class Details(FieldGroup):
    """Delivery, questions one a line, notes."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.delivery = QComboBox()
        for mode in DeliveryMode:
            self.delivery.addItem("", mode)
        self.asked_as = PlainText(theme, lines=2)
        self.notes = PlainText(theme, lines=1)
        self._hold(
            {
                SheetField.ASKED_AS: self.asked_as,
                SheetField.DELIVERY: self.delivery,
                SheetField.NOTES: self.notes,
            }
        )
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for at, box in self._fields.items():
            self._rows.addLayout(column(self._captions[at], box, self._findings[at]))
        for signal in (
            self.delivery.currentIndexChanged,
            self.asked_as.textChanged,
            self.notes.textChanged,
        ):
            signal.connect(self.changed)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def fill(self, sheet: Sheet) -> None:
        """Shows the fields of ``sheet``. Those that are shown already keep their cursor."""
        with QSignalBlocker(self):
            self.delivery.setCurrentIndex(self.delivery.findData(sheet.delivery))
            self.asked_as.fill_paragraphs(sheet.asked_as)
            self.notes.fill(sheet.notes)

    def read(self, sheet: Sheet) -> Sheet:
        """Gives ``sheet`` with what is in these fields."""
        return replace(
            sheet,
            delivery=DeliveryMode(self.delivery.currentData()),
            asked_as=self.asked_as.paragraphs(),
            notes=self.notes.text(),
        )

    def _dress(self) -> None:
        self._rows.setSpacing(self._theme.px(8))

    def _word(self) -> None:
        super()._word()
        for row, mode in enumerate(DeliveryMode):
            self.delivery.setItemText(row, words.deliveries()[mode])
        self.asked_as.setPlaceholderText(self.tr("one question a line: when will it be sent"))
        self.notes.setPlaceholderText(self.tr("only for you and your team"))
