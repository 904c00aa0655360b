"""One running program for each library: a second start, and the command line, talk to the first.

Commands are names from a closed set with plain JSON about them. Nothing that comes in is run, and
whoever may open the socket (this user) can do nothing that the tray menu could not. What carries
them is loaded where it is needed: a start that finds nobody running should not wait for it.
"""

import contextlib
import json
import logging
import os
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from kefu_desktop.core.errors import Code, NotFound

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_log = logging.getLogger(__name__)

MESSAGE_LIMIT = 65_536
"""Bytes of one command or answer."""


FILES_BYTES = MESSAGE_LIMIT // 2
"""Bytes of the paths of one message; more paths go in several messages."""

LONGEST_SAYING = 200
"""Characters of one thing that is said beside a command."""

WAIT_SECONDS = 2
"""How long a caller may take to say what it wants."""


class Command(StrEnum):
    """What can be asked of the running program."""

    POPUP = "popup"
    LIBRARY = "library"
    SETTINGS = "settings"
    IMPORT = "import"
    CAPTURE = "capture"
    HIDE = "hide"
    QUIT = "quit"
    STATUS = "status"
    AWAY = "away"
    AWAY_PANEL = "away-panel"


class Request(Struct, frozen=True):
    """A command and the absolute paths of the files it is about, which only IMPORT has. Whether
    there is anything at a path is not known. ``said`` is what else was said, which only AWAY has.
    """

    command: Command
    files: tuple[Path, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)


Answerer = Callable[[Request], Mapping[str, Any]]


def address_in(run: Path) -> str:
    """Gives where the program that keeps its things in ``run`` listens: a socket, on Windows a
    named pipe.
    """
    if os.name == "nt":
        from hashlib import sha256

        return rf"\\.\pipe\kefu-desktop-{sha256(os.fsencode(run)).hexdigest()[:16]}"
    return str(run / "kefu.sock")


def send(address: str, command: Command) -> Mapping[str, Any]:
    """Gives the running program's answer; raises NOT_RUNNING when nobody listens."""
    return request(address, Request(command))


def request(address: str, asked: Request) -> Mapping[str, Any]:
    """Gives the running program's answer, the last one where many files take several messages;
    raises NOT_RUNNING when nobody listens.
    """
    answer: Mapping[str, Any] = {}
    for files in _portions([os.path.abspath(file) for file in asked.files]):  # noqa: PTH100
        message: dict[str, Any] = {"command": asked.command.value}
        if asked.said:
            message["said"] = dict(asked.said)
        answer = _exchange(address, message | ({"files": files} if files else {}))
    return answer


def _portions(files: list[str]) -> list[list[str]]:
    """Parts a list so that each part fits into a message; nothing is one empty part."""
    portions: list[list[str]] = [[]]
    room = FILES_BYTES
    for file in files:
        size = len(json.dumps(file)) + 2
        if size > room and portions[-1]:
            portions.append([])
            room = FILES_BYTES
        portions[-1].append(file)
        room -= size
    return portions


def _exchange(address: str, message: Mapping[str, Any]) -> Mapping[str, Any]:
    if os.name != "nt" and not Path(address).exists():
        raise NotFound(Code.NOT_RUNNING)
    from multiprocessing.connection import Client

    try:
        with Client(address) as connection:
            connection.send_bytes(json.dumps(message).encode())
            if not connection.poll(10):
                raise NotFound(Code.NOT_RUNNING)
            answer = json.loads(connection.recv_bytes(MESSAGE_LIMIT))
    except (OSError, EOFError, ValueError) as error:
        raise NotFound(Code.NOT_RUNNING) from error
    if not isinstance(answer, dict):
        raise NotFound(Code.NOT_RUNNING)
    return answer


class Listening:
    """Answers commands on a thread of its own until closed.

    The caller holds the instance lock, so a socket that is already there is a dead one's. The
    answerer is called on this thread.
    """

    def __init__(self, address: str, answer: Answerer) -> None:
        from multiprocessing.connection import Listener

        self._address = address
        self._answer = answer
        if os.name != "nt":
            Path(address).unlink(missing_ok=True)
        self._listener = Listener(address)
        if os.name != "nt":
            Path(address).chmod(0o600)
        self._closed = False
        self._thread = threading.Thread(target=self._listen, name="remote", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends the thread and takes the socket away. Closing twice is no error."""
        if self._closed:
            return
        self._closed = True
        from multiprocessing.connection import Client

        with contextlib.suppress(OSError):
            Client(self._address).close()  # wakes the thread that waits in accept()
        self._thread.join(2)
        self._listener.close()

    def _listen(self) -> None:
        while not self._closed:
            try:
                with self._listener.accept() as connection:
                    if not self._closed:
                        self._serve(connection)
            except (OSError, EOFError) as error:
                _log.debug("a caller went away: %s", type(error).__name__)
            except Exception:  # noqa: BLE001 - the edge of this thread; the next caller is served
                _log.exception("a command could not be answered")

    def _serve(self, connection: "Connection[Any, Any]") -> None:
        if os.name != "nt":
            _limit_waiting(connection)
        if not connection.poll(WAIT_SECONDS):
            return
        try:
            asked = _read(connection.recv_bytes(MESSAGE_LIMIT))
        except (ValueError, KeyError, TypeError, RecursionError):
            connection.send_bytes(json.dumps({"error": "unknown-command"}).encode())
            return
        connection.send_bytes(json.dumps(dict(self._answer(asked))).encode())


def _read(message: bytes) -> Request:
    """Gives what a message asks for; raises ValueError, KeyError, TypeError or RecursionError for
    one that asks for nothing known.
    """
    asked = json.loads(message)
    command = Command(asked["command"])
    files = asked.get("files", [])
    if bool(files) != (command is Command.IMPORT) or not isinstance(files, list):
        raise ValueError(command)
    said = asked.get("said", {})
    if not isinstance(said, dict) or (said and command is not Command.AWAY):
        raise ValueError(command)
    return Request(command, tuple(map(_path, files)), dict(map(_saying, said.items())))


def _saying(pair: tuple[object, object]) -> tuple[str, str]:
    if not all(isinstance(one, str) and len(one) <= LONGEST_SAYING for one in pair):
        raise ValueError(pair)
    return str(pair[0]), str(pair[1])


def _path(told: object) -> Path:
    # The sender's folder is not ours, so a path must say all of itself.
    if not isinstance(told, str) or "\0" in told or not Path(told).is_absolute():
        raise ValueError(told)
    return Path(told)


def _limit_waiting(connection: "Connection[Any, Any]") -> None:
    """A message that is announced and does not come must not keep the next caller out."""
    with socket.socket(fileno=os.dup(connection.fileno())) as same:
        patience = struct.pack("ll", WAIT_SECONDS, 0)
        same.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
