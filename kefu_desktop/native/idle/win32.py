"""Idle time on Windows: it keeps the moment of the last input of the session, and answers only when
it is asked. Source: GetLastInputInfo and GetTickCount, winuser.h and sysinfoapi.h.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from kefu_desktop.app.ports import Reason, Refused, Support, Works
from kefu_desktop.native.choose import Lost
from kefu_desktop.native.facts import Facts, System
from kefu_desktop.native.idle.looking import LookedAtIdle

_TICKS = 1 << 32
"""Milliseconds since the start are counted in 32 bits, so they begin anew every 49.7 days."""


class LastInput(ctypes.Structure):
    """LASTINPUTINFO. ``moment`` is in ticks."""

    _fields_ = (("size", ctypes.c_uint32), ("moment", ctypes.c_uint32))


def support(facts: Facts) -> Support:
    """Works on Windows."""
    return Works() if facts.system is System.WINDOWS else Refused(Reason.OTHER_SYSTEM)


def make(_facts: Facts, lost: Lost) -> LookedAtIdle:
    """Gives it over the libraries of this machine."""
    libraries: Any = vars(ctypes)["windll"]
    return LookedAtIdle("win32", meter(libraries.user32, libraries.kernel32), lost)


def meter(user32: Any, kernel32: Any) -> Callable[[], float]:
    """Gives what asks the two libraries for the seconds since the last input."""

    def seconds() -> float:
        last = LastInput(ctypes.sizeof(LastInput), 0)
        if not user32.GetLastInputInfo(ctypes.byref(last)):
            raise OSError("GetLastInputInfo")
        now = int(kernel32.GetTickCount())
        return float((now - last.moment) % _TICKS) / 1000

    return seconds
