"""Delivery: each step of the ladder, what is on the clipboard then, and what was counted."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from kefu_desktop.app.events import UseRecorded
from kefu_desktop.app.orders import Reached, Short, wants_paste
from kefu_desktop.app.ports import Target
from kefu_desktop.core import chords
from kefu_desktop.core.clients import Client, Manner
from kefu_desktop.core.model import DeliveryMode, Uid
from kefu_desktop.core.settings import DeliverySettings, EnterDoes
from tests.app.counter import CHAT, OLD, OTHER, Counter
from tests.app.shop import Shop


@pytest.fixture
def counter(shop: Shop) -> Counter:
    return Counter(shop, shop.add("好", "好"))


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


def test_a_client_s_own_paste_key_and_delay_come_first(counter: Counter) -> None:
    counter.client = Client(manner=Manner(paste_key="Ctrl+Shift+V", delay=250))
    counter.deliver()
    assert counter.outcome == (Reached.PASTED, None)
    assert counter.paste.sent == [chords.parse("Ctrl+Shift+V")]
    assert counter.paused == [0.25]


def test_nothing_is_pasted_when_the_chat_loses_the_keyboard_in_a_delay(counter: Counter) -> None:
    counter.client = Client(manner=Manner(delay=50))
    counter.while_paused = lambda: setattr(counter.window, "front", OTHER)
    counter.deliver()
    assert counter.outcome == (Reached.COPIED, Short.FOCUS_LOST)
    assert counter.paste.sent == []


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


def test_nothing_to_send_leaves_the_clipboard_alone(counter: Counter) -> None:
    counter.deliver("")
    assert counter.outcome == (Reached.FAILED, Short.EMPTY)
    assert counter.clipboard.formats == OLD
    assert (counter.paste.sent, counter.window.brought, counter.count) == ([], [], 0)


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
