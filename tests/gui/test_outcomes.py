"""What comes of work that was handed down, told while there is somebody to be told."""

import gc
import weakref
from concurrent.futures import Future

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from kefu_desktop.core.errors import Code, KefuError, NotFound
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.outcomes import Outcomes


def test_an_answer_comes_to_who_asked_and_a_refusal_is_said(qtbot: QtBot) -> None:
    bridge, said, got = Bridge(), list[KefuError](), list[int]()
    outcomes = Outcomes(bridge, said.append, QObject(bridge))
    well, ill = Future[int](), Future[int]()
    outcomes.when(well, got.append)
    outcomes.when(ill, got.append)
    well.set_result(7)
    ill.set_exception(NotFound(Code.REPLY_MISSING))
    qtbot.waitUntil(lambda: bool(said))
    assert got == [7]
    assert [error.code for error in said] == [Code.REPLY_MISSING]


def test_nothing_is_told_once_the_owner_is_gone(qtbot: QtBot) -> None:
    bridge, told, after = Bridge(), list[object](), list[str]()
    owner = QObject(bridge)
    outcomes = Outcomes(bridge, told.append, owner)
    well, ill = Future[int](), Future[int]()
    outcomes.when(well, told.append)
    outcomes.when(ill, told.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    well.set_result(7)
    ill.set_exception(NotFound(Code.REPLY_MISSING))
    bridge.post(lambda: after.append("after"))
    qtbot.waitUntil(lambda: bool(after))
    assert told == []


def test_what_was_told_is_let_go_of_at_once(qtbot: QtBot) -> None:
    """What an import showed is hundreds of megabytes, and garbage is seldom collected."""
    bridge, told = Bridge(), list[str]()
    outcomes = Outcomes(bridge, lambda error: None, bridge)
    shown = QObject()
    gone = weakref.ref(shown)
    gc.disable()
    try:
        future = Future[int]()
        outcomes.when(future, lambda _, kept=shown: told.append("told"))  # type: ignore[misc]
        del shown
        future.set_result(7)
        qtbot.waitUntil(lambda: bool(told))
        QCoreApplication.processEvents()
        del future
        assert gone() is None
    finally:
        gc.enable()
