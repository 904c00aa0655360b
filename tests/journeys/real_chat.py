"""A real chat without a network: an IRC server on the loopback, a real chat client on the screen
for the agent, and a bare socket for the buyer, who sees what was really sent.
"""

import os
import shutil
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.display import Screen, wait_until
from tests.eye import Eye

CHANNEL = "#support"
PROGRAMS = ("ngircd", "hexchat", "dbus-run-session")

_NOBODY = 65534
_CARET = 300
"""Pixels: a caret that blinks changes some 20 of them, a text hundreds."""
_SERVER = """\
[Global]
Name = irc.shop.test
Info = a shop
Listen = 127.0.0.1
Ports = {port}
[Limits]
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
"""
# No list of networks, and nothing that asks anything at the first start.
_CLIENT = """\
gui_slist_skip = 1
gui_quit_dialog = 0
gui_join_dialog = 0
irc_nick1 = agent
irc_nick2 = agent2
irc_nick3 = agent3
irc_user_name = agent
irc_real_name = agent
identd_server = 0
"""


def missing_programs() -> list[str]:
    """What is not installed of the programs that a real chat is made of."""
    # Where servers are is not on every user's path.
    where = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    return [name for name in PROGRAMS if shutil.which(name, path=where) is None]


class Buyer:
    """Somebody in the channel who writes down what is said there."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._lines: list[str] = []
        self._say("NICK buyer", "USER buyer 0 * :buyer")
        threading.Thread(target=self._read, daemon=True).start()
        self.wait_line(" 376 ", " 422 ")  # the end of the welcome
        self._say(f"JOIN {CHANNEL}")
        self.wait_line(" 366 ")  # the end of the list of who is there

    @property
    def heard(self) -> list[str]:
        """What the agent has said in the channel, one text a message."""
        mark = f" PRIVMSG {CHANNEL} :"
        return [line.partition(mark)[2] for line in list(self._lines) if mark in line]

    def wait_line(self, *parts: str) -> None:
        """Waits for a line of the server that holds one of these parts."""
        wait_until(
            lambda: any(part in line for line in list(self._lines) for part in parts),
            f"{parts} from the server",
            timeout=30,
        )

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _say(self, *lines: str) -> None:
        self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def _read(self) -> None:
        self._socket.settimeout(None)
        try:
            with self._socket.makefile(encoding="utf-8", newline="\r\n") as lines:
                for line in lines:
                    self._lines.append(line.rstrip("\r\n"))
                    if line.startswith("PING"):
                        self._say("PONG" + line.strip()[4:])
        except OSError:
            return  # closed at the end of the test


class HexChat:
    """The agent's chat client on the screen, in one channel with the buyer."""

    def __init__(self, screen: Screen, eye: Eye, buyer: Buyer) -> None:
        self.buyer = buyer
        self.handle = wait_until(lambda: _front_named(eye, "HexChat"), "hexchat in front", 30)
        self._eye = eye
        window = eye.frame(self.handle)
        self.field = window.part(0.31, 0.945, 0.8, 0.99)
        screen.fingers.click(
            self.field.x + self.field.width // 2, self.field.y + self.field.height // 2
        )
        eye.wait_still(window.part(0, 0, 1, 0.9))
        self._empty = eye.picture(self.field)

    def wait_front(self) -> None:
        """Waits until the keyboard is its own."""
        wait_until(lambda: self._eye.front() == self.handle, "hexchat in front again")

    def wait_written(self) -> None:
        """Waits until something is in the field that the agent writes in."""
        wait_until(lambda: self._changed > _CARET, "a text in hexchat's field")

    def wait_empty(self) -> None:
        """Waits until nothing is in that field any more."""
        wait_until(lambda: self._changed <= _CARET, "hexchat's field empty")

    @property
    def _changed(self) -> int:
        return int((self._eye.pixels(self.field) != self._empty).sum())


def _front_named(eye: Eye, ending: str) -> int:
    handle = eye.front()
    return handle if handle and eye.title(handle).endswith(ending) else 0


@contextmanager
def real_chat(screen: Screen, eye: Eye, folder: Path) -> Iterator[HexChat]:
    """Has an agent's hexchat on the screen in one channel with a buyer.

    The client will not run as root, so where the tests do, it and the server run as nobody;
    ``folder`` is then given to that user and made reachable for it.
    """
    folder.mkdir()
    port = _free_port()
    server_file = folder / "ngircd.conf"
    server_file.write_text(_SERVER.format(port=port), encoding="ascii")
    home = folder / "agent"
    (home / "hexchat").mkdir(parents=True)
    (home / "hexchat" / "hexchat.conf").write_text(_CLIENT, encoding="ascii")
    become = []
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
        # Up to the shared temporary folder, which everybody may enter already.
        for above in folder.parents:
            if not above.stat().st_mode & 0o001:
                above.chmod(0o711)
        become = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", "--"]
    server_program = shutil.which("ngircd", path="/usr/sbin:/usr/bin:/usr/local/sbin") or "ngircd"
    server = screen.start([*become, server_program, "--nodaemon", "--config", server_file])
    wait_until(lambda: _listens(port), "ngircd to listen", timeout=30)
    buyer = Buyer(port)
    url = f"irc://127.0.0.1:{port}/{CHANNEL.removeprefix('#')}"
    session = screen.start(
        [*become, "dbus-run-session", "--", "hexchat", "--no-plugins", f"--url={url}"],
        HOME=str(home),
        XDG_CONFIG_HOME=str(home),
        XDG_RUNTIME_DIR=str(home),
        NO_AT_BRIDGE="1",
    )
    try:
        buyer.wait_line(":agent!")
        yield HexChat(screen, eye, buyer)
    finally:
        buyer.close()
        for child in _children(session.process.pid):
            os.kill(child, signal.SIGTERM)  # its session then ends by itself, with its bus
        server.end()


def _children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in children.read_text(encoding="ascii").split()]


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
