"""A library in memory that carries changes out as the door does: only what it still holds."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from kefu_desktop.core.changes import ChangeSet, Key
from kefu_desktop.core.merging import ImportPlan, LibraryView, plan
from kefu_desktop.core.model import Category, Millis, Reply, Tag, Uid, Variant, category_path
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.resolving import NO_PLACES, Decision, Resolution, resolve
from kefu_desktop.core.tree import Path

NOW = Millis(1_700_000_000_000)
LATER = Millis(NOW + 60_000)


def numbered() -> Callable[[], Uid]:
    numbers = itertools.count(1)
    return lambda: Uid(f"new-{next(numbers)}")


def reply(uid: str, title: str = "发货时间", text: str = "今天就发。", **fields: Any) -> Reply:
    variants = fields.pop("variants", (Variant(text),))
    return Reply(uid=Uid(uid), title=title, variants=variants, **fields)


def category(uid: str, name: str, parent: str | None = None, position: int = 0) -> Category:
    return Category(Uid(uid), name, Uid(parent) if parent else None, position)


def record(uid: str, title: str = "发货时间", text: str = "今天就发。", **fields: Any) -> Record:
    variants = fields.pop("variants", (text,))
    return Record(uid=Uid(uid), title=title, variants=variants, **fields)


def pack(*records: Record, version: str = "1", uid: str = "team", **fields: Any) -> Pack:
    return Pack(uid=Uid(uid), name="团队话术", version=version, records=records, **fields)


@dataclass
class SmallLibrary:
    """What a library holds; no two live replies of one shortcut, no two siblings of one name."""

    replies: dict[Uid, Reply] = field(default_factory=dict)
    categories: dict[Uid, Category] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    buried: set[Uid] = field(default_factory=set)
    new_uid: Callable[[], Uid] = field(default_factory=numbered, compare=False)

    @classmethod
    def of(cls, *entities: Reply | Category) -> "SmallLibrary":
        library = cls()
        for entity in entities:
            if isinstance(entity, Reply):
                library.replies[entity.uid] = entity
            else:
                library.categories[entity.uid] = entity
        return library

    def commit(self, changes: ChangeSet) -> None:
        keys = [change.key for change in changes.changes]
        assert len(keys) == len(set(keys)), "the door takes each entity once"
        held: dict[Key, dict[Any, Any]] = {
            Key.REPLY: self.replies,
            Key.CATEGORY: self.categories,
            Key.TAG: self.tags,
        }
        for change in changes.changes:
            family, identity = change.key
            assert held[family].get(identity) == change.before, "changed meanwhile"
            if change.after is None:
                del held[family][identity]
            else:
                held[family][identity] = change.after
        self.check()

    def check(self) -> None:
        live = [reply for reply in self.replies.values() if reply.trashed is None]
        shortcuts = [reply.shortcut.casefold() for reply in live if reply.shortcut]
        assert len(shortcuts) == len(set(shortcuts)), "a shortcut is held twice"
        places = [(category.parent, category.name) for category in self.categories.values()]
        assert len(places) == len(set(places)), "two siblings have one name"
        parents = {category.parent for category in self.categories.values()} - {None}
        used = {reply.category for reply in self.replies.values()} - {None}
        assert parents | used <= set(self.categories), "a category is missing"

    def next_position(self, category: Uid | None) -> int:
        lying = (one.position for one in self.replies.values() if one.category == category)
        return max(lying, default=-1) + 1

    def plan(self, pack: Pack) -> ImportPlan:
        view = LibraryView(self.replies, self.categories, self.tags, self.buried)
        return plan(pack, view)

    def bring_in(
        self,
        pack: Pack,
        decisions: dict[str, Decision | None] | None = None,
        default: Decision | None = None,
        now: Millis = NOW,
        places: Mapping[Path, Path] = NO_PLACES,
    ) -> Resolution:
        chosen = (decisions or {}).items()
        by_uid = {Uid(uid): decision for uid, decision in chosen if decision is not None}
        resolution = resolve(
            self.plan(pack), by_uid, now, self.new_uid, default=default, places=places
        )
        self.commit(resolution.changes)
        return resolution

    def titled(self, title: str) -> Reply:
        [found] = [reply for reply in self.replies.values() if reply.title == title]
        return found

    def edit(self, title: str, /, **fields: Any) -> None:
        """What the user does in the editor."""
        before = self.titled(title)
        if "text" in fields:
            fields["variants"] = (Variant(fields.pop("text")),)
        self.replies[before.uid] = replace(before, **fields)

    def texts(self) -> dict[str, str]:
        """Gives the first wording of each live reply by its title."""
        live = (reply for reply in self.replies.values() if reply.trashed is None)
        return {reply.title: reply.variants[0].text for reply in live}

    def places(self) -> dict[str, str]:
        """Gives the category of each live reply by its title."""
        return {
            reply.title: "/".join(category_path(self.categories, reply.category))
            for reply in self.replies.values()
            if reply.trashed is None
        }

    def paths(self) -> set[str]:
        return {"/".join(category_path(self.categories, uid)) for uid in self.categories}


def states(plan: ImportPlan) -> dict[str, str]:
    """Gives the state of each item by the uid that decisions name it by."""
    return {str(item.uid): item.state.value for item in plan.items}


def uids(entities: Iterable[Reply | Category]) -> list[str]:
    return [entity.uid for entity in entities]


def version_1() -> SmallLibrary:
    """A library that holds version 1 of the pack: two replies, one of them with a shortcut."""
    library = SmallLibrary()
    library.bring_in(pack_1())
    return library


def pack_1() -> Pack:
    return pack(
        record("r1", "发货时间", "今天就发。", category=("售前", "发货"), shortcut="fh"),
        record("r2", "退货", "七天内可退。", category=("售后",)),
    )


def pack_2(*, text: str = "下午四点前付款，今天就发。") -> Pack:
    r1, r2 = pack_1().records
    return pack(replace(r1, variants=(text,)), r2, version="2")
