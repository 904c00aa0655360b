"""Work beside a window: when it stands aside, and that nothing of an import is without a moment
to do so.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from kefu_desktop.app import giving_way
from kefu_desktop.app.giving_way import GivingWay
from kefu_desktop.app.import_review import lay_open
from kefu_desktop.app.importing import Choices, Importing
from kefu_desktop.core.model import Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.packs import reading
from kefu_desktop.packs.writing import write
from tests.app.library.branch import NOON, Branch

MANY = 700


class FirstThread:
    """Stands in for the window's thread, and for the clock: it is through with what it has to do
    after `busy` seconds, or never.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.busy: float | None = 0.0
        self.asked = 0
        self._calls: list[Callable[[], None]] = []
        monkeypatch.setattr(giving_way, "time", self)
        threads = SimpleNamespace(Event=lambda: Waiting(self), get_ident=threading.get_ident)
        monkeypatch.setattr(giving_way, "threading", threads)

    def monotonic(self) -> float:
        return self.now

    def ask(self, call: Callable[[], None]) -> None:
        self.asked += 1
        self._calls.append(call)

    def wait(self, most: float) -> bool:
        if self.busy is None or self.busy > most:
            self.now += most
            return False
        self.now += self.busy
        for call in self._calls:
            call()
        self._calls.clear()
        return True

    def stood_aside(self, give_way: GivingWay) -> float:
        """Has work give way on another thread; gives how many seconds that took."""
        before = self.now
        on_another(give_way)
        return self.now - before


class Waiting:
    """An event over the first thread's clock."""

    def __init__(self, first: FirstThread) -> None:
        self._first = first
        self._is_set = False

    def set(self) -> None:
        self._is_set = True

    def wait(self, most: float) -> bool:
        return self._first.wait(most) and self._is_set


def on_another(job: Callable[[], None]) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(job).result(60)


@pytest.fixture
def first(monkeypatch: pytest.MonkeyPatch) -> FirstThread:
    return FirstThread(monkeypatch)


class TestStandingAside:
    def test_lasts_until_the_first_thread_is_through(self, first: FirstThread) -> None:
        give_way = GivingWay(first.ask)
        first.busy = 0.2
        assert first.stood_aside(give_way) == pytest.approx(0.2)

    def test_is_asked_for_only_every_now_and_then(self, first: FirstThread) -> None:
        give_way = GivingWay(first.ask)
        for _ in range(1000):
            first.stood_aside(give_way)
            first.now += 0.001
        assert 50 < first.asked < 150

    def test_ends_beside_a_thread_that_never_is_through(self, first: FirstThread) -> None:
        give_way = GivingWay(first.ask)
        first.busy = None
        stood = first.stood_aside(give_way)
        assert stood > 0
        assert first.stood_aside(give_way) == 0
        first.now += stood
        assert first.stood_aside(give_way) == pytest.approx(stood)

    def test_is_nothing_for_the_first_thread_itself(self, first: FirstThread) -> None:
        GivingWay(first.ask)()
        assert first.asked == 0


class Passer:
    """Counts how often work would have given way, and gives up work of which that is seen."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1

    def of(self, job: Callable[[Watch], object]) -> int:
        before = self.count
        job(Watch(give_way=self))
        return self.count - before


@pytest.fixture
def importing(tmp_path: Path) -> Iterator[Importing]:
    branch = Branch(tmp_path / "shop")
    yield Importing(
        branch.library, branch.reader, reading, lambda: None, branch.clock, branch.new_uid
    )
    branch.close()


@pytest.mark.parametrize("name", ["many.kefupack", "many.csv"])
def test_each_step_of_an_import_gives_way_all_along(
    importing: Importing, tmp_path: Path, name: str
) -> None:
    records = (
        Record(uid=Uid(f"r{n}"), title=f"title {n}", variants=(f"text {n}",)) for n in range(MANY)
    )
    said = Pack(uid=Uid("many"), name="many", records=tuple(records))
    write(tmp_path / name, said, NOON)
    passer = Passer()
    often = MANY // 10
    read = importing.read(tmp_path / name)
    assert passer.of(lambda watch: importing.read(tmp_path / name, watch)) >= often
    assert passer.of(lambda watch: importing.prepare(read, watch)) >= often
    prepared = importing.prepare(read)
    assert passer.of(lambda watch: lay_open(prepared, watch)) >= often
    # Planned, checked, written, kept for the undo, and told.
    assert passer.of(lambda watch: importing.carry_out(prepared, Choices(), watch)) >= 5 * often
    assert passer.of(lambda watch: importing.prepare(read, watch)) >= 2 * often


def test_what_goes_on_quietly_can_be_given_up() -> None:
    told: list[tuple[int, int]] = []
    watch = Watch(lambda done, total: told.append((done, total)), lambda: len(seen) > 10)
    seen: list[int] = []
    with pytest.raises(Cancelled):
        seen.extend(watch.quietly(range(5000)))
    watch = Watch(lambda done, total: told.append((done, total)))
    assert list(watch.quietly(range(3))) == [0, 1, 2]
    assert told == []
