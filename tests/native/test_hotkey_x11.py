"""The hotkey on a real X server: the contract, and what only a keyboard with locks, layouts and
repeats can show.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from kefu_desktop.app.ports import HotkeyRefusal, Press
from kefu_desktop.core.chords import Chord, Modifier
from kefu_desktop.native.bindings import x11, x11_keys
from kefu_desktop.native.hotkey.x11 import X11Hotkey
from kefu_desktop.native.window.x11 import X11Window
from tests.display import Screen, wait_until
from tests.native.conftest import Chat, PlainWindow
from tests.native.contracts import CHORD, OTHER, HotkeyContract, Presses

pytestmark = pytest.mark.x11
MARK = Chord(frozenset({Modifier.CTRL, Modifier.META}), "F12")


class XWorld:
    """Real keys. A key pressed last and heard shows that all before it were dealt with."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._heard = Presses()
        self._listener = X11Hotkey(x11.Connection(screen.display), lambda: None)
        self._listener.bind(MARK, self._heard)

    def tap(self, chord: Chord) -> None:
        self._screen.fingers.tap(chord)

    def quiet(self) -> None:
        before = len(self._heard)
        self._screen.fingers.tap(MARK)
        self._heard.wait(before + 1)

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def world(screen: Screen) -> Iterator[XWorld]:
    opened = XWorld(screen)
    yield opened
    opened.close()


@pytest.fixture
def port(screen: Screen) -> Iterator[X11Hotkey]:
    lost: list[bool] = []
    hotkey = X11Hotkey(x11.Connection(screen.display), lambda: lost.append(True))
    yield hotkey
    hotkey.close()
    assert lost == [], "the back-end failed"


@pytest.fixture
def patient(screen: Screen) -> Iterator[X11Hotkey]:
    """One that holds letters back for as long as a busy machine may need."""
    hotkey = X11Hotkey(x11.Connection(screen.display), lambda: None, held_back=30.0)
    yield hotkey
    hotkey.close()


@pytest.fixture
def us_layout(screen: Screen) -> Iterator[None]:
    yield
    screen.set_layout("us")


class TestContract(HotkeyContract):
    expected_name = "x11"


def held(x: x11.Connection) -> frozenset[int]:
    bitmap = bytes(x.display.query_keymap())
    return frozenset(n for n in range(256) if bitmap[n // 8] >> n % 8 & 1)


@pytest.fixture
def observer(screen: Screen) -> Iterator[x11.Connection]:
    connection = x11.Connection(screen.display)
    yield connection
    connection.close()


def test_a_chord_of_another_program_is_refused_and_comes_free_with_it(
    screen: Screen, port: X11Hotkey, world: XWorld
) -> None:
    other = X11Hotkey(x11.Connection(screen.display), lambda: None)
    other.bind(CHORD, Presses())
    with pytest.raises(HotkeyRefusal) as refused:
        port.bind(CHORD, Presses())
    assert refused.value.taken
    assert refused.value.chord == CHORD
    # The refusal leaves nothing behind, and nothing half taken.
    port.bind(OTHER, Presses())
    other.close()
    presses = Presses()
    port.bind(CHORD, presses)
    world.tap(CHORD)
    presses.wait(1)


@pytest.mark.parametrize("locks", [("Num_Lock",), ("Caps_Lock",), ("Num_Lock", "Caps_Lock")])
def test_locks_do_not_matter(
    screen: Screen, port: X11Hotkey, observer: x11.Connection, locks: tuple[str, ...]
) -> None:
    presses = Presses()
    port.bind(CHORD, presses)
    try:
        for lock in locks:
            screen.fingers.touch(lock)
        assert observer.root.query_pointer().mask & 0b10010, "no lock is on"
        screen.fingers.tap(CHORD)
        presses.wait(1)
    finally:
        for lock in locks:
            screen.fingers.touch(lock)
    assert not observer.root.query_pointer().mask & 0b10010


def test_a_held_key_is_one_press_and_the_next_press_another(
    screen: Screen, port: X11Hotkey, world: XWorld, plain_window: Callable[..., PlainWindow]
) -> None:
    presses = Presses()
    port.bind(CHORD, presses)
    window = plain_window(screen.display)
    wait_until(lambda: _has_focus(window), "the plain window has the keyboard")
    long_enough = _seconds_to_repeat(screen, window, times=4)
    screen.fingers.hold(CHORD)
    began = time.monotonic()
    wait_until(lambda: time.monotonic() - began > long_enough, "the key was held for long")
    screen.fingers.let_go(CHORD)
    world.quiet()
    assert len(presses) == 1
    screen.fingers.tap(CHORD)
    presses.wait(2)
    world.quiet()
    assert len(presses) == 2


def test_the_key_is_followed_to_another_layout(
    screen: Screen, port: X11Hotkey, world: XWorld, us_layout: None
) -> None:
    presses = Presses()
    port.bind(CHORD, presses)
    for count, layout in enumerate((("ru",), ("us", "-variant", "dvorak"), ("us,ru",), ("us",)), 1):
        screen.set_layout(*layout)
        _tap_until(screen, presses, count)


def test_a_chord_can_be_bound_where_the_layout_lacks_its_letter(
    screen: Screen, us_layout: None
) -> None:
    screen.set_layout("ru")
    hotkey = X11Hotkey(x11.Connection(screen.display), lambda: None)
    try:
        presses = Presses()
        hotkey.bind(CHORD, presses)
        screen.fingers.tap(CHORD)
        presses.wait(1)
    finally:
        hotkey.close()


def test_the_second_layout_in_force_does_not_hide_the_chord(
    screen: Screen, port: X11Hotkey, us_layout: None
) -> None:
    screen.set_layout("us,ru", "-option", "grp:caps_toggle")
    presses = Presses()
    port.bind(CHORD, presses)
    _tap_until(screen, presses, 1)
    screen.fingers.touch("Caps_Lock") if _has_key(screen, "Caps_Lock") else screen.fingers.touch(
        "ISO_Next_Group"
    )
    try:
        _tap_until(screen, presses, 2)
    finally:
        screen.run(["setxkbmap", "-option", ""])


def test_the_press_tells_the_window_in_front(
    screen: Screen, port: X11Hotkey, windows: X11Window, chat: Chat
) -> None:
    assert windows.bring_back(chat.target, 5.0)
    presses = Presses()
    port.bind(CHORD, presses)
    screen.fingers.tap(CHORD)
    presses.wait(1)
    target = presses[0].target
    assert target is not None
    assert (target.handle, target.identity) == (chat.target.handle, chat.target.identity)
    assert target.title == "chat"


class Focuser:
    """Plays our program: at each press another window takes the focus, not before the test says
    ``now``, and only then the press is settled.
    """

    def __init__(self, windows: X11Window, popup: Chat) -> None:
        self._windows = windows
        self._popup = popup
        self.now = threading.Event()
        self.presses: list[Press] = []
        self.settled = 0

    def __call__(self, press: Press) -> None:
        self.presses.append(press)
        threading.Thread(target=self._take, args=[press]).start()

    def _take(self, press: Press) -> None:
        assert self.now.wait(10)
        self._windows.take_focus(self._popup.target.handle, press.at)
        wait_until(lambda: self._windows.is_front(self._popup.target), "the popup is in front")
        press.settled()
        self.settled += 1


def test_letters_typed_right_behind_the_hotkey_reach_the_popup_and_never_the_chat(
    screen: Screen, patient: X11Hotkey, windows: X11Window, chat: Chat, popup: Chat
) -> None:
    assert windows.bring_back(chat.target, 5.0)
    chat.clear()
    popup.clear()
    focuser = Focuser(windows, popup)
    patient.bind(CHORD, focuser)
    screen.fingers.tap(CHORD)
    screen.fingers.write("fhsj 123")
    assert focuser.settled == 0
    focuser.now.set()
    wait_until(lambda: popup.text == "fhsj 123", "all letters are in the popup")
    # Typing goes on normally, in the popup and then again in the chat.
    screen.fingers.write("ok")
    wait_until(lambda: popup.text == "fhsj 123ok", "typing goes on")
    assert windows.bring_back(chat.target, 5.0)
    screen.fingers.write("chat")
    wait_until(lambda: chat.text == "chat", "the chat got its own letters only")
    assert len(focuser.presses) == 1


def test_letters_typed_before_the_hotkey_is_let_go_reach_the_popup_too(
    screen: Screen,
    patient: X11Hotkey,
    windows: X11Window,
    chat: Chat,
    popup: Chat,
    observer: x11.Connection,
) -> None:
    assert windows.bring_back(chat.target, 5.0)
    chat.clear()
    popup.clear()
    focuser = Focuser(windows, popup)
    patient.bind(CHORD, focuser)
    screen.fingers.hold(CHORD)
    screen.fingers.release_key("Alt_L")
    screen.fingers.release_key("Control_L")
    screen.fingers.write("fh")
    screen.fingers.release_key("k")
    screen.fingers.write("sj")
    focuser.now.set()
    wait_until(lambda: popup.text == "fhsj", "all letters are in the popup")
    assert chat.text == ""
    assert not held(observer)
    # The next press is heard as a press, though the key's release went to the popup.
    screen.fingers.tap(CHORD)
    wait_until(lambda: focuser.settled == 2, "the second press has come and is settled")


def test_a_press_that_nobody_settles_frees_the_keyboard_by_itself(
    screen: Screen, port: X11Hotkey, windows: X11Window, chat: Chat
) -> None:
    assert windows.bring_back(chat.target, 5.0)
    chat.clear()
    presses: list[Press] = []
    port.bind(CHORD, presses.append)
    screen.fingers.tap(CHORD)
    screen.fingers.write("abc")
    wait_until(lambda: chat.text == "abc", "the letters come through by themselves")
    # Settling an old press does nothing to a new one.
    screen.fingers.tap(CHORD)
    wait_until(lambda: len(presses) == 2, "the second press has come")
    presses[0].settled()
    presses[1].settled()
    screen.fingers.write("d")
    wait_until(lambda: chat.text == "abcd", "typing goes on")


HANGING_PROGRAM = """
import sys, time
from kefu_desktop.core.chords import parse
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.hotkey.x11 import X11Hotkey
def pressed(press):
    print("pressed", flush=True)
    time.sleep(60)
hotkey = X11Hotkey(x11.Connection(sys.argv[1]), lambda: None)
hotkey.bind(parse("Ctrl+Alt+K"), pressed)
print("bound", flush=True)
time.sleep(60)
"""


def test_a_program_killed_while_the_keyboard_waits_for_it_leaves_it_free(
    screen: Screen, windows: X11Window, chat: Chat, port: X11Hotkey
) -> None:
    assert windows.bring_back(chat.target, 5.0)
    chat.clear()
    program = screen.start([sys.executable, "-c", HANGING_PROGRAM, screen.display])
    program.wait_line("bound")
    screen.fingers.tap(CHORD)
    screen.fingers.write("xy")
    program.wait_line("pressed")
    assert chat.text == ""
    program.kill()
    wait_until(lambda: chat.text == "xy", "the keyboard is free")
    presses = Presses()
    port.bind(CHORD, presses)
    screen.fingers.tap(CHORD)
    presses.wait(1)


def test_nothing_is_left_down(
    screen: Screen, port: X11Hotkey, world: XWorld, observer: x11.Connection
) -> None:
    port.bind(CHORD, Presses())
    screen.fingers.tap(CHORD)
    world.quiet()
    assert not held(observer)
    keymap = x11_keys.read_keymap(observer)
    assert not observer.root.query_pointer().mask & x11_keys.held_mask(keymap)


def test_when_the_server_goes_the_owner_is_told_once() -> None:
    from tests.display import open_screen

    lost: list[bool] = []
    with open_screen() as short:
        hotkey = X11Hotkey(x11.Connection(short.display), lambda: lost.append(True))
        hotkey.bind(CHORD, Presses())
    wait_until(lambda: lost, "the loss is told")
    with pytest.raises(HotkeyRefusal):
        hotkey.bind(OTHER, Presses())
    hotkey.unbind(CHORD)
    hotkey.close()
    assert lost == [True]


def _tap_until(screen: Screen, presses: Presses, count: int) -> None:
    """Presses until it is heard: how soon after a change of layout a program learns of it is the
    server's affair.
    """

    def heard() -> bool:
        if len(presses) < count:
            screen.fingers.tap(CHORD)
        return len(presses) >= count

    wait_until(heard, f"press {count} is heard", every=0.05)


def _seconds_to_repeat(screen: Screen, window: PlainWindow, times: int) -> float:
    """Measures how long a key must be held until this server has repeated it so often."""
    from Xlib import X

    began = time.monotonic()
    screen.fingers.press_key("k")
    seen = 0
    while seen <= times:
        event = window.connection.next_event(began + 10)
        assert event is not None, "the server repeats no keys"
        seen += event.type == X.KeyPress
    screen.fingers.release_key("k")
    return time.monotonic() - began


def _has_key(screen: Screen, name: str) -> bool:
    connection = x11.Connection(screen.display)
    try:
        return bool(x11_keys.read_keymap(connection).keycode(x11_keys.symbol_of(name)))
    finally:
        connection.close()


def _has_focus(window: PlainWindow) -> bool:
    focus = window.connection.display.get_input_focus().focus
    return int(getattr(focus, "id", focus)) == window.handle
