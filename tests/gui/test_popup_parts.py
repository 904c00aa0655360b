"""A reply of several parts from the popup: one after another, into one chat; what drops them."""

import pytest
from msgspec.structs import replace

from kefu_desktop.app.orders import Short
from kefu_desktop.app.parts import PROMPT_SECONDS
from kefu_desktop.app.ports import Target
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.model import Millis, Uid, Variant
from kefu_desktop.store.library import Library
from tests.gui.agent import Agent
from tests.gui.world import CHAT

OTHER = Target(9, "Editor", "notes", pid=3, identity="9:1", frame=CHAT.frame)


@pytest.fixture
def refund(agent: Agent) -> Uid:
    return agent.world.add("退款", "三天内退款")


def test_each_press_of_the_hotkey_pastes_the_next_message(agent: Agent, refund: Uid) -> None:
    uid = agent.world.add("三段", "一{分段}二{分段}三", "别的", favourite=True)
    agent.wait()
    agent.hotkey()
    assert agent.chosen == "三段"
    agent.keys("Return")
    for expected in ("一", "二", "三"):
        assert agent.chat_reads() == expected
        if expected != "三":
            settled = agent.settled
            agent.press()
            agent.wait()
            assert not agent.popup.isVisible()
            assert agent.settled == settled + 1, "the keys behind it go to the chat"
    assert agent.pastes == 3
    assert [one.order.number for one in agent.receipts] == [1, 2, 3]
    assert agent.world.count(uid) == 1
    agent.hotkey()
    assert agent.shown == "别的"


def test_the_key_of_its_own_pastes_the_next_message(agent: Agent) -> None:
    agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()
    assert not agent.popup.go_on(OTHER)
    assert agent.popup.go_on(CHAT)
    agent.wait()
    assert agent.chat_reads() == "二"
    assert not agent.popup.go_on(CHAT)


def test_a_press_while_a_message_is_on_its_way_is_not_lost(agent: Agent) -> None:
    agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.keys("Return")
    agent.press()
    agent.wait()
    assert agent.copied == "一", "the chat has not read it yet"
    assert agent.chat_reads() == "一"
    assert agent.chat_reads() == "二"


def test_what_is_left_belongs_to_the_window_of_the_first(agent: Agent, refund: Uid) -> None:
    agent.world.add("两段", "一{分段}二", favourite=True)
    agent.wait()
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()
    agent.hotkey(target=OTHER)
    assert agent.popup.isVisible()
    assert "part 1 / 2" in agent.facts
    agent.keys("Esc")
    agent.press(CHAT)
    agent.wait()
    assert agent.chat_reads() == "二", "Esc over another window drops nothing"


def test_after_a_minute_the_popup_offers_what_is_left_and_esc_drops_it(agent: Agent) -> None:
    agent.world.add("问好", "在的", favourite=True)
    agent.world.add("三段", "一{分段}二{分段}三")
    agent.wait()
    agent.hotkey()
    agent.write("sanduan")
    agent.keys("Return")
    agent.chat_reads()
    agent.let_pass(PROMPT_SECONDS)
    agent.hotkey()
    assert agent.chosen == "三段"
    assert "part 2 / 3" in agent.facts
    agent.keys("Return")
    assert agent.chat_reads() == "二"
    agent.let_pass(PROMPT_SECONDS)
    agent.hotkey()
    assert "part 3 / 3" in agent.facts
    agent.keys("Esc")
    agent.hotkey()
    assert agent.chosen == "问好"


def test_another_reply_drops_what_is_left(agent: Agent, refund: Uid) -> None:
    agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.write("liangduan")
    agent.keys("Return")
    agent.chat_reads()
    agent.let_pass(PROMPT_SECONDS)
    agent.hotkey()
    agent.write("tuikuan")
    agent.keys("Return")
    agent.chat_reads()
    assert agent.world.parts.rest is None


def test_what_was_shown_is_sent_though_the_reply_is_another_by_now(agent: Agent) -> None:
    uid = agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()

    def change(library: Library) -> ChangeSet:
        before = library.reply(uid)
        return editing.edit_reply(before, replace(before, variants=(Variant("新"),)), Millis(1))

    agent.world.library.change(change).result()
    agent.wait()
    agent.press()
    agent.wait()
    assert agent.chat_reads() == "二"


def test_a_long_reply_is_offered_in_parts_the_same_way(agent: Agent) -> None:
    sentence = "字" * 300 + "。"
    agent.world.add("长", sentence * 8)
    long = replace(CHAT, program="Discord")
    agent.world.window.alive.append(long)
    agent.hotkey(target=long)
    assert "part 1 / 2" in agent.facts
    agent.keys("Return")
    first = agent.chat_reads()
    agent.press(long)
    agent.wait()
    assert first + agent.chat_reads() == sentence * 8
    assert len(first) <= 2000
    assert first.endswith("。")


def test_a_message_that_could_not_even_be_copied_is_offered_again(agent: Agent) -> None:
    uid = agent.world.add("两段", "一{分段}二")
    agent.world.clipboard.missing = True
    agent.hotkey()
    agent.keys("Return")
    assert agent.receipts[0].short is Short.NO_CLIPBOARD
    assert agent.world.count(uid) == 0
    agent.world.clipboard.missing = False
    agent.hotkey()
    agent.keys("Return")
    assert (agent.copied, agent.world.count(uid)) == ("一", 1)


def test_a_search_for_the_reply_itself_begins_anew(agent: Agent) -> None:
    agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()
    agent.let_pass(PROMPT_SECONDS)
    agent.hotkey()
    agent.write("liangduan")
    agent.keys("Return")
    assert agent.copied == "一"
