"""The command line as a process: what it loads, what it leaves in a pipe, and who else is there."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kefu_desktop import assets
from kefu_desktop.app import remote
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.events import Events, LibraryChanged
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.remote import Command, Listening, Request
from kefu_desktop.app.upkeep import Place, Upkeep
from kefu_desktop.core.errors import KefuError
from kefu_desktop.paths import locate
from tests.cli.terminal import ROOT, command, process, run, told
from tests.display import open_screen

LOOK = """
import json, sys
from kefu_desktop.__main__ import main
status = main(sys.argv[1:])
names = {"PySide6", "openpyxl", "Xlib", "keyboard", "numpy", "sqlite_utils", "tomlkit", "pyperclip"}
print(json.dumps(sorted(names & {name.split(".")[0] for name in sys.modules})), file=sys.stderr)
sys.exit(status)
"""


def loaded(*argv: str | Path) -> set[str]:
    """The heavy libraries that a command loads."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *map(str, argv)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "argv",
    [
        ("add", "--title", "一", "--text", "一"),
        ("list",),
        ("search", "一"),
        ("import", "--starter"),
        ("export", "x.kefupack"),
        ("undo",),
        ("backup",),
        ("check",),
        ("config", "set", "look.theme", "dark"),
    ],
    ids=" ".join,
)
def test_no_library_command_loads_qt_or_the_screen(argv: tuple[str, ...], tmp_path: Path) -> None:
    told("add", "--title", "二", "--text", "二")
    here = tuple(str(tmp_path / word) if word.startswith("x.") else word for word in argv)
    assert not loaded(*here) & {"PySide6", "Xlib", "keyboard", "openpyxl", "pyperclip"}


@pytest.mark.parametrize("argv", [("--help",), ("search", "--help"), ("--version",)])
def test_help_loads_nothing_heavy_also_with_settings(argv: tuple[str, ...]) -> None:
    told("config", "set", "look.language", "en")
    assert loaded(*argv) == set()


def test_without_a_display_there_is_a_sentence_and_no_window(kefu_home: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    for argv in ([], ["--lang", "en"]):
        done = subprocess.run(
            command(argv), cwd=ROOT, env=environ, capture_output=True, timeout=60, check=False
        )
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"DISPLAY" in done.stderr
        assert b"Traceback" not in done.stderr
    assert not kefu_home.exists()


@pytest.mark.parametrize(
    "environ",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
    ids=" ".join,
)
def test_output_is_utf8_whatever_the_locale_says(environ: dict[str, str]) -> None:
    process("add", "--title", "发货", "--text", "今天发😀", environ=environ).done()
    assert told("list")[0]["text"] == "今天发😀"
    shown = process("search", "发货", "--json", environ=environ).done()
    assert "今天发😀" in shown.out


def test_a_reader_that_goes_away_is_no_error() -> None:
    told("import", "--starter")
    for argv in (["list"], ["list", "--json"]):
        with subprocess.Popen(
            command(argv), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as listing:
            assert listing.stdout is not None
            assert listing.stderr is not None
            listing.stdout.close()
            assert listing.stderr.read() == b""
            assert listing.wait(60) == 141


def test_an_interrupt_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kefu_desktop.app.lookup.Lookup.select", interrupt)
    ran = run("list")
    assert (ran.status, ran.out, ran.err.strip()) == (130, "", "已中断。")


def test_two_processes_lose_nothing() -> None:
    script = (
        "import sys\n"
        "from kefu_desktop.__main__ import main\n"
        "for n in range(20):\n"
        "    assert main(['add', '--title', f'{sys.argv[1]}{n}', '--text', 'x']) == 0\n"
    )
    with contextlib.ExitStack() as ends:
        started = [
            ends.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", script, name], cwd=ROOT, stdout=subprocess.DEVNULL
                )
            )
            for name in "甲乙"
        ]
        assert [one.wait(60) for one in started] == [0, 0]
    titles = {entry["title"] for entry in told("list")}
    assert titles == {f"{name}{number}" for name in "甲乙" for number in range(20)}
    assert told("check")["sound"]


def test_the_running_program_sees_what_the_terminal_does(kefu_home: Path) -> None:
    paths = locate(os.environ, Path(sys.executable), frozen=False)
    upkeep = Upkeep(
        Place(paths.library, paths.backups, assets.migrations()), SystemClock(), random_uid
    )
    events = Events()
    seen: list[LibraryChanged] = []
    events.subscribe(LibraryChanged, seen.append)
    live = LiveLibrary(InlineLane(), upkeep.open, events, SystemClock())
    live.start().result()
    uid = process("add", "--title", "一", "--text", "一", "--json").done().json["uid"]
    assert live.look_outside().result()
    assert [reply.uid for reply in seen[-1].touched.replies] == [uid]
    process("undo").done()
    live.look_outside()
    assert seen[-1].touched.removed == (uid,)
    live.close()


def test_a_library_that_another_program_holds_is_said(kefu_home: Path) -> None:
    told("add", "--title", "一", "--text", "一")
    with contextlib.closing(sqlite3.connect(kefu_home / "library.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = run("--json", "add", "--title", "二", "--text", "二")
        assert (ran.status, ran.json["error"]["code"]) == (1, "library-locked")
        assert len(told("list")) == 1, "reading goes on"
    told("add", "--title", "二", "--text", "二")


@pytest.fixture
def commanded(kefu_home: Path) -> Iterator[list[Command | Request]]:
    """A program that is running: what it was asked, files with those that it was about."""
    commands: list[Command | Request] = []

    def answer(asked: Request) -> dict[str, object]:
        commands.append(asked if asked.files else asked.command)
        return {"replies": 7} if asked.command is Command.STATUS else {}

    run_folder = locate(os.environ, Path(sys.executable), frozen=False).run
    run_folder.mkdir(parents=True)
    listening = Listening(remote.address_in(run_folder), answer)
    yield commands
    listening.close()


def test_the_running_program_is_spoken_to(commanded: list[Command | Request]) -> None:
    for name in ("popup", "capture", "hide", "quit"):
        assert isinstance(told(name), dict)
        assert run(name).done().out
    assert told("status") == {"running": True, "replies": 7}
    assert "7" in run("status").done().out
    assert told("doctor")["running"] is True
    once = [Command.POPUP, Command.CAPTURE, Command.HIDE, Command.QUIT]
    assert commanded == [one for one in once for _ in range(2)] + [Command.STATUS] * 3


def test_a_second_start_opens_the_popup_of_the_first(commanded: list[Command | Request]) -> None:
    assert process().done().out == ""
    assert commanded == [Command.POPUP]


def test_the_library_window_is_that_of_the_program_that_runs(
    commanded: list[Command | Request],
) -> None:
    assert process("library").done().out == ""
    assert commanded == [Command.LIBRARY]


def test_files_are_opened_in_the_program_that_runs(
    commanded: list[Command | Request], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["团队.kefupack", "话术 表.csv", "plain"]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    assert run("./团队.kefupack", "话术 表.csv", "plain").done().out == ""
    assert run("plain").done().out == ""
    assert commanded == [
        Request(Command.IMPORT, tuple(tmp_path / name for name in names)),
        Request(Command.IMPORT, (tmp_path / "plain",)),
    ]


@pytest.mark.parametrize("word", ["nowhere.kefupack", "nowhere/x", "/nowhere/at all"])
def test_a_file_that_is_not_there_is_said_to_be_missing(
    word: str, commanded: list[Command | Request], tmp_path: Path
) -> None:
    there = tmp_path / "there.csv"
    there.write_bytes(b"")
    for argv in ([word], [there, word]):
        for language in ("zh_CN", "en"):
            ran = run("--lang", language, *argv)
            assert (ran.status, ran.out) == (1, "")
            assert word in ran.err
        assert run("--json", *argv).json["error"]["code"] == "file-missing"
    assert commanded == []


def test_another_library_is_another_program(
    commanded: list[Command | Request], tmp_path: Path
) -> None:
    ran = run("--library", tmp_path / "other.db", "--json", "popup")
    assert ran.json["error"]["code"] == "not-running"
    assert commanded == []
    with pytest.raises(KefuError):
        remote.send(remote.address_in(tmp_path), Command.POPUP)


@pytest.mark.x11
def test_copy_reaches_the_clipboard_and_lets_go_of_the_pipe() -> None:
    text = "您好，今天发货\n第二行😀 " + "很长" * 3000
    told("add", "--title", "发货", "--text", text, "--shortcut", "fh")
    with open_screen() as screen:
        ran = process("copy", ";fh", "--json", environ=screen.environ)
        assert ran.done().json["text"] == text
        assert screen.run(["xclip", "-o", "-selection", "clipboard"]).decode() == text
    assert told("show", ";fh")["uses"] == 1


def test_without_a_clipboard_nothing_counts_as_copied() -> None:
    told("add", "--title", "发货", "--text", "今天发", "--shortcut", "fh")
    ran = run("--json", "copy", ";fh")
    assert (ran.status, ran.json["error"]["code"]) == (1, "clipboard-unavailable")
    assert told("show", ";fh")["uses"] == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "argv", [("list",), ("--json", "list"), ("--json", "show", "无"), ("--help",)]
)
def test_an_output_that_takes_nothing_is_said_in_a_sentence(argv: tuple[str, ...]) -> None:
    told("add", "--title", "一", "--text", "一")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(argv), cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    said = done.stderr.decode("utf-8")
    assert (done.returncode, said.splitlines()[-1].partition("：")[0]) == (1, "结果写不到标准输出")
    assert "Traceback" not in said
    assert "Exception ignored" not in said


def test_a_program_without_standard_output_does_its_work() -> None:
    line = [*command(("add", "--title", "一", "--text", "一"))]
    closed = 'exec "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", closed, "sh", *line], cwd=ROOT, stderr=subprocess.PIPE, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [entry["title"] for entry in told("list")] == ["一"]
