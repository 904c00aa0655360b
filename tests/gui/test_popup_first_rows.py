"""What comes first in an empty search, and what is typed and is no search."""

from kefu_desktop.core import editing
from kefu_desktop.core.model import Kind, Millis
from tests.gui.agent import Agent


def test_what_is_offered_first_comes_first_while_nothing_is_looked_for(agent: Agent) -> None:
    agent.world.add("收藏的", favourite=True)
    late = agent.world.add("久等了", "让您久等了", kind=Kind.AWAY)
    sorry = agent.world.add("抱歉", "抱歉让您久等", kind=Kind.AWAY)
    agent.wait()
    agent.popup.offer_first((sorry, late))
    agent.wait()
    agent.hotkey()
    assert agent.titles == ["抱歉", "久等了", "收藏的"]
    assert agent.chosen == "抱歉"
    agent.write("shoucang")
    assert agent.titles == ["收藏的"]
    agent.keys("Escape")
    agent.hotkey()
    agent.keys("Return")
    assert agent.chat_reads() == "抱歉让您久等"
    agent.popup.offer_first(())
    agent.wait()
    agent.hotkey()
    assert agent.titles[0] == "收藏的"


def test_offers_end_while_the_popup_is_open(agent: Agent) -> None:
    usual = agent.world.add("平常的", favourite=True)
    sorry = agent.world.add("抱歉", "抱歉让您久等", kind=Kind.AWAY)
    agent.wait()
    agent.popup.offer_first((sorry,))
    agent.wait()
    agent.hotkey()
    assert agent.chosen == "抱歉"
    agent.popup.offer_first(())
    agent.wait()
    assert agent.titles[0] == "平常的"
    assert usual in {row.reply.uid for row in agent.popup.rows}


def test_a_reply_that_was_removed_is_offered_no_longer(agent: Agent) -> None:
    agent.world.add("平常的", favourite=True)
    sorry = agent.world.add("抱歉", "抱歉让您久等", kind=Kind.AWAY)
    agent.wait()
    agent.popup.offer_first((sorry,))
    agent.wait()
    agent.world.library.change(
        lambda library: editing.trash([library.reply(sorry)], Millis(1_790_000_000_000))
    ).result()
    agent.wait()
    agent.hotkey()
    assert agent.titles == ["平常的"]


def test_typing_away_leaves_and_gives_the_keyboard_back(agent: Agent) -> None:
    agent.world.add("在分组里的", category=("away",))
    left: list[str] = []
    agent.popup.leave_wanted.connect(left.append)
    agent.hotkey()
    agent.write("/away")
    assert agent.titles == [], "its own meaning comes before a category of that name"
    assert "leave" in agent.footer
    assert "Enter: leave" in agent.shown
    agent.keys("Return")
    assert left == ["/away"]
    assert not agent.popup.isVisible()
    assert agent.wanted == [], "no new reply"
    assert agent.pastes == 0


def test_typing_away_says_what_was_understood_and_hands_it_on(agent: Agent) -> None:
    agent.world.add("午休的", category=("away",))
    left: list[str] = []
    agent.popup.leave_wanted.connect(left.append)
    agent.hotkey()
    agent.write("/away 30m 午休")
    assert agent.titles == []
    assert "Lunch · 30m" in agent.shown
    agent.keys("Return")
    assert left == ["/away 30m 午休"]
    agent.hotkey()
    agent.write("/away off")
    assert "I am back" in agent.footer
    assert "you are back" in agent.shown
    agent.keys("Ctrl+Return")
    agent.hotkey()
    agent.write("/away panel")
    assert "away panel" in agent.footer
    agent.keys("Return")
    assert left[1:] == ["/away off", "/away panel"]
