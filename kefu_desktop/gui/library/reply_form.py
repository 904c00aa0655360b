"""The fields of a reply, with room beside each for what is wrong with it.

A form shows and reads a draft and has no opinion of it; what is wrong is said to it from outside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.core.cleaning import clean_line, clean_text
from kefu_desktop.core.model import Kind
from kefu_desktop.gui.library.drafts import Field, QuickReplyDraft, split_path, title_from
from kefu_desktop.gui.theme import Theme


class ReplyForm(QWidget):
    """Title, shortcut, category, text, kind and favourite."""

    changed = Signal()
    """Something was written, by a person or by :meth:`fill`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filled = QuickReplyDraft()
        self._others = 0
        self._build()
        self._lay_out()
        for signal in (
            self._title.textChanged,
            self._shortcut.textChanged,
            self._category.editTextChanged,
            self._text.textChanged,
            self._kind.currentIndexChanged,
            self._favourite.toggled,
        ):
            signal.connect(self._changed)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def offer_categories(self, paths: Iterable[tuple[str, ...]]) -> None:
        """Offers these categories, each a path of names from the root."""
        written = self._category.currentText()
        with QSignalBlocker(self._category):
            self._category.clear()
            self._category.addItems(["/".join(path) for path in paths])
            self._category.setEditText(written)

    def fill(self, draft: QuickReplyDraft, others: int = 0) -> None:
        """Shows ``draft``, one of ``others`` + 1 wordings."""
        self._filled = draft
        self._others = others
        with QSignalBlocker(self):
            self._title.setText(draft.title)
            self._shortcut.setText(draft.shortcut)
            self._category.setEditText("/".join(draft.category))
            self._text.setPlainText(draft.text)
            self._kind.setCurrentIndex(self._kind.findData(draft.kind))
            self._favourite.setChecked(draft.favourite)
        self._word()
        self.changed.emit()

    def read(self) -> QuickReplyDraft:
        """Gives what is in the fields, without what cannot be seen in it."""
        return replace(
            self._filled,
            title=clean_line(self._title.text()).text,
            text=clean_text(self._text.toPlainText()).text,
            shortcut=self._shortcut.text().strip(),
            category=split_path(self._category.currentText()),
            kind=Kind(self._kind.currentData()),
            favourite=self._favourite.isChecked(),
        )

    def show_findings(self, found: Mapping[Field, str]) -> None:
        """Says beside each field what is wrong with it, and nothing beside the others."""
        for field, label in self._findings.items():
            label.setText(found.get(field, ""))
            label.setVisible(field in found)
            box = self._inputs[field]
            if bool(box.property("wrong")) != (field in found):
                box.setProperty("wrong", field in found)
                # A sheet looks at properties only when it is put on.
                box.style().unpolish(box)
                box.style().polish(box)

    def go_to(self, field: Field) -> None:
        """Takes the keyboard to ``field``."""
        self._inputs[field].setFocus()
        if field is Field.TITLE:
            self._title.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _changed(self) -> None:
        self._count_characters()
        self.changed.emit()

    def _count_characters(self) -> None:
        text = self._text.toPlainText()
        self._title.setPlaceholderText(title_from(text))
        self._count.setText(self.tr("{count} characters").format(count=len(text)))

    def _build(self) -> None:
        self._title = QLineEdit()
        self._shortcut = QLineEdit()
        self._category = QComboBox()
        self._category.setEditable(True)
        self._category.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self._category.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._category.setCompleter(completer)
        self._text = QPlainTextEdit()
        self._text.setProperty("role", "reply")
        self._text.setTabChangesFocus(True)
        self._kind = QComboBox()
        self._kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for kind in Kind:
            self._kind.addItem("", kind)
        self._favourite = QCheckBox()
        self._count = _label("faint")
        self._note = _label("faint")
        self._inputs: Mapping[Field, QWidget] = {
            Field.TITLE: self._title,
            Field.SHORTCUT: self._shortcut,
            Field.CATEGORY: self._category,
            Field.TEXT: self._text,
        }
        self._captions = {field: _label("caption") for field in Field}
        self._findings = {field: _label("finding") for field in Field}
        for field, box in self._inputs.items():
            self._captions[field].setBuddy(box)
            self._findings[field].setWordWrap(True)

    def _lay_out(self) -> None:
        text_head = QHBoxLayout()
        text_head.addWidget(self._captions[Field.TEXT], 1)
        text_head.addWidget(self._count)
        self._pair = QHBoxLayout()
        self._pair.addLayout(_column(self._captions[Field.SHORTCUT], self._shortcut), 2)
        self._pair.addLayout(_column(self._captions[Field.CATEGORY], self._category), 3)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._kind)
        self._foot.addWidget(self._favourite)
        self._foot.addStretch(1)
        self._foot.addWidget(self._note)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(_column(self._captions[Field.TITLE], self._title))
        self._rows.addWidget(self._findings[Field.TITLE])
        self._rows.addLayout(self._pair)
        self._rows.addWidget(self._findings[Field.SHORTCUT])
        self._rows.addWidget(self._findings[Field.CATEGORY])
        self._rows.addLayout(text_head)
        self._rows.addWidget(self._text, 1)
        self._rows.addWidget(self._findings[Field.TEXT])
        self._rows.addLayout(self._foot)

    def _dress(self) -> None:
        self._rows.setSpacing(self._theme.px(6))
        for side_by_side in (self._pair, self._foot):
            side_by_side.setSpacing(self._theme.px(12))

    def _word(self) -> None:
        names = {
            Field.TITLE: self.tr("Title"),
            Field.SHORTCUT: self.tr("Shortcut"),
            Field.CATEGORY: self.tr("Category"),
            Field.TEXT: self.tr("Text"),
        }
        for field, name in names.items():
            self._captions[field].setText(name)
            self._inputs[field].setAccessibleName(name)
        kinds = {
            Kind.REPLY: self.tr("Quick reply"),
            Kind.GREETING: self.tr("Greeting"),
            Kind.AWAY: self.tr("Away message"),
        }
        for row, kind in enumerate(Kind):
            self._kind.setItemText(row, kinds[kind])
        self._kind.setAccessibleName(self.tr("Kind"))
        self._favourite.setText(self.tr("Favourite"))
        self._shortcut.setPlaceholderText(self.tr("such as fh"))
        edit = self._category.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("levels apart by /"))
        self._text.setPlaceholderText(self.tr("What the buyer will read"))
        note = self.tr("{count} more wordings, left as they are")
        self._note.setText(note.format(count=self._others) if self._others else "")
        self._count_characters()


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    for widget in widgets:
        column.addWidget(widget)
    return column
