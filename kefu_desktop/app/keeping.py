"""Keeping the library: what a person writes in a form or a terminal becomes a reply.

Every screen and the command line come through here, so a text is cleaned, a missing category made
and a clash of shortcuts told in one way only.
"""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Clock
from kefu_desktop.core import editing
from kefu_desktop.core.changes import Change, ChangeSet, Deed
from kefu_desktop.core.cleaning import clean_line, clean_text
from kefu_desktop.core.errors import Code, Conflict
from kefu_desktop.core.model import Kind, Millis, Reply, Uid, Variant, category_path, unique_words
from kefu_desktop.core.tree import NewUid, Tree
from kefu_desktop.store.library import Committed, Library

TITLE_FROM_TEXT = 24
"""How many characters of a text make its title when none is given."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A reply as it was written down; ``category`` names the levels from the root down."""

    title: str
    text: str
    shortcut: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kind: Kind = Kind.REPLY
    favourite: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: the reply's identity, and how many invisible characters were taken out."""

    uid: Uid
    removed: int


class Keeping:
    """Adds and edits single replies. Futures carry :class:`KefuError` for what can be mended."""

    def __init__(self, library: LiveLibrary, clock: Clock, new_uid: NewUid) -> None:
        self._library = library
        self._clock = clock
        self._new_uid = new_uid

    def add(self, fields: Fields, deed: Deed = Deed.ADD_REPLY) -> "Future[Written]":
        """Makes a new reply, behind the others of its category."""
        uid = self._new_uid()
        return self._write(fields, uid, lambda library: None, deed)

    def edit(self, uid: Uid, fields: Fields) -> "Future[Written]":
        """Gives a reply what was written; its further variants and all else stay as they are."""
        return self._write(fields, uid, lambda library: library.reply(uid), Deed.EDIT_REPLY)

    def toggle_favourite(self, uid: Uid) -> "Future[Committed | None]":
        """Makes a reply a favourite, or no longer one."""

        def turn(library: Library) -> ChangeSet:
            reply = library.reply(uid)
            return editing.set_favourite([reply], not reply.favourite)

        return self._library.change(turn)

    def shortcut_owner(self, shortcut: str, but: Uid | None) -> "Future[str | None]":
        """Gives the title of the reply that has ``shortcut``; None when it is free for ``but``."""

        def owner(library: Library) -> str | None:
            found = library.by_shortcut(shortcut) if shortcut else None
            return None if found is None or found.uid == but else found.title

        return self._library.ask(owner)

    def category_paths(self) -> "Future[tuple[tuple[str, ...], ...]]":
        """Gives all categories as paths, in the order of the tree."""

        def paths(library: Library) -> tuple[tuple[str, ...], ...]:
            categories = library.categories()
            tree = Tree(categories)
            found: list[tuple[str, ...]] = []
            for root in tree.children(None):
                found.append(category_path(categories, root.uid))
                found += (category_path(categories, uid) for uid in tree.below(root.uid))
            return tuple(found)

        return self._library.ask(paths)

    def _write(
        self,
        fields: Fields,
        uid: Uid,
        find: Callable[[Library], Reply | None],
        deed: Deed,
    ) -> "Future[Written]":
        cleaned, removed = _cleaned(fields)
        written: Future[Written] = Future()

        def make(library: Library) -> ChangeSet:
            before = find(library)
            made, category = self._category(library, cleaned.category)
            after = _reply(cleaned, uid, category, before)
            _check_shortcut(library, after)
            now = Millis(self._clock.now())
            if before is None:
                changes = editing.add_reply(after, now, deed)
            else:
                changes = editing.edit_reply(before, after, now)
            return ChangeSet(deed, (*made, *changes.changes))

        def done(change: "Future[Committed | None]") -> None:
            error = change.exception()
            if error is not None:
                written.set_exception(error)
            else:
                written.set_result(Written(uid, removed))

        self._library.change(make).add_done_callback(done)
        return written

    def _category(
        self, library: Library, path: tuple[str, ...]
    ) -> tuple[tuple[Change, ...], Uid | None]:
        """Gives the category at ``path`` and what makes the levels that are missing."""
        if not path:
            return (), None
        tree = Tree(library.categories())
        uid, made = tree.grow(path, self._new_uid)
        return tuple(made), uid


def _cleaned(fields: Fields) -> tuple[Fields, int]:
    text, removed = clean_text(fields.text)
    title, more = clean_line(fields.title)
    if not title:
        title = clean_line(text)[0][:TITLE_FROM_TEXT]
    path = tuple(name for name in (clean_line(level)[0] for level in fields.category) if name)
    words = unique_words(clean_line(tag)[0].lstrip("#") for tag in fields.tags)
    shortcut = clean_line(fields.shortcut)[0].lstrip(";")
    tags = tuple(word for word in words if word)
    cleaned = replace(fields, title=title, text=text, category=path, tags=tags, shortcut=shortcut)
    return cleaned, removed + more


def _reply(fields: Fields, uid: Uid, category: Uid | None, before: Reply | None) -> Reply:
    variants: tuple[Variant, ...] = (Variant(fields.text),)
    if before is None:
        return Reply(
            uid=uid,
            title=fields.title,
            variants=variants,
            kind=fields.kind,
            shortcut=fields.shortcut,
            category=category,
            tags=fields.tags,
            favourite=fields.favourite,
        )
    return replace(
        before,
        title=fields.title,
        variants=(*variants, *before.variants[1:]),
        kind=fields.kind,
        shortcut=fields.shortcut,
        category=category,
        favourite=fields.favourite,
    )


def _check_shortcut(library: Library, reply: Reply) -> None:
    """Names the owner of a shortcut that is taken; the door itself only knows its uid."""
    owner = library.by_shortcut(reply.shortcut) if reply.shortcut else None
    if owner is not None and owner.uid != reply.uid:
        raise Conflict(
            Code.SHORTCUT_TAKEN, shortcut=reply.shortcut, title=owner.title, uid=owner.uid
        )
