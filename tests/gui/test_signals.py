"""A signal from outside ends the program in order, also while Qt's loop sleeps."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kefu_desktop.gui.signals import EndSignals

NAMES = [name for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]


@pytest.fixture
def ended(qapp: QApplication) -> Iterator[list[str]]:
    told: list[str] = []
    signals = EndSignals(lambda: told.append(threading.current_thread().name))
    yield told
    signals.close()


@pytest.mark.parametrize("name", NAMES)
def test_each_signal_is_told_on_the_gui_thread(ended: list[str], qtbot: QtBot, name: str) -> None:
    # From another thread and while the loop waits, as it comes from a terminal.
    threading.Timer(0.05, os.kill, (os.getpid(), getattr(signal, name))).start()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.main_thread().name]


def test_other_signals_are_not_taken_for_an_end(ended: list[str], qtbot: QtBot) -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
    try:
        os.kill(os.getpid(), signal.SIGUSR1)
        qtbot.waitUntil(lambda: bool(seen))
        QApplication.processEvents()
        assert ended == []
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_closing_gives_the_signals_back(qapp: QApplication) -> None:
    before = {name: signal.getsignal(getattr(signal, name)) for name in NAMES}
    wakeup = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(wakeup)
    signals = EndSignals(lambda: None)
    assert signal.getsignal(signal.SIGTERM) != before["SIGTERM"]
    signals.close()
    assert {name: signal.getsignal(getattr(signal, name)) for name in NAMES} == before
    assert signal.set_wakeup_fd(wakeup) == wakeup
