"""The popup asks for what a reply misses, and sends it when all is given."""

import pytest

from kefu_desktop.core.model import Uid
from tests.app.shop import HeldLane
from tests.gui.agent import Agent


@pytest.fixture
def refund(agent: Agent) -> Uid:
    return agent.world.add("退款", "三天内退款")


def test_what_was_copied_is_in_the_form_and_in_the_preview(agent: Agent) -> None:
    agent.world.add("查件", "单号{单号}，{快递:中通}发出{赠品}")
    agent.world.clipboard.copy_elsewhere("您的快递 SF1234567890123 已揽收")
    agent.hotkey()
    agent.keys("Return")
    agent.wait()
    assert {name: line.text() for name, line in agent.asked.items()} == {
        "单号": "SF1234567890123",
        "赠品": "",
        "快递": "顺丰",
    }
    assert agent.shown == "单号SF1234567890123，顺丰发出{赠品}"
    agent.keys("Tab")
    agent.write("小礼物")
    agent.wait()
    assert agent.shown == "单号SF1234567890123，顺丰发出小礼物"
    agent.keys("Return")
    assert agent.copied == "单号SF1234567890123，顺丰发出小礼物"


def test_who_leaves_the_form_sees_the_reply_as_it_was(agent: Agent) -> None:
    agent.world.add("查件", "单号{单号}")
    agent.hotkey()
    agent.keys("Return")
    agent.write("SF1")
    agent.wait()
    assert agent.shown == "单号SF1"
    agent.keys("Esc")
    agent.wait()
    assert agent.shown == "单号{单号}"


def test_the_clipboard_is_not_read_before_something_is_asked(agent: Agent) -> None:
    lane = HeldLane()
    agent.world.copying = lane
    agent.world.add("查件", "单号{单号}")
    agent.world.clipboard.copy_elsewhere("SF1234567890123")
    agent.hotkey()
    assert not lane.waiting
    agent.keys("Return", "Esc", "Esc")
    assert agent.pastes == 0


@pytest.fixture
def asking(agent: Agent) -> Agent:
    agent.world.add("查件", "{单号}由{快递|中通|顺丰}发出", "单号 {单号}")
    agent.hotkey()
    return agent


def test_what_is_missing_is_asked_for_and_then_delivered(asking: Agent) -> None:
    asking.keys("Return")
    assert asking.popup.isVisible()
    assert asking.form.isVisible()
    assert list(asking.asked) == ["单号", "快递"]
    assert asking.asked["单号"].hasFocus()
    asking.keys("Return")
    assert asking.pastes == 0
    asking.write("SF123")
    asking.keys("Return")
    assert (asking.copied, asking.pastes) == ("SF123由中通发出", 1)
    assert not asking.popup.isVisible()


def test_the_last_values_are_offered_again(asking: Agent) -> None:
    asking.keys("Return")
    asking.write("SF123")
    asking.asked["快递"].setText("顺丰")
    asking.keys("Return")
    assert asking.copied == "SF123由顺丰发出"
    asking.hotkey()
    asking.keys("Tab", "Return")
    assert {name: line.text() for name, line in asking.asked.items()} == {
        "单号": "SF123",
        "快递": "顺丰",
    }
    asking.keys("Return")
    assert asking.copied == "SF123由顺丰发出"


def test_ctrl_enter_stays_a_copy_through_the_form(asking: Agent) -> None:
    asking.keys("Ctrl+Return")
    asking.write("SF1")
    asking.keys("Return")
    assert (asking.copied, asking.pastes) == ("SF1由中通发出", 0)


def test_esc_leaves_the_form_first_and_then_the_popup(asking: Agent) -> None:
    asking.keys("Return", "Esc")
    assert asking.popup.isVisible()
    assert asking.field.hasFocus()
    assert not asking.form.isVisible()
    asking.keys("Esc")
    assert not asking.popup.isVisible()


def test_a_change_of_the_library_leaves_the_form_and_what_was_chosen(asking: Agent) -> None:
    asking.keys("Tab", "Return")
    asking.write("SF1")
    asking.world.add("别的")
    asking.wait()
    assert asking.form.isVisible()
    asking.keys("Return")
    assert asking.copied == "单号 SF1"


def test_choosing_another_reply_closes_the_form(asking: Agent, refund: Uid) -> None:
    asking.wait()
    asking.write("chajian")
    asking.keys("Return")
    asking.field.setText("")
    asking.wait()
    asking.click_row(asking.titles.index("退款"))
    assert not asking.form.isVisible()
    assert asking.field.hasFocus()
    asking.keys("Return")
    assert asking.copied == "三天内退款"
