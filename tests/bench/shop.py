"""A generated library as a file, written by the door that everything else goes through."""

from __future__ import annotations

import itertools
from pathlib import Path

from kefu_desktop import assets
from kefu_desktop.core.changes import Change, ChangeSet, Deed
from kefu_desktop.core.model import Category, Kind, Millis, Reply, Uid, Variant
from kefu_desktop.store.library import Library
from tests.bench import corpus

USED = 300
"""So many replies have been used: enough for a list of recent ones."""


def write_library(path: Path, size: int) -> list[corpus.Reply]:
    """Writes a library of so many replies to ``path``, which must not exist; gives them."""
    generated = corpus.replies(size)
    numbers = itertools.count()
    now = Millis(int(corpus.NOW * 1000))
    categories = _categories(generated)
    changes = [Change(None, category) for category in categories.values()]
    for place, one in enumerate(generated):
        changes.append(
            Change(None, _reply(one, categories[tuple(one["category"].split("/"))].uid, place, now))
        )
    library = Library.open(
        path, assets.migrations(), clock=lambda: now, new_uid=lambda: Uid(f"n{next(numbers)}")
    )
    try:
        library.commit(ChangeSet(Deed.IMPORT, tuple(changes)))
        for one in [one for one in generated if one["uses"]][:USED]:
            library.record_use(
                Uid(one["uid"]),
                one["variants"][0],
                client="chat",
                mode="pasted",
                at=Millis(int(one["last_used"] * 1000)),
            )
    finally:
        library.close()
    return generated


def _categories(generated: list[corpus.Reply]) -> dict[tuple[str, ...], Category]:
    """All categories of the library by their path, each after the one it lies in."""
    found: dict[tuple[str, ...], Category] = {}
    for path in dict.fromkeys(tuple(one["category"].split("/")) for one in generated):
        for depth in range(1, len(path) + 1):
            above = found.get(path[: depth - 1])
            uid = Uid(f"c{len(found)}")
            place = len(found)
            found.setdefault(
                path[:depth], Category(uid, path[depth - 1], above.uid if above else None, place)
            )
    return found


def _reply(one: corpus.Reply, category: Uid, place: int, now: Millis) -> Reply:
    return Reply(
        uid=Uid(one["uid"]),
        title=one["title"],
        variants=tuple(Variant(text) for text in one["variants"]),
        kind=Kind(one["kind"]),
        shortcut=one["shortcut"],
        category=category,
        tags=one["tags"],
        asked_as=one["asked_as"],
        favourite=one["favourite"],
        position=place,
        created=now,
        changed=now,
    )
