"""What is done to the tree of categories: named, made, moved, merged, removed.

Each is asked of the library and shows when the next outline brings it. A refusal is said beside the
entry it is about, and a name that was refused is put back to be mended.
"""

from collections.abc import Callable, Mapping
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, Signal

from kefu_desktop.app.reverting import TakenBack
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Category, Kind, Uid, category_path
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.sidebar.chooser import CategoryChooser, Offer
from kefu_desktop.gui.library.sidebar.entries import (
    NEW_KEY,
    Entry,
    NewCategory,
    Shape,
    children_of,
)
from kefu_desktop.gui.library.sidebar.model import SidebarModel
from kefu_desktop.gui.library.sidebar.places import Place, Way, place_beside, place_by_step
from kefu_desktop.gui.library.sidebar.remark import Remark
from kefu_desktop.gui.library.sidebar.tree import SidebarTree
from kefu_desktop.gui.outcomes import Outcomes


class Shaping(QObject):
    """Works on the entries of one tree."""

    new_changed = Signal()
    """:attr:`new` is another now."""

    view_wanted = Signal(object)
    """A :class:`View`: what was made, or what something went into."""

    def __init__(self, desk: LibraryDesk, tree: SidebarTree, remark: Remark) -> None:
        super().__init__(tree)
        self._desk = desk
        self._tree = tree
        self._model: SidebarModel = tree.entries
        self._remark = remark
        self._categories: Mapping[Uid, Category] = {}
        self._new: NewCategory | None = None
        self._made: Uid | None = None

    @property
    def new(self) -> NewCategory | None:
        """The category that is being named, or is named and on its way into the library."""
        return self._new

    def follow(self, categories: Mapping[Uid, Category]) -> None:
        """Works on these from now on. A new one that is among them is new no longer."""
        self._categories = categories
        if self._made is not None and self._made in categories:
            self._made, self._new = None, None

    def parent_of(self, uid: Uid | None) -> Uid | None:
        """What a category lies in; None at the top, and for what is no category."""
        category = self._categories.get(uid) if uid is not None else None
        return None if category is None else category.parent

    # -- names

    def name_new(self, parent: Uid | None, kind: Kind | None) -> None:
        """Lets a category be named that will lie in ``parent``, shown under ``kind`` if that is
        there. At the top, what is empty is shown under the quick replies.

        Asked for where one is being named already, that goes on.
        """
        shown = Kind.REPLY
        if parent is not None:
            view = self._model.view_shown(View(Scope.CATEGORY, kind or Kind.REPLY, parent))
            if view is None or view.kind is None:
                return
            shown = view.kind
        new = NewCategory(parent, shown)
        if new == self._new and self._tree.is_writing:
            return  # asked for twice, as by a key that is held: what is written stays
        self._tree.end_writing()
        self._set_new(new)
        self._tree.write_name(NEW_KEY)

    def rename(self, entry: Entry) -> None:
        """Lets the name of a category be written anew."""
        if entry.shape is Shape.CATEGORY:
            self._remark.unsay()
            self._tree.write_name(entry.key)

    def take_name(self, key: str, name: str) -> None:
        """Gives an entry the name that was written for it."""
        self._tree.end_writing()
        entry = self._model.entry_of(key)
        if key == NEW_KEY and self._new is not None:
            self._make(replace(self._new, name=name))
        elif entry is not None and entry.view is not None and entry.view.uid is not None:
            self._model.reword(key, name)
            renaming = self._desk.arranging.rename_category(entry.view.uid, name)
            refused = partial(self._refuse_name, key, entry.name, name)
            self.outcomes_at(key).when(renaming, otherwise=refused)

    def give_up_name(self, key: str) -> None:
        """Leaves everything as it was before the name was to be written."""
        self._tree.end_writing()
        self._remark.unsay()
        if key == NEW_KEY:
            self._set_new(None)

    def _make(self, new: NewCategory) -> None:
        self._set_new(new)

        def made(uid: Uid) -> None:
            if self._new == new:
                self._made = uid
                self.follow(self._categories)
            self.view_wanted.emit(View(Scope.CATEGORY, new.kind, uid))
            self.new_changed.emit()

        def refused(error: KefuError) -> None:
            self._set_new(replace(new, name=""))
            self._refuse_name(NEW_KEY, "", new.name, error)

        path = (*category_path(self._categories, new.parent), new.name)
        self.outcomes_at(NEW_KEY).when(self._desk.arranging.add_category(path), made, refused)

    def _set_new(self, new: NewCategory | None) -> None:
        self._made, self._new = None, new
        self.new_changed.emit()

    def _refuse_name(self, key: str, before: str, name: str, error: KefuError) -> None:
        """Puts what was written back into the field, and says why it cannot be the name."""
        self._model.reword(key, before)
        field = self._tree.write_name(key)
        if field is not None:
            field.mend(name)
            field.textEdited.connect(self._remark.unsay)
        self._say(key, error)

    def outcomes_at(self, key: str) -> Outcomes:
        """Takes what comes of a deed on an entry: a refusal is said beside it."""
        return Outcomes(self._desk.bridge, partial(self._say, key), self)

    def _say(self, key: str, error: KefuError) -> None:
        self._say_words(key, self._desk.say(error))

    def _say_words(self, key: str, words: str) -> None:
        self._remark.say(words, lambda: self._tree.line_of(key))

    # -- places

    def step(self, entry: Entry, way: Way) -> None:
        """Moves a category by one step, if there is a way."""
        uid = self._uid(entry)
        if uid is not None:
            place = place_by_step(self._categories, uid, self._shown_beside(entry), way)
            if place is not None:
                self._move(uid, place, entry.key)

    def drop(self, moved: Uid, on: Entry, before: Entry | None, behind: Entry | None) -> None:
        """Moves a category to where it was dropped."""
        parent, kind = (on.view.uid, on.view.kind) if on.view is not None else (None, None)
        view = self._model.view_shown(View(Scope.CATEGORY, kind, moved))
        key = on.key if view is None else self._model.key_for(view)
        place = place_beside(self._categories, moved, parent, self._uid(before), self._uid(behind))
        self._move(moved, place, key or on.key)

    def remove(self, entry: Entry) -> None:
        """Removes a category; what is in it moves up."""
        uid = self._uid(entry)
        if uid is not None:
            removing = self._desk.arranging.remove_category(uid)
            self.outcomes_at(entry.key).when(removing)

    def take_back_import(self, entry: Entry) -> None:
        """Takes back what the last import of a pack did; what was edited since stays, and that is
        said.
        """
        if entry.shape is not Shape.PACK or entry.view is None or entry.view.uid is None:
            return

        def told(taken: TakenBack) -> None:
            if taken.kept:
                words = self.tr("{count} of its replies were edited since and stay as they are")
                self._say_words(entry.key, words.format(count=len(taken.kept)))

        taking = self._desk.reverting.take_back_last_of(entry.view.uid)
        self.outcomes_at(entry.key).when(taking, told)

    def choose_merging(self, entry: Entry, place: QPoint) -> None:
        """Lets a category be chosen into which this one is emptied."""
        source = self._uid(entry)
        if source is None or entry.view is None:
            return
        kind = entry.view.kind

        def merge(into: Uid) -> None:
            merging = self._desk.arranging.merge_categories(source, into)
            then = View(Scope.CATEGORY, kind, into)
            self.outcomes_at(entry.key).when(merging, lambda _: self.view_wanted.emit(then))

        title = self.tr("Merge “{category}” into").format(category=entry.name)
        self._open_chooser(title, self._offers(source), merge, place)

    def choose_parent(self, entry: Entry, place: QPoint) -> None:
        """Lets a category be chosen in which this one is to lie."""
        moved = self._uid(entry)
        if moved is None:
            return
        top = Offer(self.tr("(top level)"), None)
        parent = self.parent_of(moved)
        offers = [offer for offer in (top, *self._offers(moved)) if offer.uid != parent]

        def move(into: Uid | None) -> None:
            self._move(moved, place_beside(self._categories, moved, into, None, None), entry.key)

        title = self.tr("Move “{category}” into").format(category=entry.name)
        self._open_chooser(title, offers, move, place)

    def _move(self, uid: Uid, place: Place, key: str) -> None:
        moving = self._desk.arranging.move_category(uid, place.parent, place.position)
        self.outcomes_at(key).when(moving)

    def _shown_beside(self, entry: Entry) -> list[Uid]:
        uids = map(self._uid, self._model.siblings_of(entry.key))
        return [uid for uid in uids if uid is not None]

    def _uid(self, entry: Entry | None) -> Uid | None:
        """The category of an entry, as long as it is there."""
        if entry is None or entry.view is None or entry.shape is not Shape.CATEGORY:
            return None
        return entry.view.uid if entry.view.uid in self._categories else None

    def _offers(self, but: Uid) -> list[Offer]:
        """All categories in the order of the tree, without one and what lies in it."""
        children = children_of(self._categories)
        offers: list[Offer] = []

        def climb(parent: Uid | None, above: tuple[str, ...]) -> None:
            for category in children.get(parent, ()):
                if category.uid != but:
                    path = (*above, category.name)
                    offers.append(Offer(" › ".join(path), category.uid))
                    climb(category.uid, path)

        climb(None, ())
        return offers

    def _open_chooser(
        self, title: str, offers: list[Offer], chosen: Callable[..., None], place: QPoint
    ) -> None:
        chooser = CategoryChooser(self._desk.theme, title, offers, self._tree)
        chooser.chosen.connect(chosen)
        chooser.open_at(place)
