"""Looking at the wording of what an import brings: how far it is, and what is given up."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kefu_desktop.app.import_checking import ImportChecking, Minded, sorted_by_severity
from kefu_desktop.app.import_review import Review, Sieve, sift
from kefu_desktop.core.lint import Circumstances, Finding, RuleId, Severity
from kefu_desktop.core.merging import State
from kefu_desktop.core.model import Uid
from kefu_desktop.core.records import Record


class Inline:
    """A lane that works at once."""

    def submit(self, work: Callable[..., Any], *given: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(work(*given))
        return future


def found(severity: Severity, word: str = "x") -> Finding:
    return Finding(0, 0, 1, RuleId("rule"), word, severity)


def look(texts: Sequence[str], about: Circumstances) -> tuple[Finding, ...]:
    kinds = {"错": Severity.ERROR, "慎": Severity.WARNING, "好": Severity.HINT}
    return tuple(found(kinds[sign]) for text in texts for sign in text if sign in kinds)


def review(*texts: str, state: State = State.NEW) -> Review:
    """A review with as much of it as is looked at."""
    items = [
        SimpleNamespace(
            record=Record(uid=Uid(f"u{at}"), title=text, variants=(text,)),
            state=state,
            reply=None,
            finding=None,
        )
        for at, text in enumerate(texts)
    ]
    numbers = {one: range(len(items)) if one is state else () for one in State}
    plan = SimpleNamespace(
        items=items,
        pack=SimpleNamespace(records=()),
        library=SimpleNamespace(replies={}),
    )
    made = SimpleNamespace(
        items=items, numbers=numbers, remarks=(), remark=lambda _: None, plan=plan
    )
    return cast(Review, made)


@pytest.fixture
def told() -> list[Minded]:
    return []


def checking(told: list[Minded]) -> ImportChecking:
    return ImportChecking(look, Inline(), told.append)  # type: ignore[arg-type]


def test_each_row_keeps_how_grave_it_is_and_rows_are_counted(told: list[Minded]) -> None:
    looks = checking(told)
    looks.look_through(review("行", "好", "好慎", "错好"))
    last = told[-1]
    assert looks.is_current(last)
    assert (last.rows, last.percent) == (3, 100)
    assert [last.gravest(at) for at in range(5)] == [
        None, Severity.HINT, Severity.WARNING, Severity.ERROR, None,
    ]  # fmt: skip


def test_it_tells_how_far_it_is_and_is_done_only_at_the_end(told: list[Minded]) -> None:
    checking(told).look_through(review(*["好"] * 2000))
    percents = [one.percent for one in told]
    assert percents == sorted(percents)
    assert len(percents) >= 4
    assert percents.count(100) == 1
    assert told[0].rows < told[-1].rows == 2000


@pytest.mark.parametrize("state", [State.SAME, State.UNUSABLE])
def test_what_brings_no_words_is_not_looked_at(told: list[Minded], state: State) -> None:
    checking(told).look_through(review("错", state=state))
    assert told[-1].rows == 0


def test_a_review_that_is_left_is_given_up(told: list[Minded]) -> None:
    seen = threading.Event()

    def leaving(texts: Sequence[str], about: Circumstances) -> tuple[Finding, ...]:
        if not seen.is_set():
            seen.set()
            looks.stop()
        return ()

    looks = ImportChecking(leaving, Inline(), told.append)  # type: ignore[arg-type]
    looks.look_through(review(*["行"] * 5000))
    assert told == []


class Beside(Inline):
    """A lane with a thread of its own."""

    def __init__(self) -> None:
        self.threads: list[threading.Thread] = []

    def submit(self, work: Callable[..., Any], *given: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        thread = threading.Thread(target=lambda: future.set_result(work(*given)), daemon=True)
        self.threads.append(thread)
        thread.start()
        return future


def test_looking_rests_while_somebody_waits_for_something_else(told: list[Minded]) -> None:
    lane = Beside()
    looks = ImportChecking(look, lane, told.append)  # type: ignore[arg-type]
    looks.rest(True)
    looks.look_through(review(*["错"] * 2000))
    (thread,) = lane.threads
    thread.join(0.2)
    assert thread.is_alive()
    assert len(told) == 1
    looks.rest(False)
    thread.join(20)
    assert told[-1].rows == 2000
    assert told[-1].percent == 100


def test_what_rests_can_be_given_up(told: list[Minded]) -> None:
    lane = Beside()
    looks = ImportChecking(look, lane, told.append)  # type: ignore[arg-type]
    looks.rest(True)
    looks.look_through(review(*["错"] * 2000))
    looks.stop()
    lane.threads[0].join(20)
    assert not lane.threads[0].is_alive()


def test_the_findings_of_one_come_with_the_gravest_first(told: list[Minded]) -> None:
    item = review("好错慎").items[0]
    severities = [one.severity for one in checking(told).findings(item).result()]
    assert severities == [Severity.ERROR, Severity.WARNING, Severity.HINT]
    assert sorted_by_severity(()) == ()


def test_those_with_a_mark_are_sifted_in_the_order_of_the_list(told: list[Minded]) -> None:
    rows = review("行", "好甲", "错乙", "行")
    checking(told).look_through(rows)
    marks = told[-1].marks
    assert list(sift(rows, Sieve(marks=marks)) or ()) == [1, 2]
    assert list(sift(rows, Sieve(marks=marks, query="乙")) or ()) == [2]
    assert list(sift(rows, Sieve(marks=b"")) or ()) == []
