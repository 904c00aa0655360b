"""How long a pack of 100,000 replies takes to be read, compared and made into changes.

Compared are a first import into an empty library, the same file again, and a next version in which
one reply in ten says something else.
"""

from __future__ import annotations

import gc
import itertools
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from kefu_desktop.core.changes import ChangeSet, Key
from kefu_desktop.core.merging import LibraryView, plan
from kefu_desktop.core.model import Category, Millis, Reply, Tag, Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.resolving import resolve
from kefu_desktop.native import memory
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.writing import write
from tests.bench.corpus import replies
from tests.bench.report import Report

SIZE = 100_000
NOW = Millis(1_767_225_600_000)
READ_BUDGETS = {"kefupack": 6.0, "csv": 6.0, "xlsx": None}
"""Seconds. A preview is reading and planning together; .xlsx costs what openpyxl costs."""

T = TypeVar("T")


def run(report: Report) -> None:
    """Measures writing and reading of each format, then planning and resolving."""
    report.title(f"Packs of {SIZE:,} replies")
    memory.collect_when_told()  # as the program does
    pack = generated()
    with tempfile.TemporaryDirectory() as folder:
        for name, budget in READ_BUDGETS.items():
            path = Path(folder) / f"generated.{name}"
            _, seconds = timed(lambda path=path: write(path, pack, NOW))
            report.row(f"packs.write.{name}", seconds, "s")
            held, seconds = timed(lambda path=path: read(path))
            report.row(f"packs.read.{name}", seconds, "s", budget)
            assert len(held.records) == SIZE, f"{name} lost records"
            del held
            gc.collect()
        report.row("packs.read.kefupack.memory", peak(Path(folder) / "generated.kefupack"), "MB")
    _compare(report, pack)


def generated() -> Pack:
    """A pack of a big shop."""
    told = (
        Record(
            uid=Uid(one["uid"]),
            title=one["title"],
            variants=one["variants"],
            category=tuple(one["category"].split("/")),
            shortcut=one["shortcut"],
            tags=one["tags"],
            asked_as=one["asked_as"],
        )
        for one in replies(SIZE)
    )
    return Pack(uid=Uid("bench"), name="bench", version="1", records=tuple(told))


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Gives what ``work`` gives, and how many seconds it took."""
    gc.collect()
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def peak(path: Path) -> float:
    """Gives how many megabytes reading a file takes at most."""
    tracemalloc.start()
    read(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def _compare(report: Report, pack: Pack) -> None:
    library = LibraryView({}, {}, {})
    for name, told in (("first", pack), ("again", pack), ("next", _next(pack))):
        made, seconds = timed(lambda told=told, library=library: plan(told, library))
        report.row(f"packs.plan.{name}", seconds, "s", 3.0)
        numbers = itertools.count()
        resolution, seconds = timed(
            lambda made=made, numbers=numbers: resolve(
                made, {}, NOW, lambda: Uid(f"new-{next(numbers)}")
            )
        )
        report.row(f"packs.resolve.{name}", seconds, "s", 3.0)
        library = _after(library, resolution.changes)


def _next(pack: Pack) -> Pack:
    told = (
        replace(one, variants=(f"{one.variants[0]}～",)) if place % 10 == 0 else one
        for place, one in enumerate(pack.records)
    )
    return replace(pack, version="2", records=tuple(told))


def _after(library: LibraryView, changes: ChangeSet) -> LibraryView:
    held: dict[Key, dict[str, Reply | Category | Tag]] = {
        Key.REPLY: dict(library.replies),
        Key.CATEGORY: dict(library.categories),
        Key.TAG: dict(library.tags),
    }
    for change in changes.changes:
        family, identity = change.key
        if change.after is not None:
            held[family][identity] = change.after
    return LibraryView(held[Key.REPLY], held[Key.CATEGORY], held[Key.TAG])  # type: ignore[arg-type]
