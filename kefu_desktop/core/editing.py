"""What the user means to do with replies and categories, made into changes.

Nothing here looks at a clock or draws a number: moments and new identities come in. Whatever would
leave everything as it is gives an empty ChangeSet, so that it makes no undo step. ``changed`` is
stamped when a reply says something else or lies elsewhere; order, favourites and the trash are no
reason.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from kefu_desktop.core.changes import Change, ChangeSet, Deed
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import (
    DEPTH_LIMIT,
    NAME_LIMIT,
    Category,
    Kind,
    Millis,
    Reply,
    Uid,
    check_tag,
)
from kefu_desktop.core.tree import NewUid, Tree

Categories = Mapping[Uid, Category]
NextPosition = Callable[[Uid | None], int]
"""Gives the position behind all replies of a category (None: of those in none)."""


def add_reply(reply: Reply, now: Millis, deed: Deed = Deed.ADD_REPLY) -> ChangeSet:
    """A new reply, created now."""
    return ChangeSet(deed, (Change(None, replace(reply, created=now, changed=now)),))


def edit_reply(before: Reply, after: Reply, now: Millis, deed: Deed = Deed.EDIT_REPLY) -> ChangeSet:
    """A reply as its draft says. When it was created and where it came from stay as they were."""
    draft = replace(after, created=before.created, changed=before.changed, origin=before.origin)
    return _edits(deed, [(before, draft)], now)


def duplicate(reply: Reply, title: str, now: Millis, new_uid: NewUid) -> ChangeSet:
    """A copy under its own title right behind ``reply``: without the shortcut, which is unique, and
    without its origin, so that the pack it came from no longer changes it."""
    copy = replace(
        reply,
        uid=new_uid(),
        title=title,
        shortcut="",
        origin=None,
        favourite=False,
        trashed=None,
        united=None,
        position=reply.position + 1,
    )
    return add_reply(copy, now, Deed.DUPLICATE_REPLY)


def set_favourite(replies: Iterable[Reply], favourite: bool) -> ChangeSet:
    """Marks or unmarks favourites."""
    pairs = [(reply, replace(reply, favourite=favourite)) for reply in replies]
    return _edits(Deed.FAVOURITE, pairs)


def rename(reply: Reply, title: str, now: Millis) -> ChangeSet:
    """Gives a reply another title; raises :class:`InvalidInput` for one that cannot be."""
    return edit_reply(reply, replace(reply, title=title), now)


def move(
    replies: Iterable[Reply],
    category: Uid | None,
    position: int,
    now: Millis,
    kind: Kind | None = None,
) -> ChangeSet:
    """Puts replies into a category, one behind the other from ``position`` on, and makes them of
    ``kind`` if one is given.

    A reply that lies in the category already keeps its place.
    """
    pairs: list[tuple[Reply, Reply]] = []
    for reply in replies:
        after = reply if kind is None else replace(reply, kind=kind)
        if reply.category != category:
            after = replace(after, category=category, position=position)
            position += 1
        pairs.append((reply, after))
    return _edits(Deed.MOVE, pairs, now)


def place(
    placed: Collection[Uid],
    replies: Mapping[Uid, Reply],
    positions: Mapping[Uid, int],
    category: Uid | None,
    now: Millis,
    kind: Kind | None = None,
) -> ChangeSet:
    """Puts the replies ``placed`` into a category, and all that have new ``positions`` in order.

    Both are found in ``replies``. It is a MOVE when one of ``placed`` lay elsewhere or was of
    another kind than ``kind``, else a REORDER.
    """
    changes: list[Change] = []
    deed = Deed.REORDER
    arriving = set(placed)
    for uid in dict.fromkeys((*placed, *positions)):
        before = replies[uid]
        after = replace(before, position=positions.get(uid, before.position))
        if uid in arriving and (before.category, before.kind) != (category, kind or before.kind):
            deed = Deed.MOVE
            after = replace(after, category=category, kind=kind or before.kind, changed=now)
        if before != after:
            changes.append(Change(before, after))
    return ChangeSet(deed, tuple(changes), meant=len(placed))


def reorder(replies: Sequence[Reply]) -> ChangeSet:
    """Makes the order of ``replies``, all of one category, the order they are shown in."""
    pairs = [(reply, replace(reply, position=place)) for place, reply in enumerate(replies)]
    return _edits(Deed.REORDER, pairs)


def tag(replies: Iterable[Reply], name: str, now: Millis) -> ChangeSet:
    """Adds a tag where it is missing. Raises :class:`InvalidInput` for a name that is no tag."""
    check_tag(name)
    pairs = [
        (reply, replace(reply, tags=(*reply.tags, name)))
        for reply in replies
        if name.casefold() not in map(str.casefold, reply.tags)
    ]
    return _edits(Deed.TAG, pairs, now)


def untag(replies: Iterable[Reply], name: str, now: Millis) -> ChangeSet:
    """Takes a tag off."""
    gone = name.casefold()
    pairs = [
        (reply, replace(reply, tags=tuple(t for t in reply.tags if t.casefold() != gone)))
        for reply in replies
    ]
    return _edits(Deed.UNTAG, pairs, now)


def change_kind(replies: Iterable[Reply], kind: Kind, now: Millis) -> ChangeSet:
    """Makes replies of one kind."""
    pairs = [(reply, replace(reply, kind=kind)) for reply in replies]
    return _edits(Deed.CHANGE_KIND, pairs, now)


def trash(replies: Iterable[Reply], now: Millis) -> ChangeSet:
    """Puts replies into the trash; those in it already keep the day they came."""
    pairs = [(reply, replace(reply, trashed=now)) for reply in replies if reply.trashed is None]
    return _edits(Deed.TRASH, pairs)


def restore(
    replies: Iterable[Reply], taken_shortcuts: Collection[str], categories: Categories
) -> ChangeSet:
    """Takes replies out of the trash; one that is not in it stays as it is.

    A shortcut given to another reply meanwhile (``taken_shortcuts``, those of all live replies) is
    lost; a reply whose category is gone comes back without one. One that was united with another
    counts its use for itself again.
    """
    taken = {shortcut.casefold() for shortcut in taken_shortcuts if shortcut}
    pairs: list[tuple[Reply, Reply]] = []
    for reply in replies:
        if reply.trashed is None:
            continue
        shortcut = "" if reply.shortcut.casefold() in taken else reply.shortcut
        taken.add(shortcut.casefold())
        taken.discard("")
        category = reply.category if reply.category in categories else None
        back = replace(reply, trashed=None, united=None, shortcut=shortcut, category=category)
        pairs.append((reply, back))
    return _edits(Deed.RESTORE, pairs)


def purge(replies: Iterable[Reply]) -> ChangeSet:
    """Removes trashed replies for good: the one deed that cannot be undone."""
    gone = tuple(Change(reply, None) for reply in replies if reply.trashed is not None)
    return ChangeSet(Deed.PURGE, gone, undoable=False)


def add_category(path: Sequence[str], categories: Categories, new_uid: NewUid) -> ChangeSet:
    """Makes the levels of ``path`` that are missing; the last change holds the category asked for.

    Raises :class:`InvalidInput` for a bad name, for too many levels and for a path that is there.
    """
    tree = Tree(categories)
    if not path or tree.find(path) is not None:
        code = Code.CATEGORY_TAKEN if path else Code.CATEGORY_INVALID
        raise InvalidInput(code, category="/".join(path)[:80], limit=NAME_LIMIT)
    _, made = tree.grow(path, new_uid)
    return ChangeSet(Deed.ADD_CATEGORY, tuple(made))


def rename_category(uid: Uid, name: str, categories: Categories) -> ChangeSet:
    """Gives a category another name; its replies stay in it. A sibling's name is refused."""
    tree = Tree(categories)
    before = tree.get(uid)
    after = replace(before, name=name)
    if before == after:
        return ChangeSet(Deed.EDIT_CATEGORY, ())
    return ChangeSet(Deed.EDIT_CATEGORY, (tree.put(after),))


def move_category(uid: Uid, parent: Uid | None, position: int, categories: Categories) -> ChangeSet:
    """Puts a category under ``parent`` (None: the top) as its child number ``position`` from 0.

    The other children make room. Raises :class:`InvalidInput` when it would lie inside itself, too
    deep, or beside one of its name.
    """
    tree = Tree(categories)
    before = tree.get(uid)
    if parent is not None:
        tree.get(parent)
        _check_outside(tree, uid, parent, before.name)
    if tree.depth(parent) + tree.height(uid) > DEPTH_LIMIT:
        raise InvalidInput(Code.CATEGORY_TOO_DEEP, depth=tree.height(uid), limit=DEPTH_LIMIT)
    siblings = [category for category in tree.children(parent) if category.uid != uid]
    siblings.insert(min(max(position, 0), len(siblings)), replace(before, parent=parent))
    changes = [
        tree.put(replace(category, position=place))
        for place, category in enumerate(siblings)
        if category.position != place or category.uid == uid
    ]
    kept = tuple(change for change in changes if change.before != change.after)
    return ChangeSet(Deed.EDIT_CATEGORY, kept)


def merge_categories(
    source: Uid,
    into: Uid,
    categories: Categories,
    replies: Iterable[Reply],
    next_position: NextPosition,
    now: Millis,
) -> ChangeSet:
    """Empties ``source`` into ``into`` and removes it. Categories of one name become one.

    ``replies`` are at least all replies anywhere in ``source``, trashed ones too. They line up
    behind those that are there, in the order they lay in.
    """
    tree = Tree(categories)
    tree.get(into)
    _check_outside(tree, source, into, tree.get(source).name)
    pouring = _Pouring(tree, replies, next_position, now)
    pouring.pour(source, into)
    return ChangeSet(Deed.MERGE_CATEGORIES, tuple(pouring.changes))


def remove_category(
    uid: Uid,
    categories: Categories,
    replies: Iterable[Reply],
    next_position: NextPosition,
    now: Millis,
) -> ChangeSet:
    """Removes one category; what lay in it, categories too, moves up one level.

    ``replies`` are at least all replies anywhere in it, trashed ones too. They line up behind those
    that are there, in the order they lay in.
    """
    tree = Tree(categories)
    pouring = _Pouring(tree, replies, next_position, now)
    pouring.pour(uid, tree.get(uid).parent)
    return ChangeSet(Deed.REMOVE_CATEGORY, tuple(pouring.changes))


class _Pouring:
    """Empties categories into others; ``changes`` are what that comes to so far."""

    def __init__(
        self, tree: Tree, replies: Iterable[Reply], next_position: NextPosition, now: Millis
    ) -> None:
        self.changes: list[Change] = []
        self._tree = tree
        self._next_position = next_position
        self._now = now
        self._ends: dict[Uid | None, int] = {}
        self._lying: dict[Uid | None, list[Reply]] = {}
        for reply in sorted(replies, key=lambda reply: reply.position):
            self._lying.setdefault(reply.category, []).append(reply)

    def pour(self, source: Uid, into: Uid | None) -> None:
        """Empties ``source`` into ``into`` and removes it."""
        tree = self._tree
        for reply in self._lying.get(source, []):
            after = replace(reply, category=into, position=self._end(into), changed=self._now)
            self.changes.append(Change(reply, after))
        children = tree.children(source)
        # Gone before its children arrive: A/A may lose its upper A.
        removal = tree.drop(source)
        for child in children:
            same = tree.child(into, child.name)
            if same is not None:
                self.pour(child.uid, same)
                continue
            if tree.depth(into) + tree.height(child.uid) > DEPTH_LIMIT:
                raise InvalidInput(Code.CATEGORY_TOO_DEEP, depth=DEPTH_LIMIT + 1, limit=DEPTH_LIMIT)
            place = tree.next_position(into)
            self.changes.append(tree.put(replace(child, parent=into, position=place)))
        self.changes.append(removal)

    def _end(self, category: Uid | None) -> int:
        """Gives the next position behind all that lies in ``category`` and was poured into it."""
        end = self._ends.get(category)
        end = self._next_position(category) if end is None else end + 1
        self._ends[category] = end
        return end


def _check_outside(tree: Tree, uid: Uid, into: Uid, name: str) -> None:
    if into == uid or into in tree.below(uid):
        raise InvalidInput(Code.CATEGORY_CYCLE, category=name)


def _edits(
    deed: Deed, pairs: Iterable[tuple[Reply, Reply]], now: Millis | None = None
) -> ChangeSet:
    """The pairs that differ, as changes; the later side is stamped when ``now`` is given."""
    changes = tuple(
        Change(before, after if now is None else replace(after, changed=now))
        for before, after in pairs
        if before != after
    )
    return ChangeSet(deed, changes)
