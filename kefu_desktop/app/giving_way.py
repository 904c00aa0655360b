"""Keeps long work from holding up the window: it stands aside until the window's thread is through
with what it has to do.

Only one thread at a time runs Python, and each call from Python into Qt, or from Qt into Python,
lets go of that right or has to win it, which beside a busy thread takes as long as that thread may
keep it. So a page that is shown by a few thousand calls does not take twice as long beside other
work but twenty times (measured: 0.1 s of showing took 0.8 to 2.3 s beside an import).
"""

import threading
import time
from collections.abc import Callable

_WORK = 0.01
"""Seconds of work between two questions whether the window's thread is through."""

_MOST = 0.3
"""Seconds after which work goes on for as long as it stood aside: a window that never is through,
or a program that ends, must not keep it from ever being done.
"""

Ask = Callable[[Callable[[], None]], None]
"""Has a call made on another thread, when that has nothing else to do. Any thread."""


class GivingWay:
    """Called every now and then by work on other threads, returns when the thread that made it has
    nothing to do. On that thread itself it returns at once.
    """

    def __init__(self, ask: Ask) -> None:
        """``ask`` has calls made on this thread."""
        self._ask = ask
        self._first = threading.get_ident()
        self._next = 0.0

    def __call__(self) -> None:
        begun = time.monotonic()
        if begun < self._next or threading.get_ident() == self._first:
            return
        through = threading.Event()
        self._ask(through.set)
        came = through.wait(_MOST)
        now = time.monotonic()
        self._next = now + (_WORK if came else now - begun)
