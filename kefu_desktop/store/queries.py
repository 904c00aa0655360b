"""What can be asked of a library, by the door's owner and by readers in other threads alike.

Each query answers for one moment. Several that must agree with each other, or a long read that must
not see a commit in its middle, stand inside :meth:`Queries.snapshot`.
"""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct
from sqlite_utils import Database

from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import Code, NotFound
from kefu_desktop.core.model import Category, Digest, Kind, Millis, Reply, Tag, Uid, Use
from kefu_desktop.core.reverting import Trace
from kefu_desktop.store import journal, revisions, rows, usage
from kefu_desktop.store.connection import connect_to_read, named_damage, reading, sorted_faults
from kefu_desktop.store.journal import Step
from kefu_desktop.store.revisions import News
from kefu_desktop.store.usage import Delivery
from kefu_desktop.store.wordings import Wordings, read_wordings


class Counts(Struct, frozen=True, kw_only=True):
    """How many replies there are. All but ``trashed`` leave out what is in the trash."""

    replies: int
    trashed: int
    favourites: int
    by_kind: Mapping[Kind, int]
    by_category: Mapping[tuple[Kind, Uid | None], int]
    """By kind and by the category that a reply itself stands in (None: in none)."""


class SeenPack(Struct, frozen=True):
    """A pack that was imported, as it was last time."""

    uid: Uid
    name: str
    version: str
    imported: Millis


class Queries:
    """A connection and what it can be asked; to be used in the thread that opened it only."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self.path = path

    def close(self) -> None:
        """Closes the file; closing twice is allowed."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[int]:
        """Holds the library still for what is asked inside; gives the revision it is held at."""
        with reading(self._db, self.path):
            yield revisions.current(self._db)

    def uid(self) -> Uid:
        """Gives the identity of the library, made with it."""
        with sorted_faults(self.path):
            return Uid(self._db.execute("SELECT uid FROM library").fetchone()[0])

    def revision(self) -> int:
        """Gives the number of the last commit or use."""
        with sorted_faults(self.path):
            return revisions.current(self._db)

    def data_version(self) -> int:
        """Gives a number that changes when *another* connection has committed. Takes some
        microseconds.
        """
        with sorted_faults(self.path):
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def changes_since(self, revision: int) -> News:
        """Gives what has changed after ``revision``, or that it may be everything."""
        with reading(self._db, self.path), named_damage(self.path):
            return revisions.news_since(self._db, revision)

    def reply(self, uid: Uid) -> Reply:
        """Gives a reply, also from the trash; raises :class:`NotFound` (``REPLY_MISSING``)."""
        for reply in rows.read_replies(self._db, self.path, [uid]):
            return reply
        raise NotFound(Code.REPLY_MISSING, wanted=uid)

    def replies(self, uids: Iterable[Uid]) -> tuple[Reply, ...]:
        """Gives those of ``uids`` that there are, in the order of ``uids``, also from the trash."""
        wanted = list(uids)
        found = {reply.uid: reply for reply in rows.read_replies(self._db, self.path, wanted)}
        return tuple(found[uid] for uid in wanted if uid in found)

    def by_shortcut(self, code: str) -> Reply | None:
        """Gives the reply that has the shortcut ``code``, without regard to case and not from the
        trash.
        """
        with reading(self._db, self.path):
            row = self._db.execute(
                "SELECT uid FROM reply WHERE shortcut_key = ?", [code.casefold()]
            ).fetchone()
            return None if row is None else self.reply(Uid(row[0]))

    def by_title(self, title: str) -> Reply | None:
        """Gives the reply with exactly this title, the oldest of several and none from the trash.
        There is no index for it: of 100,000 replies it goes through all.
        """
        with reading(self._db, self.path):
            row = self._db.execute(
                "SELECT uid FROM reply WHERE title = ? AND trashed IS NULL ORDER BY id LIMIT 1",
                [title],
            ).fetchone()
            return None if row is None else self.reply(Uid(row[0]))

    def uids(self) -> tuple[Uid, ...]:
        """Gives the identities of all replies, the trash included."""
        with sorted_faults(self.path):
            return tuple(
                Uid(uid) for (uid,) in self._db.execute("SELECT uid FROM reply ORDER BY id")
            )

    def all_replies(self) -> Iterator[Reply]:
        """Gives every reply, also those in the trash, in the order of their making, as they are
        read.

        Outside :meth:`snapshot` a commit may come in between; each reply is whole in any case.
        """
        return rows.read_all_replies(self._db, self.path)

    def wordings(self) -> Iterator[Wordings]:
        """Gives what every reply outside the trash says, in the order of their making, as it is
        read; outside :meth:`snapshot` a commit may come in between.
        """
        return read_wordings(self._db, self.path)

    def next_position(self, category: Uid | None) -> int:
        """Gives the position behind the last reply of ``category`` (None: of those in none)."""
        with sorted_faults(self.path):
            row = self._db.execute(
                "SELECT ifnull(max(position), -1) + 1 FROM reply"
                " WHERE category IS (SELECT id FROM category WHERE uid = ?)",
                [category],
            ).fetchone()
            return int(row[0])

    def order_in(self, category: Uid | None) -> tuple[tuple[Uid, int], ...]:
        """Gives the replies of ``category`` (None: those in none) with their positions, in order:
        of one position the older first. The trash included.
        """
        with sorted_faults(self.path):
            found = self._db.execute(
                "SELECT uid, position FROM reply"
                " WHERE category IS (SELECT id FROM category WHERE uid = ?) ORDER BY position, id",
                [category],
            )
            return tuple((Uid(uid), int(position)) for uid, position in found)

    def of_kind(self, kind: Kind, most: int) -> tuple[Reply, ...]:
        """Gives the first ``most`` replies of ``kind`` outside the trash, in the order of their
        making, those of one category together and in its order.
        """
        with reading(self._db, self.path):
            found = self._db.execute(
                "SELECT uid FROM reply WHERE kind = ? AND trashed IS NULL"
                " ORDER BY category, position, id LIMIT ?",
                [kind.value, most],
            ).fetchall()
            return self.replies(Uid(uid) for (uid,) in found)

    def in_categories(self, categories: Iterable[Uid]) -> tuple[Reply, ...]:
        """Gives the replies that lie in one of ``categories``, the trash included."""
        with reading(self._db, self.path):
            found = self._db.execute(
                "SELECT reply.uid FROM category JOIN reply ON reply.category = category.id"
                " WHERE category.uid IN (SELECT value FROM json_each(?))",
                [json.dumps([*categories])],
            ).fetchall()
            return tuple(rows.read_replies(self._db, self.path, [uid for (uid,) in found]))

    def united_with(self, uids: Iterable[Uid]) -> tuple[Reply, ...]:
        """Gives the replies whose place one of ``uids`` took, whether in the trash or not."""
        with reading(self._db, self.path):
            found = self._db.execute(
                "SELECT uid FROM reply WHERE united IN (SELECT value FROM json_each(?))",
                [json.dumps([*uids])],
            ).fetchall()
            return tuple(rows.read_replies(self._db, self.path, [uid for (uid,) in found]))

    def held_shortcuts(self, shortcuts: Iterable[str]) -> frozenset[str]:
        """Gives those of ``shortcuts`` that a reply outside the trash has, without regard to case;
        what is given is casefolded.
        """
        with sorted_faults(self.path):
            found = self._db.execute(
                "SELECT shortcut_key FROM reply"
                " WHERE shortcut_key IN (SELECT value FROM json_each(?))",
                [json.dumps([shortcut.casefold() for shortcut in shortcuts])],
            )
            return frozenset(str(key) for (key,) in found)

    def of_pack(self, pack: Uid) -> Mapping[Uid, Uid]:
        """Gives for each record of ``pack`` the uid of its reply, also from the trash."""
        with sorted_faults(self.path):
            found = self._db.execute("SELECT record, uid FROM reply WHERE pack = ?", [pack])
            return {Uid(record): Uid(uid) for record, uid in found}

    def told_by(self, pack: Uid) -> Mapping[Uid, Digest]:
        """Gives what ``pack`` last said of each record that is a reply here, by its digest."""
        with sorted_faults(self.path):
            found = self._db.execute("SELECT record, pack_digest FROM reply WHERE pack = ?", [pack])
            return {Uid(record): Digest(digest) for record, digest in found}

    def thrown_away(self, pack: Uid) -> frozenset[Uid]:
        """Gives the records of ``pack`` whose replies lie in the trash, or did."""
        with sorted_faults(self.path):
            found = self._db.execute(
                "SELECT record FROM reply WHERE pack = ? AND trashed IS NOT NULL"
                " UNION SELECT record FROM buried WHERE pack = ?",
                [pack, pack],
            )
            return frozenset(Uid(record) for (record,) in found)

    def buried(self, pack: Uid) -> frozenset[Uid]:
        """Gives the records of ``pack`` whose replies were emptied out of the trash."""
        with sorted_faults(self.path):
            found = self._db.execute("SELECT record FROM buried WHERE pack = ?", [pack])
            return frozenset(Uid(record) for (record,) in found)

    def packs(self) -> tuple[SeenPack, ...]:
        """Gives the packs that were imported, by name."""
        with sorted_faults(self.path):
            found = self._db.execute("SELECT uid, name, version, imported FROM pack ORDER BY name")
            return tuple(SeenPack(*row) for row in found)

    def categories(self) -> dict[Uid, Category]:
        """Gives all categories, by uid."""
        return rows.read_categories(self._db, self.path)

    def tags(self) -> dict[str, Tag]:
        """Gives all tags by name without regard to case: those declared and those on replies."""
        with reading(self._db, self.path):
            used = self._db.execute("SELECT key, min(name) FROM reply_tag GROUP BY key")
            tags = {key: Tag(name) for key, name in used}
            return tags | rows.read_tags(self._db, self.path)

    def tag_counts(self) -> dict[str, int]:
        """Gives how many replies outside the trash have a tag, by name without regard to case."""
        with sorted_faults(self.path):
            found = self._db.execute(
                "SELECT key, count(*) FROM reply_tag JOIN reply ON reply.id = reply_tag.reply"
                " WHERE trashed IS NULL GROUP BY key"
            )
            return {str(key): int(count) for key, count in found}

    def counts(self) -> Counts:
        """Gives how many replies there are of each sort."""
        with reading(self._db, self.path):
            by_category = {
                (Kind(kind), None if category is None else Uid(category)): int(count)
                for kind, category, count in self._db.execute(
                    "SELECT kind, category.uid, count(*) FROM reply"
                    " LEFT JOIN category ON category.id = reply.category"
                    " WHERE trashed IS NULL GROUP BY kind, reply.category"
                )
            }
            trashed, favourites = self._db.execute(
                "SELECT count(trashed), count(*) FILTER (WHERE favourite AND trashed IS NULL)"
                " FROM reply"
            ).fetchone()
        by_kind = dict.fromkeys(Kind, 0)
        for (kind, _category), count in by_category.items():
            by_kind[kind] += count
        return Counts(
            replies=sum(by_kind.values()),
            trashed=trashed,
            favourites=favourites,
            by_kind=by_kind,
            by_category=by_category,
        )

    def uses(self) -> dict[Uid, Use]:
        """Gives the use of each reply that was ever delivered."""
        with sorted_faults(self.path):
            return usage.read_uses(self._db)

    def use(self, uid: Uid) -> Use:
        """Gives the use of one reply; never used when it was never delivered."""
        with sorted_faults(self.path):
            return usage.read_use(self._db, uid)

    def variant_uses(self, reply: Reply) -> tuple[Use, ...]:
        """Gives the use of each variant of ``reply``, in their order."""
        with sorted_faults(self.path):
            texts = (variant.text for variant in reply.variants)
            return usage.read_variant_uses(self._db, reply.uid, texts)

    def deliveries(self, limit: int) -> tuple[Delivery, ...]:
        """Gives the last ``limit`` deliveries, the newest first."""
        with sorted_faults(self.path):
            return usage.read_log(self._db, limit)

    def content(self, digest: Digest) -> bytes | None:
        """Gives the bytes kept under ``digest``."""
        with sorted_faults(self.path):
            row = self._db.execute("SELECT data FROM content WHERE digest = ?", [digest]).fetchone()
            return None if row is None else bytes(row[0])

    def undo_step(self) -> Step | None:
        """Gives what undo would take back."""
        with sorted_faults(self.path):
            return journal.to_undo(self._db)

    def redo_step(self) -> Step | None:
        """Gives what redo would do again."""
        with sorted_faults(self.path):
            return journal.to_redo(self._db)

    def imports(self) -> tuple[tuple[Step, Uid | None], ...]:
        """Gives the imports that the journal still knows and that are not undone, the newest
        first, each with the pack that it brought.
        """
        with sorted_faults(self.path):
            steps = journal.done(self._db, Deed.IMPORT)
            return tuple((step, journal.pack_of(self._db, self.path, step)) for step in steps)

    def traces(self, step: Step) -> tuple[Trace, ...]:
        """Gives what ``step`` did; raises Conflict (``UNDO_OVERTAKEN``) where this version cannot
        read it.
        """
        with sorted_faults(self.path):
            return tuple(journal.traces(self._db, self.path, step))

    def shortcuts(self) -> dict[str, Uid]:
        """Gives who holds each shortcut, by the shortcut without regard to case."""
        with sorted_faults(self.path):
            told = self._db.execute(
                "SELECT shortcut_key, uid FROM reply WHERE shortcut_key IS NOT NULL"
            )
            return dict(told.fetchall())

    def lying(self) -> dict[Uid, int]:
        """Gives how many replies lie in each category itself, those in the trash too."""
        with sorted_faults(self.path):
            told = self._db.execute(
                "SELECT category.uid, count(*) FROM reply"
                " JOIN category ON category.id = reply.category GROUP BY category.id"
            )
            return dict(told.fetchall())


class Reader(Queries):
    """A library opened for reading only, for a thread of its own. It sees each commit once it is
    done.
    """

    @classmethod
    def open(cls, path: Path) -> "Reader":
        """Opens the library at ``path``, which :class:`library.Library` has made or upgraded
        before.

        Raises:
            MachineFault: the file cannot be read, is damaged, foreign or too new.
        """
        return cls(connect_to_read(path), path)
