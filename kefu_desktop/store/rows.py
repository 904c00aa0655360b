"""Rows of the library file ↔ the values of ``core.model``.

A reply lies in five tables. They are read side by side in the order of their keys, some hundred
replies at a time: one query for each reply would take many times as long.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlite_utils import Database

from kefu_desktop.core.model import (
    Attachment,
    Category,
    DeliveryMode,
    Kind,
    Origin,
    Reply,
    Tag,
    Uid,
    Variant,
)
from kefu_desktop.store.connection import named_damage, reading

CHUNK = 250
"""How many replies are read or written at a time: few enough that who reads them all gives way
every few milliseconds, and enough that a query more does not count.
"""

Row = tuple[Any, ...]
Value = TypeVar("Value")

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
    "united",
)
"""The columns of ``reply`` behind its ``id``, in the order of :func:`reply_row`."""

_SELECT_REPLY = (
    "SELECT reply.id, reply.uid, kind, title, shortcut, category.uid, favourite, notes, delivery,"
    " reply.position, pack, record, pack_version, pack_digest, created, changed, trashed,"
    " united"
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
        reply.united,
    )


class Part(NamedTuple):
    """A table that holds what a reply has several of."""

    table: str
    columns: tuple[str, ...]
    """Behind ``reply, position``."""
    rows: Callable[[Reply], Sequence[Row]]
    """Gives the values of ``columns`` for a reply, in order."""


PARTS = (
    Part("variant", ("text",), lambda reply: [(variant.text,) for variant in reply.variants]),
    Part("asked_as", ("text",), lambda reply: [(text,) for text in reply.asked_as]),
    Part("reply_tag", ("name", "key"), lambda reply: [(tag, tag.casefold()) for tag in reply.tags]),
    Part(
        "attachment",
        ("digest", "name", "media_type", "size"),
        lambda reply: [
            (file.digest, file.name, file.media_type, file.size) for file in reply.attachments
        ],
    ),
)


def read_categories(db: Database, path: Path) -> dict[Uid, Category]:
    """Gives all categories, in no particular order."""
    with reading(db, path), named_damage(path):
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
    with reading(db, path), named_damage(path):
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
    """Gives every reply in the order of its making, some hundred to a transaction unless one is
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
    """Gives the replies of ``rows``, ordered by id, with what the other tables hold of them."""
    if not rows:
        return []
    first, last = rows[0][0], rows[-1][0]
    where: tuple[str, Sequence[Any]]
    if last - first < 4 * len(rows):
        where = "BETWEEN ? AND ?", [first, last]
    else:
        where = "IN (SELECT value FROM json_each(?))", [json.dumps([row[0] for row in rows])]
    with named_damage(path):
        variant, asked_as, tag, attachment = PARTS
        several = _Several(
            _grouped(db, variant, where, lambda row: Variant(row[1])),
            _grouped(db, asked_as, where, itemgetter(1)),
            _grouped(db, tag, where, itemgetter(1)),
            _grouped(db, attachment, where, lambda row: Attachment(*row[1:])),
        )
    replies: list[Reply] = []
    # The first that cannot be made is the one behind those that could.
    with named_damage(path, uid=lambda: str(rows[len(replies)][1])):
        replies.extend(_reply_of(row, several) for row in rows)
    return replies


class _Several(NamedTuple):
    """What some replies have several of, by the ``id`` of the reply."""

    variants: Mapping[int, tuple[Variant, ...]]
    asked_as: Mapping[int, tuple[str, ...]]
    tags: Mapping[int, tuple[str, ...]]
    attachments: Mapping[int, tuple[Attachment, ...]]


def _grouped(
    db: Database, part: Part, where: tuple[str, Sequence[Any]], value: Callable[[Row], Value]
) -> Mapping[int, tuple[Value, ...]]:
    condition, args = where
    found = db.execute(
        f"SELECT reply, {', '.join(part.columns)} FROM {part.table}"
        f" WHERE reply {condition} ORDER BY reply, position",
        args,
    )
    return {id_: tuple(map(value, rows)) for id_, rows in groupby(found, itemgetter(0))}


def _reply_of(row: Row, several: _Several) -> Reply:
    id_, uid, kind, title, shortcut, category, favourite, notes, delivery, position = row[:10]
    pack, record, version, digest, created, changed, trashed, united = row[10:]
    return Reply(
        uid=uid,
        title=title,
        variants=several.variants.get(id_, ()),
        kind=Kind(kind),
        shortcut=shortcut,
        category=category,
        tags=several.tags.get(id_, ()),
        favourite=bool(favourite),
        asked_as=several.asked_as.get(id_, ()),
        attachments=several.attachments.get(id_, ()),
        notes=notes,
        delivery=DeliveryMode(delivery),
        position=position,
        origin=Origin(pack, record, version, digest) if pack is not None else None,
        created=created,
        changed=changed,
        trashed=trashed,
        united=united,
    )
