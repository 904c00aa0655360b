"""How quickly the library window opens, scrolls, sorts and finds among 100,000 replies, and how
long the windows stand still while 10,000 of them are moved.

The window runs in a process of its own (`tests.bench.window_program`) with the lanes of the real
program, and times itself from the request to the painted rows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.report import Report
from tests.bench.shop import write_library

SIZE = 100_000
MOVED = 10_000
BUDGETS = {
    "open, the first time": (None, "ms"),
    "open again": (300.0, "ms"),
    "scroll, one frame, median": (16.7, "ms"),
    "scroll, one frame, p95": (16.7, "ms"),
    "sort by title": (None, "ms"),
    "type a letter, median": (None, "ms"),
    "type a letter, p95": (None, "ms"),
    f"longest gap while {MOVED:,} are moved": (50.0, "ms"),
    f"move {MOVED:,}": (None, "s"),
    "memory": (None, "MB"),
}
_PATIENCE = 300


def run(report: Report) -> None:
    """Measures the window over a generated library."""
    report.title(f"The library window over {SIZE:,} replies")
    with tempfile.TemporaryDirectory(prefix="window-") as folder:
        home = Path(folder)
        write_library(home / "library.db", SIZE)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.window_program", str(home), str(MOVED)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "KEFU_HOME": str(home)},
            stdout=subprocess.PIPE,
            timeout=_PATIENCE,
            check=True,
        )
    figures = json.loads(done.stdout.decode().splitlines()[-1])
    for name, (budget, unit) in BUDGETS.items():
        report.row(f"window.{name}", figures[name], unit, budget)
