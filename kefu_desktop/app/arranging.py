"""Arranging the library: what a person does to many replies at once, and to the tree they lie in.

Each call is one step of undo, made from what the library holds when its turn comes. Replies that
are gone by then are left out, since what was meant for the others is still meant; where one reply
is what it is all about, that it is gone is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Clock
from kefu_desktop.core import editing, replacing
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.cleaning import clean_line, clean_text
from kefu_desktop.core.errors import Code, NotFound
from kefu_desktop.core.model import Kind, Millis, Reply, Uid
from kefu_desktop.core.replacing import Replacement, ReplacePlan
from kefu_desktop.core.tree import NewUid, Tree

if TYPE_CHECKING:
    from kefu_desktop.store.journal import Step
    from kefu_desktop.store.library import Committed, Library


@dataclass(frozen=True, slots=True)
class Steps:
    """What undo and redo would do now: the deed and how many replies (or categories) it touched."""

    undo: Step | None
    redo: Step | None


class Arranging:
    """Changes many things in one step each.

    Futures carry None where there was nothing to change, and :class:`KefuError` for what can be
    told: CHANGED_MEANWHILE, CATEGORY_MISSING, SHORTCUT_TAKEN and whatever the machine refuses.
    """

    def __init__(self, library: LiveLibrary, clock: Clock, new_uid: NewUid) -> None:
        self._library = library
        self._clock = clock
        self._new_uid = new_uid

    def move(
        self, uids: Sequence[Uid], category: Uid | None, kind: Kind | None = None
    ) -> Future[Committed | None]:
        """Puts replies behind those of ``category`` (None: in no category), and makes them ``kind``
        if one is given. One that lies there keeps its place.
        """
        raise NotImplementedError

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
        raise NotImplementedError

    def tag(self, uids: Sequence[Uid], name: str) -> Future[Committed | None]:
        """Adds a tag where it is missing; ``#`` before it and blanks around it are not part of it.

        The future carries TAG_INVALID for what is no word.
        """
        raise NotImplementedError

    def untag(self, uids: Sequence[Uid], name: str) -> Future[Committed | None]:
        """Takes a tag off, however it is spelled in upper or lower case."""
        raise NotImplementedError

    def change_kind(self, uids: Sequence[Uid], kind: Kind) -> Future[Committed | None]:
        """Makes replies of one kind."""
        raise NotImplementedError

    def favourite(self, uids: Sequence[Uid], on: bool) -> Future[Committed | None]:
        """Marks or unmarks favourites."""
        raise NotImplementedError

    def rename(self, uid: Uid, title: str) -> Future[Committed | None]:
        """Gives one reply another title; the future carries REPLY_MISSING, TITLE_EMPTY or
        TITLE_TOO_LONG.
        """
        raise NotImplementedError

    def duplicate(
        self, uids: Sequence[Uid], name: Callable[[str], str]
    ) -> Future[Committed | None]:
        """Copies replies, each right behind itself; ``name`` makes a copy's title of a title.

        The copies are the additions among the changes of what was committed.
        """
        raise NotImplementedError

    def trash(self, uids: Sequence[Uid]) -> Future[Committed | None]:
        """Puts replies into the trash."""
        raise NotImplementedError

    def restore(self, uids: Sequence[Uid]) -> Future[Committed | None]:
        """Takes replies out of the trash, back to their category. A shortcut that another reply
        has by now is lost.
        """
        raise NotImplementedError

    def purge(self, uids: Sequence[Uid]) -> Future[Committed | None]:
        """Removes those of the replies that are in the trash for good; no step of undo."""
        raise NotImplementedError

    def empty_trash(self) -> Future[Committed | None]:
        """Removes all that is in the trash for good; no step of undo."""
        raise NotImplementedError

    def add_category(self, path: tuple[str, ...]) -> Future[Uid]:
        """Makes the category at ``path`` with the levels above it that are missing; gives its uid.

        The future carries CATEGORY_TAKEN for one that is there, CATEGORY_INVALID, CATEGORY_TOO_DEEP.
        """
        raise NotImplementedError

    def rename_category(self, uid: Uid, name: str) -> Future[Committed | None]:
        """Gives a category another name; the future carries CATEGORY_TAKEN for a sibling's."""
        raise NotImplementedError

    def move_category(
        self, uid: Uid, parent: Uid | None, position: int
    ) -> Future[Committed | None]:
        """Puts a category under ``parent`` (None: the top) as its child number ``position`` from 0,
        counted without itself.

        The future carries CATEGORY_CYCLE, CATEGORY_TAKEN, CATEGORY_TOO_DEEP.
        """
        raise NotImplementedError

    def merge_categories(self, source: Uid, into: Uid) -> Future[Committed | None]:
        """Empties ``source`` into ``into``, behind what lies there, and removes it. Categories of
        one name below them become one. What is in the trash goes along.
        """
        raise NotImplementedError

    def remove_category(self, uid: Uid) -> Future[Committed | None]:
        """Removes one category; what lay in it, categories and trash too, moves up one level."""
        raise NotImplementedError

    def plan_replacing(self, uids: Sequence[Uid], replacement: Replacement) -> Future[ReplacePlan]:
        """Gives what ``replacement`` would do to replies; nothing is changed yet.

        Characters that no reply can hold are taken out of what is to be put first.
        """
        raise NotImplementedError

    def replace(self, plan: ReplacePlan, ticked: Collection[Uid]) -> Future[Committed | None]:
        """Makes the changes of ``plan`` to the replies that are ``ticked``, all or none.

        The future carries CHANGED_MEANWHILE (``uid``) when one says something else by now.
        """
        raise NotImplementedError

    def unite(
        self, kept: Uid, gone: Sequence[Uid], *, as_variants: bool
    ) -> Future[Committed | None]:
        """Leaves one reply of several that say the same; the others go to the trash, and their use
        counts with the one that is kept.

        ``as_variants`` gives it their wordings too, and what else it lacks; else it stays as it is.
        Undo gives everything back, and so does restoring one of them from the trash for its part.
        The future carries TOO_MANY when it would have more variants than a reply can.
        """
        raise NotImplementedError

    def undo(self) -> Future[Committed]:
        """Takes the last step back; the future carries NOTHING_TO_UNDO or UNDO_OVERTAKEN."""
        raise NotImplementedError

    def redo(self) -> Future[Committed]:
        """Does again what was taken back last; the future carries NOTHING_TO_REDO or
        UNDO_OVERTAKEN.
        """
        raise NotImplementedError

    def steps(self) -> Future[Steps]:
        """Gives what undo and redo would do now."""
        raise NotImplementedError
