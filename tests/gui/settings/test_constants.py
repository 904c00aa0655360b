"""Constants of one's own: rows that hold when they are complete, and say what they lack."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kefu_desktop.app.events import Events
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.gui.settings.entries import EntryRow
from kefu_desktop.gui.settings.placeholders import PlaceholdersPage
from tests.app.library.branch import StandingClock
from tests.gui.settings.office import Office


def constants(office: Office) -> object:
    return office.value("shop.constants")


def add(office: Office, page: PlaceholdersPage, name: str, text: str) -> EntryRow:
    """Adds a row as a user does."""
    office.press(page.constants.add, "Space")
    row = page.constants.rows[-1]
    assert QApplication.focusWidget() is row.key
    office.write(row.key, name)
    office.write(row.value, text)
    return row


def test_a_constant_is_added_changed_renamed_and_removed(office: Office) -> None:
    page = office.open(PlaceholdersPage)
    row = add(office, page, "地址", "杭州")
    add(office, page, "电话", "400")
    assert constants(office) == {"地址": "杭州", "电话": "400"}
    office.write(row.value, "宁波")
    office.write(row.key, "仓库")
    assert constants(office) == {"电话": "400", "仓库": "宁波"}
    again = office.restart()
    page = again.open(PlaceholdersPage)
    assert [(one.key.text(), one.value.text()) for one in page.constants.rows] == [
        ("电话", "400"),
        ("仓库", "宁波"),
    ]
    again.press(page.constants.rows[0].remove, "Space")
    assert constants(again) == {"仓库": "宁波"}
    assert QApplication.focusWidget() is page.constants.rows[0].remove
    QApplication.processEvents()
    assert len(page.constants.rows) == 1


def test_braces_round_a_name_are_not_part_of_it(office: Office) -> None:
    page = office.open(PlaceholdersPage)
    row = add(office, page, "{地址}", "杭州")
    assert constants(office) == {"地址": "杭州"}
    assert row.key.text() == "地址"


def test_a_name_that_no_placeholder_can_have_is_said_beside_it(office: Office) -> None:
    page = office.open(PlaceholdersPage)
    row = add(office, page, "日期", "今天")
    assert "日期" in row.finding.text
    assert row.key.property("wrong") is True
    assert constants(office) == {}
    office.write(row.key, "到货")
    assert row.finding.text == ""
    assert constants(office) == {"到货": "今天"}
    office.write(row.key, "1 2")
    assert row.finding.text
    assert constants(office) == {"到货": "今天"}, "the old name holds until there is a good one"


def test_what_a_row_lacks_is_said_and_nothing_is_lost(office: Office) -> None:
    page = office.open(PlaceholdersPage)
    row = add(office, page, "", "杭州")
    assert "×" in row.finding.text
    assert row.key.property("wrong") is True
    office.write(row.key, "地址")
    office.write(row.value, "")
    assert "×" in row.finding.text
    assert row.value.property("wrong") is True
    assert constants(office) == {"地址": "杭州"}
    office.press(page.constants.add, "Space")
    assert len(page.constants.rows) == 2
    office.press(page.constants.add, "Space")
    assert len(page.constants.rows) == 2, "one empty row is enough"


def test_two_of_one_name_are_told_apart(office: Office) -> None:
    page = office.open(PlaceholdersPage)
    add(office, page, "地址", "杭州")
    twin = add(office, page, "地址", "宁波")
    assert twin.finding.text
    assert twin.key.property("wrong") is True
    assert constants(office) == {"地址": "杭州"}


def test_rows_follow_what_others_do_and_keep_what_is_being_written(office: Office) -> None:
    office.service.set("shop.constants.地址", "杭州")
    page = office.open(PlaceholdersPage)
    office.press(page.constants.add, "Space")
    typing = page.constants.rows[-1]
    QTest.keyClicks(typing.key, "abc")
    other = SettingsService(office.service.file, Events(), StandingClock())
    other.set("shop.constants.地址", "")
    other.set("shop.constants.电话", "400")
    office.service.reload()
    office.bot.waitUntil(lambda: "电话" in [row.held for row in page.constants.rows])
    assert "地址" not in [row.held for row in page.constants.rows]
    assert typing in page.constants.rows
    assert typing.key.text() == "abc"
    QTest.keyClick(typing.key, Qt.Key.Key_Tab)
    assert typing.finding.text == "", "it is not complained about before the text could be written"
    QTest.keyClicks(typing.value, "x")
    office.window.close()
    assert constants(office) == {"电话": "400", "abc": "x"}
