"""Keys are recorded by pressing them; what cannot be had is said at once and not set."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kefu_desktop.app.hotkey import HotkeyState, Purpose
from kefu_desktop.core import chords
from kefu_desktop.gui.settings.chord_control import ChordControl
from kefu_desktop.gui.settings.delivery import DeliveryPage
from kefu_desktop.gui.settings.hotkeys import HotkeyField, HotkeysPage
from kefu_desktop.gui.settings.recording import chord_of, modifiers_of
from tests.gui.settings.office import Office

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def record(office: Office, control: ChordControl, *keys: str) -> None:
    """Presses the button, then keys."""
    office.press(control, "Space")
    assert control.recording
    office.press(control, *keys)


@pytest.mark.parametrize(
    ("key", "held", "chord"),
    [
        (Qt.Key.Key_K, CTRL | ALT, "Ctrl+Alt+K"),
        (Qt.Key.Key_Exclam, CTRL | SHIFT, "Ctrl+Shift+1"),
        (Qt.Key.Key_Colon, CTRL | SHIFT, "Ctrl+Shift+;"),
        (Qt.Key.Key_Semicolon, CTRL | ALT, "Ctrl+Alt+;"),
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "F9"),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.MetaModifier, "Meta+Space"),
        (Qt.Key.Key_Backtab, SHIFT | ALT, "Alt+Shift+Tab"),
        (Qt.Key.Key_Insert, SHIFT, "Shift+Insert"),
        (Qt.Key.Key_Control, CTRL, "None"),
        (Qt.Key.Key_Odiaeresis, CTRL, "None"),
    ],
)
def test_a_pressed_key_is_the_chord_it_is_called(
    key: Qt.Key, held: Qt.KeyboardModifier, chord: str
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, held)
    found = chord_of(event)
    assert str(found) == chord
    if found is not None:
        assert chords.parse(str(found)) == found


def test_on_a_mac_command_is_the_meta_key() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, CTRL)
    assert modifiers_of(event, mac=True) == {chords.Modifier.META}
    assert modifiers_of(event, mac=False) == {chords.Modifier.CTRL}


def test_a_key_is_recorded_by_pressing_it(office: Office) -> None:
    page = office.open(HotkeysPage)
    field = page.keys[Purpose.POPUP]
    assert field.control.text() == "Ctrl+Alt+K"
    office.press(field.control, "Space")
    assert "请按下" in field.control.text()
    assert office.port.bound == {}, "else the popup would open instead"
    QTest.keyPress(field.control, Qt.Key.Key_Control, CTRL)
    assert field.control.text() == "Ctrl+…"
    QTest.keyClick(field.control, Qt.Key.Key_H, CTRL | ALT)
    assert office.file["hotkey"] == {"popup": "Ctrl+Alt+H"}
    assert field.control.text() == "Ctrl+Alt+H"
    assert chords.parse("Ctrl+Alt+H") in office.port.bound
    assert chords.parse("Ctrl+Alt+K") not in office.port.bound
    assert chords.parse("Ctrl+Alt+J") in office.port.bound
    assert office.restart().hotkey.status(Purpose.POPUP).state is HotkeyState.ACTIVE


def test_escape_leaves_it_as_it_was_and_the_window_open(office: Office) -> None:
    page = office.open(HotkeysPage)
    field = page.keys[Purpose.POPUP]
    record(office, field.control, "Escape")
    assert office.window.isVisible()
    assert (field.control.text(), field.control.recording) == ("Ctrl+Alt+K", False)
    assert chords.parse("Ctrl+Alt+K") in office.port.bound
    record(office, field.control)
    page.paused.control.setFocus()
    assert not field.control.recording, "who goes elsewhere has changed their mind"
    record(office, field.control)
    office.window.close()
    assert chords.parse("Ctrl+Alt+K") in office.port.bound


def test_a_key_that_is_a_shortcut_of_the_window_is_recorded_too(office: Office) -> None:
    page = office.open(DeliveryPage)
    record(office, page.paste_key.control, "Ctrl+W")
    assert office.window.isVisible()
    assert office.value("delivery.paste_key") == "Ctrl+W"


def refused(office: Office, field: HotkeyField, keys: str) -> str:
    before = office.value(field.setting)
    record(office, field.control, keys)
    assert office.value(field.setting) == before
    assert field.control.text() == before
    assert field.finding.text
    return field.finding.text


def test_a_key_of_another_program_is_said_at_once_with_one_that_is_free(office: Office) -> None:
    office.port.taken.add(chords.parse("Ctrl+Alt+H"))
    office.port.taken.add(chords.parse("Ctrl+Alt+Shift+H"))
    page = office.open(HotkeysPage)
    field = page.keys[Purpose.POPUP]
    assert "别的程序" in refused(office, field, "Ctrl+Alt+H")
    assert field.control.property("wrong") is True
    assert chords.parse("Ctrl+Alt+K") in office.port.bound, "the old one goes on working"
    (use,) = [one for one in field.findChildren(type(page.keys[Purpose.CAPTURE].none))
              if one.isVisible() and "改用" in one.text()]  # fmt: skip
    offered = use.text().removeprefix("改用 ")
    assert chords.parse(offered) not in office.port.taken
    office.press(use, "Space")
    assert office.value("hotkey.popup") == offered
    assert field.finding.text == ""


def test_a_key_that_never_comes_is_explained(office: Office) -> None:
    """What another program takes from the whole desktop does not reach our window at all."""
    field = office.open(HotkeysPage).keys[Purpose.POPUP]
    record(office, field.control)
    down, up = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    for kind, key, held in (
        (down, Qt.Key.Key_Control, CTRL),
        (down, Qt.Key.Key_Alt, CTRL | ALT),
        (up, Qt.Key.Key_Alt, CTRL | ALT),
    ):
        QApplication.sendEvent(field.control, QKeyEvent(kind, key, held))
    assert field.finding.text == ""
    QApplication.sendEvent(field.control, QKeyEvent(up, Qt.Key.Key_Control, CTRL))
    assert "占用" in field.finding.text
    assert field.control.recording, "another one can be pressed at once"
    QTest.keyClick(field.control, Qt.Key.Key_F9)
    assert office.value("hotkey.popup") == "F9"
    assert field.finding.text == ""


def test_two_of_our_own_cannot_be_the_same(office: Office) -> None:
    page = office.open(HotkeysPage)
    said = refused(office, page.keys[Purpose.CAPTURE], "Ctrl+Alt+K")
    assert "另一个热键" in said


@pytest.mark.parametrize("keys", ["Ctrl+V", "K", "Alt+F4"])
def test_a_key_that_chats_need_is_refused(office: Office, keys: str) -> None:
    page = office.open(HotkeysPage)
    refused(office, page.keys[Purpose.POPUP], keys)


def test_a_key_can_be_given_up_but_not_that_of_the_popup(office: Office) -> None:
    page = office.open(HotkeysPage)
    office.press(page.keys[Purpose.CAPTURE].none, "Space")
    assert office.value("hotkey.capture") == ""
    assert page.keys[Purpose.CAPTURE].control.text() == "不用"
    record(office, page.keys[Purpose.BUSY].control, "Delete")
    assert office.value("hotkey.busy") == ""
    assert not page.keys[Purpose.POPUP].none.isVisible()


def test_a_key_that_is_taken_already_is_said_when_the_page_opens(office: Office) -> None:
    office.port.taken.add(chords.parse("Ctrl+Alt+H"))
    office.service.set("hotkey.capture", "Ctrl+Alt+H")
    page = office.open(HotkeysPage)
    assert "不起作用" in page.keys[Purpose.CAPTURE].finding.text
    assert page.keys[Purpose.POPUP].finding.text == ""


def test_keys_are_paused_and_the_back_end_is_chosen(office: Office) -> None:
    page = office.open(HotkeysPage)
    office.press(page.paused.control, "Space")
    assert office.port.bound == {}
    office.choose(page.backend.control, "command-only")
    assert office.file["hotkey"] == {"paused": True, "backend": "command-only"}


def test_a_paste_key_without_a_modifier_is_refused(office: Office) -> None:
    page = office.open(DeliveryPage)
    record(office, page.paste_key.control, "Insert")
    assert office.value("delivery.paste_key") == "Ctrl+V"
    assert "Insert" in page.paste_key.finding.text
    record(office, page.paste_key.control, "Shift+Insert")
    assert office.value("delivery.paste_key") == "Shift+Insert"
    assert page.paste_key.finding.text == ""
