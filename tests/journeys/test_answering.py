"""The main journey: an agent in a chat presses a hotkey, types some letters, and the reply is
there; and what may go wrong on the way.
"""

from pathlib import Path

import pytest

from tests.display import wait_until
from tests.journeys.desk import HOTKEY, Desk, starter_texts
from tests.journeys.real_chat import missing_programs, real_chat

pytestmark = [pytest.mark.journey, pytest.mark.x11]

SHIP_TIME = starter_texts("zh-ship-time")[0]


def test_a_buyer_gets_the_reply_that_three_keys_have_found(
    fresh_desk: Desk, tmp_path: Path
) -> None:
    if missing := missing_programs():
        pytest.skip(f"not installed: {', '.join(missing)}")
    desk = fresh_desk
    assert "😊" in SHIP_TIME
    running = desk.start(replies=120)
    with real_chat(desk.screen, desk.eye, tmp_path / "chat") as chat:
        desk.fingers.tap(HOTKEY)
        desk.fingers.write("fhsj")
        desk.fingers.touch("Return")

        chat.wait_front()
        chat.wait_written()
        assert chat.buyer.heard == []
        desk.fingers.touch("Return")
        wait_until(lambda: chat.buyer.heard, "something said to the buyer")
        assert chat.buyer.heard == [SHIP_TIME]
    desk.wait_delivery("发货时间", "pasted")
    assert desk.clipboard().decode() == SHIP_TIME
    assert running.command("show", ";fh")["uses"] == 1
    assert running.quit() == 0


def test_escape_gives_the_keyboard_back(desk: Desk) -> None:
    chat = desk.chat()
    desk.start()
    desk.fingers.write("ab")
    chat.wait_text("ab")
    desk.open_popup()
    desk.find("fahuo")
    desk.fingers.touch("Escape")
    chat.wait_front()
    desk.fingers.write("cd")
    chat.wait_text("abcd")
    assert desk.deliveries() == []


def test_letters_right_behind_the_hotkey_are_looked_for(desk: Desk) -> None:
    chat = desk.chat()
    desk.start()
    for number, variant in enumerate(("first", "second", "third"), start=1):
        desk.fingers.tap(HOTKEY)
        desk.fingers.write("fhsj")
        desk.fingers.touch("Return")
        desk.wait_delivery("发货时间", "pasted", number)
        chat.wait_front()
        assert "fhsj" not in chat.text, f"letters of the {variant} press are in the chat"


def test_a_popup_opened_again_at_once_takes_the_keys(desk: Desk) -> None:
    chat = desk.chat()
    desk.start()
    desk.open_popup()
    desk.fingers.touch("Escape")
    desk.fingers.tap(HOTKEY)
    desk.fingers.write("fhsj")
    desk.fingers.touch("Return")
    desk.wait_delivery("发货时间", "pasted")
    chat.wait_front()
    assert "fhsj" not in chat.text
    log = (desk.home / "logs" / "desktop.log").read_text(encoding="utf-8")
    assert "was not settled in time" not in log


def test_a_second_press_closes_the_popup(desk: Desk) -> None:
    chat = desk.chat()
    running = desk.start()
    desk.open_popup()
    desk.fingers.tap(HOTKEY)
    running.wait_popup("hidden")
    chat.wait_front()
    desk.open_popup()


def test_a_window_that_died_gets_nothing_and_nobody_else_does(desk: Desk) -> None:
    other = desk.chat("other")
    chat = desk.chat()
    desk.start()
    desk.open_popup()
    desk.find("fhsj")
    chat.program.kill()
    assert desk.notice() is None
    desk.fingers.touch("Return")
    desk.wait_delivery("发货时间", "copied")
    wait_until(desk.notice, "a notice that it was only copied")
    assert desk.clipboard().decode() == SHIP_TIME
    wait_until(lambda: desk.eye.front() == other.handle, "the other window in front")
    # Whatever had been pasted there would come before these letters.
    desk.fingers.write("ok")
    other.wait_text("ok")


def test_control_enter_copies_and_leaves_the_chat_alone(desk: Desk) -> None:
    chat = desk.chat()
    desk.start()
    desk.open_popup()
    desk.find("fhsj")
    desk.fingers.tap("Ctrl+Return")
    desk.wait_delivery("发货时间", "copied")
    chat.wait_front()
    assert desk.clipboard().decode() == SHIP_TIME
    desk.fingers.write("ok")
    chat.wait_text("ok")
