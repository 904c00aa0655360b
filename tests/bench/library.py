"""How fast a library window is told what it shows, at 100,000 replies: lists in each order, what is
in sight, the tree with its counts, what is found while somebody types.

Each figure is the whole way from question to answer, on the thread that asks. For the longest of
them a clock beside it notes how long it was kept from ticking: so long any window would stand
still.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from kefu_desktop.app.catalogue import Catalogue
from kefu_desktop.app.clock import SystemClock
from kefu_desktop.app.events import Events
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.searching import Searching
from kefu_desktop.core.model import Uid
from kefu_desktop.core.views import Column, Order, Scope, View
from kefu_desktop.search.readings import Readings
from kefu_desktop.store import usage
from kefu_desktop.store.connection import connect, writing
from kefu_desktop.store.listing import CatalogueReader
from tests.bench import corpus
from tests.bench.report import Report
from tests.bench.search import READINGS_FILE
from tests.bench.shop import write_library

SIZE = 100_000
TIMES = 7
PAGE = 100
PAGES = 50
TYPED = ("t", "tuikuan", "退款", "亲", "#会员", "mianmo", "kdfs")
LISTED = {Column.TITLE: 400.0, Column.TAGS: 400.0}
"""Milliseconds for a list of everything, where it takes more than 250: 100,000 titles are compared
by pinyin, and the tags of 100,000 replies come from a table of their own. The window shows what was
there until then, and goes on meanwhile.
"""

Ask = Callable[[Callable[[Any], None]], object]
"""Takes what is to be called with the answer."""

TICK = 0.001
"""The program switches between threads as often."""


def run(report: Report) -> None:
    """Measures one window over one library, in about a minute."""
    report.title(f"What the library window reads at {SIZE:,} replies")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        _use(path, write_library(path, SIZE))
        catalogue, searching = _opened(path)
        uids = _lists(report, catalogue)
        _pages(report, catalogue, uids)
        _row(report, "library outline", 60.0, catalogue.outline)
        _row(report, "library one reply whole", 5.0, partial(catalogue.whole, uids[-1]))
        _typed(report, catalogue, searching)
        _standing_still(report, catalogue)


def _use(path: Path, generated: list[corpus.Reply]) -> None:
    """Notes the use of a whole year at once; through the door it would take an hour."""
    used = [
        (one["uid"], usage.name_of_variant(one["variants"][0]), one["uses"], one["last_used"])
        for one in generated
        if one["uses"]
    ]
    db = connect(path, "rw")
    try:
        with writing(db, path):
            db.conn.executemany(
                "INSERT INTO use_total (reply, variant, count, last)"
                " VALUES (?, ?, ?, CAST(? * 1000 AS INTEGER)) ON CONFLICT DO NOTHING",
                used,
            )
    finally:
        db.close()


class _Then(SystemClock):
    """Says that it is the day the library was last used."""

    def now(self) -> int:
        return int(corpus.NOW * 1000)


def _opened(path: Path) -> tuple[Catalogue, Searching]:
    def load_readings() -> Readings:
        return Readings.load(READINGS_FILE.read_bytes())

    def open_reader() -> CatalogueReader:
        return CatalogueReader.open(path)

    clock, events, lane = _Then(), Events(), InlineLane()
    searching = Searching(lane, lane, open_reader, load_readings, events, clock)
    return Catalogue(lane, open_reader, load_readings, searching, events, clock), searching


def _lists(report: Report, catalogue: Catalogue) -> tuple[Uid, ...]:
    """Lists everything by each column, and some views as they come."""
    for column in Column:
        order = Order(column, descending=column is not Column.LIBRARY)
        budget = LISTED.get(column, 250.0)
        _row(report, f"library list by {column.value}", budget, _listing(catalogue, order=order))
    views = (View(Scope.CATEGORY, uid=Uid("c0")), View(Scope.RECENT), View(Scope.FAVOURITES))
    for view in views:
        name = f"library list of a view: {view.scope.value}"
        _row(report, name, 250.0, _listing(catalogue, view))
    told: list[Any] = []
    catalogue.list(View(), Order(), told.append)
    uids: tuple[Uid, ...] = told[0].uids
    _row(report, "library first rows of a list", 50.0, _beginning(catalogue))
    if len(uids) != SIZE:
        raise AssertionError("not everything was listed")
    return uids


def _pages(report: Report, catalogue: Catalogue, uids: tuple[Uid, ...]) -> None:
    """Reads pages from all over the library, as a dragged scroll bar does."""
    times = []
    for number in range(PAGES):
        start = number * (SIZE // PAGES)
        times.append(_timed(partial(catalogue.lines, uids[start : start + PAGE])))
    report.row(f"library {PAGE} lines, median", statistics.median(times), "ms", 3.0)
    report.row(f"library {PAGE} lines, p95", sorted(times)[int(0.95 * PAGES)], "ms")


def _typed(report: Report, catalogue: Catalogue, searching: Searching) -> None:
    searching.start()
    if searching.size != SIZE:
        raise AssertionError("not everything can be found")
    for name, view in (
        ("everywhere", View()),
        ("in a category", View(Scope.CATEGORY, uid=Uid("c0"))),
        ("among the recent", View(Scope.RECENT)),
    ):
        asks = [_listing(catalogue, view, text=text) for text in TYPED for _ in range(TIMES)]
        times = [_timed(ask) for ask in asks]
        report.row(f"library list of what is typed {name}, worst", max(times), "ms", 100.0)


def _standing_still(report: Report, catalogue: Catalogue) -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(TICK)
    try:
        for column in (Column.LIBRARY, Column.TITLE, Column.USES, Column.TAGS):
            worst = max(_longest_gap(catalogue, column) for _ in range(TIMES))
            report.row(f"library window still while listing by {column.value}", worst, "ms", 50.0)
    finally:
        sys.setswitchinterval(before)


def _longest_gap(catalogue: Catalogue, column: Column) -> float:
    """How many milliseconds a thread that wants to tick was kept from it by a listing beside it."""
    done = threading.Event()

    def work() -> None:
        catalogue.list(View(), Order(column), lambda listing: done.set())

    worker = threading.Thread(target=work)
    worst, last = 0.0, time.perf_counter()
    worker.start()
    while not done.wait(TICK):
        now = time.perf_counter()
        worst, last = max(worst, now - last), now
    worst = max(worst, time.perf_counter() - last)
    worker.join()
    return 1000 * worst


def _listing(
    catalogue: Catalogue, view: View | None = None, order: Order | None = None, text: str = ""
) -> Ask:
    def ask(done: Callable[[Any], None]) -> None:
        catalogue.list(view or View(), order or Order(), done, text=text)

    return ask


def _beginning(catalogue: Catalogue) -> Ask:
    def ask(done: Callable[[Any], None]) -> None:
        catalogue.begin(View(), Order(), PAGE, done)

    return ask


def _row(report: Report, name: str, budget: float, ask: Ask) -> None:
    """The median of some answers; the first, which loads what the others share, is not counted."""
    _timed(ask)
    times = [_timed(ask) for _ in range(TIMES)]
    report.row(name, statistics.median(times), "ms", budget)


def _timed(ask: Ask) -> float:
    """The milliseconds until the answer. Raises AssertionError if there is none."""
    answers: list[Any] = []
    start = time.perf_counter()
    ask(answers.append)
    seconds = time.perf_counter() - start
    if not answers:
        raise AssertionError("no answer")
    return 1000 * seconds
