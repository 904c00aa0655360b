"""The library window's left pane: which replies are looked at, and the tree they are kept in.

It never reads the library by itself. Whoever follows the library hands it each new
:class:`Outline`, and what it changes through the desk comes back to it in the next one.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kefu_desktop.app.catalogue import Outline
from kefu_desktop.core.model import Uid
from kefu_desktop.core.views import View
from kefu_desktop.gui.library.desk import LibraryDesk


class Sidebar(QWidget):
    """Views, categories and packs as one tree. The focus goes to the tree."""

    view_chosen = Signal(object)
    """A :class:`View`: another one is looked at, by hand, by :meth:`choose`, or because what was
    looked at is gone. Not emitted when it stays the same."""

    list_wanted = Signal()
    """Enter: the user wants to go on in the list."""

    export_wanted = Signal(object)
    """A :class:`View`: its replies are to be exported."""

    def __init__(self, desk: LibraryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    @property
    def current(self) -> View:
        """What is looked at; everything, until something was chosen."""
        raise NotImplementedError

    @property
    def unfolded(self) -> tuple[str, ...]:
        """What is unfolded, as words to remember."""
        raise NotImplementedError

    def unfold(self, remembered: tuple[str, ...]) -> None:
        """Unfolds what was so; what is gone is passed over."""
        raise NotImplementedError

    def show_outline(self, outline: Outline) -> None:
        """Shows ``outline`` in place of the one before. What is looked at, unfolded or being
        written stays as it is as long as it is there.
        """
        raise NotImplementedError

    def choose(self, view: View) -> None:
        """Looks at ``view``, unfolding what it lies in. One that is not in the tree yet is chosen
        when an outline brings it.
        """
        raise NotImplementedError

    def new_category(self, parent: Uid | None = None) -> None:
        """Offers a new category below ``parent`` (None: at the top) with its name to be written."""
        raise NotImplementedError
