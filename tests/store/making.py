"""Makes libraries and what goes into them, for the tests of the store."""

import itertools
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kefu_desktop.core.changes import Change, ChangeSet, Deed, Entity
from kefu_desktop.core.model import Category, Millis, Reply, Tag, Uid, Variant
from kefu_desktop.store.library import Committed, Library
from kefu_desktop.store.queries import Queries

MIGRATIONS = Path(__file__).parents[2] / "db" / "migrations"


def ticking(start: int = 1_700_000_000_000) -> Callable[[], Millis]:
    """A clock that moves on by a second each time it is looked at."""
    moments = itertools.count(start, 1000)
    return lambda: Millis(next(moments))


def numbered() -> Callable[[], Uid]:
    numbers = itertools.count(1)
    return lambda: Uid(f"new-{next(numbers)}")


def open_library(path: Path, **options: Any) -> Library:
    given = {"clock": ticking(), "new_uid": numbered(), **options}
    return Library.open(path, given.pop("migrations", MIGRATIONS), **given)


def reply(uid: str, title: str = "发货时间", text: str = "亲，今天就发。", **fields: Any) -> Reply:
    variants = fields.pop("variants", (Variant(text),))
    return Reply(uid=Uid(uid), title=title, variants=variants, **fields)


def category(uid: str, name: str, parent: str | None = None, position: int = 0) -> Category:
    return Category(Uid(uid), name, Uid(parent) if parent else None, position)


def adding(*entities: Entity, deed: Deed = Deed.ADD_REPLY) -> ChangeSet:
    return ChangeSet(deed, tuple(Change(None, entity) for entity in entities))


def changing(
    *pairs: tuple[Entity | None, Entity | None], deed: Deed = Deed.EDIT_REPLY
) -> ChangeSet:
    return ChangeSet(deed, tuple(Change(before, after) for before, after in pairs))


@dataclass(frozen=True)
class State:
    """All that a library holds and undo is about, as plain values that can be compared."""

    replies: dict[Uid, Reply] = field(default_factory=dict)
    categories: dict[Uid, Category] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)


def state_of(library: Queries) -> State:
    with library.snapshot():
        replies = {one.uid: one for one in library.all_replies()}
        used = {tag.casefold() for one in replies.values() for tag in one.tags}
        tags = {key: tag for key, tag in library.tags().items() if tag.group or key not in used}
        return State(replies, library.categories(), tags)


def committed(library: Library, *sets: ChangeSet) -> list[Committed]:
    return [library.commit(changes) for changes in sets]


def raw(path: Path, *statements: str, args: Iterable[Any] = ()) -> list[Any]:
    """Does to a library file what only a stranger or a later version would do."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        for statement in statements[:-1]:
            db.execute(statement)
        return db.execute(statements[-1], tuple(args)).fetchall()
    finally:
        db.close()
