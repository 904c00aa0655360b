"""Leaving and coming back with a real library and a real file, a made-up clock and a recorded
machine: what the agent finds on the clipboard, what buyers get, and what a restart keeps.
"""

from pathlib import Path

from msgspec.structs import replace

from kefu_desktop.app.attendance import Pasting
from kefu_desktop.app.delivery import Short
from kefu_desktop.app.events import (
    AwayMessageReady,
    CameBackToWork,
)
from kefu_desktop.core.clients import ClientKey
from kefu_desktop.core.model import Kind, Millis
from kefu_desktop.core.standing import Away, Got, Here, Reason, Returning, Sort
from tests.app.agent import CHAT, OTHER, Agent, uid_of
from tests.app.shop import Shop


def test_leaving_puts_the_message_of_the_occasion_on_the_clipboard(agent: Agent) -> None:
    agent.sits_down()
    until = Millis(agent.shop.clock.now() + 56 * 60_000)
    agent.presence.leave(Reason.LUNCH, until)
    assert agent.clipboard == "吃饭去，13:00回来"
    (ready,) = agent.shop.heard_of(AwayMessageReady)
    assert ready.announce
    assert ready.message == agent.status.message
    assert ready.message is not None
    assert ready.message.copied
    assert {hint.client for hint in ready.message.where} >= {"qianniu", "wechat"}
    assert [order.paste for order in agent.orders] == [False]


def test_nothing_is_put_there_where_that_is_switched_off(agent: Agent) -> None:
    agent.sets("away.copy", False)
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    assert (agent.orders, agent.clipboard) == ([], "订单 12345")
    assert agent.status.message is not None
    agent.presence.copy_again()
    assert agent.clipboard == "吃饭去，稍后回来"


def test_a_library_without_away_replies_says_so(shop: Shop, tmp_path: Path) -> None:
    agent = Agent(shop, tmp_path)
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    assert [event.message for event in shop.heard_of(AwayMessageReady)] == [None]
    agent.presence.pressed(CHAT)
    assert agent.pasted() == [Pasting.NOTHING]
    agent.presence.close()


def test_a_reply_that_asks_for_something_is_passed_over(agent: Agent) -> None:
    agent.shop.add("问", "{单号}在路上", kind=Kind.AWAY, tags=("午休",), favourite=True)
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    assert agent.status.message is not None
    assert agent.status.message.title == "吃饭"


def test_while_away_the_key_pastes_once_into_each_window(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.pressed(CHAT)
    assert isinstance(agent.phase, Away)  # the first press leaves
    assert not [order for order in agent.orders if order.paste]
    agent.presence.pressed(CHAT)
    agent.presence.pressed(OTHER)
    assert [(order.target, order.text) for order in agent.orders if order.paste] == [
        (CHAT, "去吃饭了"),
        (OTHER, "吃饭去，稍后回来"),  # wordings take turns
    ]
    agent.presence.pressed(CHAT)
    assert agent.pasted() == [Pasting.PASTED, Pasting.PASTED, Pasting.ALREADY]
    agent.presence.pressed(CHAT)  # on purpose
    assert agent.pasted()[-1] is Pasting.PASTED
    assert agent.status.got == (
        Got(ClientKey("qianniu"), "", 2),
        Got(ClientKey(""), "wechat", 1),
    )


def test_a_second_press_a_while_later_is_not_on_purpose(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.pressed(CHAT)
    agent.presence.pressed(CHAT)
    agent.passes(seconds=9)
    agent.presence.pressed(CHAT)
    assert agent.pasted() == [Pasting.PASTED, Pasting.ALREADY, Pasting.ALREADY]


def test_what_did_not_arrive_is_not_counted(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.refuses = Short.FOCUS_LOST
    agent.presence.pressed(CHAT)
    agent.refuses = None
    agent.presence.pressed(CHAT)
    assert agent.pasted() == [Pasting.COPIED, Pasting.PASTED]
    assert sum(got.count for got in agent.status.got) == 1


def test_coming_back_tells_what_happened_and_leaves_the_clipboard_alone(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.pressed(CHAT)
    agent.passes(minutes=23)
    agent.clipboard = "订单 67890"
    agent.presence.come_back()
    assert agent.clipboard == "订单 67890"
    (back,) = agent.shop.heard_of(CameBackToWork)
    assert back.summary.at - back.summary.away.since == 23 * 60_000
    assert back.summary.got == (Got(ClientKey("qianniu"), "", 1),)
    assert back.summary.offers == (uid_of(agent, "吃完"), uid_of(agent, "久等"))
    assert agent.status.message is None
    (line,) = agent.presence.history()
    assert (line.sort, line.reason, line.pasted) == (Sort.AWAY, Reason.LUNCH, 1)
    assert line.ended - line.since == 23 * 60_000


def test_apologies_come_first_for_ten_minutes(agent: Agent) -> None:
    agent.sits_down()
    assert agent.presence.first_offers(Millis(agent.shop.clock.now())) == ()
    agent.presence.leave(Reason.MEETING)
    agent.passes(minutes=80)
    agent.presence.come_back()
    now = agent.shop.clock.now()
    assert agent.presence.first_offers(Millis(now)) == (uid_of(agent, "久等"),)
    assert agent.now.words("让您久等").span == "1小时20分钟"
    agent.passes(minutes=5)
    agent.idle.touch()
    agent.passes(minutes=6)
    assert agent.presence.first_offers(Millis(agent.shop.clock.now())) == ()
    assert isinstance(agent.phase, Here)


def test_apologies_can_be_switched_off(agent: Agent) -> None:
    agent.sets("away.offers", False)
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.come_back()
    assert agent.presence.first_offers(Millis(agent.shop.clock.now())) == ()
    assert agent.shop.heard_of(CameBackToWork)[0].summary.offers == ()


# -- busy


def test_busy_has_a_message_of_its_own_and_ends_by_itself(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.busy_pressed()
    assert agent.clipboard == "前面还有几位"
    agent.presence.pressed(CHAT)
    assert isinstance(agent.phase, Here)
    assert agent.pasted() == [Pasting.PASTED]
    agent.idle.touch()
    agent.passes(minutes=9)
    agent.idle.touch()
    agent.passes(minutes=7)
    assert agent.status.state.busy is None
    assert agent.status.message is None
    (line,) = agent.presence.history()
    assert (line.sort, line.pasted) == (Sort.BUSY, 1)
    agent.presence.busy_pressed()
    agent.presence.busy_pressed()
    assert agent.status.state.busy is None


def test_busy_while_away_is_back_with_both_told(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.be_busy()
    assert len(agent.shop.heard_of(CameBackToWork)) == 1
    assert agent.clipboard == "前面还有几位"


# -- choosing


def test_another_message_can_be_taken(agent: Agent) -> None:
    agent.shop.add("小憩", "小憩", kind=Kind.AWAY, tags=("午休",))
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    offered: list[str] = []
    agent.presence.choices(lambda found: offered.extend(one.title for one in found))
    assert offered[:2] == ["吃饭", "小憩"]
    agent.presence.use(uid_of(agent, "小憩"))
    assert agent.clipboard == "小憩"
    agent.presence.pressed(CHAT)
    assert agent.orders[-1].text == "小憩"
    agent.presence.come_back()
    agent.presence.leave(Reason.LUNCH)
    assert agent.clipboard != "小憩"


# -- ends and begins


def test_a_killed_program_finds_its_agent_still_away(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.pressed(CHAT)
    before = agent.phase
    agent.is_killed()
    agent.passes(minutes=20)
    agent.sits_down()
    assert replace(agent.phase, settled=None) == before
    agent.presence.pressed(CHAT)
    assert agent.pasted()[-1] is Pasting.ALREADY  # that window has it
    agent.presence.come_back()
    (back,) = agent.shop.heard_of(CameBackToWork)
    assert back.summary.at - back.summary.away.since == 20 * 60_000
    assert back.summary.got == (Got(ClientKey("qianniu"), "", 1),)
    agent.is_killed()
    agent.sits_down()
    assert isinstance(agent.phase, Returning)
    assert len(agent.presence.history()) == 1
    assert agent.presence.first_offers(Millis(agent.shop.clock.now()))


def test_a_file_that_says_nothing_means_here(agent: Agent) -> None:
    file = agent.folder / "presence" / "standing.json"
    file.parent.mkdir()
    file.write_bytes(b"{")
    agent.sits_down()
    assert isinstance(agent.phase, Here)
    agent.presence.leave(Reason.LUNCH)
    assert b"lunch" in file.read_bytes()


def test_no_text_of_a_reply_and_no_title_is_kept(agent: Agent) -> None:
    agent.sits_down()
    agent.presence.leave(Reason.LUNCH)
    agent.presence.pressed(replace(CHAT, title="买家小王"))
    kept = (agent.folder / "presence" / "standing.json").read_text(encoding="utf-8")
    assert "小王" not in kept
    assert "吃饭" not in kept
