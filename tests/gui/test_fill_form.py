"""The form asks for what is missing, remembers, and never delivers half filled in."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from kefu_desktop.core.template import Ask
from kefu_desktop.gui.popup.form import FillForm
from kefu_desktop.gui.theme import Theme

NUMBER, COURIER = Ask("单号"), Ask("快递", "", ("中通", "顺丰"))


@dataclass
class Asked:
    form: FillForm
    qtbot: QtBot

    def __post_init__(self) -> None:
        self.filled: list[dict[str, str]] = []
        self.left = 0
        self.form.filled.connect(self.filled.append)
        self.form.left.connect(self._leave)

    def _leave(self) -> None:
        self.left += 1

    def ask(self, *asks: Ask) -> None:
        self.form.hide()
        self.form.ask("查件", asks)
        self.form.show()
        self.form.focus_first()

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.form.focusWidget(), key)

    def write(self, text: str) -> None:
        self.qtbot.keyClicks(self.form.focusWidget(), text)

    def line(self, name: str) -> QLineEdit:
        lines = self.form.findChildren(QLineEdit)
        return next(line for line in lines if line.accessibleName() == name)


@pytest.fixture
def asked(theme: Theme, qtbot: QtBot) -> Asked:
    form = FillForm(theme)
    qtbot.addWidget(form)
    return Asked(form, qtbot)


def test_enter_goes_on_and_delivers_only_when_all_is_given(asked: Asked) -> None:
    asked.ask(NUMBER, Ask("电话"))
    assert asked.form.focusWidget() is asked.line("单号")
    asked.press(Qt.Key.Key_Return)
    assert asked.form.focusWidget() is asked.line("单号")
    asked.write("SF1")
    asked.press(Qt.Key.Key_Enter)
    assert asked.form.focusWidget() is asked.line("电话")
    asked.write(" ")
    asked.press(Qt.Key.Key_Return)
    assert asked.filled == []
    assert asked.form.focusWidget() is asked.line("电话")
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
