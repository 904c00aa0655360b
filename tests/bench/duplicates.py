"""How long it takes to look through a library for duplicates and for findings.

The generated library is the hardest there is: put together from a few hundred sentences, two in
five of its replies are nearly the same as another.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from kefu_desktop import assets
from kefu_desktop.app.checking import Checking
from kefu_desktop.app.duplicates import Duplicates
from kefu_desktop.app.events import Events
from kefu_desktop.app.jobs import ThreadLane
from kefu_desktop.app.wording import WordingRules
from kefu_desktop.core import lint
from kefu_desktop.search.readings import Readings
from kefu_desktop.store.queries import Reader
from tests.bench.report import Report
from tests.bench.search import READINGS_FILE
from tests.bench.shop import write_library

BUDGETS = {10_000: 1.0, 100_000: 10.0}
"""Seconds for so many replies."""

LONGEST = 300.0
"""Seconds after which something hangs."""


def run(report: Report) -> None:
    """Measures both, in about a minute."""
    report.title("Looking through a whole library")
    for size, budget in BUDGETS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "library.db"
            write_library(path, size)
            _look(report, path, size, budget)
            _check(report, path, size, budget)


def _look(report: Report, path: Path, size: int, budget: float) -> None:
    readings = Readings.load(READINGS_FILE.read_bytes())
    apart = path.with_name("apart.jsonl")
    duplicates = Duplicates(
        ThreadLane("duplicates"), lambda: Reader.open(path), lambda: readings, (), apart, Events()
    )
    outcome: list[bool] = []

    def look(done: threading.Event) -> None:
        def looked(well: bool) -> None:
            outcome.append(well)
            done.set()

        duplicates.find(lambda _: None, looked)

    seconds = _timed(look)
    duplicates.close()
    assert outcome == [True], "the library could not be looked through"
    report.row(f"duplicates of {size:,}", seconds, "s", budget)


def _check(report: Report, path: Path, size: int, budget: float) -> None:
    wording = WordingRules(
        assets.resource("wording"),
        path.with_name("wording.toml"),
        lambda: Readings.load(READINGS_FILE.read_bytes()),
    )
    checking = Checking(
        ThreadLane("checking"),
        lambda: Reader.open(path),
        [lint.placeholders(lambda name: name), wording.look_at],
        Events(),
        path.with_name("ignored.jsonl"),
        refresh=wording.reload,
    )

    def check(done: threading.Event) -> None:
        checking.subscribe(done.set)
        checking.start()

    seconds = _timed(check)
    checking.close()
    report.row(f"findings of {size:,}", seconds, "s", budget)


def _timed(begin: Callable[[threading.Event], None]) -> float:
    done = threading.Event()
    begun = time.perf_counter()
    begin(done)
    assert done.wait(LONGEST), "nothing came of it"
    return time.perf_counter() - begun
