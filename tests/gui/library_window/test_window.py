"""The window as a whole: what is chosen in it, opened, searched, left and found again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QPushButton

from kefu_desktop.core.model import Uid
from kefu_desktop.core.settings import Language, LookSettings
from kefu_desktop.core.views import Order, Scope, View
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.duplicates import DuplicatesPage
from kefu_desktop.gui.library.panes import SeveralPage
from kefu_desktop.gui.library.reply_list.table import Cell
from kefu_desktop.gui.theme import Theme
from tests.gui.library_window.clerk import LEFT, NO_KEYS, Clerk
from tests.gui.library_window.stock import stock
from tests.gui.world import World


def test_what_is_selected_is_in_the_editor(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙", "丙")
    clerk.open().choose("乙")
    assert clerk.open_uid() == uids["乙"]
    clerk.keys("Down")
    assert clerk.open_uid() == uids["丙"]
    assert clerk.window.findChild(SeveralPage) is None
    clerk.keys("Shift+Up")
    several = clerk.window.findChild(SeveralPage)
    assert several.isVisible()
    assert clerk.open_uid() is None
    assert clerk.button("Move to category", several).isEnabled()
    clerk.choose("甲")
    assert not several.isVisible()
    assert clerk.open_uid() == uids["甲"]


def test_who_runs_down_the_list_opens_the_last_reply(clerk: Clerk) -> None:
    uids = stock(clerk.world, *(f"第{number}条" for number in range(9)))
    clerk.open().view.setFocus()
    for row in range(9):  # faster than any answer comes
        clerk.view.select_row(row)
    clerk.wait(lambda: clerk.open_uid() == uids["第8条"])


def test_another_hand_changes_the_reply_that_is_open(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙")
    clerk.open().choose("甲")
    clerk.desk.arranging.rename(uids["甲"], "甲甲").result()
    clerk.settle()
    assert clerk.titles() == ["甲甲", "乙"]
    assert clerk.written("Title") == "甲甲"


def test_it_opens_at_a_reply_wherever_that_is(clerk: Clerk) -> None:
    stock(clerk.world, "甲", path=("售前",))
    uids = stock(clerk.world, "乙", "丙", path=("售后", "退款"))
    clerk.open()
    clerk.window.open_at(uids["丙"])
    clerk.wait(lambda: clerk.open_uid() == uids["丙"])
    assert clerk.selected() == ["丙"]
    clerk.look_at(View(Scope.FAVOURITES))
    clerk.window.open_at(uids["乙"])
    clerk.wait(lambda: clerk.open_uid() == uids["乙"])
    clerk.wait(lambda: clerk.titles() == ["乙", "丙"])  # where it lies
    clerk.desk.arranging.trash([uids["乙"]]).result()
    clerk.settle()
    clerk.window.open_at(uids["乙"])
    clerk.wait(lambda: clerk.selected() == ["乙"])
    assert clerk.sidebar.current == View(Scope.TRASH)
    clerk.window.open_at(Uid("nowhere"))
    clerk.wait(lambda: clerk.told != [])


def test_a_closed_window_opens_at_a_reply_too(clerk: Clerk) -> None:
    stock(clerk.world, "丙")
    uids = stock(clerk.world, "甲", "乙", path=("售后",))
    clerk.window.open_at(uids["乙"])
    clerk.wait(lambda: clerk.open_uid() == uids["乙"])
    assert clerk.selected() == ["乙"]


def test_a_new_reply_is_written_where_one_is_and_stays_selected(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙")
    clerk.open()
    home = clerk.reply(uids["甲"]).category
    assert home is not None
    clerk.look_in(home)
    clerk.keys("Ctrl+N")
    assert clerk.selected() == []
    clerk.window.open_new("发货了吗", "问发货")
    clerk.settle()
    clerk.keys("Ctrl+S")
    clerk.wait(lambda: clerk.selected() == ["问发货"])
    added = clerk.open_uid()
    assert added is not None
    assert clerk.reply(added).category == home
    assert clerk.titles() == ["甲", "乙", "问发货"]


def test_while_something_new_is_written_nothing_takes_its_place(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙")
    clerk.open()
    clerk.window.open_new("写到一半", "新的")
    clerk.settle()
    clerk.desk.arranging.favourite([uids["甲"]], True).result()
    clerk.settle()
    assert clerk.selected() == []
    assert clerk.written("Title") == "新的"
    clerk.choose("乙")
    kept = clerk.desk.drafting.all().result()
    assert [draft.sheet.title for draft in kept] == ["新的"], "it was left, not lost"


def test_the_search_looks_in_the_view_or_everywhere(clerk: Clerk) -> None:
    stock(clerk.world, "发货时间", path=("售前",))
    uids = stock(clerk.world, "退货地址", "换货", path=("售后",))
    clerk.open()
    home = clerk.reply(uids["换货"]).category
    assert home is not None
    clerk.look_in(home)
    clerk.keys("Ctrl+F")
    clerk.type("huo")
    assert sorted(clerk.titles()) == ["换货", "退货地址"]
    clerk.button("All", clerk.search).click()
    clerk.settle()
    assert sorted(clerk.titles()) == ["发货时间", "换货", "退货地址"]
    assert "3 found" in clerk.foot()
    clerk.keys("Escape")
    assert clerk.titles() == ["退货地址", "换货"]
    assert clerk.window.isVisible()


def test_what_is_not_found_can_be_written(clerk: Clerk) -> None:
    stock(clerk.world, "甲")
    clerk.open().keys("Ctrl+F")
    clerk.type("zhaobudao")
    clerk.button("New reply with this text").click()
    clerk.settle()
    assert clerk.written("Text") == "zhaobudao"


def test_what_is_used_moves_up_where_use_decides(clerk: Clerk) -> None:
    stock(clerk.world, "甲", "乙")
    uids = dict(zip("甲乙", clerk.open().table.uids, strict=True))
    clerk.replies.sort(Order(Cell.USES.sorts_by(Scope.ALL), descending=True))
    clerk.settle()
    clerk.world.library.record_use(uids["乙"], "乙", client="", mode="copy").result()
    clerk.settle()
    assert clerk.titles() == ["乙", "甲"]
    assert clerk.column(Cell.USES) == ["1", ""]


def test_it_is_found_again_as_it_was_left(
    clerk: Clerk, world: World, desk: LibraryDesk, theme: Theme
) -> None:
    uids = stock(clerk.world, "甲", "乙", "丙")
    home = clerk.reply(uids["甲"]).category
    assert home is not None
    clerk.open().look_in(home)
    clerk.replies.sort(Order(Cell.TITLE.sorts_by(Scope.ALL), descending=True))
    clerk.settle()
    clerk.choose("丙")
    clerk.replies.head.take_widths([("tags", 99)])
    clerk.window.resize(780, 610)  # what the screen of these tests has room for
    clerk.window.close()
    later = Clerk(world, desk, clerk.qtbot)
    later.window.open_at()
    later.wait(lambda: later.open_uid() == uids["丙"])
    assert later.sidebar.current.uid == home
    assert later.selected() == ["丙"]
    assert later.titles() == clerk.titles()
    assert later.replies.order == clerk.replies.order
    assert dict(later.replies.head.widths)["tags"] == 99
    assert later.window.size() == clerk.window.size()


def test_a_hidden_window_catches_up_when_it_is_opened(clerk: Clerk) -> None:
    stock(clerk.world, "甲")
    clerk.open()
    clerk.window.close()
    stock(clerk.world, "乙")
    clerk.settle()
    clerk.window.open_at()
    clerk.settle()
    assert clerk.titles() == ["甲", "乙"]


def test_the_keyboard_walks_through_the_panes_and_out(clerk: Clerk) -> None:
    stock(clerk.world, "甲")
    clerk.open().view.setFocus()
    clerk.keys("F6")
    assert clerk.editor.isAncestorOf(QApplication.focusWidget())
    clerk.keys("F6")
    assert clerk.sidebar.isAncestorOf(QApplication.focusWidget())
    clerk.keys("Shift+F6", "Shift+F6")
    assert clerk.view.hasFocus()
    clerk.keys("F6", "Escape")
    assert clerk.view.hasFocus()
    clerk.keys("Escape")
    assert not clerk.window.isVisible()


def test_files_that_are_dropped_are_handed_on(clerk: Clerk, tmp_path: Path) -> None:
    clerk.open()
    dropped = QSignalSpy(clerk.window.files_dropped)
    data = QMimeData()
    file = tmp_path / "话术.xlsx"
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://example.org/")])
    actions = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(clerk.window.rect().center(), actions, data, LEFT, NO_KEYS)
    clerk.window.dragEnterEvent(enter)
    assert enter.isAccepted()
    where = QPointF(clerk.window.rect().center())
    clerk.window.dropEvent(QDropEvent(where, actions, data, LEFT, NO_KEYS))
    assert dropped.count() == 1
    assert dropped.at(0) == [(file,)]


def test_who_finds_nothing_in_a_view_looks_everywhere_with_a_click(clerk: Clerk) -> None:
    stock(clerk.world, "发货时间", path=("售中",))
    stock(clerk.world, "退款", path=("售后",))
    clerk.open()
    clerk.look_at(View(Scope.FAVOURITES))
    clerk.search.reach()
    clerk.type("fhsj")
    clerk.wait(lambda: clerk.titles() == [])
    words = "Search the whole library"
    clerk.button(words).click()
    clerk.wait(lambda: clerk.titles() == ["发货时间"])
    assert clerk.search.everywhere
    clerk.type("qqq")
    clerk.wait(lambda: clerk.titles() == [])
    clerk.button("New reply with this text")
    buttons = clerk.replies.findChildren(QPushButton)
    assert words not in [button.text() for button in buttons if button.isVisible()]


def test_duplicates_take_the_room_of_list_and_editor(clerk: Clerk) -> None:
    uids = stock(clerk.world, "亲，今天发货哦", "别的话")
    copy = stock(clerk.world, "亲，今天发货哦！", path=("售后",))
    clerk.open()
    clerk.sidebar.choose(View(Scope.DUPLICATES))
    clerk.settle()
    page = clerk.window.findChild(DuplicatesPage)
    assert page is not None
    assert page.isVisible()
    assert not clerk.replies.isVisible()
    assert clerk.foot() == "Duplicates | Saved", "the page counts its groups itself"
    page.open_wanted.emit(copy["亲，今天发货哦！"])
    clerk.wait(lambda: clerk.open_uid() == copy["亲，今天发货哦！"])
    assert clerk.replies.isVisible()
    clerk.sidebar.choose(View(Scope.DUPLICATES))
    clerk.settle()
    clerk.keys("Ctrl+N")
    assert clerk.editor.isVisible(), "what is new is written beside the list"
    assert uids


def test_all_words_change_with_the_language(clerk: Clerk, languages: Languages) -> None:
    stock(clerk.world, "甲")
    clerk.open()
    words = lambda: {button.text() for button in clerk.window.findChildren(QPushButton)}  # noqa: E731
    english = words()
    languages.use(Language.ZH_CN)
    clerk.settle()
    assert "＋ 新建话术" in words()
    assert clerk.table.headerData(Cell.TITLE, Qt.Orientation.Horizontal) == "标题"
    languages.use(Language.EN)
    clerk.settle()
    assert words() == english


@pytest.mark.parametrize("scale", [80, 100, 150, 200])
def test_nothing_in_the_bar_is_cut_off(clerk: Clerk, theme: Theme, scale: int) -> None:
    stock(clerk.world, "甲", "乙")
    theme.use(LookSettings(text_scale=scale))
    clerk.open()
    clerk.window.resize(1366, 700)
    clerk.settle()
    assert clerk.window.width() == 1366, "a small screen holds it"
    for button in (clerk.button("New reply"), clerk.button("New category")):
        assert button.width() >= button.sizeHint().width()
    assert clerk.search.field.width() > 0
    assert clerk.search.geometry().right() <= clerk.window.width()
    height = clerk.view.rowHeight(0)
    assert height >= clerk.view.fontMetrics().height() + theme.px(6)


def test_the_settings_are_opened_by_key_and_from_the_menu(clerk: Clerk) -> None:
    clerk.open()
    wanted = QSignalSpy(clerk.window.settings_wanted)
    clerk.keys("Ctrl+,")
    assert wanted.count() == 1
    more = next(one for one in clerk.window.findChildren(QPushButton) if one.text() == "⋯")
    (entry,) = [one for one in more.menu().actions() if one.text() == "Settings…"]
    entry.trigger()
    assert wanted.count() == 2
