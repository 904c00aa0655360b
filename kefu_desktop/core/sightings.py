"""What the away machine is told, and what it answers with.

Events say what was seen or asked for, never what to make of it. An effect is said once, when it
begins to hold: whoever carries effects out need not remember what was said before.
"""

from dataclasses import dataclass

from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import Away, Busy, Closed, Reason, Warned


@dataclass(frozen=True, slots=True)
class Leave:
    """By hand: leaving now, or another reason for being away."""

    reason: Reason
    until: Millis | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """By hand: back, or staying."""


@dataclass(frozen=True, slots=True)
class BeBusy:
    """By hand: slow until ``until``."""

    until: Millis


@dataclass(frozen=True, slots=True)
class EndBusy:
    """By hand: no longer slow."""


@dataclass(frozen=True, slots=True)
class Still:
    """Nothing was touched for ``span`` milliseconds."""

    span: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Keyboard or pointer was touched again."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The screen was locked."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The screen was unlocked."""


@dataclass(frozen=True, slots=True)
class Woke:
    """The machine woke; it had slept for ``slept`` milliseconds, as far as the clocks tell."""

    slept: int


@dataclass(frozen=True, slots=True)
class Hours:
    """The schedule says something else from now on."""

    closed: Closed | None


@dataclass(frozen=True, slots=True)
class Look:
    """Time has passed, and somebody looked: ``idle`` milliseconds since the last touch (None: not
    known), and whether a window covers the screen.
    """

    idle: int | None = None
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """The program begins with what the last run left, whether that ended well or not."""

    closed: Closed | None = None


Event = (
    Leave
    | Return
    | BeBusy
    | EndBusy
    | Still
    | Moved
    | Locked
    | Unlocked
    | Woke
    | Hours
    | Look
    | Started
)


@dataclass(frozen=True, slots=True)
class Warn:
    """Ask whether they are leaving."""

    warned: Warned


@dataclass(frozen=True, slots=True)
class Unwarn:
    """Ask no longer. Comes before anything else that ends the question."""


@dataclass(frozen=True, slots=True)
class Left:
    """Away from now on. ``announce``: somebody may be there to use the message at once."""

    away: Away
    announce: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """Still away, for another reason or until another time."""

    away: Away
    announce: bool


@dataclass(frozen=True, slots=True)
class CameBack:
    """Back since ``at``."""

    away: Away
    at: Millis


@dataclass(frozen=True, slots=True)
class OffersEnded:
    """What helps with those who waited comes first no longer."""


@dataclass(frozen=True, slots=True)
class BusyBegan:
    """Slow from now on."""

    busy: Busy


@dataclass(frozen=True, slots=True)
class BusyMoved:
    """Slow until another time."""

    busy: Busy


@dataclass(frozen=True, slots=True)
class BusyEnded:
    """No longer slow, since ``at``."""

    busy: Busy
    at: Millis


Effect = Warn | Unwarn | Left | Changed | CameBack | OffersEnded | BusyBegan | BusyMoved | BusyEnded
