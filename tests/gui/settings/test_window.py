"""The settings window: pages, fields that hold at once, and what others change meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from kefu_desktop.app.events import Events
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.settings.clients import ClientsPage
from kefu_desktop.gui.settings.delivery import DeliveryPage
from kefu_desktop.gui.settings.general import GeneralPage
from kefu_desktop.gui.settings.greetings import GreetingsPage
from kefu_desktop.gui.settings.page import Page
from kefu_desktop.gui.settings.placeholders import PlaceholdersPage
from kefu_desktop.gui.settings.window import PAGES
from kefu_desktop.gui.settings.wording import WordingPage
from tests.app.library.branch import StandingClock
from tests.gui.settings.office import Office

INPUTS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QListWidget)


def shown(window: QWidget) -> list[QWidget]:
    """What can be typed into, chosen from or pressed now."""
    return [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, INPUTS)
        and one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


def test_the_pages_stand_in_their_order(office: Office) -> None:
    office.open(GeneralPage)
    names = [office.window.list.item(at).text() for at in range(office.window.list.count())]
    assert names[:6] == ["常规", "快捷键", "送出", "变量", "表情与问候", "用语检查"]
    assert "聊天软件" in names
    assert len(names) == len(PAGES)
    assert office.window.windowTitle() == "设置"


def test_keys_turn_the_pages_and_close(office: Office) -> None:
    office.open(GeneralPage)
    QTest.keyClick(office.window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(office.window.page, PAGES[1])
    QTest.keyClick(office.window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(office.window.list, Qt.Key.Key_Down)
    assert isinstance(office.window.page, PAGES[1])
    QTest.keyClick(office.window, Qt.Key.Key_Escape)
    assert not office.window.isVisible()
    office.window.appear()
    assert isinstance(office.window.page, PAGES[1]), "it opens where it was left"


@pytest.mark.parametrize("kind", PAGES)
def test_every_field_can_be_reached_by_key_and_has_a_name(office: Office, kind: type[Page]) -> None:
    office.meet("ShopDesk.exe", "buyer", "Wnd")
    office.service.set("shop.constants.地址", "杭州")
    office.open(kind)
    fields = shown(office.window)
    for one in fields:
        named = one.accessibleName() or getattr(one, "text", lambda: "")()
        assert named.strip(), f"{type(one).__name__} has no name"
        assert named.isascii() is False or named.strip(), named
    office.window.list.setFocus()
    reached = set[QWidget]()
    while (now := QApplication.focusWidget()) not in reached:
        assert now is not None
        reached.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert [one for one in fields if one not in reached] == []


def test_what_is_chosen_holds_at_once_and_after_a_restart(office: Office) -> None:
    page = office.open(GeneralPage)
    office.choose(page.theme.control, "dark")
    office.choose(page.scale.control, 120)
    office.choose(page.hours.control, 0)
    office.press(page.backup.control, "Space")
    office.write(page.author.control, "晚风女装")
    assert office.file["look"] == {"theme": "dark", "text_scale": 120}
    assert office.file["places"] == {"look_hours": 0}
    page = office.open(GreetingsPage)
    office.press(page.greetings.control, "Space")
    office.choose(page.skin.control, "medium")
    page = office.open(DeliveryPage)
    office.choose(page.enter.control, "copy")
    office.press(page.restore.control, "Space")
    office.press(page.send_parts.control, "Space")
    again = office.restart()
    assert again.value("delivery.enter") == "copy"
    assert again.value("delivery.restore_clipboard") is True
    assert again.value("delivery.send_parts") is True
    assert again.value("emoticons.greetings") is False
    assert again.value("emoticons.skin_tone") == "medium"
    general = again.open(GeneralPage)
    assert general.theme.control.currentText() == "深色"
    assert general.scale.control.currentText() == "120 %"
    assert general.hours.control.currentText() == "只在手动时看"
    assert not general.backup.control.isChecked()
    assert general.author.control.text() == "晚风女装"


def test_a_value_that_is_not_offered_is_shown_as_it_is(office: Office) -> None:
    office.service.set("look.text_scale", 137)
    page = office.open(GeneralPage)
    assert page.scale.control.currentData() == 137
    office.choose(page.scale.control, 100)
    assert office.value("look.text_scale") == 100


def test_the_language_changes_while_the_window_is_open(
    office: Office, languages: Languages
) -> None:
    page = office.open(GeneralPage)
    assert page.language.control.currentText() == "简体中文"
    office.choose(page.language.control, "en")
    assert office.value("look.language") == "en"
    languages.use(Language.EN)
    office.bot.waitUntil(lambda: office.window.windowTitle() == "Settings")
    assert office.window.list.item(0).text() == "General"
    assert page.theme.caption.text() == "Colours"
    assert page.language.control.currentText() == "English"


def colleague(office: Office) -> SettingsService:
    """Another process over the same file."""
    return SettingsService(office.service.file, Events(), StandingClock())


def test_what_another_process_sets_is_shown_and_stays(office: Office) -> None:
    page = office.open(PlaceholdersPage)
    colleague(office).set("shop.name", "晚风女装")
    office.service.reload()
    office.bot.waitUntil(lambda: page.shop.control.text() == "晚风女装")
    colleague(office).set("look.theme", "dark")
    office.write(page.agent.control, "小美")
    assert office.file["look"] == {"theme": "dark"}
    assert office.file["shop"] == {"name": "晚风女装", "agent": "小美"}


def test_what_is_being_typed_is_not_overwritten(office: Office) -> None:
    page = office.open(PlaceholdersPage)
    page.shop.control.setFocus()
    QTest.keyClicks(page.shop.control, "abc")
    colleague(office).set("shop.name", "别的")
    office.service.reload()
    office.bot.waitUntil(lambda: office.value("shop.name") == "别的")
    QApplication.processEvents()
    assert page.shop.control.text() == "abc"
    office.bot.waitUntil(lambda: office.value("shop.name") == "abc")


def test_closing_takes_what_is_half_typed(office: Office) -> None:
    page = office.open(PlaceholdersPage)
    page.agent.control.setFocus()
    QTest.keyClicks(page.agent.control, "Mei")
    QTest.keyClick(page.agent.control, Qt.Key.Key_Escape)
    assert not office.window.isVisible()
    assert office.file["shop"] == {"agent": "Mei"}


def test_closing_takes_what_was_typed_before_another_window_came_in_front(office: Office) -> None:
    page = office.open(PlaceholdersPage)
    QTest.keyClicks(page.agent.control, "Mei")
    office.window.list.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert office.value("shop.agent") == ""
    office.window.close()
    assert office.file["shop"] == {"agent": "Mei"}


def test_what_cannot_be_written_is_said_beside_its_field(office: Office) -> None:
    office.service.file.mkdir()
    page = office.open(GreetingsPage)
    office.press(page.greetings.control, "Space")
    assert "settings.toml" in page.greetings.finding.text
    assert page.greetings.control.accessibleDescription() == page.greetings.finding.text
    office.service.file.rmdir()
    page.greetings.put(False)
    assert page.greetings.finding.text == ""


def test_lines_of_the_file_that_mean_nothing_are_said(office: Office) -> None:
    page = office.open(GeneralPage)
    assert page.findings.text == ""
    office.service.file.write_text('[look]\ntheme = "pink"\n', encoding="utf-8")
    office.window.appear()  # as it does when somebody comes back from the editor
    assert "look.theme" in page.findings.text
    office.press(page.open_file, "Space")
    assert office.opened == [office.service.file]


def test_where_there_is_no_editor_the_place_of_the_file_is_said(office: Office) -> None:
    office.editor = False
    page = office.open(GeneralPage)
    office.press(page.open_file, "Space")
    assert str(office.service.file) in page.findings.text
    assert office.service.file.exists()


def test_wording_rules_are_switched_in_the_user_s_file(office: Office) -> None:
    own = office.desk.wording.own
    own.write_text('# 我们的\nallow = ["微信支付"]\n', encoding="utf-8")
    page = office.open(WordingPage)
    known = {rule.id for rule in office.desk.wording.all()}
    assert {*page.switches} == known
    for rule, switch in page.switches.items():
        assert switch.text() != rule, "every rule of the program has a name"
        assert switch.isChecked()
    office.press(page.switches["informal-you"], "Space")  # type: ignore[index]
    assert own.read_text(encoding="utf-8").startswith("# 我们的\n")
    off = [rule.id for rule in office.desk.wording.all() if not rule.on]
    assert off == ["informal-you"]
    again = office.restart().open(WordingPage)
    assert not again.switches["informal-you"].isChecked()  # type: ignore[index]


def test_a_file_of_rules_that_cannot_be_read_is_said(office: Office) -> None:
    office.desk.wording.own.write_text("off = [", encoding="utf-8")
    page = office.open(WordingPage)
    assert "wording.toml" in page.finding.text
    assert not any(switch.isEnabled() for switch in page.switches.values())
    office.press(page.open_file, "Space")
    assert office.opened == [office.desk.wording.own]
    office.desk.wording.own.write_text("off = []", encoding="utf-8")
    page.appear()
    assert page.finding.text == ""
    assert all(switch.isEnabled() for switch in page.switches.values())


def test_a_page_is_made_when_it_is_looked_at(office: Office) -> None:
    office.open(GeneralPage)
    assert not office.window.findChildren(ClientsPage)
    office.open(ClientsPage)
    assert len(office.window.findChildren(ClientsPage)) == 1
