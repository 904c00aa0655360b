"""Everything the library window reads: which replies a view holds, pages of them, the tree with
its counts, one reply for the editor.

Answers come on the lane's thread, from one moment of the library each, and each names the revision
it is from. Two answers may be from different ones: a page can lack a reply that a list still named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kefu_desktop.app.events import Events
from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.searching import Searching
from kefu_desktop.core.model import Category, Kind, Millis, Reply, Uid
from kefu_desktop.core.views import Order, View

if TYPE_CHECKING:
    from kefu_desktop.search.readings import Readings
    from kefu_desktop.store.queries import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One reply as a row of the list. ``path`` names its category from the root down, ``pack`` the
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


@dataclass(frozen=True, slots=True)
class Listing:
    """The replies of a view in order, as they were at ``revision``."""

    request: int
    revision: int
    view: View
    order: Order
    text: str
    uids: tuple[Uid, ...]


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack that was imported, and how many of its replies are still here and not in the trash."""

    uid: Uid
    name: str
    version: str
    count: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What stands beside the list: categories, packs, tags, and how much there is of each.

    All counts but ``trashed`` leave out what is in the trash. ``by_category`` counts what lies in a
    category itself, not below it (None: in no category), and names only what holds something.
    ``findings`` is None until the library has been looked through. ``tags`` are all names, the most
    used first. ``trash_from`` is when the oldest reply in the trash went there.
    """

    revision: int
    categories: Mapping[Uid, Category]
    by_category: Mapping[tuple[Kind, Uid | None], int]
    by_kind: Mapping[Kind, int]
    replies: int
    favourites: int
    recent: int
    trashed: int
    findings: int | None
    packs: tuple[PackLine, ...]
    tags: tuple[str, ...]
    trash_from: Millis | None


@dataclass(frozen=True, slots=True)
class Whole:
    """One reply with all that the editor shows: ``variant_uses`` are by variant, in their order;
    ``uses`` also counts wordings that are no more. ``pack_name`` is empty when no pack is known.
    """

    reply: Reply
    path: tuple[str, ...]
    uses: int
    variant_uses: tuple[int, ...]
    pack_name: str


def _nothing_looked_through() -> None:
    return None


class Catalogue:
    """Reads the library for a window, on a lane of its own.

    What cannot be read is published as :class:`WentWrong`, and then there is no answer.
    """

    def __init__(
        self,
        lane: Lane,
        open_reader: Callable[[], Reader],
        load_readings: Callable[[], Readings],
        searching: Searching,
        events: Events,
        clock: Clock,
        findings: Callable[[], Collection[Uid] | None] = _nothing_looked_through,
    ) -> None:
        """``findings`` gives the replies whose wording is flagged; None while nobody knows. It is
        called on the lane.
        """
        raise NotImplementedError

    def list(
        self, view: View, order: Order, done: Callable[[Listing], None], *, text: str = ""
    ) -> int:
        """Lists what ``view`` holds, and gives the number of the request. A newer one voids it.

        With ``text``, in the popup's search language, what matches best comes first unless ``order``
        names a column. In the trash, and while the index is being built, ``text`` is looked for as
        it stands, without regard to case. ``DUPLICATES`` lists nothing: its pairs are no list.
        """
        raise NotImplementedError

    def lines(self, uids: Sequence[Uid], done: Callable[[tuple[Line, ...]], None]) -> None:
        """Gives the rows of those ``uids`` that there are, in their order, also from the trash."""
        raise NotImplementedError

    def outline(self, done: Callable[[Outline], None]) -> None:
        """Gives what stands beside the list."""
        raise NotImplementedError

    def whole(self, uid: Uid, done: Callable[[Whole | None], None]) -> None:
        """Gives one reply, also from the trash; None when there is none."""
        raise NotImplementedError

    def close(self) -> None:
        """Ends the lane; nothing is answered any more."""
        raise NotImplementedError
