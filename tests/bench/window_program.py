"""The library window in a process of its own, timing itself: `python -m tests.bench.window_program
HOME MOVED`. It prints a line of JSON with its figures; the home holds a library.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kefu_desktop import assets, bootstrap
from kefu_desktop.app.arranging import Arranging
from kefu_desktop.app.catalogue import Listing
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.composing import Composer
from kefu_desktop.app.events import Events, LibraryChanged
from kefu_desktop.app.jobs import ThreadLane
from kefu_desktop.app.keeping import Keeping
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.searching import Searching
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.app.upkeep import Place, Upkeep
from kefu_desktop.bootstrap_library import Below, build
from kefu_desktop.core.emoticons import Moods
from kefu_desktop.core.views import Column, Order
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.library.reply_list.reply_list import ReplyList
from kefu_desktop.gui.library.search_box import SearchBox
from kefu_desktop.gui.library.window import LibraryWindow
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native.recording import RecordingClipboard
from kefu_desktop.paths import locate
from kefu_desktop.search.readings import Readings
from kefu_desktop.store.queries import Reader
from tests.bench.search import quantile

_PATIENCE = 60.0
_FRAMES = 240
_WORDS = ("fahuo", "tuikuan", "kd", "zhiliang", "youhui")


class Stand:
    """The window over the services of the real program."""

    def __init__(self, home: Path, down: contextlib.ExitStack) -> None:
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        self.application = application
        self.paths = locate({"KEFU_HOME": str(home)}, Path(sys.executable), frozen=False)
        self.paths.make()
        self.down = down
        self.clock, self.events = SystemClock(), Events()
        upkeep = Upkeep(
            Place(self.paths.library, self.paths.backups, assets.migrations()),
            self.clock,
            random_uid,
        )
        self.library = LiveLibrary(ThreadLane("writer"), upkeep.open, self.events, self.clock)
        down.callback(self.library.close)
        self.library.start().result()
        self.searching = Searching(
            ThreadLane("search"),
            ThreadLane("builder"),
            lambda: Reader.open(self.paths.library),
            load_readings,
            self.events,
            self.clock,
        )
        down.callback(self.searching.close)
        self.searching.start()
        self.spin(lambda: self.searching.size > 0)
        self.bridge = Bridge(application)

    def build(self) -> LibraryWindow:
        settings = SettingsService(self.paths.settings, self.events, self.clock)
        moods = json.loads(assets.resource("emoticons", "moods.json").read_text(encoding="utf-8"))
        below = Below(
            paths=self.paths,
            events=self.events,
            clock=self.clock,
            settings=settings,
            library=self.library,
            keeping=Keeping(self.library, self.clock, random_uid),
            searching=self.searching,
            load_readings=load_readings,
            composer=Composer(lambda: settings.current, Moods.from_document(moods), self.clock),
            clipboard=RecordingClipboard(),
            bridge=self.bridge,
            theme=Theme(self.application),
            say=lambda error: error.code.value,
        )
        window = build(below, self.down)
        self.bridge.subscribe(
            self.events, LibraryChanged, lambda event: window.refresh(event.touched), window
        )
        return window

    def spin(self, done: Callable[[], object]) -> None:
        """Runs the event loop until something is so."""
        ends = time.monotonic() + _PATIENCE
        while not done():
            assert time.monotonic() < ends, "it never came"
            self.application.processEvents()


def load_readings() -> Readings:
    return Readings.load(assets.resource("readings", "readings.bin").read_bytes())


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


class Times:
    """What is measured on one window."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.window: LibraryWindow | None = None

    @property
    def replies(self) -> ReplyList:
        assert self.window is not None
        (found,) = self.window.findChildren(ReplyList)
        return found

    def shows(self, wanted: Callable[[Listing], bool]) -> bool:
        """Whether such a listing is shown with its first rows painted."""
        if self.window is None:
            return False
        listing = self.replies.listing
        if listing is None or not wanted(listing):
            return False
        # Where one was scrolled to is kept; what is timed is the top.
        self.replies.view.scrollToTop()
        first = listing.uids[:1]
        if first and not self.replies.lines(first):
            return False
        self.replies.view.viewport().repaint()
        return True

    def open(self) -> float:
        def work() -> None:
            if self.window is None:
                self.window = self.stand.build()
            self.window.open_at()
            self.stand.spin(lambda: self.shows(lambda listing: bool(listing.uids)))

        return milliseconds(work)

    def scroll(self) -> list[float]:
        """Frames of a wheel turned without a rest, pages arriving as they do."""
        view = self.replies.view
        bar = view.verticalScrollBar()
        frames = []
        for frame in range(_FRAMES):

            def turn(place: int = frame) -> None:
                bar.setValue(bar.minimum() + place * 3 * (view.rowHeight(0) or 1))
                view.viewport().repaint()

            frames.append(milliseconds(turn))
            self.stand.application.processEvents()
        return frames

    def sort(self) -> float:
        def work() -> None:
            order = Order(Column.TITLE)
            self.replies.sort(order)
            self.stand.spin(lambda: self.shows(lambda listing: listing.order == order))

        taken = milliseconds(work)
        self.replies.sort(Order())
        self.stand.spin(lambda: self.shows(lambda listing: listing.order == Order()))
        return taken

    def type(self) -> list[float]:
        assert self.window is not None
        (box,) = self.window.findChildren(SearchBox)
        taken = []
        for word in _WORDS:
            for end in range(1, len(word) + 1):
                typed = word[:end]

                def work(text: str = typed) -> None:
                    box.field.setText(text)
                    self.stand.spin(lambda: self.shows(lambda listing: listing.text == text))

                taken.append(milliseconds(work))
        box.field.setText("")
        self.stand.spin(lambda: self.shows(lambda listing: not listing.text))
        return taken

    def move(self, count: int) -> tuple[float, float]:
        """Moves so many and follows it; gives the longest gap in ms, and the seconds it took."""
        listing = self.replies.listing
        assert listing is not None
        target = self.stand.library.ask(lambda library: next(iter(library.categories()))).result()
        gaps: list[float] = []
        last = time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append((now - last) * 1000)
            last = now

        timer = QTimer()
        timer.timeout.connect(tick)
        timer.start(0)
        before = listing.revision
        begun = time.perf_counter()
        last = begun
        arranging = Arranging(self.stand.library, self.stand.clock, random_uid)
        moving = arranging.move(listing.uids[:count], target)
        self.stand.spin(moving.done)
        self.stand.spin(lambda: self.shows(lambda shown: shown.revision > before))
        taken = time.perf_counter() - begun
        timer.stop()
        return max(gaps), taken


def memory() -> float:
    with Path("/proc/self/smaps_rollup").open(encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024


def main() -> None:
    home, moved = Path(sys.argv[1]), int(sys.argv[2])
    sys.setswitchinterval(bootstrap.SWITCH_SECONDS)
    figures: dict[str, float] = {}
    with contextlib.ExitStack() as down:
        times = Times(Stand(home, down))
        figures["open, the first time"] = times.open()
        assert times.window is not None
        times.window.close()
        figures["open again"] = times.open()
        frames = times.scroll()
        figures["scroll, one frame, median"] = statistics.median(frames)
        figures["scroll, one frame, p95"] = quantile(frames, 0.95)
        figures["sort by title"] = times.sort()
        letters = times.type()
        figures["type a letter, median"] = statistics.median(letters)
        figures["type a letter, p95"] = quantile(letters, 0.95)
        gap, seconds = times.move(moved)
        figures[f"longest gap while {moved:,} are moved"] = gap
        figures[f"move {moved:,}"] = seconds
        figures["memory"] = memory()
        times.window.close()
        print(json.dumps(figures), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
