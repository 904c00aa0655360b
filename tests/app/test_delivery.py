"""Delivery: each step of the ladder, what is on the clipboard then, and what was counted."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from kefu_desktop.app.delivery import (
    QUIET_SECONDS,
    UNREAD_SECONDS,
    Delivery,
    Order,
    Reached,
    Receipt,
    Short,
    wants_paste,
)
from kefu_desktop.app.events import UseRecorded
from kefu_desktop.app.jobs import InlineLane, Lane
from kefu_desktop.app.ports import Snapshot, Target
from kefu_desktop.core import chords
from kefu_desktop.core.model import DeliveryMode, Uid
from kefu_desktop.core.settings import DeliverySettings, EnterDoes
from kefu_desktop.native.recording import RecordingClipboard, RecordingPaste, RecordingWindow
from tests.app.shop import HandTimer, HeldLane, Shop

CHAT = Target(7, "Wangwang", "buyer", pid=1, identity="7:1")
OTHER = Target(8, "Editor", "notes", pid=2, identity="8:2")
OLD = {"text/plain": "旧".encode(), "text/html": b"<b>old</b>", "image/png": b"\x89PNG"}


class Clipboard(RecordingClipboard):
    """One of whose answers a test can take the place."""


class Window(RecordingWindow):
    """One of whose answers a test can take the place."""


class Paste(RecordingPaste):
    """One of whose answers a test can take the place."""


@dataclass
class Counter:
    """An agent's desk: a reply in the library, a chat in front, and a clipboard with something."""

    shop: Shop
    uid: Uid
    lane: Lane = field(default_factory=InlineLane)
    settings: DeliverySettings = field(default_factory=DeliverySettings)
    clipboard: Clipboard = field(default_factory=lambda: Clipboard(formats=dict(OLD)))
    window: Window = field(default_factory=lambda: Window(alive=[CHAT, OTHER]))
    paste: Paste = field(default_factory=Paste)
    timer: HandTimer = field(default_factory=HandTimer)
    receipts: list[Receipt] = field(default_factory=list)
    posted: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.delivery = Delivery(
            lambda: self.settings,
            self.clipboard,
            self.window,
            self.paste,
            self.lane,
            self.timer,
            self.posted.append,
            self.shop.library,
        )

    def deliver(
        self, text: str = "好", *, paste: bool = True, target: Target | None = CHAT
    ) -> None:
        order = Order(self.uid, text, text, paste=paste, target=target)
        self.delivery.deliver(order, self.receipts.append)
        self.run_gui()

    def run_gui(self) -> None:
        while self.posted:
            self.posted.pop(0)()

    def read(self) -> str:
        """The client asks for the text on the clipboard."""
        text = self.clipboard.take()
        self.run_gui()
        return text

    @property
    def outcome(self) -> tuple[Reached, Short | None]:
        (receipt,) = self.receipts
        return receipt.reached, receipt.short

    @property
    def count(self) -> int:
        return self.shop.library.ask(lambda library: library.use(self.uid).count).result()

    @property
    def restored(self) -> bool:
        return self.clipboard.formats == OLD


@pytest.fixture
def counter(shop: Shop) -> Counter:
    return Counter(shop, shop.add("好", "好"))


@pytest.fixture
def restoring(counter: Counter) -> Counter:
    counter.settings = DeliverySettings(restore_clipboard=True)
    return counter


def test_a_reply_is_pasted_into_the_window_that_was_in_front(counter: Counter) -> None:
    counter.deliver()
    assert counter.outcome == (Reached.PASTED, None)
    assert counter.paste.sent == [chords.parse("Ctrl+V")]
    assert counter.window.brought == [CHAT]
    assert counter.read() == "好"


def test_the_paste_key_is_the_one_that_is_set(counter: Counter) -> None:
    counter.settings = DeliverySettings(paste_key="Shift+Insert")
    counter.deliver()
    assert counter.paste.sent == [chords.parse("Shift+Insert")]


def no_target(counter: Counter) -> None:
    counter.deliver(target=None)


def dead_window(counter: Counter) -> None:
    counter.window.alive = [OTHER]
    counter.deliver()


def same_number_other_window(counter: Counter) -> None:
    counter.window.alive = [replace(CHAT, identity="7:2")]
    counter.deliver()


def stubborn_manager(counter: Counter) -> None:
    counter.window.stubborn = True
    counter.window.front = OTHER
    counter.deliver()


def focus_wanders(counter: Counter) -> None:
    def look_away(timeout: float) -> bool:
        counter.window.front = OTHER
        return True

    counter.paste.wait_released = look_away  # type: ignore[method-assign]
    counter.deliver()


def keys_held(counter: Counter) -> None:
    counter.paste.held = True
    counter.deliver()


def no_paste(counter: Counter) -> None:
    counter.paste.deaf = True
    counter.deliver()


def failing_backend(counter: Counter) -> None:
    def fail(target: Target, timeout: float) -> bool:
        raise OSError("gone")

    counter.window.bring_back = fail  # type: ignore[method-assign]
    counter.deliver()


@pytest.mark.parametrize("restore", [False, True])
@pytest.mark.parametrize(
    ("happens", "short"),
    [
        (no_target, Short.NO_TARGET),
        (dead_window, Short.FOCUS_LOST),
        (same_number_other_window, Short.FOCUS_LOST),
        (stubborn_manager, Short.FOCUS_LOST),
        (focus_wanders, Short.FOCUS_LOST),
        (keys_held, Short.KEYS_HELD),
        (no_paste, Short.NO_PASTE),
        (failing_backend, Short.NO_PASTE),
    ],
)
def test_what_cannot_be_pasted_is_copied_and_stays(
    shop: Shop, happens: Callable[[Counter], None], short: Short, restore: bool
) -> None:
    counter = Counter(shop, shop.add("好"))
    counter.settings = DeliverySettings(restore_clipboard=restore)
    happens(counter)
    assert counter.outcome == (Reached.COPIED, short)
    assert counter.paste.sent == []
    assert counter.read() == "好"
    counter.timer.let_pass(60)
    assert counter.clipboard.read_text() == "好"
    assert counter.count == 1


def test_without_a_clipboard_nothing_is_delivered_and_nothing_counted(counter: Counter) -> None:
    counter.clipboard.missing = True
    counter.deliver()
    assert counter.outcome == (Reached.FAILED, Short.NO_CLIPBOARD)
    assert counter.paste.sent == []
    assert counter.window.brought == []
    assert counter.count == 0


def test_copying_leaves_the_windows_alone(counter: Counter) -> None:
    counter.deliver(paste=False)
    assert counter.outcome == (Reached.COPIED, None)
    assert counter.clipboard.read_text() == "好"
    assert (counter.window.brought, counter.paste.sent, counter.paste.waited) == ([], [], [])


@pytest.mark.parametrize("paste", [True, False])
def test_a_delivery_is_counted_once(counter: Counter, paste: bool) -> None:
    counter.deliver(paste=paste)
    assert counter.count == 1
    (event,) = counter.shop.heard_of(UseRecorded)
    assert (event.uid, event.use.count, event.use.last) == (
        counter.uid,
        1,
        counter.shop.clock.now(),
    )
    (delivered,) = counter.shop.library.ask(lambda library: library.deliveries(9)).result()
    assert delivered.client == "Wangwang"
    assert delivered.mode == ("pasted" if paste else "copied")


def test_a_reply_that_is_gone_by_now_is_delivered_all_the_same(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.uid = Uid("gone")
    counter.deliver("保密")
    assert counter.outcome == (Reached.PASTED, None)
    assert "reply-missing" in caplog.text
    assert "保密" not in caplog.text


@pytest.mark.parametrize(
    "text",
    ["字" * 10_000, "👨‍👩‍👧‍👦 ❤️ 🇨🇳", "一\n\n  二\t三\n", "“{}” ${x} \\n", " ", "à\u0301\u200b"],
)
def test_the_text_arrives_unchanged(counter: Counter, text: str) -> None:
    counter.deliver(text)
    assert counter.clipboard.written == [(text, None)]
    assert counter.read() == text


def test_an_image_goes_with_its_text(counter: Counter) -> None:
    order = Order(counter.uid, "好", "好", paste=False, target=None, image_png=b"png")
    counter.delivery.deliver(order, counter.receipts.append)
    assert counter.clipboard.formats == {"text/plain": "好".encode(), "image/png": b"png"}


# -- what was on the clipboard before


def test_the_clipboard_is_restored_with_all_its_formats_when_the_client_has_read(
    restoring: Counter,
) -> None:
    restoring.deliver()
    assert restoring.outcome == (Reached.PASTED, None)
    assert restoring.read() == "好"
    assert not restoring.restored
    restoring.timer.let_pass(QUIET_SECONDS)
    assert restoring.restored


def test_a_client_that_asks_again_is_waited_for(restoring: Counter) -> None:
    restoring.deliver()
    for _ in range(4):
        assert restoring.read() == "好"
        restoring.timer.let_pass(QUIET_SECONDS * 0.9)
        assert not restoring.restored
    restoring.timer.let_pass(QUIET_SECONDS)
    assert restoring.restored
    assert len(restoring.clipboard.restored) == 1


def test_a_read_before_the_paste_key_restores_nothing(shop: Shop) -> None:
    held = HeldLane()
    counter = Counter(shop, shop.add("好"), lane=held)
    counter.settings = DeliverySettings(restore_clipboard=True)
    counter.deliver()
    held.waiting.popleft()()  # the snapshot
    counter.run_gui()
    assert counter.read() == "好"  # a clipboard manager
    counter.timer.let_pass(1)
    assert not counter.restored
    held.go_on()
    counter.run_gui()
    counter.timer.let_pass(1)
    assert not counter.restored
    counter.read()
    counter.timer.let_pass(QUIET_SECONDS)
    assert counter.restored


def test_a_read_before_the_hands_have_answered_counts(shop: Shop) -> None:
    counter = Counter(shop, shop.add("好"))
    counter.settings = DeliverySettings(restore_clipboard=True)
    send = counter.paste.send

    def send_to_a_quick_client(chord: chords.Chord) -> bool:
        taken = send(chord)
        counter.clipboard.take()
        return taken

    counter.paste.send = send_to_a_quick_client  # type: ignore[method-assign]
    counter.deliver()
    counter.timer.let_pass(QUIET_SECONDS)
    assert counter.restored
    counter.timer.let_pass(UNREAD_SECONDS)
    assert len(counter.clipboard.restored) == 1


@pytest.mark.parametrize("read_first", [True, False])
def test_what_somebody_copies_meanwhile_stays(restoring: Counter, read_first: bool) -> None:
    restoring.deliver()
    if read_first:
        restoring.read()
    restoring.clipboard.copy_elsewhere("新")
    restoring.timer.let_pass(UNREAD_SECONDS + 1)
    assert restoring.clipboard.read_text() == "新"
    assert restoring.clipboard.restored == []


def test_a_client_that_does_not_read_keeps_the_reply(restoring: Counter) -> None:
    restoring.deliver()
    restoring.timer.let_pass(UNREAD_SECONDS)
    restoring.read()
    restoring.timer.let_pass(60)
    assert restoring.clipboard.read_text() == "好"
    assert restoring.clipboard.restored == []


def test_without_the_setting_nothing_is_restored(counter: Counter) -> None:
    counter.deliver()
    counter.read()
    counter.timer.let_pass(60)
    assert counter.clipboard.read_text() == "好"


def test_an_owner_that_does_not_answer_costs_only_the_restoring(restoring: Counter) -> None:
    restoring.clipboard.frozen = True
    restoring.deliver()
    assert restoring.outcome == (Reached.PASTED, None)
    restoring.read()
    restoring.timer.let_pass(60)
    assert restoring.clipboard.restored == []


def test_a_snapshot_that_fails_costs_only_the_restoring(restoring: Counter) -> None:
    def fail(timeout: float) -> Snapshot | None:
        raise OSError("gone")

    restoring.clipboard.snapshot = fail  # type: ignore[method-assign]
    restoring.deliver()
    assert restoring.outcome == (Reached.PASTED, None)
    assert restoring.read() == "好"


def test_two_replies_in_a_row_bring_back_what_was_there_before_the_first(
    restoring: Counter,
) -> None:
    restoring.deliver("一")
    assert restoring.read() == "一"
    restoring.deliver("二")
    restoring.timer.let_pass(QUIET_SECONDS)
    assert restoring.clipboard.read_text() == "二"
    assert restoring.read() == "二"
    restoring.timer.let_pass(QUIET_SECONDS)
    assert restoring.restored


def test_what_was_copied_between_two_replies_comes_back_after_the_second(
    restoring: Counter,
) -> None:
    restoring.deliver("一")
    restoring.clipboard.copy_elsewhere("新")
    restoring.deliver("二")
    restoring.read()
    restoring.timer.let_pass(QUIET_SECONDS)
    assert restoring.clipboard.read_text() == "新"


def test_a_copy_right_after_a_paste_stays_on_the_clipboard(restoring: Counter) -> None:
    restoring.deliver("一")
    restoring.read()
    restoring.deliver("二", paste=False)
    restoring.timer.let_pass(60)
    assert restoring.clipboard.read_text() == "二"


# -- which mode


@pytest.mark.parametrize(
    ("enter", "mode", "pastes"),
    [
        (EnterDoes.PASTE, DeliveryMode.AS_SET, True),
        (EnterDoes.COPY, DeliveryMode.AS_SET, False),
        (EnterDoes.COPY, DeliveryMode.PASTE, True),
        (EnterDoes.COPY, DeliveryMode.PASTE_AND_SEND, True),
        (EnterDoes.PASTE, DeliveryMode.COPY, False),
    ],
)
def test_enter_does_what_reply_and_setting_say_and_ctrl_enter_the_other(
    enter: EnterDoes, mode: DeliveryMode, pastes: bool
) -> None:
    settings = DeliverySettings(enter=enter)
    assert wants_paste(settings, mode, other=False) is pastes
    assert wants_paste(settings, mode, other=True) is not pastes
