"""The form asks for what is missing, remembers, and never delivers half filled in."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from kefu_desktop.app.filling import Filling
from kefu_desktop.core.template import Ask
from kefu_desktop.gui.popup.form import FillForm
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native.recording import RecordingClipboard
from tests.app.shop import HeldLane
from tests.gui.agent import words
from tests.gui.world import order_facts

COPIED = "订单1234567890123456789，单号SF1234567890123"
NUMBER, COURIER = Ask("单号"), Ask("快递", "", ("中通", "顺丰"))


NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Asked:
    form: FillForm
    qtbot: QtBot
    clipboard: RecordingClipboard
    lane: HeldLane

    def __post_init__(self) -> None:
        self.filled: list[dict[str, str]] = []
        self.left = 0
        self.form.filled.connect(lambda values, _: self.filled.append(values))
        self.form.left.connect(self._leave)

    def _leave(self) -> None:
        self.left += 1

    def ask(self, *asks: Ask, held: bool = False, preset: tuple[Ask, ...] = ()) -> None:
        """Asks; with ``held`` the clipboard takes its time."""
        self.form.hide()
        self.form.ask(asks, preset)
        self.form.show()
        self.form.focus_first()
        if not held:
            self.lane.go_on()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(self.form.focusWidget(), key, held)

    def write(self, text: str) -> None:
        self.qtbot.keyClicks(self.form.focusWidget(), text)

    @property
    def cursor(self) -> str:
        """The name of the field where keys go."""
        box = self.form.focusWidget()
        assert isinstance(box, QComboBox)
        line = box.lineEdit()
        assert line is not None
        return line.accessibleName()

    def line(self, name: str) -> QLineEdit:
        lines = self.form.findChildren(QLineEdit)
        return next(line for line in lines if line.accessibleName() == name)


@pytest.fixture
def asked(theme: Theme, qtbot: QtBot) -> Asked:
    clipboard, lane = RecordingClipboard(), HeldLane()
    form = FillForm(theme, Filling(clipboard, lane, lambda call: call(), order_facts))
    qtbot.addWidget(form)
    return Asked(form, qtbot, clipboard, lane)


def test_enter_goes_on_and_delivers_only_when_all_is_given(asked: Asked) -> None:
    asked.ask(NUMBER, Ask("电话"))
    assert asked.cursor == "单号"
    asked.press(Qt.Key.Key_Return)
    assert asked.cursor == "单号"
    asked.write("SF1")
    asked.press(Qt.Key.Key_Enter)
    assert asked.cursor == "电话"
    asked.write(" ")
    asked.press(Qt.Key.Key_Return)
    assert asked.filled == []
    assert asked.cursor == "电话"
    asked.write("138")
    asked.press(Qt.Key.Key_Return)
    assert asked.filled == [{"单号": "SF1", "电话": " 138"}]


def test_choices_are_offered_and_another_word_can_be_written(asked: Asked) -> None:
    asked.ask(COURIER)
    (box,) = asked.form.findChildren(QComboBox)
    assert [box.itemText(number) for number in range(box.count())] == ["中通", "顺丰"]
    assert asked.form.values() == {"快递": "中通"}
    asked.line("快递").setText("EMS")
    asked.press(Qt.Key.Key_Return)
    assert asked.filled == [{"快递": "EMS"}]


def test_last_values_are_offered_and_selected_to_be_written_over(asked: Asked) -> None:
    asked.ask(NUMBER, COURIER)
    asked.write("SF1")
    asked.line("快递").setText("顺丰")
    asked.press(Qt.Key.Key_Return)
    asked.ask(COURIER, NUMBER)
    assert asked.form.values() == {"快递": "顺丰", "单号": "SF1"}
    asked.line("单号").setFocus()
    asked.ask(NUMBER)
    assert asked.line("单号").selectedText() == "SF1"
    asked.write("SF2")
    asked.press(Qt.Key.Key_Return)
    assert asked.filled[-1] == {"单号": "SF2"}


def test_what_was_left_unsaid_is_not_remembered(asked: Asked) -> None:
    asked.ask(NUMBER)
    asked.write("SF1")
    asked.press(Qt.Key.Key_Escape)
    assert (asked.left, asked.filled) == (1, [])
    asked.ask(NUMBER)
    assert asked.form.values() == {"单号": ""}


def test_tab_goes_round_the_fields_and_never_out_of_them(asked: Asked) -> None:
    asked.ask(NUMBER, COURIER, Ask("电话"))
    for name in ("快递", "电话", "单号", "快递"):
        asked.press(Qt.Key.Key_Tab)
        assert asked.cursor == name
    for name in ("单号", "电话"):
        asked.press(Qt.Key.Key_Backtab, SHIFT)
        assert asked.cursor == name


def test_what_was_copied_is_filled_in_and_said_to_be(asked: Asked) -> None:
    asked.clipboard.copy_elsewhere(COPIED)
    asked.ask(NUMBER, COURIER, Ask("订单号"), Ask("颜色"))
    assert asked.form.values() == {
        "单号": "SF1234567890123",
        "快递": "顺丰",
        "订单号": "1234567890123456789",
        "颜色": "",
    }
    assert asked.line("单号").selectedText() == "SF1234567890123"
    assert words(asked.form).count("clipboard") == 3
    described = [box.accessibleDescription() for box in asked.form.findChildren(QComboBox)]
    assert described[0] == "clipboard, 1 more with the arrow keys"


def test_a_default_is_asked_about_when_what_was_copied_says_otherwise(asked: Asked) -> None:
    preset = (Ask("快递", "中通", ("中通", "顺丰")), Ask("颜色", "红"))
    asked.clipboard.copy_elsewhere(COPIED)
    asked.ask(NUMBER, preset=preset)
    assert asked.form.values() == {"单号": "SF1234567890123", "快递": "顺丰"}
    asked.clipboard.copy_elsewhere("75123456789012")
    asked.ask(NUMBER, preset=preset)
    assert asked.form.values() == {"单号": "75123456789012"}


def test_arrows_go_through_what_may_be_meant(asked: Asked) -> None:
    asked.clipboard.copy_elsewhere(COPIED)
    asked.ask(NUMBER)
    asked.press(Qt.Key.Key_Down)
    assert asked.form.values() == {"单号": "1234567890123456789"}
    asked.press(Qt.Key.Key_Up)
    assert asked.form.values() == {"单号": "SF1234567890123"}


def test_what_somebody_writes_is_left_alone_when_the_clipboard_comes(asked: Asked) -> None:
    asked.clipboard.copy_elsewhere(COPIED)
    asked.ask(NUMBER, COURIER, held=True)
    asked.write("YT")
    asked.lane.go_on()
    assert asked.form.values() == {"单号": "YT", "快递": "顺丰"}
    asked.press(Qt.Key.Key_Return)
    assert asked.filled == [{"单号": "YT", "快递": "顺丰"}]


def test_nothing_is_finished_that_was_only_begun(asked: Asked) -> None:
    asked.clipboard.copy_elsewhere(COPIED)
    asked.ask(NUMBER)
    asked.write("12")
    assert asked.line("单号").text() == "12"


def test_enter_waits_for_the_clipboard(asked: Asked) -> None:
    asked.ask(NUMBER)
    asked.write("OLD1")
    asked.press(Qt.Key.Key_Return)
    asked.clipboard.copy_elsewhere(COPIED)
    asked.ask(NUMBER, held=True)
    asked.press(Qt.Key.Key_Return)
    assert len(asked.filled) == 1
    asked.lane.go_on()
    assert asked.filled[-1] == {"单号": "SF1234567890123"}


def test_a_form_asked_anew_does_not_hear_of_the_one_before(asked: Asked) -> None:
    asked.clipboard.copy_elsewhere(COPIED)
    asked.ask(NUMBER, held=True)
    asked.press(Qt.Key.Key_Return)
    asked.ask(COURIER, held=True)
    asked.lane.go_on()
    assert asked.filled == []
    assert asked.form.values() == {"快递": "顺丰"}


def test_a_text_of_several_lines_is_given_as_it_was(asked: Asked) -> None:
    asked.clipboard.copy_elsewhere("第一行\n第二行")
    asked.ask(Ask("剪贴板"))
    assert asked.line("剪贴板").text() == "第一行 ⏎ 第二行"
    asked.press(Qt.Key.Key_Return)
    assert asked.filled == [{"剪贴板": "第一行\n第二行"}]
