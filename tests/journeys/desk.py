"""An agent's desk: a screen with a window manager, chats on it, and the program beside them.

Journeys are written with it in what an agent does and sees. It asks the program how it is, but what
a journey claims about a chat it asks the chat.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from tests.display import Program, Screen, open_screen, wait_until
from tests.eye import Area, Eye
from tests.running import Running, command

HOTKEY = "Ctrl+Alt+K"
AWAY = "Ctrl+Alt+L"
SIZE = (1460, 640)
GROUND = 0x4A6076
POPUP = "kefu_desktop"
"""The popup's window title."""

STARTER = Path(__file__).parents[2] / "resources" / "packs" / "starter.zh_CN" / "replies.ndjson"


def starter_texts(uid: str) -> list[str]:
    """The wordings of a reply, read from the pack that the program ships."""
    for line in STARTER.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["uid"] == uid:
            return [str(text) for text in record["variants"]]
    raise AssertionError(f"the starter pack has no {uid}")


class Chat:
    """A plain chat window: what reaches it is what a buyer would get."""

    def __init__(self, screen: Screen, eye: Eye, name: str) -> None:
        self.program: Program = screen.start([sys.executable, "-m", "tests.chat_window", name])
        self.handle = int(self.program.wait_line("ready ", timeout=30))
        self._eye = eye
        self.wait_front()

    @property
    def text(self) -> str:
        """All that is in it."""
        texts = [line[5:] for line in self.program.lines if line.startswith("text ")]
        return str(json.loads(texts[-1])) if texts else ""

    def wait_front(self) -> None:
        """Waits until the keyboard is its own."""
        wait_until(lambda: self._eye.front() == self.handle, "the chat in front", timeout=20)

    def wait_text(self, text: str) -> None:
        """Waits until exactly this is in it."""
        wait_until(lambda: self.text == text, f"{text[:60]!r} in the chat, not {self.text[:60]!r}")


class Desk:
    """One desk. ``home`` holds the program's library and settings."""

    def __init__(self, screen: Screen, home: Path) -> None:
        self.screen = screen
        self.home = home
        self.fingers = screen.fingers

    @cached_property
    def eye(self) -> Eye:
        """Looks at the screen."""
        return self.screen.open_eye()

    def chat(self, name: str = "chat") -> Chat:
        """Opens a chat, which then has the keyboard."""
        return Chat(self.screen, self.eye, name)

    def start(self, replies: int = 1, **environ: str) -> Running:
        """Starts the program and waits until it can answer."""
        running = Running(self.screen, self.home, **environ)
        running.wait_ready(replies)
        return running

    def open_popup(self, hotkey: str = HOTKEY) -> None:
        """Presses the hotkey and waits for the popup to have the keyboard."""
        self.fingers.tap(hotkey)
        wait_until(self.popup_in_front, "the popup in front")

    def popup_in_front(self) -> bool:
        """Whether the popup has the keyboard."""
        return self.eye.title(self.eye.front()) == POPUP

    def find(self, query: str) -> None:
        """Types into the open popup and waits until its list and preview have come to rest."""
        frame = self.eye.frame(self.eye.front())
        rows = frame.part(0, 0.25, 1, 0.92)
        before = self.eye.picture(rows)
        self.fingers.write(query)
        assert self.eye.wait_change(before, rows) is not None, f"{query} changes nothing"
        self.eye.wait_still(rows, 0.25)

    def brightness(self, area: Area) -> float:
        """The mean of an area's green, 0 to 255."""
        return float(((self.eye.pixels(area) >> 8) & 0xFF).mean())

    def settings(self, text: str) -> None:
        """Writes the settings file, as its user would with an editor."""
        self.home.mkdir(exist_ok=True)
        (self.home / "settings.toml").write_text(text, encoding="utf-8")

    def add(self, title: str, text: str, *more: str) -> str:
        """Adds a reply from the terminal and gives its uid."""
        uid = command(self.home, "add", "--title", title, "--text", text, *more)["uid"]
        assert isinstance(uid, str)
        return uid

    def deliveries(self) -> list[tuple[str, str]]:
        """What the library says was delivered: the title of the reply, and how."""
        library = sqlite3.connect(f"file:{self.home / 'library.db'}?mode=ro", uri=True)
        try:
            rows = library.execute(
                "SELECT reply.title, use_log.mode FROM use_log"
                " JOIN reply ON reply.uid = use_log.reply ORDER BY use_log.revision"
            )
            return [(str(title), str(mode)) for title, mode in rows]
        finally:
            library.close()

    def wait_delivery(self, title: str, mode: str, number: int = 1) -> None:
        """Waits until so many deliveries are counted, the last of them this one."""
        counted = wait_until(
            lambda: len(self.deliveries()) >= number and self.deliveries(),
            f"{number} deliveries counted",
        )
        assert counted[number - 1 :] == [(title, mode)], counted

    def clipboard(self, target: str = "UTF8_STRING") -> bytes:
        """What another program would paste, in one of its formats."""
        done = subprocess.run(
            ["xclip", "-selection", "clipboard", "-o", "-t", target],
            env=self.screen.environ,
            capture_output=True,
            timeout=10,
            check=False,
        )
        return done.stdout

    def copy(self, text: str) -> None:
        """Puts a text on the clipboard, as another program does."""
        # xclip stays behind to hand the text over, and must not keep our pipe open.
        subprocess.run(
            ["xclip", "-selection", "clipboard", "-i"],
            env=self.screen.environ,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=10,
            check=True,
        )
        wait_until(lambda: self.clipboard() == text.encode(), "the text on the clipboard")

    def notice(self) -> Area | None:
        """Where a notice of the program is in the lower right corner; None when there is none."""
        whole = self.eye.whole
        corner = Area(whole.width - 400, whole.height // 2, 400, whole.height - whole.height // 2)
        for handle in self.eye.windows():
            frame = self.eye.frame(handle)
            if corner.contains(frame) and frame.width > 200:
                return frame
        return None

    @property
    def tray(self) -> Area:
        """Where the tray is, once it was started."""
        return Area(0, self.eye.whole.height - 28, 300, 28)

    def start_tray(self) -> None:
        """Starts a tray host and waits until it is there."""
        self.screen.start(
            [
                *("trayer", "--edge", "bottom", "--align", "left", "--widthtype", "pixel"),
                *("--width", "300", "--heighttype", "pixel", "--height", "28"),
            ]
        )
        wait_until(lambda: "panel" in self.eye.windows().values(), "the tray's panel")


@contextmanager
def open_desk(home: Path, *, tray: bool = True) -> Iterator[Desk]:
    """Gives a desk on a screen of its own, with a tray; all that runs on it ends with it."""
    with open_screen(manager=True, size=SIZE) as screen:
        screen.paint_ground(GROUND)
        desk = Desk(screen, home)
        if tray:
            desk.start_tray()
        yield desk
