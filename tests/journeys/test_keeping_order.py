"""The library window, by hand: a category, a reply with two wordings and an image, moved by drag,
undone, and after a restart done again and found in the popup.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.display import wait_until
from tests.eye import Area
from tests.journeys.desk import Desk
from tests.running import Running, command

pytestmark = [pytest.mark.journey, pytest.mark.x11]

WATCHED = (sys.executable, "-m", "tests.watched_program")
TITLE = "满赠小礼物"
FIRST, SECOND = "亲，满 99 元送小礼物一份哦", "亲爱的，单笔满 99 元就有小礼物"
CATEGORY = "赠品"


class Window:
    """The library window, as somebody who looks at the screen uses it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.running = Running(desk.screen, desk.home, program=WATCHED)
        self.running.wait_ready()
        command(desk.home, "library")
        self.place("话术列表")
        self.place("售前")

    def ask(self, question: str, answers: tuple[str, ...]) -> str:
        program = self.running.program
        said = len(program.lines)
        program.tell(question)

        def answer() -> str | None:
            return next((line for line in program.lines[said:] if line.startswith(answers)), None)

        return wait_until(answer, f"an answer to {question!r}") or ""

    def place(self, name: str) -> Area:
        """Waits until something of this name can be seen, and gives where."""

        def seen() -> Area | None:
            told = self.ask(f"where {name}", ("place ", "nowhere"))
            return None if told == "nowhere" else Area(*map(int, told.split()[1:]))

        return wait_until(seen, f"{name} on the screen", timeout=10)

    def text(self, name: str) -> str | None:
        told = json.loads(self.ask(f"read {name}", ("text ",))[5:])
        return None if told is None else str(told)

    def click(self, name: str) -> None:
        place = self.place(name)
        self.desk.fingers.click(place.x + min(place.width // 2, 60), place.y + place.height // 2)

    def paste(self, text: str) -> None:
        """Puts a text where the keyboard is."""
        self.desk.copy(text)
        self.desk.fingers.tap("Ctrl+V")

    def drag(self, name: str, onto: str) -> None:
        a, b = self.place(name), self.place(onto)
        self.desk.fingers.drag(
            (a.x + 40, a.y + a.height // 2), (b.x + b.width // 2, b.y + b.height // 2)
        )

    def replies(self) -> list[dict[str, object]]:
        found = command(self.desk.home, "list")
        return [reply for reply in found if reply["title"] == TITLE]


def copy_image(desk: Desk, file: Path) -> None:
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(0x2563EB)
    assert picture.save(str(file))
    subprocess.run(
        ["xclip", "-selection", "clipboard", "-t", "image/png", "-i", str(file)],
        env=desk.screen.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=10,
        check=True,
    )
    wait_until(
        lambda: desk.clipboard("image/png") == file.read_bytes(), "the image on the clipboard"
    )


def write_reply(window: Window, image: Path) -> None:
    """Makes a category, then a reply with two wordings and an image."""
    fingers = window.desk.fingers
    window.click("话术列表")
    fingers.tap("Ctrl+Shift+N")
    wait_until(lambda: window.text("分组名称") == "", "the field for its name")
    window.paste(CATEGORY)
    wait_until(lambda: window.text("分组名称") == CATEGORY, "the name")
    fingers.touch("Return")
    window.place(CATEGORY)
    fingers.tap("Ctrl+N")
    window.click("标题")
    window.paste(TITLE)
    wait_until(lambda: window.text("标题") == TITLE, "the title")
    window.click("内容")
    window.paste(FIRST)
    wait_until(lambda: window.text("内容") == FIRST, "the first wording")
    fingers.tap("Alt+Insert")
    window.place("说法 2")
    window.click("说法 2 的内容")
    window.paste(SECOND)
    wait_until(lambda: window.text("说法 2 的内容") == SECOND, "the second wording")
    copy_image(window.desk, image)
    fingers.tap("Ctrl+V")
    with_image = SECOND + "{图片}"
    wait_until(lambda: window.text("说法 2 的内容") == with_image, "the image in its place")
    fingers.tap("Ctrl+S")


def test_a_reply_is_written_moved_undone_and_after_a_restart_redone(
    desk: Desk, tmp_path: Path
) -> None:
    chat = desk.chat()
    window = Window(desk)
    write_reply(window, tmp_path / "gift.png")
    (made,) = wait_until(window.replies, "the reply in the library")
    told = command(desk.home, "show", str(made["uid"]))
    assert told["variants"] == [FIRST, SECOND + "{图片}"]
    assert len(told["attachments"]) == 1

    window.click("未分组")
    window.drag(TITLE, onto=CATEGORY)
    wait_until(lambda: window.replies()[0]["category"] == CATEGORY, "the reply in its category")
    window.click("话术列表")
    desk.fingers.tap("Ctrl+Z")
    wait_until(lambda: window.replies()[0]["category"] != CATEGORY, "the move undone")
    desk.fingers.tap("Ctrl+Z")
    wait_until(lambda: not window.replies(), "the reply undone")

    assert window.running.quit() == 0
    window = Window(desk)
    window.click("话术列表")
    desk.fingers.tap("Ctrl+Y")
    wait_until(window.replies, "the reply again")
    desk.fingers.tap("Ctrl+Y")
    wait_until(lambda: window.replies()[0]["category"] == CATEGORY, "in its category again")

    desk.fingers.tap("Alt+F4")
    chat.wait_front()
    desk.open_popup()
    desk.find("mzxlw")
    desk.fingers.touch("Return")
    chat.wait_text(FIRST)
