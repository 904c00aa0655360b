"""A shop to test use cases in: a real library in a temporary folder, time that stands still, and
lanes whose jobs are done at once or when the test says so.
"""

import itertools
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from kefu_desktop import assets
from kefu_desktop.app import authoring
from kefu_desktop.app.arranging import Arranging
from kefu_desktop.app.authoring import Draft
from kefu_desktop.app.events import Event, Events
from kefu_desktop.app.jobs import InlineLane, Lane
from kefu_desktop.app.keeping import Keeping
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.searching import Answer, Question, Searching
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.search.readings import Readings
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class StillClock:
    """Stands still until it is set."""

    millis: int = 1_790_000_000_000
    seconds: float = 0.0

    def now(self) -> int:
        return self.millis

    def monotonic(self) -> float:
        return self.seconds


class HeldLane:
    """A lane whose jobs wait until the test lets them go on."""

    def __init__(self) -> None:
        self.waiting: deque[Callable[[], None]] = deque()

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def run() -> None:
            try:
                future.set_result(job(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - the outcome belongs to who waits for it
                future.set_exception(error)

        self.waiting.append(run)
        return future

    def go_on(self) -> None:
        while self.waiting:
            self.waiting.popleft()()

    def close(self) -> None:
        self.go_on()


@dataclass(slots=True)
class HandTimer:
    """Time passes when the test says so."""

    now: float = 0.0
    due: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        entry = (self.now + seconds, call)
        self.due.append(entry)

        def cancel() -> None:
            if entry in self.due:
                self.due.remove(entry)

        return cancel

    def let_pass(self, seconds: float) -> None:
        self.now += seconds
        for entry in sorted(self.due, key=lambda entry: entry[0]):
            if entry[0] <= self.now and entry in self.due:
                self.due.remove(entry)
                entry[1]()


@cache
def readings() -> Readings:
    return Readings.load(assets.resource("readings", "readings.bin").read_bytes())


@dataclass(slots=True)
class Shop:
    """A library and those who use it."""

    path: Path
    clock: StillClock
    events: Events
    library: LiveLibrary
    keeping: Keeping
    searching: Searching
    new_uid: Callable[[], Uid]
    heard: list[Event] = field(default_factory=list)

    def add(self, title: str, *texts: str, **fields: Any) -> Uid:
        draft = Draft(title=title, texts=texts or (title,), **fields)
        uid, now = self.new_uid(), Millis(self.clock.now())
        self.library.change(
            lambda library: authoring.add(library, draft, uid, now, self.new_uid)
        ).result()
        return uid

    def arranging(self, library: LiveLibrary | None = None) -> Arranging:
        """What changes many replies, for all or for who has opened ``library``."""
        return Arranging(
            library or self.library,
            self.clock,
            self.new_uid,
            InlineLane(),
            lambda: Reader.open(self.path),
        )

    def look_up(self, text: str, **fields: Any) -> Answer:
        """The answer to a question, as a screen gets it."""
        answers: list[Answer] = []
        self.searching.ask(Question(text, **fields), answers.append)
        (answer,) = answers
        return answer

    def titles(self, text: str = "", **fields: Any) -> list[str]:
        return [row.reply.title for row in self.look_up(text, **fields).rows]

    def heard_of(self, kind: type[T]) -> list[T]:
        return [event for event in self.heard if isinstance(event, kind)]


def open_library(path: Path, clock: StillClock, new_uid: Callable[[], Uid]) -> Library:
    now: Callable[[], Millis] = lambda: Millis(clock.now())  # noqa: E731
    return Library.open(path, assets.migrations(), clock=now, new_uid=new_uid)


@contextmanager
def opened(
    folder: Path, search_lane: Lane | None = None, builder: Lane | None = None
) -> Iterator[Shop]:
    """Gives a shop with an empty library whose search has not been started."""
    path = folder / "library.db"
    clock, events, numbers = StillClock(), Events(), itertools.count(1)
    new_uid: Callable[[], Uid] = lambda: Uid(f"n{next(numbers)}")  # noqa: E731
    live = LiveLibrary(InlineLane(), lambda: open_library(path, clock, new_uid), events, clock)
    live.start().result()
    searching = Searching(
        search_lane or InlineLane(),
        builder or InlineLane(),
        lambda: Reader.open(path),
        readings,
        events,
        clock,
    )
    shop = Shop(path, clock, events, live, Keeping(live, clock, new_uid), searching, new_uid)
    for kind in Event.__args__:
        events.subscribe(kind, shop.heard.append)
    try:
        yield shop
    finally:
        searching.close()
        live.close()
