"""The library window's left pane: which replies are looked at, and the tree they are kept in.

It never reads the library by itself. Whoever follows the library hands it each new
:class:`Outline`, and what it changes through the desk comes back to it in the next one.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.app.catalogue import Outline
from kefu_desktop.core.model import Uid
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.sidebar.dropping import drop
from kefu_desktop.gui.library.sidebar.entries import (
    NONE_AVAILABLE,
    Entry,
    Shape,
    fixed_entries,
    section_entries,
)
from kefu_desktop.gui.library.sidebar.menu import EntryMenu
from kefu_desktop.gui.library.sidebar.model import SidebarModel
from kefu_desktop.gui.library.sidebar.places import Way
from kefu_desktop.gui.library.sidebar.remark import Remark
from kefu_desktop.gui.library.sidebar.row_painter import SidebarPainter
from kefu_desktop.gui.library.sidebar.shaping import Shaping
from kefu_desktop.gui.library.sidebar.tree import SidebarTree, Wish

WIDTH = 214
"""The usual width at a text scale of 100 %, in pixels."""


class Sidebar(QWidget):
    """Views, categories and packs as one tree. The focus goes to the tree."""

    view_chosen = Signal(object)
    """A :class:`View`: another one is looked at, by hand, by :meth:`choose`, or because what was
    looked at is gone. Not emitted when it stays the same.
    """

    list_wanted = Signal()
    """Enter: the user wants to go on in the list."""

    export_wanted = Signal(object)
    """A :class:`View`: its replies are to be exported."""

    update_wanted = Signal(object)
    """The uid of a pack: the newer version that can be had is to be looked at."""

    def __init__(self, desk: LibraryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = desk.theme
        self._arranging = desk.arranging
        self._outline: Outline | None = None
        self._asked_early: Callable[[], None] | None = None
        self._view = View()
        self._wanted: View | None = None
        self._showing = False
        self._available: Mapping[Uid, str] = NONE_AVAILABLE
        self._fixed: tuple[tuple[Entry, int], ...] = ()
        self._model = SidebarModel(self)
        self._painter = SidebarPainter(desk.theme, self)
        self._tree = SidebarTree(self._model, self._painter, self)
        self._remark = Remark(desk.theme, self._tree.viewport())
        self._shaping = Shaping(desk, self._tree, self._remark)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._tree)
        self.setFocusProxy(self._tree)
        self._join()
        self._retranslate()

    def _join(self) -> None:
        tree, shaping, remark = self._tree, self._shaping, self._remark
        tree.entry_chosen.connect(self._entry_chosen)
        tree.wished.connect(self._grant)
        tree.menu_wanted.connect(self._open_menu)
        tree.disturbed.connect(remark.unsay)
        self._painter.name_given.connect(shaping.take_name)
        self._painter.name_given_up.connect(shaping.give_up_name)
        self._model.replies_dropped.connect(self._drop_replies)
        self._model.category_dropped.connect(shaping.drop)
        shaping.new_changed.connect(self._show)
        shaping.view_wanted.connect(self.choose)
        for moved in (tree.verticalScrollBar().valueChanged, tree.expanded, tree.collapsed):
            moved.connect(remark.follow)
        tree.viewport().installEventFilter(self)
        self._theme.changed.connect(self._restyle)

    @property
    def current(self) -> View:
        """What is looked at; everything, until something was chosen."""
        return self._view

    @property
    def unfolded(self) -> tuple[str, ...]:
        """What is unfolded, as words to remember."""
        return self._tree.unfolded

    def unfold(self, remembered: tuple[str, ...]) -> None:
        """Unfolds what was so, now or when it comes."""
        self._tree.unfold(remembered)

    def show_outline(self, outline: Outline) -> None:
        """Shows ``outline`` in place of the one before. What is looked at, unfolded or being
        written stays as it is as long as it is there.
        """
        nearest = tuple(self._nearest())  # as the tree was until now
        self._outline = outline
        self._shaping.follow(outline.categories)
        self._show(nearest)
        asked, self._asked_early = self._asked_early, None
        if asked is not None:
            asked()

    def show_available(self, available: Mapping[Uid, str]) -> None:
        """Says which packs can be updated: the version that can be had, by their uids."""
        self._available = available
        self._show()

    def choose(self, view: View) -> None:
        """Looks at ``view``, unfolding what it lies in. One that is not in the tree yet is chosen
        when an outline brings it, unless something else is chosen first.
        """
        key = self._model.key_for(view)
        self._wanted = view if key is None else None
        if key is not None:
            self._tree.choose(key)

    def new_category(self, parent: Uid | None = None) -> None:
        """Lets a new category be named: inside ``parent``, or if that is None beside the category
        looked at, at the top when it is none. It is made when it has its name. What is asked for
        before the first outline has come is done then.
        """
        if self._outline is None:
            self._asked_early = partial(self.new_category, parent)
            return
        beside = self._view.uid if self._view.scope is Scope.CATEGORY else None
        self._shaping.name_new(parent or self._shaping.parent_of(beside), self._view.kind)

    # -- what is shown and chosen

    def _show(self, nearest: tuple[View, ...] = ()) -> None:
        if self._outline is None:
            return
        entries = section_entries(self._outline, self._shaping.new, self._available)
        self._showing = True
        try:
            self._model.show(entries)
            self._tree.unfold_again()
        finally:
            self._showing = False
        self._settle(nearest or tuple(self._nearest()))
        self._remark.follow()
        self._fixed = tuple(fixed_entries(entries))
        self._fit()

    def _settle(self, nearest: tuple[View, ...]) -> None:
        """Chooses what is wanted; else what was looked at, or what is nearest to it now."""
        found = None if self._wanted is None else self._model.key_for(self._wanted)
        still_wanted = self._wanted if found is None else None
        key = found or next(filter(None, map(self._model.key_for, nearest)))
        entry = self._tree.current_entry
        if entry is not None and entry.key == key:
            self._entry_chosen(entry)  # Qt may have gone there when what was looked at went
        else:
            self._tree.choose(key)
        self._wanted = still_wanted

    def _nearest(self) -> Iterator[View]:
        """What is looked at, then what it lies in, up to everything."""
        view = self._view
        yield view
        uid = self._shaping.parent_of(view.uid) if view.scope is Scope.CATEGORY else None
        while uid is not None:
            yield replace(view, uid=uid)
            uid = self._shaping.parent_of(uid)
        if view.kind is not None:
            yield View(Scope.KIND, view.kind)
        yield View()

    def _entry_chosen(self, entry: Entry) -> None:
        if self._showing or entry.view is None:
            return
        self._wanted = None
        if entry.view != self._view:
            self._view = entry.view
            self._model.look_in_trash(entry.view.scope is Scope.TRASH)
            self.view_chosen.emit(entry.view)

    # -- what is done

    def _grant(self, wish: Wish, entry: Entry) -> None:
        """Does with an entry what its keys and its menu ask."""
        shaping, view = self._shaping, entry.view
        match wish:
            case Wish.NEW if view is not None:
                beside = view.uid if entry.shape is Shape.CATEGORY else None
                shaping.name_new(shaping.parent_of(beside), view.kind)
            case Wish.RENAME:
                shaping.rename(entry)
            case Wish.REMOVE:
                shaping.remove(entry)
            case Wish.UP | Wish.DOWN | Wish.INTO | Wish.OUT:
                shaping.step(entry, Way[wish.name])
            case Wish.LIST:
                self.list_wanted.emit()

    def _open_menu(self, entry: Entry, place: QPoint) -> None:
        menu = EntryMenu(
            entry,
            lambda wish: self._grant(wish, entry),
            new_inside=lambda: self._new_inside(entry),
            merge=lambda: self._shaping.choose_merging(entry, place),
            move=lambda: self._shaping.choose_parent(entry, place),
            look_at_update=lambda: self._look_at_update(entry),
            take_back=lambda: self._shaping.take_back_import(entry),
            export=lambda: self.export_wanted.emit(entry.view),
            parent=self,
        )
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(place)

    def _look_at_update(self, entry: Entry) -> None:
        if entry.view is not None:
            self.update_wanted.emit(entry.view.uid)

    def _new_inside(self, entry: Entry) -> None:
        if entry.view is not None:
            self._shaping.name_new(entry.view.uid, entry.view.kind)

    def _drop_replies(self, uids: tuple[Uid, ...], entry: Entry) -> None:
        dropping = drop(self._arranging, uids, entry)
        if dropping is not None:
            self._shaping.outcomes_at(entry.key).when(dropping)

    # -- what Qt tells

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._remark.follow()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        width = max(self._theme.px(WIDTH), self.minimumWidth())
        return QSize(width, super().sizeHint().height())

    def _retranslate(self) -> None:
        self._tree.setAccessibleName(self.tr("Views and categories"))
        self._show()

    def _restyle(self) -> None:
        self._tree.scheduleDelayedItemsLayout()
        self._remark.follow()
        self._fit()

    def _fit(self) -> None:
        """Keeps room for the names that are always there."""
        widths = [self._painter.width_needed(entry, depth) for entry, depth in self._fixed]
        self.setMinimumWidth(max(widths, default=0) + self._theme.px(10))
