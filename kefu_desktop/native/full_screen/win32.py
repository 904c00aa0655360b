"""A window over the whole screen on Windows: the shell knows, for its own notices wait for that.

It says too when the screen is locked or a screen saver runs; then nobody is disturbed by a notice,
and that is not meant here. Source: SHQueryUserNotificationState, shellapi.h.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from kefu_desktop.app.ports import Reason, Refused, Support, Works
from kefu_desktop.native.facts import Facts, System

_BUSY, _DIRECT_3D, _PRESENTATION = 2, 3, 4
_COVERED = frozenset({_BUSY, _DIRECT_3D, _PRESENTATION})


def support(facts: Facts) -> Support:
    """Works on Windows."""
    return Works() if facts.system is System.WINDOWS else Refused(Reason.OTHER_SYSTEM)


def make(_facts: Facts) -> "Win32FullScreen":
    """Opens the shell's library."""
    shell: Any = vars(ctypes)["windll"].shell32

    def ask() -> int | None:
        state = ctypes.c_int()
        failed = shell.SHQueryUserNotificationState(ctypes.byref(state))
        return None if failed else state.value

    return Win32FullScreen(ask)


class Win32FullScreen:
    """A :class:`kefu_desktop.app.attention.FullScreenPort`. ``ask`` gives what the shell says
    (QUERY_USER_NOTIFICATION_STATE), None when it does not.
    """

    name = "win32"
    missing: Refused | None = None

    def __init__(self, ask: Callable[[], int | None]) -> None:
        self._ask = ask
        self._closed = False

    def is_covered(self) -> bool | None:
        """Asks the shell."""
        state = None if self._closed else self._ask()
        return None if state is None else state in _COVERED

    def close(self) -> None:
        """Has nothing to let go."""
        self._closed = True
