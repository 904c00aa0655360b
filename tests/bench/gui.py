"""What its user waits for and what it costs to have it running: the popup's pixels, the start, idle
processor time, memory. Beside it a bare window of the same toolkit, and CopyQ where it is there.

Everything is measured from outside, on an X server of its own with openbox and a chat window in
front.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from kefu_desktop.search.readings import Readings
from tests.bench import processes
from tests.bench.corpus import Asker, Reply
from tests.bench.presses import Times, Window, measure_keys
from tests.bench.report import Report
from tests.bench.search import READINGS_FILE
from tests.bench.shop import write_library
from tests.display import Program, Screen, open_screen, wait_until
from tests.eye import Area, Eye
from tests.running import Running

CHORD = "Ctrl+Alt+K"
PRESSES = 30
STARTS = 5
IDLE_SECONDS = 20
KEY_BUDGETS = {10_000: 16.0, 100_000: 25.0}
"""p95 in ms from a letter to the list that it finds, for each size."""

IDLE_COUNTS = (processes.ticks, processes.computed, processes.wakes)

COPYQ_CHORD = "Ctrl+Alt+J"
COPYQ_COMMANDS = """\
[Commands]
1\\Name=Show
1\\Command=copyq: show()
1\\IsGlobalShortcut=true
1\\GlobalShortcut=ctrl+alt+j
size=1
"""


def run(report: Report) -> None:
    """Measures all of it, in about three minutes."""
    missing = [tool for tool in ("Xvfb", "openbox", "trayer") if shutil.which(tool) is None]
    if missing:
        report.title("Windows")
        report.note(f"not measured: {', '.join(missing)} not installed")
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        ours: dict[int, Times] = {}
        for size in KEY_BUDGETS:
            report.title(f"The program with {size:,} replies (load {os.getloadavg()[0]:.1f})")
            home = Path(folder) / str(size)
            home.mkdir()
            library = write_library(home / "library.db", size)
            if size == min(KEY_BUDGETS):
                _measure_start(report, home, size)
                _measure_rest(report, home, size)
            ours[size] = _measure_popup(report, home, library)
        _measure_others(report, Path(folder), ours[min(KEY_BUDGETS)])


# -- the program


def _measure_start(report: Report, home: Path, size: int) -> None:
    """From the call that starts the process to its icon in a tray, and to its first answer."""
    seen, answers, finds = [], [], []
    with open_screen(manager=True) as screen:
        eye = screen.open_eye()
        tray = _start_tray(screen, eye)
        for number in range(STARTS + 1):
            empty = eye.wait_still(tray)
            started = time.perf_counter()
            # As where it is installed: compiled at the first start, whatever this shell says.
            compiled = str(home / "compiled")
            running = Running(
                screen, home, PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=compiled
            )
            shown = eye.wait_change(empty, tray, timeout=20)
            assert shown is not None, "no icon in the tray"
            running.wait(lambda _: True, "an answer")
            answered = time.perf_counter()
            running.wait_ready(size)
            found = time.perf_counter()
            assert running.quit() == 0
            eye.wait_change(eye.picture(tray), tray, timeout=0.5)
            if number:  # the first start reads everything from the disk
                seen.append(shown - started)
                answers.append(answered - started)
                finds.append(found - started)
    report.row("gui.start.tray.median", statistics.median(seen), "s", 1.0)
    report.row("gui.start.tray.slowest", max(seen), "s")
    report.row("gui.start.answers.median", statistics.median(answers), "s")
    report.row("gui.start.all found.median", statistics.median(finds), "s")


def _start_tray(screen: Screen, eye: Eye) -> Area:
    """Starts a tray host and gives where it is."""
    screen.start(
        [
            *("trayer", "--edge", "bottom", "--align", "left", "--widthtype", "pixel"),
            *("--width", "300", "--heighttype", "pixel", "--height", "28"),
        ]
    )
    whole = eye.whole
    place = Area(0, whole.height - 28, 300, 28)
    wait_until(lambda: "panel" in eye.windows().values(), "trayer's panel")
    return place


def _measure_popup(report: Report, home: Path, library: list[Reply]) -> Times:
    size = len(library)
    with open_screen(manager=True) as screen:
        eye = screen.open_eye()
        tray = _start_tray(screen, eye)
        chat = _start_chat(screen, eye)
        running = Running(screen, home)
        running.wait_ready(size)
        eye.wait_still(tray)
        window = Window(screen, eye, CHORD, chat)
        times = window.measure(PRESSES)
        times.tell(report, f"gui.{size}.hotkey to pixels", 25.0, 40.0)
        keys = measure_keys(window, _words(library))
        keys.tell(report, f"gui.{size}.key to list", None, KEY_BUDGETS[size])
        report.row(f"gui.{size}.memory after use", processes.pss(running.pid), "MB")
        assert running.quit() == 0
    return times


def _words(library: list[Reply], wanted: int = 26) -> list[str]:
    """Initials and syllables as an agent types them, of replies in this library."""
    readings = Readings.load(READINGS_FILE.read_bytes())
    kinds = ("py_initials", "py_full", "py_partial")
    asked = [q.text for q in Asker(library, readings).questions(of_each=20) if q.kind in kinds]
    fit = [text[:6] for text in asked if len(text) >= 3 and text.isascii() and text.isalpha()]
    return fit[:wanted]


def _measure_rest(report: Report, home: Path, size: int) -> None:
    """What it does and holds when nobody asks anything of it."""
    with open_screen(manager=True) as screen:
        _start_tray(screen, screen.open_eye())
        running = Running(screen, home)
        running.wait_ready(size)
        pid = running.pid
        wait_until(lambda: _is_quiet(pid), "a program at rest", timeout=30)
        ticks, computed, wakes = (count(pid) for count in IDLE_COUNTS)
        begun = time.perf_counter()
        while (left := begun + IDLE_SECONDS - time.perf_counter()) > 0:
            time.sleep(left)
        hertz = os.sysconf("SC_CLK_TCK")
        span = f"in {IDLE_SECONDS} s"
        spent = (processes.ticks(pid) - ticks) * 1000 / hertz
        report.row(f"gui.idle.processor time {span}", spent, "ms", 0.0)
        report.row(f"gui.idle.computed {span}", processes.computed(pid) - computed, "ms")
        report.row("gui.idle.wakes", (processes.wakes(pid) - wakes) / IDLE_SECONDS, "1/s")
        report.row("gui.idle.memory", processes.pss(pid), "MB", 130.0)
        # Libraries count for less while other programs map them too; this does not depend on them.
        report.row("gui.idle.memory.if nobody shared", processes.rss(pid), "MB")
        for kind, megabytes in processes.pss_by_kind(pid).items():
            report.row(f"gui.idle.memory.{kind}", megabytes, "MB")
        assert running.quit() == 0


def _is_quiet(pid: int) -> bool:
    before = processes.computed(pid)
    time.sleep(0.5)
    return processes.computed(pid) - before < 5


def _start_chat(screen: Screen, eye: Eye) -> int:
    """Starts a chat window and gives its handle when it is in front."""
    chat: Program = screen.start([sys.executable, "-m", "tests.chat_window", "chat"])
    handle = int(chat.wait_line("ready ", timeout=30))
    wait_until(lambda: eye.front() == handle, "the chat in front")
    return handle


# -- beside it


def _measure_others(report: Report, folder: Path, ours: Times) -> None:
    report.title("Beside it, in the same way")
    with open_screen(manager=True) as screen:
        eye = screen.open_eye()
        chat = _start_chat(screen, eye)
        bare = screen.start(
            [sys.executable, "-m", "tests.bench.bare_window", screen.display, CHORD]
        )
        bare.wait_line("ready", timeout=30)
        times = Window(screen, eye, CHORD, chat).measure(PRESSES)
        times.tell(report, "bare window.hotkey to pixels", None, None)
        report.row("bare window.memory", processes.pss(bare.process.pid), "MB")
    if shutil.which("copyq") is None:
        report.note("copyq is not installed, so it was not measured beside ours")
        return
    with open_screen(manager=True) as screen:
        eye = screen.open_eye()
        chat = _start_chat(screen, eye)
        config = folder / "copyq"
        (config / "copyq").mkdir(parents=True)
        (config / "copyq" / "copyq-commands.ini").write_text(COPYQ_COMMANDS, encoding="ascii")
        copyq = screen.start(
            ["copyq"],
            XDG_CONFIG_HOME=str(config),
            XDG_DATA_HOME=str(config),
            QT_LOGGING_RULES="*=false",
        )
        theirs = _measure_copyq(screen, eye, chat)
        theirs.tell(report, "copyq.hotkey to pixels", None, None)
        report.row("copyq.memory", processes.pss(copyq.process.pid), "MB")
        report.row(
            "gui.hotkey to pixels, ours to copyq",
            statistics.median(ours.first) / statistics.median(theirs.first),
            "ratio",
        )


def _measure_copyq(screen: Screen, eye: Eye, chat: int) -> Times:
    def opens() -> bool:
        screen.fingers.tap(COPYQ_CHORD)
        return eye.front() not in {0, chat}

    # It has no other sign of being ready than that its shortcut works.
    wait_until(opens, "copyq at its shortcut", timeout=30, every=1)
    window = Window(screen, eye, COPYQ_CHORD, chat)
    window.close()
    return window.measure(PRESSES)
