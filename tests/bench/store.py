"""How fast a library of 100,000 replies opens, is read, edited and imported, down to the disk."""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from kefu_desktop.core.changes import ChangeSet, Deed
from kefu_desktop.core.model import Category, Kind, Millis, Reply, Uid, Variant
from kefu_desktop.store import backups
from kefu_desktop.store.backups import Occasion
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader
from tests.bench import corpus
from tests.bench.report import Report
from tests.store.making import adding, changing, open_library

SIZE = 100_000
MOVED = 10_000
EDITS = 100

Answer = TypeVar("Answer")


def run(report: Report) -> None:
    """Measures one library through its life."""
    report.title(f"The library at {SIZE:,} replies")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        changes, made = _import_of(corpus.replies(SIZE))
        with open_library(path) as library:
            _row(report, "store import", "s", lambda: library.commit(changes), 10.0)
        with _row(report, "store open", "s", lambda: open_library(path), 1.0) as library:
            held = _row(report, "store read all", "s", lambda: list(library.all_replies()), 2.0)
            if held != made:
                raise AssertionError("what was read is not what was written")
            _edits(report, library, made[SIZE // 2])
            _large_deeds(report, library, made)
        with Reader.open(path) as reader:
            _row(report, "store count all", "s", reader.counts)
        _row(report, "store backup, verified", "s", lambda: _back_up(path))
        report.row("store file", path.stat().st_size / 1e6, "MB")
    if sys.platform != "win32":
        # Linux tells kilobytes, macOS bytes.
        unit = 1024 if sys.platform.startswith("linux") else 1
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
        report.row("store peak memory of the bench", peak / 1e6, "MB")


def _import_of(generated: list[corpus.Reply]) -> tuple[ChangeSet, list[Reply]]:
    tree: dict[str, Category] = {}
    for place in sorted({one["category"] for one in generated}):
        names = place.split("/")
        for depth in range(1, len(names) + 1):
            path, above = "/".join(names[:depth]), tree.get("/".join(names[: depth - 1]))
            uid = Uid(f"c{len(tree)}")
            tree.setdefault(path, Category(uid, names[depth - 1], above and above.uid))
    made = [
        Reply(
            uid=Uid(one["uid"]),
            title=one["title"],
            variants=tuple(Variant(text) for text in one["variants"]),
            kind=Kind(one["kind"]),
            shortcut=one["shortcut"],
            category=tree[one["category"]].uid,
            tags=one["tags"],
            asked_as=one["asked_as"],
            favourite=one["favourite"],
        )
        for one in generated
    ]
    return adding(*tree.values(), *made, deed=Deed.IMPORT), made


def _edits(report: Report, library: Library, before: Reply) -> None:
    edits, uses = [], []
    for number in range(EDITS):
        text = f"第 {number} 次改写的话术"
        after = replace(before, variants=(Variant(text),))
        edits.append(_timed(library.commit, changing((before, after)))[1])
        uses.append(_timed(library.record_use, after.uid, text, client="wechat", mode="paste")[1])
        before = after
    undone = [_timed(library.undo)[1] for _ in range(EDITS)]
    for name, times, budget in (("edit", edits, 20.0), ("use", uses, 20.0), ("undo", undone, 20.0)):
        milliseconds = sorted(1000 * seconds for seconds in times)
        report.row(f"store one {name}, median", statistics.median(milliseconds), "ms", budget)
        report.row(f"store one {name}, p95", milliseconds[int(0.95 * EDITS)], "ms")


def _large_deeds(report: Report, library: Library, made: list[Reply]) -> None:
    to = made[0].category
    moving = [(one, replace(one, category=to)) for one in made[:MOVED] if one.category != to]
    move = changing(*moving, deed=Deed.MOVE)
    _row(report, f"store move {MOVED:,}", "s", lambda: library.commit(move))
    _row(report, f"store undo moving {MOVED:,}", "s", library.undo)
    _row(report, "store undo the import", "s", library.undo)
    _row(report, "store redo the import", "s", library.redo)


def _back_up(path: Path) -> None:
    backups.back_up(path, path.parent / "backups", at=Millis(0), occasion=Occasion.BY_HAND)


def _row(
    report: Report, name: str, unit: str, act: Callable[[], Answer], budget: float | None = None
) -> Answer:
    answer, seconds = _timed(act)
    report.row(name, seconds, unit, budget)
    return answer


def _timed(act: Callable[..., Answer], *given: Any, **named: Any) -> tuple[Answer, float]:
    start = time.perf_counter()
    answer = act(*given, **named)
    return answer, time.perf_counter() - start
