"""Events reach all who subscribed, in order, and lanes do one job after another."""

import threading

import pytest

from kefu_desktop.app.events import Events, LibraryReplaced, WentWrong
from kefu_desktop.app.jobs import InlineLane, ThreadLane, log_failure
from kefu_desktop.core.errors import Code, MachineFault

FAULT = WentWrong(MachineFault(Code.DISK_FULL, path="x"))


def test_subscribers_are_told_in_order_and_only_of_their_kind() -> None:
    events, told = Events(), list[str]()
    events.subscribe(LibraryReplaced, lambda event: told.append("first"))
    events.subscribe(LibraryReplaced, lambda event: told.append("second"))
    events.subscribe(WentWrong, lambda event: told.append("wrong"))
    events.publish(LibraryReplaced())
    assert told == ["first", "second"]


def test_who_has_ended_hears_nothing_more_and_ends_nobody_else() -> None:
    events, told = Events(), list[str]()

    def hear(event: object) -> None:
        told.append("same")

    end = events.subscribe(LibraryReplaced, hear)
    events.subscribe(LibraryReplaced, lambda event: told.append("other"))
    end()
    end()
    events.publish(LibraryReplaced())
    assert told == ["other"]


def test_ending_while_being_told_is_safe() -> None:
    events, told = Events(), list[object]()
    end = events.subscribe(LibraryReplaced, lambda event: end())
    events.subscribe(LibraryReplaced, told.append)
    events.publish(LibraryReplaced())
    assert told == [LibraryReplaced()]


def test_a_subscriber_that_fails_is_logged_and_the_others_are_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    events, told = Events(), list[object]()

    def fail(event: object) -> None:
        raise ZeroDivisionError

    events.subscribe(WentWrong, fail)
    events.subscribe(WentWrong, told.append)
    events.publish(FAULT)
    assert told == [FAULT]
    assert "a subscriber failed on WentWrong" in caplog.text


def test_a_thread_lane_does_jobs_in_order_on_one_thread_of_its_own() -> None:
    lane, done = ThreadLane("test"), list[tuple[int, str]]()
    futures = [
        lane.submit(lambda n: done.append((n, threading.current_thread().name)), number)
        for number in range(50)
    ]
    lane.close()
    lane.close()
    assert all(future.done() for future in futures)
    assert [number for number, _ in done] == list(range(50))
    (name,) = {name for _, name in done}
    assert name.startswith("test")


def test_an_inline_lane_is_done_when_it_answers_and_keeps_the_failure() -> None:
    lane = InlineLane()
    assert lane.submit(lambda a, b: a + b, 1, b=2).result() == 3
    failed = lane.submit(lambda: 1 / 0)
    assert isinstance(failed.exception(), ZeroDivisionError)


def test_a_failure_that_nobody_waits_for_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    lane = InlineLane()
    lane.submit(lambda: 1).add_done_callback(log_failure)
    assert caplog.text == ""
    lane.submit(lambda: 1 / 0).add_done_callback(log_failure)
    assert "ZeroDivisionError" in caplog.text
