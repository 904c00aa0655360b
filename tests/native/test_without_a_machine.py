"""The back-ends that touch no machine keep the contracts: recordings, and the last of each list."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from kefu_desktop.app.ports import Press, Target
from kefu_desktop.core.chords import Chord, Modifier, parse
from kefu_desktop.native.hotkey.command_only import CommandOnly
from kefu_desktop.native.hotkey.keyboard_lib import KeyboardLib
from kefu_desktop.native.paste.by_hand import ByHand
from kefu_desktop.native.recording import (
    RecordingClipboard,
    RecordingHotkey,
    RecordingPaste,
    RecordingWindow,
)
from kefu_desktop.native.window.none import NoWindow
from tests.native.clipboard_contract import ClipboardContract
from tests.native.contracts import (
    CHORD,
    HotkeyContract,
    PasteContract,
    WindowContract,
)


class QuietWorld:
    """Nobody listens to its keys, or they are dealt with at once."""

    def __init__(self, press: Callable[[Chord], object] = lambda _chord: None) -> None:
        self._press = press

    def tap(self, chord: Chord) -> None:
        self._press(chord)

    def quiet(self) -> None:
        return


class TestRecordingHotkey(HotkeyContract):
    expected_name = "recording"

    @pytest.fixture
    def port(self) -> RecordingHotkey:
        return RecordingHotkey()

    @pytest.fixture
    def world(self, port: RecordingHotkey) -> QuietWorld:
        def press(chord: Chord) -> None:
            # A real port logs what a callback throws; this one lets the test see it.
            with contextlib.suppress(ValueError):
                port.press(chord)

        return QuietWorld(press)


class TestCommandOnly(HotkeyContract):
    expected_name = "command-only"
    hears = False

    @pytest.fixture
    def port(self) -> CommandOnly:
        return CommandOnly()

    @pytest.fixture
    def world(self) -> QuietWorld:
        return QuietWorld()


@dataclass(frozen=True)
class KeyEvent:
    scan_code: int
    event_type: str
    time: float


_CODES = {
    "left ctrl": 29,
    "right ctrl": 97,
    "ctrl": 29,
    "left alt": 56,
    "right alt": 100,
    "alt": 56,
    "left shift": 42,
    "right shift": 54,
    "left windows": 91,
    "right windows": 92,
    "k": 37,
    "f9": 67,
    "j": 36,
}
_MODIFIER_CODES = {Modifier.CTRL: 29, Modifier.ALT: 56, Modifier.SHIFT: 42, Modifier.META: 91}


@dataclass
class KeyStreamOfATest:
    """Plays the package's stream: events go to the hooks, and on to the program in front when all
    let them.
    """

    hooks: list[Callable[[Any], bool]] = field(default_factory=list)
    suppress: bool = False
    reached: list[KeyEvent] = field(default_factory=list)

    def hook(self, callback: Callable[[Any], bool], suppress: bool) -> object:
        self.hooks.append(callback)
        self.suppress = suppress
        return callback

    def unhook(self, remove: Callable[[Any], bool]) -> None:
        self.hooks.remove(remove)

    def key_to_scan_codes(self, key: str, error_if_missing: bool) -> tuple[int, ...]:
        assert not error_if_missing
        return (_CODES[key],) if key in _CODES else ()

    def feed(self, code: int, *, down: bool) -> None:
        event = KeyEvent(code, "down" if down else "up", 1.5)
        if all(hook(event) for hook in self.hooks) or not self.suppress:
            self.reached.append(event)

    def tap(self, chord: Chord, repeats: int = 0) -> None:
        held = [_MODIFIER_CODES[modifier] for modifier in Modifier if modifier in chord.modifiers]
        key = _CODES[chord.key.lower()]
        for code in (*held, *[key] * (1 + repeats)):
            self.feed(code, down=True)
        for code in (key, *reversed(held)):
            self.feed(code, down=False)


class TestKeyboardLib(HotkeyContract):
    expected_name = "keyboard"

    @pytest.fixture
    def stream(self) -> KeyStreamOfATest:
        return KeyStreamOfATest()

    @pytest.fixture
    def port(self, stream: KeyStreamOfATest) -> KeyboardLib:
        return KeyboardLib(stream, suppress=True)

    @pytest.fixture
    def world(self, stream: KeyStreamOfATest) -> QuietWorld:
        return QuietWorld(stream.tap)

    def test_repeats_of_a_held_key_are_one_press(
        self, port: KeyboardLib, stream: KeyStreamOfATest
    ) -> None:
        presses: list[Press] = []
        port.bind(CHORD, presses.append)
        stream.tap(CHORD, repeats=20)
        assert len(presses) == 1

    def test_the_key_is_kept_from_the_program_in_front_and_nothing_else_is(
        self, port: KeyboardLib, stream: KeyStreamOfATest
    ) -> None:
        port.bind(CHORD, lambda _press: None)
        stream.tap(CHORD, repeats=2)
        assert _CODES["k"] not in {event.scan_code for event in stream.reached}
        stream.tap(parse("Ctrl+Alt+J"))
        assert [event.event_type for event in stream.reached if event.scan_code == 36] == [
            "down",
            "up",
        ]

    def test_one_modifier_more_is_another_chord(
        self, port: KeyboardLib, stream: KeyStreamOfATest
    ) -> None:
        presses: list[Press] = []
        port.bind(CHORD, presses.append)
        stream.tap(parse("Ctrl+Alt+Shift+K"))
        stream.tap(parse("Ctrl+K"))
        assert presses == []


class WindowsOfATest:
    """A desk whose windows are only told to the recording."""

    def __init__(self, port: object) -> None:
        self._port = port
        self._count = 0

    def show(self, name: str) -> Target:
        self._count += 1
        target = Target(self._count, program=name, identity=f"id-{self._count}")
        if isinstance(self._port, RecordingWindow):
            self._port.alive.append(target)
            self._port.front = target
        return target

    def kill(self, target: Target) -> None:
        if isinstance(self._port, RecordingWindow):
            self._port.alive.remove(target)


class TestRecordingWindow(WindowContract):
    expected_name = "recording"

    @pytest.fixture
    def port(self) -> RecordingWindow:
        return RecordingWindow()

    @pytest.fixture
    def desk(self, port: RecordingWindow) -> WindowsOfATest:
        return WindowsOfATest(port)


class TestNoWindow(WindowContract):
    expected_name = "none"
    sees = False

    @pytest.fixture
    def port(self) -> NoWindow:
        return NoWindow()

    @pytest.fixture
    def desk(self, port: NoWindow) -> WindowsOfATest:
        return WindowsOfATest(port)


class FingersOfATest:
    def __init__(self, port: object) -> None:
        self._port = port

    def hold_modifier(self) -> None:
        if isinstance(self._port, RecordingPaste):
            self._port.held = True

    def release_modifier(self) -> None:
        if isinstance(self._port, RecordingPaste):
            self._port.held = False

    def pasted(self) -> int:
        return len(self._port.sent) if isinstance(self._port, RecordingPaste) else 0


class TestRecordingPaste(PasteContract):
    expected_name = "recording"

    @pytest.fixture
    def port(self) -> RecordingPaste:
        return RecordingPaste()

    @pytest.fixture
    def fingers(self, port: RecordingPaste) -> FingersOfATest:
        return FingersOfATest(port)


class TestByHand(PasteContract):
    expected_name = "by-hand"
    presses = False

    @pytest.fixture
    def port(self) -> ByHand:
        return ByHand()

    @pytest.fixture
    def fingers(self, port: ByHand) -> FingersOfATest:
        return FingersOfATest(port)


class ProgramsOfATest:
    def __init__(self, port: RecordingClipboard) -> None:
        self._port = port

    def copy(self, text: str) -> None:
        self._port.copy_elsewhere(text)

    def paste(self) -> str:
        return self._port.take()


class TestRecordingClipboard(ClipboardContract):
    expected_name = "recording"

    @pytest.fixture
    def port(self) -> RecordingClipboard:
        return RecordingClipboard()

    @pytest.fixture
    def programs(self, port: RecordingClipboard) -> ProgramsOfATest:
        return ProgramsOfATest(port)
