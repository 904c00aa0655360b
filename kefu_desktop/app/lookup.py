"""Finds replies by what a person calls them: a uid, a ``;shortcut``, a category, a tag.

What is in the trash is not found by shortcut, category or tag, only by its uid: whoever names that
means exactly this reply.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.core.errors import Code, Conflict, InvalidInput, NotFound
from kefu_desktop.core.model import (
    Category,
    Kind,
    Reply,
    Uid,
    Use,
    category_path,
    check_shortcut,
    check_uid,
)
from kefu_desktop.core.tree import Tree

if TYPE_CHECKING:
    from kefu_desktop.app.searching import Row
    from kefu_desktop.store.queries import Queries, Reader

SHORTCUT_MARKS = (";", "；")
"""What stands before a shortcut; the second is how a Chinese input method writes the first."""


class Selection(Struct, frozen=True):
    """Which replies are meant: those in a category path or below it, with a tag, of a kind. Empty
    means all. Where ``uids`` are given, only these.
    """

    category: str = ""
    tag: str = ""
    kind: Kind | None = None
    uids: frozenset[Uid] | None = None


class Placed(Struct, frozen=True):
    """A reply and the names of its categories from the root down."""

    reply: Reply
    path: tuple[str, ...]


class Found(Struct, frozen=True):
    """A reply that was asked for by name, with its path and its use."""

    reply: Reply
    path: tuple[str, ...]
    use: Use


class Lookup:
    """Looks replies up, opening the library for each question and leaving it as it is."""

    def __init__(self, open_reader: "Callable[[], Reader | None]") -> None:
        """``open_reader`` gives None where there is no library yet: then nothing is found."""
        self._open_reader = open_reader

    def find(self, wanted: str) -> Found | None:
        """Gives the reply with the uid or ``;shortcut`` ``wanted``, None where there is none."""
        reader = self._open_reader()
        if reader is None:
            return None
        with reader, reader.snapshot():
            reply = _by_name(reader, wanted)
            if reply is None:
                return None
            path = category_path(reader.categories(), reply.category)
            return Found(reply, path, reader.use(reply.uid))

    def get(self, wanted: str) -> Found:
        """Gives what :meth:`find` gives; raises :class:`NotFound` with ``wanted``."""
        found = self.find(wanted)
        if found is None:
            raise NotFound(Code.REPLY_MISSING, wanted=wanted[:80])
        return found

    def select(self, selection: Selection) -> tuple[Placed, ...]:
        """Gives the replies that are meant, in the order of their making.

        Raises :class:`NotFound` (CATEGORY_MISSING) for a path that leads nowhere.
        """
        reader = self._open_reader()
        if reader is None:
            within({}, selection.category)
            return ()
        with reader, reader.snapshot():
            return tuple(select(reader, selection))

    def count(self) -> int | None:
        """Gives how many replies there are outside the trash; None where there is no library."""
        reader = self._open_reader()
        if reader is None:
            return None
        with reader:
            return reader.counts().replies


def select(library: "Queries", selection: Selection) -> Iterator[Placed]:
    """Gives the replies that are meant, as they are read; raises as :meth:`Lookup.select` does."""
    categories = library.categories()
    inside = within(categories, selection.category)
    tag = selection.tag.removeprefix("#").casefold()
    named = selection.uids
    for reply in library.all_replies() if named is None else library.replies(sorted(named)):
        if (
            reply.trashed is None
            and (inside is None or reply.category in inside)
            and (not tag or tag in map(str.casefold, reply.tags))
            and selection.kind in (None, reply.kind)
        ):
            yield Placed(reply, category_path(categories, reply.category))


def chosen(rows: Sequence["Row"], wanted: str) -> "Row":
    """Gives the row that Enter would take.

    Raises :class:`NotFound` when there is none, and :class:`Conflict` (REPLY_AMBIGUOUS) when
    ``wanted`` is the very title of several: then no order among them means anything.
    """
    if not rows:
        raise NotFound(Code.REPLY_MISSING, wanted=wanted[:80])
    exact = [row for row in rows if row.reply.title.casefold() == wanted.strip().casefold()]
    if len(exact) > 1:
        raise Conflict(Code.REPLY_AMBIGUOUS, wanted=wanted[:80], count=len(exact))
    return rows[0]


def split_path(path: str) -> tuple[str, ...]:
    """Gives the names of a path as people write it, ``售前/议价``; blanks round a name do not
    count, an empty name stays, to be refused.
    """
    return tuple(name.strip() for name in path.split("/")) if path.strip() else ()


def _by_name(library: "Queries", wanted: str) -> Reply | None:
    # What cannot be a name is none; a library is asked for sound names only.
    with contextlib.suppress(InvalidInput):
        if wanted.startswith(SHORTCUT_MARKS):
            return library.by_shortcut(check_shortcut(wanted[1:])) if wanted[1:] else None
        return next(iter(library.replies([check_uid(wanted)])), None)
    return None


def within(categories: Mapping[Uid, Category], path: str) -> frozenset[Uid] | None:
    """Gives the categories at ``path`` and below it; None for all, where the path is empty.

    Raises :class:`NotFound` (CATEGORY_MISSING).
    """
    names = split_path(path)
    if not names:
        return None
    tree = Tree(categories)
    found = tree.find(names)
    if found is None:
        raise NotFound(Code.CATEGORY_MISSING, category=path[:80])
    return frozenset((found, *tree.below(found)))
