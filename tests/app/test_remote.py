"""One program talks to another over a real socket, and nothing that comes in stops it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Client
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.app import remote
from kefu_desktop.app.remote import (
    MESSAGE_LIMIT,
    Command,
    Listening,
    Request,
    address_in,
    request,
    send,
)
from kefu_desktop.core.errors import Code, NotFound

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are sockets; Windows has pipes")


def answer(asked: Request) -> Mapping[str, Any]:
    return {"ok": True, "asked": asked.command.value}


@contextmanager
def listening(folder: Path) -> Iterator[str]:
    address = address_in(folder)
    program = Listening(address, answer)
    try:
        yield address
    finally:
        program.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with listening(tmp_path) as where:
        yield where


def refused(address: str) -> Code:
    with pytest.raises(NotFound) as failed:
        send(address, Command.STATUS)
    return failed.value.code


@pytest.mark.parametrize("command", [one for one in Command if one is not Command.IMPORT])
def test_a_command_is_answered(address: str, command: Command) -> None:
    assert send(address, command) == {"ok": True, "asked": command.value}
    assert send(address, command)["ok"] is True


def test_only_this_user_may_talk_to_it(address: str) -> None:
    assert Path(address).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "message",
    [
        b'{"command": "explode"}',
        b'{"command": null}',
        b'{"command": ["popup"]}',
        b"{}",
        b"[]",
        b"7",
        b"",
        b"\xff\xfe\x00",
        b"[" * 60_000,
        b'{"command": "popup"',
        b'{"command": "import"}',
        b'{"command": "import", "files": []}',
        b'{"command": "import", "files": "/a"}',
        b'{"command": "import", "files": ["a.kefupack"]}',
        b'{"command": "import", "files": ["/a", 7]}',
        b'{"command": "import", "files": ["/a\\u0000b"]}',
        b'{"command": "popup", "files": ["/a"]}',
    ],
)
def test_what_is_no_command_is_said_to_be_none(address: str, message: bytes) -> None:
    with Client(address) as connection:
        connection.send_bytes(message)
        assert json.loads(connection.recv_bytes()) == {"error": "unknown-command"}
    assert send(address, Command.STATUS)["ok"] is True


@pytest.mark.parametrize(
    "names",
    [
        ["团队 话术.kefupack", "a\nb.csv"],
        [os.fsdecode(b"\xff\xfe.kefupack")],
        ["一" * 200 + f"{number}.csv" for number in range(400)],
    ],
    ids=["two", "no UTF-8", "more than a message holds"],
)
def test_files_arrive_by_their_whole_paths(tmp_path: Path, names: list[str]) -> None:
    arrived: list[Path] = []

    def take(asked: Request) -> Mapping[str, Any]:
        assert asked.command is Command.IMPORT
        arrived.extend(asked.files)
        return {"ok": True}

    program = Listening(address_in(tmp_path), take)
    try:
        files = tuple(Path(name) for name in names)
        assert request(address_in(tmp_path), Request(Command.IMPORT, files)) == {"ok": True}
    finally:
        program.close()
    assert arrived == [Path.cwd() / name for name in names]


def test_a_message_that_is_too_long_is_not_read(address: str) -> None:
    def shout() -> bytes:
        with Client(address) as connection:
            connection.send_bytes(b" " * (MESSAGE_LIMIT + 1))
            return connection.recv_bytes()

    # Hung up on while still sending, or while waiting for the answer.
    with pytest.raises((EOFError, OSError)):
        shout()
    assert send(address, Command.STATUS)["ok"] is True


@pytest.mark.parametrize("noise", [b"", b"\x00", b"\xff\xff\xff\xff", b"GET / HTTP/1.1\r\n\r\n"])
def test_a_caller_that_speaks_otherwise_and_goes_does_no_harm(address: str, noise: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(address)
        caller.sendall(noise)
    assert send(address, Command.STATUS)["ok"] is True


@pytest.mark.parametrize("noise", [b"", b"\x00\x00\x00\x40", b"\x00\x00\x00\x40{"])
def test_a_caller_that_falls_silent_does_not_keep_the_next_one_out(
    address: str, noise: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "WAIT_SECONDS", 1)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(address)
        caller.sendall(noise)
        assert send(address, Command.STATUS)["ok"] is True


def test_an_answer_that_fails_leaves_the_program_listening(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    moods = [ZeroDivisionError]

    def fail_once(_asked: Request) -> Mapping[str, Any]:
        if moods:
            raise moods.pop()
        return {"ok": True}

    program = Listening(address_in(tmp_path), fail_once)
    try:
        assert refused(address_in(tmp_path)) is Code.NOT_RUNNING
        assert send(address_in(tmp_path), Command.STATUS) == {"ok": True}
    finally:
        program.close()
    assert "could not be answered" in caplog.text


def test_nobody_listens(tmp_path: Path) -> None:
    assert refused(address_in(tmp_path)) is Code.NOT_RUNNING


def test_after_closing_nobody_listens_and_the_socket_is_gone(tmp_path: Path) -> None:
    program = Listening(address_in(tmp_path), answer)
    program.close()
    program.close()
    assert list(tmp_path.iterdir()) == []
    assert refused(address_in(tmp_path)) is Code.NOT_RUNNING
    with listening(tmp_path) as address:
        assert send(address, Command.STATUS)["ok"] is True


def test_the_socket_of_a_killed_program_is_taken_over(tmp_path: Path) -> None:
    address = address_in(tmp_path)
    source = (
        "import sys, time\n"
        "from kefu_desktop.app.remote import Listening\n"
        "listening = Listening(sys.argv[1], lambda command: {})\n"
        "print('listening', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", source, address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"listening\n"
        assert send(address, Command.STATUS) == {}
        program.send_signal(signal.SIGKILL)
    assert Path(address).exists()
    assert refused(address) is Code.NOT_RUNNING
    with listening(tmp_path):
        assert send(address, Command.STATUS)["ok"] is True


def test_the_name_of_a_windows_pipe_follows_from_the_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders = [Path("C:/Users/li/run"), Path("C:/Users/王/run")]
    monkeypatch.setattr(remote.os, "name", "nt")
    names = [address_in(folder) for folder in folders]
    assert names == [address_in(folder) for folder in folders]
    assert len(set(names)) == 2
    for name in names:
        assert name.startswith("\\\\.\\pipe\\kefu-desktop-")
        assert name.isascii()
