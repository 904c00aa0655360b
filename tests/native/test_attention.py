"""What tells of who sits before the machine, chosen together for a whole desktop."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from kefu_desktop.app.attention import Attention, Hands, SessionChange
from kefu_desktop.app.ports import Reason, Refused, Remedy
from kefu_desktop.native.attention import choose_attention
from tests.display import Screen, wait_until
from tests.native.attention_contract import AFTER, LOCKED, MOVED, STILL, UNLOCKED, NoThreadLeft
from tests.native.desktop_bus import Daemon, Logind, open_bus

OURS = (
    *("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "XDG_SESSION_ID"),
    *("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"),
)


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    with open_bus(tmp_path) as opened:
        yield opened


@pytest.fixture
def desktop(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A login with a bus and nothing else; more is set by the test."""
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", daemon.address)
    return monkeypatch


class TestADesktop(NoThreadLeft):
    @pytest.mark.x11
    def test_a_user_who_leaves_locks_and_comes_back(
        self, bare_screen: Screen, daemon: Daemon, desktop: pytest.MonkeyPatch
    ) -> None:
        desktop.setenv("DISPLAY", bare_screen.display)
        logind = Logind(daemon.address)
        told: list[Hands | SessionChange] = []
        with ExitStack() as down:
            here = choose_attention(down)
            assert _names(here) == ("x11", "dbus", "x11")
            assert (here.idle.missing, here.session.missing) == (None, None)
            bare_screen.fingers.tap("A")
            here.session.watch(told.append)
            wait_until(lambda: here.session.is_locked() is False, "the session was found")
            here.idle.watch(AFTER, told.append)
            wait_until(lambda: told == [STILL], "the user has left")
            logind.lock()
            wait_until(lambda: told == [STILL, LOCKED], "the screen is locked")
            here.idle.unwatch()
            logind.unlock()
            wait_until(lambda: told == [STILL, LOCKED, UNLOCKED], "the user is back")
            here.idle.watch(timedelta(milliseconds=1), told.append)
            wait_until(lambda: told[3:] == [STILL], "the user sits still")
            bare_screen.fingers.tap("A")
            wait_until(lambda: MOVED in told, "and moves")
            assert here.full_screen.is_covered() is False
        assert here.idle.idle_for() is None
        logind.close()

    def test_a_console_is_told_why_it_is_left_by_hand(self, desktop: pytest.MonkeyPatch) -> None:
        desktop.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/no/such/bus")
        with ExitStack() as down:
            here = choose_attention(down)
            assert _names(here) == ("none", "none", "none")
            no_display = Refused(Reason.NO_DISPLAY, Remedy.SET_DISPLAY)
            assert here.idle.missing == here.full_screen.missing == no_display
            assert here.session.missing == Refused(Reason.NO_BUS)
            assert here.idle.idle_for() is here.session.is_locked() is None
            assert here.full_screen.is_covered() is None


def test_what_is_not_used_is_not_loaded() -> None:
    """The program starts with these; what they need comes when they are made."""
    code = """
import sys
import kefu_desktop.native.attention
print(*({"jeepney", "Xlib", "asyncio"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def _names(here: Attention) -> tuple[str, str, str]:
    return here.idle.name, here.session.name, here.full_screen.name
