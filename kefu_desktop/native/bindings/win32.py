"""A window on Windows that nobody sees, to which the system sends what it tells windows only.

It belongs to the thread that makes it: only there its messages can be fetched, and only there it
can be closed. So the thread makes it, and everybody else posts. Source: winuser.h, "Message-Only
Windows".
"""

import ctypes
import logging
import threading
from collections.abc import Callable
from typing import Any

from msgspec import Struct

_LOG = logging.getLogger(__name__)

_MESSAGE_ONLY = -3  # HWND_MESSAGE
_CLOSE = 0x0010  # WM_CLOSE

Procedure = Callable[[int, int, int, int], int]


class Message(ctypes.Structure):
    """MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint32),
        ("word", ctypes.c_size_t),
        ("long", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
        ("private", ctypes.c_uint32),
    )


class WindowClass(ctypes.Structure):
    """WNDCLASSW. ``procedure`` is the address of what Windows calls."""

    _fields_ = (
        ("style", ctypes.c_uint32),
        ("procedure", ctypes.c_void_p),
        ("class_extra", ctypes.c_int32),
        ("window_extra", ctypes.c_int32),
        ("instance", ctypes.c_void_p),
        ("icon", ctypes.c_void_p),
        ("cursor", ctypes.c_void_p),
        ("background", ctypes.c_void_p),
        ("menu", ctypes.c_wchar_p),
        ("name", ctypes.c_wchar_p),
    )


class Libraries(Struct, frozen=True):
    """The system's libraries as ctypes opens them, and the kind of function that they call back."""

    user32: Any
    kernel32: Any
    wtsapi32: Any
    callback: Callable[..., Any]


def libraries() -> Libraries:
    """Opens the libraries of this machine. Own copies: what a call takes is written on them."""
    opened = vars(ctypes)  # other systems have neither name
    library, callback = opened["WinDLL"], opened["WINFUNCTYPE"]
    found = Libraries(library("user32"), library("kernel32"), library("wtsapi32"), callback)
    _declare(found)
    return found


def _declare(of: Libraries) -> None:
    """Says what the calls take where ctypes would cut 64 bits to 32."""
    handle, number = ctypes.c_void_p, ctypes.c_uint32
    word, long = ctypes.c_size_t, ctypes.c_ssize_t
    of.kernel32.GetModuleHandleW.restype = handle
    of.kernel32.GetModuleHandleW.argtypes = (ctypes.c_wchar_p,)
    of.user32.CreateWindowExW.restype = handle
    of.user32.CreateWindowExW.argtypes = (
        *(number, ctypes.c_wchar_p, ctypes.c_wchar_p, number),
        *(*(ctypes.c_int32,) * 4, handle, handle, handle, handle),
    )
    of.user32.DefWindowProcW.restype = long
    of.user32.DefWindowProcW.argtypes = of.user32.PostMessageW.argtypes = (
        *(handle, number, word, long),
    )
    of.user32.GetMessageW.argtypes = (handle, handle, number, number)
    of.user32.DispatchMessageW.argtypes = (handle,)
    of.user32.DestroyWindow.argtypes = (handle,)
    of.user32.UnregisterClassW.argtypes = (ctypes.c_wchar_p, handle)
    of.user32.RegisterSuspendResumeNotification.restype = handle
    of.user32.RegisterSuspendResumeNotification.argtypes = (handle, number)
    of.user32.UnregisterSuspendResumeNotification.argtypes = (handle,)
    of.wtsapi32.WTSRegisterSessionNotification.argtypes = (handle, number)
    of.wtsapi32.WTSUnRegisterSessionNotification.argtypes = (handle,)
    of.wtsapi32.WTSQuerySessionInformationW.argtypes = (handle, number, number, handle, handle)
    of.wtsapi32.WTSFreeMemory.argtypes = (handle,)


class HiddenWindow:
    """The window and its thread."""

    def __init__(
        self,
        libraries: Libraries,
        name: str,
        opened: Callable[[int], Callable[[], None]],
        heard: Callable[[int, int], None],
    ) -> None:
        """Opens it. On its thread ``opened`` gets its handle and gives what to do before it is
        closed; ``heard`` gets number and first parameter of each message.

        Raises:
            OSError: Windows gives none, or ``opened`` raises it.
        """
        self._libraries = libraries
        self._name = name
        self._opened = opened
        self._heard = heard
        self._handle = 0
        self._failure: OSError | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="messages", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def close(self) -> None:
        """Closes the window and ends the thread. Twice is no error."""
        # A window that is gone takes no message, and says so by giving 0.
        self._libraries.user32.PostMessageW(self._handle, _CLOSE, 0, 0)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    # The window's thread from here on.

    def _run(self) -> None:
        user32 = self._libraries.user32
        prototype = self._libraries.callback(
            ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_size_t, ctypes.c_ssize_t
        )
        procedure = prototype(self._procedure)  # kept here: Windows keeps no reference
        instance = self._libraries.kernel32.GetModuleHandleW(None)
        address = ctypes.cast(procedure, ctypes.c_void_p)
        kind = WindowClass(procedure=address, instance=instance, name=self._name)
        user32.RegisterClassW(ctypes.byref(kind))
        try:
            self._live(instance)
        except OSError as failure:
            self._failure = failure
        except Exception:  # noqa: BLE001 - the edge of a thread
            _LOG.exception("the window of messages failed")
        finally:
            if self._handle:
                user32.DestroyWindow(self._handle)
            user32.UnregisterClassW(self._name, instance)
            self._ready.set()

    def _live(self, instance: int) -> None:
        user32 = self._libraries.user32
        size = 0, 0, 0, 0
        made = user32.CreateWindowExW(
            0, self._name, self._name, 0, *size, _MESSAGE_ONLY, None, instance, None
        )
        if not made:
            raise OSError("CreateWindowExW")
        self._handle = int(made)
        closing = self._opened(self._handle)
        self._ready.set()
        message = Message()
        while user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            user32.DispatchMessageW(ctypes.byref(message))
        closing()

    def _procedure(self, window: int, message: int, word: int, long: int) -> int:
        if message == _CLOSE:
            self._libraries.user32.PostQuitMessage(0)
            return 0
        try:
            self._heard(message, word)
        except Exception:  # noqa: BLE001 - it would end in C, and be printed
            _LOG.exception("a message was not understood")
        return int(self._libraries.user32.DefWindowProcW(window, message, word, long))
