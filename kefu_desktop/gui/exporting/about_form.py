"""What a pack says of itself to those who get it. What is written stays, whatever is suggested."""

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kefu_desktop.app.exporting import NAME_LIMIT, About, Offer
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.theme import Theme

_LINES = 3


class AboutForm(QWidget):
    """Name, version, author, and what changed."""

    def __init__(self, theme: Theme, author: str) -> None:
        super().__init__()
        self._theme = theme
        self._offer: Offer | None = None
        self._name, self._version, self._author = QLineEdit(), QLineEdit(), QLineEdit()
        self._changes = QPlainTextEdit()
        self._changes.setTabChangesFocus(True)
        self._author.setText(author)
        self._captions: dict[QWidget, QLabel] = {}
        self._last, self._warns = label("faint"), label("editor-trouble")
        self._warns.setWordWrap(True)
        self._rows = QGridLayout(self)
        for column, (field, share) in enumerate(
            ((self._name, 3), (self._version, 1), (self._author, 2))
        ):
            field.setMaxLength(NAME_LIMIT)
            self._rows.addWidget(self._caption(field), 0, column)
            self._rows.addWidget(field, 1, column)
            self._rows.setColumnStretch(column, share)
        self._rows.addWidget(self._caption(self._changes), 2, 0)
        self._rows.addWidget(self._last, 2, 1, 1, 2)
        self._rows.addWidget(self._changes, 3, 0, 1, 3)
        self._rows.addWidget(self._warns, 4, 0, 1, 3)
        self.word()
        self.dress()

    @property
    def about(self) -> About:
        """What is written."""
        return About(
            name=self._name.text(),
            version=self._version.text(),
            author=self._author.text(),
            changes=self._changes.toPlainText(),
        )

    def suggest(self, offer: Offer) -> None:
        """Suggests what the pack may say; what somebody wrote stays."""
        self._offer = offer
        for field, words in ((self._name, offer.about.name), (self._version, offer.about.version)):
            if not field.isModified():
                field.setText(words)
                field.setCursorPosition(0)
        if not self._author.isModified() and not self._author.text():
            self._author.setText(offer.about.author)
        self.word()

    def word(self) -> None:
        """Names everything in the present language."""
        for field, words in {
            self._name: self.tr("Name of the pack"),
            self._version: self.tr("Version"),
            self._author: self.tr("Author"),
            self._changes: self.tr("What changed"),
        }.items():
            self._captions[field].setText(words)
            field.setAccessibleName(words)
        self._changes.setPlaceholderText(
            self.tr("For your teammates: what is new, what to look at")
        )
        offer = self._offer
        last = self.tr("Last version: {version}")
        self._last.setText(last.format(version=offer.last) if offer and offer.last else "")
        missing = offer.missing if offer else 0
        self._warns.setVisible(missing > 0)
        words = self.tr(
            "{count} more replies of this pack are not among these. Whoever has the pack will see "
            "them as gone from it."
        )
        self._warns.setText(words.format(count=f"{missing:,}") if missing else "")

    def dress(self) -> None:
        """Follows the size of the text."""
        px = self._theme.px
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(px(10))
        self._rows.setVerticalSpacing(px(3))
        lines = self._changes.fontMetrics().lineSpacing() * _LINES
        self._changes.setFixedHeight(lines + px(20))

    def _caption(self, field: QWidget) -> QLabel:
        caption = self._captions[field] = label("caption")
        caption.setBuddy(field)
        return caption
