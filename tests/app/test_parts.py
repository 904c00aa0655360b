"""Parts of a reply: one after another, into one window, for as long as that makes sense."""

from dataclasses import dataclass, field

import pytest
from msgspec.structs import replace

from kefu_desktop.app.clipboard_watch import QUIET_SECONDS, UNREAD_SECONDS
from kefu_desktop.app.orders import Order, Reached, Receipt, Short
from kefu_desktop.app.parts import BETWEEN_SECONDS, KEPT_SECONDS, PROMPT_SECONDS, Parts
from kefu_desktop.app.ports import Target
from kefu_desktop.core import chords
from kefu_desktop.core.clients import Client, Manner
from tests.app.counter import CHAT, OTHER, Counter
from tests.app.shop import HeldLane, Shop

PASTE, ENTER = chords.parse("Ctrl+V"), chords.parse("Enter")
THREE = ("一", "二", "三")


@dataclass
class Sender:
    """An agent who sends parts; ``told`` counts the changes of what is left."""

    counter: Counter
    client: Client = field(default_factory=Client)
    allowed: bool = False
    told: int = 0

    def __post_init__(self) -> None:
        timer = self.counter.timer
        self.parts = Parts(self.counter.delivery, timer, lambda: self.allowed)
        self.parts.subscribe(self._tell)

    def _tell(self) -> None:
        self.told += 1

    def send(
        self, *texts: str, target: Target | None = CHAT, paste: bool = True, sends: bool = False
    ) -> None:
        uid, count = self.counter.uid, len(texts)
        orders = [
            Order(
                *(None if number else uid, "好", text, paste, target, None, self.client),
                number=number + 1,
                count=count,
                sends=sends,
            )
            for number, text in enumerate(texts)
        ]
        self.parts.send(orders, self.counter.receipts.append)
        self.counter.run_gui()

    def go_on(self, target: Target | None = CHAT) -> bool:
        done = self.parts.go_on(target, stay=True)
        self.counter.run_gui()
        return done

    def read(self) -> str:
        """The chat reads what was pasted, and the time for that passes."""
        text = self.counter.read()
        self.let_pass(QUIET_SECONDS)
        return text

    def let_pass(self, seconds: float) -> None:
        self.counter.timer.let_pass(seconds)
        self.counter.run_gui()

    @property
    def texts(self) -> list[str]:
        return [text for text, _ in self.counter.clipboard.written]

    @property
    def left(self) -> int:
        """How many parts are left."""
        rest = self.parts.rest
        return 0 if rest is None else len(rest.orders) - rest.next


@pytest.fixture
def sender(shop: Shop) -> Sender:
    return Sender(Counter(shop, shop.add("好")))


def test_each_part_goes_when_it_is_asked_for(sender: Sender) -> None:
    sender.send(*THREE)
    assert (sender.texts, sender.left) == (["一"], 2)
    for text, left in (("二", 1), ("三", 0)):
        sender.read()
        assert sender.go_on()
        assert (sender.texts[-1], sender.left) == (text, left)
    sender.read()
    assert not sender.go_on()
    assert sender.texts == list(THREE)
    assert sender.counter.paste.sent == [PASTE] * 3
    assert [(one.order.number, one.order.count) for one in sender.counter.receipts] == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]
    assert sender.counter.count == 1, "the messages of a reply are one use of it"


def test_one_part_leaves_nothing_and_tells_nothing(sender: Sender) -> None:
    sender.send("一")
    assert (sender.left, sender.told) == (0, 0)
    assert not sender.parts.expects(CHAT)


def test_whatever_is_asked_for_too_early_follows_when_the_chat_has_read(sender: Sender) -> None:
    sender.send(*THREE)
    assert sender.go_on()
    assert sender.go_on(), "the same wish once more"
    assert sender.texts == ["一"]
    sender.read()
    assert sender.texts == ["一", "二"]
    sender.read()
    assert sender.texts == ["一", "二"], "and only once"


def test_a_chat_that_does_not_read_is_not_waited_for_for_ever(sender: Sender) -> None:
    sender.send(*THREE)
    sender.go_on()
    sender.let_pass(UNREAD_SECONDS)
    assert sender.texts == ["一", "二"]


def test_the_next_part_goes_into_the_same_window_only(sender: Sender) -> None:
    sender.send(*THREE)
    sender.read()
    for other in (OTHER, None, replace(CHAT, identity="7:2")):
        assert not sender.go_on(other)
        assert not sender.parts.expects(other)
    assert sender.parts.expects(replace(CHAT, title="(1) buyer"))
    assert sender.texts == ["一"]


def test_a_window_that_is_left_at_the_last_moment_is_not_brought_back(sender: Sender) -> None:
    sender.send(*THREE)
    sender.read()
    brought = len(sender.counter.window.brought)
    sender.counter.window.front = OTHER
    sender.go_on()
    assert sender.counter.receipts[-1].short is Short.FOCUS_LOST
    assert len(sender.counter.window.brought) == brought
    assert sender.counter.paste.sent == [PASTE]


def test_a_new_delivery_or_esc_drops_what_is_left(sender: Sender) -> None:
    sender.send(*THREE)
    sender.read()
    sender.send("别的")
    assert sender.left == 0
    assert not sender.go_on()
    sender.send(*THREE)
    sender.parts.drop()
    assert sender.left == 0
    sender.read()
    assert sender.texts == ["一", "别的", "一"]


def test_the_hotkey_means_the_next_part_for_a_minute_and_its_own_key_for_ten(
    sender: Sender,
) -> None:
    sender.send(*THREE)
    sender.read()
    assert sender.parts.expects(CHAT)
    sender.let_pass(PROMPT_SECONDS)
    assert not sender.parts.expects(CHAT)
    assert sender.left == 2
    assert sender.go_on()
    sender.read()
    assert sender.parts.expects(CHAT), "each part begins the time anew"
    sender.let_pass(PROMPT_SECONDS)
    sender.let_pass(KEPT_SECONDS - PROMPT_SECONDS)
    assert sender.left == 0
    assert not sender.go_on()


def test_a_part_that_could_not_be_copied_is_still_the_next(sender: Sender) -> None:
    sender.send(*THREE)
    sender.read()
    sender.counter.clipboard.missing = True
    sender.go_on()
    assert sender.counter.receipts[-1].reached is Reached.FAILED
    assert sender.left == 2
    assert not sender.parts.expects(CHAT), "the hotkey searches again"
    sender.counter.clipboard.missing = False
    sender.go_on()
    assert sender.texts[-1] == "二"


def test_parts_that_are_only_copied_need_no_reader(sender: Sender) -> None:
    sender.send(*THREE, paste=False)
    assert sender.go_on()
    assert sender.go_on()
    assert sender.texts == list(THREE)
    assert sender.counter.paste.sent == []


def test_a_delivery_under_way_when_another_begins_tells_its_receipt_and_no_more(
    shop: Shop,
) -> None:
    lane = HeldLane()
    sender = Sender(Counter(shop, shop.add("好"), lane=lane))
    sender.send(*THREE)
    sender.send("别的")
    lane.go_on()
    sender.counter.run_gui()
    assert len(sender.counter.receipts) == 2
    assert sender.left == 0


# -- by themselves


@pytest.fixture
def eager(sender: Sender) -> Sender:
    sender.client = Client(manner=Manner(send_parts=True))
    sender.allowed = True
    return sender


def test_allowed_parts_go_by_themselves_with_enter_between(eager: Sender) -> None:
    eager.send(*THREE)
    for number in range(3):
        assert eager.texts == list(THREE[: number + 1])
        eager.read()
        eager.let_pass(BETWEEN_SECONDS)
    assert eager.counter.paste.sent == [PASTE, ENTER, PASTE, ENTER, PASTE]
    assert eager.left == 0


@pytest.mark.parametrize(
    ("client", "allowed"),
    [
        (Client(), True),
        (Client(manner=Manner(send_parts=True)), False),
        (Client(manner=Manner(send_parts=True, enter_sends=False)), True),
    ],
)
def test_otherwise_each_is_asked_for(sender: Sender, client: Client, allowed: bool) -> None:
    sender.client, sender.allowed = client, allowed
    sender.send(*THREE)
    sender.read()
    sender.let_pass(BETWEEN_SECONDS)
    assert sender.counter.paste.sent == [PASTE]
    assert sender.left == 2
    assert sender.go_on()


def test_who_leaves_the_chat_keeps_the_rest_for_later(eager: Sender) -> None:
    eager.send(*THREE)
    eager.counter.window.front = OTHER
    eager.read()
    eager.let_pass(BETWEEN_SECONDS)
    assert eager.counter.paste.sent == [PASTE]
    assert eager.left == 2
    eager.counter.window.front = CHAT
    assert eager.go_on()


def test_who_leaves_the_chat_after_enter_is_not_followed(eager: Sender) -> None:
    eager.send(*THREE)
    eager.read()
    eager.counter.window.front = OTHER
    eager.let_pass(BETWEEN_SECONDS)
    assert eager.counter.paste.sent == [PASTE, ENTER]
    assert eager.counter.receipts[-1].short is Short.FOCUS_LOST


def test_what_nobody_reads_is_not_sent(eager: Sender) -> None:
    eager.send(*THREE)
    eager.let_pass(UNREAD_SECONDS)
    eager.let_pass(BETWEEN_SECONDS)
    assert eager.counter.paste.sent == [PASTE]


def test_esc_between_them_stops_them(eager: Sender) -> None:
    eager.send(*THREE)
    eager.read()
    eager.parts.drop()
    eager.let_pass(BETWEEN_SECONDS)
    assert eager.texts == ["一"]


# -- paste and press Enter


def test_a_reply_that_is_to_be_sent_is_sent(sender: Sender) -> None:
    sender.send("一", sends=True)
    assert sender.counter.paste.sent == [PASTE]
    sender.read()
    assert sender.counter.paste.sent == [PASTE, ENTER]


def test_enter_is_left_to_the_hand_where_it_does_not_send(sender: Sender) -> None:
    sender.client = Client(manner=Manner(enter_sends=False))
    sender.send("一", sends=True)
    sender.read()
    assert sender.counter.paste.sent == [PASTE]


def test_what_was_only_copied_is_not_sent(sender: Sender) -> None:
    receipts: list[Receipt] = sender.counter.receipts
    sender.counter.window.stubborn = True
    sender.counter.window.front = OTHER
    sender.send("一", sends=True)
    sender.read()
    assert receipts[-1].reached is Reached.COPIED
    assert sender.counter.paste.sent == []
