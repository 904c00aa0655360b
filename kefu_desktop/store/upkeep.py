"""What keeps a library well over the years: emptying the trash, letting go of unused bytes, looking
for flaws.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from sqlite_utils import Database

from kefu_desktop.core.changes import Change, ChangeSet, Deed
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Millis, Reply
from kefu_desktop.store import checks, journal, rows, usage
from kefu_desktop.store.connection import reading

_DIGEST = re.compile(rb"[0-9a-f]{64}")


class FlawKind(StrEnum):
    """What can be wrong with a library that opens."""

    PAGES = "pages"
    REFERENCE = "reference"
    REPLY = "reply"
    CATEGORY = "category"
    SHORTCUT = "shortcut"
    CONTENT = "content"


class Flaw(Struct, frozen=True):
    """Something that should not be. ``detail`` names it: SQLite's words, a uid, a digest; no text
    of a reply.
    """

    kind: FlawKind
    detail: str


def purge_of(db: Database, path: Path, older_than: Millis) -> ChangeSet:
    """Gives the deed that empties the trash of what went there before ``older_than``; it cannot be
    undone.
    """
    with reading(db, path):
        old = db.execute("SELECT uid FROM reply WHERE trashed < ?", [older_than]).fetchall()
        gone = rows.read_replies(db, path, [uid for (uid,) in old])
        changes = tuple(Change(reply, None) for reply in gone)
    return ChangeSet(Deed.PURGE, changes, undoable=False)


def bury(db: Database, gone: Iterable[Reply], at: Millis) -> None:
    """Forgets the use of replies that are gone for good, unless another took their place, and notes
    those that a pack would bring back.
    """
    replies = list(gone)
    united = [(reply.uid, reply.united) for reply in replies if reply.united and reply.trashed]
    usage.hand_on(db, united)
    usage.forget_replies(db, (reply.uid for reply in replies))
    db.conn.executemany(
        "INSERT INTO buried (pack, record, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (reply.origin.pack, reply.origin.record, at)
            for reply in replies
            if reply.origin is not None
        ],
    )


def drop_unused_content(db: Database, path: Path) -> int:
    """Drops content that no attachment, no origin and no step of the journal names; gives how many.

    Whatever in the journal looks like a digest counts as one: keeping too much is no loss.
    """
    used = {
        digest
        for (digest,) in db.execute(
            "SELECT digest FROM attachment"
            " UNION SELECT pack_digest FROM reply WHERE pack_digest IS NOT NULL"
        )
    }
    for text in journal.told_text(db, path):
        used.update(match.decode() for match in _DIGEST.findall(text))
    unused = [
        (digest,) for (digest,) in db.execute("SELECT digest FROM content") if digest not in used
    ]
    db.conn.executemany("DELETE FROM content WHERE digest = ?", unused)
    return len(unused)


def flaws(db: Database, path: Path) -> tuple[Flaw, ...]:
    """Gives all that is wrong with the library at one moment.

    Raises:
        MachineFault: it is so damaged that it cannot be looked through.
    """
    with reading(db, path):
        return (
            *(
                Flaw(FlawKind.PAGES, str(said))
                for (said,) in db.execute("PRAGMA integrity_check(20)")
                if said != "ok"
            ),
            *(
                Flaw(FlawKind.REFERENCE, f"{table} {row} → {parent}")
                for table, row, parent, _number in db.execute("PRAGMA foreign_key_check")
            ),
            *_flaws_of_categories(db, path),
            *_flaws_of_replies(db, path),
            *(
                Flaw(FlawKind.CONTENT, digest)
                for digest, data in db.execute("SELECT digest, data FROM content")
                if sha256(data).hexdigest() != digest
            ),
        )


def _flaws_of_categories(db: Database, path: Path) -> Iterator[Flaw]:
    try:
        tree = rows.read_categories(db, path)
        checks.grown_tree({}, (Change(None, category) for category in tree.values()))
    except KefuError as error:
        yield Flaw(FlawKind.CATEGORY, str(error.params.get("uid", error.code)))


def _flaws_of_replies(db: Database, path: Path) -> Iterator[Flaw]:
    held = dict(db.execute("SELECT uid, shortcut_key FROM reply").fetchall())
    try:
        for reply in rows.read_all_replies(db, path):
            if held[reply.uid] != rows.shortcut_key(reply):
                yield Flaw(FlawKind.SHORTCUT, reply.uid)
    except KefuError as error:
        yield Flaw(FlawKind.REPLY, str(error.params.get("uid", error.code)))
