"""The search field: every change is told once, and keys are offered before they edit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from kefu_desktop.gui.popup.keys import Act, act_of
from kefu_desktop.gui.popup.search_field import SearchField
from tests.gui.agent import commit


class Listener:
    """A field, what it told, and the keys it offered; ``takes`` are those that are taken."""

    def __init__(self, qtbot: QtBot) -> None:
        self.offered: list[int] = []
        self.takes: set[int] = set()
        self.told: list[str] = []
        self.field = SearchField(self._offer)
        qtbot.addWidget(self.field)
        self.field.query_changed.connect(self.told.append)

    def _offer(self, event: QKeyEvent) -> bool:
        self.offered.append(event.key())
        return event.key() in self.takes


@pytest.fixture
def listener(qtbot: QtBot) -> Listener:
    return Listener(qtbot)


def test_each_letter_is_told_once(listener: Listener, qtbot: QtBot) -> None:
    qtbot.keyClicks(listener.field, "fh")
    assert listener.told == ["f", "fh"]
    qtbot.keyClick(listener.field, Qt.Key.Key_Left)
    assert listener.told == ["f", "fh"]


def test_a_preedit_is_told_at_the_cursor_and_its_commit_only_if_it_differs(
    listener: Listener,
) -> None:
    listener.field.setText("ab")
    listener.field.setCursorPosition(1)
    listener.told.clear()
    commit(listener.field, "", "fa'h")
    commit(listener.field, "", "fa'huo")
    assert listener.told == ["afa'hb", "afa'huob"]
    assert (listener.field.composing, listener.field.query) == (True, "afa'huob")
    commit(listener.field, "发货")
    assert listener.told[-1] == "a发货b"
    assert listener.told.count("a发货b") == 1
    assert not listener.field.composing


def test_a_composition_that_is_given_up_leaves_the_text(listener: Listener) -> None:
    listener.field.setText("ab")
    commit(listener.field, "", "x")
    commit(listener.field, "")
    assert listener.told == ["ab", "abx", "ab"]


def test_keys_are_offered_and_edit_when_nobody_takes_them(listener: Listener, qtbot: QtBot) -> None:
    listener.takes = {Qt.Key.Key_A, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
    qtbot.keyClicks(listener.field, "ab")
    qtbot.keyClick(listener.field, Qt.Key.Key_Tab)
    qtbot.keyClick(listener.field, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert listener.field.text() == "b"
    assert {Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_Tab} <= {*listener.offered}


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_PageDown],
)
def test_nothing_is_offered_while_composing(listener: Listener, qtbot: QtBot, key: Qt.Key) -> None:
    commit(listener.field, "", "fa")
    qtbot.keyClick(listener.field, key)
    assert listener.offered == []


def test_forgetting_empties_without_telling(listener: Listener) -> None:
    listener.field.setText("ab")
    commit(listener.field, "", "x")
    listener.told.clear()
    listener.field.forget()
    assert (listener.field.query, listener.field.composing, listener.told) == ("", False, [])
    commit(listener.field, "a")
    assert listener.told == ["a"]


NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


@pytest.mark.parametrize(
    ("key", "held", "act"),
    [
        (Qt.Key.Key_Enter, KEYPAD, Act.ENTER),
        (Qt.Key.Key_Enter, CTRL | KEYPAD, Act.OTHER_ENTER),
        (Qt.Key.Key_Up, KEYPAD, Act.UP),
        (Qt.Key.Key_1, ALT, Act.PICK),
        (Qt.Key.Key_9, ALT, Act.PICK),
        (Qt.Key.Key_0, ALT, None),
        (Qt.Key.Key_0, CTRL | KEYPAD, Act.USUAL_SIZE),
        (Qt.Key.Key_Plus, CTRL | SHIFT, Act.LARGER),
        (Qt.Key.Key_Backtab, SHIFT, Act.PREVIOUS_VARIANT),
        (Qt.Key.Key_Right, ALT, Act.NEXT_FILTER),
        (Qt.Key.Key_Right, NONE, None),
        (Qt.Key.Key_D, NONE, None),
        (Qt.Key.Key_V, CTRL, None),
        (Qt.Key.Key_Return, ALT, None),
    ],
)
def test_what_a_key_means(key: Qt.Key, held: Qt.KeyboardModifier, act: Act | None) -> None:
    assert act_of(QKeyEvent(QKeyEvent.Type.KeyPress, key, held)) is act


@pytest.mark.parametrize("code", [0, 0x4E2D, 0x1FFFFF0])
def test_a_key_that_qt_has_no_name_for_means_nothing(code: int) -> None:
    assert act_of(QKeyEvent(QKeyEvent.Type.KeyPress, code, NONE)) is None


def test_what_is_typed_waits_for_its_rows_no_longer_than_a_frame(
    listener: Listener, qtbot: QtBot
) -> None:
    field = listener.field
    field.wait_a_frame()
    assert not field.updatesEnabled()
    field.paint_again()
    assert field.updatesEnabled()
    field.wait_a_frame()
    qtbot.waitUntil(field.updatesEnabled)
