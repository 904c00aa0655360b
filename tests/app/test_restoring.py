"""What was on the clipboard before a paste comes back when the client has read the reply, and never
over anything newer.
"""

import pytest

from kefu_desktop.app.clipboard_watch import LATEST_SECONDS, QUIET_SECONDS, UNREAD_SECONDS
from kefu_desktop.app.orders import Reached
from kefu_desktop.app.ports import Snapshot
from kefu_desktop.core import chords
from kefu_desktop.core.settings import DeliverySettings
from tests.app.counter import Counter
from tests.app.shop import HeldLane, Shop


@pytest.fixture
def counter(shop: Shop) -> Counter:
    return Counter(shop, shop.add("好", "好"))


@pytest.fixture
def restoring(counter: Counter) -> Counter:
    counter.settings = DeliverySettings(restore_clipboard=True)
    return counter


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


def test_a_program_that_never_stops_asking_does_not_keep_the_clipboard(
    restoring: Counter,
) -> None:
    restoring.deliver()
    asked = 0
    while not restoring.restored and asked < 100:
        restoring.read()
        restoring.timer.let_pass(QUIET_SECONDS / 2)
        asked += 1
    assert restoring.restored
    assert asked * QUIET_SECONDS / 2 <= LATEST_SECONDS + QUIET_SECONDS


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
