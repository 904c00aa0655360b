"""The list in the window: what it shows, how it sorts, what stays selected, what moves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kefu_desktop.core.model import Kind, Uid
from kefu_desktop.core.views import Column, Order, Scope, View
from kefu_desktop.gui.library.actions import Act
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.reply_list.table import Cell
from tests.gui.library_window.clerk import LEFT, Clerk
from tests.gui.library_window.stock import WARES, stock


def category(clerk: Clerk, uid: Uid) -> Uid:
    found = clerk.reply(uid).category
    assert found is not None
    return found


def test_it_shows_what_a_category_holds_in_its_order(clerk: Clerk) -> None:
    uids = stock(clerk.world, "讲品质", "送礼物", "摆数据")
    clerk.world.add("别处", category=("售后",))
    clerk.open().look_in(category(clerk, uids["讲品质"]))
    assert clerk.titles() == ["讲品质", "送礼物", "摆数据"]
    assert clerk.selected() == ["讲品质"], "the first is there to be read at once"
    assert "议价: 3 replies" in clerk.foot()


def test_a_click_on_a_head_sorts_turns_and_gives_the_own_order_back(clerk: Clerk) -> None:
    stock(clerk.world, "中", "安", "波")
    clerk.world.library.record_use(clerk.world.add("多用"), "多用", client="", mode="copy").result()
    clerk.open()
    header = clerk.view.horizontalHeader()

    def click(cell: Cell) -> list[str]:
        place = header.sectionViewportPosition(cell) + header.sectionSize(cell) // 2
        at = header.viewport().rect().center()
        at.setX(place)
        QTest.mouseClick(header.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        clerk.settle()
        return clerk.titles()

    own = clerk.titles()
    assert click(Cell.TITLE) == ["安", "波", "多用", "中"]
    assert header.sortIndicatorSection() == Cell.TITLE
    assert click(Cell.TITLE) == ["中", "多用", "波", "安"]
    assert click(Cell.TITLE) == own
    assert header.sortIndicatorSection() == -1
    assert click(Cell.USES)[0] == "多用", "the most used come first"


def test_each_view_keeps_its_own_order(clerk: Clerk) -> None:
    uids = stock(clerk.world, "中", "安")
    clerk.open().look_in(category(clerk, uids["中"]))
    clerk.replies.sort(Order(Column.TITLE))
    clerk.settle()
    assert clerk.titles() == ["安", "中"]
    clerk.look_at(View(Scope.KIND, Kind.REPLY))
    assert clerk.titles() == ["中", "安"]
    clerk.look_in(category(clerk, uids["中"]))
    assert clerk.titles() == ["安", "中"]


def test_after_a_change_selection_and_place_are_what_they_were(clerk: Clerk) -> None:
    uids = stock(clerk.world, *(f"第{number:03}条" for number in range(200)))
    clerk.open().look_in(category(clerk, uids["第000条"]))
    clerk.choose("第120条", "第122条")
    top = clerk.view.rowAt(0)
    clerk.desk.arranging.tag([uids["第120条"], uids["第199条"]], "新").result()
    clerk.world.add("新来的", category=WARES)
    clerk.settle()
    assert clerk.selected() == ["第120条", "第122条"]
    assert clerk.view.rowAt(0) == top
    assert clerk.column(Cell.TAGS)[120] == "#新"
    assert clerk.titles()[-1] == "新来的"


def test_rows_above_that_go_away_do_not_move_what_is_looked_at(clerk: Clerk) -> None:
    uids = stock(clerk.world, *(f"第{number:03}条" for number in range(100)))
    clerk.open().look_in(category(clerk, uids["第000条"]))
    clerk.choose("第060条")
    clerk.view.verticalScrollBar().setValue(50 * clerk.view.rowHeight(0) + 7)
    clerk.desk.arranging.trash([uids[f"第{number:03}条"] for number in range(10)]).result()
    clerk.settle()
    assert clerk.titles()[clerk.view.rowAt(0)] == "第050条"
    assert clerk.view.verticalScrollBar().value() % clerk.view.rowHeight(0) == 7
    assert clerk.selected() == ["第060条"]


def test_when_what_was_selected_is_gone_the_next_is(clerk: Clerk) -> None:
    stock(clerk.world, "甲", "乙", "丙", "丁")
    clerk.open().choose("乙", "丙")
    clerk.keys("Del")
    assert clerk.titles() == ["甲", "丁"]
    assert clerk.selected() == ["丁"]
    clerk.keys("Del")
    assert clerk.selected() == ["甲"]
    clerk.keys("Del")
    assert clerk.titles() == []
    assert clerk.button("New reply").isVisible()
    assert clerk.button("Import a file").isVisible()


def test_a_title_is_written_anew_in_its_row(clerk: Clerk) -> None:
    uids = stock(clerk.world, "嫌贵", "包邮")
    clerk.open().choose("嫌贵")
    clerk.keys("F2")
    field = clerk.view.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "嫌贵"
    # What comes meanwhile must not take the field away.
    clerk.world.add("来了新的")
    clerk.settle()
    assert field.isVisible()
    field.setText("嫌太贵")
    clerk.keys("Return", on=field)
    clerk.settle()
    assert clerk.reply(uids["嫌贵"]).title == "嫌太贵"
    assert sorted(clerk.titles()) == sorted(["嫌太贵", "包邮", "来了新的"])
    assert clerk.selected() == ["嫌太贵"]
    clerk.keys("F2")
    field = clerk.view.findChild(QLineEdit)
    assert field is not None
    field.setText("不要了")
    clerk.keys("Escape", on=field)
    assert clerk.reply(uids["嫌贵"]).title == "嫌太贵"
    assert clerk.window.isVisible(), "Esc was for the field"


def test_a_title_that_cannot_be_is_refused_with_words(clerk: Clerk) -> None:
    uids = stock(clerk.world, "嫌贵")
    clerk.open()
    clerk.replies.rename_wanted.emit(uids["嫌贵"], "")
    clerk.settle()
    assert clerk.reply(uids["嫌贵"]).title == "嫌贵"
    assert clerk.told == [said for said in clerk.told if said]
    assert len(clerk.told) == 1


def test_a_row_is_dragged_to_where_it_shall_stand(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙", "丙", "丁")
    clerk.open().look_in(category(clerk, uids["甲"]))
    clerk.choose("丁")
    assert clerk.drop("丁", "乙", below=False)
    assert clerk.titles() == ["甲", "丁", "乙", "丙"]
    assert clerk.selected() == ["丁"]
    clerk.choose("甲", "乙")
    assert clerk.drop("甲", "丙", below=True)
    assert clerk.titles() == ["丁", "丙", "甲", "乙"]
    clerk.keys("Ctrl+Z", "Ctrl+Z")
    assert clerk.titles() == ["甲", "乙", "丙", "丁"]


def test_between_two_categories_the_row_under_the_pointer_says_which_is_meant(clerk: Clerk) -> None:
    stock(clerk.world, "甲", "乙", path=("售前", "招呼"))
    uids = stock(clerk.world, "丙", "丁", path=("售前", "议价"))
    before = clerk.world.library.ask(lambda library: library.categories()).result()
    top = next(uid for uid, found in before.items() if found.name == "售前")
    clerk.open().look_in(top)
    assert clerk.titles() == ["甲", "乙", "丙", "丁"]
    clerk.choose("丁")
    assert clerk.drop("丁", "乙", below=True)
    assert before[category(clerk, uids["丁"])].name == "招呼"
    clerk.keys("Ctrl+Z")
    clerk.choose("丁")
    assert clerk.drop("丁", "丙", below=False)
    assert before[category(clerk, uids["丁"])].name == "议价"
    assert clerk.titles() == ["甲", "乙", "丁", "丙"]


@pytest.mark.parametrize("how", ["sorted", "searched", "everything"])
def test_where_an_order_has_no_places_nothing_can_be_put_between(clerk: Clerk, how: str) -> None:
    uids = stock(clerk.world, "甲发货", "乙发货")
    clerk.open()
    if how != "everything":
        clerk.look_in(category(clerk, uids["甲发货"]))
    if how == "sorted":
        clerk.replies.sort(Order(Column.USES))
    if how == "searched":
        clerk.search.take("发货")
    clerk.settle()
    clerk.choose("甲发货")
    assert not clerk.drop("甲发货", "乙发货", below=True)


def test_what_is_dragged_out_is_the_text_as_it_would_be_sent(clerk: Clerk) -> None:
    clerk.world.set("shop.name", "小店")
    clerk.world.add("问好", "您好，这里是{店铺}{分段}请说")
    clerk.world.add("再见", "慢走")
    clerk.open().choose("问好", "再见")
    rows = clerk.view.selectionModel().selectedRows()
    data = clerk.table.mimeData(rows)
    assert data.text() == "您好，这里是小店\n请说\n\n慢走"
    assert set(mime.unpack(data)) == set(clerk.table.uids)


def test_letters_over_the_list_begin_a_search(clerk: Clerk) -> None:
    stock(clerk.world, "发货时间", "退款")
    clerk.open().choose("退款")
    clerk.keys("f")
    clerk.type("hsj")
    assert clerk.search.query == "fhsj"
    assert clerk.titles() == ["发货时间"]
    clerk.keys("Down")
    assert clerk.view.hasFocus()


def test_home_and_end_lead_to_the_first_and_last_row(clerk: Clerk) -> None:
    stock(clerk.world, *(f"第{number:02}条" for number in range(60)))
    clerk.open().view.setFocus()
    clerk.keys("End")
    assert clerk.selected() == ["第59条"]
    clerk.keys("Home")
    assert clerk.selected() == ["第00条"]
    clerk.keys("Shift+End")
    assert clerk.replies.selected_count == 60
    clerk.keys("Home", "Right", "Left")
    assert clerk.selected() == ["第00条"]


def test_narrow_lists_give_up_columns_before_titles(clerk: Clerk) -> None:
    stock(clerk.world, "嫌贵")
    clerk.open()
    header = clerk.view.horizontalHeader()
    shown = lambda: [cell for cell in Cell if not header.isSectionHidden(cell)]  # noqa: E731
    clerk.replies.head.fit(540)
    assert shown() == list(Cell)
    clerk.replies.head.fit(400)
    assert shown() == [Cell.TITLE, Cell.SHORTCUT, Cell.TAGS, Cell.USES]
    clerk.replies.head.fit(210)
    assert shown() == [Cell.TITLE]
    assert header.sectionSize(Cell.TITLE) == 210


def test_a_column_keeps_the_width_it_was_drawn_to(clerk: Clerk) -> None:
    stock(clerk.world, "嫌贵")
    clerk.open()
    header, head = clerk.view.horizontalHeader(), clerk.replies.head
    room = clerk.view.viewport().width()
    header.resizeSection(Cell.TAGS, 150)
    assert dict(head.widths)["tags"] == 150
    assert sum(header.sectionSize(cell) for cell in Cell) == room, "the title gave it"
    header.resizeSection(Cell.TITLE, header.sectionSize(Cell.TITLE) - 20)
    assert dict(head.widths)["shortcut"] == 92
    assert sum(header.sectionSize(cell) for cell in Cell) == room


def test_the_head_does_not_ask_about_each_selected_row(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(clerk.world, *(f"第{number:03}条" for number in range(350)))
    clerk.open().view.setFocus()
    clerk.keys("Ctrl+A")
    asked: list[int] = []
    flags = clerk.table.flags
    monkeypatch.setattr(
        type(clerk.table), "flags", lambda _, index: asked.append(index.row()) or flags(index)
    )
    clerk.view.horizontalHeader().viewport().repaint()
    assert len(asked) < 10


def test_all_is_selected_and_counted_without_being_fetched(clerk: Clerk) -> None:
    stock(clerk.world, *(f"第{number:03}条" for number in range(350)))
    clerk.open().view.setFocus()
    clerk.keys("Ctrl+A")
    assert clerk.replies.selected_count == 350
    assert "350 selected" in clerk.foot()
    known = [uid for uid in clerk.table.uids if clerk.table.known(uid) is not None]
    assert len(known) < 350
    clerk.action(Act.FAVOURITE).trigger()
    clerk.settle()
    assert clerk.world.library.ask(lambda library: library.reply(clerk.table.uids[-1])).result()
    assert all(clerk.reply(uid).favourite for uid in clerk.table.uids)
