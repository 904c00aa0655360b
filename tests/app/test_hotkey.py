"""The hotkeys as they are set: bound, paused, taken, or left to the desktop."""

from dataclasses import dataclass, field

import pytest
from msgspec.structs import replace

from kefu_desktop.app.events import Events, SettingsChanged
from kefu_desktop.app.hotkey import Hotkey, HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.app.ports import Press
from kefu_desktop.core import chords
from kefu_desktop.core.settings import HotkeySettings, Settings, with_value
from kefu_desktop.native.recording import RecordingHotkey

K, J, N = (chords.parse(f"Ctrl+Alt+{key}") for key in "KJN")


@dataclass
class Keyboard:
    """A hotkey on a keyboard, and all that it told."""

    port: RecordingHotkey = field(default_factory=RecordingHotkey)
    settings: Settings = field(default_factory=Settings)
    events: Events = field(default_factory=Events)
    pressed: list[Press] = field(default_factory=list)
    captured: list[Press] = field(default_factory=list)
    heard: list[HotkeyStatus] = field(default_factory=list)

    def __post_init__(self) -> None:
        pressed = {
            Purpose.CAPTURE: self.captured.append,
            Purpose.POPUP: self.pressed.append,
        }
        self.hotkey = Hotkey(
            self.port, self.settings.hotkey, self.events, pressed, self.heard.append
        )

    @property
    def status(self) -> HotkeyStatus:
        """How it stands with the popup's key."""
        return self.hotkey.status(Purpose.POPUP)

    @property
    def capture(self) -> HotkeyStatus:
        """How it stands with the key for captures."""
        return self.hotkey.status(Purpose.CAPTURE)

    @property
    def told(self) -> list[HotkeyStatus]:
        """What was told of the popup's key."""
        return [status for status in self.heard if status.purpose is Purpose.POPUP]

    @property
    def told_of_capture(self) -> list[HotkeyState]:
        return [status.state for status in self.heard if status.purpose is Purpose.CAPTURE]

    def set(self, name: str, value: object) -> None:
        before = self.settings
        self.settings = with_value(before, name, value)
        self.events.publish(SettingsChanged(before, self.settings))

    @property
    def states(self) -> list[HotkeyState]:
        return [status.state for status in self.told]


def test_the_default_is_bound_at_the_start_and_a_press_arrives() -> None:
    keyboard = Keyboard()
    assert keyboard.status == HotkeyStatus(HotkeyState.ACTIVE, K)
    assert keyboard.told == [keyboard.status]
    assert keyboard.port.press(K)
    assert [press.chord for press in keyboard.pressed] == [K]


def test_a_new_setting_rebinds() -> None:
    keyboard = Keyboard()
    keyboard.set("hotkey.popup", "Ctrl+Alt+N")
    assert keyboard.status == HotkeyStatus(HotkeyState.ACTIVE, N)
    assert (keyboard.port.press(K), keyboard.port.press(N)) == (False, True)


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
    keyboard.set("hotkey.popup", "Ctrl+Alt+N")
    assert keyboard.port.bound == {}
    keyboard.set("hotkey.paused", False)
    assert keyboard.port.press(N)
    assert keyboard.told == [
        HotkeyStatus(HotkeyState.ACTIVE, K),
        HotkeyStatus(HotkeyState.PAUSED, K),
        HotkeyStatus(HotkeyState.PAUSED, N),
        HotkeyStatus(HotkeyState.ACTIVE, N),
    ]


def test_a_program_that_starts_paused_takes_nothing() -> None:
    keyboard = Keyboard(settings=replace(Settings(), hotkey=HotkeySettings(paused=True)))
    assert keyboard.status.state is HotkeyState.PAUSED
    assert keyboard.port.bound == {}


def test_a_taken_key_is_told_with_suggestions_that_are_others() -> None:
    keyboard = Keyboard(port=RecordingHotkey(taken={K}))
    status = keyboard.status
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
    keyboard = Keyboard(port=RecordingHotkey(taken={N}))
    keyboard.set("hotkey.popup", "Ctrl+Alt+N")
    assert keyboard.status.state is HotkeyState.TAKEN
    assert [*keyboard.port.bound] == [J]


def test_a_key_that_the_machine_does_not_have_is_told_as_such() -> None:
    port = RecordingHotkey()
    port.close()  # refuses everything, and not because somebody has it
    assert Keyboard(port=port).status.state is HotkeyState.NO_SUCH_KEY


def test_where_the_desktop_binds_the_command_the_state_says_so() -> None:
    keyboard = Keyboard(port=RecordingHotkey(name="command-only"))
    assert keyboard.status.state is HotkeyState.BY_HAND


@pytest.mark.parametrize("times", [1, 2])
def test_closing_gives_the_key_back_and_follows_no_more_settings(times: int) -> None:
    keyboard = Keyboard()
    for _ in range(times):
        keyboard.hotkey.close()
    assert (keyboard.port.closed, keyboard.port.bound) == (True, {})
    keyboard.set("hotkey.popup", "Ctrl+Alt+N")
    assert keyboard.states == [HotkeyState.ACTIVE]


# -- the second one


def test_each_key_does_its_own() -> None:
    keyboard = Keyboard()
    assert keyboard.capture == HotkeyStatus(HotkeyState.ACTIVE, J, (), Purpose.CAPTURE)
    assert keyboard.port.press(J)
    assert ([press.chord for press in keyboard.captured], keyboard.pressed) == ([J], [])
    assert keyboard.port.press(K)
    assert len(keyboard.pressed) == len(keyboard.captured) == 1


def test_keys_typed_behind_a_capture_go_on_to_the_chat() -> None:
    keyboard = Keyboard()
    keyboard.port.press(J)
    assert keyboard.port.settled == 1
    keyboard.port.press(K)
    assert keyboard.port.settled == 1, "the popup settles its own press when it has the keyboard"


def test_an_empty_chord_takes_no_key() -> None:
    keyboard = Keyboard()
    keyboard.set("hotkey.capture", "")
    assert keyboard.capture == HotkeyStatus(HotkeyState.OFF, None, (), Purpose.CAPTURE)
    assert [*keyboard.port.bound] == [K]
    keyboard.set("hotkey.capture", "Ctrl+Alt+N")
    assert keyboard.port.press(N)
    assert keyboard.told_of_capture == [HotkeyState.ACTIVE, HotkeyState.OFF, HotkeyState.ACTIVE]
    assert keyboard.states == [HotkeyState.ACTIVE], "the popup's key was left alone"


def test_one_taken_key_leaves_the_other() -> None:
    keyboard = Keyboard(port=RecordingHotkey(taken={J}))
    assert keyboard.status.state is HotkeyState.ACTIVE
    assert keyboard.capture.state is HotkeyState.TAKEN
    assert keyboard.capture.suggestions
    assert not {J, K} & {*keyboard.capture.suggestions}, "neither the one taken nor our own"


def test_of_two_that_are_the_same_the_popup_has_the_key() -> None:
    keyboard = Keyboard()
    keyboard.set("hotkey.popup", "Ctrl+Alt+J")
    assert keyboard.status == HotkeyStatus(HotkeyState.ACTIVE, J)
    assert keyboard.capture.state is HotkeyState.DOUBLE
    assert keyboard.port.press(J)
    assert (len(keyboard.pressed), keyboard.captured) == (1, [])
    keyboard.set("hotkey.popup", "Ctrl+Alt+K")
    assert keyboard.port.press(J)
    assert (keyboard.capture.state, len(keyboard.captured)) == (HotkeyState.ACTIVE, 1)


def test_two_keys_can_change_places_at_once() -> None:
    keyboard = Keyboard()
    before = keyboard.settings
    turned = replace(before.hotkey, popup="Ctrl+Alt+J", capture="Ctrl+Alt+K")
    keyboard.settings = replace(before, hotkey=turned)
    keyboard.events.publish(SettingsChanged(before, keyboard.settings))
    keyboard.port.press(J)
    keyboard.port.press(K)
    assert [press.chord for press in keyboard.pressed] == [J]
    assert [press.chord for press in keyboard.captured] == [K]


def test_pausing_gives_both_back() -> None:
    keyboard = Keyboard()
    keyboard.set("hotkey.paused", True)
    assert keyboard.port.bound == {}
    assert keyboard.capture == HotkeyStatus(HotkeyState.PAUSED, J, (), Purpose.CAPTURE)


def test_a_purpose_that_nobody_serves_takes_no_key() -> None:
    port, told = RecordingHotkey(), list[HotkeyStatus]()
    pressed = {Purpose.POPUP: list[Press]().append}
    hotkey = Hotkey(port, HotkeySettings(), Events(), pressed, told.append)
    assert [*port.bound] == [K]
    assert [status.purpose for status in told] == [Purpose.POPUP]
    assert hotkey.status(Purpose.CAPTURE).state is HotkeyState.OFF


def test_a_key_is_tried_and_nothing_is_other_than_before() -> None:
    keyboard = Keyboard()
    keyboard.port.taken.add(N)
    before = dict(keyboard.port.bound)
    trial = keyboard.hotkey.trial
    assert trial(Purpose.POPUP, chords.parse("F9")).state is HotkeyState.ACTIVE
    assert trial(Purpose.POPUP, K).state is HotkeyState.ACTIVE
    taken = trial(Purpose.POPUP, N)
    assert taken.state is HotkeyState.TAKEN
    assert taken.suggestions
    assert not {N, K, J} & {*taken.suggestions}
    assert trial(Purpose.POPUP, J).state is HotkeyState.DOUBLE
    assert trial(Purpose.CAPTURE, K).state is HotkeyState.DOUBLE
    assert keyboard.port.bound == before
    assert len(keyboard.heard) == 2


def test_resting_keys_reach_our_own_windows() -> None:
    keyboard = Keyboard()
    keyboard.hotkey.rest(True)
    assert keyboard.port.bound == {}
    assert keyboard.hotkey.trial(Purpose.POPUP, K).state is HotkeyState.ACTIVE
    keyboard.set("hotkey.popup", "F9")
    assert keyboard.port.bound == {}
    keyboard.hotkey.rest(False)
    assert {*keyboard.port.bound} == {chords.parse("F9"), J}
    assert [status.chord for status in keyboard.told] == [K, chords.parse("F9")]
    keyboard.hotkey.rest(False)
    assert {*keyboard.port.bound} == {chords.parse("F9"), J}


def test_the_key_for_the_next_part_is_taken_only_while_it_is_needed() -> None:
    parts: list[Press] = []
    told: list[HotkeyStatus] = []
    port = RecordingHotkey()
    dot = chords.parse("Ctrl+Alt+.")
    events, settings = Events(), Settings()
    pressed = {Purpose.POPUP: lambda _: None, Purpose.NEXT_PART: parts.append}
    hotkey = Hotkey(port, settings.hotkey, events, pressed, told.append)
    assert list(port.bound) == [K]
    assert [status.purpose for status in told] == [Purpose.POPUP]
    hotkey.need(Purpose.NEXT_PART, needed=True)
    assert port.press(dot)
    assert [press.chord for press in parts] == [dot]
    assert port.settled == 1, "what is typed behind it goes on to the chat"
    changed = with_value(settings, "hotkey.next_part", "Ctrl+Alt+N")
    events.publish(SettingsChanged(settings, changed))
    assert (port.press(dot), port.press(N)) == (False, True)
    hotkey.need(Purpose.NEXT_PART, needed=False)
    assert list(port.bound) == [K]
    hotkey.need(Purpose.CAPTURE, needed=True)
    assert list(port.bound) == [K], "what nobody handles takes no key"


def test_a_key_for_the_next_part_that_others_have_is_told_once() -> None:
    told: list[HotkeyStatus] = []
    port = RecordingHotkey(taken={chords.parse("Ctrl+Alt+.")})
    hotkey = Hotkey(
        port, HotkeySettings(), Events(), {Purpose.NEXT_PART: lambda _: None}, told.append
    )
    for needed in (True, False, True):
        hotkey.need(Purpose.NEXT_PART, needed=needed)
    assert [status.state for status in told] == [HotkeyState.TAKEN]
