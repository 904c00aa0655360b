"""What an import would do, laid out for somebody who looks it through: what asks comes first.

A review is made on the lane of its session and never changes; it goes to the screen as it is. Rows
are numbers: the items of the plan in its own order, and behind them the remarks about records that
are taken all the same.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct

from kefu_desktop.app.importing import Prepared
from kefu_desktop.core.merging import REMARKS, ImportPlan, Item, Report, State
from kefu_desktop.core.records import Finding
from kefu_desktop.core.tree import Path, Tree
from kefu_desktop.core.watching import Watch

Numbers = Sequence[int]
"""Rows by their numbers; packed, for there may be a hundred thousand."""

_ORDER = (
    State.BOTH_CHANGED,
    State.SHORTCUT_TAKEN,
    State.UNUSABLE,
    State.THEIRS_CHANGED,
    State.SIMILAR_TEXT,
    State.SAME_TEXT,
    State.REMOVED_IN_PACK,
    State.TRASHED_HERE,
    State.NEW,
    State.MINE_CHANGED,
    State.SAME,
)
_STRIDE = 500
"""Rows that are looked through between two questions whether anybody still wants it."""


class Shelf(Struct, frozen=True):
    """A category of the pack: how many of its records lie right in it, where they come to lie if
    nobody says otherwise, and whether that is there already.
    """

    path: Path
    records: int
    here: Path
    there: bool


class Review(Struct, frozen=True):
    """A plan to be looked through. ``numbers`` are its rows by state; ``places`` all categories
    of the library; ``report`` counts the plan as it is before anything is decided.
    """

    prepared: Prepared
    report: Report
    numbers: Mapping[State, Numbers]
    remarks: tuple[Finding, ...]
    shelves: tuple[Shelf, ...]
    places: tuple[Path, ...]

    @property
    def plan(self) -> ImportPlan:
        """The plan."""
        return self.prepared.plan

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of the plan; their places are their numbers."""
        return self.prepared.plan.items

    def count(self, state: State) -> int:
        """Gives how many items there are of a state."""
        return len(self.numbers[state])

    def remark(self, number: int) -> Finding | None:
        """Gives the remark that a row is, or None for an item."""
        at = number - len(self.items)
        return self.remarks[at] if at >= 0 else None


class Sieve(Struct, frozen=True):
    """Which rows are looked at: those of some states (None: all), or the remarks, or with ``marks``
    the rows that have one; and of them those that say each word of ``query`` in title, text or
    shortcut.
    """

    states: Collection[State] | None = None
    remarks: bool = False
    query: str = ""
    marks: bytes | None = None


def lay_open(prepared: Prepared, watch: Watch = Watch()) -> Review:  # noqa: B008
    """Makes the review of a plan; raises Cancelled."""
    items = prepared.plan.items
    numbers = {state: array("l") for state in _ORDER}
    lying: Counter[Path] = Counter()
    for number, item in enumerate(watch.over(items, len(items))):
        numbers[item.state].append(number)
        if item.record is not None:
            lying[item.record.category] += 1
    pack = prepared.plan.pack
    remarks = tuple(finding for finding in pack.findings if finding.code in REMARKS)
    tree = Tree(prepared.plan.library.categories)
    shelves = (_shelf(path, lying[path], prepared.plan, tree) for path in sorted(lying) if path)
    places = sorted(map(tree.path, prepared.plan.library.categories))
    report = prepared.plan.report(watch=watch)
    return Review(prepared, report, numbers, remarks, tuple(shelves), tuple(places))


def let_go(reviews: list[Review], watch: Watch) -> None:
    """Empties ``reviews``, and lets go of what they held piece by piece. Whoever holds a review on
    a thread of its own does so when it is through: the last one drops a hundred thousand records.
    """
    while reviews:
        plan = reviews.pop().plan
        heaps: list[list[object]] = [
            list(plan.items),
            list(plan.pack.records),
            list(plan.library.replies.values()),
        ]
        del plan
        for heap in heaps:
            watch.let_go(heap)


def sift(
    review: Review, sieve: Sieve, overtaken: Callable[[], bool] = lambda: False
) -> Numbers | None:
    """Gives the rows that ``sieve`` lets through, what asks first; None when it was overtaken."""
    found = array("l")
    words = sieve.query.casefold().split()
    if sieve.remarks:
        first = len(review.items)
        found.extend(range(first, first + len(review.remarks)))
    else:
        for state in _ORDER:
            if sieve.states is None or state in sieve.states:
                found.extend(review.numbers[state])
    if (marks := sieve.marks) is not None:
        found = array("l", (number for number in found if number < len(marks) and marks[number]))
    if not words:
        return found
    kept = array("l")
    for begin in range(0, len(found), _STRIDE):
        if overtaken():
            return None
        for number in found[begin : begin + _STRIDE]:
            said = _said(review, number)
            if all(word in said for word in words):
                kept.append(number)
    return kept


def _said(review: Review, number: int) -> str:
    remark = review.remark(number)
    if remark is not None:
        return f"{remark.where.source} {remark.where.line}".casefold()
    item = review.items[number]
    if item.record is not None:
        record = item.record
        return "\n".join((record.title, record.shortcut, *record.variants)).casefold()
    if item.reply is not None:
        reply = item.reply
        texts = (variant.text for variant in reply.variants)
        return "\n".join((reply.title, reply.shortcut, *texts)).casefold()
    where = item.finding.where if item.finding is not None else None
    return f"{where.source} {where.line}".casefold() if where is not None else ""


def _shelf(path: Path, records: int, plan: ImportPlan, tree: Tree) -> Shelf:
    """Finds where a category of the pack lies here, as carrying the plan out will."""
    at = None
    here: Path = ()
    there = True
    for level, name in enumerate(path, start=1):
        prefix = path[:level]
        found = tree.child(at, name) if there else None
        renamed = False
        if found is None and there and prefix in plan.follow.renamed_there:
            found, renamed = plan.follow.renamed_there[prefix], True
        if found is None:
            found = plan.follow.renamed_here.get(prefix)
        if found is None:
            here, there = (*here, name), False
        else:
            at, there = found, True
            here = (*tree.path(found)[:-1], name) if renamed else tree.path(found)
    return Shelf(path, records, here, there)
