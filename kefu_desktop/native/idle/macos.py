"""Idle time on a Mac: the window server keeps it, and answers only when it is asked. It needs no
permission. Source: CGEventSourceSecondsSinceLastEventType, CGEventSource.h.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from kefu_desktop.app.ports import Reason, Refused, Support, Works
from kefu_desktop.native.choose import Lost
from kefu_desktop.native.facts import Facts, System
from kefu_desktop.native.idle.looking import LookedAtIdle

LIBRARY = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_OF_THE_HARDWARE = 1  # kCGEventSourceStateHIDSystemState: not what programs post
_ANY_INPUT = 0xFFFFFFFF  # kCGAnyInputEventType


def support(facts: Facts) -> Support:
    """Works on a Mac."""
    return Works() if facts.system is System.MACOS else Refused(Reason.OTHER_SYSTEM)


def make(_facts: Facts, lost: Lost) -> LookedAtIdle:
    """Opens the library."""
    return LookedAtIdle("macos", meter(ctypes.CDLL(LIBRARY)), lost)


def meter(services: Any) -> Callable[[], float]:
    """Gives what asks the library for the seconds since the last input."""
    ask = services.CGEventSourceSecondsSinceLastEventType
    ask.argtypes = (ctypes.c_int32, ctypes.c_uint32)
    ask.restype = ctypes.c_double
    return lambda: float(ask(_OF_THE_HARDWARE, _ANY_INPUT))
