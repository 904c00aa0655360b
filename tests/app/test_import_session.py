"""One import as a screen follows it: over a real library, on a lane that runs when it is told."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kefu_desktop.app import import_problems
from kefu_desktop.app.import_picks import Picks
from kefu_desktop.app.import_problems import Problem
from kefu_desktop.app.import_review import Review, Sieve
from kefu_desktop.app.import_session import ImportSession, Stage, Standing
from kefu_desktop.app.importing import Importing
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.core.columns import Layout, Meaning
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.merging import ImportPlan, State
from kefu_desktop.core.model import Uid
from kefu_desktop.core.resolving import Decision
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs import reading
from kefu_desktop.store.backups import Occasion
from tests.app.library.branch import Branch, reply

OLD = "标题,内容\n发货,今天发货\n包邮,满 88 元包邮\n退货,七天退货\n"
NEW = "标题,内容\n发货,明天发货\n包邮,满 99 元包邮\n退货,七天退货\n新的,您好\n空的,\n"


class HandLane:
    """Runs one job whenever it is told to."""

    def __init__(self) -> None:
        self.jobs: deque[Callable[[], None]] = deque()

    def submit(self, job: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        inline = InlineLane()
        future: Future[Any] = Future()

        def run() -> None:
            done = inline.submit(job, *args, **kwargs)
            error = done.exception()
            if error is None:
                future.set_result(done.result())
            else:
                future.set_exception(error)

        self.jobs.append(run)
        return future

    def run(self) -> None:
        while self.jobs:
            self.jobs.popleft()()

    def close(self) -> None:
        self.run()


class Screen:
    """Somebody before the import of a branch. `seen` are the standings that were not too late."""

    def __init__(self, branch: Branch) -> None:
        self.branch = branch
        self.lane = HandLane()
        self.seen: list[Standing] = []
        self.at_percent: dict[tuple[Stage, int], Callable[[], None]] = {}
        self.importing = Importing(
            branch.library, branch.reader, reading, self.back_up, branch.clock, branch.new_uid
        )
        self.session = ImportSession(lambda: self.importing, self.lane, self.tell)

    def back_up(self) -> None:
        self.branch.upkeep.back_up(Occasion.IMPORT)

    def tell(self, standing: Standing) -> None:
        if self.session.take(standing):
            self.seen.append(standing)
            for stage, percent in [*self.at_percent]:
                if stage is standing.stage and percent <= standing.percent:
                    self.at_percent.pop((stage, percent))()

    @property
    def now(self) -> Standing:
        return self.seen[-1]

    def stage(self) -> Stage:
        return self.now.stage

    @property
    def review(self) -> Review:
        assert self.now.review is not None
        return self.now.review

    def file(self, text: str, name: str = "店铺.csv") -> Path:
        path = self.branch.folder.parent / name
        path.write_text(text, encoding="utf-8")
        return path

    def open(self, text: str) -> "Screen":
        self.session.open(self.file(text))
        self.lane.run()
        return self

    def picks(self) -> Picks:
        return Picks(self.review, self.now.picked)

    def carry(self, picks: Picks | None = None) -> Standing:
        self.session.carry_out((picks or self.picks()).snapshot())
        self.lane.run()
        return self.now

    def number(self, state: State) -> int:
        (number,) = self.review.numbers[state]
        return number

    def texts(self) -> set[str]:
        return set(self.branch.texts().values())

    def edit(self, was: str, text: str) -> None:
        uid = next(uid for uid, said in self.branch.texts().items() if said == was)
        self.branch.change(uid, variants=reply(text=text).variants)


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    opened = Branch(tmp_path / "shop")
    yield opened
    opened.close()


@pytest.fixture
def screen(branch: Branch) -> Screen:
    """The old file is in the library, and one reply of it was edited here."""
    screen = Screen(branch).open(OLD)
    assert screen.carry().stage is Stage.DONE
    screen.edit("满 88 元包邮", "满 66 元包邮")
    return screen


def test_what_a_file_would_do_is_sorted_and_what_asks_comes_first(screen: Screen) -> None:
    screen.open(NEW)
    assert screen.stage() is Stage.CHOOSING
    counts = {state: screen.review.count(state) for state in State if screen.review.count(state)}
    assert counts == {
        State.BOTH_CHANGED: 1,
        State.THEIRS_CHANGED: 1,
        State.NEW: 1,
        State.SAME: 1,
        State.UNUSABLE: 1,
    }
    rows = screen.session.sift(screen.review, Sieve())
    screen.lane.run()
    listed = [screen.review.items[number].state for number in rows.result() or ()]
    assert listed[:2] == [State.BOTH_CHANGED, State.UNUSABLE]
    assert listed[-1] is State.SAME


def test_what_is_looked_for_is_found_in_titles_texts_and_shortcuts(screen: Screen) -> None:
    screen.open(NEW)

    def found(**sieve: Any) -> list[str | None]:
        rows = screen.session.sift(screen.review, Sieve(**sieve))
        screen.lane.run()
        items = [screen.review.items[number] for number in rows.result() or ()]
        return [item.record.title if item.record else None for item in items]

    assert found(query="99 包邮") == ["包邮"]
    assert found(query="明天") == ["发货"]
    assert found(query="空的 没有") == []
    assert found(states={State.UNUSABLE}) == [None]
    first = screen.session.sift(screen.review, Sieve(query="发货"))
    second = screen.session.sift(screen.review, Sieve(query="包邮"))
    screen.lane.run()
    assert first.result() is None, "a question that came later makes an older one void"
    assert second.result() is not None


def test_ticks_and_choices_come_to_what_the_library_holds_then(screen: Screen) -> None:
    picks = screen.open(NEW).picks()
    assert (picks.coming, picks.asking, picks.made) == (2, 1, False)
    picks.choose(screen.number(State.BOTH_CHANGED), Decision.BOTH)
    picks.tick(screen.number(State.NEW), False)
    assert (picks.coming, picks.asking) == (2, 0)
    done = screen.carry(picks)
    assert done.stage is Stage.DONE
    assert screen.texts() == {"明天发货", "满 66 元包邮", "满 99 元包邮", "七天退货"}
    assert done.imported is not None
    assert len(done.imported.report.rejected) == 1


def test_the_rest_likewise_leaves_alone_what_was_decided_one_by_one(branch: Branch) -> None:
    screen = Screen(branch).open(OLD)
    screen.carry()
    for text in ("今天发货", "满 88 元包邮", "七天退货"):
        screen.edit(text, f"{text}（我的）")
    picks = screen.open(OLD.replace("货\n", "货哦\n").replace("邮\n", "邮哦\n")).picks()
    one, two, three = screen.review.numbers[State.BOTH_CHANGED]
    assert picks.alike(one) == 2
    picks.choose(two, Decision.MINE)
    assert picks.alike(one) == 1
    picks.choose_alike(one, Decision.THEIRS)
    assert (picks.of(two), picks.of(three)) == (Decision.MINE, Decision.THEIRS)
    assert (picks.coming, picks.asking) == (2, 0)
    picks.tick(three, False)
    assert (picks.coming, picks.asking) == (1, 1), "an unticked conflict is open again"


@pytest.mark.parametrize(
    "at",
    [(Stage.WORKING, 0), (Stage.WORKING, 60), (Stage.WORKING, 85)],
    ids=["reading", "planning", "laying open"],
)
def test_given_up_while_it_is_read_or_planned(branch: Branch, at: tuple[Stage, int]) -> None:
    screen = Screen(branch)
    screen.session.open(screen.file(OLD))
    screen.at_percent[at] = screen.session.stop
    screen.lane.run()
    assert not screen.at_percent
    assert screen.stage() is Stage.LEFT
    assert all(one.stage is not Stage.CHOOSING for one in screen.seen)
    assert not branch.folder.exists()


def test_given_up_before_the_lane_came_to_it(branch: Branch) -> None:
    screen = Screen(branch)
    screen.session.open(screen.file(OLD))
    screen.session.stop()
    screen.lane.run()
    assert [one.stage for one in screen.seen] == [Stage.LEFT]


def test_given_up_while_it_is_carried_out_goes_back_to_what_was_looked_at(
    screen: Screen,
) -> None:
    before = screen.open(NEW).review
    texts = screen.texts()
    screen.at_percent[Stage.CARRYING, 30] = screen.session.stop
    assert screen.carry().stage is Stage.CHOOSING
    assert not screen.at_percent
    assert (screen.review, screen.texts()) == (before, texts)
    assert screen.carry().stage is Stage.DONE, "and it can be carried out then"


def test_giving_up_too_late_tells_that_it_is_done(screen: Screen) -> None:
    screen.open(NEW)
    screen.session.carry_out(screen.picks().snapshot())
    committed = screen.branch.library.change

    def change(*args: Any) -> Any:
        future = committed(*args)
        screen.session.stop()
        return future

    screen.branch.library.change = change  # type: ignore[method-assign,assignment]
    screen.lane.run()
    assert screen.stage() is Stage.DONE
    assert "明天发货" in screen.texts()


def test_another_file_makes_what_comes_of_the_one_before_late(branch: Branch) -> None:
    screen = Screen(branch)
    screen.session.open(screen.file(OLD, "first.csv"))
    screen.session.open(screen.file(NEW, "second.csv"))
    screen.lane.run()
    assert {one.source for one in screen.seen} == {"second.csv"}
    assert screen.stage() is Stage.CHOOSING


def test_what_cannot_be_read_is_refused_with_why(branch: Branch) -> None:
    screen = Screen(branch)
    screen.session.open(branch.folder / "nowhere.csv")
    screen.lane.run()
    assert screen.stage() is Stage.REFUSED
    assert screen.now.error is not None
    assert screen.now.error.code is Code.FILE_MISSING


def test_without_its_backup_nothing_comes_in_and_the_choices_stay(screen: Screen) -> None:
    picks = screen.open(NEW).picks()
    (screen.branch.folder / "backups").mkdir(exist_ok=True)

    def fail() -> None:
        raise KefuError(Code.DISK_FULL)

    screen.importing._back_up = fail
    texts = screen.texts()
    after = screen.carry(picks)
    assert after.stage is Stage.CHOOSING
    assert after.error is not None
    assert screen.texts() == texts


def test_a_table_that_tells_nothing_is_laid_out_by_hand(branch: Branch) -> None:
    screen = Screen(branch).open("甲,乙,丙\n发货,今天发货,x\n退货,七天退货,y\n")
    assert screen.stage() is Stage.COLUMNS
    (table,) = screen.now.tables
    layout = Layout((Meaning.TITLE, Meaning.TEXT, Meaning.OTHER), header=1)
    trying = screen.session.try_out(replace(table, layout=layout))
    screen.lane.run()
    assert [record.title for record in trying.result().records] == ["发货", "退货"]
    screen.session.lay_out({"": layout})
    screen.lane.run()
    assert screen.stage() is Stage.CHOOSING
    screen.carry()
    assert screen.texts() == {"今天发货", "七天退货"}


def test_reading_again_keeps_what_was_decided_about_the_same_records(screen: Screen) -> None:
    picks = screen.open(NEW).picks()
    picks.choose(screen.number(State.BOTH_CHANGED), Decision.THEIRS)
    picks.tick_all([State.NEW], False)
    layout = screen.now.tables[0].layout
    screen.session.lay_out({"": layout}, picks.snapshot())
    screen.lane.run()
    again = screen.picks()
    assert again.of(screen.number(State.BOTH_CHANGED)) is Decision.THEIRS
    assert again.ticked(screen.number(State.NEW)) is False


def test_looking_again_asks_what_was_decided_about_another_text(screen: Screen) -> None:
    picks = screen.open(NEW).picks()
    picks.choose_alike(screen.number(State.BOTH_CHANGED), Decision.THEIRS)
    picks.tick(screen.number(State.NEW), False)
    screen.edit("满 66 元包邮", "满 55 元包邮")
    screen.session.look_again(picks.snapshot())
    screen.lane.run()
    again = screen.picks()
    assert again.asking == 1
    assert again.ticked(screen.number(State.NEW)) is False


def test_what_changed_before_it_was_carried_out_can_be_decided_after(screen: Screen) -> None:
    picks = screen.open(NEW).picks()
    picks.choose(screen.number(State.BOTH_CHANGED), Decision.THEIRS)
    screen.edit("满 66 元包邮", "满 55 元包邮")
    done = screen.carry(picks)
    assert done.imported is not None
    assert [item.state for item in done.imported.unsettled] == [State.BOTH_CHANGED]
    assert "满 55 元包邮" in screen.texts()
    screen.session.look_again()
    screen.lane.run()
    assert (screen.picks().asking, screen.picks().coming) == (1, 0)


def test_categories_come_to_lie_where_it_was_said(branch: Branch) -> None:
    branch.add(reply("mine", "我的"))
    screen = Screen(branch).open("分组,标题,内容\n售前/尺码,尺码,偏小\n售前,你好,您好\n")
    shelves = {shelf.path: (shelf.records, shelf.there) for shelf in screen.review.shelves}
    assert shelves == {("售前",): (1, False), ("售前", "尺码"): (1, False)}
    screen.session.carry_out(screen.picks().snapshot(), {("售前",): ("总部", "售前")})
    screen.lane.run()
    with branch.reader() as reader:  # type: ignore[union-attr]
        names = {category.name for category in reader.categories().values()}
    assert names == {"总部", "售前", "尺码"}


def test_closing_lets_go_and_leaves_nothing_behind(screen: Screen) -> None:
    screen.open(NEW)
    texts = screen.texts()
    screen.session.close()
    screen.lane.run()
    assert screen.texts() == texts


@pytest.mark.parametrize("name", ["问题.csv", "问题.txt"])
def test_problems_are_saved_whole_and_safe(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    problems = [Problem("店铺.xlsx", 57, "内容为空"), Problem("=cmd()", 0, "不是话术")]
    import_problems.save(path, ("文件", "行", "原因"), problems)
    written = path.read_bytes().decode("utf-8-sig")
    assert "57" in written
    assert "内容为空" in written
    assert not any(line.startswith("=") for line in written.splitlines()) or name.endswith("txt")
    with pytest.raises(KefuError):
        import_problems.save(tmp_path / "no" / name, ("a", "b", "c"), problems)


def test_what_nearly_says_what_is_here_is_told_before_anything_is_chosen(branch: Branch) -> None:
    screen = Screen(branch)
    branch.add(reply("postage", "满 88 元包邮，新疆西藏补差价"))
    asked: list[int] = []

    def find(plan: ImportPlan, watch: Watch) -> Mapping[Uid, Uid]:
        asked.append(len(plan.items))
        watch.tell(1, 2)
        [new] = [one.uid for one in plan.items if one.state is State.NEW and one.uid is not None]
        return {new: Uid("postage")}

    desk = (branch.library, branch.reader, reading, screen.back_up, branch.clock, branch.new_uid)
    screen.importing = Importing(*desk, find)
    screen.open("标题,内容\n邮费,满 89 元包邮，新疆西藏补差价\n")
    assert [item.state for item in screen.review.items] == [State.SIMILAR_TEXT]
    assert asked == [1]
