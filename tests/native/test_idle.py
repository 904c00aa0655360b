"""Hands at keyboard and pointer: a real X server, a real D-Bus, and what other systems would be
asked.
"""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kefu_desktop.app.attention import Hands, IdlePort
from kefu_desktop.app.ports import Reason, Refused, Remedy, Works
from kefu_desktop.native.attention import SteppingIdle
from kefu_desktop.native.bindings import x11, x11_sync
from kefu_desktop.native.catalogue import idles
from kefu_desktop.native.choose import Candidate, Choice, Unavailable
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.idle import mutter, x11_screensaver
from kefu_desktop.native.idle import none as no_idle
from kefu_desktop.native.idle import x11 as x11_idle
from kefu_desktop.native.idle.looking import LookedAtIdle
from kefu_desktop.native.recording_attention import RecordingIdle
from tests.display import Screen, open_screen, wait_until
from tests.native.attention_contract import (
    AFTER,
    MOVED,
    NEVER,
    STILL,
    HandsWorld,
    IdleContract,
    NoThreadLeft,
)
from tests.native.desktop_bus import Daemon, Mutter, open_bus
from tests.native.test_idle_looking import Meter, fail


class Finger:
    """A finger on a real keyboard."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def touch(self) -> None:
        self._screen.fingers.tap("A")


def on(screen: Screen) -> Facts:
    return Facts(System.LINUX, Session.X11, screen.display)


@pytest.mark.x11
class TestX11(IdleContract):
    expected_name = "x11"

    @pytest.fixture
    def world(self, bare_screen: Screen) -> Finger:
        return Finger(bare_screen)

    @pytest.fixture
    def port(self, bare_screen: Screen) -> Iterator[IdlePort]:
        port = x11_idle.make(on(bare_screen), fail)
        yield port
        port.close()

    def test_nothing_is_done_while_nothing_changes(
        self, port: x11_idle.X11Idle, world: HandsWorld, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The thread sleeps in one call: hands that move for hours cost nothing."""
        port.watch(NEVER, lambda _hands: None)
        other = x11.Connection(port._connection.display.get_display_name())
        counter = x11_sync.IdleCounter(other)
        # The first key of another keyboard is news to every client.
        world.touch()
        wait_until(lambda: counter.value() > 50, "time goes by")
        turns: list[int] = []
        turn = port._turn

        def counted() -> None:
            turns.append(1)
            turn()

        monkeypatch.setattr(port, "_turn", counted)
        for _ in range(5):
            world.touch()
            wait_until(lambda: counter.value() > 30, "time goes by")
        other.close()
        assert not turns


@pytest.mark.x11
class TestX11ScreenSaver(IdleContract):
    expected_name = "x11-screensaver"

    @pytest.fixture
    def world(self, bare_screen: Screen) -> Finger:
        return Finger(bare_screen)

    @pytest.fixture
    def port(self, bare_screen: Screen) -> Iterator[IdlePort]:
        port = x11_screensaver.make(on(bare_screen), fail)
        port._every = 0.02
        yield port
        port.close()


class TestMutter(IdleContract):
    expected_name = "mutter"

    @pytest.fixture
    def daemon(self, tmp_path: Path) -> Iterator[Daemon]:
        with open_bus(tmp_path) as opened:
            yield opened

    @pytest.fixture
    def world(self, daemon: Daemon) -> Iterator[Mutter]:
        played = Mutter(daemon.address)
        yield played
        played.close()

    @pytest.fixture
    def port(self, daemon: Daemon, world: Mutter) -> Iterator[IdlePort]:
        port = mutter.make(gnome(daemon.address), lambda: None)
        yield port
        port.close()

    def test_no_watch_is_left_behind(self, port: IdlePort, world: Mutter) -> None:
        for _ in range(3):
            port.watch(timedelta(milliseconds=1), lambda _hands: None)
            wait_until(lambda: world.watches == 2, "both watches are set")
        port.unwatch()
        wait_until(lambda: world.watches == 0, "both are removed")

    def test_a_compositor_that_goes_is_a_loss(self, daemon: Daemon, world: Mutter) -> None:
        lost: list[str] = []
        port = mutter.make(gnome(daemon.address), lambda: lost.append("lost"))
        world.close()
        wait_until(lambda: lost == ["lost"], "it was told")
        port.close()

    def test_another_desktop_is_not_waited_for(self, daemon: Daemon) -> None:
        with pytest.raises(Unavailable) as told:
            mutter.make(gnome(daemon.address), fail)
        assert told.value.refused == Refused(Reason.OTHER_DESKTOP)


def gnome(address: str) -> Facts:
    return Facts(System.LINUX, Session.WAYLAND, ":0", ("ubuntu", "GNOME"), session_bus=address)


class TestLoss(NoThreadLeft):
    """A machine that stops to answer."""

    # WORKAROUND(python-xlib, 0.33): it does not close the socket of a server that refuses it.
    @pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
    @pytest.mark.x11
    def test_an_x_server_that_goes_leaves_the_rest_to_the_last(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        told: list[Hands] = []
        with open_screen() as screen:
            port = SteppingIdle(idles(), on(screen))
            assert (port.name, port.missing) == ("x11", None)
            port.watch(AFTER, told.append)
            wait_until(lambda: told == [STILL], "the user has left")
        wait_until(lambda: port.name == "none", "the last took over")
        # Nobody would ever tell of the return.
        wait_until(lambda: told == [STILL, MOVED], "who watched is not left waiting")
        assert port.idle_for() is None
        assert port.missing == Refused(Reason.FAILED)
        assert "Traceback" not in caplog.text
        port.close()

    def test_the_next_takes_over_the_watch(self) -> None:
        meter = Meter()
        next_one = RecordingIdle("next")
        here = Facts(System.OTHER, Session.NONE)

        def make(_facts: Facts, lost: Any) -> IdlePort:
            return LookedAtIdle("meter", meter, lost, every=timedelta(milliseconds=5))

        candidates = [
            Candidate("meter", lambda _facts: Works(), make),
            Candidate("next", lambda _facts: Works(), lambda _facts, _lost: next_one),
        ]
        port = SteppingIdle(candidates, here)
        told: list[Hands] = []
        port.watch(timedelta(milliseconds=1), told.append)
        wait_until(lambda: told == [STILL], "the user has left")
        meter.broken = True
        wait_until(lambda: next_one.after == timedelta(milliseconds=1), "the next watches")
        assert port.name == "next"
        next_one.rest(timedelta(seconds=1))
        assert told == [STILL, MOVED, STILL]
        port.close()
        assert next_one.closed

    def test_watching_while_it_is_lost_does_not_hang(self) -> None:
        """Who watches waits for a thread that is telling of its loss."""
        meter, here = Meter(), Facts(System.OTHER, Session.NONE)
        entered, go = threading.Event(), threading.Event()

        def slow() -> float:
            entered.set()
            assert go.wait(5)
            raise OSError

        def make(_facts: Facts, lost: Any) -> IdlePort:
            return LookedAtIdle("meter", slow, lost)

        candidates = [
            Candidate("meter", lambda _facts: Works(), make),
            Candidate("none", no_idle.support, lambda facts, _lost: no_idle.make(facts)),
        ]
        port = SteppingIdle(candidates, here)
        port.watch(AFTER, lambda _hands: None)
        assert entered.wait(5)
        threading.Timer(0.02, go.set).start()
        port.watch(AFTER, lambda _hands: None)
        port.watch(AFTER, lambda _hands: None)
        port.close()
        assert meter() >= 0


@pytest.mark.parametrize(
    ("facts", "reason", "remedy"),
    [
        (
            Facts(System.LINUX, Session.WAYLAND, ":0", ("KDE",)),
            Reason.WAYLAND,
            Remedy.USE_X11_SESSION,
        ),
        (Facts(System.LINUX, Session.NONE), Reason.NO_DISPLAY, Remedy.SET_DISPLAY),
    ],
)
def test_the_choice_says_why_nobody_tells(facts: Facts, reason: Reason, remedy: Remedy) -> None:
    port = SteppingIdle(idles(), facts)
    assert port.name == "none"
    assert port.missing == Refused(reason, remedy)
    port.close()


@pytest.mark.parametrize("desktop", ["KDE", "sway"])
def test_only_gnome_is_asked_as_gnome(desktop: str) -> None:
    facts = Facts(System.LINUX, Session.WAYLAND, desktops=(desktop,), session_bus="unix:abstract=x")
    assert mutter.support(facts) == Refused(Reason.OTHER_DESKTOP)
    assert mutter.support(gnome("unix:abstract=x")) == Works()
    assert mutter.support(gnome("")) == Refused(Reason.NO_BUS)


@pytest.mark.x11
def test_a_server_without_the_extension_is_passed_over(bare_screen: Screen) -> None:
    found = x11.Connection(bare_screen.display)
    found.display.query_extension = lambda _name: SimpleNamespace(present=0)
    with pytest.raises(x11_sync.NoCounter):
        x11_sync.IdleCounter(found)
    found.close()
    names = [candidate.name for candidate in idles()]
    assert names.index("x11-screensaver") == names.index("x11") + 1


@pytest.mark.x11
def test_on_an_x11_desktop_the_server_tells(bare_screen: Screen) -> None:
    choice = Choice("idle", idles(), on(bare_screen))
    assert choice.answer.name == "x11"
    choice.close()
