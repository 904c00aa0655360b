"""What somebody waits for who brings 100,000 replies in by the wizard: preview, import, and the
longest time that the window stood still meanwhile.

The wizard and its library are those of the program, in a process of their own, whose memory is told
at the end. A second version of the same pack comes after the first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from tests.bench.packs import NOW, generated
from tests.bench.report import Report

BEAT = 10
"""Milliseconds between two looks at the clock, by the window's own thread."""

BUDGETS = {
    "preview": ("s", 6.0),
    "import": ("s", 15.0),
    "next version, preview": ("s", None),
    "next version, import": ("s", 15.0),
    "longest standstill": ("ms", 100.0),
    "memory at most": ("MB", 600.0),
}
"""The preview of a next version reads the whole library besides, to compare with."""


def run(report: Report) -> None:
    """Measures both formats of which somebody may have so many, in about two minutes."""
    report.title("100,000 replies through the import wizard")
    for name in ("kefupack", "csv"):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.importing", folder, name],
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "KEFU_HOME": folder},
                stdout=subprocess.PIPE,
                text=True,
                timeout=600,
                check=True,
            )
        for what, value in json.loads(done.stdout.splitlines()[-1]).items():
            report.row(f"wizard .{name} {what}", value, *BUDGETS[what])


# -- in the process that is measured


class Heart:
    """Beats in the window's thread, and knows the longest time between two beats."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last - BEAT / 1000)
        self._last = now

    def wait(self, seen: Callable[[], bool], seconds: float = 200) -> float:
        """Runs the event loop until ``seen``; gives how many seconds that took."""
        from PySide6.QtCore import QCoreApplication, QEventLoop

        begun = self._last = time.perf_counter()
        while not seen():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() - begun > seconds:
                raise AssertionError("nothing came")
        return time.perf_counter() - begun


def measure(folder: Path, name: str) -> dict[str, float]:
    """Gives each figure of one format."""
    from kefu_desktop.app.import_session import Stage
    from kefu_desktop.bootstrap import SWITCH_SECONDS
    from kefu_desktop.gui.application import make_application
    from kefu_desktop.gui.theme import Theme
    from kefu_desktop.native import memory
    from tests.gui.importing.shop import shop

    sys.setswitchinterval(SWITCH_SECONDS)
    memory.keep_one_heap()
    memory.collect_when_told()
    first, second = folder / "shop" / f"big.{name}", folder / "next" / f"big.{name}"
    _write_in_another(first, second)
    application, figures = make_application(), {}
    with shop(folder / "shop", Theme(application), lambda error: str(error.code)) as room:
        heart, wizard = Heart(), room.wizard
        wizard.resize(900, 600)
        wizard.show()
        heart.wait(wizard.isVisible)
        heart.longest = 0.0
        for begin, path in (("", first), ("next version, ", second)):
            wizard.open_files([path])
            choosing = heart.wait(lambda: wizard.standing.stage is Stage.CHOOSING)
            figures[f"{begin}preview"] = choosing
            wizard.foot.go.click()
            figures[f"{begin}import"] = heart.wait(lambda: wizard.standing.stage is Stage.DONE)
            wizard.foot.go.click()
        figures["longest standstill"] = heart.longest * 1000
        figures["memory at most"] = _most_memory()
    return figures


def _write_in_another(first: Path, second: Path) -> None:
    """Writes both versions in a process that is gone before anything is measured."""
    script = "import sys; from tests.bench.importing import write_both; write_both(*sys.argv[1:])"
    subprocess.run([sys.executable, "-c", script, str(first), str(second)], check=True)


def write_both(first: str, second: str) -> None:
    """Writes a pack, and its next version, in which each second reply says something else."""
    from kefu_desktop.packs.writing import write

    pack = generated()
    told = (
        replace(one, variants=(f"{one.variants[0]}～",)) if place % 2 else one
        for place, one in enumerate(pack.records)
    )
    for path, said in ((first, pack), (second, replace(pack, version="2", records=tuple(told)))):
        Path(path).parent.mkdir()
        write(Path(path), said, NOW)


def _most_memory() -> float:
    """The most that was in memory at once, in megabytes."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))
