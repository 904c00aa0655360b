"""Hands at keyboard and pointer: a real X server, a real D-Bus, and what other systems would be
asked.
"""

import ctypes
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.app.attention import SLOWEST_LOOK, Hands, IdlePort
from kefu_desktop.app.ports import Reason, Refused, Remedy, Works
from kefu_desktop.native.attention import SteppingIdle
from kefu_desktop.native.bindings import x11, x11_sync
from kefu_desktop.native.catalogue import idles
from kefu_desktop.native.choose import Candidate, Choice, Unavailable
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.idle import macos, mutter, win32, x11_screensaver
from kefu_desktop.native.idle import none as no_idle
from kefu_desktop.native.idle import x11 as x11_idle
from kefu_desktop.native.idle.looking import Gaze, LookedAtIdle
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


def fail() -> None:
    raise AssertionError("it was not lost")


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


class Meter:
    """A machine that answers when it is asked."""

    def __init__(self) -> None:
        self.touched = time.monotonic()
        self.broken = False

    def __call__(self) -> float:
        if self.broken:
            raise OSError("no answer")
        return time.monotonic() - self.touched

    def touch(self) -> None:
        self.touched = time.monotonic()


class TestLooking(IdleContract):
    expected_name = "looking"

    @pytest.fixture
    def world(self) -> Meter:
        return Meter()

    @pytest.fixture
    def port(self, world: Meter) -> Iterator[IdlePort]:
        every = timedelta(milliseconds=20)
        port = LookedAtIdle("looking", world, fail, every=every)
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


class Hand:
    """Moves a recording."""

    def __init__(self, port: RecordingIdle) -> None:
        self.touch = port.touch


class TestRecording(IdleContract):
    """Rests on its own as time goes by, for the contract; a test says so itself."""

    expected_name = "recording"

    class Resting(RecordingIdle):
        def idle_for(self) -> timedelta | None:
            self.rest(timedelta(milliseconds=50))
            return super().idle_for()

    @pytest.fixture
    def port(self) -> IdlePort:
        return self.Resting()

    @pytest.fixture
    def world(self, port: RecordingIdle) -> Hand:
        return Hand(port)

    def test_still_and_moved_are_told_in_turns(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[Hands] = []
        port.watch(AFTER, told.append)
        for _ in range(2):
            port.idle_for()
            world.touch()
            for _ in range(5):
                port.idle_for()
            world.touch()
            world.touch()
        assert told == [STILL, MOVED] * 2

    def test_watching_anew_replaces_the_watch(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[str] = []
        port.watch(AFTER, lambda _hands: told.append("first"))
        port.watch(AFTER, lambda _hands: told.append("second"))
        for _ in range(5):
            port.idle_for()
        assert told == ["second"]

    def test_who_is_told_may_watch_anew(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[Hands] = []
        port.watch(AFTER, lambda _hands: port.watch(AFTER, told.append))
        for _ in range(5):
            port.idle_for()
        assert told == [STILL]

    def test_who_fails_when_told_is_told_again(
        self, port: RecordingIdle, world: HandsWorld
    ) -> None:
        """A recording lets the test see it."""
        port.watch(AFTER, lambda hands: wait_until(lambda: False, f"{hands} is liked", 0))
        with pytest.raises(AssertionError):
            port.rest(AFTER)

    def test_who_is_told_may_close(self, port: IdlePort, world: HandsWorld) -> None:
        port.watch(AFTER, lambda _hands: port.close())
        for _ in range(5):
            port.idle_for()
        assert port.idle_for() is None


class TestNone(IdleContract):
    expected_name = "none"
    tells = False

    @pytest.fixture
    def port(self) -> IdlePort:
        return no_idle.make(Facts(System.OTHER, Session.NONE))

    @pytest.fixture
    def world(self) -> Meter:
        return Meter()


class TestGaze:
    """A made-up clock."""

    def test_a_day_of_work_is_looked_at_seldom(self) -> None:
        gaze = Gaze(after=300, every=SLOWEST_LOOK.total_seconds())
        now, looks, told = 0.0, 0, []
        while now < 8 * 3600:
            change, wait = gaze.see(now % 7, now, now)  # touched every 7 s
            told += [change] * (change is not None)
            now += wait
            looks += 1
        assert not told
        assert looks <= 8 * 3600 / 290

    def test_a_return_is_seen_at_the_next_look(self) -> None:
        gaze = Gaze(after=60, every=15)
        assert gaze.see(0, 0, 0) == (None, 60)
        assert gaze.see(60, 60, 60) == (STILL, 15)
        assert gaze.see(75, 75, 75) == (None, 15)
        # Touched right behind that look, and still since.
        assert gaze.see(14, 90, 90) == (MOVED, 46)
        assert gaze.see(60, 136, 136) == (STILL, 15)

    @pytest.mark.parametrize("held_up", [0.0, 3.0])
    def test_being_held_up_is_no_touch(self, held_up: float) -> None:
        gaze = Gaze(after=60, every=15)
        assert gaze.see(60, 60, 60 + held_up) == (STILL, 15)
        assert gaze.see(75, 75, 75) == (None, 15)
        assert gaze.see(90, 90, 90 + held_up) == (None, 15)
        assert gaze.see(105 + held_up, 105, 105 + held_up) == (None, 15)

    def test_who_touched_it_and_left_again_is_told_of_both(self) -> None:
        gaze = Gaze(after=5, every=15)
        assert gaze.see(5, 100, 100) == (STILL, 15)
        assert gaze.see(13, 115, 115) == (MOVED, 0)
        assert gaze.see(13, 115, 115) == (STILL, 15)

    @given(
        touches=st.lists(st.floats(0.5, 400), min_size=1, max_size=30),
        after=st.floats(5, 120),
        tick=st.sampled_from([0.0, 0.016]),
    )
    def test_it_tells_in_turns_and_in_time(
        self, touches: list[float], after: float, tick: float
    ) -> None:
        """Against all touches, known beforehand; a machine counts in ticks."""
        moments = [sum(touches[: count + 1]) for count in range(len(touches))]
        gaze, now, told = Gaze(after, 15), 0.0, []
        while now < moments[-1] + after + 20:
            touched = max((moment for moment in moments if moment <= now), default=0.0)
            idle = now - touched
            change, wait = gaze.see(idle - idle % tick if tick else idle, now, now)
            assert wait >= 0
            if change is not None:
                told.append((change, now))
            now += max(wait, 0.001)
        assert [change for change, _ in told] == [STILL, MOVED] * (len(told) // 2) + [STILL] * (
            len(told) % 2
        )
        for change, moment in told:
            before = max((each for each in moments if each <= moment), default=0.0)
            if change is STILL:
                assert moment - before >= after - 0.01
            else:
                assert moment - before <= 15 + 0.01
        assert told[-1][0] is STILL, "in the end everybody has left"


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


class User32:
    """GetLastInputInfo, with ``moment`` in ticks."""

    def __init__(self, moment: int, works: int = 1) -> None:
        self.moment, self.works = moment, works

    def GetLastInputInfo(self, found: Any) -> int:  # noqa: N802 - named as in winuser.h
        info = found._obj
        assert info.size == ctypes.sizeof(info) == 8
        info.moment = self.moment
        return self.works


@pytest.mark.parametrize(
    ("moment", "now", "seconds"),
    [
        (1_000, 1_000, 0),
        (1_000, 61_500, 60.5),
        (2**32 - 1_000, 500, 1.5),  # the count of ticks has begun anew meanwhile
    ],
)
def test_windows_is_asked_for_the_last_input(moment: int, now: int, seconds: float) -> None:
    # ctypes gives a DWORD as a signed number unless it is told otherwise.
    signed = ctypes.c_int32(now).value
    meter = win32.meter(User32(moment), SimpleNamespace(GetTickCount=lambda: signed))
    assert meter() == seconds


def test_windows_may_refuse() -> None:
    meter = win32.meter(User32(0, works=0), SimpleNamespace(GetTickCount=lambda: 0))
    with pytest.raises(OSError, match="GetLastInputInfo"):
        meter()


def test_a_mac_is_asked_for_any_input_of_the_hardware() -> None:
    asked: list[tuple[int, int]] = []

    def seconds(state: int, kind: int) -> float:
        asked.append((state, kind))
        return 12.5

    services = SimpleNamespace(CGEventSourceSecondsSinceLastEventType=seconds)
    assert macos.meter(services)() == 12.5
    assert asked == [(1, 0xFFFFFFFF)]
    assert services.CGEventSourceSecondsSinceLastEventType.restype is ctypes.c_double


@pytest.mark.x11
def test_on_an_x11_desktop_the_server_tells(bare_screen: Screen) -> None:
    choice = Choice("idle", idles(), on(bare_screen))
    assert choice.answer.name == "x11"
    choice.close()
