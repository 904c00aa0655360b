"""How much there is of what in a library: the counts that stand beside a list."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlite_utils import Database

from kefu_desktop.core.model import Kind, Millis, Uid
from kefu_desktop.store.rows import read_tags


class Tally(Struct, frozen=True, kw_only=True):
    """How much there is of what. All but ``trashed`` and ``trash_from`` leave out the trash."""

    by_category: Mapping[tuple[Kind, Uid | None], int]
    """By kind and by the category that a reply itself lies in (None: in none); none of it 0."""
    favourites: int
    recent: int
    trashed: int
    trash_from: Millis | None
    """When the oldest reply in the trash went there."""
    by_pack: Mapping[Uid, int]
    tags: tuple[str, ...]
    """All names there are, the most used first."""


def tally(db: Database, path: Path, recent_since: Millis) -> Tally:
    """Counts in the transaction that is open; used since ``recent_since`` counts as recent."""
    by_category, favourites = _kinds(db)
    (recent,) = db.execute(
        "SELECT count(*) FROM reply WHERE trashed IS NULL"
        " AND uid IN (SELECT reply FROM counted_use WHERE last >= ?)",
        [recent_since],
    ).fetchone()
    trashed, trash_from = db.execute(
        "SELECT count(*), min(trashed) FROM reply WHERE trashed IS NOT NULL"
    ).fetchone()
    in_trash = _counts(db, "reply WHERE trashed NOTNULL AND +pack NOTNULL", "+pack")
    by_pack = _counts(db, "reply WHERE pack NOTNULL", "pack") - in_trash
    return Tally(
        by_category=by_category,
        favourites=favourites,
        recent=recent,
        trashed=trashed,
        trash_from=trash_from,
        by_pack={Uid(pack): count for pack, count in by_pack.items()},
        tags=_tags(db, path),
    )


def _kinds(db: Database) -> tuple[Mapping[tuple[Kind, Uid | None], int], int]:
    """Gives how many replies there are by kind and category, and how many favourites.

    What most of them are (of the kind ``REPLY``, no favourites, not in the trash) is never
    looked at: it is what an index counts less all the others. That takes a third of the time.
    """
    known = db.execute("SELECT id, uid FROM category").fetchall()
    uids: dict[int | None, Uid | None] = dict(known)
    others: Counter[tuple[Kind, Uid | None]] = Counter()
    usual: Counter[tuple[Kind, Uid | None]] = Counter()
    for category, count in _counts(db, "reply", "category").items():
        usual[Kind.REPLY, uids.get(category)] += count
    favourites = 0
    for kind, category, favourite, trashed, count in db.execute(
        "SELECT kind, category, favourite, trashed IS NOT NULL, count(*) FROM reply"
        " WHERE kind <> ? OR favourite OR trashed IS NOT NULL GROUP BY 1, 2, 3, 4",
        [Kind.REPLY.value],
    ):
        usual[Kind.REPLY, uids.get(category)] -= count
        if not trashed:
            others[Kind(kind), uids.get(category)] += count
            favourites += count if favourite else 0
    # Adding counters leaves out what there is none of.
    return usual + others, favourites


def _tags(db: Database, path: Path) -> tuple[str, ...]:
    """Gives the names of all tags, the most used first."""
    counts = _counts(db, "reply_tag", "key")
    names = dict(
        db.execute(
            "SELECT value, (SELECT name FROM reply_tag WHERE key = value LIMIT 1)"
            " FROM json_each(?)",
            [json.dumps(list(counts))],
        ).fetchall()
    )
    names |= {key: tag.name for key, tag in read_tags(db, path).items()}
    # CROSS: SQLite would go through all tags instead of the few replies in the trash.
    trashed = "reply CROSS JOIN reply_tag ON reply_tag.reply = reply.id WHERE trashed NOTNULL"
    counts -= _counts(db, trashed, "key")
    return tuple(names[key] for key in sorted(names, key=lambda key: (-counts[key], key)))


def _counts(db: Database, rows: str, by: str) -> Counter[Any]:
    """Gives how many ``rows`` there are by the value of a column."""
    return Counter(dict(db.execute(f"SELECT {by}, count(*) FROM {rows} GROUP BY 1")))
