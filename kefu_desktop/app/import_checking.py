"""Which records of an import have wording that is better looked at again.

Looking begins when the review can be looked through already, and keeps of each record only how
grave it is: what is said of one is found again when somebody looks at it, which takes no time,
while the findings of a hundred thousand would take room.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from msgspec import Struct

from kefu_desktop.app.import_review import Review, let_go
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.core.lint import Circumstances, Finding, Severity
from kefu_desktop.core.merging import Item, State
from kefu_desktop.core.watching import Cancelled, Watch

_log = logging.getLogger(__name__)

Look = Callable[[Sequence[str], Circumstances], tuple[Finding, ...]]
"""Gives what is found in the variants of one reply. The first time it may take a moment."""

GRAVEST = (None, Severity.HINT, Severity.WARNING, Severity.ERROR)
"""What the marks of :class:`Minded` mean."""

_PATIENCE = 0.2
"""Seconds after which looking that rests sees whether it was given up."""

_OUT_OF_QUESTION = frozenset({State.SAME, State.UNUSABLE})
"""States of records that bring no words in."""


class Minded(Struct, frozen=True):
    """What was found so far: a mark for each row of the review, its place in :data:`GRAVEST`, and
    how many rows have one. ``percent`` is 100 when all was looked at.
    """

    turn: int
    marks: bytes = b""
    rows: int = 0
    percent: int = 0

    def gravest(self, number: int) -> Severity | None:
        """Gives the gravest severity in a row; None where nothing was found, or not yet."""
        return GRAVEST[self.marks[number]] if number < len(self.marks) else None


NOT_LOOKED = Minded(0)


class ImportChecking:
    """Looks at the records of one review after another, on a lane of its own. It belongs to the
    screen's thread.
    """

    def __init__(
        self,
        look: Look,
        lane: Lane,
        tell: Callable[[Minded], None],
        give_way: Callable[[], None] = lambda: None,
    ) -> None:
        """``tell`` is called on the lane, every few hundred records and at the end; ``give_way``
        there every few records, to let the screen go first.
        """
        self._look = look
        self._lane = lane
        self._tell = tell
        self._turn = 0
        self._given_up = threading.Event()
        self._may_look = threading.Event()
        self._may_look.set()
        self._give_way = give_way

    def is_current(self, minded: Minded) -> bool:
        """Whether ``minded`` is of the review that was asked for last."""
        return minded.turn == self._turn

    def look_through(self, review: Review) -> None:
        """Looks at all records that may come in; whatever is being looked through is given up."""
        self.stop()
        turn, given_up = self._turn, self._given_up
        self._lane.submit(self._run, turn, [review], given_up).add_done_callback(log_failure)

    def stop(self) -> None:
        """Looks no further; what is told from now on is of nothing current."""
        self._given_up.set()
        self._given_up = threading.Event()
        self._turn += 1

    def rest(self, resting: bool) -> None:
        """Waits with looking while something else goes on that somebody waits for: two threads at
        work beside its own leave a window hardly any time.
        """
        if resting:
            self._may_look.clear()
        else:
            self._may_look.set()

    def findings(self, item: Item) -> Future[tuple[Finding, ...]]:
        """Gives what is found in the record of an item, the gravest first."""
        return self._lane.submit(lambda: sorted_by_severity(self._found(item)))

    def _run(self, turn: int, reviews: list[Review], given_up: threading.Event) -> None:
        with contextlib.suppress(Cancelled):
            self._look_at_all(turn, reviews[0], given_up)
        let_go(reviews, Watch(give_way=self._give_way))

    def _look_at_all(self, turn: int, review: Review, given_up: threading.Event) -> None:
        marks = bytearray(len(review.items))
        rows = 0

        def progress(done: int, total: int) -> None:
            if done < total:  # the end is told below
                self._tell(Minded(turn, bytes(marks), rows, min(99, 100 * done // total)))
            while not self._may_look.wait(_PATIENCE) and not given_up.is_set():
                pass

        watch = Watch(progress, given_up.is_set, self._give_way)
        for number, item in enumerate(watch.over(review.items, len(review.items))):
            if found := self._found(item):
                marks[number] = max(GRAVEST.index(one.severity) for one in found)
                rows += 1
        _log.info("looked at %d records: findings in %d", len(marks), rows)
        self._tell(Minded(turn, bytes(marks), rows, 100))

    def _found(self, item: Item) -> tuple[Finding, ...]:
        record = item.record
        if record is None or item.state in _OUT_OF_QUESTION:
            return ()
        return self._look(record.variants, Circumstances(len(record.attachments), record.tags))


def sorted_by_severity(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Gives findings with the gravest first, otherwise in the order in which they are read."""
    return tuple(sorted(found, key=lambda one: -GRAVEST.index(one.severity)))
