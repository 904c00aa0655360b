"""Keeps long work from holding up the window: its threads stand aside while the window's own runs.

Only one thread at a time runs Python, and each call into Qt lets go of that right and has to win it
back, which beside a busy thread takes as long as that thread may keep it. So painting a page, a few
thousand calls, does not take twice as long beside other work but twenty times (measured: 0.15 s of
painting took 0.8 to 2.3 s beside an import, whatever the interpreter's switch interval was).
"""

import sys
import threading
import time

_LOOK = 0.002
"""Seconds between two looks at whether the first thread is through."""

_STILL = 5
"""Looks after which a thread that stands where it stood is taken to wait for something."""

_MOST = 0.1
"""Seconds after which work goes on for as long as it stood aside, whatever the first thread does:
an animation that never ends must not keep it from ever being done.
"""

_Place = tuple[int, int] | None


class GivingWay:
    """Called every now and then by work on other threads, returns when the thread that made it has
    no Python to run. On that thread itself it returns at once.
    """

    def __init__(self) -> None:
        self._first = threading.get_ident()
        self._waiting_place: _Place = None
        self._not_before = 0.0

    def __call__(self) -> None:
        place = self._place()
        if place == self._waiting_place or place is None:
            return
        begun = now = time.monotonic()
        if now < self._not_before or threading.get_ident() == self._first:
            return
        still = 0
        while now - begun < _MOST:
            time.sleep(_LOOK)
            now = time.monotonic()
            before, place = place, self._place()
            if place == self._waiting_place or place is None:
                return
            still = still + 1 if place == before else 0
            if still == _STILL:
                # Where the event loop of Qt was started from, or in one call of C++, which needs
                # no way. A dialog has an event loop of its own, so there is no one place to know.
                self._waiting_place = place
                return
        self._not_before = now + (now - begun)

    def _place(self) -> _Place:
        """Where the first thread is; None when it has ended."""
        # A frame that is kept would keep what its locals hold.
        frame = sys._current_frames().get(self._first)
        return None if frame is None else (id(frame), frame.f_lasti)
