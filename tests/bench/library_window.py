"""What the library window takes until it shows what was asked for, at 100,000 replies, and how long
it stands still meanwhile.

The window, its services and their lanes are the program's own, in a process of its own without a
screen: `python -m tests.bench.library_window FOLDER` measures the library in that folder and prints
its figures. A figure ends when the rows asked for have been drawn. The first opening loads the
window's modules too, compiled as an installed program has them.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.report import Report
from tests.bench.search import READINGS_FILE
from tests.bench.shop import write_library

if TYPE_CHECKING:
    from kefu_desktop.app.catalogue import Listing
    from kefu_desktop.app.clock import SystemClock
    from kefu_desktop.app.events import Events
    from kefu_desktop.app.library import LiveLibrary
    from kefu_desktop.app.searching import Searching
    from kefu_desktop.core.model import Uid
    from kefu_desktop.gui.bridge import Bridge
    from kefu_desktop.gui.library.window import LibraryWindow
    from kefu_desktop.search.readings import Readings

SIZE = 100_000
MOVED = 10_000
FRAMES = 200
TYPED = "tuikuan"

BUDGETS: dict[str, float] = {
    "library window opened the first time": 300.0,
    "library window opened the first time, all of it there": 1000.0,
    "library window opened again": 300.0,
    "library window selects another reply": 100.0,
    "library window frame while scrolling p95": 16.0,
    "library window frame after a jump p95": 16.0,
    "library window jump until its rows are there p95": 50.0,
    "library window sorted by title": 500.0,
    "library window letter until its rows are there p95": 50.0,
    f"library window {MOVED:,} moved, longest standstill": 50.0,
    f"library window {MOVED:,} taken back, longest standstill": 50.0,
}
"""In milliseconds. What is seen first waits for nothing else: the list is completed behind it, and
the editor made. To sort by title all 100,000 have to be compared, by pinyin, before the first of
them is known; the window goes on meanwhile.
"""

_LOADING = """
import kefu_desktop.bootstrap, kefu_desktop.bootstrap_library, kefu_desktop.gui.application
import kefu_desktop.gui.library.editor.editor, kefu_desktop.search.index
"""
"""Has the modules compiled."""


def run(report: Report) -> None:
    """Measures one window over one library, in about a minute."""
    report.title(f"The library window at {SIZE:,} replies")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        write_library(Path(folder) / "library.db", SIZE)
        env = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "KEFU_HOME": folder,
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
        }
        subprocess.run([sys.executable, "-c", _LOADING], env=env, timeout=300, check=True)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.library_window", folder],
            env=env,
            stdout=subprocess.PIPE,
            text=True,
            timeout=300,
            check=True,
        )
    for name, value in json.loads(done.stdout.splitlines()[-1]).items():
        report.row(name, value, "ms", BUDGETS.get(name))


# -- in the process that is measured


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[tuple[Callable[[], LibraryWindow], Probe]]:
    """Gives what makes the window, and what measures it."""
    from kefu_desktop.bootstrap import SWITCH_SECONDS
    from kefu_desktop.native import memory

    sys.setswitchinterval(SWITCH_SECONDS)
    memory.keep_one_heap()
    memory.collect_when_told()
    with contextlib.ExitStack() as down:
        below = _below(folder / "library.db", down)
        below["library"].start().result()
        below["searching"].start()
        probe = Probe(below["events"], below["bridge"])
        probe.wait(lambda: below["searching"].size == SIZE)
        memory.give_back()

        def make() -> LibraryWindow:
            from kefu_desktop import bootstrap_library

            return bootstrap_library.build(bootstrap_library.Below(**below), down)

        yield make, probe


def _below(file: Path, down: contextlib.ExitStack) -> dict[str, Any]:
    """What the program has built when the window is first wanted, as `Below` names it."""
    from kefu_desktop.app.clock import SystemClock, random_uid
    from kefu_desktop.app.composing import Composer
    from kefu_desktop.app.events import Events
    from kefu_desktop.app.jobs import ThreadLane
    from kefu_desktop.app.keeping import Keeping
    from kefu_desktop.app.settings import SettingsService
    from kefu_desktop.bootstrap_checking import wording_checks
    from kefu_desktop.bootstrap_emoticons import emoticon_desk
    from kefu_desktop.gui.application import make_application
    from kefu_desktop.gui.bridge import Bridge
    from kefu_desktop.gui.theme import Theme
    from kefu_desktop.native.recording import RecordingClipboard
    from kefu_desktop.paths import locate

    application = make_application()
    paths = locate(os.environ, Path(sys.executable), frozen=False).for_library(file)
    paths.make()
    clock, events = SystemClock(), Events()
    library, searching = _lanes(file, events, clock, down)
    settings = SettingsService(paths.settings, events, clock)
    bridge = Bridge(application)
    emoticons = emoticon_desk(paths, _load_readings, settings, events, bridge, down)
    composer = Composer(lambda: settings.current, emoticons.emoticons.moods, clock)
    checking = ThreadLane("checking")
    down.callback(checking.close)
    return {
        "paths": paths,
        "events": events,
        "clock": clock,
        "settings": settings,
        "library": library,
        "keeping": Keeping(library, clock, random_uid),
        "searching": searching,
        "load_readings": _load_readings,
        "composer": composer,
        "emoticons": emoticons,
        "checks": wording_checks(paths, checking, composer, _load_readings, events, down),
        "clipboard": RecordingClipboard(),
        "bridge": bridge,
        "theme": Theme(application),
        "say": lambda error: error.code.value,
    }


def _lanes(
    file: Path, events: Events, clock: SystemClock, down: contextlib.ExitStack
) -> tuple[LiveLibrary, Searching]:
    from kefu_desktop import assets
    from kefu_desktop.app.clock import random_uid
    from kefu_desktop.app.jobs import ThreadLane
    from kefu_desktop.app.library import LiveLibrary
    from kefu_desktop.app.searching import Searching
    from kefu_desktop.store.library import Library
    from kefu_desktop.store.queries import Reader

    def open_library() -> Library:
        return Library.open(file, assets.migrations(), clock=clock.now, new_uid=random_uid)

    lanes = ThreadLane("search"), ThreadLane("builder")
    searching = Searching(*lanes, lambda: Reader.open(file), _load_readings, events, clock)
    library = LiveLibrary(ThreadLane("writer"), open_library, events, clock)
    down.callback(library.close)
    down.callback(searching.close)
    return library, searching


def _load_readings() -> Readings:
    from kefu_desktop.search.readings import Readings

    return Readings.load(READINGS_FILE.read_bytes())


class Probe:
    """Watches one window's list."""

    def __init__(self, events: Events, bridge: Bridge) -> None:
        self.events = events
        self.bridge = bridge

    def wait(self, seen: Callable[[], bool], seconds: float = 60) -> float:
        """Runs the event loop until ``seen``; gives the longest time, in ms, that it stood still
        between two looks.
        """
        from PySide6.QtCore import QCoreApplication, QEventLoop, QThread

        longest, last = 0.0, time.perf_counter()
        end = last + seconds
        while not seen():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
            if now > end:
                raise AssertionError("nothing came")
            QThread.usleep(200)  # or no lane would get the interpreter
            last = time.perf_counter()
        return longest * 1000


def measure(folder: Path) -> dict[str, float]:
    """Gives each figure in milliseconds."""
    from kefu_desktop.gui.library.entrance import Entrance

    figures: dict[str, float] = {}
    with opened(folder) as (make, probe):
        begun = time.perf_counter()
        window = make()
        window.open_at()
        hand = Hand(window, probe)
        hand.wait_drawn()
        figures["library window opened the first time"] = _since(begun)
        probe.wait(hand.complete)
        figures["library window opened the first time, all of it there"] = _since(begun)
        entrance = Entrance(lambda: window, probe.events, probe.bridge)
        entrance.open()  # from here on the window follows the library
        window.close()
        begun = time.perf_counter()
        window.open_at()
        hand.wait_drawn()
        figures["library window opened again"] = _since(begun)
        hand.rest(8)  # what is looked through behind the window is done
        figures |= hand.select()
        figures |= hand.scroll()
        figures |= hand.sort()
        figures |= hand.type()
        figures |= hand.move()
        window.close()
    return figures


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


class Hand:
    """Does with the window what its user does, and takes the time."""

    def __init__(self, window: LibraryWindow, probe: Probe) -> None:
        from kefu_desktop.gui.library.reply_list.reply_list import ReplyList
        from kefu_desktop.gui.library.reply_list.table import LINE

        self.window, self.probe, self._role = window, probe, LINE
        self.replies: ReplyList = window.findChild(ReplyList)
        self.view = self.replies.view

    @property
    def listing(self) -> Listing:
        """What is listed now."""
        assert self.replies.listing is not None
        return self.replies.listing

    def drawn(self) -> bool:
        """Whether the rows to be seen are known, so that they have been or are being drawn."""
        listing = self.replies.listing
        if listing is None or not listing.uids:
            return False
        rows = (self.view.rowAt(0), self.view.rowAt(self.view.viewport().height() - 1))
        model = self.view.model()
        return all(model.index(row, 0).data(self._role) is not None for row in rows if row >= 0)

    def complete(self) -> bool:
        """Whether all is listed, and the reply that is selected is in the editor."""
        from kefu_desktop.gui.library.editor.editor import Editor

        editor = self.window.findChild(Editor)
        return self.listing.whole and editor is not None and editor.uid is not None

    def wait_drawn(self) -> None:
        self.probe.wait(self.drawn)
        self.view.viewport().repaint()

    def select(self) -> dict[str, float]:
        from kefu_desktop.gui.library.editor.editor import Editor

        editor = self.window.findChild(Editor)
        times = []
        for row in range(1, 12):
            begun = time.perf_counter()
            self.view.select_row(row)
            wanted = self.replies.selected[0]
            self.probe.wait(lambda wanted=wanted: editor.uid == wanted)  # type: ignore[misc]
            times.append(_since(begun))
        return {"library window selects another reply": statistics.median(times)}

    def scroll(self) -> dict[str, float]:
        """Row by row as a wheel does, then to anywhere as the bar does."""
        bar, viewport = self.view.verticalScrollBar(), self.view.viewport()
        rolled, jumped, filled = [], [], []
        for frame in range(FRAMES):
            begun = time.perf_counter()
            bar.setValue((frame + 1) * 3 * self.view.rowHeight(0))
            viewport.repaint()
            rolled.append(_since(begun))
            self.probe.wait(self.drawn)
        chance = random.Random(7)
        for _ in range(FRAMES // 2):
            begun = time.perf_counter()
            bar.setValue(chance.randrange(bar.maximum()))
            viewport.repaint()
            jumped.append(_since(begun))
            self.wait_drawn()
            filled.append(_since(begun))
        return {
            "library window frame while scrolling p95": _p95(rolled),
            "library window frame after a jump p95": _p95(jumped),
            "library window jump until its rows are there p95": _p95(filled),
        }

    def sort(self) -> dict[str, float]:
        from kefu_desktop.core.views import Column, Order

        self.replies.sort(Order(Column.TITLE, descending=True))
        self._listed(lambda: self.listing.order.column is Column.TITLE)
        begun = time.perf_counter()
        self.replies.sort(Order(Column.TITLE))
        self._listed(lambda: not self.listing.order.descending)
        taken = _since(begun)
        self.replies.sort(Order())
        self._listed(lambda: self.listing.order == Order())
        return {"library window sorted by title": taken}

    def type(self) -> dict[str, float]:
        """A word letter by letter, five times: each letter when the one before was answered."""
        from kefu_desktop.gui.library.search_box import SearchBox

        field = self.window.findChild(SearchBox).field
        times = []
        for _ in range(5):
            for end in range(1, len(TYPED) + 1):
                begun = time.perf_counter()
                field.setText(TYPED[:end])
                self._listed(lambda end=end: self.listing.text == TYPED[:end])
                times.append(_since(begun))
            field.clear()
            self._listed(lambda: self.listing.text == "")
        return {"library window letter until its rows are there p95": _p95(times)}

    def move(self) -> dict[str, float]:
        """Moves replies at once by the list's own way, and takes it back."""
        from kefu_desktop.gui.library.doing import Doing

        doing = self.window.findChild(Doing)
        uids: tuple[Uid, ...] = self.listing.uids
        self.view.select(uids[:MOVED])
        self.probe.wait(lambda: self.replies.selected_count == MOVED)
        begun = self.listing.revision
        doing.move(None)
        moved = self.probe.wait(lambda: self.listing.revision > begun and self.drawn())
        moved = max(moved, self.rest())
        begun = self.listing.revision
        doing.undo()
        back = self.probe.wait(lambda: self.listing.revision > begun and self.drawn())
        back = max(back, self.rest())
        return {
            f"library window {MOVED:,} moved, longest standstill": moved,
            f"library window {MOVED:,} taken back, longest standstill": back,
        }

    def rest(self, seconds: float = 2) -> float:
        """Waits until nothing more comes of it; gives the longest standstill."""
        end = time.perf_counter() + seconds
        return self.probe.wait(lambda: time.perf_counter() > end)

    def _listed(self, seen: Callable[[], bool]) -> None:
        self.probe.wait(lambda: seen() and self.listing.whole and self.drawn())
        self.view.viewport().repaint()


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
