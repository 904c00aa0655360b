"""What the emoticon picker takes from a key to its pixels, in a process without a screen:
`python -m tests.bench.emoticons` measures it and prints its figures.

A figure ends when the grid has been painted; pictures of emoji that were never drawn before may
come a frame later. The first opening reads the tables, on their lane.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.report import Report
from tests.bench.search import READINGS_FILE

if TYPE_CHECKING:
    from kefu_desktop.gui.emoticons.picker import EmoticonPicker
    from kefu_desktop.search.readings import Readings

TYPED = ("weixiao", "xiexie", "smile", "lw", "baoguo", "heart", "谢谢", "笑", "x", "q")
ROUNDS = 5
BUDGETS: dict[str, float] = {
    "emoticon picker opened the first time, all of it there": 500.0,
    "emoticon picker opened again": 50.0,
    "emoticon picker letter until its cells are there p95": 16.0,
    "emoticon picker arrow until its cell is there p95": 16.0,
    "emoticon picker next group until its cells are there p95": 50.0,
}
"""In milliseconds."""


def run(report: Report) -> None:
    """Measures one picker, in a few seconds."""
    report.title("The emoticon picker")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.emoticons"],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "KEFU_HOME": folder},
            stdout=subprocess.PIPE,
            text=True,
            timeout=300,
            check=True,
        )
    for name, value in json.loads(done.stdout.splitlines()[-1]).items():
        report.row(name, value, "ms", BUDGETS.get(name))


# -- in the process that is measured


def measure() -> dict[str, float]:
    """Gives each figure in milliseconds."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit

    from kefu_desktop.gui.emoticons.grid import Grid

    with contextlib.ExitStack() as down:
        picker = _picker(down)
        grid, search = picker.findChildren(Grid)[0], picker.findChildren(QLineEdit)[0]

        def timed(act: Callable[[], object]) -> float:
            begun = time.perf_counter()
            act()
            grid.viewport().repaint()
            return (time.perf_counter() - begun) * 1000

        def opened() -> None:
            picker.open_at(QRect(0, 0, 100, 20), None)
            while not picker.cells:
                QApplication.processEvents()

        figures = {"emoticon picker opened the first time, all of it there": timed(opened)}
        picker.leave()
        figures["emoticon picker opened again"] = timed(opened)
        letters, arrows, groups = [], [], []
        for _ in range(ROUNDS):
            for text in TYPED:
                typed = (partial(search.setText, text[: end + 1]) for end in range(len(text)))
                letters += [timed(typing) for typing in typed]
                arrows += [timed(lambda: QTest.keyClick(search, Qt.Key.Key_Down)) for _ in "123"]
            search.clear()
            groups += [timed(lambda: QTest.keyClick(search, Qt.Key.Key_Tab)) for _ in range(12)]
        figures["emoticon picker letter until its cells are there p95"] = _p95(letters)
        figures["emoticon picker arrow until its cell is there p95"] = _p95(arrows)
        figures["emoticon picker next group until its cells are there p95"] = _p95(groups)
        picker.leave()
    return figures


def _picker(down: contextlib.ExitStack) -> EmoticonPicker:
    from PySide6.QtWidgets import QWidget

    from kefu_desktop.app.clock import SystemClock
    from kefu_desktop.app.events import Events
    from kefu_desktop.app.settings import SettingsService
    from kefu_desktop.bootstrap_emoticons import emoticon_desk
    from kefu_desktop.gui.application import make_application
    from kefu_desktop.gui.bridge import Bridge
    from kefu_desktop.gui.emoticons.picker import EmoticonPicker
    from kefu_desktop.gui.theme import Theme
    from kefu_desktop.paths import locate

    application = make_application()
    paths = locate(os.environ, Path(sys.executable), frozen=False)
    events = Events()
    settings = SettingsService(paths.settings, events, SystemClock())
    bridge = Bridge(application)
    desk = emoticon_desk(paths, _load_readings, settings, events, bridge, down)
    window = QWidget()
    window.resize(780, 460)
    window.show()
    down.callback(window.close)
    return EmoticonPicker(desk, Theme(application), window)


def _load_readings() -> Readings:
    from kefu_desktop.search.readings import Readings

    return Readings.load(READINGS_FILE.read_bytes())


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    print(json.dumps(measure()))
