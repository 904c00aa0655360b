"""Leaving and coming back: by one key, by idle hands, and over a restart."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.display import wait_until
from tests.eye import Area
from tests.journeys.desk import AWAY, Desk
from tests.journeys.real_chat import missing_programs, real_chat
from tests.native.desktop_bus import Logind, open_bus
from tests.running import Running

pytestmark = [pytest.mark.journey, pytest.mark.x11]

LUNCH = "亲，客服去吃饭了🍚您先留言，回来第一时间回复您"
PANEL = "离开"
"""The panel's window title."""

HERE, ASKED, MOON, TICK = 0x1F57D6, 0xB3261E, 0x974607, 0x0F6B4D
"""The colours of the tray's icon on a light panel."""


def state(running: Running) -> dict[str, Any]:
    """How it stands, as the terminal tells it."""
    found = running.command("away", "status")
    assert isinstance(found, dict)
    return found


def wait_state(running: Running, wanted: str, timeout: float = 20.0) -> dict[str, Any]:
    return wait_until(
        lambda: (now := state(running))["state"] == wanted and now,
        f"to be {wanted}",
        timeout,
        every=0.3,
    )


def wait_icon(desk: Desk, colour: int) -> None:
    """Waits until the tray's icon has a colour."""

    def there() -> bool:
        return bool(((desk.eye.pixels(desk.tray) & 0xFFFFFF) == colour).any())

    wait_until(there, f"{colour:06x} in the tray")


def furnish(desk: Desk) -> None:
    """Puts the replies for lunch, and for coming back, into an empty library."""
    desk.add("去吃饭", LUNCH, "--kind", "away", "--tag", "午休")
    desk.add("让您久等了", "让您久等了，我回来了", "--kind", "away", "--tag", "回来")


def test_one_key_leaves_and_pastes_the_message_once_into_a_real_chat(
    fresh_desk: Desk, tmp_path: Path
) -> None:
    if missing := missing_programs():
        pytest.skip(f"not installed: {', '.join(missing)}")
    desk = fresh_desk
    furnish(desk)
    desk.settings('[away.rules]\nsoon = "午休"\noff-hours = "午休"\n')
    running = desk.start(replies=2)
    with real_chat(desk.screen, desk.eye, tmp_path / "chat") as chat:
        desk.fingers.tap(AWAY)
        wait_icon(desk, MOON)
        gone = wait_state(running, "away")
        assert gone["cause"] == "hand"
        assert gone["copied"] is True
        assert desk.clipboard().decode() == LUNCH
        wait_until(desk.notice, "a notice that says so")
        assert desk.eye.front() == chat.handle, "which leaves the chat the keyboard"
        assert gone["pasted"] == []

        desk.fingers.tap(AWAY)
        chat.wait_written()
        assert chat.buyer.heard == [], "nothing is sent without a key"
        desk.fingers.touch("Return")
        wait_until(lambda: chat.buyer.heard, "something said to the buyer")
        assert chat.buyer.heard == [LUNCH]
        wait_until(lambda: state(running)["pasted"], "the paste counted", every=0.3)

        empty = desk.eye.picture(chat.field)
        desk.fingers.tap(AWAY)
        desk.eye.wait_still(chat.field)
        assert int((desk.eye.pixels(chat.field) != empty).sum()) < 100, "this window has it"

        assert running.quit() == 0
        assert running.command("away", "status")["state"] == "away"
        running = desk.start(replies=2)
        wait_icon(desk, MOON)
        kept = wait_state(running, "away")
        assert kept["since"] == gone["since"]
        assert [one["count"] for one in kept["pasted"]] == [1]
        running.command("away", "off")
        wait_icon(desk, TICK)
        assert chat.buyer.heard == [LUNCH]
        (told,) = running.command("away", "history")["history"]
        assert told["pasted"] == 1
        assert running.quit() == 0


def test_idle_hands_are_asked_then_gone_and_seen_again(fresh_desk: Desk) -> None:
    """A minute is the shortest limit, so this one takes a minute."""
    desk = fresh_desk
    furnish(desk)
    desk.settings('[away]\nidle_minutes = 1\nwarn_seconds = 55\n[away.rules]\nsoon = "午休"\n')
    chat = desk.chat()
    running = desk.start(replies=2)
    desk.fingers.touch("a")
    chat.wait_text("a")

    wait_state(running, "warning", timeout=30)
    wait_icon(desk, ASKED)
    question = wait_until(desk.notice, "a question")
    desk.fingers.touch("b")
    chat.wait_text("ab")
    wait_state(running, "here")
    wait_until(lambda: desk.notice() is None, "the question to be gone")

    wait_state(running, "warning", timeout=30)
    wait_until(desk.notice, "the question once more")
    gone = wait_state(running, "away", timeout=90)
    assert gone["cause"] == "idle"
    wait_icon(desk, MOON)
    assert desk.clipboard().decode() == LUNCH
    assert chat.text == "ab", "nothing is sent without a key"

    desk.copy("在看的东西")
    desk.fingers.touch("c")
    wait_icon(desk, TICK)
    wait_state(running, "returning")
    wait_until(lambda: isinstance(desk.notice(), Area), "a summary")
    assert question is not None
    assert desk.clipboard().decode() == "在看的东西", "coming back leaves the clipboard alone"
    assert chat.text == "abc"
    assert running.quit() == 0


def test_without_a_tray_the_popup_leaves_and_the_terminal_opens_the_panel(
    desk_without_tray: Desk,
) -> None:
    desk = desk_without_tray
    chat = desk.chat()
    running = desk.start(replies=100)
    wait_until(desk.popup_in_front, "the popup, which is all there is to be seen")
    desk.find("/away 30m lunch")
    desk.fingers.tap("Return")
    chat.wait_front()
    gone = wait_state(running, "away")
    since, until = (datetime.fromisoformat(gone[name]) for name in ("since", "until"))
    assert (gone["reason"], until - since) == ("lunch", timedelta(minutes=30))
    assert desk.clipboard().decode() == gone["message"]
    assert chat.text == "", "nothing is sent without a key"

    running.program.process.kill()
    running.program.process.wait(timeout=10)
    running = desk.start(replies=100)
    kept = state(running)
    facts = ("state", "reason", "since", "until")
    assert [kept[name] for name in facts] == [gone[name] for name in facts]
    running.command("away", "panel")
    wait_until(lambda: desk.eye.title(desk.eye.front()) == PANEL, "the panel in front")
    desk.fingers.touch("space")
    assert wait_state(running, "returning")["was"]["reason"] == "lunch", "its button has the focus"
    assert running.quit() == 0


def test_a_locked_screen_is_away_and_an_unlocked_one_is_back(
    fresh_desk: Desk, tmp_path: Path
) -> None:
    desk = fresh_desk
    furnish(desk)
    chat = desk.chat()
    desk.copy("订单 12345")
    with open_bus(tmp_path) as bus, closing(Logind(bus.address)) as login:
        running = desk.start(replies=2, DBUS_SYSTEM_BUS_ADDRESS=bus.address)
        wait_icon(desk, HERE)
        login.lock()
        gone = wait_state(running, "away")
        assert (gone["cause"], gone["copied"]) == ("lock", False)
        wait_icon(desk, MOON)
        assert desk.clipboard().decode() == "订单 12345", "nobody is there to use a message"
        desk.fingers.touch("a")
        chat.wait_text("a")
        assert state(running)["state"] == "away", "at the password"
        login.unlock()
        back = wait_state(running, "returning")
        assert back["was"]["cause"] == "lock"
        wait_icon(desk, TICK)
        wait_until(desk.notice, "a summary")
        desk.open_popup()
        desk.fingers.tap("Return")
        chat.wait_text("a让您久等了，我回来了")
        assert running.quit() == 0
