"""Carries changes out on the rows of a library, inside the door's transaction.

The order is fixed and not the caller's: names and shortcuts that are given up become free before
any is taken, so that two replies can swap theirs in one deed although SQLite looks at each row
alone.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from sqlite_utils import Database

from kefu_desktop.core.changes import Change
from kefu_desktop.core.model import Category, Reply, Tag, Uid
from kefu_desktop.core.watching import Watch
from kefu_desktop.store import checks, rows

Pairs = Sequence[tuple[Reply, Reply]]


def apply(
    db: Database,
    path: Path,
    changes: Sequence[Change],
    watch: Watch = Watch(),  # noqa: B008
) -> None:
    """Carries out ``changes``, each entity once among them.

    Raises:
        Cancelled: ``watch`` says so; the transaction is to be rolled back.
        Conflict, NotFound, InvalidInput: as :mod:`checks` says; the transaction is to be rolled
            back.
    """
    before = rows.read_categories(db, path)
    checks.check_still_so(db, path, watch.quietly(changes), before)
    after = checks.grown_tree(before, changes)
    removed = [change.before for change in changes if change.after is None]
    edited = [
        (change.before, change.after)
        for change in watch.quietly(changes)
        if isinstance(change.before, Reply) and isinstance(change.after, Reply)
    ]
    added = [
        change.after
        for change in changes
        if change.before is None and isinstance(change.after, Reply)
    ]
    arrivals = [new for old, new in edited if old.category != new.category]
    checks.check_categories_there(watch.quietly((*added, *arrivals)), after)

    _write_tags(db, changes)
    ids = _write_categories(db, before, after)
    _remove_replies(db, (entity for entity in removed if isinstance(entity, Reply)))
    _free_shortcuts(db, edited)
    claims = (new for old, new in edited if rows.shortcut_key(old) != rows.shortcut_key(new))
    checks.check_shortcuts_free(db, watch.quietly(chain(claims, added)))
    _edit_replies(db, edited, ids, watch.stage(0, 50))
    _add_replies(db, added, ids, watch.stage(50 if edited else 0, 100))
    _remove_categories(db, [ids[uid] for uid in before if uid not in after])


def _write_tags(db: Database, changes: Iterable[Change]) -> None:
    for change in changes:
        if isinstance(change.after, Tag):
            row = {
                "key": change.after.name.casefold(),
                "name": change.after.name,
                "grp": change.after.group,
            }
            db.table("tag").upsert(row, pk="key")
        elif isinstance(change.before, Tag):
            db.table("tag").delete(change.before.name.casefold())


def _write_categories(
    db: Database, before: Mapping[Uid, Category], after: Mapping[Uid, Category]
) -> dict[Uid, int]:
    """Writes what is new and what is different; gives the ``id`` of every category, also of those
    to go.
    """
    ids = {Uid(uid): int(id_) for id_, uid in db.execute("SELECT id, uid FROM category")}
    if before == after:
        return ids
    leaving = [category for uid, category in before.items() if after.get(uid) != category]
    # No category is named with a slash, so these names are nobody's.
    db.conn.executemany(
        "UPDATE category SET name = '/' || uid WHERE uid = ?",
        [(category.uid,) for category in leaving],
    )
    fresh = [category for uid, category in after.items() if uid not in before]
    for number, category in enumerate(fresh, max(ids.values(), default=0) + 1):
        ids[category.uid] = number
    different = [
        category for uid, category in after.items() if uid in before and before[uid] != category
    ]
    put = _category_row(ids)
    db.conn.executemany(
        "INSERT INTO category (name, parent, position, uid, id) VALUES (?, ?, ?, ?, ?)",
        [put(category) for category in fresh],
    )
    db.conn.executemany(
        "UPDATE category SET name = ?, parent = ?, position = ?, uid = ? WHERE id = ?",
        [put(category) for category in different],
    )
    return ids


def _category_row(ids: Mapping[Uid, int]) -> Callable[[Category], rows.Row]:
    def row(category: Category) -> rows.Row:
        parent = None if category.parent is None else ids[category.parent]
        return category.name, parent, category.position, category.uid, ids[category.uid]

    return row


def _remove_categories(db: Database, gone: Sequence[int]) -> None:
    if gone:
        checks.check_unused(db, gone)
        db.conn.executemany("DELETE FROM category WHERE id = ?", [(id_,) for id_ in gone])


def _remove_replies(db: Database, gone: Iterable[Reply]) -> None:
    db.conn.executemany("DELETE FROM reply WHERE uid = ?", [(reply.uid,) for reply in gone])


def _free_shortcuts(db: Database, edited: Pairs) -> None:
    db.conn.executemany(
        "UPDATE reply SET shortcut_key = NULL WHERE uid = ?",
        [
            (old.uid,)
            for old, new in edited
            if rows.shortcut_key(old) not in (None, rows.shortcut_key(new))
        ],
    )


def _edit_replies(db: Database, edited: Pairs, categories: Mapping[Uid, int], watch: Watch) -> None:
    assignments = ", ".join(f"{column} = ?" for column in rows.REPLY_COLUMNS)
    db.conn.executemany(
        f"UPDATE reply SET {assignments} WHERE uid = ?",
        (
            (*_row(new, categories), new.uid)
            for _old, new in watch.stage(0, 60).over(edited, len(edited))
        ),
    )
    for part in rows.PARTS:
        watch.tell(60, 100)
        pairs = watch.quietly(edited)
        different = [new for old, new in pairs if part.rows(old) != part.rows(new)]
        ids = _ids_of(db, [reply.uid for reply in different])
        db.conn.executemany(
            f"DELETE FROM {part.table} WHERE reply = ?",
            ((id_,) for id_ in watch.quietly(ids.values())),
        )
        _add_children(db, part, ((ids[one.uid], one) for one in watch.quietly(different)))


def _add_replies(
    db: Database, added: Sequence[Reply], categories: Mapping[Uid, int], watch: Watch
) -> None:
    if not added:
        return
    (last,) = db.execute("SELECT ifnull(max(id), 0) FROM reply").fetchone()
    first = int(last) + 1
    marks = ", ".join("?" for _column in rows.REPLY_COLUMNS)
    db.conn.executemany(
        f"INSERT INTO reply ({', '.join(rows.REPLY_COLUMNS)}, id) VALUES ({marks}, ?)",
        (
            (*_row(reply, categories), id_)
            for id_, reply in enumerate(watch.stage(0, 40).over(added, len(added)), first)
        ),
    )
    share = 60 // len(rows.PARTS)
    for begin, part in enumerate(rows.PARTS):
        heard = watch.stage(40 + begin * share, 40 + (begin + 1) * share)
        _add_children(db, part, enumerate(heard.over(added, len(added)), first))


def _add_children(db: Database, part: rows.Part, replies: Iterable[tuple[int, Reply]]) -> None:
    marks = ", ".join("?" for _column in part.columns)
    db.conn.executemany(
        f"INSERT INTO {part.table} (reply, position, {', '.join(part.columns)})"
        f" VALUES (?, ?, {marks})",
        (
            (id_, position, *values)
            for id_, reply in replies
            for position, values in enumerate(part.rows(reply))
        ),
    )


def _row(reply: Reply, categories: Mapping[Uid, int]) -> rows.Row:
    return rows.reply_row(reply, None if reply.category is None else categories[reply.category])


def _ids_of(db: Database, uids: Sequence[Uid]) -> dict[Uid, int]:
    ids: dict[Uid, int] = {}
    for start in range(0, len(uids), rows.CHUNK):
        some = json.dumps(uids[start : start + rows.CHUNK])
        found = db.execute(
            "SELECT uid, id FROM reply WHERE uid IN (SELECT value FROM json_each(?))", [some]
        )
        ids.update((Uid(uid), int(id_)) for uid, id_ in found)
    return ids
