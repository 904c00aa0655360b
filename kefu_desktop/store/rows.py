"""Rows of the library file ↔ the values of ``core.model``.

A reply lies in five tables. They are read side by side in the order of their keys, some thousand
replies at a time: one query for each reply would take many times as long.
"""

import contextlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from kefu_desktop.core.errors import Code, InvalidInput, MachineFault
from kefu_desktop.core.model import (
    Attachment,
    Category,
    DeliveryMode,
    Digest,
    Kind,
    Millis,
    Origin,
    Reply,
    Tag,
    Uid,
    Variant,
)
from kefu_desktop.store.connection import reading

CHUNK = 2000
"""How many replies are read or written at a time."""

Row = tuple[Any, ...]

REPLY_COLUMNS = (
    "uid",
    "kind",
    "title",
    "shortcut",
    "shortcut_key",
    "category",
    "favourite",
    "notes",
    "delivery",
    "position",
    "pack",
    "record",
    "pack_version",
    "pack_digest",
    "created",
    "changed",
    "trashed",
)
"""The columns of ``reply`` behind its ``id``, in the order of :func:`reply_row`."""

CHILD_TABLES = {
    "variant": ("text",),
    "asked_as": ("text",),
    "reply_tag": ("name", "key"),
    "attachment": ("digest", "name", "media_type", "size"),
}
"""The tables that hold what a reply has several of, and their columns behind ``reply, position``.
"""

_SELECT_REPLY = (
    "SELECT reply.id, reply.uid, kind, title, shortcut, category.uid, favourite, notes, delivery,"
    " reply.position, pack, record, pack_version, pack_digest, created, changed, trashed"
    " FROM reply LEFT JOIN category ON category.id = reply.category"
)


def shortcut_key(reply: Reply) -> str | None:
    """Gives what must be unique in a library: the shortcut without regard to case, None in the
    trash.
    """
    return reply.shortcut.casefold() if reply.shortcut and reply.trashed is None else None


def reply_row(reply: Reply, category: int | None) -> Row:
    """Gives the values of :data:`REPLY_COLUMNS`; ``category`` is the ``id`` of the reply's
    category.
    """
    origin = reply.origin
    return (
        reply.uid,
        reply.kind.value,
        reply.title,
        reply.shortcut,
        shortcut_key(reply),
        category,
        int(reply.favourite),
        reply.notes,
        reply.delivery.value,
        reply.position,
        *(
            (origin.pack, origin.record, origin.version, origin.digest)
            if origin
            else (None, None, None, None)
        ),
        reply.created,
        reply.changed,
        reply.trashed,
    )


def child_rows(reply: Reply) -> dict[str, tuple[Row, ...]]:
    """Gives for each of :data:`CHILD_TABLES` the values behind ``reply, position``, in order."""
    return {
        "variant": tuple((variant.text,) for variant in reply.variants),
        "asked_as": tuple((question,) for question in reply.asked_as),
        "reply_tag": tuple((tag, tag.casefold()) for tag in reply.tags),
        "attachment": tuple(
            (file.digest, file.name, file.media_type, file.size) for file in reply.attachments
        ),
    }


def read_categories(db: Database, path: Path) -> dict[Uid, Category]:
    """Gives all categories, in no particular order."""
    with reading(db, path), _damage_named(path):
        return {
            Uid(uid): Category(
                Uid(uid), name, Uid(parent) if parent is not None else None, position
            )
            for uid, name, parent, position in db.execute(
                "SELECT category.uid, category.name, above.uid, category.position"
                " FROM category LEFT JOIN category AS above ON above.id = category.parent"
            )
        }


def read_tags(db: Database, path: Path) -> dict[str, Tag]:
    """Gives the tags that something is said about, by their name without regard to case."""
    with reading(db, path), _damage_named(path):
        return {key: Tag(name, group) for key, name, group in db.execute("SELECT * FROM tag")}


def read_replies(db: Database, path: Path, uids: Iterable[str]) -> Iterator[Reply]:
    """Gives the replies of ``uids`` that there are, in no particular order."""
    wanted = list(uids)
    for start in range(0, len(wanted), CHUNK):
        with reading(db, path):
            rows = db.execute(
                f"{_SELECT_REPLY} WHERE reply.uid IN (SELECT value FROM json_each(?))"
                " ORDER BY reply.id",
                [json.dumps(wanted[start : start + CHUNK])],
            ).fetchall()
            replies = _assembled(db, path, rows)
        yield from replies


def read_all_replies(db: Database, path: Path) -> Iterator[Reply]:
    """Gives every reply in the order of its making, some thousand to a transaction unless one is
    open.
    """
    last = 0
    while True:
        with reading(db, path):
            rows = db.execute(
                f"{_SELECT_REPLY} WHERE reply.id > ? ORDER BY reply.id LIMIT {CHUNK}", [last]
            ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            replies = _assembled(db, path, rows)
        yield from replies


def _assembled(db: Database, path: Path, rows: Sequence[Row]) -> list[Reply]:
    """Gives the replies of ``rows``, which are ordered by id, with what the other tables hold of
    them.
    """
    if not rows:
        return []
    first, last = rows[0][0], rows[-1][0]
    if last - first < 4 * len(rows):
        where, args = "reply BETWEEN ? AND ?", [first, last]
    else:
        where = "reply IN (SELECT value FROM json_each(?))"
        args = [json.dumps([row[0] for row in rows])]
    children: dict[str, dict[int, list[Row]]] = {}
    for table, columns in CHILD_TABLES.items():
        mine: dict[int, list[Row]] = {}
        for reply, *values in db.execute(
            f"SELECT reply, {', '.join(columns)} FROM {table}"
            f" WHERE {where} ORDER BY reply, position",
            args,
        ):
            mine.setdefault(reply, []).append(tuple(values))
        children[table] = mine
    with _damage_named(path):
        return [_reply_of(row, children) for row in rows]


def _reply_of(row: Row, children: dict[str, dict[int, list[Row]]]) -> Reply:
    id_, uid, kind, title, shortcut, category, favourite, notes, delivery, position = row[:10]
    pack, record, version, digest, created, changed, trashed = row[10:]
    return Reply(
        uid=uid,
        title=title,
        variants=tuple(Variant(text) for (text,) in children["variant"].get(id_, ())),
        kind=Kind(kind),
        shortcut=shortcut,
        category=category,
        tags=tuple(name for name, _key in children["reply_tag"].get(id_, ())),
        favourite=bool(favourite),
        asked_as=tuple(text for (text,) in children["asked_as"].get(id_, ())),
        attachments=tuple(
            Attachment(Digest(file), name, media_type, size)
            for file, name, media_type, size in children["attachment"].get(id_, ())
        ),
        notes=notes,
        delivery=DeliveryMode(delivery),
        position=position,
        origin=Origin(pack, record, version, digest) if pack is not None else None,
        created=Millis(created),
        changed=Millis(changed),
        trashed=Millis(trashed) if trashed is not None else None,
    )


@contextlib.contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """What the door let in was valid; a row that is not was changed behind its back."""
    try:
        yield
    except (InvalidInput, ValueError) as error:
        raise MachineFault(Code.LIBRARY_DAMAGED, path=str(path)) from error
