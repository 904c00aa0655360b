"""Pasting by real keys into a real text window, in several layouts and with fingers on the
keyboard.
"""

import threading
from collections.abc import Iterator

import pytest

from kefu_desktop.native.bindings import x11, x11_keys
from kefu_desktop.native.paste.xtest import XtestPaste
from kefu_desktop.native.window.x11 import X11Window
from tests.display import Screen, wait_until
from tests.native.conftest import Chat, clipboard_text
from tests.native.contracts import PASTE, PasteContract

pytestmark = pytest.mark.x11


@pytest.fixture
def port(screen: Screen) -> Iterator[XtestPaste]:
    paste = XtestPaste(x11.Connection(screen.display))
    yield paste
    paste.close()


@pytest.fixture
def ready_chat(screen: Screen, chat: Chat, windows: X11Window) -> Iterator[Chat]:
    """The chat in front and empty, ``贴`` on the clipboard."""
    assert windows.bring_back(chat.target, 5.0)
    chat.clear()
    owner = screen.start(["xclip", "-selection", "clipboard", "-quiet"])
    assert owner.process.stdin is not None
    owner.process.stdin.write("贴")
    owner.process.stdin.close()
    wait_until(lambda: clipboard_text(screen) == "贴", "the text is on the clipboard")
    yield chat
    owner.kill()


class ChatFingers:
    def __init__(self, screen: Screen, chat: Chat) -> None:
        self._screen = screen
        self._chat = chat
        self._marks = 0

    def hold_modifier(self) -> None:
        self._screen.fingers.press_key("Shift_L")

    def release_modifier(self) -> None:
        self._screen.fingers.release_key("Shift_L")

    def pasted(self) -> int:
        # A letter typed last shows that the keys before it were dealt with.
        self._marks += 1
        self._screen.fingers.write("z")
        wait_until(lambda: self._chat.text.count("z") == self._marks, "the mark has come")
        return self._chat.text.count("贴")


@pytest.fixture
def fingers(screen: Screen, ready_chat: Chat) -> ChatFingers:
    return ChatFingers(screen, ready_chat)


class TestContract(PasteContract):
    expected_name = "xtest"


@pytest.mark.parametrize("layout", [("us",), ("us,ru",), ("us", "-variant", "dvorak"), ("fr",)])
def test_the_chord_is_found_in_the_layout(
    screen: Screen, port: XtestPaste, ready_chat: Chat, layout: tuple[str, ...]
) -> None:
    screen.set_layout(*layout)
    try:
        assert port.send(PASTE)
        wait_until(lambda: ready_chat.text == "贴", "the text was pasted")
    finally:
        screen.set_layout("us")


def test_a_layout_without_the_letter_is_lent_one(
    screen: Screen, port: XtestPaste, ready_chat: Chat
) -> None:
    screen.set_layout("ru")
    observer = x11.Connection(screen.display)
    try:
        before = x11_keys.read_keymap(observer)
        assert port.send(PASTE)
        wait_until(lambda: ready_chat.text == "贴", "the text was pasted")
        assert port.send(PASTE)
        wait_until(lambda: ready_chat.text == "贴贴", "the text was pasted again")
        port.close()
        assert x11_keys.read_keymap(observer) == before, "the layout is as it was"
    finally:
        observer.close()
        screen.set_layout("us")


def test_caps_lock_does_not_matter(screen: Screen, port: XtestPaste, ready_chat: Chat) -> None:
    screen.fingers.touch("Caps_Lock")
    try:
        assert port.wait_released(1.0), "a lock is no held key"
        assert port.send(PASTE)
        wait_until(lambda: ready_chat.text == "贴", "the text was pasted")
    finally:
        screen.fingers.touch("Caps_Lock")


def test_it_waits_for_the_fingers(screen: Screen, port: XtestPaste, ready_chat: Chat) -> None:
    screen.fingers.press_key("Control_L")
    screen.fingers.press_key("Alt_L")
    answers: list[bool] = []
    waiting = threading.Thread(target=lambda: answers.append(port.wait_released(10.0)))
    waiting.start()
    screen.fingers.release_key("Alt_L")
    assert not answers
    screen.fingers.release_key("Control_L")
    waiting.join(timeout=10)
    assert answers == [True]
    assert port.send(PASTE)
    wait_until(lambda: ready_chat.text == "贴", "the text was pasted")


def test_nothing_stays_down(screen: Screen, port: XtestPaste, ready_chat: Chat) -> None:
    assert port.send(PASTE)
    assert port.wait_released(0.0)
    screen.fingers.write("ab")
    wait_until(lambda: ready_chat.text == "贴ab", "letters are letters again")
