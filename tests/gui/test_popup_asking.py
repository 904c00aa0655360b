"""The popup asks for what a reply misses, and sends it when all is given."""

import pytest

from kefu_desktop.core.model import Uid
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


def test_the_footer_says_what_the_keys_do_in_the_form(agent: Agent) -> None:
    agent.world.add("查件", "单号{单号}")
    agent.hotkey()
    before = agent.footer
    agent.keys("Return")
    ways = ["Enter", "paste into Wangwang", "Ctrl+Enter", "copy only"]
    form = [*ways, "Tab", "next field", "Esc back"]
    assert agent.footer == form
    agent.write("SF1")
    agent.wait()
    assert agent.footer == form
    agent.keys("Esc")
    agent.wait()
    assert agent.footer == before
    agent.keys("Ctrl+Return")
    assert agent.footer == ["Enter", "copy only", "Tab", "next field", "Esc back"]
    agent.keys("Esc")
    agent.wait()
    assert agent.footer == before


@pytest.mark.parametrize("opened", ["Return", "Ctrl+Return"])
def test_ctrl_enter_in_the_form_copies_only(agent: Agent, opened: str) -> None:
    agent.world.add("查件", "单号{单号}")
    agent.hotkey()
    agent.keys(opened)
    agent.write("SF1")
    agent.keys("Ctrl+Return")
    assert (agent.copied, agent.pastes) == ("单号SF1", 0)


def test_enter_in_a_form_that_ctrl_enter_opened_copies_only(agent: Agent) -> None:
    agent.world.add("查件", "单号{单号}")
    agent.hotkey()
    agent.keys("Ctrl+Return")
    agent.write("SF1")
    agent.keys("Return")
    assert (agent.copied, agent.pastes) == ("单号SF1", 0)


def test_an_enter_that_waits_for_the_clipboard_goes_with_the_form(agent: Agent) -> None:
    agent.world.add("查件", "单号{单号}")
    agent.world.clipboard.copy_elsewhere("SF1234567890123")
    agent.hotkey()
    agent.keys("Return")
    agent.write("SF1")
    agent.keys("Return")
    agent.world.clipboard.copy_elsewhere("SF1234567890123")
    lane = agent.hold_clipboard()
    agent.hotkey()
    agent.keys("Return", "Return")
    agent.popup.vanish(give_back=False)
    lane.go_on()
    agent.wait()
    assert agent.pastes == 1


def test_the_clipboard_is_not_read_before_something_is_asked(agent: Agent) -> None:
    lane = agent.hold_clipboard()
    agent.world.add("查件", "单号{单号}")
    agent.world.clipboard.copy_elsewhere("SF1234567890123")
    agent.hotkey()
    assert not lane.waiting
    agent.keys("Return")
    assert len(lane.waiting) == 1
