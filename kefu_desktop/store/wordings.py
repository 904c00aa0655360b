"""What replies say and nothing else of them: for whoever goes through all of them, in a tenth of
the time that whole replies would take.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from kefu_desktop.core.model import Digest, Kind, Uid
from kefu_desktop.store.connection import named_damage, reading

_CHUNK = 2_000
"""So many ids are looked at in one transaction."""


class Wordings(NamedTuple):
    """A reply's variants, the images that go with each of them, and its tags."""

    uid: Uid
    kind: Kind
    title: str
    texts: tuple[str, ...]
    images: tuple[Digest, ...]
    tags: tuple[str, ...]


def read_wordings(db: Database, path: Path) -> Iterator[Wordings]:
    """Gives those of every reply outside the trash, in the order of their making, as they are
    read.
    """
    begin = 0
    while True:
        with reading(db, path), named_damage(path):
            (last,) = db.execute("SELECT ifnull(max(id), 0) FROM reply").fetchone()
            if begin >= last:
                return
            some = list(_between(db, begin, begin + _CHUNK))
        begin += _CHUNK
        yield from some


def _between(db: Database, above: int, until: int) -> Iterator[Wordings]:
    images: dict[int, list[Digest]] = {}
    for id_, digest in db.execute(
        "SELECT reply, digest FROM attachment WHERE reply > ? AND reply <= ?"
        " ORDER BY reply, position",
        [above, until],
    ):
        images.setdefault(id_, []).append(Digest(digest))
    tags: dict[int, list[str]] = {}
    for id_, name in db.execute(
        "SELECT reply, name FROM reply_tag WHERE reply > ? AND reply <= ? ORDER BY reply, position",
        [above, until],
    ):
        tags.setdefault(id_, []).append(name)
    rows = db.execute(
        "SELECT id, uid, kind, title, text FROM reply JOIN variant ON variant.reply = reply.id"
        " WHERE id > ? AND id <= ? AND trashed IS NULL ORDER BY id, variant.position",
        [above, until],
    )
    for (id_, uid, kind, title), several in groupby(rows, itemgetter(0, 1, 2, 3)):
        texts = tuple(row[4] for row in several)
        yield Wordings(
            Uid(uid),
            Kind(kind),
            title,
            texts,
            tuple(images.get(id_, ())),
            tuple(tags.get(id_, ())),
        )
