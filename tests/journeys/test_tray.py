"""The icon in a real tray: what a click does, and what its menu does."""

import pytest

from tests.display import wait_until
from tests.eye import Area
from tests.journeys.desk import Desk
from tests.journeys.test_living_with_it import OtherProgram
from tests.running import Running

pytestmark = [pytest.mark.journey, pytest.mark.x11]

SEARCH, LIBRARY, CAPTURE, IMPORT, PLACES, LEAVE, BUSY, PANEL, PAUSE, SETTINGS, QUIT = range(11)
"""The entries of the menu, in order; lines between them are passed over."""

LEFT, RIGHT = 1, 3


def start_in_tray(desk: Desk) -> tuple[Running, Area]:
    """Starts the program; gives it and where its icon is."""
    empty = desk.eye.wait_still(desk.tray)
    running = desk.start()

    def columns_changed() -> list[int]:
        return list((desk.eye.wait_still(desk.tray) != empty).nonzero()[1])

    changed = [int(column) for column in wait_until(columns_changed, "an icon in the tray")]
    left, right = min(changed), max(changed)
    return running, Area(desk.tray.x + left, desk.tray.y, right - left + 1, desk.tray.height)


def click(desk: Desk, icon: Area, button: int) -> None:
    desk.fingers.click(icon.x + icon.width // 2, icon.y + icon.height // 2, button)


def choose(desk: Desk, icon: Area, entry: int) -> None:
    """Opens the menu with the right button and walks down to an entry."""
    before = set(desk.eye.windows())
    click(desk, icon, RIGHT)
    menu = wait_until(lambda: set(desk.eye.windows()) - before, "the menu")
    place = desk.eye.frame(menu.pop())
    desk.eye.wait_still(place)
    for _ in range(entry + 1):
        rows = desk.eye.picture(place)
        desk.fingers.touch("Down")
        assert desk.eye.wait_change(rows, place) is not None
        desk.eye.wait_still(place)
    desk.fingers.touch("Return")


def test_a_click_on_the_icon_opens_the_popup_and_another_closes_it(desk: Desk) -> None:
    chat = desk.chat()
    running, icon = start_in_tray(desk)
    click(desk, icon, LEFT)
    wait_until(desk.popup_in_front, "the popup in front")
    desk.find("fhsj")
    desk.fingers.touch("Escape")
    running.wait_popup("hidden")
    chat.wait_front()


def test_a_new_reply_is_made_of_what_is_on_the_clipboard(desk: Desk) -> None:
    desk.chat()
    running, icon = start_in_tray(desk)
    desk.copy("亲，团团是本店的吉祥物🐼\n喜欢竹子")
    behind = desk.eye.front()
    count = running.status()["replies"]
    choose(desk, icon, CAPTURE)
    running.wait(lambda now: now["replies"] == count + 1, "one reply more")
    notice = wait_until(desk.notice, "a notice that offers to edit it")
    assert desk.eye.front() == behind, "no window takes the keyboard"
    # Its button is at the right.
    desk.fingers.click(notice.x + notice.width - 30, notice.y + notice.height // 2)
    wait_until(lambda: "话术库" in desk.eye.title(desk.eye.front()), "the library window")
    found = running.command("search", "吉祥物")
    assert [reply["text"] for reply in found] == ["亲，团团是本店的吉祥物🐼\n喜欢竹子"]


def test_the_away_panel_opens_in_front_and_leaves_with_one_key(desk: Desk) -> None:
    chat = desk.chat()
    running, icon = start_in_tray(desk)
    choose(desk, icon, PANEL)
    wait_until(lambda: desk.eye.title(desk.eye.front()) == "离开", "the panel in front")
    desk.fingers.touch("Return")
    wait_until(
        lambda: running.command("away", "status")["state"] == "away", "to be away", every=0.3
    )
    desk.eye.wait_still(desk.eye.frame(desk.eye.front()), 0.25)
    desk.fingers.touch("Return")
    wait_until(
        lambda: running.command("away", "status")["state"] == "returning", "to be back", every=0.3
    )
    desk.fingers.touch("Escape")
    chat.wait_front()


def test_a_paused_hotkey_is_free_for_others(desk: Desk) -> None:
    other = OtherProgram(desk.screen)
    try:
        desk.chat()
        running, icon = start_in_tray(desk)
        assert not other.takes("Ctrl+Alt+K")
        choose(desk, icon, PAUSE)
        running.wait(lambda now: now["hotkey_state"] == "paused", "a paused hotkey")
        assert other.takes("Ctrl+Alt+K")
        assert running.command("config", "get", "hotkey.paused")["value"] is True
    finally:
        other.close()


def test_quit_ends_the_program(desk: Desk) -> None:
    desk.chat()
    running, icon = start_in_tray(desk)
    choose(desk, icon, QUIT)
    assert running.program.process.wait(timeout=10) == 0


def test_quit_ends_it_with_an_open_popup_too(desk: Desk) -> None:
    desk.chat()
    running = desk.start()
    desk.open_popup()
    assert running.quit() == 0


def test_it_goes_into_a_tray_that_comes_later(desk_without_tray: Desk) -> None:
    desk = desk_without_tray
    chat = desk.chat()
    running = desk.start()
    running.wait_popup("visible")
    desk.fingers.touch("Escape")
    chat.wait_front()
    desk.start_tray()
    running.wait(lambda now: now["tray"], "a tray")
    # The panel has a few greys; an icon has the shades of its edges.
    wait_until(lambda: len(set(desk.eye.pixels(desk.tray).flat)) > 10, "an icon in the tray")
