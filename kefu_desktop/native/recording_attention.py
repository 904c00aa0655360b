"""Attention that touches no machine: a test says what the user does.

As with the other recordings the contract of the ports is kept strictly, so that a test that passes
with them is about the program.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from kefu_desktop.app.attention import Hands, SessionChange
from kefu_desktop.app.ports import Refused
from kefu_desktop.native.session.telling import Telling


@dataclass(slots=True)
class RecordingIdle:
    """Hands that :meth:`rest` and :meth:`touch`. ``after`` is what is watched for, None without a
    watch; ``missing`` makes it a machine that does not tell.
    """

    name: str = "recording"
    missing: Refused | None = None
    idle: timedelta = timedelta(0)
    after: timedelta | None = None
    closed: bool = False
    _told: Callable[[Hands], None] = lambda _hands: None
    _still: bool = False

    def idle_for(self) -> timedelta | None:
        """Gives how long they have rested."""
        return None if self.closed or self.missing else self.idle

    def watch(self, after: timedelta, told: Callable[[Hands], None]) -> None:
        """Tells at once of hands that have rested for so long."""
        if not self.closed and not self.missing:
            self.after, self._told, self._still = after, told, False
            self.rest(timedelta(0))

    def unwatch(self) -> None:
        """Tells nobody."""
        self.after = None

    def close(self) -> None:
        """Tells nobody any more."""
        self.after, self.closed = None, True

    def rest(self, span: timedelta) -> None:
        """Nothing is touched for another ``span``."""
        self.idle += span
        if self.after is not None and self.idle >= self.after and not self._still:
            self._still = True
            self._told(Hands.STILL)

    def touch(self) -> None:
        """Something is touched."""
        self.idle = timedelta(0)
        if self.after is not None and self._still:
            self._still = False
            self._told(Hands.MOVED)


@dataclass(slots=True)
class RecordingSession:
    """A session to which the user does something with :meth:`change`. Without ``tells_sleep`` it is
    a machine that tells of the lock alone.
    """

    name: str = "recording"
    missing: Refused | None = None
    tells_sleep: bool = True
    locked: bool = False
    closed: bool = False
    _telling: Telling = field(default_factory=Telling)

    @property
    def hears_sleep(self) -> bool:
        """Whether sleep is told."""
        return self.tells_sleep and self.missing is None

    def is_locked(self) -> bool | None:
        """Gives whether it is locked."""
        return None if self.closed or self.missing else self.locked

    def watch(self, told: Callable[[SessionChange], None]) -> None:
        """Tells at once of a lock that is there."""
        self._telling.begin(told)
        if self.locked:
            self.change(SessionChange.LOCKED)

    def close(self) -> None:
        """Tells nobody any more."""
        self.closed = True
        self._telling.end()

    def change(self, change: SessionChange) -> None:
        """The user locks it, or the like."""
        if change in {SessionChange.LOCKED, SessionChange.UNLOCKED}:
            self.locked = change is SessionChange.LOCKED
        if not self.missing:
            self._telling.put(change)
            self._telling.tell()


@dataclass(slots=True)
class RecordingFullScreen:
    """A screen that is ``covered`` or not."""

    name: str = "recording"
    missing: Refused | None = None
    covered: bool = False
    closed: bool = False

    def is_covered(self) -> bool | None:
        """Gives whether it is."""
        return None if self.closed or self.missing else self.covered

    def close(self) -> None:
        """Knows nothing from now on."""
        self.closed = True
