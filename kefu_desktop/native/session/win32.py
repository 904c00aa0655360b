"""Lock and sleep of a session on Windows. It tells both to windows, so there is one that nobody
sees.

Sleep is told to all windows but such hidden ones, unless they ask: hence the second registration.
Sources: WTSRegisterSessionNotification and WTSINFOEX in wtsapi32.h; RegisterSuspendResume-
Notification in winuser.h (Windows 8).
"""

import ctypes
from collections.abc import Callable

from kefu_desktop.app.attention import SessionChange
from kefu_desktop.app.ports import Reason, Refused, Support, Works
from kefu_desktop.native.bindings import win32
from kefu_desktop.native.bindings.win32 import HiddenWindow, Libraries
from kefu_desktop.native.facts import Facts, System
from kefu_desktop.native.session.telling import Telling

_SESSION_CHANGE = 0x02B1  # WM_WTSSESSION_CHANGE
_POWER = 0x0218  # WM_POWERBROADCAST
_ASK = 0x8000  # WM_APP, ours: look whether it is locked
_CHANGES = {
    (_SESSION_CHANGE, 7): SessionChange.LOCKED,  # WTS_SESSION_LOCK
    (_SESSION_CHANGE, 8): SessionChange.UNLOCKED,  # WTS_SESSION_UNLOCK
    (_POWER, 4): SessionChange.SLEEPS,  # PBT_APMSUSPEND
    (_POWER, 18): SessionChange.WOKE,  # PBT_APMRESUMEAUTOMATIC
}
_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
_TO_A_WINDOW = 0  # DEVICE_NOTIFY_WINDOW_HANDLE
_CURRENT = 0xFFFFFFFF  # WTS_CURRENT_SESSION
_INFO = 25  # WTSSessionInfoEx
_LOCKED, _UNLOCKED = 0, 1  # WTS_SESSIONSTATE_…; Windows 7 has them the other way round


class Info(ctypes.Structure):
    """The beginning of WTSINFOEX."""

    _fields_ = (
        ("level", ctypes.c_uint32),
        ("_aligned_to_8", ctypes.c_uint32),
        ("session", ctypes.c_uint32),
        ("state", ctypes.c_uint32),
        ("flags", ctypes.c_int32),
    )


def support(facts: Facts) -> Support:
    """Works on Windows."""
    return Works() if facts.system is System.WINDOWS else Refused(Reason.OTHER_SYSTEM)


def make(_facts: Facts) -> "Win32Session":
    """Opens the window. Raises OSError when Windows does not let it."""
    return Win32Session(win32.libraries())


class Win32Session:
    """A :class:`kefu_desktop.app.attention.SessionPort` with a hidden window."""

    name = "win32"
    missing: Refused | None = None
    hears_sleep = True

    def __init__(self, libraries: Libraries) -> None:
        """Opens the window. Raises OSError."""
        self._libraries = libraries
        self._telling = Telling()
        self._closed = False
        self._handle = 0
        self._window = HiddenWindow(
            libraries, f"kefu-desktop-session-{id(self):x}", self._opened, self._heard
        )

    def is_locked(self) -> bool | None:
        """Asks Windows."""
        if self._closed:
            return None
        wts = self._libraries.wtsapi32
        found, size = ctypes.POINTER(Info)(), ctypes.c_uint32()
        if not wts.WTSQuerySessionInformationW(
            None, _CURRENT, _INFO, ctypes.byref(found), ctypes.byref(size)
        ):
            return None
        flags = int(found.contents.flags)
        wts.WTSFreeMemory(found)
        return {_LOCKED: True, _UNLOCKED: False}.get(flags)

    def watch(self, told: Callable[[SessionChange], None]) -> None:
        """Tells from now on, beginning with a lock that is there."""
        self._telling.begin(told)
        self._libraries.user32.PostMessageW(self._handle, _ASK, 0, 0)

    def close(self) -> None:
        """Closes the window."""
        self._closed = True
        self._telling.end()
        self._window.close()

    # The window's thread from here on.

    def _opened(self, handle: int) -> Callable[[], None]:
        self._handle = handle
        user32, wts = self._libraries.user32, self._libraries.wtsapi32
        if not wts.WTSRegisterSessionNotification(handle, _THIS_SESSION):
            raise OSError("WTSRegisterSessionNotification")
        power = user32.RegisterSuspendResumeNotification(handle, _TO_A_WINDOW)

        def closing() -> None:
            wts.WTSUnRegisterSessionNotification(handle)
            if power:
                user32.UnregisterSuspendResumeNotification(power)

        return closing

    def _heard(self, message: int, word: int) -> None:
        if message == _ASK:
            change = SessionChange.LOCKED if self.is_locked() else None
        else:
            change = _CHANGES.get((message, word))
        if change is not None:
            self._telling.put(change)
            self._telling.tell()
