"""How long it takes from a key to its pixels, seen from outside the program that shows them.

The clock starts with the XTEST request of the key itself, its modifiers being down already as they
are under a hand, and stops when the screen's memory shows something else. What the X server and the
window manager take is in it.
"""

from __future__ import annotations

import contextlib
import statistics
import time
from dataclasses import dataclass, field

from tests.bench.report import Report
from tests.bench.search import quantile
from tests.display import Screen, wait_until
from tests.eye import Area, Eye, Picture

EVERY = 4
"""Of the pixels of an area, each so-manieth across and down is looked at."""

NO_ANSWER = 1.5
PAUSE = 0.35
"""Seconds between closing and opening again; nobody is quicker who has read anything."""

REST = 0.06
"""Seconds without a change after which an area is at rest."""


@dataclass(slots=True)
class Times:
    """Milliseconds of each press; ``missed`` presses changed nothing (a letter may well find what
    was found without it).
    """

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    missed: int = 0

    def tell(self, report: Report, name: str, median: float | None, p95: float | None) -> None:
        """Reports these times under a name, with the budgets for the first pixels."""
        if not self.first:
            report.note(f"{name}: no press of {self.missed} was answered")
            return
        report.row(f"{name}.median", statistics.median(self.first), "ms", median)
        report.row(f"{name}.p95", quantile(self.first, 0.95), "ms", p95)
        if self.whole:
            report.row(f"{name}.whole.median", statistics.median(self.whole), "ms")
            report.row(f"{name}.whole.p95", quantile(self.whole, 0.95), "ms")
        if self.missed:
            report.row(f"{name}.missed", self.missed, "presses")


@dataclass(frozen=True, slots=True)
class Window:
    """A window that opens at a chord and closes at Escape, over a chat that has the keyboard."""

    screen: Screen
    eye: Eye
    chord: str
    behind: int
    """The window in front while it is closed."""

    def open(self) -> Area:
        """Opens it and gives where it is when it has come to rest."""
        self.screen.fingers.tap(self.chord)
        wait_until(lambda: self.eye.front() not in {0, self.behind}, "a window at the chord")
        # Some are moved to their place only after they are mapped.
        return wait_until(self._resting_place, "a window at rest")

    def _resting_place(self) -> Area | None:
        frame = self.eye.frame(self.eye.front())
        if not self.eye.whole.contains(frame):
            return None
        self.eye.wait_still(frame.part(0, 0.3, 0.5, 0.9), REST)
        return frame if frame == self.eye.frame(self.eye.front()) else None

    def close(self) -> None:
        """Closes it and waits until the window behind is in front and nothing moves."""

        def closed() -> bool:
            self.screen.fingers.touch("Escape")
            with contextlib.suppress(AssertionError):
                wait_until(lambda: self.eye.front() == self.behind, "the window behind", 1)
            return self.eye.front() == self.behind

        # A busy program may have been mapped before it hears its keys.
        wait_until(closed, "the window behind in front again")
        time.sleep(PAUSE)

    def measure(self, times: int, warm_up: int = 5) -> Times:
        """Opens and closes it so often; gives how long it took to the first pixels, and to the
        last ones of its list.
        """
        frame = self.open()
        # A caret blinks at the top of such windows; below is what people wait for.
        below = frame.part(0, 0.3, 0.5, 0.9)
        self.close()
        took = Times()
        for number in range(times + warm_up):
            before = self._at_rest(frame)
            strike = self.screen.fingers.poise(self.chord)
            pressed = time.perf_counter()
            strike()
            first = self.eye.wait_change(before, frame, EVERY, NO_ANSWER)
            whole = _last_change(self.eye, below, since=pressed)
            if number < warm_up:
                pass
            elif first is None:
                took.missed += 1
            else:
                took.first.append((first - pressed) * 1000)
                took.whole.append((whole - pressed) * 1000)
            wait_until(lambda: self.eye.front() not in {0, self.behind}, "the window")
            self.close()
        return took

    def _at_rest(self, frame: Area) -> Picture:
        return self.eye.wait_still(frame, REST)[::EVERY, ::EVERY]


def measure_keys(window: Window, words: list[str], warm_up: int = 2) -> Times:
    """Types words into an opened popup, letter by letter, each when the list has come to rest;
    gives how long each letter took to be seen in the list.
    """
    took = Times()
    eye, fingers = window.eye, window.screen.fingers
    for number, word in enumerate(words):
        rows = window.open().part(0.02, 0.28, 0.54, 0.9)
        for letter in word:
            strike = fingers.poise(letter)
            before = eye.wait_still(rows, REST)[::EVERY, ::EVERY]
            typed = time.perf_counter()
            strike()
            changed = eye.wait_change(before, rows, EVERY, timeout=0.5)
            whole = _last_change(eye, rows, since=typed)
            if number < warm_up:
                continue
            if changed is None:
                took.missed += 1
                continue
            took.first.append((changed - typed) * 1000)
            took.whole.append((whole - typed) * 1000)
        window.close()
    return took


def _last_change(eye: Eye, area: Area, since: float) -> float:
    """Waits until an area is at rest and gives the moment of its last change."""
    seen, changed = eye.picture(area, EVERY), time.perf_counter()
    while time.perf_counter() - changed < REST and time.perf_counter() - since < NO_ANSWER:
        moment = eye.wait_change(seen, area, EVERY, timeout=REST)
        if moment is None:
            break
        seen, changed = eye.picture(area, EVERY), moment
    return changed
