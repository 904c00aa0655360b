"""Everything the library window reads: which replies a view holds, pages of them, the tree with
its counts, one reply for the editor.

Answers come on the lane's thread, from one moment of the library each, and each names the revision
it is from. Two answers may be from different ones: a page can lack a reply that a list still named.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.events import Events, WentWrong
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.searching import Found, Question, Searching
from kefu_desktop.core.errors import KefuError, NotFound
from kefu_desktop.core.model import Category, Kind, Millis, Reply, Uid, category_path
from kefu_desktop.core.views import PLACES, Column, Line, Order, Scope, View, recent_since

if TYPE_CHECKING:
    from kefu_desktop.search.collation import Collation
    from kefu_desktop.search.readings import Readings
    from kefu_desktop.store.listing import CatalogueReader, Roster

__all__ = ["Catalogue", "Line", "Listing", "Outline", "PackLine", "Whole"]

LONG = 5_000
"""A view of fewer replies is listed as a whole before anybody could miss it."""

FOUND_LIMIT = 2000
"""So many replies are listed for a text. Whoever has not found it in these types on."""

_ASKER = "library"

_TEXTS = frozenset({Column.TITLE, Column.SHORTCUT, Column.TAGS})


class Listing(Struct, frozen=True):
    """The replies of a view in order, as they were at ``revision``.

    ``count`` is how many there are. ``uids`` are all of them, or the first only: see
    :meth:`Catalogue.begin`.
    """

    request: int
    revision: int
    view: View
    order: Order
    text: str
    uids: tuple[Uid, ...]
    count: int

    @property
    def whole(self) -> bool:
        """Whether ``uids`` are all of them."""
        return len(self.uids) == self.count


class PackLine(Struct, frozen=True):
    """A pack that was imported, and how many of its replies are still here and not in the trash."""

    uid: Uid
    name: str
    version: str
    count: int


class Outline(Struct, frozen=True):
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


class Whole(Struct, frozen=True):
    """One reply with all that the editor shows: ``variant_uses`` are by variant, in their order;
    ``uses`` also counts wordings that are no more. ``pack_name`` is empty when no pack is known.
    """

    reply: Reply
    path: tuple[str, ...]
    uses: int
    variant_uses: tuple[int, ...]
    pack_name: str


def _not_looked_through() -> None:
    return None


class _Asked(Struct, frozen=True):
    """A listing that somebody waits for."""

    request: int
    view: View
    order: Order
    text: str
    done: Callable[[Listing], None]


class Catalogue:
    """Reads the library for a window, on a lane of its own.

    What cannot be read is published as :class:`WentWrong`, and then there is no answer.
    """

    def __init__(
        self,
        lane: Lane,
        open_reader: Callable[[], CatalogueReader],
        load_readings: Callable[[], Readings],
        searching: Searching,
        events: Events,
        clock: Clock,
        findings: Callable[[], Collection[Uid] | None] = _not_looked_through,
    ) -> None:
        """``findings`` gives the replies whose wording is flagged, None while nobody knows; it is
        called on the lane.
        """
        self._lane = lane
        # Opened for each answer: that takes half a millisecond, and a file that were always open
        # could not be replaced by a backup on Windows.
        self._open_reader = open_reader
        self._load_readings = load_readings
        self._searching = searching
        self._events = events
        self._clock = clock
        self._findings = findings
        self._collation: Collation | None = None
        self._requests = itertools.count(1)
        self._newest = 0
        self._closed = False

    def list(
        self, view: View, order: Order, done: Callable[[Listing], None], *, text: str = ""
    ) -> int:
        """Lists what ``view`` holds, and gives the number of the request. A newer one voids it.

        With ``text``, in the popup's search language, the best :data:`FOUND_LIMIT` that match,
        best first unless ``order`` names a column. In the trash, and while the index is being
        built, ``text`` is looked for as it stands, without regard to case. ``DUPLICATES`` lists
        nothing: what is alike is no list.
        """
        request = self._newest = next(self._requests)
        self._submit(partial(self._list, _Asked(request, view, order, text.strip(), done)))
        return request

    def begin(
        self, view: View, order: Order, most: int, done: Callable[[Listing | None], None]
    ) -> None:
        """Gives the first replies of a long view, at ``most`` so many, in a tenth of the time that
        :meth:`list` takes for all of them. None for a view that is not long, or that this cannot be
        told of: one that is sorted, or gathered from all over the library. Voided as a list is.
        """
        request = self._newest = next(self._requests)
        self._submit(partial(self._begin, request, view, order, most, done))

    def lines(self, uids: Sequence[Uid], done: Callable[[tuple[Line, ...]], None]) -> None:
        """Gives the rows of those ``uids`` that there are, in their order, also from the trash."""

        def read() -> None:
            with self._open_reader() as reader:
                lines = reader.lines(uids)
            done(lines)

        self._submit(read)

    def outline(self, done: Callable[[Outline], None]) -> None:
        """Gives what stands beside the list."""

        def read() -> None:
            done(self._outline())

        self._submit(read)

    def whole(self, uid: Uid, done: Callable[[Whole | None], None]) -> None:
        """Gives one reply, also from the trash; None when there is none."""

        def read() -> None:
            done(self._whole(uid))

        self._submit(read)

    def close(self) -> None:
        """Answers what was asked before, and nothing from then on; ends the lane."""
        self._closed = True
        self._lane.close()

    def _submit(self, job: Callable[[], None]) -> None:
        if not self._closed:
            self._lane.submit(self._run, job).add_done_callback(log_failure)

    def _run(self, job: Callable[[], None]) -> None:
        try:
            job()
        except KefuError as error:
            self._events.publish(WentWrong(error))

    def _begin(
        self,
        request: int,
        view: View,
        order: Order,
        most: int,
        done: Callable[[Listing | None], None],
    ) -> None:
        if request < self._newest:
            return
        begun = None
        if view.scope in PLACES and order == Order():
            with self._open_reader() as reader, reader.snapshot() as revision:
                count = reader.count(view)
                if count >= LONG:
                    uids = tuple(reader.beginning(view, most))
                    begun = Listing(request, revision, view, order, "", uids, count)
        done(begun)

    def _list(self, asked: _Asked) -> None:
        if asked.request < self._newest:
            return
        if not asked.text:
            self._answer(asked, None)
        elif asked.view.scope is Scope.TRASH:
            self._spell_out(asked)
        else:
            self._searching.find(self._question(asked), self._found_by(asked), _ASKER)

    def _found_by(self, asked: _Asked) -> Callable[[Found], None]:
        """Takes what was found from the search lane to ours."""

        def take(found: Found) -> None:
            if found.ready:
                self._submit(partial(self._answer, asked, found.uids))
            else:
                self._submit(partial(self._spell_out, asked))

        return take

    def _question(self, asked: _Asked) -> Question:
        """Asks within the view: of what is found everywhere the best might all lie outside it."""
        view = asked.view
        kinds = None if view.kind is None else frozenset((view.kind,))
        path, among = "", None
        if view.scope is Scope.CATEGORY:
            with self._open_reader() as reader:
                path = "/".join(category_path(reader.categories(), view.uid))
        elif view.scope not in (Scope.ALL, Scope.KIND):
            with self._open_reader() as reader:
                among = reader.held(view, self._since(), self._among(view, None))
        return Question(asked.text, path, FOUND_LIMIT, kinds, among)

    def _spell_out(self, asked: _Asked) -> None:
        """Looks for the text as it stands, where the index cannot help."""
        if asked.request < self._newest:
            return
        with self._open_reader() as reader:
            among = self._among(asked.view, None)
            uids, texts = reader.said(asked.view, self._since(), among)
        wanted = asked.text.casefold()
        said = zip(uids, texts, strict=True)
        self._answer(asked, frozenset(uid for uid, text in said if wanted in text.casefold()))

    def _answer(self, asked: _Asked, found: Collection[Uid] | None) -> None:
        """Lists the view or what was ``found`` of it: a sequence best first, a set in order."""
        if asked.request < self._newest:
            return
        order, view = asked.order, asked.view
        with self._open_reader() as reader, reader.snapshot() as revision:
            among = self._among(view, found)
            if isinstance(found, Sequence) and order.column is Column.LIBRARY:
                # What is gathered from all over was gathered for the question a moment ago.
                gathered = view.scope not in PLACES
                held = reader.held(View() if gathered else view, self._since(), among)
                uids = tuple(uid for uid in found if uid in held)
                uids = uids[::-1] if order.descending else uids
            else:
                roster = reader.roster(view, order.column, self._since(), among)
                uids = tuple(map(roster.uids.__getitem__, self._sorted(roster, order)))
        if asked.request == self._newest:
            asked.done(
                Listing(asked.request, revision, asked.view, order, asked.text, uids, len(uids))
            )

    def _among(self, view: View, found: Collection[Uid] | None) -> Collection[Uid] | None:
        """Gives the only replies that may be listed of those ``found``; None for all of the view's.

        The library itself does not know whose wording is flagged.
        """
        if view.scope is Scope.DUPLICATES:
            return ()
        if view.scope is Scope.FINDINGS:
            flagged = frozenset(self._findings() or ())
            return flagged if found is None else flagged.intersection(found)
        return found

    def _sorted(self, roster: Roster, order: Order) -> Sequence[int]:
        """Gives the places of the replies of ``roster`` in ``order``."""
        # Not before: numpy takes a tenth of a second that no window should wait for.
        from kefu_desktop.search.collation import Collation, places_by

        if order.column is Column.LIBRARY:
            places = places_by(roster.own)
            return places[::-1] if order.descending else places
        if order.column in _TEXTS:
            if self._collation is None:
                self._collation = Collation(self._load_readings())
            ranks = self._collation.ranks(roster.texts, descending=order.descending)
            return places_by([ranks, *roster.own])
        sign = -1 if order.descending else 1
        return places_by([[sign * number for number in roster.numbers], *roster.own])

    def _outline(self) -> Outline:
        with self._open_reader() as reader, reader.snapshot() as revision:
            tally = reader.tally(self._since())
            categories, packs = reader.categories(), reader.packs()
            flagged = self._findings()
            findings = None if flagged is None else reader.living(flagged)
        by_kind = dict.fromkeys(Kind, 0)
        for (kind, _), count in tally.by_category.items():
            by_kind[kind] += count
        return Outline(
            revision=revision,
            categories=categories,
            by_category=tally.by_category,
            by_kind=by_kind,
            replies=sum(by_kind.values()),
            favourites=tally.favourites,
            recent=tally.recent,
            trashed=tally.trashed,
            findings=findings,
            packs=tuple(
                PackLine(pack.uid, pack.name, pack.version, tally.by_pack.get(pack.uid, 0))
                for pack in packs
            ),
            tags=tally.tags,
            trash_from=tally.trash_from,
        )

    def _whole(self, uid: Uid) -> Whole | None:
        with self._open_reader() as reader, reader.snapshot():
            try:
                reply = reader.reply(uid)
            except NotFound:
                return None
            packs = {pack.uid: pack.name for pack in reader.packs()} if reply.origin else {}
            return Whole(
                reply=reply,
                path=category_path(reader.categories(), reply.category),
                uses=reader.use(uid).count,
                variant_uses=tuple(use.count for use in reader.variant_uses(reply)),
                pack_name=packs.get(reply.origin.pack, "") if reply.origin else "",
            )

    def _since(self) -> Millis:
        return recent_since(Millis(self._clock.now()))
