"""The popup opens, is searched and closes: keys, mouse, input method, focus."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop.gui.popup.choice import Choice
from kefu_desktop.gui.popup.title import Title
from tests.gui.agent import Agent
from tests.gui.world import CHAT, World


@pytest.fixture
def filled(world: World, agent: Agent) -> Agent:
    """Ten replies in two categories, and the popup open over the chat."""
    world.add("发货时间", "今天发货", "明天发货", shortcut="fh", category=("售前",), favourite=True)
    world.add("退款流程", "三天内退款", category=("售后",))
    for number in range(8):
        world.add(f"话术{number}", f"内容{number}", category=("售前",))
    agent.wait()
    agent.hotkey()
    return agent


def test_it_opens_at_the_first_press_and_closes_at_the_second(filled: Agent) -> None:
    assert filled.popup.isVisible()
    assert filled.field.hasFocus()
    assert filled.settled == 1
    filled.hotkey()
    filled.qtbot.waitUntil(lambda: not filled.popup.isVisible())
    assert filled.world.window.front == CHAT
    assert filled.settled == 2
    filled.hotkey()
    assert filled.popup.isVisible()


def test_an_empty_search_shows_favourites_first(filled: Agent) -> None:
    assert filled.titles[0] == filled.chosen == "发货时间"
    assert len(filled.titles) == 10


@pytest.mark.parametrize("typed", ["fahuo", "fh", ";fh", "fahuoshijian", "发货", "fahou"])
def test_typing_searches(filled: Agent, typed: str) -> None:
    filled.field.setText(typed[:-1])
    filled.write(typed[-1])
    assert filled.titles[0] == filled.chosen == "发货时间"
    assert filled.shown == "今天发货"


def test_down_and_up_go_round(filled: Agent) -> None:
    titles = filled.titles
    filled.keys("Down")
    assert filled.chosen == titles[1]
    filled.keys("Up", "Up")
    assert filled.chosen == titles[-1]
    filled.keys("Down")
    assert filled.chosen == titles[0]


def test_pages_stop_at_the_ends(filled: Agent) -> None:
    titles = filled.titles
    filled.keys("PgDown")
    assert titles.index(filled.chosen) > 1
    filled.keys("PgDown", "PgDown", "PgDown", "PgDown")
    assert filled.chosen == titles[-1]
    filled.keys(*["PgUp"] * 5)
    assert filled.chosen == titles[0]


def test_tab_shows_the_next_wording_and_goes_round(filled: Agent) -> None:
    assert filled.shown == "今天发货"
    filled.keys("Tab")
    assert filled.shown == "明天发货"
    filled.keys("Tab")
    assert filled.shown == "今天发货"
    filled.keys("Shift+Tab")
    assert filled.shown == "明天发货"
    assert filled.field.hasFocus()


def test_alt_and_the_arrows_keep_to_a_category(filled: Agent) -> None:
    filled.keys("Alt+Right")
    assert filled.filters.category == "售前"
    assert "退款流程" not in filled.titles
    filled.keys("Alt+Right")
    assert filled.titles == ["退款流程"]
    filled.keys("Alt+Right")
    assert (filled.filters.category, len(filled.titles)) == ("", 10)
    filled.keys("Alt+Left")
    assert filled.titles == ["退款流程"]
    filled.keys("Esc")
    filled.hotkey()
    assert len(filled.titles) == 10


def test_esc_closes_and_the_chat_has_the_focus_again(filled: Agent) -> None:
    filled.write("fahuo")
    filled.world.window.front = None
    filled.keys("Esc")
    assert not filled.popup.isVisible()
    assert filled.world.window.front == CHAT
    filled.hotkey()
    assert filled.field.text() == ""
    assert len(filled.titles) == 10


def test_a_new_opening_begins_at_the_top(filled: Agent) -> None:
    filled.keys("Down", "Down", "Esc")
    filled.hotkey()
    assert filled.chosen == "发货时间"


def test_losing_the_focus_closes_and_steals_nothing_back(filled: Agent, qtbot: QtBot) -> None:
    brought = len(filled.world.window.brought)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not filled.popup.isVisible())
    assert len(filled.world.window.brought) == brought
    assert other.isActiveWindow()


def test_closing_by_the_window_manager_only_hides(filled: Agent) -> None:
    assert filled.popup.close() is False
    assert not filled.popup.isVisible()
    filled.hotkey()
    assert filled.popup.isVisible()


def test_ctrl_d_makes_a_favourite_and_leaves_the_choice(filled: Agent) -> None:
    filled.write("fahuo")
    filled.keys("Tab", "Ctrl+D")
    assert filled.popup.rows[0].reply.favourite is False
    assert filled.shown == "明天发货"
    filled.keys("Ctrl+D")
    assert filled.popup.rows[0].reply.favourite is True


def test_ctrl_n_takes_what_was_typed_along(filled: Agent) -> None:
    filled.write("xinhua")
    filled.keys("Ctrl+N")
    assert filled.wanted == [("new", "xinhua")]
    assert not filled.popup.isVisible()
    assert filled.world.window.brought == []


def test_ctrl_e_hands_the_chosen_wording_on(filled: Agent) -> None:
    filled.keys("Tab", "Ctrl+E")
    ((what, choice),) = filled.wanted
    assert isinstance(choice, Choice)
    assert (what, choice.text, choice.variant) == ("edit", "明天发货", 1)
    assert not filled.popup.isVisible()


@pytest.mark.parametrize(
    ("key", "by"), [("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)]
)
def test_ctrl_plus_minus_and_zero_ask_for_another_size(filled: Agent, key: str, by: int) -> None:
    filled.keys(key)
    assert filled.wanted == [("scale", by)]
    assert filled.field.text() == ""


def test_keys_without_a_meaning_edit_the_search(filled: Agent) -> None:
    filled.write("fahuox")
    filled.keys("Backspace", "Home", "Delete")
    assert filled.field.text() == "ahuo"


# -- what is pressed before its answer is there


def test_enter_right_behind_the_letters_means_what_was_typed(filled: Agent) -> None:
    filled.write_at_once("tuikuan", Qt.Key.Key_Return)
    filled.wait()
    assert filled.copied == "三天内退款"
    assert not filled.popup.isVisible()


def test_letters_behind_an_early_enter_take_it_back(filled: Agent) -> None:
    filled.write_at_once("tui", Qt.Key.Key_Return)
    filled.qtbot.keyClicks(filled.field, "kuan")
    filled.wait()
    assert filled.popup.isVisible()
    assert filled.pastes == 0


# -- mouse


def test_a_click_chooses_and_a_double_click_delivers(filled: Agent) -> None:
    filled.click_row(2)
    assert filled.chosen == filled.titles[2]
    assert filled.popup.isVisible()
    wanted = filled.popup.rows[1].reply.variants[0].text
    filled.click_row(1, double=True)
    assert filled.copied == wanted
    assert filled.pastes == 1


def turn_wheel(widget: QWidget, notches: int) -> None:
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        QPointF(widget.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_scrolls_the_list_and_turns_the_filters(filled: Agent) -> None:
    bar = filled.view.verticalScrollBar()
    turn_wheel(filled.view.viewport(), -2)
    assert bar.value() > 0
    turn_wheel(filled.view.viewport(), 3)
    assert bar.value() == 0
    turn_wheel(filled.filters, -1)
    filled.wait()
    assert filled.filters.category == "售前"


# -- input method


def test_the_preedit_is_searched_and_keys_belong_to_the_input_method(filled: Agent) -> None:
    filled.compose("fa'huo")
    assert filled.titles[0] == "发货时间"
    chosen = filled.chosen
    filled.keys("Return", "Down", "Tab", "Esc")
    assert filled.popup.isVisible()
    assert (filled.pastes, filled.chosen, filled.shown) == (0, chosen, "今天发货")
    filled.compose("", "发货")
    assert filled.field.text() == "发货"
    assert filled.titles[0] == "发货时间"
    filled.keys("Return")
    assert filled.copied == "今天发货"


def test_a_composition_goes_on_behind_what_was_typed(filled: Agent) -> None:
    filled.write("退")
    filled.compose("k")
    assert filled.field.query == "退k"
    assert filled.titles == ["退款流程"]
    filled.compose("")
    assert filled.field.query == "退"


def test_an_unfinished_composition_is_forgotten_with_the_popup(filled: Agent) -> None:
    filled.compose("fa'h")
    filled.popup.vanish(give_back=True)
    filled.wait()
    filled.hotkey()
    assert (filled.field.query, filled.field.composing) == ("", False)
    assert len(filled.titles) == 10


# -- the keyboard


def test_the_press_is_let_go_also_when_the_focus_does_not_come(
    world: World, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(agent.popup), "isActiveWindow", lambda self: False)
    agent.press()
    agent.qtbot.waitUntil(lambda: agent.settled == 1)
    assert agent.popup.isVisible()


def test_a_press_is_let_go_when_the_popup_closes_first(agent: Agent) -> None:
    agent.press()
    agent.popup.vanish(give_back=True)
    assert agent.settled == 1
    agent.wait()
    assert agent.settled == 1


def test_the_keyboard_is_asked_for_with_the_right_of_the_press(agent: Agent) -> None:
    agent.popup.activateWindow = lambda: None  # type: ignore[method-assign]
    agent.press()
    assert agent.world.window.focused[:1] == [(int(agent.popup.winId()), 1)]


def test_without_a_press_it_opens_over_the_window_in_front(agent: Agent) -> None:
    agent.world.add("好")
    agent.popup.toggle(None)
    agent.wait()
    agent.keys("Return")
    assert agent.world.window.brought[-1] == CHAT
    assert agent.pastes == 1


def test_a_title_of_any_length_keeps_its_place_and_is_no_markup(agent: Agent) -> None:
    agent.world.add("<b>粗</b>" + "长" * 180, "一", category=("很长的分组名字" * 5,))
    agent.wait()
    agent.hotkey(replace(CHAT, program="<i>chat</i>"))
    title = agent.one(Title)
    assert title.shown.startswith("<b>粗</b>长")
    assert title.shown.endswith("…")
    places = [title.mapTo(agent.popup, QPoint(0, 0)).x(), agent.view.geometry().right()]
    assert places[0] > places[1], "it stands beside the list, not on it"
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText
        for label in agent.popup.findChildren(QLabel)
        if "<" in label.text()
    )


def test_who_finds_nothing_in_a_category_is_told_that_it_is_one(filled: Agent) -> None:
    filled.keys("Alt+Right")
    category = filled.filters.category
    filled.write("没有这样的")
    assert filled.titles == []
    assert filled.shown.startswith(f"Nothing found in “{category}”. “All” above")
    filled.keys("Alt+Left")
    assert filled.shown.startswith("Nothing found. ")


def test_a_keyboard_that_is_back_at_once_was_never_gone(filled: Agent) -> None:
    gone = QSignalSpy(filled.popup.deactivated)
    filled.chat.activateWindow()
    filled.qtbot.waitUntil(lambda: not filled.popup.isActiveWindow())
    filled.popup.activateWindow()
    filled.qtbot.waitUntil(filled.popup.isActiveWindow)
    filled.write("fahuo")
    assert (gone.count(), filled.popup.isVisible()) == (0, True)
    filled.chat.activateWindow()
    filled.qtbot.waitUntil(lambda: not filled.popup.isVisible())
    assert gone.count() > 0


def test_an_esc_that_comes_behind_the_press_though_struck_before_it_is_heard_first(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent.hotkey()
    late = iter(["Esc"])
    # The desktop has the key, and Qt gets it with the desktop's next answer.
    monkeypatch.setattr(QGuiApplication, "sync", lambda: [agent.keys(key) for key in late])
    hidden = len(agent.world.window.brought)
    agent.press()
    agent.qtbot.waitUntil(lambda: len(agent.world.window.brought) > hidden)
    agent.qtbot.waitUntil(agent.popup.isVisible)
