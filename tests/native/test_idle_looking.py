"""Hands where the machine only answers when it is asked, and where it is only played."""

import ctypes
import time
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.app.attention import SLOWEST_LOOK, Hands, IdlePort
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.idle import macos, win32
from kefu_desktop.native.idle import none as no_idle
from kefu_desktop.native.idle.looking import Gaze, LookedAtIdle
from kefu_desktop.native.recording_attention import RecordingIdle
from tests.display import wait_until
from tests.native.attention_contract import (
    AFTER,
    MOVED,
    STILL,
    HandsWorld,
    IdleContract,
)


def fail() -> None:
    raise AssertionError("it was not lost")


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
