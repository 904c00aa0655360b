"""What is done in the window with keys, buttons and menus: to one reply, to many, and undone."""

from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu

from kefu_desktop.core.changes import Deed
from kefu_desktop.core.model import Kind
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.exporting.meant import Meant
from kefu_desktop.gui.library.actions import Act
from kefu_desktop.gui.library.replace_dialog import ReplaceDialog
from kefu_desktop.gui.library.reply_list.placing import gap_beside
from kefu_desktop.gui.library.reply_list.table import Cell
from kefu_desktop.gui.library.sidebar.chooser import CategoryChooser
from tests.gui.library_window.clerk import Clerk
from tests.gui.library_window.stock import stock


def steps(clerk: Clerk) -> list[tuple[Deed, int]]:
    """What can be undone next."""
    step = clerk.desk.arranging.steps().result().undo
    return [] if step is None else [(step.deed, step.count)]


def test_keys_do_what_they_say_as_one_step_each(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙", "丙")
    clerk.open().choose("甲", "乙")
    clerk.keys("Ctrl+D")
    assert [clerk.reply(uid).favourite for uid in uids.values()] == [True, True, False]
    assert steps(clerk) == [(Deed.FAVOURITE, 2)]
    clerk.keys("Ctrl+D")
    assert not clerk.reply(uids["甲"]).favourite
    clerk.keys("Ctrl+Shift+D")
    assert clerk.titles() == ["甲", "甲 (copy)", "乙", "乙 (copy)", "丙"]
    assert clerk.selected() == ["甲 (copy)"]
    assert clerk.button("Undo “Duplicate 2”").isEnabled()
    clerk.keys("Ctrl+Z")
    assert clerk.titles() == ["甲", "乙", "丙"]
    clerk.keys("Ctrl+Y")
    assert len(clerk.titles()) == 5
    clerk.keys("Ctrl+Z", "Ctrl+Shift+Z")
    assert len(clerk.titles()) == 5
    clerk.choose("丙")
    clerk.keys("Del")
    assert "丙" not in clerk.titles()
    assert clerk.reply(uids["丙"]).trashed is not None


def test_undo_and_redo_are_offered_when_there_is_something(clerk: Clerk) -> None:
    clerk.open()
    assert not clerk.action(Act.UNDO).isEnabled()
    stock(clerk.world, "甲")
    clerk.settle()
    assert clerk.action(Act.UNDO).isEnabled()
    assert not clerk.action(Act.REDO).isEnabled()
    clerk.button("Undo “Add reply”").click()
    clerk.settle()
    assert clerk.titles() == []
    assert clerk.action(Act.REDO).text() == "Redo “Add reply”"


def test_a_category_is_chosen_by_keys_alone(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙", path=("售前", "议价"))
    stock(clerk.world, "丙", path=("售后", "退款"))
    clerk.open().choose("甲", "乙")
    clerk.keys("Ctrl+M")
    chooser = QApplication.activePopupWidget()
    assert isinstance(chooser, CategoryChooser)
    assert chooser.shown == ["售前", "售前 › 议价", "售后", "售后 › 退款", "In no category"]
    clerk.type("退款")
    clerk.keys("Return")
    paths = clerk.world.library.ask(lambda library: library.categories()).result()
    home = clerk.reply(uids["甲"]).category
    assert home is not None
    assert paths[home].name == "退款"
    assert steps(clerk) == [(Deed.MOVE, 2)]
    assert clerk.selected() == ["甲", "乙"]


def test_tags_are_put_on_and_taken_off(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙", "丙")
    clerk.desk.arranging.tag([uids["丙"]], "老客").result()
    clerk.open().choose("甲", "乙")
    clerk.keys("Ctrl+T")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    clerk.type("#大促")
    clerk.keys("Return")
    assert QApplication.activePopupWidget() is None
    assert clerk.column(Cell.TAGS) == ["#大促", "#大促", "#老客"]
    clerk.keys("Ctrl+T")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert list(offered) == ["#大促", "#老客"], "their own come first"
    assert offered["#大促"].isChecked()
    offered["#大促"].trigger()
    menu.close()
    clerk.settle()
    assert clerk.column(Cell.TAGS) == ["", "", "#老客"]


def test_the_menu_shows_the_keys_and_changes_the_kind(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙")
    clerk.open().choose("甲")
    clerk.view.customContextMenuRequested.emit(clerk.view.rect().center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert offered["Favourite"].shortcut().toString() == "Ctrl+D"
    kinds = {action.text(): action for action in offered["Kind"].menu().actions()}
    assert kinds["Quick reply"].isChecked()
    kinds["Greeting"].trigger()
    menu.close()
    clerk.settle()
    assert clerk.reply(uids["甲"]).kind is Kind.GREETING


def test_the_trash_gives_back_and_asks_before_it_forgets(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙", "丙")
    home = clerk.reply(uids["甲"]).category
    clerk.open().choose("甲", "乙", "丙")
    clerk.keys("Del")
    clerk.look_at(View(Scope.TRASH))
    bar = clerk.replies.trash
    assert bar.isVisible()
    assert "Kept for 30 days. The oldest will be deleted on " in bar.findChild(QLabel).text()
    clerk.choose("甲")
    clerk.button("Restore", bar).click()
    clerk.settle()
    assert clerk.reply(uids["甲"]).trashed is None
    assert clerk.reply(uids["甲"]).category == home
    clerk.choose("乙")
    clerk.keys("Del")
    assert bar.asking
    clerk.keys("Escape")
    assert not bar.asking
    assert sorted(clerk.titles()) == ["丙", "乙"]
    clerk.choose("乙")
    clerk.keys("Del")
    clerk.button("Delete for good", bar).click()
    clerk.settle()
    assert clerk.titles() == ["丙"]
    clerk.button("Empty the trash", bar).click()
    assert clerk.titles() == ["丙"], "it was only asked"
    clerk.button("Delete for good", bar).click()
    clerk.settle()
    assert clerk.titles() == []
    assert not clerk.action(Act.RENAME).isEnabled()


def test_a_copy_is_the_text_as_it_would_be_sent(clerk: Clerk) -> None:
    clerk.world.set("shop.name", "小店")
    clerk.world.add("问好", "您好，这里是{店铺}")
    clerk.world.add("单号", "单号是{单号}")
    clerk.open().choose("问好")
    clerk.keys("Ctrl+C")
    assert clerk.world.clipboard.read_text() == "您好，这里是小店"
    clerk.choose("单号")
    clerk.keys("Ctrl+C")
    assert clerk.told[-1] == "Copied. Still to be filled in: 单号"
    clerk.choose("问好", "单号")
    clerk.keys("Ctrl+C")
    assert clerk.world.clipboard.read_text() == "您好，这里是小店\n\n单号是{单号}"


def test_what_can_be_exported_is_what_is_selected_and_what_is_listed(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙", "丙")
    wanted = QSignalSpy(clerk.window.export_wanted)
    clerk.open().choose("甲", "丙")
    clerk.keys("Ctrl+Shift+E")
    assert wanted.at(0) == [Meant(selected=(uids["甲"], uids["丙"]))], "all are listed in any case"
    clerk.sidebar.export_wanted.emit(View(Scope.KIND, Kind.REPLY))
    clerk.settle()
    (meant,) = wanted.at(1)
    assert meant.listed == tuple(uids.values())
    assert meant.name


def test_replacing_is_about_what_is_selected_else_what_is_listed(clerk: Clerk) -> None:
    uids = stock(clerk.world, "小店发货", "小店退款", "小店再见")

    def replace_in_all(find: str, put: str) -> None:
        clerk.keys("Ctrl+H")
        dialog = clerk.window.findChild(ReplaceDialog)
        assert dialog is not None
        fields = [field for field in dialog.findChildren(QLineEdit) if field.isVisible()]
        fields[0].setText(find)
        fields[1].setText(put)
        go = clerk.button("Replace in", dialog)
        clerk.wait(go.isEnabled)
        go.click()
        clerk.wait(lambda: clerk.window.findChild(ReplaceDialog) is None)
        clerk.window.activateWindow()  # a desktop does so when a dialog closes
        clerk.wait(clerk.window.isActiveWindow)
        clerk.settle()

    clerk.open().choose("小店发货", "小店退款")
    replace_in_all("小店", "大店")
    assert clerk.titles() == ["大店发货", "大店退款", "小店再见"]
    clerk.choose("大店退款")
    replace_in_all("店", "铺")
    assert clerk.titles() == ["大铺发货", "大铺退款", "小铺再见"]
    assert steps(clerk) == [(Deed.REPLACE_TEXT, 3)]
    assert clerk.reply(uids["小店再见"]).variants[0].text == "小铺再见"


def test_what_is_dropped_between_replies_is_of_their_kind(clerk: Clerk) -> None:
    uids = stock(clerk.world, "甲", "乙")
    greeting = stock(clerk.world, "在的", path=("问候",), kind=Kind.GREETING)["在的"]
    home = clerk.reply(uids["甲"]).category
    assert home is not None
    clerk.open().look_in(home)
    (below,) = clerk.replies.lines((uids["乙"],))
    gap = gap_beside(1, below, None, below=False)
    clerk.replies.place_wanted.emit((greeting,), gap)
    clerk.settle()
    assert clerk.titles() == ["甲", "在的", "乙"]
    assert clerk.reply(greeting).kind is Kind.REPLY
