"""The program among others: started twice, crashed, without its key, without a tray, and with a
keyboard that changes under it.
"""

from functools import partial

import pytest

from kefu_desktop.core import chords
from kefu_desktop.native.bindings import x11, x11_keys
from tests.display import Screen, wait_until
from tests.journeys.desk import Desk
from tests.running import Running

pytestmark = [pytest.mark.journey, pytest.mark.x11]


class OtherProgram:
    """Another program that takes keys from the whole desktop."""

    def __init__(self, screen: Screen) -> None:
        self._connection = x11.Connection(screen.display)

    def takes(self, chord: str) -> bool:
        """Tries to take a chord; gives whether it was free."""
        from Xlib import X

        place = x11_keys.locate(chords.parse(chord), x11_keys.read_keymap(self._connection))
        assert place is not None
        return self._connection.tell(
            partial(
                self._connection.root.grab_key,
                *(place.keycode, place.mask, False, X.GrabModeAsync, X.GrabModeAsync),
            )
        )

    def close(self) -> None:
        self._connection.close()


def test_a_second_start_opens_the_popup_of_the_first(desk: Desk) -> None:
    desk.chat()
    running = desk.start()
    assert running.status()["popup"] == "hidden"
    second = Running(desk.screen, desk.home)
    assert second.program.process.wait(timeout=20) == 0
    running.wait_popup("visible")
    wait_until(desk.popup_in_front, "the popup in front")
    assert running.program.process.poll() is None


def test_commands_reach_the_running_program(desk: Desk) -> None:
    chat = desk.chat()
    running = desk.start()
    assert running.command("status")["popup"] == "hidden"
    running.command("popup")
    wait_until(desk.popup_in_front, "the popup in front")
    assert running.command("status")["popup"] == "visible"
    running.command("hide")
    chat.wait_front()
    assert running.command("status")["popup"] == "hidden"
    running.command("quit")
    assert running.program.process.wait(timeout=10) == 0
    running.command("popup", code=1)


def test_after_a_crash_it_starts_again_with_everything_in_place(desk: Desk) -> None:
    chat = desk.chat()
    first = desk.start()
    replies = first.status()["replies"]
    desk.open_popup()
    desk.find("fhsj")
    desk.fingers.touch("Return")
    desk.wait_delivery("发货时间", "pasted")
    first.program.kill()

    again = desk.start()
    assert again.status()["replies"] == replies
    assert again.status()["hotkey_state"] == "active"
    assert again.command("check")["flaws"] == []
    assert again.command("show", ";fh")["uses"] == 1
    before = chat.text
    desk.open_popup()
    desk.find("fhsj")
    desk.fingers.touch("Return")
    desk.wait_delivery("发货时间", "pasted", number=2)
    wait_until(lambda: len(chat.text) > len(before), "the second reply in the chat")


def test_a_hotkey_that_another_program_has_can_be_changed_while_it_runs(desk: Desk) -> None:
    other = OtherProgram(desk.screen)
    try:
        assert other.takes("Ctrl+Alt+K")
        desk.chat()
        running = desk.start()
        assert running.status()["hotkey_state"] == "taken"
        wait_until(desk.notice, "a notice that the key is taken")
        running.command("config", "set", "hotkey.popup", "Ctrl+Alt+J")
        running.wait(lambda now: now["hotkey_state"] == "active", "a new hotkey")
        assert running.status()["hotkey"] == "Ctrl+Alt+J"
        desk.open_popup("Ctrl+Alt+J")
    finally:
        other.close()


def test_a_reply_that_another_process_adds_is_found(desk: Desk) -> None:
    chat = desk.chat()
    running = desk.start()
    count = running.status()["replies"]
    desk.add("吉祥物叫什么", "我们的吉祥物叫团团🐼", "--shortcut", "jxw")
    running.wait(lambda now: now["replies"] == count + 1, "one reply more")
    desk.open_popup()
    desk.find("jxwj")
    desk.fingers.touch("Return")
    chat.wait_text("我们的吉祥物叫团团🐼")


def test_without_a_tray_it_says_so_once_and_stays_reachable(desk_without_tray: Desk) -> None:
    desk = desk_without_tray
    chat = desk.chat()
    running = desk.start()
    assert running.status()["tray"] is False
    wait_until(desk.notice, "a notice that there is no tray")
    running.wait_popup("visible")
    desk.fingers.touch("Escape")
    chat.wait_front()
    running.command("popup")
    wait_until(desk.popup_in_front, "the popup in front")
    desk.fingers.touch("Escape")
    chat.wait_front()
    desk.open_popup()


def test_the_hotkey_works_with_numlock_and_under_another_layout(desk: Desk) -> None:
    chat = desk.chat()
    desk.start()
    desk.fingers.touch("Num_Lock")
    desk.open_popup()
    desk.fingers.touch("Escape")
    chat.wait_front()
    desk.screen.set_layout("us,ru")
    desk.open_popup()
    desk.fingers.touch("Escape")
    chat.wait_front()
    desk.screen.set_layout("ru")
    desk.fingers.tap("Ctrl+Alt+K")
    wait_until(desk.popup_in_front, "the popup in front under a Russian layout")


def test_a_dark_look_comes_live_from_the_settings(desk: Desk) -> None:
    desk.chat()
    running = desk.start()
    desk.open_popup()
    frame = desk.eye.frame(desk.eye.front())
    wait_until(lambda: desk.brightness(frame) > 200, "a light popup")
    running.command("config", "set", "look.theme", "dark")
    wait_until(lambda: desk.brightness(frame) < 80, "a dark popup")
    assert desk.popup_in_front()
