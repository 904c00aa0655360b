"""New records of a pack beside replies that say nearly the same."""

import pytest

from kefu_desktop import assets
from kefu_desktop.app.similar import Similar
from kefu_desktop.core.merging import State, note_similar
from kefu_desktop.core.model import Kind, Millis, Uid
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.search.readings import Readings
from tests.core.small_library import SmallLibrary, pack, record, reply


def find() -> Similar:
    data = assets.resource("readings", "readings.bin").read_bytes()
    return Similar(lambda: Readings.load(data), lambda: ["微笑"])


LIBRARY = SmallLibrary.of(
    reply("postage", "包邮", "满 88 元包邮，新疆西藏补差价"),
    reply("gone", "旧的", "今天下单今天就发货哦", trashed=Millis(1)),
    reply("away", "离开", "我去吃饭了，半小时后回来", kind=Kind.AWAY),
)
PACK = pack(
    record("r1", "邮费", "满 89 元包邮，新疆西藏补差价[微笑]"),
    record("r2", "发货", "今天下单今天就发货"),
    record("r3", "吃饭", "我去吃饭了，半小时后回来呀"),
    record("r4", "吃饭", "我去吃饭啦，半小时后回来", kind=Kind.AWAY),
)


def test_only_live_replies_of_the_same_kind_are_near() -> None:
    made = LIBRARY.plan(PACK)
    similar = find()(made)
    assert similar == {Uid("r1"): Uid("postage"), Uid("r4"): Uid("away")}
    states = [item.state for item in note_similar(made, similar).items]
    assert states == [State.SIMILAR_TEXT, State.NEW, State.NEW, State.SIMILAR_TEXT]


def test_what_is_known_already_is_not_asked_about() -> None:
    library = SmallLibrary()
    library.bring_in(PACK)
    assert find()(library.plan(PACK)) == {}


def test_it_can_be_given_up() -> None:
    with pytest.raises(Cancelled):
        find()(LIBRARY.plan(PACK), Watch(cancelled=lambda: True))
