"""What the list shows where there is nothing to list: why that is so, and what to do about it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.theme import Theme


class EmptyList(QWidget):
    """Teaches. ``new_wanted`` carries the text that was looked for, for a reply of it."""

    new_wanted = Signal(str)
    import_wanted = Signal()
    everywhere_wanted = Signal()
    """The whole library is to be searched, not only this view."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = View()
        self._text = ""
        self._says = QLabel()
        self._says.setProperty("role", "empty-says")
        self._teaches = QLabel()
        self._teaches.setProperty("role", "caption")
        for label in (self._says, self._teaches):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._everywhere = QPushButton()
        self._everywhere.clicked.connect(self.everywhere_wanted)
        self._new = QPushButton()
        self._new.setProperty("role", "primary")
        self._new.clicked.connect(lambda: self.new_wanted.emit(self._text))
        self._import = QPushButton()
        self._import.clicked.connect(self.import_wanted)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        for widget in (self._says, self._teaches, self._everywhere, self._new, self._import):
            centred = isinstance(widget, QPushButton)
            align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag(0)
            self._column.addWidget(widget, 0, align)
        self._column.addStretch(3)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def teach(self, view: View, text: str) -> None:
        """Says why ``view`` shows nothing, where ``text`` is looked for in it (or nothing)."""
        self._view, self._text = view, text
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        if self._text:
            says = self.tr("Nothing found for “{text}”").format(text=self._text[:40])
            teaches = self.tr("Pinyin, initials and shortcuts are understood too.")
        else:
            says, teaches = self._why()
        self._says.setText(says)
        self._teaches.setText(teaches)
        usual = self._view.scope in {Scope.ALL, Scope.KIND, Scope.CATEGORY, Scope.LOOSE}
        searched = bool(self._text) and self._view.scope is not Scope.TRASH
        self._everywhere.setVisible(searched and self._view != View())
        self._everywhere.setText(self.tr("Search the whole library"))
        self._new.setVisible(usual or searched)
        self._new.setText(
            self.tr("New reply with this text") if self._text else self.tr("New reply")
        )
        self._import.setVisible(usual and not self._text)
        self._import.setText(self.tr("Import a file…"))

    def _why(self) -> tuple[str, str]:
        usual = (
            self.tr("No replies here yet"),
            self.tr("Write one, drag some onto this category, or drop a file on the window."),
        )
        return {
            Scope.FAVOURITES: (
                self.tr("No favourites yet"),
                self.tr("Ctrl+D makes the selected replies favourites."),
            ),
            Scope.RECENT: (
                self.tr("Nothing used lately"),
                self.tr("What you send from the search appears here."),
            ),
            Scope.FINDINGS: (
                self.tr("No wording to mend"),
                self.tr("Replies with a placeholder that cannot be filled would be listed here."),
            ),
            Scope.TRASH: (
                self.tr("The trash is empty"),
                self.tr("What you delete stays here for a while and can be restored."),
            ),
            Scope.PACK: (
                self.tr("Nothing of this pack is left"),
                self.tr("Import it again to have its replies back."),
            ),
        }.get(self._view.scope, usual)

    def _dress(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(24), px(24), px(24), px(24))
        self._column.setSpacing(px(10))
