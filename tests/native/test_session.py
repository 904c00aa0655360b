"""Lock and sleep on systems that cannot be had here: over what Windows and a Mac would be asked,
and by what touches no machine.
"""
# ruff: noqa: N802 - named as in the systems' headers

import ctypes
import queue
import random
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.app.attention import SessionChange, SessionPort
from kefu_desktop.native.bindings.win32 import Libraries
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.recording_attention import RecordingSession
from kefu_desktop.native.session import macos
from kefu_desktop.native.session import none as no_session
from kefu_desktop.native.session.macos import Frameworks, MacSession
from kefu_desktop.native.session.telling import Telling
from kefu_desktop.native.session.win32 import Win32Session
from tests.native.attention_contract import (
    LOCKED,
    SLEEPS,
    UNLOCKED,
    WOKE,
    SessionContract,
)

HANDLE = 0x1_0000_0ABC
"""More than 32 bits, as handles may have."""


class Windows:
    """user32, kernel32 and wtsapi32 of a machine with one window, which belongs to the thread that
    made it.
    """

    def __init__(self) -> None:
        self.messages: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()
        self.calls: list[str] = []
        self.flags = 1
        self.refuses = ""
        self._procedure: Any = None
        self._owner = 0
        self._quits = False
        self._info: Any = None

    def libraries(self) -> Libraries:
        return Libraries(self, self, self, ctypes.CFUNCTYPE)

    # The user.

    def lock(self) -> None:
        self.flags = 0
        self.messages.put((0x02B1, 7))

    def unlock(self) -> None:
        self.flags = 1
        self.messages.put((0x02B1, 8))

    def sleep(self) -> None:
        self.messages.put((0x0218, 4))

    def wake(self) -> None:
        self.messages.put((0x0218, 18))
        self.messages.put((0x0218, 7))  # and again, for the user who is there

    # kernel32, user32

    def GetModuleHandleW(self, name: None) -> int:
        return 0x1_4000_0000

    def RegisterClassW(self, kind: Any) -> int:
        prototype = ctypes.CFUNCTYPE(
            ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_size_t, ctypes.c_ssize_t
        )
        self._procedure = prototype(kind._obj.procedure)
        self._name = kind._obj.name
        return 1

    def CreateWindowExW(self, style: int, kind: str, *rest: Any) -> int:
        assert kind == self._name
        assert -3 in rest  # HWND_MESSAGE
        self._owner = threading.get_ident()
        return 0 if self.refuses == "CreateWindowExW" else HANDLE

    def GetMessageW(self, message: Any, *rest: Any) -> int:
        assert threading.get_ident() == self._owner
        if self._quits:
            return 0
        number, word = self.messages.get(timeout=10)
        message._obj.message, message._obj.word = number, word
        return 1

    def DispatchMessageW(self, message: Any) -> int:
        given = message._obj
        return int(self._procedure(HANDLE, given.message, given.word, 0))

    def PostMessageW(self, window: int, message: int, word: int, long: int) -> int:
        if "DestroyWindow" in self.calls:
            return 0
        assert window == HANDLE
        self.messages.put((message, word))
        return 1

    def PostQuitMessage(self, code: int) -> None:
        self._quits = True

    def DefWindowProcW(self, *given: int) -> int:
        return 0

    def DestroyWindow(self, window: int) -> int:
        assert (window, threading.get_ident()) == (HANDLE, self._owner)
        self.calls.append("DestroyWindow")
        return 1

    def UnregisterClassW(self, name: str, instance: int) -> int:
        assert name == self._name
        self.calls.append("UnregisterClassW")
        return 1

    def RegisterSuspendResumeNotification(self, window: int, kind: int) -> int:
        assert (window, kind) == (HANDLE, 0)
        return 0x77

    def UnregisterSuspendResumeNotification(self, registered: int) -> int:
        assert registered == 0x77
        self.calls.append("UnregisterSuspendResumeNotification")
        return 1

    # wtsapi32

    def WTSRegisterSessionNotification(self, window: int, which: int) -> int:
        assert (window, which) == (HANDLE, 0)
        return int(self.refuses != "WTSRegisterSessionNotification")

    def WTSUnRegisterSessionNotification(self, window: int) -> int:
        assert window == HANDLE
        self.calls.append("WTSUnRegisterSessionNotification")
        return 1

    def WTSQuerySessionInformationW(
        self, server: None, session: int, kind: int, found: Any, size: Any
    ) -> int:
        assert (session, kind) == (0xFFFFFFFF, 25)
        # Level, padding, session, state, flags: as the compiler lays out WTSINFOEXW.
        self._info = (ctypes.c_uint32 * 5)(1, 0, 3, 0, self.flags & 0xFFFFFFFF)
        ctypes.cast(found, ctypes.POINTER(ctypes.c_void_p))[0] = ctypes.addressof(self._info)
        return int(self.refuses != "WTSQuerySessionInformationW")

    def WTSFreeMemory(self, found: Any) -> None:
        self.calls.append("WTSFreeMemory")


class TestWindows(SessionContract):
    expected_name = "win32"

    @pytest.fixture
    def world(self) -> Windows:
        return Windows()

    @pytest.fixture
    def port(self, world: Windows) -> Iterator[SessionPort]:
        port = Win32Session(world.libraries())
        yield port
        port.close()
        ended = ["WTSUnRegisterSessionNotification", "UnregisterSuspendResumeNotification"]
        closing = [call for call in world.calls if call != "WTSFreeMemory"]
        assert closing == [*ended, "DestroyWindow", "UnregisterClassW"]

    @pytest.mark.parametrize("flags", [-1, 5])
    def test_a_state_that_windows_does_not_know_is_none(
        self, port: SessionPort, world: Windows, flags: int
    ) -> None:
        world.flags = flags
        assert port.is_locked() is None

    def test_a_refused_question_is_none(self, port: SessionPort, world: Windows) -> None:
        world.refuses = "WTSQuerySessionInformationW"
        assert port.is_locked() is None


@pytest.mark.parametrize("refused", ["CreateWindowExW", "WTSRegisterSessionNotification"])
def test_a_refusal_of_windows_leaves_nothing_behind(refused: str) -> None:
    world, before = Windows(), threading.active_count()
    world.refuses = refused
    with pytest.raises(OSError, match=refused):
        Win32Session(world.libraries())
    assert world.calls[-1] == "UnregisterClassW"
    assert threading.active_count() == before


class Mac:
    """CoreFoundation and the window server. What is created must be released."""

    def __init__(self) -> None:
        self.locked: bool | None = None
        self.observers: dict[bytes, Any] = {}
        self.alive: dict[int, bytes] = {}
        self._numbers = iter(range(0x1_0000_0000, 0x1_0000_1000))

    def frameworks(self) -> Frameworks:
        return Frameworks(self, self)

    def lock(self) -> None:
        self.locked = True
        self._post(b"com.apple.screenIsLocked")

    def unlock(self) -> None:
        self.locked = None  # the word of it goes
        self._post(b"com.apple.screenIsUnlocked")

    def sleep(self) -> None:
        """Is left to the clocks."""

    def wake(self) -> None:
        """Is left to the clocks."""

    def _post(self, name: bytes) -> None:
        if name in self.observers:
            self.observers[name](1, 2, 3, None, None)

    def CFNotificationCenterGetDistributedCenter(self) -> int:
        return 0x99

    def CFStringCreateWithCString(self, _allocator: None, text: bytes, encoding: int) -> int:
        assert encoding == 0x08000100
        return self._create(text)

    def CFNotificationCenterAddObserver(
        self, center: int, observer: int, called: Any, name: int, thing: None, behaviour: int
    ) -> None:
        assert (center, behaviour) == (0x99, 4)
        self.observers[self.alive[name]] = called

    def CFNotificationCenterRemoveEveryObserver(self, center: int, observer: int) -> None:
        self.observers.clear()

    def CGSessionCopyCurrentDictionary(self) -> int:
        return self._create(b"dictionary")

    def CFDictionaryGetValue(self, known: int, key: int) -> int | None:
        assert (self.alive[known], self.alive[key]) == (b"dictionary", b"CGSSessionScreenIsLocked")
        return None if self.locked is None else 1

    def CFBooleanGetValue(self, value: int) -> bool:
        return bool(self.locked)

    def CFRelease(self, thing: int) -> None:
        del self.alive[thing]

    def _create(self, what: bytes) -> int:
        number = next(self._numbers)
        self.alive[number] = what
        return number


class TestMac(SessionContract):
    expected_name = "macos"
    tells_sleep = False

    @pytest.fixture
    def world(self) -> Mac:
        return Mac()

    @pytest.fixture
    def port(self, world: Mac) -> Iterator[SessionPort]:
        port = MacSession(world.frameworks())
        yield port
        port.close()
        assert not world.alive
        assert not world.observers

    def test_a_login_from_afar_is_unknown(self, port: SessionPort, world: Mac) -> None:
        world._create = lambda _what: 0  # type: ignore[method-assign]
        assert port.is_locked() is None


def test_a_mac_calls_back_with_five_pointers() -> None:
    seen: list[tuple[Any, ...]] = []
    called = macos.callback()(lambda *given: seen.append(given))
    called(1, 2, 3, None, 2**40)
    assert seen == [(1, 2, 3, None, 2**40)]


class TestRecording(SessionContract):
    expected_name = "recording"

    class Acting(RecordingSession):
        def lock(self) -> None:
            self.change(LOCKED)

        def unlock(self) -> None:
            self.change(UNLOCKED)

        def sleep(self) -> None:
            self.change(SLEEPS)

        def wake(self) -> None:
            self.change(WOKE)

    @pytest.fixture
    def port(self) -> SessionPort:
        return self.Acting()

    @pytest.fixture
    def world(self, port: SessionPort) -> SessionPort:
        return port


class TestNone(SessionContract):
    expected_name = "none"
    tells = tells_sleep = False

    @pytest.fixture
    def port(self) -> SessionPort:
        return no_session.make(Facts(System.OTHER, Session.NONE))

    @pytest.fixture
    def world(self) -> Windows:
        return Windows()


@given(st.lists(st.sampled_from(SessionChange)), st.randoms())
def test_a_lock_is_told_in_turns_and_nothing_else_is_lost(
    changes: list[SessionChange], chance: random.Random
) -> None:
    telling, told = Telling(), []
    telling.begin(told.append)
    for change in changes:
        telling.put(change)
        if chance.random() < 0.5:
            telling.tell()
    telling.tell()
    turns = [change for change in told if change in {LOCKED, UNLOCKED}]
    assert turns == [LOCKED, UNLOCKED] * (len(turns) // 2) + [LOCKED] * (len(turns) % 2)
    others = {SLEEPS, WOKE}
    assert [one for one in told if one in others] == [one for one in changes if one in others]


def test_several_threads_tell_in_the_order_of_the_row() -> None:
    telling = Telling()
    told: list[SessionChange] = []
    inside = threading.Lock()

    def take(change: SessionChange) -> None:
        assert inside.acquire(blocking=False), "two are telling at once"
        told.append(change)
        inside.release()

    telling.begin(take)
    together = threading.Barrier(4)

    def run() -> None:
        together.wait()
        for _ in range(200):
            telling.put(SLEEPS)
            telling.tell()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [SLEEPS] * 800
