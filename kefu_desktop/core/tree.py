"""The category tree by place: finds a category by its path and grows the levels that are missing.

A name finds its category also when its case differs, unless there is one that fits exactly. A tree
is a scratch value for making one ChangeSet: it takes in what that set will do, so later steps of
the same deed see it.
"""

from collections.abc import Callable, Mapping, Sequence

from kefu_desktop.core.changes import Change
from kefu_desktop.core.errors import Code, InvalidInput, NotFound
from kefu_desktop.core.model import DEPTH_LIMIT, Category, Uid, category_path

NewUid = Callable[[], Uid]
"""Gives an identity that was never given before."""

Path = tuple[str, ...]
"""Names from the root down; empty for no category."""


class Tree:
    """Categories by uid, by parent and name, and by path."""

    def __init__(self, categories: Mapping[Uid, Category]) -> None:
        self._by_uid = dict(categories)
        self._children: dict[Uid | None, dict[str, Uid]] = {}
        self._folded: dict[tuple[Uid | None, str], Uid] = {}
        self._paths: dict[Uid, Path] = {}
        for category in categories.values():
            self._index(category)

    def get(self, uid: Uid) -> Category:
        """Gives a category; raises :class:`NotFound` when there is none."""
        category = self._by_uid.get(uid)
        if category is None:
            raise NotFound(Code.CATEGORY_MISSING, category=uid)
        return category

    def __contains__(self, uid: Uid) -> bool:
        return uid in self._by_uid

    def path(self, uid: Uid | None) -> Path:
        """Gives the names from the root down to ``uid``; empty for None or a category not here."""
        if uid is None:
            return ()
        path = self._paths.get(uid)
        if path is None:
            path = self._paths[uid] = category_path(self._by_uid, uid)
        return path

    def child(self, parent: Uid | None, name: str) -> Uid | None:
        """Gives the category called ``name`` right under ``parent``."""
        exact = self._children.get(parent, {}).get(name)
        return exact or self._folded.get((parent, name.casefold()))

    def children(self, parent: Uid | None) -> tuple[Category, ...]:
        """Gives what is right under ``parent``, in the order it is shown."""
        found = (self._by_uid[uid] for uid in self._children.get(parent, {}).values())
        return tuple(sorted(found, key=lambda category: (category.position, category.name)))

    def below(self, uid: Uid) -> tuple[Uid, ...]:
        """Gives all categories under ``uid``, parents before children."""
        found: list[Uid] = []
        ahead = [uid]
        while ahead:
            under = [category.uid for category in self.children(ahead.pop())]
            found += under
            ahead += under
        return tuple(found)

    def depth(self, uid: Uid | None) -> int:
        """Gives how many levels there are down to ``uid``, itself included."""
        return len(self.path(uid))

    def height(self, uid: Uid) -> int:
        """Gives how many levels ``uid`` takes, itself included."""
        return 1 + max((self.height(category.uid) for category in self.children(uid)), default=0)

    def find(self, path: Sequence[str]) -> Uid | None:
        """Gives the category at ``path``; None for the root or where there is none."""
        uid: Uid | None = None
        for name in path:
            uid = self.child(uid, name)
            if uid is None:
                return None
        return uid

    def grow(
        self, path: Sequence[str], new_uid: NewUid, under: Uid | None = None
    ) -> tuple[Uid | None, list[Change]]:
        """Gives the category at ``path`` below ``under``, and the changes that make its levels.

        Raises :class:`InvalidInput` for a name that cannot be one and for too many levels.
        """
        if self.depth(under) + len(path) > DEPTH_LIMIT:
            raise InvalidInput(Code.CATEGORY_TOO_DEEP, depth=len(path), limit=DEPTH_LIMIT)
        made: list[Change] = []
        at = under
        for name in path:
            found = self.child(at, name)
            if found is None:
                found = new_uid()
                made.append(self.put(Category(found, name, at, self.next_position(at))))
            at = found
        return at, made

    def next_position(self, parent: Uid | None) -> int:
        """Gives the position behind the last category under ``parent``."""
        siblings = self._children.get(parent, {}).values()
        return max((self._by_uid[uid].position for uid in siblings), default=-1) + 1

    def put(self, category: Category) -> Change:
        """Takes ``category`` in, new or in place of what it was; gives that as a change.

        Raises :class:`InvalidInput` when a sibling has its name.
        """
        taken = self.child(category.parent, category.name)
        if taken is not None and taken != category.uid:
            raise InvalidInput(Code.CATEGORY_TAKEN, category=category.name)
        before = self._by_uid.get(category.uid)
        if before is not None:
            self._unindex(before)
        self._by_uid[category.uid] = category
        self._index(category)
        self._paths.clear()
        return Change(before, category)

    def drop(self, uid: Uid) -> Change:
        """Takes a category out; what lies under it is to go elsewhere. Gives that as a change."""
        category = self._by_uid.pop(uid)
        self._unindex(category)
        self._paths.clear()
        return Change(category, None)

    def _index(self, category: Category) -> None:
        self._children.setdefault(category.parent, {})[category.name] = category.uid
        self._folded.setdefault((category.parent, category.name.casefold()), category.uid)

    def _unindex(self, category: Category) -> None:
        del self._children[category.parent][category.name]
        folded = (category.parent, category.name.casefold())
        if self._folded.get(folded) == category.uid:
            del self._folded[folded]
