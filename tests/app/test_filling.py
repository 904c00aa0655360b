"""What is offered for what a reply asks."""

import tomllib
from collections.abc import Callable

import pytest

from kefu_desktop import assets
from kefu_desktop.app.filling import LAST_ONES, Filling, Source, Suggestion
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.core.order_facts import LONGEST, OrderFacts, from_document
from kefu_desktop.core.template import Ask
from kefu_desktop.native.recording import RecordingClipboard
from tests.app.shop import HeldLane

NUMBER, COURIER = Ask("单号"), Ask("快递", "中通", ("中通", "顺丰"))


def load() -> OrderFacts:
    file = assets.resource("order-facts", "facts.toml")
    return from_document(tomllib.loads(file.read_text(encoding="utf-8")))


def now(call: Callable[[], None]) -> None:
    call()


@pytest.fixture
def clipboard() -> RecordingClipboard:
    return RecordingClipboard()


@pytest.fixture
def filling(clipboard: RecordingClipboard) -> Filling:
    return Filling(clipboard, InlineLane(), now, load)


def looked(filling: Filling) -> int:
    """Looks; gives how often that was answered."""
    answers: list[int] = []
    filling.look(lambda: answers.append(1))
    return len(answers)


def test_what_was_copied_comes_first_then_the_last_then_what_the_reply_names(
    filling: Filling, clipboard: RecordingClipboard
) -> None:
    filling.remember({"快递": "极兔", "单号": "JT1"})
    clipboard.copy_elsewhere("SF1234567890123")
    assert looked(filling) == 1
    assert filling.suggestions(NUMBER) == (
        Suggestion("SF1234567890123", Source.COPIED),
        Suggestion("JT1", Source.LAST),
    )
    assert filling.suggestions(COURIER) == (
        Suggestion("顺丰", Source.COPIED),
        Suggestion("极兔", Source.LAST),
        Suggestion("中通", Source.GIVEN),
    )
    assert filling.suggestions(Ask("颜色")) == ()


def test_our_own_reply_is_not_read(filling: Filling, clipboard: RecordingClipboard) -> None:
    clipboard.write("您的单号是SF1234567890123")
    assert looked(filling) == 1
    assert filling.suggestions(NUMBER) == ()


def test_what_was_seen_the_last_time_is_not_offered_again(
    filling: Filling, clipboard: RecordingClipboard
) -> None:
    clipboard.copy_elsewhere("SF1234567890123")
    looked(filling)
    clipboard.copy_elsewhere("在的")
    looked(filling)
    assert filling.suggestions(NUMBER) == ()


@pytest.mark.parametrize("text", ["", "x" * (LONGEST + 1), "SF1234567890123" * 400])
def test_nothing_is_made_of_nothing_or_of_too_much(
    filling: Filling, clipboard: RecordingClipboard, text: str
) -> None:
    clipboard.copy_elsewhere(text)
    assert looked(filling) == 1
    assert filling.suggestions(NUMBER) == ()


def test_the_last_answers_are_offered_newest_first_and_not_for_ever(filling: Filling) -> None:
    for number in (*range(LAST_ONES + 2), 3):
        filling.remember({"单号": str(number)})
    values = [value for value, _ in filling.suggestions(NUMBER)]
    assert values == ["3", "4", "2"]


def test_the_clipboard_is_read_on_the_lane_and_a_failure_is_answered(
    clipboard: RecordingClipboard, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> OrderFacts:
        raise OSError("no file")

    lane, answers = HeldLane(), list[int]()
    filling = Filling(clipboard, lane, now, fail)
    clipboard.copy_elsewhere("SF1234567890123")
    filling.look(lambda: answers.append(1))
    assert answers == []
    lane.go_on()
    assert answers == [1]
    assert filling.suggestions(NUMBER) == ()
    assert "SF123" not in caplog.text
