"""An agent picks an emoticon with the keyboard, and it is in the chat."""

import pytest

from tests.journeys.desk import HOTKEY, Desk

pytestmark = [pytest.mark.journey, pytest.mark.x11]


def test_an_emoticon_is_in_the_chat_in_one_go_and_is_the_first_next_time(desk: Desk) -> None:
    chat = desk.chat()
    desk.start()
    desk.fingers.tap(HOTKEY)
    desk.fingers.tap("Ctrl+.")
    desk.fingers.write("weixiao")
    desk.fingers.touch("Return")
    chat.wait_text("😊")
    chat.wait_front()

    desk.fingers.tap(HOTKEY)
    desk.fingers.tap("Ctrl+.")
    desk.fingers.touch("Return")
    chat.wait_text("😊😊")
    assert desk.deliveries() == [], "an emoticon is no reply"


def test_escape_leads_back_step_by_step(desk: Desk) -> None:
    chat = desk.chat()
    desk.start()
    desk.open_popup()
    desk.find("fahuo")
    desk.fingers.tap("Ctrl+.")
    desk.fingers.write("xiexie")
    desk.fingers.touch("Escape")
    assert desk.popup_in_front()
    desk.fingers.touch("Return")
    desk.wait_delivery("发货时间", "pasted")
    chat.wait_front()
    assert "🙏" not in chat.text
