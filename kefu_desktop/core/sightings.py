"""What the away machine is told, and what it answers with.

Events say what was seen or asked for, never what to make of it. An effect is said once, when it
begins to hold: whoever carries effects out need not remember what was said before.
"""

from msgspec import Struct

from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import Away, Busy, Closed, Reason, Warned


class Leave(Struct, frozen=True):
    """By hand: leaving now, or another reason for being away."""

    reason: Reason
    until: Millis | None = None
    note: str = ""


class Return(Struct, frozen=True):
    """By hand: back, or staying."""


class BeBusy(Struct, frozen=True):
    """By hand: slow until ``until``."""

    until: Millis


class EndBusy(Struct, frozen=True):
    """By hand: no longer slow."""


class Still(Struct, frozen=True):
    """Nothing was touched for ``span`` milliseconds."""

    span: int


class Moved(Struct, frozen=True):
    """Keyboard or pointer was touched again."""


class Locked(Struct, frozen=True):
    """The screen was locked."""


class Unlocked(Struct, frozen=True):
    """The screen was unlocked."""


class Woke(Struct, frozen=True):
    """The machine woke; it had slept for ``slept`` milliseconds, as far as the clocks tell."""

    slept: int


class Hours(Struct, frozen=True):
    """The schedule says something else from now on."""

    closed: Closed | None


class Look(Struct, frozen=True):
    """Time has passed, and somebody looked: ``idle`` milliseconds since the last touch (None: not
    known), and whether a window covers the screen.
    """

    idle: int | None = None
    covered: bool = False


class Started(Struct, frozen=True):
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


class Warn(Struct, frozen=True):
    """Ask whether they are leaving."""

    warned: Warned


class Unwarn(Struct, frozen=True):
    """Ask no longer. Comes before anything else that ends the question."""


class Left(Struct, frozen=True):
    """Away from now on. ``announce``: somebody may be there to use the message at once."""

    away: Away
    announce: bool


class Changed(Struct, frozen=True):
    """Still away, for another reason or until another time."""

    away: Away
    announce: bool


class CameBack(Struct, frozen=True):
    """Back since ``at``."""

    away: Away
    at: Millis


class OffersEnded(Struct, frozen=True):
    """What helps with those who waited comes first no longer."""


class BusyBegan(Struct, frozen=True):
    """Slow from now on."""

    busy: Busy


class BusyMoved(Struct, frozen=True):
    """Slow until another time."""

    busy: Busy


class BusyEnded(Struct, frozen=True):
    """No longer slow, since ``at``."""

    busy: Busy
    at: Millis


Effect = Warn | Unwarn | Left | Changed | CameBack | OffersEnded | BusyBegan | BusyMoved | BusyEnded
