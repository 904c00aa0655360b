"""The lock screen of a Mac: told to whoever asks for it by two notices that Apple has not written
down, and has kept since Mac OS X 10.

They come on the main thread, whose run loop Qt drives: there is no thread here. Sleep is left to
the clocks. Sources: CFNotificationCenter.h; CGSessionCopyCurrentDictionary, CGSession.h.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from kefu_desktop.app.attention import SessionChange
from kefu_desktop.app.ports import Reason, Refused, Support, Works
from kefu_desktop.native.facts import Facts, System
from kefu_desktop.native.idle.macos import LIBRARY as SERVICES
from kefu_desktop.native.session.telling import Telling

_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_NOTICES = {
    b"com.apple.screenIsLocked": SessionChange.LOCKED,
    b"com.apple.screenIsUnlocked": SessionChange.UNLOCKED,
}
_LOCK_KEY = b"CGSSessionScreenIsLocked"
_UTF_8 = 0x08000100  # kCFStringEncodingUTF8
_AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately


class Frameworks(Struct, frozen=True):
    """The system's libraries as ctypes opens them."""

    foundation: Any
    services: Any


def support(facts: Facts) -> Support:
    """Works on a Mac."""
    return Works() if facts.system is System.MACOS else Refused(Reason.OTHER_SYSTEM)


def make(_facts: Facts) -> "MacSession":
    """Opens the libraries."""
    frameworks = Frameworks(ctypes.CDLL(_FOUNDATION), ctypes.CDLL(SERVICES))
    _declare(frameworks)
    return MacSession(frameworks)


def callback() -> Any:
    """Gives the type CFNotificationCallback: of center, observer, name, object, what goes with it.
    ctypes makes it once.
    """
    return ctypes.CFUNCTYPE(None, *(ctypes.c_void_p,) * 5)


def _declare(of: Frameworks) -> None:
    """Says what the calls take where ctypes would cut 64 bits to 32."""
    pointer = ctypes.c_void_p
    foundation = of.foundation
    foundation.CFNotificationCenterGetDistributedCenter.restype = pointer
    foundation.CFStringCreateWithCString.restype = pointer
    foundation.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
    foundation.CFNotificationCenterAddObserver.argtypes = (
        *(pointer, pointer, callback(), pointer, pointer, ctypes.c_ssize_t),
    )
    foundation.CFNotificationCenterRemoveEveryObserver.argtypes = (pointer, pointer)
    foundation.CFDictionaryGetValue.restype = pointer
    foundation.CFDictionaryGetValue.argtypes = (pointer, pointer)
    foundation.CFBooleanGetValue.argtypes = (pointer,)
    foundation.CFBooleanGetValue.restype = ctypes.c_bool
    foundation.CFRelease.argtypes = (pointer,)
    of.services.CGSessionCopyCurrentDictionary.restype = pointer


class MacSession:
    """A :class:`kefu_desktop.app.attention.SessionPort` over the notices."""

    name = "macos"
    missing: Refused | None = None
    hears_sleep = False

    def __init__(self, frameworks: Frameworks) -> None:
        """Asks for the notices."""
        self._foundation, self._services = frameworks.foundation, frameworks.services
        self._telling = Telling()
        self._closed = False
        self._center = self._foundation.CFNotificationCenterGetDistributedCenter()
        self._texts = [self._text(name) for name in (*_NOTICES, _LOCK_KEY)]
        # Kept: the center keeps no reference.
        self._callbacks = [callback()(self._hearing(change)) for change in _NOTICES.values()]
        for text, called in zip(self._texts, self._callbacks, strict=False):
            self._foundation.CFNotificationCenterAddObserver(
                self._center, id(self), called, text, None, _AT_ONCE
            )

    def is_locked(self) -> bool | None:
        """Asks the window server; a session that is not locked has no word of it."""
        if self._closed:
            return None
        known = self._services.CGSessionCopyCurrentDictionary()
        if not known:
            return None  # a login from afar
        value = self._foundation.CFDictionaryGetValue(known, self._texts[-1])
        locked = bool(value and self._foundation.CFBooleanGetValue(value))
        self._foundation.CFRelease(known)
        return locked

    def watch(self, told: Callable[[SessionChange], None]) -> None:
        """Tells from now on, beginning with a lock that is there: that at once, on this thread."""
        self._telling.begin(told)
        if self.is_locked():
            self._take(SessionChange.LOCKED)

    def close(self) -> None:
        """Takes the notices back."""
        if self._closed:
            return
        self._closed = True
        self._telling.end()
        self._foundation.CFNotificationCenterRemoveEveryObserver(self._center, id(self))
        for text in self._texts:
            self._foundation.CFRelease(text)

    def _text(self, name: bytes) -> int:
        return int(self._foundation.CFStringCreateWithCString(None, name, _UTF_8))

    def _hearing(self, change: SessionChange) -> Callable[..., None]:
        return lambda *_ignored: self._take(change)

    def _take(self, change: SessionChange) -> None:
        self._telling.put(change)
        self._telling.tell()
