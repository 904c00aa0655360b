"""Makes a reply from what somebody wrote: the category grows with it, in the same step.

A shortcut that is taken is refused by the title of its holder: "taken" alone leaves the writer
looking for it.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kefu_desktop.core import editing
from kefu_desktop.core.changes import Change, ChangeSet
from kefu_desktop.core.cleaning import LINE_ENDS
from kefu_desktop.core.errors import Code, Conflict
from kefu_desktop.core.model import Kind, Millis, Reply, Uid, Variant, unique_words
from kefu_desktop.core.tree import NewUid, Tree

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was written, nothing of it checked yet. ``category`` is a path from the root down."""

    title: str
    texts: tuple[str, ...]
    kind: Kind = Kind.REPLY
    category: tuple[str, ...] = ()
    shortcut: str = ""
    tags: tuple[str, ...] = ()
    favourite: bool = False


def add(library: "Queries", draft: Draft, uid: Uid, now: Millis, new_uid: NewUid) -> ChangeSet:
    """Gives the step that adds ``draft`` as reply ``uid``.

    Line ends of any system become ``\\n``; nothing else of the text is touched. Raises
    :class:`InvalidInput` for what a library cannot hold, and :class:`Conflict` (SHORTCUT_TAKEN with
    ``title``).
    """
    _check_shortcut(library, draft.shortcut, uid)
    category, grown = Tree(library.categories()).grow(draft.category, new_uid)
    reply = Reply(
        uid=uid,
        title=draft.title,
        variants=_variants(draft),
        kind=draft.kind,
        shortcut=draft.shortcut,
        category=category,
        tags=unique_words(draft.tags),
        favourite=draft.favourite,
        position=library.next_position(category),
    )
    return _with_categories(grown, editing.add_reply(reply, now))


def edit(
    library: "Queries", uid: Uid, draft: Draft, now: Millis, new_uid: NewUid, variant: int = 0
) -> ChangeSet:
    """Gives the step that makes reply ``uid`` say what ``draft`` does.

    Its texts stand for the variants from number ``variant`` on; what it says nothing about (further
    variants, tags where it has none) stays. Raises as :func:`add` does, and :class:`NotFound` when
    the reply is gone.
    """
    _check_shortcut(library, draft.shortcut, uid)
    before = library.reply(uid)
    category, grown = Tree(library.categories()).grow(draft.category, new_uid)
    variants = _variants(draft)
    after = replace(
        before,
        title=draft.title,
        variants=(
            *before.variants[:variant],
            *variants,
            *before.variants[variant + len(variants) :],
        ),
        kind=draft.kind,
        shortcut=draft.shortcut,
        category=category,
        tags=unique_words(draft.tags) or before.tags,
        favourite=draft.favourite,
    )
    return _with_categories(grown, editing.edit_reply(before, after, now))


def _variants(draft: Draft) -> tuple[Variant, ...]:
    return tuple(Variant(LINE_ENDS.sub("\n", text)) for text in draft.texts)


def _check_shortcut(library: "Queries", shortcut: str, uid: Uid) -> None:
    holder = library.by_shortcut(shortcut) if shortcut else None
    if holder is not None and holder.uid != uid:
        raise Conflict(Code.SHORTCUT_TAKEN, shortcut=shortcut, title=holder.title)


def _with_categories(grown: list[Change], changes: ChangeSet) -> ChangeSet:
    return ChangeSet(changes.deed, (*grown, *changes.changes))
