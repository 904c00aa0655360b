"""Which replies a view of the library holds and in which order, pages of them, and how much there
is of what.

Whole views are read as one JSON text for each column. SQLite sorts and scans without holding the
interpreter, so windows go on meanwhile; 100,000 rows fetched one by one would take it 100,000 times
and several times as long.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, cast

from kefu_desktop.core.model import Category, Kind, Millis, Uid, category_path
from kefu_desktop.core.tree import Tree
from kefu_desktop.core.views import Column, Line, Order, Scope, View
from kefu_desktop.store.connection import connect_to_read, named_damage, reading, sorted_faults
from kefu_desktop.store.queries import Reader
from kefu_desktop.store.rows import Row, read_tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
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


_KIND = " ".join(f"WHEN '{kind.value}' THEN {place}" for place, kind in enumerate(Kind))

# As one number and not as three columns: SQLite compares that in half the time.
_PLACE = (
    f"((CASE kind {_KIND} ELSE {len(Kind)} END * (:categories + 1)"
    " + ifnull(place.number, :categories)) << 32)"
    " + min(max(reply.position, -2147483648), 2147483647)"
)

_TAGS = "ifnull((SELECT group_concat(name, ' ') FROM reply_tag WHERE reply = reply.id), '')"

# The view counted_use for one row: asked for there, it would be made as a whole for each of them.
_COUNTED = (
    "use_total WHERE reply IN (SELECT reply.uid UNION ALL SELECT gone.uid FROM reply AS gone"
    " WHERE gone.united = reply.uid AND gone.trashed IS NOT NULL)"
)

_SAID = (
    "title || char(10) || shortcut || char(10) || notes || char(10)"
    " || ifnull((SELECT group_concat(text, char(10)) FROM variant WHERE reply = reply.id), '')"
    f" || char(10) || {_TAGS}"
)


class _Wanted(NamedTuple):
    """Which replies: those of a view, and only those ``among``, if that is not None."""

    view: View
    recent_since: Millis
    among: Collection[Uid] | None


class CatalogueReader(Reader):
    """A reader that answers what a window over the whole library asks."""

    @classmethod
    def open(cls, path: Path) -> CatalogueReader:
        """Opens the library at ``path``, which :class:`library.Library` has made or upgraded
        before.

        Raises:
            MachineFault: the file cannot be read, is damaged, foreign or too new.
        """
        return cls(connect_to_read(path), path)

    def listed(
        self,
        view: View,
        order: Order,
        recent_since: Millis,
        among: Collection[Uid] | None = None,
    ) -> list[Uid]:
        """Gives the replies of ``view``, and only those ``among``, in ``order``, which is not by a
        column of text.
        """
        wanted = _Wanted(view, recent_since, among)
        match order.column:
            case Column.LIBRARY:
                (uids,) = self._columns(wanted, ("uid",))
                return uids[::-1] if order.descending else uids
            case Column.USES:
                return self._by_uses(wanted, descending=order.descending)
            case Column.CHANGED | Column.TRASHED:
                way = "DESC" if order.descending else "ASC"
                return self._columns(wanted, ("uid",), f"{order.column.value} {way}, ")[0]
            case _:
                raise ValueError(f"{order.column} is a column of text")

    def texts(
        self,
        view: View,
        column: Column | None,
        recent_since: Millis,
        among: Collection[Uid] | None = None,
    ) -> tuple[list[Uid], list[str]]:
        """Gives the replies of ``view``, and only those ``among``, in the view's own order, and
        what each has in a column of text: its title, its shortcut, or its tags with blanks between.

        Without a column: all that a person reads in it.
        """
        wanted = _Wanted(view, recent_since, among)
        if column is Column.TAGS:
            return self._tagged(wanted)
        text = _SAID if column is None else column.value
        uids, texts = self._columns(wanted, ("uid", text))
        return uids, texts

    def lines(self, uids: Sequence[Uid]) -> tuple[Line, ...]:
        """Gives those of ``uids`` that there are as rows of a list, in the order of ``uids``."""
        with reading(self._db, self.path), named_damage(self.path):
            categories = self.categories()
            found = self._db.execute(
                "SELECT reply.uid, title, shortcut, kind, category.uid, favourite, changed,"
                f" trashed, pack, {_TAGS},"
                f" (SELECT sum(count) FROM {_COUNTED}), (SELECT max(last) FROM {_COUNTED}),"
                " (SELECT count(*) FROM variant WHERE reply = reply.id),"
                " (SELECT count(*) FROM attachment WHERE reply = reply.id)"
                " FROM reply LEFT JOIN category ON category.id = reply.category"
                " WHERE reply.uid IN (SELECT value FROM json_each(?))",
                [json.dumps(list(uids))],
            )
            lines = {row[0]: _line(row, categories) for row in found}
        return tuple(lines[uid] for uid in uids if uid in lines)

    def tally(self, recent_since: Millis) -> Tally:
        """Gives how much there is of what; used since ``recent_since`` counts as recent."""
        with reading(self._db, self.path), named_damage(self.path):
            by_category, favourites = self._kinds()
            (recent,) = self._db.execute(
                "SELECT count(*) FROM reply WHERE trashed IS NULL"
                " AND uid IN (SELECT reply FROM counted_use WHERE last >= ?)",
                [recent_since],
            ).fetchone()
            trashed, trash_from = self._db.execute(
                "SELECT count(*), min(trashed) FROM reply WHERE trashed IS NOT NULL"
            ).fetchone()
            in_trash = self._counts("reply WHERE trashed NOTNULL AND +pack NOTNULL", "+pack")
            by_pack = self._counts("reply WHERE pack NOTNULL", "pack") - in_trash
            return Tally(
                by_category=by_category,
                favourites=favourites,
                recent=recent,
                trashed=trashed,
                trash_from=trash_from,
                by_pack={Uid(pack): count for pack, count in by_pack.items()},
                tags=self._tags(),
            )

    def living(self, uids: Collection[Uid]) -> int:
        """Gives how many of ``uids`` there are outside the trash."""
        with sorted_faults(self.path):
            (count,) = self._db.execute(
                "SELECT count(*) FROM reply WHERE trashed IS NULL"
                " AND uid IN (SELECT value FROM json_each(?))",
                [json.dumps(list(uids))],
            ).fetchone()
            return int(count)

    def _columns(self, wanted: _Wanted, columns: Sequence[str], by: str = "") -> list[list[Any]]:
        """Gives ``columns`` of the replies wanted, each as a list, sorted ``by`` and then in the
        view's own order.
        """
        with reading(self._db, self.path), named_damage(self.path):
            categories = self.categories()
            told, args = _held_by(wanted, categories)
            chosen = ", ".join(f"{column} AS c{place}" for place, column in enumerate(columns))
            lists = ", ".join(f"json_group_array(c{place})" for place in range(len(columns)))
            used = " JOIN used ON used.reply = reply.uid" if "used." in told else ""
            # SQLite keeps the order of a subquery whose rows go into a list.
            found = self._db.execute(
                "WITH place (category, number) AS MATERIALIZED ("
                "SELECT category.id, json_each.value"
                " FROM json_each(:tree) JOIN category ON category.uid = json_each.key),"
                " used (reply, last) AS MATERIALIZED ("
                "SELECT reply, max(last) FROM counted_use GROUP BY reply)"
                f" SELECT {lists} FROM (SELECT {chosen} FROM reply"
                f" LEFT JOIN place ON place.category = reply.category{used}"
                f" WHERE {told} ORDER BY {by}{_own_order(wanted.view)}{_PLACE}, reply.id)",
                {
                    "tree": json.dumps({uid: n for n, uid in enumerate(_in_order(categories))}),
                    "categories": len(categories),
                    **args,
                },
            ).fetchone()
            return [json.loads(column) for column in found]

    def _by_uses(self, wanted: _Wanted, *, descending: bool) -> list[Uid]:
        # Most replies were never used, so it takes half the time to let SQLite sort without them.
        with reading(self._db, self.path), named_damage(self.path):
            (uids,) = self._columns(wanted, ("uid",))
            (told,) = self._db.execute(
                "SELECT json_group_object(reply, uses) FROM"
                " (SELECT reply, sum(count) AS uses FROM counted_use GROUP BY reply)"
            ).fetchone()
        uses: dict[Uid, int] = json.loads(told)
        used = sorted(
            (uid for uid in uids if uid in uses), key=uses.__getitem__, reverse=descending
        )
        unused = [uid for uid in uids if uid not in uses]
        return used + unused if descending else unused + used

    def _tagged(self, wanted: _Wanted) -> tuple[list[Uid], list[str]]:
        # Asked reply by reply, the tags alone would take longer than all the rest.
        with reading(self._db, self.path), named_damage(self.path):
            uids, ids = self._columns(wanted, ("uid", "reply.id"))
            replies, names = self._db.execute(
                "SELECT json_group_array(reply), json_group_array(name)"
                " FROM (SELECT reply, name FROM reply_tag ORDER BY reply, position)"
            ).fetchone()
        tags: dict[int, str] = {}
        for id_, name in zip(json.loads(replies), json.loads(names), strict=True):
            known = tags.get(id_)
            tags[id_] = name if known is None else f"{known} {name}"
        return uids, [tags.get(id_, "") for id_ in ids]

    def _kinds(self) -> tuple[Mapping[tuple[Kind, Uid | None], int], int]:
        """Gives how many replies there are by kind and category, and how many favourites.

        What most of them are (of the kind ``REPLY``, no favourites, not in the trash) is never
        looked at: it is what an index counts less all the others. That takes a third of the time.
        """
        known = self._db.execute("SELECT id, uid FROM category").fetchall()
        uids: dict[int | None, Uid | None] = dict(known)
        others: Counter[tuple[Kind, Uid | None]] = Counter()
        usual: Counter[tuple[Kind, Uid | None]] = Counter()
        for category, count in self._counts("reply", "category").items():
            usual[Kind.REPLY, uids.get(category)] += count
        favourites = 0
        for kind, category, favourite, trashed, count in self._db.execute(
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

    def _tags(self) -> tuple[str, ...]:
        """Gives the names of all tags, the most used first."""
        counts = self._counts("reply_tag", "key")
        names = dict(
            self._db.execute(
                "SELECT value, (SELECT name FROM reply_tag WHERE key = value LIMIT 1)"
                " FROM json_each(?)",
                [json.dumps(list(counts))],
            ).fetchall()
        )
        names |= {key: tag.name for key, tag in read_tags(self._db, self.path).items()}
        # CROSS: SQLite would go through all tags instead of the few replies in the trash.
        trashed = "reply CROSS JOIN reply_tag ON reply_tag.reply = reply.id WHERE trashed NOTNULL"
        counts -= self._counts(trashed, "key")
        return tuple(names[key] for key in sorted(names, key=lambda key: (-counts[key], key)))

    def _counts(self, rows: str, by: str) -> Counter[Any]:
        """Gives how many ``rows`` there are by the value of a column."""
        return Counter(dict(self._db.execute(f"SELECT {by}, count(*) FROM {rows} GROUP BY 1")))


def _held_by(wanted: _Wanted, categories: Mapping[Uid, Category]) -> tuple[str, dict[str, Any]]:
    """Gives the condition that the replies fulfil, and its arguments."""
    view = wanted.view
    args: dict[str, Any] = {}
    told = ["trashed IS NOT NULL" if view.scope is Scope.TRASH else "trashed IS NULL"]
    match view.scope:
        case Scope.FAVOURITES:
            told.append("favourite")
        case Scope.RECENT:
            told.append("used.last >= :since")
            args["since"] = wanted.recent_since
        case Scope.CATEGORY:
            told.append(
                "reply.category IN (SELECT id FROM category"
                " WHERE uid IN (SELECT value FROM json_each(:within)))"
            )
            within = [view.uid, *Tree(categories).below(cast(Uid, view.uid))]
            args["within"] = json.dumps(within)
        case Scope.LOOSE:
            told.append("reply.category IS NULL")
        case Scope.PACK:
            told.append("pack = :pack")
            args["pack"] = view.uid
    if view.kind is not None:
        told.append("kind = :kind")
        args["kind"] = view.kind.value
    if wanted.among is not None:
        told.append("reply.uid IN (SELECT value FROM json_each(:among))")
        args["among"] = json.dumps(list(wanted.among))
    return " AND ".join(told), args


def _own_order(view: View) -> str:
    match view.scope:
        case Scope.RECENT:
            return "used.last DESC, "
        case Scope.TRASH:
            return "trashed DESC, "
        case _:
            return ""


def _in_order(categories: Mapping[Uid, Category]) -> Iterator[Uid]:
    """Gives the categories as the tree shows them, each before those below it."""
    tree = Tree(categories)
    ahead = list(reversed(tree.children(None)))
    while ahead:
        category = ahead.pop()
        yield category.uid
        ahead += reversed(tree.children(category.uid))


def _line(row: Row, categories: Mapping[Uid, Category]) -> Line:
    uid, title, shortcut, kind, category, favourite, changed, trashed, pack, tags = row[:10]
    uses, last_used, variants, images = row[10:]
    return Line(
        uid=uid,
        title=title,
        shortcut=shortcut,
        tags=tuple(tags.split()),
        kind=Kind(kind),
        category=category,
        path=category_path(categories, category),
        favourite=bool(favourite),
        uses=uses or 0,
        last_used=last_used,
        changed=changed,
        trashed=trashed,
        pack=pack,
        variants=variants,
        images=images,
    )
