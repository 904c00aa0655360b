"""The library window: sidebar, list and editor beside each other, and what goes on between them.

It holds no replies. It asks the catalogue for what is looked at, hands deeds down, and follows the
library by :meth:`LibraryWindow.refresh`, which whoever hears the library's events calls. While it
is hidden it only notes that there was news.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.app.catalogue import Listing, Outline, Whole
from kefu_desktop.app.events import Touched
from kefu_desktop.core.model import Kind, Millis, Uid
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui import icons
from kefu_desktop.gui.library.actions import Act, Actions, Situation
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.doing import Doing
from kefu_desktop.gui.library.duplicates import DuplicatesPage
from kefu_desktop.gui.library.editor.editor import Editor
from kefu_desktop.gui.library.menus import Menus
from kefu_desktop.gui.library.opening import Opening
from kefu_desktop.gui.library.panes import Panes
from kefu_desktop.gui.library.places import home_of, view_name
from kefu_desktop.gui.library.replace_dialog import ReplaceDialog
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.reply_list.reply_list import ReplyList
from kefu_desktop.gui.library.resuming import Parts, Resuming
from kefu_desktop.gui.library.sidebar.sidebar import Sidebar
from kefu_desktop.gui.library.status_line import StatusLine
from kefu_desktop.gui.library.tool_bar import ToolBar
from kefu_desktop.gui.outcomes import Outcomes


class LibraryWindow(QWidget):
    """The window. Made hidden; :meth:`open_at` and :meth:`open_new` show it."""

    import_wanted = Signal()
    export_wanted = Signal(object)
    """The uids of the replies to be exported."""

    files_dropped = Signal(object)
    """The paths of files that were dropped on the window."""

    notice = Signal(str)
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
        self._outline: Outline | None = None
        self._behind = True
        self._exporting: View | None = None
        self._duplicates: DuplicatesPage | None = None
        self._build()
        self._join()
        self._follow_checking()
        parts = Parts(self, self._panes, self._sidebar, self._replies, self._bar.search)
        self._resuming = Resuming(desk.state, desk.theme, parts)
        self._resuming.resume()
        self._word()

    # -- what others call

    def open_at(self, uid: Uid | None = None, variant: int = 0) -> None:
        """Shows the window as it was left; with ``uid``, at this reply and one of its variants."""
        self._appear()
        if uid is not None:
            self._find(uid, variant)

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
        self._opening.refresh(touched)
        if not self._replies.refresh(uses_only=uses_only):
            self._read_outline()

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
            self._panes.show_page(self._duplicates_page())
            self._opening.show(None)
        else:
            self._panes.show_list()
        self._replies.look_at(view, search.query)

    def _listed(self, listing: Listing) -> None:
        """What stands beside the list is read after it: the list is what is waited for."""
        self._tell()
        self._read_outline()
        if listing.view == self._exporting:
            self._exporting = None
            self.export_wanted.emit(listing.uids)

    def _selected(self) -> None:
        """Opens what is selected, if it is one."""
        count = self._replies.selected_count
        self._panes.show_several(count > 1)
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
        self._panes.show_several(False)
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

    def _read_outline(self) -> None:
        post = self._desk.bridge.post
        self._desk.catalogue.outline(lambda outline: post(lambda: self._show_outline(outline)))
        self._outcomes.when(self._desk.arranging.steps(), self._actions.show_steps)

    def _show_outline(self, outline: Outline) -> None:
        if self._outline is None:
            # Looking for findings takes its time on a lane of its own, and begins when there is
            # something to be seen.
            self._desk.checking.start()
        self._outline = self._menus.outline = outline
        self._sidebar.show_outline(outline)
        self._editor.set_categories(outline.categories)
        self._editor.set_tags(outline.tags)
        self._replies.tell_trash(outline.trash_from)
        if not self._bar.search.query and self._sidebar.current != self._replies.looked_at:
            self._list()  # what was looked at when it was left is gone
        self._tell()

    def _tell(self) -> None:
        """Says in the foot, on the actions and beside the list what is listed and selected."""
        listing, selected = self._replies.listing, self._replies.selected_count
        view = listing.view if listing else View()
        listed = len(listing.uids) if listing else 0
        in_trash = view.scope is Scope.TRASH
        self._actions.suit(Situation(listed, selected, in_trash))
        self._panes.several.tell(selected, in_trash=in_trash)
        name = view_name(view, self._outline) if self._outline else ""
        self._status.tell_list(name, listing.text if listing else "", listed, selected)

    # -- keys, buttons, menus

    def _back(self) -> None:
        """Esc: out of what was begun last, then to the list, then out of the window."""
        view, search = self._replies.view, self._bar.search
        if self._replies.trash.asking:
            self._replies.trash.give_up()
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif search.query and (view.hasFocus() or search.field.hasFocus()):
            search.field.clear()
        elif view.isVisible() and not view.hasFocus():
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.close()

    def _meant(self) -> tuple[Uid, ...]:
        """What a deed on many replies is about: what is selected, or all that is listed where at
        most one reply is.
        """
        listing, uids = self._replies.listing, self._replies.selected
        return listing.uids if len(uids) < 2 and listing is not None else uids

    def _replace(self) -> None:
        dialog = ReplaceDialog(self._desk, self._meant(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

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
        self._editor = Editor(desk)
        self._actions = Actions(self, self._replies.view)
        self._bar = ToolBar(desk.theme, self._actions, self)
        self._panes = Panes(
            desk.theme, self._actions, self._sidebar, self._replies, self._editor, self
        )
        self._status = StatusLine(desk.theme, self)
        self._opening = Opening(desk, self._editor, self)
        self._doing = Doing(desk, self._replies, self)
        self._menus = Menus(desk.theme, self._actions, self._doing, self._replies)
        self._outcomes = Outcomes(desk.bridge, lambda error: self.notice.emit(desk.say(error)))
        self._deeds = self._all_deeds()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._panes, 1)
        column.addWidget(self._status)

    def _all_deeds(self) -> Mapping[Act, Callable[[], object]]:
        doing, search = self._doing, self._bar.search
        return {
            Act.NEW: self._begin,
            Act.NEW_CATEGORY: self._sidebar.new_category,
            Act.IMPORT: self.import_wanted.emit,
            Act.EXPORT: lambda: self.export_wanted.emit(self._meant()),
            Act.UNDO: doing.undo,
            Act.REDO: doing.redo,
            Act.SAVE: self._editor.save,
            Act.FIND: search.reach,
            Act.FAVOURITE: doing.turn_favourite,
            Act.MOVE: self._menus.choose_category,
            Act.TAG: self._menus.choose_tags,
            Act.DUPLICATE: doing.duplicate,
            Act.REPLACE: self._replace,
            Act.LARGER: lambda: self.text_scale_wanted.emit(1),
            Act.SMALLER: lambda: self.text_scale_wanted.emit(-1),
            Act.USUAL_SIZE: lambda: self.text_scale_wanted.emit(0),
            Act.NEXT_PANE: lambda: self._panes.turn(1),
            Act.PREVIOUS_PANE: lambda: self._panes.turn(-1),
            Act.BACK: self._back,
            Act.RENAME: self._replies.view.rename,
            Act.COPY: doing.copy,
            Act.SELECT_ALL: self._replies.view.selectAll,
            Act.TRASH: doing.trash,
            Act.RESTORE: doing.restore,
            Act.PURGE: self._replies.trash.ask_purge,
        }

    def _join(self) -> None:
        replies, search = self._replies, self._bar.search
        self._actions.wanted.connect(lambda act: self._deeds[act]())
        self._sidebar.view_chosen.connect(self._look)
        self._sidebar.list_wanted.connect(replies.view.setFocus)
        self._sidebar.export_wanted.connect(self._export_view)
        replies.selection_changed.connect(self._selected)
        replies.listed.connect(self._listed)
        replies.typed.connect(search.take)
        replies.open_wanted.connect(self._editor.setFocus)
        replies.menu_wanted.connect(self._menus.open_menu)
        replies.new_wanted.connect(self._begin)
        replies.import_wanted.connect(self.import_wanted)
        replies.rename_wanted.connect(self._doing.rename)
        replies.place_wanted.connect(self._doing.place)
        replies.trash.restore_wanted.connect(self._doing.restore)
        replies.trash.purge_wanted.connect(self._doing.purge)
        replies.trash.empty_wanted.connect(self._doing.empty_trash)
        search.changed.connect(self._list)
        search.list_wanted.connect(replies.view.setFocus)
        self._editor.open_wanted.connect(self._find)
        self._editor.notice.connect(self.notice)
        self._editor.unsaved_changed.connect(self._status.tell_unsaved)
        self._doing.said.connect(self.notice)
        self._opening.made.connect(self._made)

    def _duplicates_page(self) -> DuplicatesPage:
        """The page beside which few ever look; made when they do."""
        if self._duplicates is None:
            self._duplicates = DuplicatesPage(self._desk)
            self._duplicates.open_wanted.connect(self._find)
        return self._duplicates

    # -- how it is left and found again

    def _follow_checking(self) -> None:
        post = self._desk.bridge.post
        end = self._desk.checking.subscribe(lambda: post(self._checked))
        self.destroyed.connect(end)

    def _checked(self) -> None:
        """It is known anew which replies have findings."""
        self._read_outline()
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
        self._editor.leave()
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
