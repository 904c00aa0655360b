"""Idle time on an X server without the counter of the SYNC extension (Xvnc, XQuartz, old servers):
the MIT-SCREEN-SAVER extension knows it too, but answers only when it is asked.
"""

import threading

from kefu_desktop.app.ports import Reason, Refused
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.choose import Lost, Unavailable
from kefu_desktop.native.facts import Facts
from kefu_desktop.native.idle.looking import LookedAtIdle

EXTENSION = "MIT-SCREEN-SAVER"

support = x11.support


def make(facts: Facts, lost: Lost) -> LookedAtIdle:
    """Opens the display. Raises :class:`kefu_desktop.native.choose.Unavailable` when it cannot be
    had, or lacks the extension.
    """
    connection = x11.reach(facts)
    if not connection.display.has_extension(EXTENSION):
        connection.close()
        raise Unavailable(Refused(Reason.NO_EXTENSION, detail=EXTENSION))
    lock = threading.Lock()

    def meter() -> float:
        with lock:
            try:
                return int(connection.root.screensaver_query_info().idle) / 1000
            except connection.failures as gone:
                raise OSError from gone

    def close() -> None:
        with lock:
            connection.close()

    return LookedAtIdle("x11-screensaver", meter, lost, closing=close)
