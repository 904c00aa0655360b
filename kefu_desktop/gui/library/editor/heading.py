"""The upper fields of the editor: what a reply is called, how it is found, where it lies."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kefu_desktop.core.model import Category, Kind, Uid
from kefu_desktop.core.sheets import Sheet, SheetField
from kefu_desktop.gui.library.editor import words
from kefu_desktop.gui.library.editor.categories import CategoryField
from kefu_desktop.gui.library.editor.fields import FieldGroup, column
from kefu_desktop.gui.library.editor.tags import TagField
from kefu_desktop.gui.theme import Theme


class Heading(FieldGroup):
    """Title and star, shortcut and tags, category and kind, each with room for what is wrong."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = QLineEdit()
        self.title.setProperty("role", "editor-title")
        self.star = QPushButton()
        self.star.setCheckable(True)
        self.star.setProperty("role", "editor-star")
        self.shortcut = QLineEdit()
        self.tags = TagField(theme)
        self.category = CategoryField(theme)
        self.kind = QComboBox()
        for kind in Kind:
            self.kind.addItem("", kind)
        self._hold(
            {
                SheetField.TITLE: self.title,
                SheetField.SHORTCUT: self.shortcut,
                SheetField.TAGS: self.tags,
                SheetField.CATEGORY: self.category,
                SheetField.KIND: self.kind,
            }
        )
        self._lay_out()
        for signal in (
            self.title.textChanged,
            self.star.toggled,
            self.shortcut.textChanged,
            self.tags.changed,
            self.category.changed,
            self.kind.currentIndexChanged,
        ):
            signal.connect(self._changed)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def fill(self, sheet: Sheet) -> None:
        """Shows the fields of ``sheet``. Those that are shown already keep their cursor."""
        with QSignalBlocker(self):
            if sheet.title != self.title.text():
                self.title.setText(sheet.title)
                self.title.setCursorPosition(0)
            if sheet.shortcut != self.shortcut.text():
                self.shortcut.setText(sheet.shortcut)
            self.star.setChecked(sheet.favourite)
            self.tags.fill(sheet.tags)
            self.category.choose(sheet.category)
            self.kind.setCurrentIndex(self.kind.findData(sheet.kind))
        self._word_star()

    def read(self, sheet: Sheet) -> Sheet:
        """Gives ``sheet`` with what is in these fields."""
        title = self.title.text()
        return replace(
            sheet,
            title=title,
            favourite=self.star.isChecked(),
            shortcut=self.shortcut.text(),
            tags=self.tags.tags(),
            category=self.category.uid,
            kind=Kind(self.kind.currentData()),
        )

    def suggest_title(self, title: str) -> None:
        """Says what the title will be if none is written."""
        if self.title.placeholderText() != title:
            self.title.setPlaceholderText(title)

    def offer_tags(self, names: Iterable[str]) -> None:
        """Offers these tags, the likeliest first."""
        self.tags.offer(names)

    def offer_categories(self, categories: Mapping[Uid, Category]) -> None:
        """Offers these categories."""
        self.category.offer(categories)

    def _changed(self) -> None:
        self._word_star()
        self.changed.emit()

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self.title, 1)
        self._top.addWidget(self.star)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        titled = column(self._captions[SheetField.TITLE])
        titled.addLayout(self._top)
        titled.addWidget(self._findings[SheetField.TITLE])
        self._rows.addLayout(titled)
        self._pairs = []
        for left, right in (
            (SheetField.SHORTCUT, SheetField.TAGS),
            (SheetField.CATEGORY, SheetField.KIND),
        ):
            pair = QHBoxLayout()
            for at in (left, right):
                share = 2 if at in {SheetField.TAGS, SheetField.CATEGORY} else 1
                fitted = column(self._captions[at], self._fields[at])
                fitted.addStretch(1)
                pair.addLayout(fitted, share)
            self._pairs.append(pair)
            self._rows.addLayout(pair)
            for at in (left, right):
                self._rows.addWidget(self._findings[at])

    def _dress(self) -> None:
        px = self._theme.px
        self._rows.setSpacing(px(8))
        self._top.setSpacing(px(6))
        for pair in self._pairs:
            pair.setSpacing(px(10))

    def _word_star(self) -> None:
        self.star.setText("★" if self.star.isChecked() else "☆")

    def _word(self) -> None:
        super()._word()
        for row, kind in enumerate(Kind):
            self.kind.setItemText(row, words.kinds()[kind])
        favourite = words.fields()[SheetField.FAVOURITE]
        self.star.setAccessibleName(favourite)
        self.star.setToolTip(favourite)
        self.shortcut.setPlaceholderText(self.tr("such as fh"))
        self._word_star()
