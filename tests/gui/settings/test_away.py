"""The page for leaving: switches, times, hours and rules, each held at once."""

from PySide6.QtWidgets import QComboBox, QLineEdit

from kefu_desktop.gui.settings.away import AwayPage
from kefu_desktop.gui.settings.entries import Entries, EntryRow, KeyBox
from tests.gui.settings.office import Office


def add(office: Office, table: Entries) -> EntryRow:
    """Asks for another row."""
    office.press(table.add, "Space")
    return table.rows[-1]


def line_of(box: object) -> QLineEdit:
    assert isinstance(box, QComboBox)
    line = box.lineEdit()
    assert isinstance(line, QLineEdit)
    return line


def test_each_part_that_happens_by_itself_can_be_switched_off(office: Office) -> None:
    page = office.open(AwayPage)
    switches = (
        *(page.idle, page.lock, page.sleep, page.quiet, page.notice),
        *(page.offers, page.schedule, page.holidays, page.copy),
    )
    for field in switches:
        assert field.control.text()
        assert office.value(field.setting) is True
        office.press(field.control, "Space")
        assert office.value(field.setting) is False
    assert office.file["away"] == {field.setting.partition(".")[2]: False for field in switches}


def test_times_are_chosen(office: Office) -> None:
    page = office.open(AwayPage)
    office.choose(page.minutes.control, 5)
    office.choose(page.warn.control, 0)
    office.choose(page.busy.control, 30)
    assert page.warn.control.currentText() == "不询问"
    assert office.value("away.idle_minutes") == 5
    assert office.value("away.warn_seconds") == 0
    assert office.value("away.busy_minutes") == 30


def test_hours_are_given_for_days(office: Office) -> None:
    page = office.open(AwayPage)
    row = add(office, page.hours)
    assert isinstance(row.key, KeyBox)
    office.choose(row.key, "mon-fri")
    assert row.key.currentText() == "周一至周五"
    office.write(row.value, "09:00-12:00 13:00-18:00")
    assert office.value("away.hours") == {"mon-fri": "09:00-12:00 13:00-18:00"}
    office.choose(row.key, "daily")
    assert office.value("away.hours") == {"daily": "09:00-12:00 13:00-18:00"}


def test_days_that_a_person_wrote_stay_as_they_are(office: Office) -> None:
    office.service.set("away.lunch.周一至周五", "12:00-13:00")
    page = office.open(AwayPage)
    (row,) = page.lunch.rows
    assert isinstance(row.key, KeyBox)
    assert row.key.currentText() == "周一至周五"
    page.finish()
    assert office.value("away.lunch") == {"周一至周五": "12:00-13:00"}
    office.write(row.value, "12:30-13:30")
    assert office.value("away.lunch") == {"周一至周五": "12:30-13:30"}


def test_hours_that_cannot_be_read_are_said_beside_them(office: Office) -> None:
    page = office.open(AwayPage)
    row = add(office, page.hours)
    office.choose(row.key, "sat")
    office.write(row.value, "25:00-26:00")
    assert row.finding.text
    assert office.value("away.hours") == {}
    office.write(row.value, "10:00-16:00")
    assert not row.finding.text
    assert office.value("away.hours") == {"sat": "10:00-16:00"}


def test_exceptions_and_rules_are_written(office: Office) -> None:
    page = office.open(AwayPage)
    row = add(office, page.dates)
    office.write(line_of(row.key), "2026-10-01..2026-10-07")
    office.write(row.value, "off")
    assert office.value("away.dates") == {"2026-10-01..2026-10-07": "off"}
    row = add(office, page.rules)
    office.choose(row.key, "lunch")
    office.write(row.value, "午休 ;wx")
    assert office.value("away.rules") == {"lunch": "午休 ;wx"}
    office.press(row.remove, "Space")
    assert office.value("away.rules") == {}
    again = office.restart()
    page = again.open(AwayPage)
    assert [one.value.text() for one in page.dates.rows] == ["off"]
    assert page.rules.rows == []


def test_every_control_has_a_name(office: Office) -> None:
    page = office.open(AwayPage)
    for table in (page.hours, page.lunch, page.dates, page.rules):
        row = add(office, table)
        for widget in (row.key, row.value, row.remove):
            assert widget.accessibleName()
