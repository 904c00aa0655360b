"""The settings window of the running program: opened by command, used with the keyboard alone."""

import pytest

from tests.display import wait_until
from tests.journeys.desk import Desk
from tests.journeys.test_living_with_it import OtherProgram
from tests.running import command

pytestmark = [pytest.mark.journey, pytest.mark.x11]

TITLE = "设置"


def open_hotkeys(desk: Desk) -> None:
    """Opens the window from a terminal and goes to the popup's key: the second page, past the list
    of pages.
    """
    command(desk.home, "settings")
    wait_until(lambda: desk.eye.title(desk.eye.front()) == TITLE, "the settings in front")
    for keys in ("Ctrl+PageDown", "Tab"):
        press(desk, keys)


def press(desk: Desk, keys: str) -> None:
    """Presses keys and waits until the window has followed."""
    frame = desk.eye.frame(desk.eye.front())
    before = desk.eye.wait_still(frame)
    desk.fingers.tap(keys)
    assert desk.eye.wait_change(before, frame) is not None, f"{keys} changes nothing"
    desk.eye.wait_still(frame)


def test_the_popup_s_key_is_set_by_pressing_it(desk: Desk) -> None:
    chat = desk.chat()
    running = desk.start()
    open_hotkeys(desk)
    # First the key that is ours: it has to come to the button and open nothing.
    for keys in ("Space", "Ctrl+Alt+K", "Space", "Ctrl+Alt+H"):
        press(desk, keys)
    running.wait(lambda now: now["hotkey"] == "Ctrl+Alt+H", "the new hotkey")
    assert running.status()["popup"] == "hidden"
    desk.fingers.tap("Escape")
    chat.wait_front()
    desk.fingers.tap("Ctrl+Alt+H")
    running.wait_popup("visible")
    assert running.command("config", "get", "hotkey.popup")["value"] == "Ctrl+Alt+H"


def test_a_key_of_another_program_never_comes_and_another_one_can_be_pressed(desk: Desk) -> None:
    desk.chat()
    other = OtherProgram(desk.screen)
    try:
        running = desk.start()
        assert other.takes("Ctrl+Alt+H")
        open_hotkeys(desk)
        for keys in ("Space", "Ctrl+Alt+H", "F9"):
            press(desk, keys)
        running.wait(lambda now: now["hotkey"] == "F9", "the key that did come")
    finally:
        other.close()
