"""Clients that send each pasted line at once get a text line by line, their own key between."""

import pytest

from kefu_desktop.app.clipboard_watch import QUIET_SECONDS, UNREAD_SECONDS
from kefu_desktop.app.orders import Reached, Short
from kefu_desktop.core import chords
from kefu_desktop.core.clients import Client, Lines, Manner
from kefu_desktop.core.settings import DeliverySettings
from tests.app.counter import CHAT, OTHER, Counter
from tests.app.shop import Shop

PASTE, NEWLINE = chords.parse("Ctrl+V"), chords.parse("Ctrl+Enter")
TEXT = "一\n\n二\n三"


class Reader:
    """A chat that reads each paste, and types what its keys mean."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.text = ""
        self._seen = 0

    def look(self) -> None:
        """Takes what was pasted and typed since it last looked, and lets the time for that pass."""
        while self._seen < len(self.counter.paste.sent):
            key = self.counter.paste.sent[self._seen]
            self._seen += 1
            if key == PASTE:
                self.text += self.counter.read()
                self.counter.timer.let_pass(QUIET_SECONDS)
                self.counter.run_gui()
            else:
                self.text += "\n"


@pytest.fixture
def counter(shop: Shop) -> Counter:
    made = Counter(shop, shop.add("好", TEXT))
    made.client = Client(manner=Manner(lines=Lines.STEP, newline_key="Ctrl+Enter", delay=50))
    return made


def test_lines_arrive_one_by_one_with_the_key_between(counter: Counter) -> None:
    reader = Reader(counter)
    counter.deliver(TEXT)
    assert counter.clipboard.written == [("一", None)]
    assert counter.receipts == []
    reader.look()
    assert reader.text == TEXT
    assert counter.outcome == (Reached.PASTED, None)
    assert counter.paste.sent == [PASTE, NEWLINE, NEWLINE, PASTE, NEWLINE, PASTE]
    assert counter.paused == [0.05], "only the first waits for the window"
    assert counter.window.brought == [CHAT]
    assert counter.clipboard.read_text() == TEXT, "the whole reply is on the clipboard after it"
    assert counter.count == 1


def test_what_was_on_the_clipboard_comes_back_after_the_last_line(counter: Counter) -> None:
    counter.settings = DeliverySettings(restore_clipboard=True)
    reader = Reader(counter)
    counter.deliver(TEXT)
    reader.look()
    assert reader.text == TEXT
    assert counter.restored


def test_a_line_that_nobody_reads_ends_it_and_the_whole_is_copied(counter: Counter) -> None:
    counter.deliver(TEXT)
    counter.timer.let_pass(UNREAD_SECONDS)
    counter.run_gui()
    assert counter.outcome == (Reached.COPIED, Short.NO_PASTE)
    assert counter.paste.sent == [PASTE]
    assert counter.clipboard.read_text() == TEXT


def test_a_window_that_is_left_meanwhile_gets_no_more_and_nobody_else_does(
    counter: Counter,
) -> None:
    counter.deliver(TEXT)
    counter.window.front = OTHER
    counter.read()
    counter.timer.let_pass(QUIET_SECONDS)
    counter.run_gui()
    assert counter.outcome == (Reached.COPIED, Short.FOCUS_LOST)
    assert counter.paste.sent == [PASTE]
    assert counter.window.brought == [CHAT]
    assert counter.clipboard.read_text() == TEXT


def test_another_delivery_meanwhile_takes_over(counter: Counter) -> None:
    counter.deliver(TEXT)
    counter.client = Client()
    counter.deliver("别的")
    assert [one.reached for one in counter.receipts] == [Reached.COPIED, Reached.PASTED]
    assert counter.read() == "别的"
    counter.timer.let_pass(UNREAD_SECONDS)
    counter.run_gui()
    assert counter.clipboard.read_text() == "别的"


@pytest.mark.parametrize("paste", [True, False])
def test_one_line_or_a_copy_goes_as_it_always_does(counter: Counter, paste: bool) -> None:
    counter.deliver("一" if paste else TEXT, paste=paste)
    assert len(counter.clipboard.written) == 1
    assert counter.outcome == (Reached.PASTED if paste else Reached.COPIED, None)
    assert NEWLINE not in counter.paste.sent


def test_without_a_clipboard_nothing_begins(counter: Counter) -> None:
    counter.clipboard.missing = True
    counter.deliver(TEXT)
    assert counter.outcome == (Reached.FAILED, Short.NO_CLIPBOARD)
    assert counter.paste.sent == []
