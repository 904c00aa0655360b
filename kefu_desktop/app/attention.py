"""What the machine can tell of whether anybody sits before it: hands on keyboard or pointer, the
lock screen, sleep, a window over the whole screen. ``native`` implements these ports.

Nothing here says "away": that is decided above. And no machine owes an answer: where one cannot
tell, ``missing`` says why, answers are None, nobody is ever called, and going away is left to the
hand and the schedule.
"""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from kefu_desktop.app.ports import Refused

SLOWEST_LOOK = timedelta(seconds=15)
"""How late a call of :meth:`IdlePort.watch` may come at most, where a machine has to be looked at
again and again. Where it tells by itself, calls come within a fraction of a second.
"""


class Hands(StrEnum):
    """What changed at keyboard and pointer."""

    STILL = "still"
    """Not touched for the whole span that was asked for."""
    MOVED = "moved"
    """Touched again, after STILL."""


class SessionChange(StrEnum):
    """What happened to the user's session. A lid closed is LOCKED, SLEEPS, and on opening WOKE and,
    after the password, UNLOCKED; a machine may tell only some of these.
    """

    LOCKED = "locked"
    UNLOCKED = "unlocked"
    SLEEPS = "sleeps"
    """The machine is about to sleep. Often told too late to be acted on before WOKE; a jump of the
    wall clock ahead of the monotonic one is the surer sign.
    """
    WOKE = "woke"


class IdlePort(Protocol):
    """Knows when keyboard and pointer were last touched, by a person: keys that this program sends
    itself count as a touch on some machines. Any thread may call.
    """

    @property
    def name(self) -> str:
        """The back-end in use."""

    @property
    def missing(self) -> Refused | None:
        """Why this machine does not tell; None where it does. It may become known only later, when
        a back-end stops working.
        """

    def idle_for(self) -> timedelta | None:
        """Gives the time since the last touch, None when it is not known. Answers within 50 ms."""

    def watch(self, after: timedelta, told: Callable[[Hands], None]) -> None:
        """From now on ``told`` is called with STILL when nothing was touched for ``after`` (more
        than zero), and with MOVED at the first touch behind that, in turns, STILL first. Hands that
        have been still for that long already are told at once.

        Calls come on any thread and must only hand on, and up to :data:`SLOWEST_LOOK` late.
        Watching anew replaces the watch before and begins with STILL again.
        """

    def unwatch(self) -> None:
        """Ends the watch; a call that is on its way may still come. Without a watch no error."""

    def close(self) -> None:
        """Ends watch and thread and lets go of the machine. Closing twice is no error."""


class SessionPort(Protocol):
    """Knows whether the screen is locked, and hears of sleep. Any thread may call."""

    @property
    def name(self) -> str:
        """The back-end in use."""

    @property
    def missing(self) -> Refused | None:
        """As :attr:`IdlePort.missing`."""

    @property
    def hears_sleep(self) -> bool:
        """Whether SLEEPS and WOKE are told; some machines tell of the lock alone."""

    def is_locked(self) -> bool | None:
        """Whether the screen is locked now, None when that is not known. Answers within 50 ms."""

    def watch(self, told: Callable[[SessionChange], None]) -> None:
        """From now on ``told`` is called at each change, LOCKED and UNLOCKED in turns however many
        parts of the desktop tell of it. A screen that is locked already is told at once.

        Calls come on any thread, even before this returns, and must only hand on. Watching anew
        replaces whom to call.
        """

    def close(self) -> None:
        """Ends watch and thread and lets go of the machine. Closing twice is no error."""


class FullScreenPort(Protocol):
    """Knows whether a window covers the whole screen (a film, a talk, a game): no time to nag. Any
    thread may call.
    """

    @property
    def name(self) -> str:
        """The back-end in use."""

    @property
    def missing(self) -> Refused | None:
        """As :attr:`IdlePort.missing`."""

    def is_covered(self) -> bool | None:
        """Whether the window in front covers its whole screen, None when that is not known: then
        nothing is in the way of a notice. Answers within 50 ms.
        """

    def close(self) -> None:
        """Lets go of the machine. Closing twice is no error."""


class Attention(Struct, frozen=True):
    """The three together, as chosen for a machine. They are let go by whoever chose them."""

    idle: IdlePort
    session: SessionPort
    full_screen: FullScreenPort
