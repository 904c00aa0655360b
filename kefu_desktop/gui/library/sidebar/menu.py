"""The menu of an entry: what can be done with it, each with its key where it has one."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from kefu_desktop.core.views import Scope
from kefu_desktop.gui.library.sidebar.entries import Entry, Shape
from kefu_desktop.gui.library.sidebar.tree import Wish

Act = Callable[[], None]


class EntryMenu(QMenu):
    """Deletes itself when it closes. An entry with which nothing can be done has no lines."""

    def __init__(
        self,
        entry: Entry,
        wish: Callable[[Wish], None],
        *,
        new_inside: Act,
        merge: Act,
        move: Act,
        look_at_update: Act,
        take_back: Act,
        export: Act,
        parent: QWidget,
    ) -> None:
        """``wish`` does what also has a key."""
        super().__init__(parent)
        self._wish = wish
        translate = QCoreApplication.translate
        if entry.shape in (Shape.KIND, Shape.CATEGORY, Shape.LOOSE):
            self._key(translate("Sidebar", "New category"), Wish.NEW)
        if entry.shape is Shape.CATEGORY:
            self.addAction(translate("Sidebar", "New category inside"), new_inside)
            self._key(translate("Sidebar", "Rename"), Wish.RENAME)
            self.addSeparator()
            self._key(translate("Sidebar", "Move up"), Wish.UP)
            self._key(translate("Sidebar", "Move down"), Wish.DOWN)
            self._key(translate("Sidebar", "Move into the one above"), Wish.INTO)
            self._key(translate("Sidebar", "Move out one level"), Wish.OUT)
            self.addAction(translate("Sidebar", "Move into…"), move)
            self.addAction(translate("Sidebar", "Merge into…"), merge)
            self.addSeparator()
            self._key(translate("Sidebar", "Remove, moving up what is inside"), Wish.REMOVE)
        if entry.updates:
            self.addAction(translate("Sidebar", "Look at the update…"), look_at_update)
        if entry.shape is Shape.PACK:
            self.addAction(translate("Sidebar", "Take back its last import"), take_back)
        if entry.view is not None and entry.view.scope is not Scope.TRASH and entry.count:
            if self.actions():
                self.addSeparator()
            self.addAction(translate("Sidebar", "Export…"), export)
        self.aboutToHide.connect(self.deleteLater)

    def _key(self, words: str, wish: Wish) -> None:
        action = self.addAction(words, lambda: self._wish(wish))
        action.setShortcut(wish.keys)
        action.setShortcutVisibleInContextMenu(True)
