"""Duplicates as a person meets them: groups, what differs, and what becomes of them."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kefu_desktop.app.catalogue import Whole
from kefu_desktop.app.duplicates import Group
from kefu_desktop.app.jobs import ThreadLane
from kefu_desktop.core.changes import Change, ChangeSet, Deed
from kefu_desktop.core.model import Reply, Uid, Variant
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.duplicates import MOST, DuplicatesPage
from kefu_desktop.gui.library.twins.cards import Cards
from kefu_desktop.gui.library.twins.groups import Groups
from kefu_desktop.gui.library.twins.quiet import Quiet
from kefu_desktop.gui.library.twins.twins import TWIN, Twin, Twins
from tests.gui.world import World

SHIP = "亲，您的订单会在付款后48小时内发出，请您耐心等待哦"
SHIP_24 = "亲，您的订单会在付款后24小时内发出，请您耐心等待哦"
SIZE = "这款衣服尺码偏小，建议您拍大一码哦"
KEY = Qt.Key


@dataclass
class Sight:
    """The page, and a person before it."""

    world: World
    desk: LibraryDesk
    qtbot: QtBot

    def open(self) -> "Sight":
        self.frame = QMainWindow()
        self.undone: list[bool] = []
        undo = QAction(self.frame)
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        undo.triggered.connect(lambda: (self.undone.append(True), self.desk.arranging.undo()))
        self.frame.addAction(undo)
        self.page = DuplicatesPage(self.desk)
        self.frame.setCentralWidget(self.page)
        self.frame.resize(900, 600)
        self.qtbot.addWidget(self.frame)
        self.frame.show()
        self.qtbot.waitUntil(self.frame.isActiveWindow)
        self.settle()
        return self

    def settle(self) -> None:
        """Lets everything arrive that is on its way; lanes are this thread."""
        for _ in range(5):
            QApplication.processEvents()

    @property
    def groups(self) -> list[str]:
        """The rows at the left."""
        model = self.page.findChild(Groups)
        assert isinstance(model, Groups)
        return [f"{group.title} {len(group.uids)}" for group in model.groups]

    @property
    def twins(self) -> Twins:
        model = self.page.findChild(Twins)
        assert isinstance(model, Twins)
        return model

    @property
    def cards(self) -> Cards:
        cards = self.page.findChild(Cards)
        assert isinstance(cards, Cards)
        return cards

    @property
    def titles(self) -> list[str]:
        """The replies side by side; the one to be kept has a star."""
        kept = self.twins.base
        return [
            f"{'*' if row == kept else ''}{whole.reply.title}"
            for row, whole in enumerate(self.twins.wholes)
        ]

    @property
    def words(self) -> str:
        """All that is said anywhere on the page."""
        shown = [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]
        return "\n".join(shown)

    def marked(self, row: int) -> list[str]:
        twin: Twin = self.twins.index(row).data(TWIN)
        text = twin.whole.reply.variants[0].text
        return [text[begin:end] for begin, end in twin.marked[0]]

    def press(
        self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClick(focus, key, keys)
        self.settle()

    def click(self, words: str) -> None:
        (found,) = [
            button
            for button in self.page.findChildren(QPushButton)
            if button.isVisible() and button.text().startswith(words)
        ]
        assert found.isEnabled()
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        self.settle()

    def living(self) -> list[str]:
        def titles() -> Iterator[str]:
            replies = self.world.library.ask(lambda library: list(library.all_replies())).result()
            return (reply.title for reply in replies if reply.trashed is None)

        return sorted(titles())

    def add_many(self, count: int) -> None:
        """Adds replies in one step."""
        replies = [
            Reply(uid=Uid(f"r{number}"), title=f"第{number}", variants=(Variant(SHIP),))
            for number in range(count)
        ]
        step = ChangeSet(Deed.ADD_REPLY, tuple(Change(None, reply) for reply in replies))
        self.world.library.change(lambda _: step).result()

    def use(self, uid: Uid, times: int) -> None:
        for _ in range(times):
            self.world.library.record_use(uid, SHIP, client="", mode="copy").result()


@pytest.fixture
def sight(world: World, desk: LibraryDesk, qtbot: QtBot) -> Sight:
    return Sight(world, desk, qtbot)


def test_a_library_without_duplicates_says_so(sight: Sight) -> None:
    sight.world.add("发货", SHIP)
    sight.world.add("尺码", SIZE)
    sight.open()
    assert "No two replies say the same" in sight.words
    assert sight.groups == []
    sight.world.add("尺码2", SIZE)
    sight.click("Look again")
    assert sight.groups == ["尺码 2"]


def test_replies_stand_side_by_side_with_what_differs_marked(sight: Sight) -> None:
    sight.world.add("一", SHIP)
    often = sight.world.add("二", SHIP_24, category=("售前", "发货"))
    sight.world.add("尺码", SIZE)
    sight.use(often, 3)
    sight.open()
    assert sight.groups == ["二 2"]
    assert sight.titles == ["*二", "一"]
    assert sight.marked(0) == ["2"]
    assert sight.marked(1) == ["8"]
    spoken = sight.twins.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"二. used 3 times. {SHIP_24}"


def test_keeping_one_counts_the_use_of_all_and_is_one_step(sight: Sight) -> None:
    one = sight.world.add("一", SHIP)
    other = sight.world.add("二", SHIP + "～")
    sight.use(one, 2)
    sight.use(other, 3)
    sight.open()
    assert sight.titles == ["*二", "一"]
    sight.press(KEY.Key_Return)
    assert sight.living() == ["二"]
    assert sight.world.count(other) == 5
    assert "No two replies say the same" in sight.words
    sight.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sight.undone
    assert sight.living() == ["一", "二"]
    assert sight.groups == ["二 2"]
    assert sight.world.count(other) == 3


def test_another_one_can_be_kept(sight: Sight) -> None:
    sight.world.add("一", SHIP)
    sight.world.add("二", SHIP + "！")
    sight.open()
    sight.press(KEY.Key_Right)
    sight.press(KEY.Key_Right)
    assert sight.titles == ["一", "*二"]
    sight.click("Keep this one")
    assert sight.living() == ["二"]


def test_merging_makes_variants(sight: Sight) -> None:
    one = sight.world.add("一", SHIP)
    sight.world.add("二", SHIP_24)
    sight.open()
    sight.press(KEY.Key_M)
    assert sight.living() == ["一"]
    reply = sight.world.library.ask(lambda library: library.reply(one)).result()
    assert [variant.text for variant in reply.variants] == [SHIP, SHIP_24]


def test_different_ones_are_not_shown_again_unless_it_is_taken_back(sight: Sight) -> None:
    sight.world.add("一", SHIP)
    sight.world.add("二", SHIP_24)
    sight.world.add("尺码", SIZE)
    sight.world.add("尺码2", SIZE)
    sight.open()
    assert sight.groups == ["尺码 2", "一 2"]
    sight.press(KEY.Key_Down)
    sight.press(KEY.Key_D)
    assert sight.groups == ["尺码 2"]
    assert len(sight.living()) == 4
    sight.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sight.groups == ["尺码 2", "一 2"]
    assert not sight.undone
    # That was all of its own: from here on it is the library's undo again.
    sight.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sight.undone


def test_the_way_back_is_a_button_too_until_something_else_is_done(sight: Sight) -> None:
    for title, text in (("一", SHIP), ("二", SHIP), ("尺码", SIZE), ("尺码2", SIZE)):
        sight.world.add(title, text)
    sight.open()
    sight.click("They are different")
    sight.click("Take it back")
    assert sight.groups == ["一 2", "尺码 2"]
    sight.click("They are different")
    sight.click("Keep this one")
    back = [b for b in sight.page.findChildren(QPushButton) if b.text().startswith("Take it")]
    assert not [button for button in back if button.isVisible()]


def test_what_is_not_ticked_is_left_alone(sight: Sight) -> None:
    for title in ("一", "二", "三"):
        sight.world.add(title, SHIP)
    sight.open()
    sight.press(KEY.Key_Right)
    assert sight.titles == ["*一", "二", "三"]
    sight.press(KEY.Key_Space)
    sight.press(KEY.Key_Right)
    assert sight.titles == ["一", "*二", "三"]
    assert len(sight.twins.ticked) == 2
    tick = sight.cards.visualRect(sight.twins.index(2)).topLeft() + QPoint(24, 24)
    sight.qtbot.mouseClick(sight.cards.viewport(), Qt.MouseButton.LeftButton, pos=tick)
    assert sight.titles == ["一", "*二", "三"]
    assert len(sight.twins.ticked) == 1
    sight.press(KEY.Key_Return)
    assert sight.living() == ["一", "三", "二"]
    sight.qtbot.mouseClick(sight.cards.viewport(), Qt.MouseButton.LeftButton, pos=tick)
    sight.press(KEY.Key_Return)
    assert sight.living() == ["一", "二"]
    assert sight.titles == ["一", "*二"]


def test_what_the_library_refuses_is_said(sight: Sight) -> None:
    sight.world.add("一", SHIP, *(f"说法{number}" for number in range(30)))
    sight.world.add("二", SHIP, *(f"另一种{number}" for number in range(30)))
    sight.open()
    sight.press(KEY.Key_M)
    assert "limit is 50" in sight.words
    assert sight.living() == ["一", "二"]


def test_the_page_follows_what_others_change(sight: Sight) -> None:
    one = sight.world.add("一", SHIP)
    sight.world.add("二", SHIP)
    sight.open()
    sight.desk.arranging.rename(one, "新名字").result()
    sight.settle()
    assert sight.titles == ["*新名字", "二"]
    sight.desk.arranging.trash([one]).result()
    sight.settle()
    assert sight.groups == []


def test_who_comes_back_sees_what_has_become_alike_since(sight: Sight) -> None:
    sight.world.add("一", SHIP)
    sight.open()
    sight.page.hide()
    sight.world.add("二", SHIP)
    sight.page.show()
    sight.settle()
    assert sight.groups == ["一 2"]


def test_of_a_large_group_the_first_are_shown_and_meant(sight: Sight) -> None:
    sight.add_many(MOST + 6)
    sight.open()
    assert len(sight.twins.wholes) == MOST
    assert f"first {MOST} are shown" in sight.words
    sight.press(KEY.Key_Return)
    assert len(sight.living()) == 7
    assert sight.groups == ["第0 7"]


def test_looking_shows_how_far_it_is_and_can_be_stopped(
    sight: Sight, monkeypatch: pytest.MonkeyPatch
) -> None:
    sight.add_many(1_200)
    go_on, lane = threading.Event(), ThreadLane("duplicates")
    monkeypatch.setattr(sight.desk.duplicates, "_lane", lane)
    real = sight.desk.duplicates.find

    def slow(progress: Callable[[float], None], done: Callable[[bool], None]) -> Callable[[], None]:
        def told(part: float) -> None:
            progress(part)
            go_on.wait(10)

        return real(told, done)

    monkeypatch.setattr(sight.desk.duplicates, "find", slow)
    sight.open()
    quiet = sight.page.findChild(Quiet)
    assert isinstance(quiet, Quiet)
    assert "Looking for replies" in sight.words
    sight.qtbot.waitUntil(lambda: quiet.progress.value() > 0, timeout=10_000)
    sight.click("Stop")
    go_on.set()
    sight.qtbot.waitUntil(lambda: "Not looked through yet" in sight.words, timeout=10_000)
    sight.press(KEY.Key_F5)
    sight.qtbot.waitUntil(lambda: bool(sight.groups), timeout=30_000)


def whole(uid: str, *texts: str) -> Whole:
    reply = Reply(uid=Uid(uid), title=uid, variants=tuple(map(Variant, texts)))
    return Whole(reply, (), 0, (0,) * len(texts), "")


def test_the_models_keep_to_the_rules(qtmodeltester: ModelTester) -> None:
    groups, twins = Groups(), Twins()
    qtmodeltester.check(groups, force_py=False)
    qtmodeltester.check(twins, force_py=False)
    groups.show((Group((Uid("a"), Uid("b")), 1.0, "甲"), Group((Uid("c"), Uid("d")), 0.9, "丙")))
    for wholes in ([whole("a", SHIP), whole("b", SHIP)], [], [whole("c", SIZE)]):
        twins.show(wholes)
        qtmodeltester.check(groups, force_py=False)
        qtmodeltester.check(twins, force_py=False)


def test_the_nearest_variant_is_compared() -> None:
    twins = Twins()
    twins.show([whole("a", SIZE, SHIP), whole("b", SHIP_24, SIZE)])
    twin: Twin = twins.index(1).data(TWIN)
    assert twin.marked == (((11, 12),), ())
    select = QItemSelectionModel(twins)
    select.setCurrentIndex(twins.index(1), QItemSelectionModel.SelectionFlag.Select)
    twins.compare_with(1)
    other: Twin = twins.index(0).data(TWIN)
    assert other.marked == ((), ((12, 13),))
