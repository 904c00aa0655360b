"""Takes back a step that is not the newest any more, as far as nobody has worked on what it left.

Undo puts the library back as it was and therefore goes strictly backwards. Reverting looks at each
reply by itself: one that still says what the step left is put back, one that was edited since stays
as it is and is told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.changes import Change, ChangeSet, Deed, Key
from kefu_desktop.core.model import Category, Reply, Tag, Uid

Fields = Mapping[str, Any]

ARRANGED = frozenset({"position", "category", "favourite", "trashed", "changed", "delivery"})
"""Fields of a reply that do not touch what it says: who moved it or marked it has not edited it."""


class Trace(Struct, frozen=True):
    """What a step did to one entity: the fields it changed as they were (None: there was no such
    entity) and as it left them (None: it took the entity away).
    """

    family: Key
    identity: str
    was: Fields | None
    left: Fields | None


class Present(Struct, frozen=True):
    """What the library holds now: of the replies those that the step touched, with how many others
    lie in each category and who holds which shortcut (case-folded).
    """

    replies: Mapping[Uid, Reply]
    categories: Mapping[Uid, Category]
    tags: Mapping[str, Tag]
    others: Mapping[Uid, int]
    shortcuts: Mapping[str, Uid]


class Reverted(Struct, frozen=True):
    """What to commit, and the replies that stay as they are because they were edited since."""

    changes: ChangeSet
    kept: tuple[Uid, ...]


def revert(deed: Deed, traces: Iterable[Trace], present: Present) -> Reverted:
    """Takes back what the step with these ``traces`` did, under the name of ``deed``."""
    work = _Work(present)
    told = list(traces)
    replies = [trace for trace in told if trace.family is Key.REPLY]
    # What was added goes first: it may hold a shortcut that another reply is to have again.
    for trace in sorted(replies, key=lambda trace: trace.was is not None):
        work.put_back(trace)
    # Categories were made from the top down, so they go from the bottom up.
    for trace in reversed(told):
        if trace.family is Key.CATEGORY:
            work.clear(trace)
        elif trace.family is Key.TAG:
            work.forget(trace)
    return Reverted(ChangeSet(deed, tuple(work.changes)), tuple(work.kept))


class _Work:
    def __init__(self, present: Present) -> None:
        self._present = present
        self._categories = dict(present.categories)
        self._holding = dict(present.shortcuts)
        self._lying = Counter(present.others)
        self._lying.update(
            reply.category for reply in present.replies.values() if reply.category is not None
        )
        self.changes: list[Change] = []
        self.kept: list[Uid] = []

    def put_back(self, trace: Trace) -> None:
        now = self._present.replies.get(Uid(trace.identity))
        if now is None:
            # Emptied out of the trash since: there is nothing left to take back.
            return
        if not _says_still(now, trace.left or {}):
            self.kept.append(now.uid)
        elif trace.was is None:
            self._exchange(now, None)
        elif (after := self._as_it_was(now, trace)) is None:
            self.kept.append(now.uid)
        elif after != now:
            self._exchange(now, after)

    def _as_it_was(self, now: Reply, trace: Trace) -> Reply | None:
        """Gives the reply with its old fields; None where its old shortcut now is another's."""
        was, left = trace.was or {}, trace.left or {}
        # Where it was arranged anew since, it stays so.
        fields = {
            name: value
            for name, value in was.items()
            if name not in ARRANGED or getattr(now, name) == left.get(name)
        }
        category = fields.get("category")
        if category is not None and category not in self._categories:
            del fields["category"]
        after = replace(now, **fields)
        folded = after.shortcut.casefold()
        holder = self._holding.get(folded, now.uid) if after.trashed is None else now.uid
        return after if not folded or holder == now.uid else None

    def _exchange(self, now: Reply, after: Reply | None) -> None:
        self.changes.append(Change(now, after))
        if self._holding.get(now.shortcut.casefold()) == now.uid:
            del self._holding[now.shortcut.casefold()]
        if now.category is not None:
            self._lying[now.category] -= 1
        if after is None:
            return
        if after.shortcut and after.trashed is None:
            self._holding[after.shortcut.casefold()] = after.uid
        if after.category is not None:
            self._lying[after.category] += 1

    def clear(self, trace: Trace) -> None:
        """Takes away a category that the step made if nothing lies in it, or gives it its old name
        back.
        """
        now = self._categories.get(Uid(trace.identity))
        if now is None or trace.left is None:
            return
        if trace.was is None:
            holds = self._lying[now.uid] or any(
                one.parent == now.uid for one in self._categories.values()
            )
            if not holds and now.name == trace.left.get("name"):
                del self._categories[now.uid]
                self.changes.append(Change(now, None))
            return
        name = trace.was.get("name", now.name)
        free = all(
            one.uid == now.uid or one.parent != now.parent or one.name.casefold() != name.casefold()
            for one in self._categories.values()
        )
        if name != now.name and now.name == trace.left.get("name") and free:
            self._categories[now.uid] = replace(now, name=name)
            self.changes.append(Change(now, self._categories[now.uid]))

    def forget(self, trace: Trace) -> None:
        """Takes back what the step said about a tag that nobody has changed since."""
        now = self._present.tags.get(trace.identity)
        untouched = now is not None and trace.left is not None and _says_still(now, trace.left)
        if untouched and trace.was is None:
            self.changes.append(Change(now, None))


def _says_still(entity: Reply | Tag, left: Fields) -> bool:
    return all(
        getattr(entity, name) == value for name, value in left.items() if name not in ARRANGED
    )
