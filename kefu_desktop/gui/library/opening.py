"""What is in the editor: the one reply that is selected, a new one, or nothing.

Who runs down a list with the arrow key opens every reply in it. So one is asked for at a time, and
of those passed over meanwhile only the last is opened.
"""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal

from kefu_desktop.app.catalogue import Whole
from kefu_desktop.app.events import Touched
from kefu_desktop.core.model import Uid
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor_place import EditorPlace


class _Wanted(Struct, frozen=True):
    uid: Uid
    variant: int = 0


class Opening(QObject):
    """Keeps the editor in step. What becomes of a reply that another takes the place of is the
    editor's affair.
    """

    made = Signal(object)
    """The uid of a new reply that is in the library now, and still in the editor."""

    def __init__(self, desk: LibraryDesk, place: EditorPlace, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._place = place
        self._wanted: _Wanted | None = None
        self._asking = False
        self._outdated = False
        self._held: Callable[[], None] | None = None
        self._new = False
        self._writing = False
        place.filled.connect(self._filled)

    @property
    def uid(self) -> Uid | None:
        """The reply that is open, or about to be; None for a new one or none."""
        return self._wanted.uid if self._wanted else None

    @property
    def new(self) -> bool:
        """Whether a reply is being written that was never in the library."""
        return self._new

    def show(self, uid: Uid | None, variant: int = 0) -> None:
        """Opens a reply, with one of its variants shown if it is not the first that is wanted; None
        leaves the editor empty. What is open stays as it is.
        """
        if uid == self.uid and not variant and not self._new:
            return
        self._new = False
        self._wanted = None if uid is None else _Wanted(uid, variant)
        if self._wanted is None:
            self._show_nothing()
        else:
            self._ask()

    def begin(self, sheet: Sheet) -> None:
        """Opens a new reply."""
        self._wanted = None
        self._new = True
        self._place.editor.open_new(sheet)

    def write(self) -> None:
        """Gives the keyboard to the text of what is open, now or when it is."""
        self._writing = self._asking
        self._place.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self, touched: Touched | None) -> None:
        """Shows what is now in the library of the reply that is open; None: anything may be."""
        if self._wanted is not None and (touched is None or _touches(touched, self._wanted.uid)):
            self._ask()

    def _filled(self) -> None:
        editor = self._place.editor
        editor.saved.connect(self._saved)
        editor.begun.connect(self._begun)
        if self._held is not None:
            self._held()

    def _show_nothing(self) -> None:
        self._writing = False
        if self._place.made is not None:
            self._place.made.nothing()

    def _ask(self) -> None:
        if self._asking or self._wanted is None:
            self._outdated = self._asking
            return
        self._asking, self._outdated = True, False
        asked, post = self._wanted, self._desk.bridge.post
        self._desk.catalogue.whole(
            asked.uid, lambda whole: post(lambda: self._answered(asked, whole))
        )

    def _answered(self, asked: _Wanted, whole: Whole | None) -> None:
        if self._place.made is None:
            self._held = partial(self._answered, asked, whole)
            return
        self._asking = False
        if asked != self._wanted or self._outdated:
            self._ask()
        elif whole is not None:
            self._wanted = _Wanted(asked.uid)  # later news leave the variant that is shown
            self._place.editor.open_whole(whole, asked.variant)
            if self._writing:
                self.write()
        else:
            self._show_nothing()

    def _begun(self) -> None:
        self._wanted = None
        self._new = True

    def _saved(self, uid: Uid) -> None:
        if self._new:
            self._new = False
            self._wanted = _Wanted(uid)
            self.made.emit(uid)


def _touches(touched: Touched, uid: Uid) -> bool:
    if uid in touched.uses or uid in touched.removed:
        return True
    moved = bool(touched.categories or touched.removed_categories)
    return moved or any(reply.uid == uid for reply in touched.replies)
