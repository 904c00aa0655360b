"""Which replies a view of the library holds with what they are sorted by, pages of them, and how
much there is of what.

Whole views are read as one JSON text for each column, unsorted. SQLite scans without holding the
interpreter, so windows go on meanwhile; 100,000 rows fetched one by one would take it 100,000 times
and several times as long.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from msgspec import Struct

from kefu_desktop.core.model import Category, Kind, Millis, Uid, category_path
from kefu_desktop.core.tree import Tree
from kefu_desktop.core.views import Column, Line, Scope, View
from kefu_desktop.store.connection import connect_to_read, named_damage, reading, sorted_faults
from kefu_desktop.store.queries import Reader
from kefu_desktop.store.rows import Row
from kefu_desktop.store.tallying import Tally, tally


class Roster(Struct, frozen=True):
    """The replies of a view in the order of their making, and side by side with them what they are
    sorted by.
    """

    uids: list[Uid]
    own: tuple[list[int], ...]
    """Numbers that the view's own order ascends with, those that weigh most first."""
    numbers: list[int]
    """What stands in the column asked for, if that holds numbers."""
    texts: list[str]
    """The same of a column of text; several tags have blanks between."""


_BEYOND = 1 << 32
"""No category has such an id, so with it kind and category go into one number."""

_KIND = " ".join(f"WHEN '{kind.value}' THEN {place}" for place, kind in enumerate(Kind))
_STANDS = f"CASE kind {_KIND} ELSE {len(Kind)} END * {_BEYOND} + ifnull(reply.category, 0)"

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

    def roster(
        self,
        view: View,
        column: Column,
        recent_since: Millis,
        among: Collection[Uid] | None = None,
    ) -> Roster:
        """Gives the replies of ``view``, only those ``among`` if that is not None, to be sorted by
        ``column``.
        """
        wanted = _Wanted(view, recent_since, among)
        first = {Scope.RECENT: ("-used.last",), Scope.TRASH: ("-trashed",)}.get(view.scope, ())
        more = {
            Column.TITLE: "title",
            Column.SHORTCUT: "shortcut",
            Column.TAGS: "reply.id",
            Column.CHANGED: "changed",
            Column.TRASHED: "ifnull(trashed, 0)",
        }.get(column)
        with reading(self._db, self.path), named_damage(self.path):
            asked = ("reply.uid", _STANDS, "reply.position", *first, *([more] if more else []))
            uids, stands, positions, *others = self._columns(wanted, asked)
            own = (*others[: len(first)], self._in_tree(stands), positions)
            told = others[-1] if more else []
            match column:
                case Column.TITLE | Column.SHORTCUT:
                    return Roster(uids, own, [], told)
                case Column.TAGS:
                    return Roster(uids, own, [], self._tags_of(told))
                case Column.USES:
                    return Roster(uids, own, self._uses_of(uids), [])
                case _:
                    return Roster(uids, own, told, [])

    def held(
        self, view: View, recent_since: Millis, among: Collection[Uid] | None = None
    ) -> frozenset[Uid]:
        """Gives the replies of ``view`` as :meth:`roster` does, in no order."""
        with reading(self._db, self.path), named_damage(self.path):
            (uids,) = self._columns(_Wanted(view, recent_since, among), ("reply.uid",))
        return frozenset(uids)

    def count(self, view: View) -> int:
        """Gives how many replies there are in ``view``, of a scope in :data:`PLACES`."""
        with reading(self._db, self.path):
            told, args = _lies_in(view, self.categories())
            # Those in the trash are few. To look at each of the others would take ten times as long
            # as an index takes to count them.
            (count,) = self._db.execute(
                f"SELECT (SELECT count(*) FROM reply WHERE {told})"
                f" - (SELECT count(*) FROM reply WHERE trashed IS NOT NULL AND {told})",
                args,
            ).fetchone()
            return int(count)

    def beginning(self, view: View, most: int) -> list[Uid]:
        """Gives the first replies in ``view``, of a scope in :data:`PLACES`, in its own order, and
        at ``most`` so many.
        """
        found: list[Uid] = []
        with reading(self._db, self.path):
            tree = tuple(_in_order(self.categories()))
            within: tuple[Uid | None, ...] = (*tree, None)
            if view.scope is Scope.CATEGORY:
                within = tuple(filter(_all_in(view, self.categories()).__contains__, tree))
            elif view.scope is Scope.LOOSE:
                within = (None,)
            kinds = tuple(Kind) if view.kind is None else (view.kind,)
            for kind, category in itertools.product(kinds, within):
                if len(found) == most:
                    break
                found += self._first_at(kind, category, most - len(found))
        return found

    def said(
        self, view: View, recent_since: Millis, among: Collection[Uid] | None = None
    ) -> tuple[list[Uid], list[str]]:
        """Gives the replies of ``view`` as :meth:`roster` does, and all that a person reads in
        each.
        """
        with reading(self._db, self.path), named_damage(self.path):
            uids, texts = self._columns(_Wanted(view, recent_since, among), ("reply.uid", _SAID))
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
            ).fetchall()
            paths = {uid: category_path(categories, uid) for uid in {row[4] for row in found}}
            lines = {row[0]: _line(row, paths[row[4]]) for row in found}
        return tuple(lines[uid] for uid in uids if uid in lines)

    def tally(self, recent_since: Millis) -> Tally:
        """Gives how much there is of what; used since ``recent_since`` counts as recent."""
        with reading(self._db, self.path), named_damage(self.path):
            return tally(self._db, self.path, recent_since)

    def living(self, uids: Collection[Uid]) -> int:
        """Gives how many of ``uids`` there are outside the trash."""
        with sorted_faults(self.path):
            (count,) = self._db.execute(
                "SELECT count(*) FROM reply WHERE trashed IS NULL"
                " AND uid IN (SELECT value FROM json_each(?))",
                [json.dumps(list(uids))],
            ).fetchone()
            return int(count)

    def _columns(self, wanted: _Wanted, columns: Sequence[str]) -> list[list[Any]]:
        """Gives ``columns`` of the replies wanted, each as a list."""
        told, args = _held_by(wanted, self.categories())
        chosen = ", ".join(f"{column} AS c{place}" for place, column in enumerate(columns))
        lists = ", ".join(f"json_group_array(c{place})" for place in range(len(columns)))
        used = ""
        if wanted.view.scope is Scope.RECENT:
            used = (
                " JOIN (SELECT reply, max(last) AS last FROM counted_use WHERE last >= :since"
                " GROUP BY reply) AS used ON used.reply = reply.uid"
            )
            args["since"] = wanted.recent_since
        # SQLite keeps the order of a subquery whose rows go into a list.
        found = self._db.execute(
            f"SELECT {lists} FROM"
            f" (SELECT {chosen} FROM reply{used} WHERE {told} ORDER BY reply.id)",
            args,
        ).fetchone()
        return [json.loads(column) for column in found]

    def _first_at(self, kind: Kind, category: Uid | None, most: int) -> list[Uid]:
        """Gives the first replies of a kind that lie in a category itself (None: in none)."""
        found = self._db.execute(
            "SELECT uid FROM reply WHERE trashed IS NULL AND kind = ?"
            " AND category IS (SELECT id FROM category WHERE uid = ?)"
            " ORDER BY position, id LIMIT ?",
            [kind.value, category, most],
        )
        return [Uid(uid) for (uid,) in found]

    def _in_tree(self, stands: list[int]) -> list[int]:
        """Gives for each :data:`_STANDS` a number that ascends with its place: kinds, then the tree
        from the top, then what is in no category.
        """
        ids = dict(self._db.execute("SELECT uid, id FROM category").fetchall())
        ordered = [ids[uid] for uid in _in_order(self.categories())]
        places = {id_: place for place, id_ in enumerate(ordered)}
        numbers = {}
        for stand in set(stands):
            kind, category = divmod(stand, _BEYOND)
            numbers[stand] = kind * _BEYOND + places.get(category, len(places))
        return list(map(numbers.__getitem__, stands))

    def _uses_of(self, uids: list[Uid]) -> list[int]:
        (told,) = self._db.execute(
            "SELECT json_group_object(reply, uses) FROM"
            " (SELECT reply, sum(count) AS uses FROM counted_use GROUP BY reply)"
        ).fetchone()
        uses: dict[Uid, int] = json.loads(told)
        return [uses.get(uid, 0) for uid in uids]

    def _tags_of(self, ids: list[int]) -> list[str]:
        # Asked reply by reply, the tags alone would take longer than all the rest.
        replies, names = self._db.execute(
            "SELECT json_group_array(reply), json_group_array(name)"
            " FROM (SELECT reply, name FROM reply_tag ORDER BY reply, position)"
        ).fetchone()
        tags: dict[int, str] = {}
        for id_, name in zip(json.loads(replies), json.loads(names), strict=True):
            known = tags.get(id_)
            tags[id_] = name if known is None else f"{known} {name}"
        return [tags.get(id_, "") for id_ in ids]


def _held_by(wanted: _Wanted, categories: Mapping[Uid, Category]) -> tuple[str, dict[str, Any]]:
    """Gives the condition that the replies fulfil, and its arguments."""
    told, args = _lies_in(wanted.view, categories)
    told += f" AND trashed IS {'NOT ' if wanted.view.scope is Scope.TRASH else ''}NULL"
    if wanted.among is not None:
        told += " AND reply.uid IN (SELECT value FROM json_each(:among))"
        args["among"] = json.dumps(list(wanted.among))
    return told, args


def _lies_in(view: View, categories: Mapping[Uid, Category]) -> tuple[str, dict[str, Any]]:
    """Gives the condition that replies in ``view`` fulfil, those in the trash as well, and its
    arguments.
    """
    args: dict[str, Any] = {}
    told = ["TRUE"]
    match view.scope:
        case Scope.FAVOURITES:
            told.append("favourite")
        case Scope.CATEGORY:
            told.append(
                "reply.category IN (SELECT id FROM category"
                " WHERE uid IN (SELECT value FROM json_each(:within)))"
            )
            args["within"] = json.dumps(list(_all_in(view, categories)))
        case Scope.LOOSE:
            told.append("reply.category IS NULL")
        case Scope.PACK:
            told.append("pack = :pack")
            args["pack"] = view.uid
    if view.kind is not None:
        told.append("kind = :kind")
        args["kind"] = view.kind.value
    return " AND ".join(told), args


def _all_in(view: View, categories: Mapping[Uid, Category]) -> Collection[Uid]:
    """Gives the category that a view is of, and those below it."""
    uid = cast(Uid, view.uid)
    return {uid, *Tree(categories).below(uid)}


def _in_order(categories: Mapping[Uid, Category]) -> Iterator[Uid]:
    """Gives the categories as the tree shows them, each before those below it."""
    tree = Tree(categories)
    ahead = list(reversed(tree.children(None)))
    while ahead:
        category = ahead.pop()
        yield category.uid
        ahead += reversed(tree.children(category.uid))


def _line(row: Row, path: tuple[str, ...]) -> Line:
    uid, title, shortcut, kind, category, favourite, changed, trashed, pack, tags = row[:10]
    uses, last_used, variants, images = row[10:]
    return Line(
        uid=uid,
        title=title,
        shortcut=shortcut,
        tags=tuple(tags.split()),
        kind=Kind(kind),
        category=category,
        path=path,
        favourite=bool(favourite),
        uses=uses or 0,
        last_used=last_used,
        changed=changed,
        trashed=trashed,
        pack=pack,
        variants=variants,
        images=images,
    )
