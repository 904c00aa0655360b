"""The hotkey as it is set: bound, paused, taken, or left to the desktop."""

from dataclasses import dataclass, field, replace

import pytest

from kefu_desktop.app.events import Events, SettingsChanged
from kefu_desktop.app.hotkey import Hotkey, HotkeyState, HotkeyStatus
from kefu_desktop.app.ports import Press
from kefu_desktop.core import chords
from kefu_desktop.core.settings import HotkeySettings, Settings, with_value
from kefu_desktop.native.recording import RecordingHotkey

K, J = chords.parse("Ctrl+Alt+K"), chords.parse("Ctrl+Alt+J")


@dataclass
class Keyboard:
    """A hotkey on a keyboard, and all that it told."""

    port: RecordingHotkey = field(default_factory=RecordingHotkey)
    settings: Settings = field(default_factory=Settings)
    events: Events = field(default_factory=Events)
    pressed: list[Press] = field(default_factory=list)
    told: list[HotkeyStatus] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hotkey = Hotkey(
            self.port, self.settings.hotkey, self.events, self.pressed.append, self.told.append
        )

    def set(self, name: str, value: object) -> None:
        before = self.settings
        self.settings = with_value(before, name, value)
        self.events.publish(SettingsChanged(before, self.settings))

    @property
    def states(self) -> list[HotkeyState]:
        return [status.state for status in self.told]


def test_the_default_is_bound_at_the_start_and_a_press_arrives() -> None:
    keyboard = Keyboard()
    assert keyboard.hotkey.status == HotkeyStatus(HotkeyState.ACTIVE, K)
    assert keyboard.told == [keyboard.hotkey.status]
    assert keyboard.port.press(K)
    assert [press.chord for press in keyboard.pressed] == [K]


def test_a_new_setting_rebinds() -> None:
    keyboard = Keyboard()
    keyboard.set("hotkey.popup", "Ctrl+Alt+J")
    assert keyboard.hotkey.status == HotkeyStatus(HotkeyState.ACTIVE, J)
    assert (keyboard.port.press(K), keyboard.port.press(J)) == (False, True)


def test_another_setting_leaves_the_key_alone_and_tells_nothing() -> None:
    keyboard = Keyboard()
    keyboard.port.taken.add(K)  # binding it again would now fail
    keyboard.set("look.theme", "dark")
    assert keyboard.states == [HotkeyState.ACTIVE]
    assert keyboard.port.press(K)


def test_pausing_gives_the_key_back_and_resuming_takes_it_again() -> None:
    keyboard = Keyboard()
    keyboard.set("hotkey.paused", True)
    assert keyboard.port.bound == {}
    keyboard.set("hotkey.popup", "Ctrl+Alt+J")
    assert keyboard.port.bound == {}
    keyboard.set("hotkey.paused", False)
    assert keyboard.port.press(J)
    assert keyboard.told == [
        HotkeyStatus(HotkeyState.ACTIVE, K),
        HotkeyStatus(HotkeyState.PAUSED, K),
        HotkeyStatus(HotkeyState.PAUSED, J),
        HotkeyStatus(HotkeyState.ACTIVE, J),
    ]


def test_a_program_that_starts_paused_takes_nothing() -> None:
    keyboard = Keyboard(settings=replace(Settings(), hotkey=HotkeySettings(paused=True)))
    assert keyboard.hotkey.status.state is HotkeyState.PAUSED
    assert keyboard.port.bound == {}


def test_a_taken_key_is_told_with_suggestions_that_are_others() -> None:
    keyboard = Keyboard(port=RecordingHotkey(taken={K}))
    status = keyboard.hotkey.status
    assert (status.state, status.chord) == (HotkeyState.TAKEN, K)
    assert status.suggestions
    assert K not in status.suggestions
    for chord in status.suggestions:
        assert chords.parse_hotkey(str(chord)) == chord


def test_a_key_that_came_free_is_taken_at_the_next_setting() -> None:
    keyboard = Keyboard(port=RecordingHotkey(taken={K}))
    keyboard.port.taken.clear()
    keyboard.set("look.theme", "dark")
    assert keyboard.states == [HotkeyState.TAKEN, HotkeyState.ACTIVE]
    assert keyboard.port.press(K)


def test_a_new_key_that_is_taken_leaves_none_bound() -> None:
    keyboard = Keyboard(port=RecordingHotkey(taken={J}))
    keyboard.set("hotkey.popup", "Ctrl+Alt+J")
    assert keyboard.hotkey.status.state is HotkeyState.TAKEN
    assert keyboard.port.bound == {}


def test_a_key_that_the_machine_does_not_have_is_told_as_such() -> None:
    port = RecordingHotkey()
    port.close()  # refuses everything, and not because somebody has it
    assert Keyboard(port=port).hotkey.status.state is HotkeyState.NO_SUCH_KEY


def test_where_the_desktop_binds_the_command_the_state_says_so() -> None:
    keyboard = Keyboard(port=RecordingHotkey(name="command-only"))
    assert keyboard.hotkey.status.state is HotkeyState.BY_HAND


@pytest.mark.parametrize("times", [1, 2])
def test_closing_gives_the_key_back_and_follows_no_more_settings(times: int) -> None:
    keyboard = Keyboard()
    for _ in range(times):
        keyboard.hotkey.close()
    assert (keyboard.port.closed, keyboard.port.bound) == (True, {})
    keyboard.set("hotkey.popup", "Ctrl+Alt+J")
    assert keyboard.states == [HotkeyState.ACTIVE]
