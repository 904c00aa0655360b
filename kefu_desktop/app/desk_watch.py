"""Watches whether anybody sits at the desk: turns what the machine tells, and what the clocks show,
into events of the away machine.

The machine's own threads only hand on, and looks that take a moment are made on a lane; what comes
of them arrives on the GUI thread.
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta

from kefu_desktop.app.attention import Attention, Hands, SessionChange
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.presence import SLACK
from kefu_desktop.core.sightings import Event, Locked, Look, Moved, Still, Unlocked

JUMP = 60_000
"""Milliseconds by which the wall clock has run ahead of the monotonic one where a machine slept. A
clock that is set right moves by seconds.
"""


class DeskWatch:
    """Nothing is seen but the clocks before :meth:`use`. Belongs to the GUI thread."""

    def __init__(
        self,
        clock: Clock,
        lane: Lane,
        on_gui: Callable[[Callable[[], None]], None],
        seen: Callable[[tuple[Event, ...]], None],
        asks_for_cover: Callable[[], bool],
    ) -> None:
        """``asks_for_cover`` says whether it matters that a window covers the whole screen."""
        self._attention: Attention | None = None
        self._clock = clock
        self._lane = lane
        self._on_gui = on_gui
        self._seen = seen
        self._asks_for_cover = asks_for_cover
        self._ahead = self._wall_ahead()
        self._span: int | None = None

    @property
    def sees_hands(self) -> bool:
        """Whether this machine tells when it was touched last."""
        return self._attention is not None and self._attention.idle.missing is None

    @property
    def hears_sleep(self) -> bool:
        """Whether this machine tells when it wakes; else the clocks must be looked at."""
        return self._attention is not None and self._attention.session.hears_sleep

    def use(self, attention: Attention | None) -> None:
        """Asks ``attention`` from now on."""
        self._attention = attention

    def start(self) -> None:
        """Listens to the session from now on; a screen that is locked is told at once."""
        if self._attention is not None:
            self._attention.session.watch(self._session_changed)

    def watch(self, span: int | None) -> None:
        """Has STILL told after ``span`` milliseconds without a touch; None: never. The same span
        once more changes nothing.
        """
        if self._attention is None or span == self._span:
            return
        self._span = span
        if span is None:
            self._attention.idle.unwatch()
        else:
            after = timedelta(milliseconds=span)
            self._attention.idle.watch(after, lambda hands: self._hands(hands, span))

    def look(self, *after: Event) -> None:
        """Looks at hands and screen; what is seen is told soon, and behind it ``after``."""
        looking = self._lane.submit(self._look)
        looking.add_done_callback(lambda done: self._on_gui(lambda: self._looked(done, after)))

    def slept(self) -> int:
        """Gives for how many milliseconds the machine has slept since this was asked last, 0 where
        it has not.
        """
        before, self._ahead = self._ahead, self._wall_ahead()
        jump = self._ahead - before
        return jump if jump >= JUMP else 0

    def close(self) -> None:
        """Ends the watch. Whoever chose the back-ends lets them go."""
        if self._attention is not None:
            self._attention.idle.unwatch()

    def _look(self) -> Look:
        if self._attention is None:
            return Look()
        idle = self._attention.idle.idle_for()
        covered = self._asks_for_cover() and self._attention.full_screen.is_covered() is True
        return Look(None if idle is None else round(idle / timedelta(milliseconds=1)), covered)

    def _looked(self, looking: "Future[Look]", after: tuple[Event, ...]) -> None:
        if looking.exception() is not None:
            log_failure(looking)
            return
        look = looking.result()
        # Hands that have moved since then are no longer still, whoever was told first.
        true = (one for one in after if not (isinstance(one, Still) and _moved(look, one)))
        self._seen((look, *true))

    def _hands(self, hands: Hands, span: int) -> None:
        if hands is Hands.MOVED:
            self._on_gui(lambda: self._seen((Moved(),)))
        else:
            # Whether a film is on is asked before the agent is.
            self._on_gui(lambda: self.look(Still(span)))

    def _session_changed(self, change: SessionChange) -> None:
        match change:
            case SessionChange.LOCKED:
                self._on_gui(lambda: self._seen((Locked(),)))
            case SessionChange.UNLOCKED:
                self._on_gui(lambda: self._seen((Unlocked(),)))
            case SessionChange.WOKE:
                self._on_gui(self.look)
            case SessionChange.SLEEPS:
                pass  # told on waking, with how long it was

    def _wall_ahead(self) -> int:
        return self._clock.now() - round(self._clock.monotonic() * 1000)


def _moved(look: Look, still: Still) -> bool:
    return look.idle is not None and look.idle < still.span - SLACK
