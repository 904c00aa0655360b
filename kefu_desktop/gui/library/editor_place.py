"""Where the editor stands in the window. The editor is half of what the window is made of, and
nothing can be in it before the list shows what there is: it is made when the list has been seen, or
before that if somebody wants to write.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.gui.library.desk import LibraryDesk

if TYPE_CHECKING:
    from kefu_desktop.gui.library.editor.editor import Editor


class EditorPlace(QWidget):
    """Holds the editor, and shows its background until it is there."""

    filled = Signal()
    """The editor is there now. Emitted once."""

    def __init__(self, desk: LibraryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ready: Editor | None = None
        self._made: Editor | None = None
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)

    @property
    def made(self) -> "Editor | None":
        """The editor, if it is there."""
        return self._made

    @property
    def editor(self) -> "Editor":
        """The editor, which is made if it is not there."""
        return self._made or self.fill()

    def fill(self) -> "Editor":
        """Sees to it that the editor is there."""
        if self._made is None:
            self._made = self._ready or self._make()
            self._rows.addWidget(self._made)
            self._made.show()  # at once: a hidden widget cannot be given the keyboard
            self.setFocusProxy(self._made)
            self.filled.emit()
        return self._made

    def fill_soon(self) -> None:
        """Makes the editor when all that waits to be shown has been. It is loaded, made and put
        into its place in steps, between which the window can be used.
        """

        def load() -> None:
            import kefu_desktop.gui.library.editor.editor  # noqa: F401 - to have it loaded

            soon(make)

        def make() -> None:
            if self._made is None:
                self._ready = self._make()
                soon(self.fill)

        def soon(step: Callable[[], object]) -> None:
            QTimer.singleShot(0, self, step)

        if self._made is None:
            soon(load)

    def _make(self) -> "Editor":
        from kefu_desktop.gui.library.editor.editor import Editor

        return Editor(self._desk)
