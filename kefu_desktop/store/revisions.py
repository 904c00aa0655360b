"""Tells what has changed since a revision, so that another process's commit is taken over without
reading all.

Each commit and each use is one revision. What the late commits touched is kept; whoever looks from
further back is told that everything may have changed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from kefu_desktop.core.changes import Change, Deed, Key
from kefu_desktop.core.model import Millis, Uid

KEPT = 1000
"""How many late commits are remembered."""

LISTED = 2000
"""A commit that touches more entities than this is told as "everything"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed up to ``revision``. With ``everything`` the sets are empty and say nothing."""

    revision: int
    everything: bool = False
    replies: frozenset[Uid] = frozenset()
    categories: frozenset[Uid] = frozenset()
    tags: frozenset[str] = frozenset()
    """Names without regard to case."""
    used: frozenset[Uid] = frozenset()
    """Replies delivered since."""


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
    used = db.execute("SELECT DISTINCT reply FROM use_log WHERE revision > ?", [revision])
    return News(
        revision=now,
        replies=frozenset(map(Uid, touched.get(Key.REPLY, ()))),
        categories=frozenset(map(Uid, touched.get(Key.CATEGORY, ()))),
        tags=frozenset(touched.get(Key.TAG, ())),
        used=frozenset(Uid(uid) for (uid,) in used),
    )
