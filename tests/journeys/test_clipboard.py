"""What arrives in the chat is the reply, whatever its length and however slow the chat; and where
it is wanted, what was on the clipboard before is there again afterwards.
"""

import base64
import json
import sys

import pytest

from tests.display import wait_until
from tests.journeys.desk import Desk
from tests.journeys.test_answering import SHIP_TIME

pytestmark = [pytest.mark.journey, pytest.mark.x11]

COPIED_BEFORE = {
    "text/plain": "订单 20481 的备注".encode(),
    "text/html": "<b>订单 20481</b> 的备注".encode(),
    "image/png": bytes(range(256)) * 40,
    "application/x-shop-order": b"\0order\xff20481",
}


def copy_before(desk: Desk) -> None:
    """Lets another program put several formats on the clipboard."""
    owner = desk.screen.start([sys.executable, "-m", "tests.native.clipboard_program"])
    owner.wait_line("ready", timeout=30)
    packed = {name: base64.b64encode(data).decode() for name, data in COPIED_BEFORE.items()}
    owner.tell(json.dumps({"call": "restore", "args": [packed]}))
    owner.wait_line('{"gives"')
    wait_until(lambda: on_clipboard(desk) == COPIED_BEFORE, "several formats on the clipboard")


def on_clipboard(desk: Desk) -> dict[str, bytes]:
    """What another program would get now, in the formats that were there before."""
    return {name: desk.clipboard(name) for name in COPIED_BEFORE}


def test_a_slow_chat_gets_the_reply_and_the_clipboard_is_as_it_was(desk: Desk) -> None:
    desk.settings("[delivery]\nrestore_clipboard = true\n")
    chat = desk.chat()
    desk.start()
    copy_before(desk)
    desk.open_popup()
    desk.find("fhsj")
    chat.program.tell("busy 0.5")
    chat.program.wait_line("busy")
    desk.fingers.touch("Return")
    chat.wait_text(SHIP_TIME)
    # Each look is a reader too, and the clipboard comes back when nobody has read for a while.
    wait_until(
        lambda: on_clipboard(desk) == COPIED_BEFORE, "all formats on the clipboard again", every=0.5
    )
    assert b"kefu" not in desk.clipboard("TARGETS")


def test_the_reply_stays_on_the_clipboard_unless_told_otherwise(desk: Desk) -> None:
    chat = desk.chat()
    desk.start()
    copy_before(desk)
    desk.open_popup()
    desk.find("fhsj")
    desk.fingers.touch("Return")
    chat.wait_text(SHIP_TIME)
    assert desk.clipboard().decode() == SHIP_TIME


def test_ten_thousand_characters_in_many_lines_arrive_unchanged(desk: Desk) -> None:
    line = "第{}行：亲，\t这款有现货 👨‍👩‍👧 😀，“16 点”前付款当天发 ❤️ 50% \\o/\n"
    text = "".join(line.format(number) for number in range(400))[:9_990] + "完😊\n\n末行 end"
    assert 9_990 < len(text) <= 10_002
    chat = desk.chat()
    running = desk.start()
    count = running.status()["replies"]
    desk.add("特别长的说明", text)
    running.wait(lambda now: now["replies"] == count + 1, "one reply more")
    desk.open_popup()
    desk.find("tbcdsm")
    desk.fingers.touch("Return")
    chat.wait_text(text)
