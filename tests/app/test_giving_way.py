"""Work beside a window: when it stands aside, and that nothing of an import is without a moment
to do so.
"""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

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

HOME, SLOT = (1, 2), (3, 4)
MANY = 700


class FirstThread:
    """Stands in for the window's thread: where it is at each look at it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.slept = 0
        self.places: Iterator[tuple[int, int] | None] = iter(())
        monkeypatch.setattr(giving_way, "time", self)
        monkeypatch.setattr(GivingWay, "_place", lambda _: next(self.places))

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept += 1
        self.now += seconds

    def looks(self, give_way: GivingWay, *places: tuple[int, int] | None) -> int:
        """Has work give way on another thread, which looks at most as often as there are places;
        gives how often it slept.
        """
        before, self.places = self.slept, iter(places)
        on_another(give_way)
        return self.slept - before


def on_another(job: Callable[[], None]) -> None:
    failed: list[Exception] = []

    def run() -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    assert not thread.is_alive(), "it never came back"
    assert not failed, failed


@pytest.fixture
def first(monkeypatch: pytest.MonkeyPatch) -> FirstThread:
    return FirstThread(monkeypatch)


def moving(count: int) -> list[tuple[int, int] | None]:
    return [(5, at) for at in range(count)]


class TestStandingAside:
    def test_lasts_until_the_first_thread_is_back_where_it_waits(self, first: FirstThread) -> None:
        give_way = GivingWay()
        first.looks(give_way, *[HOME] * 20)
        assert first.looks(give_way, *moving(7), HOME) == 7

    def test_is_no_delay_where_the_first_thread_waits(self, first: FirstThread) -> None:
        give_way = GivingWay()
        first.looks(give_way, *[HOME] * 20)
        assert first.looks(give_way, HOME) == 0

    def test_goes_on_beside_a_loop_of_events_within_another(self, first: FirstThread) -> None:
        give_way = GivingWay()
        first.looks(give_way, *[HOME] * 20)
        assert first.looks(give_way, *[SLOT] * 20) < 20
        assert first.looks(give_way, SLOT) == 0
        assert first.looks(give_way, *moving(2), SLOT) == 2

    def test_ends_beside_a_thread_that_never_rests(self, first: FirstThread) -> None:
        give_way = GivingWay()
        stood = first.looks(give_way, *moving(1000))
        assert 0 < stood < 1000
        assert first.looks(give_way, *moving(2)) == 0
        first.now += stood
        assert first.looks(give_way, *moving(3), None) == 3

    def test_ends_with_the_first_thread(self, first: FirstThread) -> None:
        assert first.looks(GivingWay(), SLOT, None) == 1

    def test_is_nothing_for_the_first_thread_itself(self, first: FirstThread) -> None:
        first.places = iter(moving(5))
        GivingWay()()
        assert first.slept == 0


def test_real_threads_give_way_and_come_back() -> None:
    made: list[GivingWay] = []
    ready, leave = threading.Event(), threading.Event()

    def be_first() -> None:
        made.append(GivingWay())
        ready.set()
        leave.wait(60)

    thread = threading.Thread(target=be_first)
    thread.start()
    assert ready.wait(60)
    made[0]()
    leave.set()
    thread.join(60)
    made[0]()


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
