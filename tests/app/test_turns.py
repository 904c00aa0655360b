"""Wordings take turns by buyer, not only by reply."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.app import turns as room
from kefu_desktop.app.ports import Target
from kefu_desktop.app.turns import Turns
from kefu_desktop.core.model import Reply, Uid, Use, Variant

ANN = Target(7, "Wangwang", "Ann", identity="7:1")
BOB = replace(ANN, title="Bob")
CID = Target(8, "Weixin", "微信", identity="8:1")


def reply(*texts: str, uid: str = "r") -> Reply:
    return Reply(uid=Uid(uid), title="好", variants=tuple(map(Variant, texts)))


GOOD = reply("好的", "好哦", "好呀")


def test_nobody_known_goes_by_use() -> None:
    turns = Turns()
    assert [turns.next(GOOD, Use(count), ANN) for count in range(4)] == [0, 1, 2, 0]
    assert turns.next(GOOD, Use(2), None) == 2


def test_two_buyers_in_turn_both_see_another_wording_each_time() -> None:
    turns, two, seen = Turns(), reply("好的", "好哦"), {"Ann": [], "Bob": []}
    for count in range(6):
        chat = (ANN, BOB)[count % 2]
        number = turns.next(two, Use(count), chat)
        turns.delivered(two.uid, two.variants[number].text, chat)
        seen[chat.title].append(number)
    for numbers in seen.values():
        assert all(one != other for one, other in pairwise(numbers)), seen


def test_a_title_that_changes_is_still_the_same_window() -> None:
    turns = Turns()
    turns.delivered(GOOD.uid, "好的", replace(CID, title="(1) 微信"))
    assert turns.next(GOOD, Use(3), replace(CID, title="(2) 微信")) == 1
    assert turns.next(GOOD, Use(3), replace(CID, identity="8:2")) == 0


def test_what_the_agent_chose_counts_and_other_replies_do_not() -> None:
    turns = Turns()
    turns.delivered(GOOD.uid, "好呀", ANN)
    assert turns.next(GOOD, Use(1), ANN) == 0
    assert turns.next(reply("甲", "乙", uid="other"), Use(1), ANN) == 1


def test_a_wording_that_is_gone_says_nothing() -> None:
    turns = Turns()
    turns.delivered(GOOD.uid, "从前的", ANN)
    assert turns.last(GOOD, ANN) is None
    assert turns.next(GOOD, Use(1), ANN) == 1


def test_a_long_day_is_forgotten_from_its_beginning() -> None:
    turns = Turns()
    for number in range(room.REMEMBERED):
        turns.delivered(GOOD.uid, "好哦", replace(ANN, handle=number))
    assert turns.last(GOOD, replace(ANN, handle=0)) is None
    assert turns.last(GOOD, replace(ANN, handle=room.REMEMBERED - 1)) == 1


@given(
    st.integers(2, 4),
    st.lists(st.tuples(st.sampled_from((ANN, BOB, CID)), st.integers(0, 9)), max_size=30),
)
def test_no_buyer_reads_one_wording_twice_running(
    count: int, calls: list[tuple[Target, int]]
) -> None:
    turns = Turns()
    said = reply(*(f"第{number}种" for number in range(count)))
    last: dict[str, int] = {}
    for chat, used in calls:
        number = turns.next(said, Use(used), chat)
        assert number != last.get(chat.title)
        turns.delivered(said.uid, said.variants[number].text, chat)
        last[chat.title] = number
