"""Leaving and coming back for the running program: what the machine sees goes into the away machine
(:mod:`kefu_desktop.core.presence`), and what comes out of it is done.

Nothing is ever sent by itself: leaving puts a message on the clipboard, and only a key pastes it. A
machine that tells by itself when hands are still costs nothing while nothing happens; a timer runs
only towards something that is due.
"""

import logging
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.app.almanac import Almanac
from kefu_desktop.app.attendance import Message, PresenceStatus, Summary
from kefu_desktop.app.attention import Attention
from kefu_desktop.app.away_now import AwayNow
from kefu_desktop.app.away_talk import AwayTalk, Speaking
from kefu_desktop.app.desk_watch import DeskWatch
from kefu_desktop.app.events import Events, PresenceChanged, SettingsChanged, WentWrong
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.ports import Clock, Target, Timer
from kefu_desktop.app.working_hours import WorkingHours, closed, local_time, moment_of
from kefu_desktop.core import schedule
from kefu_desktop.core.away import expected, likely
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.presence import next_look, step, watched_span
from kefu_desktop.core.settings import AwaySettings, Settings
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
    OffersEnded,
    Return,
    Started,
    Woke,
)
from kefu_desktop.core.standing import (
    Away,
    Cause,
    Facts,
    Habits,
    Reason,
    Returning,
    Sort,
    Stretch,
    begin,
)
from kefu_desktop.store.standing_file import Kept, StandingFile

_log = logging.getLogger(__name__)

SLEEP_LOOK = 60_000
"""Milliseconds between looks at the clocks where no session tells of sleep."""

LONGEST_TIMER = 86_400.0
"""Seconds. Whatever is due later is looked at once more then."""

OFFERS_FOR = 10 * 60_000
"""Milliseconds for which what helps with those who waited comes first."""

_DAY = 86_400_000


class Surroundings(Struct, frozen=True):
    """What presence works with. ``on_gui`` hands a call over to the GUI thread; on ``lane`` the
    machine is looked at and the file is written.
    """

    clock: Clock
    settings: Callable[[], Settings]
    events: Events
    timer: Timer
    on_gui: Callable[[Callable[[], None]], None]
    lane: Lane
    file: StandingFile
    almanac: Almanac
    now: AwayNow


class Presence:
    """Where the agent stands. Belongs to the GUI thread but where a method says otherwise."""

    def __init__(self, around: Surroundings, speaking: Speaking) -> None:
        """Nothing is seen or done before :meth:`start`."""
        self._around = around
        self._hours = WorkingHours(self._away_settings, around.almanac)
        self._talk = AwayTalk(speaking, self._talk_changed)
        self._desk = DeskWatch(
            around.clock,
            around.lane,
            around.on_gui,
            lambda events: self._feed(*events),
            lambda: self._away_settings().quiet_full_screen,
        )
        self._state = begin(self._now())
        self._kept = Kept(self._state)
        self._status = PresenceStatus(self._state)
        self._cancel: Callable[[], None] = lambda: None
        self._due: Millis | None = None
        self._open = False
        self._end: Callable[[], None] = lambda: None

    # -- asked from any thread

    @property
    def status(self) -> PresenceStatus:
        """How it stands."""
        return self._status

    def first_offers(self, now: Millis) -> tuple[Uid, ...]:
        """Gives the replies for those who waited, the fittest first, for ten minutes after coming
        back; none at other times.
        """
        phase = self._state.phase
        just_back = isinstance(phase, Returning) and phase.since <= now < phase.until
        return self._talk.offers if just_back else ()

    def history(self, days: int = 7) -> tuple[Stretch, ...]:
        """Gives the times away and busy that ended in the last so many days, the newest first."""
        since = self._now() - days * _DAY
        return tuple(one for one in reversed(self._kept.stretches) if one.ended >= since)

    # -- begin and end

    def start(self, attention: Attention | None = None) -> None:
        """Goes on where the last run stood, however it ended, and watches from now on; without
        ``attention`` nothing is seen but the clocks. A file that cannot be read is published as
        what went wrong; then nobody was away.
        """
        try:
            kept = self._around.file.read()
        except KefuError as error:
            self._around.events.publish(WentWrong(error))
            kept = None
        if kept is not None:
            self._kept, self._state = kept, kept.state
            self._talk.pasting.begin(kept.windows, kept.got)
        self._open = True
        self._desk.use(attention)
        self._end = self._around.events.subscribe(SettingsChanged, self._settings_changed)
        hours = self._hours.at(self._now())
        self._feed(Started(closed(hours, self._now())))
        self._tell(hours)
        self._desk.start()
        if self._talk.occasion is not None:
            self._talk.prepare(announce=False, copy=False)
        elif isinstance(self._state.phase, Returning):
            self._offer(None)

    def close(self) -> None:
        """Stops watching; what is kept stays kept."""
        if self._open:
            self._open = False
            self._end()
            self._cancel()
            self._desk.close()

    def when_ready(self, call: Callable[[], None]) -> None:
        """Calls ``call`` when every message that is being made is made."""
        self._talk.when_ready(call)

    # -- by hand

    def leave(
        self, reason: Reason | None = None, until: Millis | None = None, note: str = ""
    ) -> None:
        """Leaves, or says another reason for being away. What is not said stays as it is; who is
        not away yet leaves as the hours, or the time of day, have it.
        """
        now, phase = self._now(), self._state.phase
        if reason is None and isinstance(phase, Away):
            reason, note, until = phase.reason, phase.note, until or phase.until
        else:
            hours, at = self._hours.at(now), local_time(now)
            if reason is None:
                reason, back = likely(hours, at)
            else:
                back = expected(hours, reason)
            if until is None and back is not None:
                until = moment_of(back)
        self._talk.choose(None)
        self._feed(Leave(reason, until, note))

    def come_back(self) -> None:
        """Comes back; somebody who is only asked whether they are leaving stays."""
        self._feed(Return())

    def be_busy(self, until: Millis | None = None) -> None:
        """Is slow to answer from now on; None: for as long as the settings say."""
        usual = self._now() + self._away_settings().busy_minutes * 60_000
        self._feed(BeBusy(Millis(usual) if until is None else until))

    def end_busy(self) -> None:
        """Is no longer slow."""
        self._feed(EndBusy())

    def pressed(self, target: Target | None) -> None:
        """The key for leaving was pressed with ``target`` in front: leaves, or pastes the message
        there when somebody is away or busy already.
        """
        if self._talk.occasion is None:
            self.leave()
        else:
            self.when_ready(lambda: self._talk.paste(target))

    def busy_pressed(self) -> None:
        """The key for being busy was pressed: busy, or no longer."""
        if self._state.busy is None:
            self.be_busy()
        else:
            self.end_busy()

    def copy_again(self) -> None:
        """Puts the message on the clipboard once more."""
        if self._talk.occasion is not None:
            self._talk.prepare(announce=True, copy=True)

    def choices(self, done: Callable[[tuple[Message, ...]], None]) -> None:
        """Calls ``done`` with the messages that there are for being away or busy now, the fittest
        first; none while here.
        """
        self.when_ready(lambda: done(self._talk.choices()))

    def use(self, uid: Uid) -> None:
        """Takes the reply ``uid`` for as long as this time away or busy lasts, and puts it on the
        clipboard.
        """
        self._talk.choose(uid)
        self.copy_again()

    # -- what happens

    def _settings_changed(self, _: SettingsChanged) -> None:
        def look() -> None:
            now = self._now()
            self._feed(Hours(closed(self._hours.at(now), now)))

        self._around.on_gui(look)

    def _feed(self, *events: Event) -> None:
        """Takes what was seen, and before it what the clocks tell."""
        if not self._open:
            return
        now, habits = self._now(), self._habits()
        hours = self._hours.at(now)
        told: list[Event] = [*events]
        if (slept := self._desk.slept()) > 0:
            told.insert(0, Woke(slept))
        if (shut := closed(hours, now)) != self._state.facts.closed:
            # Behind the others: whether a film is on is known by then.
            told.append(Hours(shut))
        before, effects = self._state, list[Effect]()
        for event in told:
            self._state, more = step(self._state, event, now, habits)
            effects += more
        self._around.now.state = self._state
        spoken = [self._carry_out(effect) for effect in effects]
        moved = (before.phase, before.busy) != (self._state.phase, self._state.busy)
        if moved:
            self._save()
        if moved or effects or hours != self._status.hours:
            self._tell(hours, tuple(effects))
        for speak in spoken:
            speak()
        self._arrange(now, hours)

    def _carry_out(self, effect: Effect) -> Callable[[], None]:
        """Closes the books on what is over; gives what is to be said when the change is told."""
        match effect:
            case Left():
                self._talk.begin()
                return lambda: self._prepare(announce=effect.announce)
            case BusyBegan():
                self._talk.begin()
                return lambda: self._prepare(announce=True)
            case Changed():
                return lambda: self._prepare(announce=effect.announce)
            case BusyMoved():
                return lambda: self._prepare(announce=False)
            case CameBack():
                summary = Summary(effect.away, effect.at, self._talk.pasting.got)
                self._note(_over(effect))
                return lambda: self._offer(summary)
            case BusyEnded():
                self._note(_over(effect))
            case OffersEnded():
                self._talk.offers = ()
        return lambda: None

    def _prepare(self, *, announce: bool) -> None:
        copy = announce and self._away_settings().copy
        self._talk.prepare(announce=announce, copy=copy)

    def _offer(self, summary: Summary | None) -> None:
        phase = self._state.phase
        wanted = self._away_settings().offers and isinstance(phase, Returning)
        if summary is not None:
            self._talk.prepare_offers(summary.away.reason, summary, wanted=wanted)
        elif isinstance(phase, Returning):
            self._talk.prepare_offers(phase.away.reason, None, wanted=wanted)

    def _note(self, stretch: Stretch) -> None:
        """Keeps what is over; message and who got it are over with it."""
        pasted = self._talk.pasting.count
        self._kept = self._kept.with_stretch(replace(stretch, pasted=pasted))
        self._talk.begin()

    def _talk_changed(self) -> None:
        self._save()
        self._tell(self._status.hours)

    # -- keeping, telling, waiting

    def _save(self) -> None:
        state = replace(self._state, facts=Facts())
        self._kept = replace(
            self._kept, state=state, windows=self._talk.pasting.windows, got=self._talk.pasting.got
        )
        self._around.lane.submit(self._write, self._kept).add_done_callback(log_failure)

    def _write(self, kept: Kept) -> None:
        try:
            self._around.file.write(kept)
        except KefuError as error:
            self._around.events.publish(WentWrong(error))

    def _tell(self, hours: schedule.Hours | None, effects: tuple[Effect, ...] = ()) -> None:
        self._status = PresenceStatus(
            self._state, hours, self._talk.message, self._talk.pasting.got
        )
        self._around.events.publish(PresenceChanged(self._status, effects))

    def _arrange(self, now: Millis, hours: schedule.Hours | None) -> None:
        """Waits for the next that is due, and for hands."""
        self._desk.watch(watched_span(self._state, self._habits()))
        due = [next_look(self._state, now, self._habits())]
        if hours is not None and hours.now.until is not None:
            due.append(moment_of(hours.now.until, after=now))
        if not self._desk.hears_sleep:
            due.append(Millis(now + SLEEP_LOOK))
        known = [one for one in due if one is not None]
        first = min(known) if known else None
        if first == self._due and first is not None and first > now:
            return
        self._cancel()
        self._due, self._cancel = first, lambda: None
        if first is not None:
            seconds = min(max(0.05, (first - now) / 1000), LONGEST_TIMER)
            self._cancel = self._around.timer.after(seconds, self._tick)

    def _tick(self) -> None:
        self._due = None
        self._desk.look()

    def _habits(self) -> Habits:
        return habits_of(self._away_settings(), sees_hands=self._desk.sees_hands)

    def _away_settings(self) -> AwaySettings:
        return self._around.settings().away

    def _now(self) -> Millis:
        return Millis(self._around.clock.now())


def _over(effect: CameBack | BusyEnded) -> Stretch:
    """Gives the line of the history that ends with ``effect``."""
    if isinstance(effect, BusyEnded):
        return Stretch(Sort.BUSY, Reason.BUSY, Cause.HAND, effect.busy.since, effect.at)
    away = effect.away
    return Stretch(Sort.AWAY, away.reason, away.cause, away.since, effect.at, away.note)


def habits_of(away: AwaySettings, *, sees_hands: bool) -> Habits:
    """Gives the habits that the settings ask for."""
    return Habits(
        idle_after=away.idle_minutes * 60_000 if away.idle and sees_hands else 0,
        warn_for=away.warn_seconds * 1_000,
        on_lock=away.lock,
        on_sleep=away.sleep,
        on_schedule=away.schedule,
        notice_return=away.notice_return,
        sees_hands=sees_hands,
        offers_for=OFFERS_FOR,
    )
