"""How long a window stands still while 10,000 of 100,000 replies are changed at once.

A clock on the main thread ticks every five milliseconds, as a window would paint; beside it the
lanes of the program change the library, follow it, and give memory back, all as in the program. On
a busy machine the clock also waits for other programs, so what another process's clock meets in the
meantime is told beside it.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from kefu_desktop import assets
from kefu_desktop.app.arranging import Arranging
from kefu_desktop.app.clock import SystemClock
from kefu_desktop.app.events import Events, IndexReady
from kefu_desktop.app.jobs import ThreadLane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.searching import Searching
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.native import memory
from kefu_desktop.search.readings import Readings
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader
from tests.bench.report import Report
from tests.bench.search import READINGS_FILE
from tests.bench.shop import write_library

SIZE = 100_000
CHANGED = 10_000
TICK = 0.005
BUDGET = 50.0
LONGEST = 300.0
"""Seconds after which something hangs."""

_OTHER_CLOCK = f"""
import sys, threading, time
threading.Thread(target=lambda: (sys.stdin.read(1), ended.append(1)), daemon=True).start()
ended, worst, last = [], 0.0, time.perf_counter()
while not ended:
    time.sleep({TICK})
    worst, last = max(worst, time.perf_counter() - last), time.perf_counter()
print(worst)
"""

Deed = Callable[[], Future[Any]]


def run(report: Report) -> None:
    """Measures some large deeds, each until what was changed can be found."""
    report.title(f"A window's longest gap while {CHANGED:,} of {SIZE:,} replies change")
    with tempfile.TemporaryDirectory() as folder, _as_in_the_program():
        path = Path(folder) / "library.db"
        write_library(path, SIZE)
        with _opened(path) as (library, arranging, ready):
            uids = library.ask(lambda library: library.uids()).result()[-CHANGED:]
            category = library.ask(lambda library: next(iter(library.categories()))).result()
            deeds: dict[str, Deed] = {
                "moving": lambda: arranging.move(uids, category),
                "undoing that": arranging.undo,
                "sorting by hand": lambda: arranging.place(uids[::-1], None, category),
                "tagging": lambda: arranging.tag(uids, "促销"),
                "throwing away": lambda: arranging.trash(uids),
                "emptying the trash": arranging.empty_trash,
            }
            for name, deed in deeds.items():
                worst, others, seconds = _watched(deed, ready)
                report.row(f"arranging gap while {name}", 1000 * worst, "ms", BUDGET)
                report.row(f"arranging {name}", seconds, "s")
                report.note(f"another process met {1000 * others:.0f} ms")


@contextlib.contextmanager
def _as_in_the_program() -> Iterator[None]:
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(0.001)
    memory.collect_when_told()
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        gc.set_threshold(*thresholds)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[LiveLibrary, Arranging, threading.Event]]:
    """Gives the library with its search; the event is set whenever all of it can be found."""
    clock, events, numbers = SystemClock(), Events(), itertools.count(1)
    ready, errands = threading.Event(), ThreadLane("errands")

    def new_uid() -> Uid:
        return Uid(f"new-{next(numbers)}")

    def open_library() -> Library:
        return Library.open(
            path, assets.migrations(), clock=lambda: Millis(clock.now()), new_uid=new_uid
        )

    def read(_: IndexReady) -> None:
        errands.submit(memory.give_back).add_done_callback(lambda _: ready.set())

    events.subscribe(IndexReady, read)
    library = LiveLibrary(ThreadLane("writer"), open_library, events, clock)

    def open_reader() -> Reader:
        return Reader.open(path)

    searching = Searching(
        ThreadLane("search"),
        ThreadLane("builder"),
        open_reader,
        lambda: Readings.load(READINGS_FILE.read_bytes()),
        events,
        clock,
    )
    library.start().result()
    searching.start()
    ready.wait(LONGEST)
    yield library, Arranging(library, clock, new_uid, errands, open_reader), ready
    searching.close()
    library.close()
    errands.close()


def _watched(deed: Deed, ready: threading.Event) -> tuple[float, float, float]:
    """Gives the longest gap here, that of another process, and how long the deed itself took, all
    in seconds.
    """
    ready.clear()
    with subprocess.Popen(
        [sys.executable, "-c", _OTHER_CLOCK], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        begun = last = time.perf_counter()
        doing: Future[Any] | None = deed()
        worst = done = 0.0
        while doing is not None or not ready.is_set():
            time.sleep(TICK)
            now = time.perf_counter()
            worst, last = max(worst, now - last), now
            if doing is not None and doing.done():
                doing.result()
                doing, done = None, now - begun
            if now - begun > LONGEST:
                raise AssertionError("the search never followed")
        others = float(other.communicate(b"\n")[0])
    return worst, others, done
