"""What is known of one agent's being there: here, asked whether they are leaving, away, just back;
and the world round the desk. :mod:`kefu_desktop.core.presence` says what becomes of it.

A moment is the wall clock's. When somebody is expected back is a time of day that was promised, all
others have been already or are deadlines counted from one that has.
"""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.clients import ClientKey
from kefu_desktop.core.model import Millis


class Reason(StrEnum):
    """Why somebody is away, as far as buyers are concerned."""

    LUNCH = "lunch"
    MEETING = "meeting"
    OFF_HOURS = "off-hours"
    HOLIDAY = "holiday"
    BUSY = "busy"
    SOON = "soon"
    OTHER = "other"


class Cause(StrEnum):
    """What made the program count somebody as away."""

    HAND = "hand"
    IDLE = "idle"
    LOCK = "lock"
    SLEEP = "sleep"
    SCHEDULE = "schedule"


class Closed(Struct, frozen=True):
    """A span outside of working hours, lunch included. ``until`` is when work begins again."""

    reason: Reason
    since: Millis
    until: Millis | None = None


class Here(Struct, frozen=True):
    """At work; ``since`` is when that was last said or seen. ``kept`` is when the closed span began
    through which the agent said to stay.
    """

    since: Millis
    kept: Millis | None = None


class Warned(Struct, frozen=True):
    """Asked whether they are leaving; silence says yes at ``leaves_at``. ``before`` is what holds
    again if they stay.
    """

    before: Here
    since: Millis
    leaves_at: Millis
    cause: Cause
    reason: Reason


class Away(Struct, frozen=True):
    """Gone. ``until`` is when they are expected back, None where nobody knows; ``note`` the agent's
    own words for the reason. ``settled`` is when it was sure that nobody sits there any more.
    """

    reason: Reason
    cause: Cause
    since: Millis
    until: Millis | None = None
    note: str = ""
    settled: Millis | None = None


class Returning(Struct, frozen=True):
    """Back since a moment; until ``until`` what helps with those who waited comes first."""

    away: Away
    since: Millis
    until: Millis
    kept: Millis | None = None


Phase = Here | Warned | Away | Returning


class Busy(Struct, frozen=True):
    """Here, but slow to answer, until ``until``."""

    since: Millis
    until: Millis


class Facts(Struct, frozen=True):
    """What is known of the world round the desk. ``still_since`` is the last sign of
    somebody who has been still since, None while hands move or nobody knows.
    """

    closed: Closed | None = None
    covered: bool = False
    locked: bool = False
    still_since: Millis | None = None


class State(Struct, frozen=True):
    """Everything the machine remembers."""

    phase: Phase
    busy: Busy | None = None
    facts: Facts = Facts()


class Sort(StrEnum):
    """What a :class:`Stretch` was."""

    AWAY = "away"
    BUSY = "busy"


class Stretch(Struct, frozen=True):
    """A time away or busy that is over. ``pasted`` is how often its message was pasted."""

    sort: Sort
    reason: Reason
    cause: Cause
    since: Millis
    ended: Millis
    note: str = ""
    pasted: int = 0


class Got(Struct, frozen=True):
    """How often the message was pasted into windows of one chat client, or of one program where
    the client is not known (``client`` is empty then).
    """

    client: ClientKey
    program: str
    count: int


class Habits(Struct, frozen=True):
    """Which automatic parts are on, and their times in milliseconds. ``idle_after`` 0: idle time
    makes nobody away. ``sees_hands`` is whether this machine tells when it is touched.
    """

    idle_after: int = 10 * 60_000
    warn_for: int = 30_000
    on_lock: bool = True
    on_sleep: bool = True
    on_schedule: bool = True
    notice_return: bool = True
    sees_hands: bool = True
    offers_for: int = 10 * 60_000

    @property
    def still_after(self) -> int:
        """How long nothing is touched until it is asked whether the agent is leaving. A question
        that takes as long as idle time itself comes half-way: never behind each touch.
        """
        early = self.idle_after - self.warn_for
        return early if early > 0 else self.idle_after // 2


def begin(now: Millis) -> State:
    """Gives the state of somebody who was never away."""
    return State(Here(now))


def not_ahead_of(state: State, now: Millis) -> State:
    """Gives ``state`` with no moment that has not been yet: a clock was put back. When somebody is
    expected is a time of day and stays.
    """
    phase, busy, facts = state.phase, state.busy, state.facts
    if (late := phase.since - now) > 0:
        match phase:
            case Here() | Away():
                phase = replace(phase, since=now)
            case Warned():
                phase = replace(phase, since=now, leaves_at=Millis(phase.leaves_at - late))
            case Returning():
                phase = replace(phase, since=now, until=Millis(phase.until - late))
    match phase:
        case Away() if phase.settled is not None and phase.settled > now:
            phase = replace(phase, settled=now)
        case Warned() if phase.before.since > now:
            phase = replace(phase, before=replace(phase.before, since=now))
        case Returning() if phase.away.since > now:
            phase = replace(phase, away=replace(phase.away, since=now))
    if busy is not None and (late := busy.since - now) > 0:
        busy = Busy(now, Millis(busy.until - late))
    if facts.still_since is not None and facts.still_since > now:
        facts = replace(facts, still_since=now)
    return State(phase, busy, facts)
