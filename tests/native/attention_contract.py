"""What every back-end promises that tells of who sits before the machine.

As in ``contracts``: a back-end's test inherits the class and gives the ``port`` and the ``world``.
"""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Protocol

import pytest

from kefu_desktop.app.attention import FullScreenPort, Hands, IdlePort, SessionChange, SessionPort
from tests.display import wait_until

AFTER = timedelta(milliseconds=120)
NEVER = timedelta(hours=1)
STILL, MOVED = Hands.STILL, Hands.MOVED
LOCKED, UNLOCKED = SessionChange.LOCKED, SessionChange.UNLOCKED
SLEEPS, WOKE = SessionChange.SLEEPS, SessionChange.WOKE


class NoThreadLeft:
    """Nothing that a test starts outlives it."""

    @pytest.fixture(autouse=True)
    def threads(self) -> Iterator[None]:
        before = set(threading.enumerate())
        yield
        left = set(threading.enumerate()) - before
        wait_until(lambda: not any(one.is_alive() for one in left), f"{left} ended")


class HandsWorld(Protocol):
    def touch(self) -> None:
        """The user touches keyboard or pointer."""


class IdleContract(NoThreadLeft):
    """For an :class:`IdlePort`. ``tells`` is whether the machine does."""

    tells = True

    def test_it_has_its_name_and_says_whether_it_tells(self, port: IdlePort) -> None:
        assert port.name == self.expected_name  # type: ignore[attr-defined]
        assert (port.missing is None) is self.tells

    def test_the_time_is_counted_from_the_last_touch(
        self, port: IdlePort, world: HandsWorld
    ) -> None:
        if not self.tells:
            assert port.idle_for() is None
            return
        wait_until(lambda: _idle(port) > AFTER, "some time has gone by")
        world.touch()
        wait_until(lambda: _idle(port) < AFTER, "the count has begun anew")

    def test_still_and_moved_are_told_in_turns(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[Hands] = []
        world.touch()
        port.watch(AFTER, told.append)
        for count in range(3):
            if self.tells:
                wait_until(lambda: told and told[-1] is STILL, "the user has left")
            world.touch()
            if self.tells:
                wait_until(lambda count=count: told.count(MOVED) > count, "the return was told")
        # A finger may rest on a key for long enough to have left.
        turns = told[: len(told) // 2 * 2]
        assert turns == [STILL, MOVED] * (len(turns) // 2)
        assert bool(turns) is self.tells

    def test_hands_that_are_still_already_are_told_at_once(
        self, port: IdlePort, world: HandsWorld
    ) -> None:
        if self.tells:
            wait_until(lambda: _idle(port) > AFTER, "some time has gone by")
        told: list[Hands] = []
        port.watch(timedelta(milliseconds=1), told.append)
        if self.tells:
            wait_until(lambda: told, "it was told")
        assert told == [STILL] * self.tells

    def test_a_touch_comes_before_any_long_span(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[Hands] = []
        port.watch(NEVER, told.append)
        world.touch()
        self._wait_twice(port)
        assert told == []

    def test_watching_anew_replaces_the_watch(self, port: IdlePort, world: HandsWorld) -> None:
        first: list[Hands] = []
        second: list[Hands] = []
        world.touch()
        port.watch(NEVER, first.append)
        port.watch(AFTER, second.append)
        if self.tells:
            wait_until(lambda: second == [STILL], "the second is told")
        port.watch(NEVER, first.append)
        world.touch()
        self._wait_twice(port)
        assert (first, second) == ([], [STILL] * self.tells)

    def test_nobody_is_called_after_unwatch(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[Hands] = []
        port.unwatch()
        world.touch()
        port.watch(AFTER * 2, told.append)
        port.unwatch()
        self._wait_twice(port)
        assert told == []

    def test_who_is_told_may_watch_anew(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[str] = []

        def again(hands: Hands) -> None:
            told.append(f"first {hands}")
            port.watch(AFTER, lambda then: told.append(f"then {then}"))

        world.touch()
        port.watch(AFTER, again)
        if self.tells:
            wait_until(lambda: len(told) == 2, "both were told")
        assert told == ["first still", "then still"] * self.tells

    def test_who_fails_when_told_is_told_again(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[Hands] = []

        def fail(hands: Hands) -> None:
            told.append(hands)
            raise ValueError("not today")

        world.touch()
        port.watch(AFTER, fail)
        if self.tells:
            wait_until(lambda: told, "the user has left")
        world.touch()
        if self.tells:
            wait_until(lambda: len(told) > 1, "the return was told")
        assert told[:2] == [STILL, MOVED] * self.tells

    def test_who_is_told_may_close(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[Hands] = []

        def close(hands: Hands) -> None:
            told.append(hands)
            port.close()

        port.watch(AFTER, close)
        if self.tells:
            wait_until(lambda: told, "it was told")
        assert told == [STILL] * self.tells

    def test_closed_it_knows_nothing(self, port: IdlePort, world: HandsWorld) -> None:
        told: list[Hands] = []
        port.watch(AFTER, told.append)
        port.close()
        port.close()
        count = len(told)
        assert port.idle_for() is None
        port.watch(AFTER, told.append)
        port.unwatch()
        world.touch()
        assert len(told) == count

    def _wait_twice(self, port: IdlePort) -> None:
        """Nothing is touched for longer than twice the span."""
        if self.tells:
            wait_until(lambda: _idle(port) > AFTER * 3, "some time has gone by")


def _idle(port: IdlePort) -> timedelta:
    idle = port.idle_for()
    assert idle is not None
    return idle


class SessionWorld(Protocol):
    def lock(self) -> None:
        """The screen is locked."""

    def unlock(self) -> None:
        """The user is back behind the password."""

    def sleep(self) -> None:
        """The machine is about to sleep."""

    def wake(self) -> None:
        """It has woken up."""


class SessionContract(NoThreadLeft):
    """For a :class:`SessionPort`. ``tells`` is whether the machine tells of the lock,
    ``tells_sleep`` whether of sleep too.
    """

    tells = True
    tells_sleep = True

    def test_it_has_its_name_and_says_whether_it_tells(self, port: SessionPort) -> None:
        assert port.name == self.expected_name  # type: ignore[attr-defined]
        assert (port.missing is None) is self.tells
        assert port.hears_sleep is self.tells_sleep

    def test_lock_and_unlock_are_told_once_each(
        self, port: SessionPort, world: SessionWorld
    ) -> None:
        told: list[SessionChange] = []
        port.watch(told.append)
        for act in (world.lock, world.lock, world.unlock, world.unlock, world.lock, world.unlock):
            act()
        if self.tells:
            wait_until(lambda: len(told) >= 4, "all were told")
        assert told == [LOCKED, UNLOCKED] * 2 * self.tells

    def test_the_lock_can_be_asked_for(self, port: SessionPort, world: SessionWorld) -> None:
        if not self.tells:
            assert port.is_locked() is None
            return
        world.lock()
        wait_until(lambda: port.is_locked() is True, "it is locked")
        world.unlock()
        wait_until(lambda: port.is_locked() is False, "it is not")

    def test_a_lock_that_is_there_is_told_at_once(
        self, port: SessionPort, world: SessionWorld
    ) -> None:
        world.lock()
        if self.tells:
            wait_until(port.is_locked, "it is locked")
        first: list[SessionChange] = []
        second: list[SessionChange] = []
        port.watch(first.append)
        if self.tells:
            wait_until(lambda: first, "it was told")
        port.watch(second.append)
        if self.tells:
            wait_until(lambda: second, "who watches anew was told")
        world.unlock()
        if self.tells:
            wait_until(lambda: len(second) == 2, "the unlock was told")
        assert first == [LOCKED] * self.tells
        assert second == [LOCKED, UNLOCKED] * self.tells

    def test_sleep_is_told(self, port: SessionPort, world: SessionWorld) -> None:
        told: list[SessionChange] = []
        port.watch(told.append)
        world.sleep()
        world.wake()
        if self.tells_sleep:
            wait_until(lambda: len(told) == 2, "both were told")
        assert told == [SLEEPS, WOKE] * self.tells_sleep

    def test_who_fails_when_told_is_told_again(
        self, port: SessionPort, world: SessionWorld
    ) -> None:
        told: list[SessionChange] = []

        def fail(change: SessionChange) -> None:
            told.append(change)
            raise ValueError("not today")

        port.watch(fail)
        world.lock()
        world.unlock()
        if self.tells:
            wait_until(lambda: len(told) == 2, "both were told")
        assert told == [LOCKED, UNLOCKED] * self.tells

    def test_who_is_told_may_close(self, port: SessionPort, world: SessionWorld) -> None:
        told: list[SessionChange] = []

        def close(change: SessionChange) -> None:
            told.append(change)
            port.close()

        port.watch(close)
        world.lock()
        world.unlock()
        if self.tells:
            wait_until(lambda: told, "it was told")
        assert told == [LOCKED] * self.tells

    def test_closed_it_knows_nothing(self, port: SessionPort, world: SessionWorld) -> None:
        told: list[SessionChange] = []
        port.watch(told.append)
        port.close()
        port.close()
        world.lock()
        assert port.is_locked() is None
        port.watch(told.append)
        assert told == []


class CoverWorld(Protocol):
    def cover(self) -> None:
        """A window in front covers the screen."""

    def uncover(self) -> None:
        """It does not any more."""


class FullScreenContract(NoThreadLeft):
    """For a :class:`FullScreenPort`. ``tells`` is whether the machine does."""

    tells = True

    def test_it_has_its_name_and_says_whether_it_tells(self, port: FullScreenPort) -> None:
        assert port.name == self.expected_name  # type: ignore[attr-defined]
        assert (port.missing is None) is self.tells

    def test_a_window_over_the_whole_screen_is_told(
        self, port: FullScreenPort, world: CoverWorld
    ) -> None:
        if not self.tells:
            world.cover()
            assert port.is_covered() is None
            return
        assert port.is_covered() is False
        world.cover()
        wait_until(port.is_covered, "the screen is covered")
        world.uncover()
        wait_until(lambda: port.is_covered() is False, "it is not any more")

    def test_closed_it_knows_nothing(self, port: FullScreenPort, world: CoverWorld) -> None:
        port.close()
        port.close()
        world.cover()
        assert port.is_covered() is None
