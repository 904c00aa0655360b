"""Lock and sleep over a real D-Bus, from logind and screen savers that the tests play."""

import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kefu_desktop.app.attention import SessionChange, SessionPort
from kefu_desktop.app.ports import Limited, Reason, Refused, Works
from kefu_desktop.native.attention import SteppingSession
from kefu_desktop.native.catalogue import sessions
from kefu_desktop.native.choose import Unavailable
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.session import bus as bus_session
from tests.display import wait_until
from tests.native.attention_contract import (
    LOCKED,
    SLEEPS,
    UNLOCKED,
    NoThreadLeft,
    SessionContract,
    SessionWorld,
)
from tests.native.desktop_bus import Daemon, Deepin, Logind, Saver, Ukui, open_bus


def here(machine: str = "", user: str = "", login: str = "") -> Facts:
    return Facts(System.LINUX, Session.X11, ":0", system_bus=machine, session_bus=user, login=login)


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    with open_bus(tmp_path) as opened:
        yield opened


@pytest.fixture
def other_daemon(tmp_path: Path) -> Iterator[Daemon]:
    folder = tmp_path / "other"
    folder.mkdir()
    with open_bus(folder) as opened:
        yield opened


class OnABus(SessionContract):
    expected_name = "dbus"

    @pytest.fixture
    def world(self, daemon: Daemon) -> Iterator[SessionWorld]:
        opened = self.open(daemon.address)
        yield opened
        opened.close()

    @pytest.fixture
    def port(self, daemon: Daemon, world: SessionWorld) -> Iterator[SessionPort]:
        port = bus_session.make(self.facts(daemon.address), lambda: None)
        wait_until(lambda: port.is_locked() is False, "it was asked")
        yield port
        port.close()

    def facts(self, address: str) -> Facts:
        return here(user=address)


class TestLogind(OnABus):
    open = Logind

    def facts(self, address: str) -> Facts:
        return here(machine=address)


class TestLogindByName(TestLogind):
    def open(self, address: str) -> Logind:
        return Logind(address, known_by="GetSession")

    def facts(self, address: str) -> Facts:
        return here(machine=address, login="c2")


class TestLogindByUser(TestLogind):
    """The program was started by systemd, outside of any session."""

    def open(self, address: str) -> Logind:
        return Logind(address, known_by="GetUser")


class TestGnomeSaver(OnABus):
    tells_sleep = False
    open = Saver


class TestMateSaver(OnABus):
    tells_sleep = False

    def open(self, address: str) -> Saver:
        return Saver(address, "org.mate.ScreenSaver", "/")


class TestDeepin(OnABus):
    tells_sleep = False
    open = Deepin


class TestUkui(OnABus):
    tells_sleep = False
    open = Ukui


class Opened:
    """What a test opens, closed in reverse."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def __call__(self, opened):  # type: ignore[no-untyped-def]
        self._stack.callback(opened.close)
        return opened


@pytest.fixture
def opened() -> Iterator[Opened]:
    with ExitStack() as stack:
        yield Opened(stack)


class TestTogether(NoThreadLeft):
    def test_two_that_tell_of_one_lock_are_one(
        self, daemon: Daemon, other_daemon: Daemon, opened: Opened
    ) -> None:
        logind, saver = opened(Logind(daemon.address)), opened(Saver(other_daemon.address))
        port = opened(bus_session.make(here(daemon.address, other_daemon.address), lambda: None))
        wait_until(lambda: port.is_locked() is False, "it was asked")
        told: list[SessionChange] = []
        port.watch(told.append)
        saver.lock()
        wait_until(lambda: told, "the lock was told")
        logind.lock()
        logind.sleep()
        wait_until(lambda: SLEEPS in told, "all before was heard too")
        saver.unlock()
        logind.unlock()
        wait_until(lambda: UNLOCKED in told, "the unlock was told")
        assert told == [LOCKED, SLEEPS, UNLOCKED]

    def test_a_locker_that_crashes_locks_no_more(self, daemon: Daemon, opened: Opened) -> None:
        saver = Saver(daemon.address)
        port = opened(bus_session.make(here(user=daemon.address), lambda: None))
        told: list[SessionChange] = []
        port.watch(told.append)
        saver.lock()
        wait_until(lambda: told == [LOCKED], "the lock was told")
        saver.close()
        wait_until(lambda: told == [LOCKED, UNLOCKED], "nobody says so any more")
        assert port.is_locked() is None

    def test_a_locker_that_comes_later_is_heard(self, daemon: Daemon, opened: Opened) -> None:
        port = opened(bus_session.make(here(user=daemon.address), lambda: None))
        told: list[SessionChange] = []
        port.watch(told.append)
        assert port.is_locked() is None
        saver = Saver(daemon.address)
        opened(saver)
        wait_until(lambda: port.is_locked() is False, "it was asked")
        saver.lock()
        wait_until(lambda: told == [LOCKED], "the lock was told")

    def test_one_bus_going_away_leaves_the_other(
        self, daemon: Daemon, other_daemon: Daemon, opened: Opened, caplog: pytest.LogCaptureFixture
    ) -> None:
        lost: list[str] = []
        saver = opened(Saver(other_daemon.address))
        logind = opened(Logind(daemon.address))
        both = here(daemon.address, other_daemon.address)
        port = opened(bus_session.make(both, lambda: lost.append("lost")))
        told: list[SessionChange] = []
        port.watch(told.append)
        logind.lock()
        wait_until(lambda: told == [LOCKED], "the lock was told")
        daemon.process.kill()
        wait_until(lambda: told == [LOCKED, UNLOCKED], "nobody says so any more")
        saver.lock()
        wait_until(lambda: told[2:] == [LOCKED], "the other is heard")
        assert not lost
        assert not port.hears_sleep
        assert "Traceback" not in caplog.text

    def test_both_going_away_is_told_and_the_last_takes_over(
        self, daemon: Daemon, opened: Opened, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        saver = opened(Saver(daemon.address))
        port = opened(SteppingSession(sessions(), here(user=daemon.address)))
        told: list[SessionChange] = []
        port.watch(told.append)
        wait_until(lambda: port.is_locked() is False, "it was asked")
        assert (port.name, port.missing) == ("dbus", None)
        saver.lock()
        wait_until(lambda: told == [LOCKED], "the lock was told")
        daemon.process.kill()
        wait_until(lambda: port.name == "none", "the last took over")
        assert told == [LOCKED, UNLOCKED]
        assert port.is_locked() is None
        assert port.missing == Refused(Reason.FAILED)
        assert "Traceback" not in caplog.text

    def test_asking_starts_no_service(self, daemon: Daemon, opened: Opened) -> None:
        """A bus may start a screen saver for whoever asks after it."""
        saver = opened(Saver(daemon.address))
        flags: list[int] = []
        answer = saver.service._answer

        def noting(call):  # type: ignore[no-untyped-def]
            flags.append(int(call.header.flags))
            return answer(call)

        saver.service._answer = noting
        port = opened(bus_session.make(here(user=daemon.address), lambda: None))
        wait_until(lambda: port.is_locked() is False, "it was asked")
        assert flags == [2]  # NO_AUTO_START


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (here(), Refused(Reason.NO_BUS)),
        (here("unix:path=/no/such/bus", "unix:path=/nor/this"), Refused(Reason.NO_BUS)),
        (
            here("unix:path=/dev/null", "unix:path=/no/such/bus"),
            Limited(Reason.NO_BUS, detail="session"),
        ),
        (here(user="unix:abstract=some"), Limited(Reason.NO_BUS, detail="system")),
        (here("unix:path=/dev/null", "unix:abstract=some"), Works()),
        (Facts(System.WINDOWS, Session.OWN), Refused(Reason.OTHER_SYSTEM)),
    ],
)
def test_what_the_doctor_says(facts: Facts, said: object) -> None:
    assert bus_session.support(facts) == said


@pytest.mark.parametrize(
    "address", ["unix:path=/dev/null", "tcp:host=localhost,port=1", "what is this", "unix:x"]
)
def test_a_bus_that_cannot_be_had_is_said(address: str) -> None:
    before = threading.active_count()
    with pytest.raises(Unavailable) as told:
        bus_session.make(here(user=address), lambda: None)
    assert told.value.refused == Refused(Reason.NO_BUS)
    assert threading.active_count() == before


def test_the_choice_says_why_nobody_tells() -> None:
    port = SteppingSession(sessions(), here())
    assert port.name == "none"
    assert port.missing == Refused(Reason.NO_BUS)
    port.close()
