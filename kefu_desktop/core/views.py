"""What of a library is looked at, and in which order: the views of the library window.

A view is a question, not a list. It names a category that may be gone or a pack with nothing left
in it, and is then simply empty; so it can be remembered and asked again in a later run.
"""

from enum import StrEnum

from msgspec import Struct

from kefu_desktop.core.model import Kind, Millis, Uid

RECENT_DAYS = 14
"""A reply is recent when it was delivered within so many days."""

_DAY = 86_400_000


class Scope(StrEnum):
    """Which replies. All but ``TRASH`` leave out what is in the trash."""

    ALL = "all"
    FAVOURITES = "favourites"
    RECENT = "recent"
    FINDINGS = "findings"
    DUPLICATES = "duplicates"
    TRASH = "trash"
    KIND = "kind"
    CATEGORY = "category"
    LOOSE = "loose"
    """Those in no category."""
    PACK = "pack"


PLACES = frozenset({Scope.ALL, Scope.KIND, Scope.CATEGORY, Scope.LOOSE})
"""Views that hold whatever lies in some places of the tree; all others pick and choose. The first
of these can be found without looking at the rest.
"""


class Column(StrEnum):
    """What a list can be sorted by."""

    LIBRARY = "library"
    """The view's own order: kinds, then the tree from the top, then ``position``, and behind each
    kind's categories its loose replies. In ``RECENT`` the latest used come first, in ``TRASH`` the
    latest thrown away.
    """
    TITLE = "title"
    """As a dictionary sorts them: marks, numbers by their value, letters, Chinese by pinyin."""
    SHORTCUT = "shortcut"
    TAGS = "tags"
    USES = "uses"
    CHANGED = "changed"
    TRASHED = "trashed"


class View(Struct, frozen=True):
    """Replies that belong together for a reason.

    ``kind`` keeps ``KIND``, ``CATEGORY`` and ``LOOSE`` to one kind (None: all kinds), ``uid`` names
    the category or the pack. A category includes everything below it.

    Raises ValueError for a view that could never hold anything: ``CATEGORY`` or ``PACK`` without
    ``uid``, ``KIND`` without ``kind``.
    """

    scope: Scope = Scope.ALL
    kind: Kind | None = None
    uid: Uid | None = None

    def __post_init__(self) -> None:
        if self.scope in (Scope.CATEGORY, Scope.PACK) and self.uid is None:
            raise ValueError(f"a view of a {self.scope} needs its uid")
        if self.scope is Scope.KIND and self.kind is None:
            raise ValueError("a view of a kind needs the kind")


class Order(Struct, frozen=True):
    """How a list is sorted. What ties stands in the view's own order whichever way it is sorted,
    and what has no shortcut or no tags stands last.
    """

    column: Column = Column.LIBRARY
    descending: bool = False


class Line(Struct, frozen=True, kw_only=True):
    """One reply as a row of a list. ``path`` names its category from the root down, ``pack`` the
    pack it came from; ``variants`` and ``images`` are how many it has.
    """

    uid: Uid
    title: str
    shortcut: str
    tags: tuple[str, ...]
    kind: Kind
    category: Uid | None
    path: tuple[str, ...]
    favourite: bool
    uses: int
    last_used: Millis | None
    changed: Millis
    trashed: Millis | None
    pack: Uid | None
    variants: int
    images: int


def recent_since(now: Millis) -> Millis:
    """Gives the moment from which on a delivery makes a reply recent."""
    return Millis(now - RECENT_DAYS * _DAY)
