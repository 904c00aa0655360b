"""What the machine tells of who sits before it, over back-ends that may stop working: when one
does, the next takes over whoever watched.

The loss comes from the thread of the back-end that is ending. So no port is called under the lock:
what it waits for may be waiting for the lock.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Generic, TypeVar

from kefu_desktop.app.attention import (
    Attention,
    FullScreenPort,
    Hands,
    IdlePort,
    SessionChange,
    SessionPort,
)
from kefu_desktop.app.ports import Reason, Refused
from kefu_desktop.native import catalogue, facts
from kefu_desktop.native.choose import Candidate, Choice
from kefu_desktop.native.facts import Facts

P = TypeVar("P", IdlePort, SessionPort, FullScreenPort)

_OF_OTHERS = {Reason.OTHER_SYSTEM, Reason.OTHER_DESKTOP}


def choose_attention(down: contextlib.ExitStack) -> Attention:
    """Chooses for the machine that this program runs on. Any thread but the GUI's: it loads
    libraries and connects, some 70 ms. The ports are let go with ``down``.
    """
    here = facts.read(sys.platform, os.environ)
    idle = SteppingIdle(catalogue.idles(), here)
    session = SteppingSession(catalogue.sessions(), here)
    full_screen = SteppingFullScreen(catalogue.full_screens(), here)
    for port in (idle, session, full_screen):
        down.callback(port.close)
    return Attention(idle, session, full_screen)


class _Stepping(Generic[P]):
    """A port over a :class:`Choice`; ``name`` is that of the back-end in use."""

    concern = ""

    def __init__(self, candidates: Sequence[Candidate[P]], here: Facts) -> None:
        self._lock = threading.Lock()
        self._closed = False
        # A back-end may be lost before there is a choice to step down.
        with self._lock:
            self._choice: Choice[P] = Choice(self.concern, candidates, here, lost=self._lost)

    @property
    def name(self) -> str:
        """The back-end in use."""
        return self._port.name

    @property
    def missing(self) -> Refused | None:
        """Why the back-end that is meant for this machine does not tell; None when it does."""
        port = self._port
        if port.missing is None:
            return None
        said = [answer.support for answer in self._choice.answers]
        refused = [one for one in said if isinstance(one, Refused)]
        meant = [one for one in refused if one.reason not in _OF_OTHERS]
        return next(iter(meant), port.missing)

    def close(self) -> None:
        """Lets go of the machine; a loss from now on is no news."""
        with self._lock:
            self._closed = True
            port = self._choice.port
        port.close()

    @property
    def _port(self) -> P:
        with self._lock:
            return self._choice.port

    def _lost(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._choice.step_down()
        self._resume()

    def _resume(self) -> None:
        """Has the next back-end go on where the one before was lost."""


class SteppingIdle(_Stepping[IdlePort]):
    """An :class:`IdlePort`."""

    concern = "idle"
    _watch: tuple[timedelta, Callable[[Hands], None]] | None = None
    _still = False

    def idle_for(self) -> timedelta | None:
        """Asks the back-end in use."""
        return self._port.idle_for()

    def watch(self, after: timedelta, told: Callable[[Hands], None]) -> None:
        """Watches, on this back-end and those after it."""

        def tell(hands: Hands) -> None:
            self._still = hands is Hands.STILL
            told(hands)

        self._watch, self._still = (after, tell), False
        self._port.watch(after, tell)

    def unwatch(self) -> None:
        """Ends the watch."""
        self._watch = None
        self._port.unwatch()

    def _resume(self) -> None:
        if self._watch is None:
            return
        after, tell = self._watch
        if self._still:
            # The next may not tell at all, and nobody must stay away for ever.
            tell(Hands.MOVED)
        self._port.watch(after, tell)


class SteppingSession(_Stepping[SessionPort]):
    """A :class:`SessionPort`."""

    concern = "session"
    _told: Callable[[SessionChange], None] | None = None

    @property
    def hears_sleep(self) -> bool:
        """Asks the back-end in use."""
        return self._port.hears_sleep

    def is_locked(self) -> bool | None:
        """Asks the back-end in use."""
        return self._port.is_locked()

    def watch(self, told: Callable[[SessionChange], None]) -> None:
        """Watches, on this back-end and those after it."""
        self._told = told
        self._port.watch(told)

    def _resume(self) -> None:
        if self._told is not None:
            self._port.watch(self._told)


class SteppingFullScreen(_Stepping[FullScreenPort]):
    """A :class:`FullScreenPort`."""

    concern = "full-screen"

    def is_covered(self) -> bool | None:
        """Asks the back-end in use."""
        return self._port.is_covered()
