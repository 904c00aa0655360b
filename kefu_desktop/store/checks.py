"""What the door asks of a change before it lets it in: is the library still so, and will it stay
one.

Each refusal names who stands in the way, so that the user can be shown it. All of it runs inside
the write transaction: nothing can change between the asking and the writing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from kefu_desktop.core.changes import Change, Entity, Key
from kefu_desktop.core.errors import Code, Conflict, InvalidInput, NotFound
from kefu_desktop.core.model import DEPTH_LIMIT, Category, Reply, Uid
from kefu_desktop.store import rows


def netted(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Gives what ``changes`` amount to, each entity once and none that ends as it began."""
    first: dict[tuple[Key, str], Change] = {}
    again: dict[tuple[Key, str], Entity | None] = {}
    for change in changes:
        key = change.key
        known = first.get(key)
        if known is None:
            first[key] = change
            continue
        if again.get(key, known.after) != change.before:
            raise ValueError("the changes of one entity do not follow on each other")
        again[key] = change.after
    for key, last in again.items():
        if first[key].before == last:
            del first[key]
        else:
            first[key] = Change(first[key].before, last)
    return tuple(change for change in first.values() if change.before != change.after)


def check_still_so(
    db: Database, path: Path, changes: Iterable[Change], categories: Mapping[Uid, Category]
) -> None:
    """Raises :class:`Conflict` when the library holds something else than a change says it does."""
    tags = rows.read_tags(db, path)
    waiting = iter(changes)
    while some := list(islice(waiting, rows.CHUNK)):
        keys = [change.key for change in some]
        uids = [identity for family, identity in keys if family is Key.REPLY]
        replies = {reply.uid: reply for reply in rows.read_replies(db, path, uids)}
        held: dict[Key, Mapping[Uid, Reply] | Mapping[Uid, Category] | Mapping[str, Entity]]
        held = {Key.REPLY: replies, Key.CATEGORY: categories, Key.TAG: tags}
        for change, (family, identity) in zip(some, keys, strict=True):
            if held[family].get(Uid(identity)) != change.before:
                raise Conflict(Code.CHANGED_MEANWHILE, entity=family.value, uid=identity)


def grown_tree(
    categories: Mapping[Uid, Category], changes: Iterable[Change]
) -> dict[Uid, Category]:
    """Gives the tree that ``changes`` make of ``categories``.

    Raises:
        NotFound: a category's parent is not there (``CATEGORY_MISSING``).
        InvalidInput: it would stand below itself, or too deep.
        Conflict: siblings would share a name, or a category goes that another one still stands in.
    """
    tree = dict(categories)
    touched: list[Category] = []
    removed: set[Uid] = set()
    for change in changes:
        if isinstance(change.after, Category):
            tree[change.after.uid] = change.after
            touched.append(change.after)
        elif isinstance(change.before, Category):
            tree.pop(change.before.uid, None)
            removed.add(change.before.uid)
    if not touched and not removed:
        return tree
    siblings: dict[tuple[Uid | None, str], Uid] = {}
    for category in tree.values():
        if category.parent in removed:
            raise Conflict(Code.CHANGED_MEANWHILE, entity=Key.CATEGORY.value, uid=category.uid)
        other = siblings.setdefault((category.parent, category.name), category.uid)
        if other != category.uid:
            mine, theirs = category.uid, other
            if mine in categories and categories[mine] == category:
                mine, theirs = theirs, mine
            raise Conflict(Code.CATEGORY_TAKEN, uid=mine, other=theirs, category=category.name)
    if touched:
        _check_depths(tree, touched)
    return tree


def _check_depths(tree: Mapping[Uid, Category], touched: Iterable[Category]) -> None:
    for category in touched:
        if category.parent is not None and category.parent not in tree:
            raise NotFound(Code.CATEGORY_MISSING, category=category.parent)
    for category in tree.values():
        above, depth = category, 1
        while above.parent is not None:
            above, depth = tree[above.parent], depth + 1
            if above.uid == category.uid:
                raise InvalidInput(Code.CATEGORY_CYCLE, category=category.name)
            if depth > len(tree):
                # It hangs below a circle that another category stands in.
                break
        if DEPTH_LIMIT < depth <= len(tree):
            raise InvalidInput(
                Code.CATEGORY_TOO_DEEP, category=category.name, depth=depth, limit=DEPTH_LIMIT
            )


def check_categories_there(replies: Iterable[Reply], tree: Mapping[Uid, Category]) -> None:
    """Raises :class:`NotFound` when a reply is put into a category that is not in ``tree``."""
    for reply in replies:
        if reply.category is not None and reply.category not in tree:
            raise NotFound(Code.CATEGORY_MISSING, category=reply.category, uid=reply.uid)


def check_unused(db: Database, categories: Sequence[int]) -> None:
    """Raises :class:`Conflict` when a reply, also one in the trash, stands in one of ``categories``
    (ids).
    """
    row = db.execute(
        "SELECT uid FROM reply WHERE category IN (SELECT value FROM json_each(?)) LIMIT 1",
        [json.dumps(categories)],
    ).fetchone()
    if row is not None:
        raise Conflict(Code.CHANGED_MEANWHILE, entity=Key.REPLY.value, uid=row[0])


def check_shortcuts_free(db: Database, claims: Iterable[Reply]) -> None:
    """Raises :class:`Conflict` when a shortcut among ``claims`` is another reply's, here or in the
    library.
    """
    wanted: dict[str, Reply] = {}
    for reply in claims:
        key = rows.shortcut_key(reply)
        if key is None:
            continue
        other = wanted.setdefault(key, reply)
        if other.uid != reply.uid:
            raise _taken(reply, other.uid, other.title)
    keys = list(wanted)
    for start in range(0, len(keys), rows.CHUNK):
        row = db.execute(
            "SELECT shortcut_key, uid, title FROM reply"
            " WHERE shortcut_key IN (SELECT value FROM json_each(?)) LIMIT 1",
            [json.dumps(keys[start : start + rows.CHUNK])],
        ).fetchone()
        if row is not None:
            raise _taken(wanted[row[0]], row[1], row[2])


def _taken(reply: Reply, other: str, title: str) -> Conflict:
    shortcut = reply.shortcut
    return Conflict(Code.SHORTCUT_TAKEN, uid=reply.uid, other=other, shortcut=shortcut, title=title)
