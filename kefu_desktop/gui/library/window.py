"""The library window: sidebar, list and editor beside each other, and what goes on between them.

It holds no replies. It asks the catalogue for what is looked at, hands deeds down, and follows the
library by :meth:`LibraryWindow.refresh`, which whoever hears the library's events calls. While it
is hidden it only notes that there was news.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.app.catalogue import Listing, Outline, Whole
from kefu_desktop.app.events import Touched
from kefu_desktop.core.model import Kind, Millis, Uid
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui import icons
from kefu_desktop.gui.library.actions import Actions, Situation
from kefu_desktop.gui.library.commands import Commands
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.doing import Doing
from kefu_desktop.gui.library.editor_place import EditorPlace
from kefu_desktop.gui.library.following import Following
from kefu_desktop.gui.library.menus import Menus
from kefu_desktop.gui.library.opening import Opening
from kefu_desktop.gui.library.panes import Panes
from kefu_desktop.gui.library.parts import Parts
from kefu_desktop.gui.library.places import home_of, view_name
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.reply_list.reply_list import ReplyList
from kefu_desktop.gui.library.resuming import Resuming
from kefu_desktop.gui.library.sidebar.sidebar import Sidebar
from kefu_desktop.gui.library.status_line import StatusLine
from kefu_desktop.gui.library.tool_bar import ToolBar
from kefu_desktop.gui.outcomes import Outcomes


class LibraryWindow(QWidget):
    """The window. Made hidden; :meth:`open_at` and :meth:`open_new` show it."""

    import_wanted = Signal()
    export_wanted = Signal(object)
    """A :class:`Meant`: which replies are at hand to be exported."""

    files_dropped = Signal(object)
    """The paths of files that were dropped on the window."""

    places_wanted = Signal()
    publish_wanted = Signal(object)
    """The uids of the replies to be published."""

    update_wanted = Signal(object)
    """The uid of a pack whose newer version is to be looked at."""

    notice = Signal(str)
    settings_wanted = Signal()
    text_scale_wanted = Signal(int)
    """+1 or -1 step, or 0 for the usual size."""

    def __init__(self, desk: LibraryDesk) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "window")
        self.setWindowIcon(icons.application_icon())
        self.setAcceptDrops(True)
        self._desk = desk
        self._behind = True
        self._exporting: View | None = None
        self._duplicates: QWidget | None = None
        self._build()
        self._join()
        self._resuming.resume()
        self._word()

    # -- what others call

    def open_at(self, uid: Uid | None = None, variant: int = 0) -> None:
        """Shows the window as it was left; with ``uid``, at this reply and one of its variants."""
        self._appear()
        if uid is not None:
            self._find(uid, variant)

    def show_available(self, available: Mapping[Uid, str]) -> None:
        """Says which packs can be updated: the version that can be had, by their uids."""
        self._sidebar.show_available(available)

    def open_new(self, text: str = "", title: str = "") -> None:
        """Shows the window with a new reply begun in the category that is looked at."""
        self._appear()
        self._begin(text, title)

    def refresh(self, touched: Touched | None) -> None:
        """Follows the library. ``touched`` is what is otherwise in it; None: all of it may be."""
        if not self.isVisible():
            self._behind = True
            return
        uses_only = touched is not None and _is_use(touched)
        if touched is None:
            self._following.forget()
        self._opening.refresh(touched)
        if not self._replies.refresh(uses_only=uses_only):
            self._following.read()

    def tell_backup(self, at: Millis | None) -> None:
        """Says at the foot when the library was last backed up."""
        self._status.tell_backup(at)

    # -- between the panes

    def _look(self, view: View) -> None:
        """Another view was chosen."""
        if self._bar.search.everywhere:
            self._bar.search.forget()
        self._list()

    def _list(self) -> None:
        """Lists the view that is chosen, or what is found in it or everywhere."""
        search, view = self._bar.search, self._sidebar.current
        if search.query and (search.everywhere or view.scope is Scope.DUPLICATES):
            view = View()
        if view.scope is Scope.DUPLICATES:
            self._panes.show_page(self._duplicates or self._make_duplicates())
            self._opening.show(None)
        else:
            self._panes.show_list()
        self._replies.look_at(view, search.query)

    def _listed(self, listing: Listing) -> None:
        self._tell()
        self._following.look_beside(listing)
        if listing.view == self._exporting and listing.whole:
            self._exporting = None
            self._commands.export()

    def _selected(self) -> None:
        """Opens what is selected, if it is one."""
        count = self._replies.selected_count
        if count == 1:
            self._replies.chooses_first = True
            self._opening.show(self._replies.selected[0])
        elif not self._opening.new:
            self._opening.show(None)
        self._tell()

    def _begin(self, text: str = "", title: str = "") -> None:
        if self._replies.looked_at.scope is Scope.DUPLICATES:
            self._sidebar.choose(View())
        view = self._replies.looked_at
        category = view.uid if view.scope is Scope.CATEGORY else None
        kind = view.kind or Kind.REPLY
        self._panes.show_list()
        self._replies.chooses_first = False
        self._opening.begin(Sheet(title=title, texts=(text,), kind=kind, category=category))
        self._replies.select(None)

    def _made(self, uid: Uid) -> None:
        """A new reply is in the library; the list goes on with it."""
        self._replies.chooses_first = True
        self._replies.select(uid)

    def _find(self, uid: Uid, variant: int = 0) -> None:
        """Selects a reply, in the view that is looked at or where it lies."""
        listing = self._replies.listing
        if not self._behind and listing is not None and uid in listing.uids:
            self._replies.select(uid)
            self._opening.show(uid, variant)
            return

        def found(whole: Whole | None) -> None:
            if whole is None:
                self.notice.emit(self.tr("This reply is no longer in the library."))
                return
            self._bar.search.forget()
            self._sidebar.choose(home_of(whole))
            self._replies.look_at(home_of(whole), select=uid)
            self._opening.show(uid, variant)

        post = self._desk.bridge.post
        self._desk.catalogue.whole(uid, lambda whole: post(lambda: found(whole)))

    def _show_outline(self, outline: Outline) -> None:
        self._sidebar.show_outline(outline)
        self._place.fill_soon()
        self._tell_editor()
        self._replies.tell_trash(outline.trash_from)
        if not self._bar.search.query and self._sidebar.current != self._replies.looked_at:
            self._list()  # what was looked at when it was left is gone
        self._tell()

    def _tell_editor(self) -> None:
        """Hands on to the editor what it offers, if both are there."""
        editor, outline = self._place.made, self._following.outline
        if editor is not None and outline is not None:
            editor.set_categories(outline.categories)
            editor.set_tags(outline.tags)

    def _tell(self) -> None:
        """Says in the foot, on the actions and beside the list what is listed and selected."""
        listing, selected = self._replies.listing, self._replies.selected_count
        view = listing.view if listing else View()
        listed = listing.count if listing else 0
        in_trash = view.scope is Scope.TRASH
        outline = self._following.outline
        self._actions.suit(Situation(listed, selected, in_trash))
        self._panes.show_selected(selected, in_trash=in_trash)
        name = view_name(view, outline) if outline else ""
        counted = None if view.scope is Scope.DUPLICATES else listed
        self._status.tell_list(name, listing.text if listing else "", counted, selected)

    def _export_view(self, view: View) -> None:
        """Exports all that a view holds, as soon as it is listed."""
        self._exporting = view
        self._bar.search.forget()
        self._sidebar.choose(view)
        self._list()
        self._replies.refresh()

    # -- how it is built

    def _build(self) -> None:
        desk = self._desk
        self._sidebar = Sidebar(desk, self)
        self._replies = ReplyList(desk, self)
        self._place = EditorPlace(desk, self)
        self._actions = Actions(self, self._replies.view)
        self._bar = ToolBar(desk.theme, self._actions, self)
        self._panes = Panes(
            desk.theme, self._actions, self._sidebar, self._replies, self._place, self
        )
        self._status = StatusLine(desk.theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._panes, 1)
        column.addWidget(self._status)
        parts = Parts(
            window=self,
            actions=self._actions,
            search=self._bar.search,
            panes=self._panes,
            sidebar=self._sidebar,
            replies=self._replies,
            place=self._place,
        )
        outcomes = Outcomes(desk.bridge, lambda error: self.notice.emit(desk.say(error)))
        self._opening = Opening(desk, self._place, self)
        self._following = Following(desk, self._actions, outcomes, self)
        self._doing = Doing(desk, self._replies, self)
        self._menus = Menus(
            desk.theme,
            self._actions,
            self._doing,
            self._replies,
            lambda: self._following.outline,
        )
        self._commands = Commands(
            desk, parts, self._opening, self._following, self._doing, self._menus
        )
        self._resuming = Resuming(desk.state, desk.theme, parts)

    def _join(self) -> None:
        replies, search, commands = self._replies, self._bar.search, self._commands
        commands.new_wanted.connect(self._begin)
        commands.import_wanted.connect(self.import_wanted)
        commands.export_wanted.connect(self.export_wanted)
        commands.places_wanted.connect(self.places_wanted)
        commands.publish_wanted.connect(self.publish_wanted)
        commands.settings_wanted.connect(self.settings_wanted)
        commands.text_scale_wanted.connect(self.text_scale_wanted)
        self._sidebar.view_chosen.connect(self._look)
        self._sidebar.list_wanted.connect(replies.view.setFocus)
        self._sidebar.export_wanted.connect(self._export_view)
        self._sidebar.update_wanted.connect(self.update_wanted)
        replies.selection_changed.connect(self._selected)
        replies.listed.connect(self._listed)
        replies.typed.connect(search.take)
        replies.open_wanted.connect(self._opening.write)
        replies.menu_wanted.connect(self._menus.open_menu)
        replies.new_wanted.connect(self._begin)
        replies.import_wanted.connect(self.import_wanted)
        replies.everywhere_wanted.connect(search.widen)
        replies.rename_wanted.connect(self._doing.rename)
        replies.place_wanted.connect(self._doing.place)
        replies.trash.restore_wanted.connect(self._doing.restore)
        replies.trash.purge_wanted.connect(self._doing.purge)
        replies.trash.empty_wanted.connect(self._doing.empty_trash)
        replies.waived.show_wanted.connect(self._show_waived)
        search.changed.connect(self._list)
        search.list_wanted.connect(replies.view.setFocus)
        self._place.filled.connect(self._join_editor)
        self._following.outline_read.connect(self._show_outline)
        self._following.checked.connect(self._checked)
        self._doing.said.connect(self.notice)
        self._opening.made.connect(self._made)

    def _join_editor(self) -> None:
        editor = self._place.editor
        editor.open_wanted.connect(self._find)
        editor.notice.connect(self.notice)
        editor.unsaved_changed.connect(self._status.tell_unsaved)
        self._tell_editor()
        # Looking for findings takes seconds on a lane of its own, which all that is made meanwhile
        # would have to share with it. So it begins when the window is complete.
        self._desk.checking.start()

    def _make_duplicates(self) -> QWidget:
        """Makes the page beside which few ever look."""
        from kefu_desktop.gui.library.duplicates import DuplicatesPage

        page = self._duplicates = DuplicatesPage(self._desk)
        page.open_wanted.connect(self._find)
        return page

    def _show_waived(self) -> None:
        """Lists what is let be of what is found about wording."""
        from kefu_desktop.gui.library.waived_dialog import WaivedDialog

        dialog = WaivedDialog(self._desk, self)
        dialog.open_wanted.connect(self._find)
        dialog.changed.connect(self._replies.tell_waived)
        dialog.open()

    # -- how it is left and found again

    def _checked(self) -> None:
        self._replies.tell_waived()
        if self._sidebar.current.scope is Scope.FINDINGS:
            self._replies.refresh()

    def _appear(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # -- what Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._behind = False
            self._replies.refresh()
            self._opening.refresh(None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Saves what is written, or keeps it as a draft, and goes: there is nothing to ask."""
        if self._place.made is not None:
            self._place.made.leave()
        if self.isVisible():
            self._resuming.remember()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if mime.files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files_dropped.emit(mime.files(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Reply library"))
        self._actions.word()
        self._tell()


def _is_use(touched: Touched) -> bool:
    """Whether nothing has happened but that replies were used."""
    return not (
        touched.replies or touched.removed or touched.categories or touched.removed_categories
    )
