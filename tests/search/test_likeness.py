"""Replies that say nearly the same: which are found, which are not, and always the same ones."""

import itertools
import random
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.search import likeness
from kefu_desktop.search.likeness import ENOUGH, NEARLY, Alike, Plain, Said
from kefu_desktop.search.readings import Readings
from kefu_desktop.search.sketches import Meeting, Sketches, one_apart
from tests.bench.corpus import replies

Group = Callable[..., list[tuple[int, ...]]]

LETTERS = "亲您好的这款今天发货付款后小时内请放心下单优惠券满减退换七天无理由尺码颜色abc123"
texts = st.text(st.sampled_from(LETTERS), min_size=ENOUGH, max_size=120)


def groups(
    replies: Sequence[Sequence[str]], plain: Plain, watch: Watch | None = None
) -> tuple[Alike, ...]:
    return likeness.groups(Said(replies, plain), watch or Watch())


@pytest.fixture(scope="session")
def plain(readings: Readings) -> Plain:
    return Plain(readings.folding, ["微笑", "smile"])


@pytest.fixture(scope="session")
def members(plain: Plain) -> Group:
    def found(*said: str | Sequence[str]) -> list[tuple[int, ...]]:
        all_of = [[one] if isinstance(one, str) else one for one in said]
        return [alike.members for alike in groups(all_of, plain)]

    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("亲，付款后48小时内发货哦~", "亲付款后48小时内发货哦！！"),
        ("亲，在的", "親，在的😊"),
        ("亲，在的", "亲[微笑]在的"),
        ("亲，在的", "亲/微笑，在的/:087"),
        ("亲，在的", "亲，在的{表情:微笑}"),
        ("亲，在的/:-W", "亲，在的/:^_^"),
        ("发票稍后寄出{分段}请查收", "发票稍后寄出\n\n请查收{光标}"),
        ("ＡＢＣ１２３", "abc123"),
        ("😊😊", "😊 😊"),
        ("{表情:微笑}", "{表情:微笑}\n"),
        ("在", "在。"),
    ],
)
def test_how_it_is_said_makes_no_difference(members: Group, one: str, other: str) -> None:
    assert members(one, "与此无关的一句话", other) == [(0, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("今天发货", "明天发货"),
        ("😊", "👍"),
        ("{表情:微笑}", "{表情:玫瑰}"),
        ("[北京]仓库", "[上海]仓库"),
        ("单号是{单号}哦", "快递是{快递}哦"),
        ("亲，付款后48小时内发货哦", "亲，七天无理由退换货哦"),
    ],
)
def test_what_is_said_does(members: Group, one: str, other: str) -> None:
    assert members(one, other) == []


@given(text=texts, data=st.data())
def test_one_character_changed_is_found(plain: Plain, text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.sampled_from(["", "改", "改" + text[place]]))
    changed = text[:place] + put + text[place + 1 :]
    strangers = [["您可以看看商品详情页里面写的尺寸"], ["WWWWWWWWWWWW"], ["客服已经下班"]]
    found = groups([[text], *strangers, [changed]], plain)
    assume(len(text) > ENOUGH or put)
    assert [alike.members for alike in found] == [(0, 4)]
    assert found[0].likeness < 1


@given(st.lists(st.text(st.characters(), max_size=30), max_size=12))
def test_any_text_can_be_compared(plain: Plain, said: list[str]) -> None:
    """And whatever is in a group twice with the same text is of likeness 1."""
    found = groups([[text] for text in said], plain)
    reduced = list(plain.reduce(said))
    assert len(reduced) == len(said)
    for one, text in enumerate(reduced):
        for other in range(one):
            if text and reduced[other] == text:
                assert any({one, other} <= {*alike.members} for alike in found)


@given(lengths=st.lists(st.integers(1, 60), max_size=40), seed=st.integers(0, 1 << 32))
def test_texts_of_other_characters_are_never_alike(
    plain: Plain, lengths: list[int], seed: int
) -> None:
    # As many as are needed though some of them fold to the same.
    ideographs = [chr(point) for point in range(0x4E00, 0x4E00 + 2 * sum(lengths))]
    random.Random(seed).shuffle(ideographs)
    letters = iter(dict.fromkeys("".join(plain.reduce(ideographs))))
    said = ["".join(itertools.islice(letters, length)) for length in lengths]
    assert groups([[text] for text in said], plain) == ()


def test_a_group_is_about_one_wording(members: Group) -> None:
    hello, ship, size = "亲亲，欢迎光临小店", "付款后两天内发货的哦", "尺码偏小，建议拍大一码"
    assert members([hello, ship], [ship, size], [size]) == [(0, 1), (1, 2)]
    # The same two once more by their other wording is no other group.
    assert members([hello, ship], [ship + "~", hello]) == [(0, 1)]
    assert members([hello, ship], [ship, hello], [ship]) == [(0, 1, 2)]


def test_the_most_alike_come_first(plain: Plain) -> None:
    said = [
        "您的订单已经交给中通快递，预计三天内送达，请留意",
        "您的订单已经交给韵达快递，预计三天内送达，请留意",
        "退款一到三个工作日到账",
        "退款一到三个工作日到账。",
    ]
    found = groups([[text] for text in said], plain)
    assert [alike.members for alike in found] == [(2, 3), (0, 1)]
    assert found[0].likeness == 1
    assert NEARLY <= found[1].likeness < 1


def test_a_chain_of_small_steps_does_not_join_all(members: Group) -> None:
    """A sentence turned into quite another, two characters at a time."""
    begin = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少床前明月光疑是地上霜"
    end = "白日依山尽黄河入海流欲穷千里目更上一层楼千山鸟飞绝万径人踪灭"
    steps = [end[:at] + begin[at:] for at in range(0, len(begin) + 2, 2)]
    found = members(*steps)
    assert max(map(len, found)) < len(steps) - 3
    assert {number for group in found for number in group} == set(range(len(steps)))


def test_who_is_near_one_of_a_group_is_not_left_alone(members: Group) -> None:
    """Though it has too little in common with the first of them to join by that."""
    assert members("abcde", "abcdx", "abcyx") == [(0, 1, 2)]


def test_what_is_near_is_found_as_if_each_were_compared_with_each() -> None:
    """The sketches lose next to nothing of what comparing all would find."""
    said = sorted(
        {"".join(filter(str.isalnum, text)) for one in replies(1_200) for text in one["variants"]}
    )
    sketches = Sketches(said, Watch())
    count = len(said)
    everyone = Meeting(count)
    for step in range(1, count):
        everyone._met.append(np.arange(count - step) * count + np.arange(step, count))
    pairs = everyone.pairs()
    near = pairs.only(sketches.likeness(pairs, Watch()) >= NEARLY)
    wanted = set(zip(*map(np.ndarray.tolist, near), strict=True))
    found = set(zip(*map(np.ndarray.tolist, sketches.candidates(NEARLY, Watch())), strict=True))
    assert len(wanted) > 30
    assert len(wanted - found) <= len(wanted) // 30
    # Nor are all compared: that is what they are for.
    assert len(found) < count * count // 100


def test_likeness_is_that_of_the_shingles() -> None:
    said = ["abcde", "abcdx", "vwxyz", "abab", "abababab"]
    sketches = Sketches(said, Watch())
    everyone = one_apart(said)
    assert list(zip(*map(np.ndarray.tolist, everyone), strict=True)) == [(0, 1)]
    # ·a ab bc cd | de e· against dx x·
    assert sketches.likeness(everyone, Watch()) == pytest.approx([4 / 6])


def test_the_same_replies_give_the_same_groups(plain: Plain) -> None:
    said = [one["variants"] for one in replies(800)]
    found = groups(said, plain)
    assert found == groups(said, plain)
    assert len(found) > 5


def test_it_tells_how_far_it_is_and_can_be_given_up(plain: Plain) -> None:
    said = [one["variants"] for one in replies(800)]
    told: list[int] = []
    groups(said, plain, Watch(lambda done, total: told.append(done * 100 // total)))
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] >= 90
    for patience in range(len(told)):
        asked = iter([False] * patience)
        with pytest.raises(Cancelled):
            groups(said, plain, Watch(cancelled=partial(next, asked, True)))


def test_each_new_text_is_told_who_says_it_already(plain: Plain) -> None:
    known = [
        ["满88元包邮，新疆西藏补差价"],
        ["今天下单，今天发货"],
        ["您好，欢迎光临小店"],
        ["七天无理由退换货哦", "签收后七天内都可以退"],
    ]
    new = [
        ["满89元包邮，新疆西藏补差价"],
        ["这款面料是纯棉的"],
        ["您好~欢迎光临小店！"],
        ["纯属新的一句", "签收之后七天内都可以退"],
        ["您好，欢迎光临小店"],
    ]
    said = Said([*known, *new], plain)
    assert likeness.nearest(said, len(known)) == {4: 0, 6: 2, 7: 3, 8: 2}
    assert likeness.nearest(Said(known, plain), len(known)) == {}
    assert likeness.nearest(Said(new, plain), 0) == {}


@given(st.lists(texts, min_size=2, max_size=2, unique=True))
def test_the_nearest_of_two_is_the_other_of_their_group(plain: Plain, drawn: list[str]) -> None:
    both = [[one] for one in drawn]
    near = likeness.nearest(Said(both, plain), 1)
    assert near == ({1: 0} if groups(both, plain) else {})
