"""A reply of several messages to a real buyer, and one that first asks for the parcel's number."""

from pathlib import Path

import pytest

from tests.display import wait_until
from tests.journeys.desk import HOTKEY, Desk
from tests.journeys.real_chat import missing_programs, real_chat

pytestmark = [pytest.mark.journey, pytest.mark.x11]

PARTS = ("亲，在的 😊", "今天 16 点前付款当天发出", "有问题随时找我")


def test_three_parts_arrive_as_three_messages(fresh_desk: Desk, tmp_path: Path) -> None:
    if missing := missing_programs():
        pytest.skip(f"not installed: {', '.join(missing)}")
    desk = fresh_desk
    desk.add("三段", "{分段}".join(PARTS))
    running = desk.start()
    with real_chat(desk.screen, desk.eye, tmp_path / "chat") as chat:
        desk.fingers.tap(HOTKEY)
        desk.fingers.write("sanduan")
        desk.fingers.touch("Return")
        for number, key in enumerate((HOTKEY, "Ctrl+Alt+.", ""), start=1):
            chat.wait_front()
            chat.wait_written()
            wait_until(desk.notice, "a notice of which part this is")
            desk.fingers.touch("Return")
            wait_until(lambda: len(chat.buyer.heard) >= number, f"part {number} said to the buyer")  # noqa: B023
            if key:
                chat.wait_empty()
                desk.fingers.tap(key)
        assert tuple(chat.buyer.heard) == PARTS
        assert not desk.popup_in_front()
        desk.wait_delivery("三段", "pasted")

        desk.open_popup()
        desk.fingers.touch("Escape")
        chat.wait_front()
        # The key of the next part is no longer ours: nothing is left.
        desk.fingers.tap("Ctrl+Alt+.")
        desk.open_popup()
    assert len(desk.deliveries()) == 1, "three messages are one use"
    assert running.quit() == 0


def test_a_copied_parcel_number_is_in_the_form(fresh_desk: Desk) -> None:
    desk = fresh_desk
    desk.add("查件", "您的单号是{单号}，{快递}发出")
    chat = desk.chat()
    running = desk.start()
    desk.copy("买家要的：SF1234567890123 今天已揽收")
    desk.open_popup()
    desk.find("chajian")
    desk.fingers.touch("Return")
    assert desk.popup_in_front()
    assert chat.text == ""
    desk.fingers.touch("Return")
    chat.wait_front()
    chat.wait_text("您的单号是SF1234567890123，顺丰发出")
    desk.wait_delivery("查件", "pasted")
    assert running.quit() == 0
