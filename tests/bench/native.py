"""How fast the machine answers on X11: hotkey, window in front, bringing back, snapshot.

On an X server and a window manager of its own; a press is timed from before its first fake key to
the callback, with the window in front already read.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from kefu_desktop.app.ports import Press, Target
from kefu_desktop.core.chords import parse
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.clipboard.x11 import X11Snapshots
from kefu_desktop.native.hotkey.x11 import X11Hotkey
from kefu_desktop.native.window import x11_reading as reading
from kefu_desktop.native.window.x11 import X11Window
from tests.bench.report import Report
from tests.display import Screen, open_screen, wait_until

PRESSES = 50


def run(report: Report) -> None:
    """Measures on one screen."""
    report.title("The machine, X11")
    with open_screen(manager=True) as screen:
        targets = [_window(screen, name) for name in ("chat", "other")]
        _presses(report, screen)
        _windows(report, screen, targets)
        _snapshots(report, screen)


def _window(screen: Screen, name: str) -> Target:
    program = screen.start([sys.executable, "-m", "tests.chat_window", name])
    handle = int(program.wait_line("ready "))
    connection = x11.Connection(screen.display)
    try:
        wait_until(lambda: reading.front_handle(connection) == handle, f"{name} is in front")
        target = reading.describe(connection, handle)
    finally:
        connection.close()
    assert target is not None
    return target


def _presses(report: Report, screen: Screen) -> None:
    called: list[float] = []

    def pressed(press: Press) -> None:
        called.append(time.perf_counter())
        press.settled()

    hotkey = X11Hotkey(x11.Connection(screen.display), lambda: None)
    chord = parse("Ctrl+Alt+K")
    hotkey.bind(chord, pressed)
    times: list[float] = []
    try:
        for number in range(PRESSES):
            began = time.perf_counter()
            screen.fingers.tap(chord)
            wait_until(lambda count=number: len(called) > count, "the press is heard", every=0.001)
            times.append(1000 * (called[-1] - began))
    finally:
        hotkey.close()
    _row(report, "native/hotkey press to callback", times)


def _windows(report: Report, screen: Screen, targets: list[Target]) -> None:
    port = X11Window(x11.Connection(screen.display))
    try:
        _row(report, "native/window in front", [_timed(port.current) for _ in range(PRESSES)])
        back: list[float] = []
        for number in range(PRESSES):
            target = targets[number % 2]
            back.append(_timed(lambda target=target: port.bring_back(target, 5.0)))
            assert port.is_front(target)
        _row(report, "native/window brought back", back)
    finally:
        port.close()


def _snapshots(report: Report, screen: Screen) -> None:
    owner = screen.start([sys.executable, "-m", "tests.native.clipboard_program"])
    owner.wait_line("ready")
    formats = ", ".join(f'"application/x-{n}": "{"A" * 20_000}"' for n in range(27))
    owner.tell(f'{{"call": "restore", "args": [{{{formats}}}]}}')
    owner.wait_line('{"gives"')
    snapshots = X11Snapshots(x11.Connection(screen.display))
    try:
        times = [_timed(lambda: snapshots.snapshot(5.0)) for _ in range(PRESSES)]
        _row(report, "native/snapshot of 27 formats, 400 kB", times)
        owner.stop()
        frozen = [_timed(lambda: snapshots.snapshot(0.1)) for _ in range(5)]
        _row(report, "native/snapshot, owner frozen, 100 ms allowed", frozen)
    finally:
        snapshots.close()


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)


def _row(report: Report, name: str, milliseconds: list[float]) -> None:
    ordered = sorted(milliseconds)
    report.row(f"{name}, median", statistics.median(ordered), "ms")
    report.row(f"{name}, p95", ordered[int(0.95 * (len(ordered) - 1))], "ms")
