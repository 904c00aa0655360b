"""The bridge: other threads' calls come to the GUI thread, in order, and die with their owner."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop.app.events import Events, LibraryReplaced
from kefu_desktop.gui.bridge import Bridge


@pytest.fixture
def bridge(qapp: QApplication) -> Bridge:
    return Bridge()


def test_calls_of_another_thread_come_in_order_on_this_one(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[tuple[int, threading.Thread]] = []

    def note(number: int) -> None:
        seen.append((number, threading.current_thread()))

    def work() -> None:
        for number in range(200):
            bridge.post(lambda number=number: note(number))

    worker = threading.Thread(target=work)
    worker.start()
    qtbot.waitUntil(lambda: len(seen) == 200)
    worker.join()
    assert [number for number, _ in seen] == list(range(200))
    assert {thread for _, thread in seen} == {threading.main_thread()}


def test_a_call_from_here_comes_later_too(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[str] = []
    bridge.post(lambda: seen.append("posted"))
    assert seen == []
    qtbot.waitUntil(lambda: seen == ["posted"])


def test_who_lets_the_window_go_first_is_called_when_all_is_painted(
    bridge: Bridge, qtbot: QtBot
) -> None:
    seen: list[str] = []

    class Painted(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            seen.append("painted")

    widget = Painted()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: seen != [])
    seen.clear()
    worker = threading.Thread(target=lambda: bridge.when_through(lambda: seen.append("through")))
    worker.start()
    worker.join()
    widget.update()
    bridge.post(lambda: seen.append("posted"))
    qtbot.waitUntil(lambda: "through" in seen)
    assert seen == ["posted", "painted", "through"]


def test_a_call_that_fails_is_logged_and_the_next_is_made(
    bridge: Bridge, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[int] = []
    bridge.post(lambda: seen.append(1 // 0))
    bridge.post(lambda: seen.append(1))
    qtbot.waitUntil(lambda: seen == [1])
    assert "a posted call failed" in caplog.text


def test_after_calls_once_and_can_be_cancelled(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[str] = []
    cancel = bridge.after(0.02, lambda: seen.append("never"))
    done = bridge.after(0.03, lambda: seen.append("once"))
    cancel()
    cancel()
    bridge.after(0.08, lambda: seen.append("later"))
    qtbot.waitUntil(lambda: "later" in seen)
    assert seen == ["once", "later"]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    done()  # its timer is gone by now
    assert bridge.children() == []


def test_a_cancelled_timer_is_gone(bridge: Bridge) -> None:
    for _ in range(20):
        bridge.after(60, lambda: None)()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bridge.children() == []


def test_every_calls_again_and_again(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[int] = []
    bridge.every(0.01, lambda: seen.append(1))
    qtbot.waitUntil(lambda: len(seen) >= 3)


def test_a_subscription_ends_with_its_owner(
    bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    events, owner, seen = Events(), QObject(), list[object]()
    bridge.subscribe(events, LibraryReplaced, seen.append, owner)
    events.publish(LibraryReplaced())
    assert seen == []
    qtbot.waitUntil(lambda: seen == [LibraryReplaced()])
    events.publish(LibraryReplaced())  # on its way while the owner goes
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    with monkeypatch.context() as patch:
        patch.setattr(bridge, "post", lambda call: pytest.fail("the dead are still told"))
        events.publish(LibraryReplaced())
    last: list[int] = []
    bridge.post(lambda: last.append(1))
    qtbot.waitUntil(lambda: last == [1])
    assert len(seen) == 1
