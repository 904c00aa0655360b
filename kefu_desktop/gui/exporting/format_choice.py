"""As which kind of file: each with a line of what it keeps and loses."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from kefu_desktop.gui.exporting.formats import Format, format_keeps, format_name
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.theme import Theme


class FormatChoice(QWidget):
    """A line for each format."""

    changed = Signal()

    def __init__(self, theme: Theme, chosen: Format) -> None:
        super().__init__()
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons = {kind: QRadioButton() for kind in Format}
        self._keeps: dict[Format, QLabel] = {}
        self._rows = QGridLayout(self)
        self._rows.setColumnStretch(1, 1)
        for row, (kind, button) in enumerate(self._buttons.items()):
            self._group.addButton(button)
            button.setChecked(kind is chosen)
            button.toggled.connect(self._toggled)
            keeps = self._keeps[kind] = label("caption")
            keeps.setWordWrap(True)
            keeps.setBuddy(button)
            self._rows.addWidget(button, row, 0)
            self._rows.addWidget(keeps, row, 1)
        self.word()
        self.dress()

    @property
    def format(self) -> Format:
        """The one that is chosen."""
        return next(kind for kind, button in self._buttons.items() if button.isChecked())

    def word(self) -> None:
        """Names everything in the present language."""
        for kind, button in self._buttons.items():
            button.setText(f"{format_name(kind)}  {kind.value}")
            self._keeps[kind].setText(format_keeps(kind))
            button.setAccessibleDescription(format_keeps(kind))

    def dress(self) -> None:
        """Follows the size of the text."""
        px = self._theme.px
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(px(12))
        self._rows.setVerticalSpacing(px(6))

    def _toggled(self, on: bool) -> None:
        if on:
            self.changed.emit()
