"""The window of shared places, as its user works with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kefu_desktop.core.model import Uid
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.places.dialog import PlacesDialog
from kefu_desktop.gui.places.forms import PlaceForm
from kefu_desktop.gui.places.publish_form import PublishForm
from tests.gui.places.counter import Counter, texts


def opened(shop: Counter, qtbot: QtBot) -> PlacesDialog:
    dialog = shop.dialog()
    qtbot.addWidget(dialog)
    dialog.appear()
    qtbot.waitUntil(lambda: len(rows(dialog)) == shown(shop))
    return dialog


def shown(shop: Counter) -> int:
    return sum(1 + len(state.offers) for state in shop.rooms.subscribing.states())


def rows(dialog: PlacesDialog) -> list[list[str]]:
    tops = [dialog.list.topLevelItem(index) for index in range(dialog.list.topLevelItemCount())]
    items = [
        item
        for top in tops
        for item in (top, *(top.child(number) for number in range(top.childCount())))
    ]
    return [[item.text(column) for column in range(4)] for item in items]


def choose(dialog: PlacesDialog, place: int, pack: int | None = None) -> None:
    item = dialog.list.topLevelItem(place)
    dialog.list.setCurrentItem(item if pack is None else item.child(pack))


def test_without_a_place_the_window_says_what_one_is(shop: Counter, qtbot: QtBot) -> None:
    dialog = opened(shop, qtbot)
    assert any("和团队共享" in text for text in texts(dialog))
    assert not dialog.look.isEnabled()
    assert not dialog.take.isEnabled()


def test_a_folder_is_added_and_looked_at(shop: Counter, qtbot: QtBot) -> None:
    shop.leave_pack("入门包", "1.3", "您好")
    dialog = opened(shop, qtbot)
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    (form,) = dialog.findChildren(PlaceForm)
    assert not form.go.isEnabled()
    assert not form.user.isVisible()
    qtbot.keyClicks(form.address, "nowhere")
    qtbot.keyClick(form.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "不能用作共享位置" in form.says.text())
    form.address.setText(str(shop.drive))
    qtbot.keyClick(form.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    assert rows(dialog)[1] == ["入门包", "", "1.3", "还没导入"]
    assert rows(dialog)[0][0] == str(shop.drive)
    assert "看过" in rows(dialog)[0][3]
    assert shop.rooms.subscribing.news() == (), "who sees it here needs no notice"


def test_what_lies_there_and_what_is_here(shop: Counter, qtbot: QtBot) -> None:
    shop.furnish()
    dialog = opened(shop, qtbot)
    assert rows(dialog)[1:5] == [
        ["入门包", "1.2", "1.3", "可更新"],
        ["双十一话术", "", "2026", "还没导入"],
        ["坏的.kefupack", "", "", "不能用"],
        ["本店话术", "", "3", "已是最新"],
    ]
    assert rows(dialog)[5][3] == "连不上"
    choose(dialog, 0, 0)
    assert any("改了双十一的发货时间" in text for text in texts(dialog))
    choose(dialog, 0, 2)
    assert "坏的.kefupack" in dialog.says.text()
    assert not dialog.take.isEnabled()
    choose(dialog, 1)
    assert "本机一切照常" in dialog.says.text()


def test_enter_on_a_pack_asks_for_the_wizard(shop: Counter, qtbot: QtBot) -> None:
    shop.furnish()
    dialog = opened(shop, qtbot)
    choose(dialog, 0, 0)
    with qtbot.waitSignal(dialog.pack_wanted) as wanted:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert wanted.args[1] == "入门包.kefupack"
    with qtbot.waitSignal(dialog.pack_wanted):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)


def test_a_look_shows_what_is_new_and_keeps_the_choice(shop: Counter, qtbot: QtBot) -> None:
    shop.furnish()
    dialog = opened(shop, qtbot)
    choose(dialog, 0, 3)
    shop.leave_pack("入门包", "1.4", "您好", "在的", "换货")
    with qtbot.waitSignal(dialog.changed):
        qtbot.keyClick(dialog.list, Qt.Key.Key_F5)
    assert rows(dialog)[1] == ["入门包", "1.2", "1.4", "可更新"]
    assert dialog.list.currentItem().text(0) == "本店话术"


def test_a_place_is_left(shop: Counter, qtbot: QtBot) -> None:
    shop.furnish()
    dialog = opened(shop, qtbot)
    choose(dialog, 0)
    with qtbot.waitSignal(dialog.changed):
        qtbot.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    assert [place.user for place in shop.rooms.subscribing.places()] == ["店长"]
    assert len(rows(dialog)) == 1


def test_a_password_is_hidden_and_asked_for_where_it_is_wanted(shop: Counter, qtbot: QtBot) -> None:
    place, _ = shop.rooms.subscribing.add("http://127.0.0.1:9/", "店长", "secret")
    shop.rooms.subscribing.set_password(place.id, "店长", "")
    dialog = opened(shop, qtbot)
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    (form,) = dialog.findChildren(PlaceForm)
    form.address.setText("http://nas/")
    assert form.password.isVisible()
    assert form.password.echoMode() is QLineEdit.EchoMode.Password
    assert any("不加密" in text for text in texts(form))
    form.address.setText("https://nas/")
    assert not any("不加密" in text for text in texts(form))
    form.address.setText("http://127.0.0.1:9/other/")
    form.user.setText("我")
    form.password.setText("secret")
    with qtbot.waitSignal(dialog.changed):
        qtbot.mouseClick(form.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "没有钥匙串" in dialog.says.text())


def test_publishing_from_the_window(shop: Counter, qtbot: QtBot) -> None:
    shop.furnish()
    uid = shop.world.add("新的一条")
    dialog = opened(shop, qtbot)
    dialog.publish((uid,))
    qtbot.waitUntil(lambda: bool(dialog.findChildren(PublishForm)))
    (form,) = dialog.findChildren(PublishForm)
    qtbot.waitUntil(lambda: form.content.count() > 1)
    assert form.content.itemText(0) == "选中的 1 条话术"
    assert not form.go.isEnabled(), "without a name"
    qtbot.keyClicks(form.name, "new")
    form.version.setText("1")
    form.changes.setPlainText("first")
    with qtbot.waitSignal(dialog.changed):
        qtbot.mouseClick(form.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ["new", "", "1", "已是最新"] in rows(dialog))
    assert "已发布「new 1」：1 条话术" in dialog.says.text()
    assert (shop.drive / "new.kefupack").exists()


def test_who_was_first_is_named_and_can_be_looked_at(shop: Counter, qtbot: QtBot) -> None:
    shop.furnish()
    dialog = opened(shop, qtbot)
    theirs = (shop.drive / "双十一话术.kefupack").read_bytes()
    dialog.publish()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(PublishForm)))
    (form,) = dialog.findChildren(PublishForm)
    qtbot.waitUntil(lambda: form.content.count() > 0)
    form.over.setCurrentIndex(form.over.findText("替换「双十一话术 2026」"))
    assert form.name.text() == "双十一话术"
    qtbot.mouseClick(form.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form.look.isVisible)
    assert "2026" in form.says.text()
    assert "小王" in form.says.text()
    assert (shop.drive / "双十一话术.kefupack").read_bytes() == theirs
    with qtbot.waitSignal(dialog.pack_wanted) as wanted:
        qtbot.mouseClick(form.look, Qt.MouseButton.LeftButton)
    assert wanted.args[1] == "双十一话术.kefupack"


def test_everything_has_a_name_and_changes_its_language(
    shop: Counter, qtbot: QtBot, languages: Languages
) -> None:
    shop.furnish()
    dialog = opened(shop, qtbot)
    assert dialog.list.accessibleName() == "共享位置"
    spoken = dialog.list.topLevelItem(0).child(0).data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "入门包, 本机 1.2, 那里 1.3, 可更新"
    languages.use(Language.EN)
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Shared places")
    assert rows(dialog)[1][3] == "Can be updated"
    dialog.publish((Uid("x"),))
    qtbot.waitUntil(lambda: bool(dialog.findChildren(PublishForm)))
    (form,) = dialog.findChildren(PublishForm)
    for field in (form.place, form.content, form.over, form.name, form.version, form.changes):
        assert field.accessibleName()
