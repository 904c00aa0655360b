"""Find and replace as a person meets it: what would be done is seen first, and then is done."""

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet, Deed
from kefu_desktop.core.model import Millis, Reply, Uid, Variant
from kefu_desktop.core.replacing import Replacement, plan
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.replace_dialog import ChangeList, ReplaceDialog
from kefu_desktop.gui.library.replacing.changes import Changes
from kefu_desktop.gui.library.replacing.excerpts import AROUND, TAIL, excerpt
from kefu_desktop.gui.library.replacing.painter import ChangePainter
from kefu_desktop.gui.library.ticks import turn
from kefu_desktop.store.library import Library
from tests.gui.world import World

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass
class Hand:
    """The dialog, and a person before it."""

    world: World
    desk: LibraryDesk
    qtbot: QtBot

    def open(self) -> "Hand":
        uids = self.world.library.ask(lambda library: library.uids()).result()
        self.dialog = ReplaceDialog(self.desk, uids)
        self.qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.qtbot.waitUntil(self.dialog.isActiveWindow)
        return self

    def write(self, find: str, put: str = "") -> "Hand":
        """Types into both fields, and waits for what would be done."""
        for name, text in (("Find", find), ("Replace with", put)):
            field = self.field(name)
            field.selectAll()
            field.setFocus()
            self.qtbot.keyClick(field, Qt.Key.Key_Delete)
            field.insert(text)
        return self.wait()

    def wait(self) -> "Hand":
        self.qtbot.waitUntil(lambda: self.dialog._settled)
        for _ in range(5):
            QApplication.processEvents()
        self.qtbot.waitUntil(lambda: self.dialog._settled)
        return self

    def field(self, name: str) -> QLineEdit:
        (found,) = [f for f in self.dialog.findChildren(QLineEdit) if f.accessibleName() == name]
        return found

    def tick(self, name: str) -> "Hand":
        (found,) = [box for box in self.dialog.findChildren(QCheckBox) if box.text() == name]
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton, pos=QPoint(8, found.height() // 2))
        return self.wait()

    def button(self, words: str) -> QPushButton:
        buttons = self.dialog.findChildren(QPushButton)
        (found,) = [button for button in buttons if button.text().startswith(words)]
        return found

    @property
    def shown(self) -> ChangeList:
        found = self.dialog.findChild(ChangeList)
        assert isinstance(found, ChangeList)
        return found

    @property
    def rows(self) -> list[str]:
        """What would be replaced, ticked rows with a +, unusable ones with a !."""
        model = self.shown.model()
        signs = {CHECKED: "+", UNCHECKED: "-", None: "!"}
        return [
            signs[model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole)]
            + str(model.index(row, 0).data())
            for row in range(model.rowCount())
        ]

    @property
    def words(self) -> str:
        labels = self.dialog.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def texts(self) -> dict[str, str]:
        replies = self.world.library.ask(lambda library: list(library.all_replies())).result()
        return {reply.title: reply.variants[0].text for reply in replies}


@pytest.fixture
def hand(world: World, desk: LibraryDesk, qtbot: QtBot) -> Hand:
    return Hand(world, desk, qtbot)


def test_nothing_is_done_before_it_is_seen(hand: Hand) -> None:
    hand.world.add("顺丰说明", "默认发顺丰", "也可以发顺丰")
    hand.world.add("其他", "您好")
    hand.open()
    assert "Looked for in 2 replies" in hand.words
    assert not hand.button("Replace in 0").isEnabled()
    hand.write("顺丰", "中通")
    assert hand.rows == ["+顺丰说明 · title", "+顺丰说明 · variant 1", "+顺丰说明 · variant 2"]
    assert "1 of 1 replies are ticked" in hand.words
    assert hand.texts()["顺丰说明"] == "默认发顺丰"
    row = hand.shown.model().index(1, 0)
    spoken = row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "顺丰说明. variant 1. 默认发顺丰 becomes 默认发中通"
    # What is shown is no longer what would be done.
    assert hand.button("Replace in 1").isEnabled()
    hand.field("Replace with").setText("圆通")
    assert not hand.button("Replace in 1").isEnabled()
    hand.wait()
    assert hand.button("Replace in 1").isEnabled()


def test_it_is_done_to_what_is_ticked_in_one_step(hand: Hand) -> None:
    hand.world.add("一", "顺丰")
    hand.world.add("二", "发顺丰", "顺丰到付")
    hand.world.add("三", "顺丰包邮")
    hand.open().write("顺丰", "中通")
    hand.shown.setFocus()
    hand.qtbot.keyClick(hand.shown, Qt.Key.Key_Down)
    hand.qtbot.keyClick(hand.shown, Qt.Key.Key_Space)
    assert hand.rows == ["+一 · variant 1", "-二 · variant 1", "-二 · variant 2", "+三 · variant 1"]
    hand.qtbot.mouseClick(hand.button("Replace in 2"), Qt.MouseButton.LeftButton)
    hand.qtbot.waitUntil(lambda: not hand.dialog.isVisible())
    assert hand.texts() == {"一": "中通", "二": "发顺丰", "三": "中通包邮"}
    step = hand.desk.arranging.steps().result().undo
    assert step is not None
    assert (step.deed, step.count) == (Deed.REPLACE_TEXT, 2)
    hand.desk.arranging.undo().result()
    assert hand.texts()["一"] == "顺丰"


def test_a_click_on_a_tick_turns_it_and_links_turn_all(hand: Hand) -> None:
    hand.world.add("一", "顺丰")
    hand.world.add("二", "顺丰")
    hand.open().write("顺丰", "中通")
    row = hand.shown.visualRect(hand.shown.model().index(1, 0))
    port = hand.shown.viewport()
    hand.qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=row.topLeft() + QPoint(24, 16))
    assert hand.rows == ["+一 · variant 1", "-二 · variant 1"]
    for x in range(0, row.width(), 4):
        beside = QPoint(x, row.center().y())
        hand.qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=beside)
        assert hand.rows == ["+一 · variant 1", "-二 · variant 1"]
    # What was unticked stays so while more is written.
    hand.write("顺丰", "圆通")
    assert hand.rows == ["+一 · variant 1", "-二 · variant 1"]
    hand.qtbot.mouseClick(hand.button("None"), Qt.MouseButton.LeftButton)
    assert hand.rows == ["-一 · variant 1", "-二 · variant 1"]
    assert not hand.button("Replace in 0").isEnabled()
    hand.qtbot.mouseClick(hand.button("Tick all"), Qt.MouseButton.LeftButton)
    assert hand.rows == ["+一 · variant 1", "+二 · variant 1"]


def test_where_and_how_it_is_looked_for_can_be_said(hand: Hand) -> None:
    hand.world.add("SF 快递", "默认发sf，SFX 不发")
    hand.open().write("SF", "ZT")
    assert hand.rows == ["+SF 快递 · title", "+SF 快递 · variant 1"]
    assert hand.shown.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "默认发ZT，ZTX 不发"
    hand.tick("Whole words").tick("Match case")
    assert hand.rows == ["+SF 快递 · title"]
    hand.tick("Titles")
    assert hand.rows == []
    assert "Not found in 1 replies" in hand.words


def test_what_cannot_be_done_is_listed_with_its_reason(hand: Hand) -> None:
    hand.world.add("好", "好的")
    hand.world.add("标题", "好")
    hand.open().write("好")
    assert hand.rows == ["!好 · title", "!标题 · variant 1"]
    assert "2 cannot be changed" in hand.words
    assert "are ticked" not in hand.words
    assert not hand.button("Replace in 0").isEnabled()
    hand.shown.grab()
    hand.tick("Titles")
    assert hand.rows == ["+好 · variant 1", "!标题 · variant 1"]


def test_what_was_changed_meanwhile_is_looked_at_again(hand: Hand) -> None:
    one = hand.world.add("一", "发顺丰")
    hand.world.add("二", "顺丰")
    hand.open().write("顺丰", "中通")

    def make(library: Library) -> ChangeSet:
        reply = library.reply(one)
        return editing.rename(reply, "一（顺丰）", Millis(1))

    hand.world.library.change(make).result()
    hand.qtbot.keyClick(hand.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hand.wait()
    assert hand.dialog.isVisible()
    assert "changed elsewhere" in hand.words
    assert hand.rows == ["+一（顺丰） · title", "+一（顺丰） · variant 1", "+二 · variant 1"]
    hand.qtbot.keyClick(hand.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hand.qtbot.waitUntil(lambda: not hand.dialog.isVisible())
    assert hand.texts() == {"一（中通）": "发中通", "二": "中通"}


def test_only_the_last_of_what_was_written_is_planned_next(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one plan is made nothing else is; its outcome is not shown if more was written."""
    hand.world.add("一", "顺丰")
    asked: list[tuple[str, Future[Any]]] = []

    def plan_later(uids: tuple[Uid, ...], replacement: Replacement) -> Future[Any]:
        asked.append((replacement.put, Future()))
        return asked[-1][1]

    real = hand.desk.arranging.plan_replacing
    uids = hand.world.library.ask(lambda library: library.uids()).result()
    hand.open()
    monkeypatch.setattr(hand.desk.arranging, "plan_replacing", plan_later)
    hand.field("Find").setText("顺丰")
    hand.qtbot.waitUntil(lambda: len(asked) == 1)
    for put in ("中", "中通"):
        hand.field("Replace with").setText(put)
        hand.qtbot.waitUntil(lambda: not hand.dialog._pause.isActive())
    assert [put for put, _ in asked] == [""]
    assert not hand.button("Replace in").isEnabled()
    asked[0][1].set_result(real(uids, Replacement("顺丰", "")).result())
    hand.qtbot.waitUntil(lambda: len(asked) == 2)
    assert hand.rows == []
    assert asked[1][0] == "中通"
    asked[1][1].set_result(real(uids, Replacement("顺丰", "中通")).result())
    hand.wait()
    assert hand.rows == ["+一 · variant 1"]
    assert hand.button("Replace in 1").isEnabled()


def test_of_thousands_only_what_is_seen_is_drawn(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open()
    replies = [
        Reply(uid=Uid(f"r{number}"), title=f"第{number}条", variants=(Variant("发顺丰的哦"),))
        for number in range(10_000)
    ]
    made = plan(replies, Replacement("顺丰", "中通"))
    model, drawn = hand.dialog._changes, []
    real = ChangePainter.paint

    def paint(self: ChangePainter, painter: Any, option: Any, index: Any) -> None:
        drawn.append(index.row())
        real(self, painter, option, index)

    monkeypatch.setattr(ChangePainter, "paint", paint)
    model.show(made)
    hand.shown.grab()
    assert model.rowCount() == 10_000
    assert drawn[0] == 0
    assert max(drawn) < 20


def reply(uid: str, *texts: str) -> Reply:
    return Reply(uid=Uid(uid), title="顺", variants=tuple(map(Variant, texts)))


def test_the_model_keeps_to_the_rules(qtmodeltester: ModelTester) -> None:
    changes = Changes()
    qtmodeltester.check(changes, force_py=False)
    replies = [reply("a", "顺丰", "顺丰2"), reply("b", "顺"), reply("c", "好")]
    for put in ("中", "", "通"):
        changes.show(plan(replies, Replacement("顺", put)))
        qtmodeltester.check(changes, force_py=False)
        turn(changes.index(0))
        changes.tick_all(ticked=True)
    changes.show(plan(replies, Replacement("顺", "中")))
    turned: list[tuple[int, int]] = []
    changes.dataChanged.connect(lambda first, last: turned.append((first.row(), last.row())))
    turn(changes.index(2))
    assert turned == [(0, 2)]
    changes.show(plan([reply("d", "顺")], Replacement("顺", "")))
    assert changes.rowCount() == 1
    assert not changes.setData(changes.index(0), UNCHECKED, Qt.ItemDataRole.CheckStateRole)
    assert not changes.flags(changes.index(0)) & Qt.ItemFlag.ItemIsUserCheckable
    changes.show(None)
    qtmodeltester.check(changes, force_py=False)
    assert not changes.setData(changes.index(0), CHECKED, Qt.ItemDataRole.CheckStateRole)


@given(st.text(max_size=300), st.data())
def test_an_excerpt_shows_every_mark(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    runs = excerpt(text, spans)
    marked = [run.text for run in runs if run.marked]
    assert [mark.split() for mark in marked] == [text[a:b].split() for a, b in spans]
    plain = sum(len(run.text) for run in runs if not run.marked)
    assert plain <= (2 * AROUND + 1) * len(spans) + TAIL + 2
    assert not any("\n" in run.text for run in runs)


def test_an_excerpt_leaves_out_what_is_far_from_any_mark() -> None:
    text = f"{'前' * 40}顺丰{'中' * 40}顺丰\n\n到付"
    words = "".join(
        f"[{run.text}]" if run.marked else run.text for run in excerpt(text, ((40, 42), (82, 84)))
    )
    near = "前" * AROUND
    assert words == f"…{near}[顺丰]{'中' * AROUND}…{'中' * AROUND}[顺丰] 到付"
