"""Brings a pack into a library without losing what either side wrote.

First a plan that touches nothing and can be shown, then one ChangeSet. Each reply taken from a pack
remembers the digest of what the pack said; that is the base of the three-way comparison, and moving
it is all that "keep mine" does. So nobody is asked the same question twice, and a pack imported a
second time gives no change at all.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.comparing import Compared, Verdict, compare
from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import Category, Digest, Reply, Tag, Uid
from kefu_desktop.core.placing import Follow, Sighting, follow
from kefu_desktop.core.recognising import Digests, Wording, recognise, wording, wording_of
from kefu_desktop.core.records import Finding, Pack, Record, record_of
from kefu_desktop.core.tree import Tree
from kefu_desktop.core.watching import Watch


class State(StrEnum):
    """How a record of a pack and the library stand to each other."""

    NEW = "new"
    SAME = "same"
    THEIRS_CHANGED = "theirs-changed"
    MINE_CHANGED = "mine-changed"
    BOTH_CHANGED = "both-changed"
    REMOVED_IN_PACK = "removed-in-pack"
    SHORTCUT_TAKEN = "shortcut-taken"
    SAME_TEXT = "same-text"
    SIMILAR_TEXT = "similar-text"
    TRASHED_HERE = "trashed-here"
    UNUSABLE = "unusable"


ASKING = frozenset({State.BOTH_CHANGED, State.SHORTCUT_TAKEN})
"""The states that the user is asked about."""

UNCHANGING = frozenset({State.SAME, State.MINE_CHANGED, State.SAME_TEXT, State.TRASHED_HERE})
"""The states that leave the library as it is unless the user says otherwise."""

REMARKS = frozenset(
    {
        Code.RECORD_CLEANED,
        Code.RECORD_SHORTCUT_DROPPED,
        Code.RECORD_TAG_DROPPED,
        Code.RECORD_READS_CLIPBOARD,
        Code.RECORD_CODE_LEFT,
        Code.RECORD_PLACEHOLDER_LEFT,
        Code.RECORD_PLAIN_TEXT,
        Code.RECORD_PICTURE_LEFT,
        Code.RECORD_WORDS_DROPPED,
        Code.RECORD_SWITCHED_OFF,
        Code.RECORD_BLANK_MADE,
        Code.PACK_OLDER,
        Code.PASSAGE_LEFT,
        Code.MEMBER_LEFT,
        Code.MEMBER_ELSEWHERE,
        Code.TABLE_CELLS_LEFT,
        Code.TABLE_COLUMNS_LEFT,
        Code.TABLE_UNCOMPUTED,
        Code.TABLE_HIDDEN,
    }
)
"""Findings about records that are usable all the same; any other finding is a record not taken."""


class LibraryView(Struct, frozen=True):
    """What a library holds at the moment of planning: all replies, trashed ones too; tags by
    case-folded name; and the records of this pack whose replies were emptied out of the trash.
    """

    replies: Mapping[Uid, Reply]
    categories: Mapping[Uid, Category]
    tags: Mapping[str, Tag]
    buried: Collection[Uid] = frozenset()


class Item(Struct, frozen=True):
    """One record of the pack and what it means here.

    ``reply`` is the reply it is about: its own, or for ``SHORTCUT_TAKEN`` the holder of the
    shortcut, for ``SAME_TEXT`` and ``SIMILAR_TEXT`` who says it already; None for ``NEW`` and for
    what the trash no longer holds. ``record`` is None for ``REMOVED_IN_PACK`` and ``UNUSABLE``.
    ``merged`` is what the reply will say for ``THEIRS_CHANGED``. ``relink`` tells that the reply is
    the same but does not know yet that the pack says so.
    """

    state: State
    record: Record | None = None
    reply: Reply | None = None
    digest: Digest | None = None
    merged: Record | None = None
    relink: bool = False
    finding: Finding | None = None

    @property
    def uid(self) -> Uid | None:
        """What decisions name the item by: the record's uid, for ``REMOVED_IN_PACK`` the reply's;
        None for ``UNUSABLE``.
        """
        if self.record is not None:
            return self.record.uid
        return self.reply.uid if self.reply is not None else None


class Report(Struct, frozen=True):
    """How many records are what; together they are all that the file held, but for ``removed``.

    ``conflicts`` counts what asks (:data:`ASKING`), however it was decided. ``rejected`` tells of
    records that could not be used, ``remarks`` of what was noticed in usable ones.
    """

    new: int
    same: int
    updated: int
    conflicts: int
    removed: int
    rejected: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


class ImportPlan(Struct, frozen=True):
    """What bringing ``pack`` into ``library`` would do."""

    pack: Pack
    library: LibraryView
    items: tuple[Item, ...]
    follow: Follow

    def report(self, remarks: Iterable[Finding] = (), watch: Watch = Watch()) -> Report:  # noqa: B008
        """Counts the plan; ``remarks`` are added to those of the pack."""
        counts = dict.fromkeys(State, 0)
        rejected: list[Finding] = []
        for item in watch.quietly(self.items):
            counts[item.state] += 1
            if item.finding is not None:
                rejected.append(item.finding)
        noticed = (finding for finding in self.pack.findings if finding.code in REMARKS)
        return Report(
            new=counts[State.NEW] + counts[State.SIMILAR_TEXT],
            same=sum(counts[state] for state in UNCHANGING),
            updated=counts[State.THEIRS_CHANGED],
            conflicts=sum(counts[state] for state in ASKING),
            removed=counts[State.REMOVED_IN_PACK],
            rejected=tuple(rejected),
            remarks=(*noticed, *remarks),
        )


def plan(pack: Pack, library: LibraryView, watch: Watch = Watch()) -> ImportPlan:  # noqa: B008
    """Sorts the records of ``pack`` by what they mean for ``library``.

    Items come in the order of the pack, then what the pack no longer has, then what is unusable.
    """
    tree = Tree(library.categories)
    total = len(pack.records)
    said = {record.uid: record.digest() for record in watch.over(pack.records, total)}
    own = recognise(pack, library.replies, tree, said, watch)
    known: dict[Uid, Item] = {}
    sightings: list[Sighting] = []
    for record in watch.quietly(pack.records):
        reply = own.get(record.uid)
        if reply is not None:
            known[record.uid], compared = _known(record, said[record.uid], reply, library, pack)
            if compared is not None and compared.lay_in:
                sightings.append(Sighting(compared.lay_in, record.category, reply.category))
    records = watch.quietly(pack.records)
    newcomers = _Newcomers(pack, library, said, known.values(), watch)
    newcomers.adopt(record for record in records if record.uid not in known)
    records = watch.quietly(pack.records)
    items = [known.get(record.uid) or newcomers.item(record) for record in records]
    if not pack.part:
        here = watch.quietly(library.replies.values())
        items += _removed(pack, here, {reply.uid for reply in own.values()})
    items += [
        Item(State.UNUSABLE, finding=finding)
        for finding in pack.findings
        if finding.code not in REMARKS
    ]
    paths = {*pack.categories, *(record.category for record in watch.quietly(pack.records))}
    return ImportPlan(pack, library, tuple(items), follow(sightings, paths, tree))


def note_similar(plan: ImportPlan, similar: Mapping[Uid, Uid]) -> ImportPlan:
    """Gives ``plan`` with new records marked that nearly say what a reply here says: ``similar``
    has the uid of that reply by the record's. They are brought in all the same unless the user
    says otherwise, for a number that differs may be all that matters.
    """
    replies = plan.library.replies

    def noted(item: Item) -> Item:
        if item.state is not State.NEW or item.record is None:
            return item
        alike = replies.get(similar.get(item.record.uid, Uid("")))
        return item if alike is None else replace(item, state=State.SIMILAR_TEXT, reply=alike)

    return replace(plan, items=tuple(map(noted, plan.items)))


_STATES: Mapping[Verdict, State] = {
    Verdict.SAME: State.SAME,
    Verdict.THEIRS: State.THEIRS_CHANGED,
    Verdict.MINE: State.MINE_CHANGED,
    Verdict.BOTH: State.BOTH_CHANGED,
}


def _known(
    record: Record, said: Digest, reply: Reply, library: LibraryView, pack: Pack
) -> tuple[Item, Compared | None]:
    """The item of a record whose reply is here, and the comparison if there was one to make."""
    if reply.trashed is not None:
        return Item(State.TRASHED_HERE, record, reply, said), None
    ours = record_of(reply, library.categories)
    if reply.origin is None:
        # An export of one's own that comes back: there is no base, so any difference is asked.
        same = ours.digest() == said
        return Item(State.SAME if same else State.BOTH_CHANGED, record, reply, said), None
    compared = compare(ours, record, said, reply.origin.digest)
    state = _STATES[compared.verdict]
    own = reply.origin.pack == pack.uid
    if not own and state is State.THEIRS_CHANGED and compared.merged is not record:
        # The base stays that of the other pack, so a half-way merge would be asked about next time.
        return Item(State.BOTH_CHANGED, record, reply, said), compared
    relink = own and state is State.SAME and reply.origin.digest != said
    return Item(state, record, reply, said, compared.merged, relink), compared


def _removed(pack: Pack, here: Iterable[Reply], seen: set[Uid]) -> list[Item]:
    return [
        Item(State.REMOVED_IN_PACK, reply=reply)
        for reply in here
        if reply.origin is not None
        and reply.origin.pack == pack.uid
        and reply.trashed is None
        and reply.uid not in seen
    ]


class _Newcomers:
    """Records that are no reply here yet, beside the replies that have nothing to do with the pack.

    Within one pack two records of one text are two replies, so the pack's own are left out, and
    those that become its own.
    """

    def __init__(
        self,
        pack: Pack,
        library: LibraryView,
        said: Digests,
        known: Collection[Item],
        watch: Watch,
    ) -> None:
        self._buried = library.buried
        self._said = said
        self._exact: dict[tuple[str, Wording], Reply] = {}
        self._worded: dict[Wording, Reply] = {}
        self._shortcuts: dict[str, Reply] = {}
        self._adopted: dict[Uid, Uid] = {}
        own = {item.reply.uid for item in known if item.reply is not None}
        live_last = sorted(library.replies.values(), key=lambda reply: reply.trashed is None)
        for reply in watch.quietly(live_last):
            if reply.shortcut and reply.trashed is None:
                self._shortcuts[reply.shortcut.casefold()] = reply
            if reply.uid in own or (reply.origin is not None and reply.origin.pack == pack.uid):
                continue
            said_here = wording_of(reply)
            self._exact[reply.title, said_here] = reply
            if reply.trashed is None:
                self._worded[said_here] = reply
        for item in known:
            self._free_shortcut(item)

    def _free_shortcut(self, item: Item) -> None:
        """What the pack takes away from a reply of its own, it may give to another."""
        if item.merged is not None and item.reply is not None:
            left = item.reply.shortcut.casefold()
            if left != item.merged.shortcut.casefold():
                self._shortcuts.pop(left, None)

    def adopt(self, records: Iterable[Record]) -> None:
        """Finds replies without an origin that already say what a newcomer says. Each becomes the
        reply of one record; further records that say the same are meant to be further replies.
        """
        for record in records if self._exact else ():
            twin = self._exact.get((record.title, wording(record)))
            if twin is not None and twin.origin is None and twin.trashed is None:
                self._adopted.setdefault(twin.uid, record.uid)

    def item(self, record: Record) -> Item:
        """Gives what a newcomer means here."""
        said = self._said[record.uid]
        if record.uid in self._buried:
            return Item(State.TRASHED_HERE, record, None, said)
        # Nothing is worded alike where there is nothing, and wording takes its time.
        words = wording(record) if self._exact else None
        twin = self._exact.get((record.title, words)) if words else None
        if twin is not None and self._adopted.get(twin.uid) == record.uid:
            return Item(State.SAME, record, twin, said, relink=True)
        if twin is not None and twin.uid not in self._adopted:
            state = State.SAME if twin.trashed is None else State.TRASHED_HERE
            return Item(state, record, twin, said)
        alike = self._worded.get(words) if words else None
        if alike is not None and alike.uid not in self._adopted:
            return Item(State.SAME_TEXT, record, alike, said)
        holder = self._shortcuts.get(record.shortcut.casefold()) if record.shortcut else None
        if holder is not None:
            return Item(State.SHORTCUT_TAKEN, record, holder, said)
        return Item(State.NEW, record, None, said)
