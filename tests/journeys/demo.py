"""Plays the main journey for people to see: `python -m tests.journeys.demo`.

It needs no display: everything happens on a screen of its own, and what it looked like is kept in
`build/demo/`. A step that fails ends it, with a picture of what was there instead.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.display import wait_until
from tests.journeys.desk import AWAY, HOTKEY, Chat, Desk, open_desk, starter_texts
from tests.journeys.real_chat import HexChat, missing_programs, real_chat
from tests.running import Running, command

PICTURES = Path("build") / "demo"
NEEDED = ("Xvfb", "openbox", "import", "setxkbmap")


class Play:
    """Says each step as it is played, and keeps a numbered picture of where it led."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._begun = time.monotonic()
        self._number = 0

    def step(self, words: str) -> None:
        """Says what comes next."""
        print(f"  {time.monotonic() - self._begun:5.1f} s  {words}", flush=True)

    def shoot(self, name: str) -> None:
        """Keeps a picture, once nothing moves any more."""
        self._number += 1
        file = PICTURES / f"{self._number:02d}-{name}.png"
        self._desk.screen.shoot(file)
        print(f"           → {file}", flush=True)


def main() -> int:
    """Plays it; gives 0, or 1 when a step failed."""
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    if missing:
        print(f"Not installed: {', '.join(missing)}. `make setup` does that.", file=sys.stderr)
        return 1
    shutil.rmtree(PICTURES, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(prefix="demo-") as folder,
        open_desk(Path(folder) / "home", tray=shutil.which("trayer") is not None) as desk,
    ):
        play = Play(desk)
        try:
            _play(play, desk, Path(folder))
        except AssertionError as failure:
            play.shoot("failed")
            print(f"This step failed: {failure}", file=sys.stderr)
            return 1
    print("All of it worked.")
    return 0


def _play(play: Play, desk: Desk, folder: Path) -> None:
    play.step("A fresh machine: the program starts and brings its starter pack into the library.")
    running = desk.start(replies=120)
    play.step(f"It knows {running.status()['replies']} replies. An agent opens the chat.")
    with _open_chat(play, desk, folder) as chat:
        _answer(play, desk, chat)
        _leave(play, desk, chat)
        _look(play, desk, running)
    play.step("The program is told to quit.")
    assert running.quit() == 0, "it ended with an error"


@contextmanager
def _open_chat(play: Play, desk: Desk, folder: Path) -> Iterator[HexChat | Chat]:
    missing = missing_programs()
    if missing:
        play.step(f"{', '.join(missing)} not installed: a plain text window stands for the chat.")
        yield desk.chat()
        return
    with real_chat(desk.screen, desk.eye, folder / "chat") as chat:
        play.step("It is a hexchat on an IRC server of this machine; a buyer is in the channel.")
        yield chat


def _answer(play: Play, desk: Desk, chat: HexChat | Chat) -> None:
    play.step(f"{HOTKEY}: the popup opens beside the chat, with what is likely to be needed.")
    desk.open_popup()
    desk.eye.wait_still(desk.eye.whole.part(0, 0, 1, 0.9), 0.25)
    play.shoot("popup")
    play.step("“fahuo”: whole pinyin finds 发货, also inside a text.")
    desk.find("fahuo")
    play.shoot("fahuo")
    play.step("“fhsj”: initials are enough for 发货时间.")
    desk.fingers.tap("Ctrl+A")
    desk.find("fhsj")
    play.shoot("fhsj")
    play.step("Tab: the same reply in other words, so that buyers do not see a robot.")
    _press(desk, "Tab")
    play.shoot("other-words")
    _press(desk, "Shift+Tab")
    play.step("Enter: the reply is in the chat. Enter: it is sent.")
    desk.fingers.touch("Return")
    chat.wait_front()
    expected = starter_texts("zh-ship-time")[0]
    if isinstance(chat, HexChat):
        chat.wait_written()
        desk.fingers.touch("Return")
        wait_until(lambda: chat.buyer.heard, "something said to the buyer")
        assert chat.buyer.heard == [expected], f"the buyer got {chat.buyer.heard}"
        play.step(f"The buyer's socket got: {chat.buyer.heard[0]}")
    else:
        chat.wait_text(expected)
        play.step(f"The chat holds: {chat.text}")
    desk.wait_delivery("发货时间", "pasted")
    desk.eye.wait_still(desk.eye.whole.part(0, 0, 0.4, 0.4), 0.25)
    play.shoot("delivered")


def _leave(play: Play, desk: Desk, chat: HexChat | Chat) -> None:
    play.step(f"{AWAY}: the agent leaves; the message is copied and the tray shows a moon.")
    desk.fingers.tap(AWAY)
    wait_until(desk.notice, "a notice that says so")
    desk.eye.wait_still(desk.eye.whole.part(0, 0, 0.4, 0.4), 0.25)
    play.shoot("away")
    play.step(f"{AWAY} once more: it is in the chat. It is sent only with Enter.")
    desk.fingers.tap(AWAY)
    chat.wait_front()
    if isinstance(chat, HexChat):
        before = len(chat.buyer.heard)
        chat.wait_written()
        desk.fingers.touch("Return")
        wait_until(lambda: len(chat.buyer.heard) > before, "the message said to the buyer")
        play.step(f"The buyer's socket got: {chat.buyer.heard[-1]}")
    play.step("The agent says that they are back: the tray shows a tick.")
    command(desk.home, "away", "off")
    desk.eye.wait_still(desk.eye.whole.part(0, 0, 0.4, 0.4), 0.25)
    play.shoot("back")


def _look(play: Play, desk: Desk, running: Running) -> None:
    play.step("The same in the dark …")
    running.command("config", "set", "look.theme", "dark")
    desk.open_popup()
    frame = desk.eye.frame(desk.eye.front())
    wait_until(lambda: desk.brightness(frame) < 80, "a dark popup")
    desk.find("tuihuo")
    play.shoot("dark")
    play.step("… and in English.")
    before = desk.eye.picture(frame.part(0, 0.9, 1, 1))
    running.command("config", "set", "look.language", "en")
    changed = desk.eye.wait_change(before, frame.part(0, 0.9, 1, 1))
    assert changed is not None, "it goes on in Chinese"
    running.command("config", "set", "look.theme", "light")
    wait_until(lambda: desk.brightness(frame) > 200, "a light popup")
    desk.eye.wait_still(frame.part(0, 0.2, 1, 1), 0.25)
    play.shoot("english")
    desk.fingers.touch("Escape")


def _press(desk: Desk, chord: str) -> None:
    """Presses a key in the popup and waits until the preview has changed."""
    preview = desk.eye.frame(desk.eye.front()).part(0.57, 0.25, 1, 0.92)
    before = desk.eye.picture(preview)
    desk.fingers.tap(chord)
    assert desk.eye.wait_change(before, preview) is not None, f"{chord} changes nothing"
    desk.eye.wait_still(preview, 0.25)


if __name__ == "__main__":
    sys.exit(main())
