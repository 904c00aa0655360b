"""What stands beside the list: the outline of the library, what could be undone, which wordings are
flagged. It is read after the list, which is what is waited for, and again only when the library is
another one.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kefu_desktop.app.catalogue import Listing, Outline
from kefu_desktop.gui.library.actions import Actions
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.outcomes import Outcomes


class Following(QObject):
    """Reads it, and shows on ``actions`` what could be undone."""

    outline_read = Signal(object)
    """An :class:`Outline`."""

    checked = Signal()
    """It is known anew which replies have findings."""

    def __init__(
        self, desk: LibraryDesk, actions: Actions, outcomes: Outcomes, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = actions
        self._outcomes = outcomes
        self._outline: Outline | None = None
        self._read_at: int | None = None
        self._owed: list[Callable[[], object]] = []
        post = desk.bridge.post
        end = desk.checking.subscribe(lambda: post(self._checked))
        self.destroyed.connect(end)

    @property
    def outline(self) -> Outline | None:
        """The newest; None before the first."""
        return self._outline

    def look_beside(self, listing: Listing) -> None:
        """Reads what stands beside ``listing``, unless that was done at its revision already: who
        types asks for one listing after another.
        """
        if listing.revision != self._read_at:
            self._read_at = listing.revision
            self.read()

    def forget(self) -> None:
        """The library may be another one, which numbers its revisions anew."""
        self._read_at = None

    def read(self) -> None:
        """Reads it now."""
        post = self._desk.bridge.post
        self._desk.catalogue.outline(lambda outline: post(lambda: self._take(outline)))
        self._outcomes.when(self._desk.arranging.steps(), self._actions.show_steps)

    def when_read(self, call: Callable[[], object]) -> None:
        """Calls ``call`` as soon as there is an outline, be it now."""
        if self._outline is None:
            self._owed.append(call)
        else:
            call()

    def _take(self, outline: Outline) -> None:
        self._outline = outline
        self.outline_read.emit(outline)
        owed, self._owed = self._owed, []
        for call in owed:
            call()

    def _checked(self) -> None:
        self.read()
        self.checked.emit()
