"""Arranging the library: what a person does to many replies at once, and to the tree they lie in.

Each call is one step of undo, made from what the library holds when its turn comes. Replies that
are gone by then are left out, since what was meant for the others is still meant; where one reply
is what it is all about, that it is gone is told.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.app.jobs import Lane, then
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Clock
from kefu_desktop.core import editing, ordering, replacing, uniting
from kefu_desktop.core.changes import ChangeSet, Deed, Key, squash
from kefu_desktop.core.cleaning import clean_line, clean_text
from kefu_desktop.core.errors import Code, Conflict, NotFound
from kefu_desktop.core.model import TITLE_LIMIT, Category, Kind, Millis, Reply, Uid
from kefu_desktop.core.replacing import Replacement, ReplacePlan
from kefu_desktop.core.tree import NewUid, Tree

if TYPE_CHECKING:
    from kefu_desktop.store.journal import Step
    from kefu_desktop.store.library import Committed, Library
    from kefu_desktop.store.queries import Reader

_AFTER_ALL = 2**62
"""A moment that everything in the trash went there before, whatever a clock once said."""


class Steps(Struct, frozen=True):
    """What undo and redo would do now: the deed and how many replies (or categories) it touched."""

    undo: Step | None
    redo: Step | None


class Arranging:
    """Changes many things in one step each.

    Futures carry None where there was nothing to change, and :class:`KefuError` for what can be
    told: CHANGED_MEANWHILE, CATEGORY_MISSING, SHORTCUT_TAKEN and whatever the machine refuses.
    """

    def __init__(
        self,
        library: LiveLibrary,
        clock: Clock,
        new_uid: NewUid,
        lane: Lane,
        open_reader: Callable[[], Reader],
    ) -> None:
        """What would be replaced is worked out on ``lane``, which that keeps busy for seconds in a
        large library.
        """
        self._library = library
        self._clock = clock
        self._new_uid = new_uid
        self._lane = lane
        self._open_reader = open_reader

    def move(
        self, uids: Sequence[Uid], category: Uid | None, kind: Kind | None = None
    ) -> Future[Committed | None]:
        """Puts replies behind those of ``category`` (None: in no category), and makes them ``kind``
        if one is given. One that lies there keeps its place.
        """

        def make(library: Library) -> ChangeSet:
            end = library.next_position(category)
            return editing.move(library.replies(uids), category, end, self._now(), kind)

        return self._library.change(make)

    def place(
        self,
        uids: Sequence[Uid],
        before: Uid | None,
        category: Uid | None,
        kind: Kind | None = None,
    ) -> Future[Committed | None]:
        """Puts replies into ``category`` in this order, right before the reply ``before`` there
        (None: last).

        A REORDER when all of them lay there, else a MOVE. ``before`` may be one of ``uids``; the
        future carries REPLY_MISSING when it does not lie there.
        """

        def make(library: Library) -> ChangeSet:
            placed = [reply.uid for reply in library.replies(dict.fromkeys(uids))]
            row = _row_with(library.order_in(category), placed, before)
            positions = ordering.renumbered(row)
            replies = {reply.uid: reply for reply in library.replies({*placed, *positions})}
            return editing.place(placed, replies, positions, category, self._now(), kind)

        return self._library.change(make)

    def tag(self, uids: Sequence[Uid], name: str) -> Future[Committed | None]:
        """Adds a tag where it is missing; ``#`` before it and blanks around it are not part of it.

        The future carries TAG_INVALID for what is no word.
        """
        word = clean_line(name).text.lstrip("#")
        return self._edit(uids, lambda replies: editing.tag(replies, word, self._now()))

    def untag(self, uids: Sequence[Uid], name: str) -> Future[Committed | None]:
        """Takes a tag off, however it is spelled in upper or lower case."""
        return self._edit(uids, lambda replies: editing.untag(replies, name, self._now()))

    def change_kind(self, uids: Sequence[Uid], kind: Kind) -> Future[Committed | None]:
        """Makes replies of one kind."""
        return self._edit(uids, lambda replies: editing.change_kind(replies, kind, self._now()))

    def favourite(self, uids: Sequence[Uid], on: bool) -> Future[Committed | None]:
        """Marks or unmarks favourites."""
        return self._edit(uids, lambda replies: editing.set_favourite(replies, on))

    def rename(self, uid: Uid, title: str) -> Future[Committed | None]:
        """Gives one reply another title; the future carries REPLY_MISSING, TITLE_EMPTY or
        TITLE_TOO_LONG.
        """
        line = clean_line(title).text
        return self._library.change(
            lambda library: editing.rename(library.reply(uid), line, self._now())
        )

    def duplicate(
        self, uids: Sequence[Uid], name: Callable[[str], str]
    ) -> Future[Committed | None]:
        """Copies replies, each right behind itself; ``name`` makes a copy's title of a title.

        The copies are the additions among the changes of what was committed.
        """

        def make(library: Library) -> ChangeSet:
            originals = library.replies(dict.fromkeys(uids))
            return _duplicates(library, originals, name, self._now(), self._new_uid)

        return self._library.change(make)

    def trash(self, uids: Sequence[Uid]) -> Future[Committed | None]:
        """Puts replies into the trash."""
        return self._edit(uids, lambda replies: editing.trash(replies, self._now()))

    def restore(self, uids: Sequence[Uid]) -> Future[Committed | None]:
        """Takes replies out of the trash, back to their category. A shortcut that another reply
        has by now is lost.
        """

        def make(library: Library) -> ChangeSet:
            replies = library.replies(uids)
            taken = library.held_shortcuts(reply.shortcut for reply in replies)
            return editing.restore(replies, taken, library.categories())

        return self._library.change(make)

    def purge(self, uids: Sequence[Uid]) -> Future[Committed | None]:
        """Removes those of the replies that are in the trash for good; no step of undo."""
        return self._edit(uids, editing.purge)

    def empty_trash(self) -> Future[Committed | None]:
        """Removes all that is in the trash for good; no step of undo."""
        return self._library.purge_trash(Millis(_AFTER_ALL))

    def add_category(self, path: tuple[str, ...]) -> Future[Uid]:
        """Makes the category at ``path`` with the levels above it that are missing; gives its uid.

        The future carries CATEGORY_TAKEN for one that is there, CATEGORY_INVALID or
        CATEGORY_TOO_DEEP.
        """
        names = tuple(clean_line(name).text for name in path)
        made: list[Uid] = []

        def make(library: Library) -> ChangeSet:
            changes = editing.add_category(names, library.categories(), self._new_uid)
            made.append(Uid(changes.changes[-1].key[1]))
            return changes

        return then(self._library.change(make), lambda _: made[0])

    def rename_category(self, uid: Uid, name: str) -> Future[Committed | None]:
        """Gives a category another name; the future carries CATEGORY_TAKEN for a sibling's."""
        line = clean_line(name).text
        return self._library.change(
            lambda library: editing.rename_category(uid, line, library.categories())
        )

    def move_category(
        self, uid: Uid, parent: Uid | None, position: int
    ) -> Future[Committed | None]:
        """Puts a category under ``parent`` (None: the top) as its child number ``position`` from 0,
        counted without itself.

        The future carries CATEGORY_CYCLE, CATEGORY_TAKEN, CATEGORY_TOO_DEEP.
        """
        return self._library.change(
            lambda library: editing.move_category(uid, parent, position, library.categories())
        )

    def merge_categories(self, source: Uid, into: Uid) -> Future[Committed | None]:
        """Empties ``source`` into ``into``, behind what lies there, and removes it. Categories of
        one name below them become one. What is in the trash goes along.
        """

        def make(library: Library) -> ChangeSet:
            categories = library.categories()
            replies = _lying_in(library, source, categories)
            end = library.next_position
            return editing.merge_categories(source, into, categories, replies, end, self._now())

        return self._library.change(make)

    def remove_category(self, uid: Uid) -> Future[Committed | None]:
        """Removes one category; what lay in it, categories and trash too, moves up one level."""

        def make(library: Library) -> ChangeSet:
            categories = library.categories()
            replies = _lying_in(library, uid, categories)
            end = library.next_position
            return editing.remove_category(uid, categories, replies, end, self._now())

        return self._library.change(make)

    def plan_replacing(self, uids: Sequence[Uid], replacement: Replacement) -> Future[ReplacePlan]:
        """Gives what ``replacement`` would do to replies; nothing is changed yet, and nobody who
        changes something waits for it.

        Characters that no reply can hold are taken out of what is to be put first.
        """
        cleaned = replace(replacement, put=clean_text(replacement.put).text)

        def plan() -> ReplacePlan:
            with self._open_reader() as reader:
                return replacing.plan(reader.replies(uids), cleaned)

        return self._lane.submit(plan)

    def replace(self, plan: ReplacePlan, ticked: Collection[Uid]) -> Future[Committed | None]:
        """Makes the changes of ``plan`` to the replies that are ``ticked``, all or none.

        The future carries CHANGED_MEANWHILE (``uid``) when one says something else by now.
        """

        def make(library: Library) -> ChangeSet:
            replies = {reply.uid: reply for reply in library.replies(ticked)}
            return replacing.carry_out(plan, ticked, replies, self._now())

        return self._library.change(make)

    def unite(
        self, kept: Uid, gone: Sequence[Uid], *, as_variants: bool
    ) -> Future[Committed | None]:
        """Leaves one reply of several that say the same; the others go to the trash, and their use
        counts with the one that is kept.

        ``as_variants`` gives it their wordings too, and what else it lacks; else it stays as it is.
        Undo gives everything back, and so does restoring one of them from the trash for its part.
        The future carries TOO_MANY when it would have more variants than a reply can.
        """

        def make(library: Library) -> ChangeSet:
            one = library.reply(kept)
            if one.trashed is not None:
                raise Conflict(Code.CHANGED_MEANWHILE, entity=Key.REPLY.value, uid=kept)
            others = library.replies(uid for uid in dict.fromkeys(gone) if uid != kept)
            followers = library.united_with(reply.uid for reply in others)
            now = self._now()
            return uniting.unite(one, others, followers, as_variants=as_variants, now=now)

        return self._library.change(make)

    def undo(self) -> Future[Committed]:
        """Takes the last step back; the future carries NOTHING_TO_UNDO or UNDO_OVERTAKEN."""
        return self._library.undo()

    def redo(self) -> Future[Committed]:
        """Does again what was taken back last; the future carries NOTHING_TO_REDO or
        UNDO_OVERTAKEN.
        """
        return self._library.redo()

    def steps(self) -> Future[Steps]:
        """Gives what undo and redo would do now."""
        return self._library.ask(lambda library: Steps(library.undo_step(), library.redo_step()))

    def _edit(
        self, uids: Sequence[Uid], edit: Callable[[Sequence[Reply]], ChangeSet]
    ) -> Future[Committed | None]:
        return self._library.change(lambda library: edit(library.replies(uids)))

    def _now(self) -> Millis:
        return Millis(self._clock.now())


def _row_with(
    order: Sequence[tuple[Uid, int]], placed: Sequence[Uid], before: Uid | None
) -> list[tuple[Uid, int | None]]:
    """Gives the row that ``order`` becomes when ``placed`` stand before ``before``, each with the
    position it has in it so far; raises :class:`NotFound` when ``before`` is not in it.
    """
    there = dict(order)
    moving = set(placed)
    stays = [uid for uid in there if uid not in moving]
    if before is None:
        at = len(stays)
    elif before not in there:
        raise NotFound(Code.REPLY_MISSING, wanted=before)
    else:
        # Where it goes along itself, the next one that stays is meant.
        ahead = itertools.takewhile(lambda uid: uid != before, there)
        at = sum(1 for uid in ahead if uid not in moving)
    return [(uid, there.get(uid)) for uid in (*stays[:at], *placed, *stays[at:])]


def _duplicates(
    library: Library,
    originals: Sequence[Reply],
    name: Callable[[str], str],
    now: Millis,
    new_uid: NewUid,
) -> ChangeSet:
    """Gives the step that adds a copy right behind each original, where the others make room."""
    sets = [
        editing.duplicate(original, _short_enough(name, original.title), now, new_uid)
        for original in originals
    ]
    copies = {
        original.uid: change.after
        for original, changes in zip(originals, sets, strict=True)
        for change in changes.changes
        if isinstance(change.after, Reply)
    }
    for category in dict.fromkeys(original.category for original in originals):
        row: list[tuple[Uid, int | None]] = []
        for uid, position in library.order_in(category):
            row.append((uid, position))
            if uid in copies:
                row.append((copies[uid].uid, None))
        positions = ordering.renumbered(row)
        held = {reply.uid: reply for reply in (*library.replies(positions), *copies.values())}
        sets.append(editing.place((), held, positions, category, now))
    return replace(squash(Deed.DUPLICATE_REPLY, sets), meant=len(originals))


def _short_enough(name: Callable[[str], str], title: str) -> str:
    """Gives the name of a copy, made of less of a title that leaves no room for what is added."""
    over = len(name(title)) - TITLE_LIMIT
    return name(title[:-over]) if 0 < over < len(title) else name(title)


def _lying_in(library: Library, uid: Uid, categories: Mapping[Uid, Category]) -> tuple[Reply, ...]:
    """Gives the replies anywhere in a category, the trash included."""
    return library.in_categories((uid, *Tree(categories).below(uid)))
