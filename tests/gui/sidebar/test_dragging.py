"""Replies and categories dragged onto the tree, and categories moved by keys."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Kind, Uid
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.sidebar.model import dragged_category
from tests.gui.sidebar.pane import LEFT, NO_KEYS, Pane

REPLIES, OTHERS = "Quick replies", "Greetings · away messages"


def undone(pane: Pane) -> Deed:
    """Takes the last step back, and tells what it was."""
    step = pane.arranging.steps().result().undo
    assert step is not None
    pane.arranging.undo().result()
    return step.deed


def test_replies_dropped_on_a_category_move_there_in_one_step(pane: Pane) -> None:
    pane.make("售前/议价", "售后")
    uids = (pane.add("甲", "售后"), pane.add("乙"), pane.add("丙", "售后"))
    pane.unfold(REPLIES, "售前")
    assert pane.drag_replies(uids, REPLIES, "售前", "议价")
    assert [pane.reply(uid).category for uid in uids] == [pane.uid("售前/议价")] * 3
    assert pane.count(REPLIES, "售前") == 3
    assert pane.names(REPLIES) == ["售前", "售后"], "nothing is loose any more"
    assert undone(pane) is Deed.MOVE
    assert pane.reply(uids[1]).category is None


def test_all_of_a_row_takes_replies(pane: Pane) -> None:
    pane.make("甲", "乙")
    reply = pane.add("话术")
    line = pane.line(REPLIES, "甲")
    for place in (line.topLeft(), line.bottomRight(), line.center()):
        assert pane.drop(mime.pack((reply,), ""), place)
        assert pane.reply(reply).category == pane.uid("甲")
        pane.arranging.undo().result()
        pane.wait()


def test_under_another_kind_a_reply_also_becomes_of_that_kind(pane: Pane) -> None:
    pane.add("早", "时段", kind=Kind.GREETING)
    reply = pane.add("晚上好")
    pane.unfold(OTHERS, "Greetings")
    assert pane.drag_replies((reply,), OTHERS, "Greetings", "时段")
    moved = pane.reply(reply)
    assert (moved.kind, moved.category) == (Kind.GREETING, pane.uid("时段"))
    undone(pane)
    assert pane.reply(reply).kind is Kind.REPLY


def test_dropped_on_a_kind_replies_keep_their_category(pane: Pane) -> None:
    reply = pane.add("晚上好", "时段")
    assert pane.drag_replies((reply,), OTHERS, "Away messages")
    assert pane.reply(reply).kind is Kind.AWAY
    assert pane.names(OTHERS, "Away messages") == ["时段"]
    assert pane.drag_replies((reply,), REPLIES)
    assert pane.reply(reply).kind is Kind.REPLY
    assert undone(pane) is Deed.CHANGE_KIND


def test_dropped_on_a_view_replies_become_what_it_shows(pane: Pane) -> None:
    pane.add("没有分组")
    reply = pane.add("甲", "售前")
    assert pane.drag_replies((reply,), "Views", "Favourites")
    assert pane.reply(reply).favourite
    assert pane.drag_replies((reply,), REPLIES, "In no category")
    assert pane.reply(reply).category is None
    assert pane.drag_replies((reply,), "Views", "Trash")
    assert pane.reply(reply).trashed is not None
    assert undone(pane) is Deed.TRASH


def test_where_nothing_can_be_put_a_drag_is_refused(pane: Pane) -> None:
    reply = pane.add("甲", "售前")
    for name in ("All replies", "Recently used", "Wording findings", "Duplicates"):
        assert not pane.drag_replies((reply,), "Views", name), name
    assert not pane.drop(mime.pack((reply,), ""), QPoint(20, 3)), "a heading takes nothing"
    text = QMimeData()
    text.setText("别处来的字")
    assert not pane.drop(text, pane.line(REPLIES, "售前").center())


def test_what_is_dragged_out_of_the_trash_can_only_be_restored(pane: Pane) -> None:
    reply = pane.add("甲", "售前")
    pane.add("乙", "售前")
    pane.arranging.trash([reply])
    pane.wait()
    pane.click("Views", "Trash")
    assert not pane.drag_replies((reply,), REPLIES, "售前")
    assert pane.drag_replies((reply,), "Views", "All replies")
    assert pane.reply(reply).trashed is None
    pane.click("Views", "Favourites")
    assert not pane.drag_replies((reply,), "Views", "All replies")


def test_a_refusal_of_the_machine_is_said_where_it_was_dropped(
    pane: Pane, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.make("售前")
    reply = pane.add("甲")

    def full(*_: object, **__: object) -> None:
        raise MachineFault(Code.DISK_FULL)

    monkeypatch.setattr("kefu_desktop.store.library.Library.commit", full)
    pane.drag_replies((reply,), REPLIES, "售前")
    assert pane.remark == pane.desk.say(MachineFault(Code.DISK_FULL))
    assert pane.reply(reply).category is None


def test_a_category_dropped_on_another_lies_in_it(pane: Pane) -> None:
    pane.make("甲/一", "乙/二")
    assert pane.drag_category("乙", pane.line(REPLIES, "甲").center())
    assert list(pane.paths().values()) == ["甲", "甲/一", "甲/乙", "甲/乙/二"]
    assert undone(pane) is Deed.EDIT_CATEGORY
    assert list(pane.paths().values()) == ["甲", "甲/一", "乙", "乙/二"]


@pytest.mark.parametrize(
    ("moved", "beside", "edge", "order"),
    [
        ("丙", "甲", "top", ["丙", "甲", "乙"]),
        ("甲", "乙", "bottom", ["乙", "甲", "丙"]),
        ("甲", "丙", "bottom", ["乙", "丙", "甲"]),
        ("丙", "乙", "top", ["甲", "丙", "乙"]),
        ("乙", "乙", "top", ["甲", "乙", "丙"]),
    ],
)
def test_a_category_dropped_between_others_lies_there(
    pane: Pane, moved: str, beside: str, edge: str, order: list[str]
) -> None:
    pane.make("甲", "乙", "丙")
    line = pane.line(REPLIES, beside)
    place = line.topLeft() if edge == "top" else line.bottomLeft()
    assert pane.drag_category(moved, place + QPoint(40, 0))
    assert pane.names(REPLIES) == list(pane.paths().values()) == order


def test_between_those_of_a_kind_the_ones_not_shown_keep_their_place(pane: Pane) -> None:
    for name in ("甲", "乙", "丙"):
        pane.add(name, name, kind=Kind.GREETING if name != "乙" else Kind.REPLY)
    pane.unfold(OTHERS, "Greetings")
    line = pane.line(OTHERS, "Greetings", "丙")
    data = pane.tree.model().mimeData([pane.index(OTHERS, "Greetings", "甲")])
    assert pane.drop(data, line.bottomLeft() + QPoint(60, 0))
    assert list(pane.paths().values()) == ["乙", "丙", "甲"]


def test_a_category_dropped_on_its_kind_goes_to_the_top(pane: Pane) -> None:
    pane.make("甲/一")
    pane.unfold(REPLIES, "甲")
    pane.click(REPLIES, "甲", "一")
    assert pane.drag_category("甲/一", pane.line(REPLIES).center())
    assert list(pane.paths().values()) == ["甲", "一"]
    assert pane.current == "一"


def test_a_category_cannot_lie_in_itself_and_that_is_said(pane: Pane) -> None:
    pane.make("甲/一")
    pane.unfold(REPLIES, "甲")
    assert pane.drag_category("甲", pane.line(REPLIES, "甲", "一").center())
    assert "甲" in pane.remark
    assert list(pane.paths().values()) == ["甲", "甲/一"]
    assert not pane.drag_category("甲", pane.line(REPLIES, "甲").center()), "let go where it was"


def test_a_category_beside_one_of_its_name_is_refused_and_that_is_said(pane: Pane) -> None:
    pane.make("甲", "乙/甲")
    assert pane.drag_category("甲", pane.line(REPLIES, "乙").center())
    assert "甲" in pane.remark
    assert list(pane.paths().values()) == ["甲", "乙", "乙/甲"]


def test_views_take_no_categories(pane: Pane) -> None:
    pane.make("甲")
    for name in ("Favourites", "Trash", "All replies"):
        assert not pane.drag_category("甲", pane.line("Views", name).center()), name


def test_alt_and_arrows_move_a_category_step_by_step(pane: Pane) -> None:
    pane.make("甲", "乙", "丙/一")
    pane.click(REPLIES, "丙")
    for key, order in [
        ("Alt+Up", ["甲", "丙", "丙/一", "乙"]),
        ("Alt+Up", ["丙", "丙/一", "甲", "乙"]),
        ("Alt+Up", ["丙", "丙/一", "甲", "乙"]),
        ("Alt+Down", ["甲", "丙", "丙/一", "乙"]),
        ("Alt+Right", ["甲", "甲/丙", "甲/丙/一", "乙"]),
        ("Alt+Left", ["甲", "丙", "丙/一", "乙"]),
        ("Alt+Left", ["甲", "丙", "丙/一", "乙"]),
    ]:
        pane.keys(key)
        assert list(pane.paths().values()) == order, key
        assert pane.current == "丙"
    assert undone(pane) is Deed.EDIT_CATEGORY


def test_the_keys_of_categories_do_nothing_to_views(pane: Pane) -> None:
    pane.make("甲")
    pane.click("Views", "Trash")
    pane.keys("F2", "Del", "Alt+Up", "Alt+Down", "Alt+Right", "Alt+Left")
    assert pane.field is None
    assert list(pane.paths().values()) == ["甲"]
    assert pane.sidebar.current == View(Scope.TRASH)


def test_what_is_gone_meanwhile_is_no_fault_of_the_drag(pane: Pane) -> None:
    pane.make("甲", "乙")
    index = pane.index(REPLIES, "甲")
    data = pane.tree.model().mimeData([index])
    pane.arranging.remove_category(pane.uid("甲"))
    pane.wait()
    assert pane.drop(data, pane.line(REPLIES, "乙").center())
    assert pane.remark != ""
    assert pane.drag_replies((Uid("gone"),), REPLIES, "乙")
    assert list(pane.paths().values()) == ["乙"]


def test_a_category_is_picked_up_by_the_mouse_and_a_view_is_not(
    pane: Pane, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.make("甲")
    taken: list[Uid | None] = []

    def drag(self: QDrag, _: Qt.DropAction) -> Qt.DropAction:
        taken.append(dragged_category(self.mimeData()))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", drag)
    for words in ((REPLIES, "甲"), ("Views", "Trash"), (REPLIES,)):
        viewport, start = pane.tree.viewport(), pane.line(*words).center()
        pane.qtbot.mousePress(viewport, LEFT, pos=start)
        for step in (10, 20, 30):
            place = QPointF(start + QPoint(0, step))
            move = QMouseEvent(
                QMouseEvent.Type.MouseMove, place, viewport.mapToGlobal(place), LEFT, LEFT, NO_KEYS
            )
            QApplication.sendEvent(viewport, move)
        pane.qtbot.mouseRelease(viewport, LEFT, pos=start)
    assert taken == [pane.uid("甲")]


def test_where_it_would_drop_is_shown_while_it_is_dragged(pane: Pane) -> None:
    pane.make("甲", "乙")
    viewport, line = pane.tree.viewport(), pane.line(REPLIES, "乙")
    actions, reply = Qt.DropAction.MoveAction, mime.pack((pane.add("话术", "甲"),), "")

    def accented() -> int:
        picture = viewport.grab(line).toImage()
        wanted = pane.desk.theme.colour("accent")
        return sum(picture.pixelColor(x, line.height() // 2) == wanted for x in range(line.width()))

    before = accented()
    QApplication.sendEvent(viewport, QDragEnterEvent(line.center(), actions, reply, LEFT, NO_KEYS))
    QApplication.sendEvent(viewport, QDragMoveEvent(line.center(), actions, reply, LEFT, NO_KEYS))
    assert accented() > before
    QApplication.sendEvent(viewport, QDragLeaveEvent())
    assert accented() == before
