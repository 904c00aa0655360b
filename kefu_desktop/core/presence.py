"""The away machine: by what an agent who is here is asked, leaves, and is back again.

Pure. What is seen comes in as events with the time at which it is seen; what is to be done about it
goes out as effects. The time is the wall clock's and may jump: a clock put back makes no question
and no busy time last for ever. Busy is no phase of its own but stands beside being here, and ends
by itself.
"""

from msgspec.structs import replace

from kefu_desktop.core.model import Millis
from kefu_desktop.core.sightings import (
    BeBusy,
    BusyBegan,
    BusyEnded,
    BusyMoved,
    CameBack,
    Changed,
    Effect,
    EndBusy,
    Event,
    Hours,
    Leave,
    Left,
    Locked,
    Look,
    Moved,
    OffersEnded,
    Return,
    Started,
    Still,
    Unlocked,
    Unwarn,
    Warn,
    Woke,
)
from kefu_desktop.core.standing import (
    Away,
    Busy,
    Cause,
    Closed,
    Facts,
    Habits,
    Here,
    Phase,
    Reason,
    Returning,
    State,
    Warned,
    not_ahead_of,
)

SETTLE = 60_000
"""Milliseconds without a touch after which somebody who left by hand is really gone. Until then the
mouse on its way out of the chat is no return.
"""

LOOK_AGAIN = 15_000
"""Milliseconds between looks at the hands, where nobody tells when they move."""

COVERED_LOOK = 60_000
"""Milliseconds between looks whether a window still covers the whole screen."""

SLACK = 1_500
"""Milliseconds by which two looks at one touch may differ."""

LONG_SLEEP = 10 * 60_000
"""A machine that slept so long left its agent away, where idle time says nothing about how long."""


def step(
    state: State, event: Event, now: Millis, habits: Habits
) -> tuple[State, tuple[Effect, ...]]:
    """Gives what ``state`` becomes by ``event`` at ``now``, and what is to be done, in order.

    An event that says nothing new changes nothing and has no effect.
    """
    moving = _Moving(not_ahead_of(state, now), now, habits)
    moving.take(event)
    moving.let_time_pass()
    return State(moving.phase, moving.busy, moving.facts), tuple(moving.effects)


def next_look(state: State, now: Millis, habits: Habits) -> Millis | None:
    """Gives when to look next where no other event comes first; None for never. Always after
    ``now``.
    """
    due: list[int] = []
    phase, facts = state.phase, state.facts
    if state.busy is not None:
        due.append(state.busy.until)
    match phase:
        case Warned():
            due.append(phase.leaves_at)
        case Returning():
            due.append(phase.until)
    if isinstance(phase, Here | Returning):
        if wish(phase, facts, now, habits) is not None:
            due.append(now + COVERED_LOOK)
        elif habits.idle_after and facts.still_since is not None:
            due.append(facts.still_since + habits.still_after)
    unsure = isinstance(phase, Away) and phase.settled is not None and facts.still_since is None
    if unsure and habits.sees_hands and habits.notice_return and not facts.locked:
        due.append(now + LOOK_AGAIN)
    return Millis(max(now + 1, min(due))) if due else None


def watched_span(state: State, habits: Habits) -> int | None:
    """Gives after how many milliseconds without a touch to tell :class:`Still`; None for never."""
    if not habits.sees_hands:
        return None
    if isinstance(state.phase, Away):
        return SETTLE if habits.notice_return else None
    return habits.still_after if habits.idle_after else None


def wish(
    phase: Here | Returning, facts: Facts, now: Millis, habits: Habits
) -> tuple[Cause, Reason] | None:
    """Gives why somebody who is here should be asked whether they are leaving, None for no reason.
    That a window covers the screen is not looked at.
    """
    closed = facts.closed if habits.on_schedule else None
    still = facts.still_since
    if habits.idle_after and still is not None and now - still >= habits.still_after:
        return Cause.IDLE, closed.reason if closed else Reason.SOON
    if closed is not None and phase.kept != closed.since:
        return Cause.SCHEDULE, closed.reason
    return None


class _Moving:
    """One step on its way: what is already otherwise, and what that asks for."""

    def __init__(self, state: State, now: Millis, habits: Habits) -> None:
        self.phase: Phase = state.phase
        self.busy: Busy | None = state.busy
        self.facts: Facts = state.facts
        self.effects: list[Effect] = []
        self._now = now
        self._habits = habits

    def take(self, event: Event) -> None:
        """Does what the event itself asks for."""
        match event:
            case Leave():
                self._leave_by_hand(event)
            case Return():
                self._here_by_hand()
            case BeBusy():
                self._be_busy(event.until)
            case EndBusy():
                self._end_busy()
            case Still():
                self._still(event.span)
            case Moved():
                self._moved()
            case Locked():
                self._locked()
            case Unlocked():
                self._unlocked()
            case Woke():
                self._woke(event.slept)
            case Hours():
                self._hours(event.closed)
            case Look():
                self._look(event.idle, covered=event.covered)
            case Started():
                self._started(event.closed)

    def let_time_pass(self) -> None:
        """Ends what is over by now, and asks whoever seems to be leaving."""
        if self.busy is not None and self.busy.until <= self._now:
            self._end_busy()
        self._let_offers_end()
        if isinstance(self.phase, Warned):
            self._answer_for(self.phase)
        if isinstance(self.phase, Here | Returning) and not self.facts.covered:
            wanted = wish(self.phase, self.facts, self._now, self._habits)
            if wanted is not None:
                self._ask(*wanted)

    # -- by hand

    def _leave_by_hand(self, event: Leave) -> None:
        until = event.until if event.until is not None and event.until > self._now else None
        if not isinstance(self.phase, Away):
            away = Away(event.reason, Cause.HAND, self._now, until, event.note)
            self._leave(away, announce=True)
            return
        said = replace(self.phase, reason=event.reason, until=until, note=event.note)
        if said != self.phase:
            # Whoever says so sits there; they are gone once more when hands are still again.
            self._change(replace(said, cause=Cause.HAND, settled=None), announce=True)
            self.facts = replace(self.facts, still_since=None)

    def _here_by_hand(self) -> None:
        self._let_offers_end()
        match self.phase:
            case Away():
                self._come_back()
            case Warned():
                self._stay()
            case Here():
                self.phase = replace(self.phase, since=self._now)
        # Whoever says so is there at this moment, whatever hands did.
        self.facts = replace(self.facts, still_since=None)

    def _be_busy(self, until: Millis) -> None:
        if until <= self._now:
            return
        self._here_by_hand()
        if self.busy is None:
            self.busy = Busy(self._now, until)
            self.effects.append(BusyBegan(self.busy))
        elif self.busy.until != until:
            self.busy = replace(self.busy, until=until)
            self.effects.append(BusyMoved(self.busy))

    def _end_busy(self) -> None:
        if self.busy is not None:
            self.effects.append(BusyEnded(self.busy, self._now))
            self.busy = None

    # -- by what is seen

    def _still(self, span: int) -> None:
        self._rests_since(Millis(self._now - span))
        if span >= SETTLE:
            self._settle()

    def _moved(self) -> None:
        self.facts = replace(self.facts, still_since=None)
        match self.phase:
            case Warned():
                self._stay()
            case Away() if self.phase.settled is not None and not self.facts.locked:
                self._come_back_unasked()

    def _locked(self) -> None:
        self.facts = replace(self.facts, locked=True)
        if isinstance(self.phase, Away):
            self._settle()
        elif self._habits.on_lock:
            self._leave(self._unasked(Cause.LOCK, self._now), announce=False)

    def _unlocked(self) -> None:
        self.facts = replace(self.facts, locked=False)
        if isinstance(self.phase, Away):
            self._come_back_unasked()

    def _woke(self, slept: int) -> None:
        long = slept >= (self._habits.idle_after or LONG_SLEEP)
        if isinstance(self.phase, Away):
            # Idle time does not count sleep, so a touch before it seems to come after it.
            self.phase = replace(self.phase, settled=self._now)
        elif self._habits.on_sleep and long:
            begun = max(_floor(self.phase), self._now - slept)
            self._leave(self._unasked(Cause.SLEEP, Millis(begun)), announce=False)
        self.facts = replace(self.facts, still_since=None)

    def _hours(self, closed: Closed | None) -> None:
        self.facts = replace(self.facts, closed=closed)
        if not isinstance(self.phase, Away) or not self._habits.on_schedule:
            return
        if closed is None:
            # Where hands are seen, work begins when somebody is there.
            if self.phase.cause is Cause.SCHEDULE and not self._habits.sees_hands:
                self._come_back_unasked()
        elif self.phase.cause is not Cause.HAND:
            said = replace(self.phase, reason=closed.reason, until=closed.until)
            if said != self.phase:
                self._change(said, announce=False)

    def _look(self, idle: int | None, *, covered: bool) -> None:
        self.facts = replace(self.facts, covered=covered)
        if idle is None:
            return
        touched = Millis(self._now - max(0, idle))
        if self.facts.still_since is not None and touched > self.facts.still_since + SLACK:
            self.facts = replace(self.facts, still_since=None)
        if self._habits.idle_after and idle >= self._habits.still_after:
            self._rests_since(touched)
        match self.phase:
            case Warned() if touched > self.phase.since + SLACK:
                self._stay()
            case Away(settled=int(settled)) if touched > settled + SLACK and not self.facts.locked:
                self._come_back_unasked()

    def _started(self, closed: Closed | None) -> None:
        """Nobody is asked over and over by a program that starts, and nothing seen before holds."""
        self.facts = Facts(closed=closed)
        kept = None if closed is None else closed.since
        match self.phase:
            case Warned():
                self.effects.append(Unwarn())
                self.phase = replace(self.phase.before, kept=kept)
            case Here() | Returning():
                self.phase = replace(self.phase, kept=kept)
            case Away(settled=int()):
                # As after sleep: nobody saw what the clocks did meanwhile.
                self.phase = replace(self.phase, settled=self._now)

    def _rests_since(self, touched: Millis) -> None:
        """Takes note of hands that are still. Whoever said since then that they are here, from
        wherever they said it, was there at that moment.
        """
        since = touched if isinstance(self.phase, Away) else max(touched, _floor(self.phase))
        self.facts = replace(self.facts, still_since=since)

    # -- from phase to phase

    def _unasked(self, cause: Cause, since: Millis) -> Away:
        """Gives how somebody is away whom nobody could ask why."""
        closed = self.facts.closed if self._habits.on_schedule else None
        if closed is None:
            return Away(Reason.SOON, cause, since, settled=self._now)
        return Away(closed.reason, cause, since, closed.until, settled=self._now)

    def _ask(self, cause: Cause, reason: Reason) -> None:
        before = Here(self.phase.since, self._kept())
        self._end_offers()
        leaves_at = Millis(self._now + self._habits.warn_for)
        self.phase = Warned(before, self._now, leaves_at, cause, reason)
        self.effects.append(Warn(self.phase))
        self._answer_for(self.phase)

    def _answer_for(self, warned: Warned) -> None:
        """Takes a question back that has no cause any more, or takes silence for an answer."""
        lost = warned.cause is Cause.SCHEDULE and (
            self.facts.closed is None or not self._habits.on_schedule
        )
        if lost or (warned.cause is Cause.IDLE and not self._habits.idle_after):
            self._stop_asking(warned.before)
        elif self.facts.covered:
            # A film has begun: asked again when it is over, if there is still a reason.
            self._stop_asking(warned.before)
        elif warned.leaves_at <= self._now:
            still = self.facts.still_since
            begun = self._now if still is None else max(still, warned.before.since)
            self._leave(self._unasked(warned.cause, Millis(begun)), announce=True)

    def _stay(self) -> None:
        assert isinstance(self.phase, Warned)
        closed = self.facts.closed
        kept = self.phase.before.kept if closed is None else closed.since
        # Not asked again at once: hands must be still anew, closed hours begin anew.
        self.facts = replace(self.facts, still_since=None)
        self._stop_asking(Here(self._now, kept))

    def _stop_asking(self, before: Here) -> None:
        self.effects.append(Unwarn())
        self.phase = before

    def _leave(self, away: Away, *, announce: bool) -> None:
        if isinstance(self.phase, Warned):
            self._stop_asking(self.phase.before)
        self._end_offers()
        self._end_busy()
        self.phase = away
        self.effects.append(Left(away, announce))

    def _change(self, away: Away, *, announce: bool) -> None:
        self.phase = away
        self.effects.append(Changed(away, announce))

    def _settle(self) -> None:
        if isinstance(self.phase, Away) and self.phase.settled is None:
            self.phase = replace(self.phase, settled=self._now)

    def _come_back_unasked(self) -> None:
        if self._habits.notice_return:
            self._come_back()

    def _come_back(self) -> None:
        assert isinstance(self.phase, Away)
        away, closed = self.phase, self.facts.closed
        kept = None if closed is None else closed.since
        until = Millis(self._now + self._habits.offers_for)
        self.phase = Returning(away, self._now, until, kept)
        self.facts = replace(self.facts, still_since=None)
        self.effects.append(CameBack(away, self._now))

    def _let_offers_end(self) -> None:
        if isinstance(self.phase, Returning) and self.phase.until <= self._now:
            self._end_offers()

    def _end_offers(self) -> None:
        if isinstance(self.phase, Returning):
            self.phase = Here(self.phase.since, self.phase.kept)
            self.effects.append(OffersEnded())

    def _kept(self) -> Millis | None:
        return self.phase.kept if isinstance(self.phase, Here | Returning) else None


def _floor(phase: Phase) -> Millis:
    """Gives the earliest moment from which somebody who was here can have been away."""
    return phase.before.since if isinstance(phase, Warned) else phase.since
