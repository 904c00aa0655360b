"""Telling somebody what happened to the session: each change once, in the order it came, though it
may come on several threads.

What is to be told stands in one row, and whoever is telling already tells all of it. No lock is
held meanwhile, so whoever is told may ask, watch anew, or close.
"""

import threading
from collections import deque
from collections.abc import Callable

from kefu_desktop.app.attention import SessionChange
from kefu_desktop.native.handing import hand_on

_OF_THE_LOCK = {SessionChange.LOCKED: True, SessionChange.UNLOCKED: False}


class Telling:
    """Whom to tell, and what was told. Any thread may call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: Callable[[SessionChange], None] = lambda _change: None
        self._told_locked = False
        self._row: deque[SessionChange] = deque()
        self._telling = False
        self._ended = False

    @property
    def told_locked(self) -> bool:
        """Whether the last that was told of the lock is that it is locked."""
        return self._told_locked

    def begin(self, told: Callable[[SessionChange], None]) -> None:
        """Tells this one from now on, who knows nothing yet."""
        with self._lock:
            self._told, self._told_locked = told, False
            self._row.clear()

    def put(self, change: SessionChange) -> None:
        """Puts a change into the row, unless it is of the lock and says what was told last."""
        with self._lock:
            locked = _OF_THE_LOCK.get(change)
            if locked is self._told_locked:
                return
            if locked is not None:
                self._told_locked = locked
            self._row.append(change)

    def tell(self) -> None:
        """Tells what stands in the row."""
        while True:
            with self._lock:
                if self._ended or self._telling or not self._row:
                    return
                self._telling, told, change = True, self._told, self._row.popleft()
            hand_on(told, change)
            with self._lock:
                self._telling = False

    def end(self) -> None:
        """Tells nobody any more."""
        with self._lock:
            self._ended = True
