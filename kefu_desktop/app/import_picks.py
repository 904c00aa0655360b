"""What is wanted of each record of an import while somebody looks it through.

"All the rest likewise" is said of a state and costs the same for six records as for a hundred
thousand; what was decided for a record by itself goes before it. Picks belong to the screen's
thread. Their :meth:`Picks.snapshot` never changes and may go anywhere.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from kefu_desktop.app.import_review import Review
from kefu_desktop.core.merging import ASKING, State
from kefu_desktop.core.model import Uid
from kefu_desktop.core.refitting import fits
from kefu_desktop.core.resolving import Decision, brings_in

_TICKED: Mapping[State, Decision | None] = {
    State.NEW: None,
    State.THEIRS_CHANGED: None,
    State.SIMILAR_TEXT: None,
    State.SHORTCUT_TAKEN: None,
    State.BOTH_CHANGED: Decision.THEIRS,
    State.MINE_CHANGED: Decision.THEIRS,
    State.SAME_TEXT: Decision.BOTH,
    State.TRASHED_HERE: Decision.THEIRS,
    State.REMOVED_IN_PACK: Decision.THEIRS,
}
"""What a tick means; states that are not here have none."""


class Picked(Struct, frozen=True):
    """What was wanted at one moment: of states as a whole, and of single items by their numbers
    (None: what happens by itself).
    """

    by_state: Mapping[State, Decision | None] = field(default_factory=dict)
    by_number: Mapping[int, Decision | None] = field(default_factory=dict)

    def decisions(self, review: Review) -> dict[Uid, Decision]:
        """Gives the decisions by the uids of items."""
        found: dict[Uid, Decision] = {}
        for number, decision in self._decided(review):
            uid = review.items[number].uid
            if uid is not None and decision is not None:
                found[uid] = decision
        return found

    def carried_over(self, was: Review, now: Review) -> "Picked":
        """Gives what still holds for a newer plan: decisions about what says the same on both
        sides as it did, and that records are left out. What asks anew is not among it, whatever was
        said of its state.
        """
        decided = {
            was.items[number].uid: (was.items[number], decision)
            for number, decision in self._decided(was)
        }
        kept: dict[int, Decision | None] = {}
        for number, item in enumerate(now.items):
            before, decision = decided.get(item.uid, (None, None))
            if decision is Decision.SKIP or (before is not None and fits(before, item)):
                kept[number] = decision
        return Picked({}, kept)

    def _decided(self, review: Review) -> Iterable[tuple[int, Decision | None]]:
        yield from self.by_number.items()
        for state, decision in self.by_state.items():
            for number in review.numbers[state]:
                if number not in self.by_number:
                    yield number, decision


NOTHING_PICKED = Picked()


class Picks:
    """The decisions about one review, and what they come to."""

    def __init__(self, review: Review, picked: Picked = NOTHING_PICKED) -> None:
        self._review = review
        self._by_state = dict(picked.by_state)
        self._by_number = dict(picked.by_number)
        self._tally: dict[State, Counter[Decision | None]] = {state: Counter() for state in State}
        for number, decision in self._by_number.items():
            self._tally[review.items[number].state][decision] += 1
        self._made = bool(picked.by_state or picked.by_number)

    def of(self, number: int) -> Decision | None:
        """Gives what is wanted of an item; None lets happen what happens by itself."""
        if number in self._by_number:
            return self._by_number[number]
        return self._by_state.get(self._review.items[number].state)

    def settled(self, number: int) -> bool:
        """Whether an item asks nothing, or was answered."""
        return self._review.items[number].state not in ASKING or self.of(number) is not None

    def ticked(self, number: int) -> bool | None:
        """Whether an item will come in; None for what cannot."""
        if number >= len(self._review.items):
            return None
        state = self._review.items[number].state
        return brings_in(state, self.of(number)) if state in _TICKED else None

    def choose(self, number: int, decision: Decision | None) -> None:
        """Decides about one item."""
        state = self._review.items[number].state
        if number in self._by_number:
            self._tally[state][self._by_number[number]] -= 1
        self._by_number[number] = decision
        self._tally[state][decision] += 1
        self._made = True

    def choose_alike(self, number: int, decision: Decision | None) -> None:
        """Decides about one item, and about all of its state that nobody has decided about one by
        one.
        """
        self.choose(number, decision)
        self._by_state[self._review.items[number].state] = decision

    def alike(self, number: int) -> int:
        """Gives how many others :meth:`choose_alike` would decide about."""
        state = self._review.items[number].state
        single = self._tally[state].total()
        return self._review.count(state) - single - (number not in self._by_number)

    def tick(self, number: int, wanted: bool) -> None:
        """Lets an item come in, or leaves it out."""
        state = self._review.items[number].state
        if state in _TICKED:
            self.choose(number, self._meant(state, wanted))

    def tick_all(self, states: Iterable[State], wanted: bool) -> None:
        """Lets all items of some states come in or leaves them out, but for those that ask: they
        are decided about by who has read them.
        """
        for state in states:
            if state in _TICKED and state not in ASKING:
                for number in [n for n in self._by_number if self._review.items[n].state is state]:
                    del self._by_number[number]
                self._tally[state].clear()
                self._by_state[state] = self._meant(state, wanted)
                self._made = True

    @property
    def coming(self) -> int:
        """How many items add, rewrite or put away a reply."""
        return sum(self._count(state, coming=True) for state in State)

    @property
    def asking(self) -> int:
        """How many items ask and were not answered yet."""
        return sum(self._count(state, coming=False) for state in ASKING)

    @property
    def made(self) -> bool:
        """Whether anything was decided that would be lost."""
        return self._made

    def snapshot(self) -> Picked:
        """Gives what is wanted now."""
        return Picked(dict(self._by_state), dict(self._by_number))

    def _count(self, state: State, *, coming: bool) -> int:
        """Counts the items of a state that come in, or else those that nobody decided about."""

        def counts(decision: Decision | None) -> bool:
            return brings_in(state, decision) if coming else decision is None

        tally = self._tally[state]
        single = sum(count for decision, count in tally.items() if counts(decision))
        rest = self._review.count(state) - tally.total()
        return single + (rest if counts(self._by_state.get(state)) else 0)

    def _meant(self, state: State, wanted: bool) -> Decision | None:
        if wanted:
            return _TICKED[state]
        return Decision.SKIP if brings_in(state, None) else None
