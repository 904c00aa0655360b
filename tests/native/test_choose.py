"""Which back-end is taken, what is told of the others, and what happens when one fails."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from kefu_desktop.app.ports import (
    HotkeyPort,
    HotkeyRefusal,
    Limited,
    Reason,
    Refused,
    Remedy,
    Support,
    Works,
)
from kefu_desktop.core.chords import parse
from kefu_desktop.native import catalogue, facts
from kefu_desktop.native.choose import Answer, Candidate, Choice, Lost, Unavailable
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.hotkey.stepping import SteppingHotkey
from kefu_desktop.native.recording import RecordingHotkey
from tests.display import Screen, open_screen, wait_until
from tests.native.contracts import CHORD, OTHER, Presses

HERE = Facts(System.LINUX, Session.X11, ":0")
LAST: Support = Limited(Reason.BY_HAND, Remedy.BIND_COMMAND)


class Maker:
    """Makes one recording back-end and remembers whom to tell when it is lost."""

    def __init__(self, name: str, failure: Exception | None = None) -> None:
        self.port = RecordingHotkey(name)
        self.lost: Lost = lambda: None
        self._failure = failure

    def __call__(self, _facts: Facts, lost: Lost) -> HotkeyPort:
        if self._failure is not None:
            raise self._failure
        self.lost = lost
        return self.port


def candidate(name: str, support: Support, make: Maker | None = None) -> Candidate[HotkeyPort]:
    return Candidate(name, lambda _facts: support, make or Maker(name))


def test_the_first_that_can_is_taken_and_every_answer_kept() -> None:
    refused = Refused(Reason.WAYLAND, Remedy.USE_X11_SESSION)
    choice = Choice(
        "hotkey",
        [candidate("a", refused), candidate("b", Works()), candidate("c", LAST)],
        HERE,
    )
    assert choice.port.name == "b"
    assert choice.answers == (
        Answer("a", refused),
        Answer("b", Works(), tried=True),
        Answer("c", LAST),
    )
    assert choice.unmet is None


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (
            Unavailable(Refused(Reason.NO_EXTENSION, detail="XTEST")),
            Refused(Reason.NO_EXTENSION, detail="XTEST"),
        ),
        (OSError("no such display"), Refused(Reason.FAILED, detail="OSError")),
        (ImportError("libgone.so"), Refused(Reason.FAILED, detail="ImportError")),
    ],
)
def test_one_that_cannot_be_made_is_passed_over(failure: Exception, told: Refused) -> None:
    choice = Choice(
        "hotkey",
        [candidate("a", Works(), Maker("a", failure)), candidate("b", LAST)],
        HERE,
    )
    assert choice.port.name == "b"
    assert choice.answers[0] == Answer("a", told, tried=True)
    assert choice.unmet is None


def test_a_forced_one_is_taken_out_of_order() -> None:
    choice = Choice("hotkey", [candidate("a", Works()), candidate("b", LAST)], HERE, forced="b")
    assert choice.port.name == "b"
    assert choice.unmet is None


@pytest.mark.parametrize("forced", ["b", "nonsense"])
def test_a_forced_one_that_fails_is_shown_and_the_program_goes_on(forced: str) -> None:
    refused = Refused(Reason.NO_PERMISSION)
    choice = Choice(
        "hotkey",
        [candidate("a", Works()), candidate("b", refused), candidate("c", LAST)],
        HERE,
        forced=forced,
    )
    assert choice.port.name == "a"
    assert choice.unmet is not None
    assert choice.unmet.name == forced
    assert isinstance(choice.unmet.support, Refused)


def test_stepping_down_closes_what_failed_and_takes_the_next() -> None:
    first = Maker("a")
    choice = Choice("hotkey", [candidate("a", Works(), first), candidate("b", LAST)], HERE)
    choice.step_down()
    assert first.port.closed
    assert choice.port.name == "b"
    assert choice.answers[0] == Answer("a", Refused(Reason.FAILED), tried=True)


def test_a_lost_hotkey_takes_its_chords_to_the_next() -> None:
    first, second = Maker("a"), Maker("b")
    second.port.taken.add(OTHER)
    steps: list[str] = []
    hotkey = SteppingHotkey(
        [candidate("a", Works(), first), candidate("b", LAST, second)],
        HERE,
        stepped=lambda: steps.append(hotkey.name),
    )
    presses = Presses()
    hotkey.bind(CHORD, presses)
    hotkey.bind(OTHER, presses)
    hotkey.bind(parse("Ctrl+Alt+J"), presses)
    hotkey.unbind(parse("Ctrl+Alt+J"))
    first.lost()
    assert steps == ["b"]
    assert set(second.port.bound) == {CHORD}
    second.port.press(CHORD)
    assert [press.chord for press in presses] == [CHORD]
    hotkey.close()
    assert second.port.closed
    second.lost()
    assert steps == ["b"]


def test_a_refused_chord_is_not_taken_along() -> None:
    first, second = Maker("a"), Maker("b")
    first.port.taken.add(CHORD)
    hotkey = SteppingHotkey([candidate("a", Works(), first), candidate("b", LAST, second)], HERE)
    with pytest.raises(HotkeyRefusal):
        hotkey.bind(CHORD, Presses())
    first.lost()
    assert not second.port.bound


@pytest.mark.x11
def test_when_the_x_server_goes_the_command_takes_over() -> None:
    steps: list[str] = []
    with open_screen() as screen:
        hotkey = SteppingHotkey(
            catalogue.hotkeys(),
            Facts(System.LINUX, Session.X11, screen.display),
            stepped=lambda: steps.append("stepped"),
        )
        assert hotkey.name == "x11"
        hotkey.bind(CHORD, Presses())
    wait_until(lambda: steps, "the next is in use")
    assert hotkey.name in {"keyboard", "command-only"}
    hotkey.close()


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"DISPLAY": ":0"}, Facts(System.LINUX, Session.X11, ":0")),
        ("linux", {}, Facts(System.LINUX, Session.NONE)),
        (
            "linux",
            {
                "DISPLAY": ":0",
                "WAYLAND_DISPLAY": "wayland-0",
                "XDG_CURRENT_DESKTOP": "ubuntu:GNOME",
            },
            Facts(System.LINUX, Session.WAYLAND, ":0", ("ubuntu", "GNOME"), wayland="/wayland-0"),
        ),
        (
            "linux",
            {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"},
            Facts(System.LINUX, Session.WAYLAND, ":0"),
        ),
        ("win32", {"DISPLAY": ":0"}, Facts(System.WINDOWS, Session.OWN)),
        ("darwin", {}, Facts(System.MACOS, Session.OWN)),
        ("freebsd14", {"DISPLAY": ":0"}, Facts(System.OTHER, Session.X11, ":0")),
    ],
)
def test_the_machine_is_recognised(platform: str, environ: dict[str, str], expected: Facts) -> None:
    assert replace(facts.read(platform, environ), system_bus="") == expected


def test_the_compositor_is_found() -> None:
    login = {"XDG_RUNTIME_DIR": "/run/user/1000"}
    for name, path in (
        ("wayland-1", "/run/user/1000/wayland-1"),
        ("/tmp/nested", "/tmp/nested"),
        ("", ""),
    ):
        assert facts.read("linux", login | {"WAYLAND_DISPLAY": name}).wayland == path


@pytest.mark.parametrize(
    ("environ", "session", "system", "login"),
    [
        ({}, "", "unix:path=/run/dbus/system_bus_socket", ""),
        (
            {"XDG_RUNTIME_DIR": "/run/user/1000", "XDG_SESSION_ID": "c2"},
            "unix:path=/run/user/1000/bus",
            "unix:path=/run/dbus/system_bus_socket",
            "c2",
        ),
        (
            {
                "XDG_RUNTIME_DIR": "/run/user/1000",
                "DBUS_SESSION_BUS_ADDRESS": "unix:path=/tmp/user",
                "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/tmp/machine",
            },
            "unix:path=/tmp/user",
            "unix:path=/tmp/machine",
            "",
        ),
    ],
)
def test_the_buses_are_found(
    environ: dict[str, str], session: str, system: str, login: str
) -> None:
    found = facts.read("linux", environ)
    assert (found.session_bus, found.system_bus, found.login) == (session, system, login)
    elsewhere = facts.read("win32", environ)
    assert (elsewhere.session_bus, elsewhere.system_bus, elsewhere.login) == ("", "", "")


MACHINES = [
    Facts(System.LINUX, Session.WAYLAND, ":0"),
    Facts(System.LINUX, Session.NONE),
    Facts(System.MACOS, Session.OWN),
    Facts(System.OTHER, Session.NONE),
]
CONCERNS: list[tuple[Callable[[], tuple[Candidate[object], ...]], str]] = [
    (catalogue.hotkeys, "command-only"),  # type: ignore[list-item]
    (catalogue.windows, "none"),  # type: ignore[list-item]
    (catalogue.pastes, "by-hand"),  # type: ignore[list-item]
    (lambda: catalogue.clipboards(gui=False), "tool"),  # type: ignore[list-item, return-value]
    (catalogue.full_screens, "none"),  # type: ignore[list-item]
]


@pytest.mark.parametrize(
    "machine", MACHINES, ids=lambda machine: f"{machine.system}-{machine.session}"
)
@pytest.mark.parametrize(("concern", "last"), CONCERNS, ids=[last for _, last in CONCERNS])
def test_every_concern_ends_in_one_that_always_works(
    concern: Callable[[], tuple[Candidate[object], ...]], last: str, machine: Facts
) -> None:
    choice: Choice[object] = Choice(last, concern(), machine)  # type: ignore[type-var]
    assert choice.answer.name == last
    assert isinstance(choice.answer.support, Limited)
    for answer in choice.answers[:-1]:
        assert isinstance(answer.support, Refused)
        assert answer.support.reason is not Reason.FAILED
    choice.close()


def test_names_are_unique_and_those_of_the_ports() -> None:
    hands = catalogue.hotkeys(), catalogue.windows(), catalogue.pastes()
    senses = catalogue.idles(), catalogue.sessions(), catalogue.full_screens()
    for candidates in (*hands, *senses):
        names = [each.name for each in candidates]
        assert len(set(names)) == len(names)


@pytest.mark.x11
def test_on_an_x11_desktop_the_real_ones_are_taken() -> None:
    with open_screen() as screen:
        here = _facts_of(screen)
        for candidates, name in (
            (catalogue.hotkeys(), "x11"),
            (catalogue.windows(), "x11"),
            (catalogue.pastes(), "xtest"),
        ):
            choice: Choice[HotkeyPort] = Choice(name, candidates, here)  # type: ignore[arg-type]
            assert choice.port.name == choice.answer.name == name
            choice.close()


def test_every_module_imports_without_its_library() -> None:
    """Types, bundle and doctor see all of them on every system; Qt's own two alone need Qt."""
    code = """
import importlib, pkgutil, sys
for name in ("Xlib", "jeepney", "keyboard", "pyperclip", "PySide6"):
    sys.modules[name] = None
import kefu_desktop.native
for found in pkgutil.walk_packages(kefu_desktop.native.__path__, "kefu_desktop.native."):
    if found.name.removeprefix("kefu_desktop.native.") not in ("clipboard.qt", "pictures"):
        importlib.import_module(found.name)
        print(found.name)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "kefu_desktop.native.hotkey.x11" in done.stdout


def _facts_of(screen: Screen) -> Facts:
    return Facts(System.LINUX, Session.X11, screen.display)
