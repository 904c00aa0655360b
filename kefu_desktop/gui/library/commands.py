"""Does in the library window what its keys, buttons and menus ask for.

A key can be struck before there is what it is about: the window is there before its list is
complete, its tree is read and its editor is made. What such a key asks for is done as soon as it
can be.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal

from kefu_desktop.core.model import Uid
from kefu_desktop.core.views import View
from kefu_desktop.gui.exporting.meant import Meant
from kefu_desktop.gui.library.actions import Act
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.doing import Doing
from kefu_desktop.gui.library.following import Following
from kefu_desktop.gui.library.menus import Menus
from kefu_desktop.gui.library.opening import Opening
from kefu_desktop.gui.library.parts import Parts
from kefu_desktop.gui.library.places import view_name

_IN_TREE = frozenset({Act.NEW_CATEGORY, Act.MOVE, Act.TAG})
"""What is about categories and tags, which come with the first outline."""

_IN_ALL = frozenset({Act.EXPORT, Act.PUBLISH, Act.REPLACE, Act.SELECT_ALL})
"""What can be about all that is listed."""


class Commands(QObject):
    """The way from an :class:`Act` to the deed."""

    new_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal(object)
    """A :class:`Meant`: which replies are at hand to be exported."""

    places_wanted = Signal()
    publish_wanted = Signal(object)
    """The uids of the replies to be published."""

    settings_wanted = Signal()
    text_scale_wanted = Signal(int)
    """+1 or -1 step, or 0 for the usual size."""

    def __init__(
        self,
        desk: LibraryDesk,
        parts: Parts,
        opening: Opening,
        following: Following,
        doing: Doing,
        menus: Menus,
    ) -> None:
        super().__init__(parts.window)
        self._desk = desk
        self._parts = parts
        self._following = following
        self._deeds = self._all(opening, doing, menus)
        parts.actions.wanted.connect(self._do)

    def export(self) -> None:
        """Wants to export what is selected or listed, or what else may be chosen then."""
        listing, outline = self._parts.replies.listing, self._following.outline
        selected = self._parts.replies.selected
        if listing is None or (listing.view == View() and not listing.text):
            self.export_wanted.emit(Meant(selected=selected))
            return
        name = listing.text or (view_name(listing.view, outline) if outline else "")
        self.export_wanted.emit(Meant(selected=selected, listed=listing.uids, name=name))

    def _do(self, act: Act) -> None:
        deed = self._deeds[act]
        if act in _IN_TREE:
            self._following.when_read(deed)
        elif act in _IN_ALL:
            self._parts.replies.when_whole(deed)
        else:
            deed()

    def _all(
        self, opening: Opening, doing: Doing, menus: Menus
    ) -> Mapping[Act, Callable[[], object]]:
        parts, scale = self._parts, self.text_scale_wanted
        return {
            Act.NEW: self.new_wanted.emit,
            Act.NEW_CATEGORY: parts.sidebar.new_category,
            Act.IMPORT: self.import_wanted.emit,
            Act.EXPORT: self.export,
            Act.PLACES: self.places_wanted.emit,
            Act.PUBLISH: lambda: self.publish_wanted.emit(self._meant()),
            Act.SETTINGS: self.settings_wanted.emit,
            Act.UNDO: doing.undo,
            Act.REDO: doing.redo,
            Act.SAVE: self._save,
            Act.FIND: parts.search.reach,
            Act.FAVOURITE: doing.turn_favourite,
            Act.MOVE: menus.choose_category,
            Act.TAG: menus.choose_tags,
            Act.DUPLICATE: doing.duplicate,
            Act.REPLACE: self._replace,
            Act.LARGER: lambda: scale.emit(1),
            Act.SMALLER: lambda: scale.emit(-1),
            Act.USUAL_SIZE: lambda: scale.emit(0),
            Act.NEXT_PANE: lambda: self._turn(1),
            Act.PREVIOUS_PANE: lambda: self._turn(-1),
            Act.BACK: self._back,
            Act.RENAME: parts.replies.view.rename,
            Act.COPY: doing.copy,
            Act.SELECT_ALL: parts.replies.view.selectAll,
            Act.TRASH: doing.trash,
            Act.RESTORE: doing.restore,
            Act.PURGE: parts.replies.trash.ask_purge,
        }

    def _save(self) -> None:
        self._parts.place.editor.save()

    def _turn(self, by: int) -> None:
        self._parts.place.fill()
        self._parts.panes.turn(by)

    def _back(self) -> None:
        """Esc: out of what was begun last, then to the list, then out of the window."""
        replies, search = self._parts.replies, self._parts.search
        view = replies.view
        if replies.trash.asking:
            replies.trash.give_up()
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif search.query and (view.hasFocus() or search.field.hasFocus()):
            search.field.clear()
        elif view.isVisible() and not view.hasFocus():
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._parts.window.close()

    def _meant(self) -> tuple[Uid, ...]:
        """What a deed on many replies is about: what is selected, or all that is listed where at
        most one reply is.
        """
        listing, uids = self._parts.replies.listing, self._parts.replies.selected
        return listing.uids if len(uids) < 2 and listing is not None else uids

    def _replace(self) -> None:
        # Few ever open it: it is loaded by those who do.
        from kefu_desktop.gui.library.replace_dialog import ReplaceDialog

        dialog = ReplaceDialog(self._desk, self._meant(), self._parts.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
