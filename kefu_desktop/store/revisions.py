"""Tells what has changed since a revision, so that another process's commit is taken over without
reading all.

Each commit and each use is one revision. What the late commits touched is kept; whoever looks from
further back is told that everything may have changed.
"""

import json
from collections.abc import Sequence

from msgspec import Struct
from sqlite_utils import Database

from kefu_desktop.core.changes import Change, Deed, Key
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.uniting import recounted

KEPT = 1000
"""How many late commits are remembered."""

_USE = "use"
"""Names, beside the families of entities, the replies whose use a commit counts otherwise."""

LISTED = 2000
"""A commit that touches more entities than this is told as "everything"."""


class News(Struct, frozen=True, kw_only=True):
    """What changed up to ``revision``. With ``everything`` the sets are empty and say nothing."""

    revision: int
    everything: bool = False
    replies: frozenset[Uid] = frozenset()
    categories: frozenset[Uid] = frozenset()
    tags: frozenset[str] = frozenset()
    """Names without regard to case."""
    used: frozenset[Uid] = frozenset()
    """Replies that were delivered since, or whose use is counted otherwise."""


def current(db: Database) -> int:
    """Gives the revision the library is at."""
    return int(db.execute("SELECT revision FROM library").fetchone()[0])


def advance(db: Database) -> int:
    """Moves the library to its next revision and gives it."""
    db.execute("UPDATE library SET revision = revision + 1")
    return current(db)


def note(
    db: Database, number: int, deed: Deed, way: str, at: Millis, changes: Sequence[Change]
) -> None:
    """Keeps what the commit that made revision ``number`` touched, and forgets the oldest."""
    touched: dict[str, list[str]] | None = None
    if len(changes) <= LISTED:
        touched = {}
        for change in changes:
            family, identity = change.key
            touched.setdefault(family.value, []).append(identity)
        if anew := recounted(changes):
            touched[_USE] = sorted(anew)
    db.execute(
        "INSERT INTO revision (number, deed, way, at, touched) VALUES (?, ?, ?, ?, ?)",
        [number, deed.value, way, at, None if touched is None else json.dumps(touched)],
    )
    oldest = db.execute(
        "SELECT number FROM revision ORDER BY number DESC LIMIT 1 OFFSET ?", [KEPT]
    ).fetchone()
    if oldest is not None:
        forget_until(db, oldest[0])


def forget_until(db: Database, number: int) -> None:
    """Forgets what revisions up to ``number`` touched."""
    db.execute("DELETE FROM revision WHERE number <= ?", [number])
    db.execute("UPDATE library SET known_since = max(known_since, ?)", [number])


def news_since(db: Database, revision: int) -> News:
    """Gives what changed after ``revision``."""
    now, known_since = db.execute("SELECT revision, known_since FROM library").fetchone()
    if not known_since <= revision <= now:
        return News(revision=now, everything=True)
    touched: dict[str, set[str]] = {}
    for (listed,) in db.execute("SELECT touched FROM revision WHERE number > ?", [revision]):
        if listed is None:
            return News(revision=now, everything=True)
        for family, identities in json.loads(listed).items():
            touched.setdefault(family, set()).update(identities)
    used = db.execute(
        "SELECT reply FROM use_log WHERE revision > :seen"
        " UNION SELECT united FROM use_log JOIN reply ON reply.uid = use_log.reply"
        " WHERE revision > :seen AND united IS NOT NULL",
        {"seen": revision},
    )
    return News(
        revision=now,
        replies=frozenset(map(Uid, touched.get(Key.REPLY, ()))),
        categories=frozenset(map(Uid, touched.get(Key.CATEGORY, ()))),
        tags=frozenset(touched.get(Key.TAG, ())),
        used=frozenset((*(Uid(uid) for (uid,) in used), *map(Uid, touched.get(_USE, ())))),
    )
