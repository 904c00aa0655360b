"""One agent's day at a made-up clock, for tests of the away machine."""

from dataclasses import dataclass, field
from typing import Any

from kefu_desktop.core.model import Millis
from kefu_desktop.core.presence import (
    step,
)
from kefu_desktop.core.sightings import (
    Effect,
    Event,
    Look,
    Still,
)
from kefu_desktop.core.standing import (
    Closed,
    Habits,
    Reason,
    State,
    begin,
)

NOON = 1_790_000_000_000
SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
HABITS = Habits()


@dataclass
class Desk:
    """One agent's day: events at their times, and everything that was done about them."""

    habits: Habits = HABITS
    now: int = NOON
    state: State = field(default_factory=lambda: begin(Millis(NOON)))
    said: list[Effect] = field(default_factory=list)

    def sees(self, *events: Event) -> list[type]:
        """Gives what the last of ``events`` had done."""
        effects: tuple[Effect, ...] = ()
        for event in events:
            self.state, effects = step(self.state, event, Millis(self.now), self.habits)
            self.said += effects
        return [type(effect) for effect in effects]

    def after(self, millis: int, *events: Event) -> list[type]:
        self.now += millis
        return self.sees(*(events or (Look(),)))

    def at(self, moment: int) -> Millis:
        return Millis(moment)

    @property
    def phase(self) -> Any:
        return self.state.phase

    def rests(self) -> list[type]:
        """Nothing is touched until the program asks."""
        return self.after(self.habits.still_after, Still(self.habits.still_after))


def closed(reason: Reason, since: int, until: int | None = None) -> Closed:
    return Closed(reason, Millis(since), None if until is None else Millis(until))
