"""What the sidebar lists, made of an outline: sections of views, of each kind's categories, and of
packs.

A category appears under each kind it holds replies of, itself or below, and is another entry under
each. One with nothing in it at all appears wherever the category it lies in does; at the top, under
the quick replies.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from kefu_desktop.app.catalogue import Outline
from kefu_desktop.core.model import Category, Kind, Uid
from kefu_desktop.core.views import Scope, View

NONE_AVAILABLE: Mapping[Uid, str] = MappingProxyType({})
"""No pack can be updated."""

NEW_KEY = "new"
"""The key of the entry for a category that is not made yet."""


class Shape(StrEnum):
    """What an entry is, for how it looks and what can be done with it."""

    HEADING = "heading"
    VIEW = "view"
    KIND = "kind"
    CATEGORY = "category"
    LOOSE = "loose"
    PACK = "pack"
    NEW = "new"


class Mark(StrEnum):
    """The sign before an entry's name."""

    ALL = "all"
    STAR = "star"
    CLOCK = "clock"
    WARNING = "warning"
    PAIR = "pair"
    BIN = "bin"
    SUN = "sun"
    MOON = "moon"
    BOX = "box"


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the sidebar. ``key`` is its identity from outline to outline.

    ``view`` is what choosing it shows, None where there is nothing to choose; ``count`` how many
    replies that shows, None where nobody counts; ``detail`` stands faintly behind the name, and
    plainly where it says that a pack can be updated (``updates``).
    """

    key: str
    shape: Shape
    name: str
    view: View | None = None
    count: int | None = None
    detail: str = ""
    mark: Mark | None = None
    warns: bool = False
    updates: bool = False
    children: tuple["Entry", ...] = ()

    def looks_like(self, other: "Entry") -> bool:
        """Whether their lines are the same, whatever lies below them."""
        return replace(self, children=()) == replace(other, children=())


class NewCategory(Struct, frozen=True):
    """A category that is being named: where it will lie, and under which kind it is shown there."""

    parent: Uid | None
    kind: Kind
    name: str = ""


def key_of(view: View) -> str:
    """Gives the key of the entry that shows ``view``."""
    said = (view.scope, view.kind, view.uid)
    return ":".join(str(part) for part in said if part is not None)


def fixed_entries(entries: Iterable[Entry], depth: int = 0) -> Iterator[tuple[Entry, int]]:
    """Gives what has its name from the program, each with how many levels it stands below the
    headings.
    """
    for entry in entries:
        if entry.shape not in (Shape.CATEGORY, Shape.PACK, Shape.NEW):
            yield entry, depth
            yield from fixed_entries(entry.children, depth + 1)


def section_entries(
    outline: Outline, new: NewCategory | None = None, available: Mapping[Uid, str] = NONE_AVAILABLE
) -> tuple[Entry, ...]:
    """Gives the headings in order, each with what stands under it. ``available`` has the version
    that can be had of each pack that can be updated.
    """
    groves = _Groves(outline, new)
    translate = QCoreApplication.translate
    reply = _kind(outline, groves, Kind.REPLY, translate("Sidebar", "Quick replies"))
    others = (
        _kind(outline, groves, Kind.GREETING, translate("Sidebar", "Greetings"), Mark.SUN),
        _kind(outline, groves, Kind.AWAY, translate("Sidebar", "Away messages"), Mark.MOON),
    )
    sections = (
        _heading("views", translate("Sidebar", "Views"), _views(outline)),
        reply,
        _heading("others", translate("Sidebar", "Greetings · away messages"), others),
        _heading("packs", translate("Sidebar", "Packs"), _packs(outline, available)),
    )
    return tuple(section for section in sections if section.children or section.view)


def _heading(name: str, words: str, children: tuple[Entry, ...]) -> Entry:
    return Entry(key=f"heading:{name}", shape=Shape.HEADING, name=words, children=children)


def _views(outline: Outline) -> tuple[Entry, ...]:
    translate = QCoreApplication.translate
    return (
        _view(Scope.ALL, translate("Sidebar", "All replies"), outline.replies, Mark.ALL),
        _view(Scope.FAVOURITES, translate("Sidebar", "Favourites"), outline.favourites, Mark.STAR),
        _view(Scope.RECENT, translate("Sidebar", "Recently used"), outline.recent, Mark.CLOCK),
        _view(
            Scope.FINDINGS,
            translate("Sidebar", "Wording findings"),
            outline.findings,
            Mark.WARNING,
            warns=bool(outline.findings),
        ),
        _view(Scope.DUPLICATES, translate("Sidebar", "Duplicates"), None, Mark.PAIR),
        _view(Scope.TRASH, translate("Sidebar", "Trash"), outline.trashed, Mark.BIN),
    )


def _view(scope: Scope, name: str, count: int | None, mark: Mark, *, warns: bool = False) -> Entry:
    view = View(scope)
    return Entry(
        key=key_of(view),
        shape=Shape.VIEW,
        name=name,
        view=view,
        count=count,
        mark=mark,
        warns=warns,
    )


def _kind(
    outline: Outline, groves: "_Groves", kind: Kind, name: str, mark: Mark | None = None
) -> Entry:
    view = View(Scope.KIND, kind)
    children = groves.below(kind, None)
    loose = outline.by_category.get((kind, None), 0)
    if loose:
        within = View(Scope.LOOSE, kind)
        words = QCoreApplication.translate("Sidebar", "In no category")
        children += (
            Entry(key=key_of(within), shape=Shape.LOOSE, name=words, view=within, count=loose),
        )
    return Entry(
        key=key_of(view),
        shape=Shape.KIND,
        name=name,
        view=view,
        count=outline.by_kind.get(kind, 0),
        mark=mark,
        children=children,
    )


def _packs(outline: Outline, available: Mapping[Uid, str]) -> tuple[Entry, ...]:
    """Those of which there are replies: one that was taken back is nothing to look at."""
    found = []
    for pack in (one for one in outline.packs if one.count):
        view = View(Scope.PACK, uid=pack.uid)
        found.append(
            Entry(
                key=key_of(view),
                shape=Shape.PACK,
                name=pack.name,
                view=view,
                count=pack.count,
                detail=_edition(pack.version, available.get(pack.uid)),
                mark=Mark.BOX,
                updates=pack.uid in available,
            )
        )
    return tuple(found)


def _edition(here: str, there: str | None) -> str:
    if there is None:
        return here
    if there in ("", here):
        return QCoreApplication.translate("Sidebar", "update")
    return QCoreApplication.translate("Sidebar", "update: {version}").format(version=there)


class _Groves:
    """The category trees of the kinds, counted from below."""

    def __init__(self, outline: Outline, new: NewCategory | None) -> None:
        self._outline = outline
        self._new = new
        self._children = children_of(outline.categories)
        self._held: dict[tuple[Kind, Uid], int] = {}
        for category in self._children.get(None, ()):
            self._count(category.uid)

    def below(self, kind: Kind, parent: Uid | None) -> tuple[Entry, ...]:
        """The entries of ``kind`` right under ``parent``."""
        found = tuple(
            self._category(kind, category)
            for category in self._children.get(parent, ())
            if self._held[kind, category.uid] or self._is_empty_here(kind, category)
        )
        if self._new is not None and (self._new.kind, self._new.parent) == (kind, parent):
            found += (Entry(key=NEW_KEY, shape=Shape.NEW, name=self._new.name),)
        return found

    def _count(self, uid: Uid) -> None:
        below = self._children.get(uid, ())
        for category in below:
            self._count(category.uid)
        for kind in Kind:
            own = self._outline.by_category.get((kind, uid), 0)
            self._held[kind, uid] = own + sum(self._held[kind, child.uid] for child in below)

    def _is_empty_here(self, kind: Kind, category: Category) -> bool:
        if any(self._held[other, category.uid] for other in Kind):
            return False
        return category.parent in self._outline.categories or kind is Kind.REPLY

    def _category(self, kind: Kind, category: Category) -> Entry:
        view = View(Scope.CATEGORY, kind, category.uid)
        return Entry(
            key=key_of(view),
            shape=Shape.CATEGORY,
            name=category.name,
            view=view,
            count=self._held[kind, category.uid],
            children=self.below(kind, category.uid),
        )


def children_of(categories: Mapping[Uid, Category]) -> dict[Uid | None, list[Category]]:
    """Gives the categories by what they lie in, in the order they are shown. One whose parent is
    missing lies at the top.
    """
    found: dict[Uid | None, list[Category]] = {}
    for category in categories.values():
        parent = category.parent if category.parent in categories else None
        found.setdefault(parent, []).append(category)
    for siblings in found.values():
        siblings.sort(key=lambda category: (category.position, category.name))
    return found
