"""Brings a pack into a library without losing what either side wrote.

First a plan that touches nothing and can be shown, then one ChangeSet. Each reply taken from a pack
remembers the digest of what the pack said; that is the base of the three-way comparison, and moving
it is all that "keep mine" does. So nobody is asked the same question twice, and a pack imported a
second time gives no change at all.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kefu_desktop.core.comparing import Compared, Verdict, compare
from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import Attachment, Category, Digest, Reply, Tag, Uid
from kefu_desktop.core.placing import Follow, Sighting, follow
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
    }
)
"""Findings about records that are usable all the same; any other finding is a record not taken."""


@dataclass(frozen=True, slots=True)
class LibraryView:
    """What a library holds at the moment of planning: all replies, trashed ones too; tags by
    case-folded name; and the records of this pack whose replies were emptied out of the trash.
    """

    replies: Mapping[Uid, Reply]
    categories: Mapping[Uid, Category]
    tags: Mapping[str, Tag]
    buried: Collection[Uid] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the pack and what it means here.

    ``reply`` is the reply it is about: its own, or for ``SHORTCUT_TAKEN`` the holder of the
    shortcut; None for ``NEW`` and for what the trash no longer holds. ``record`` is None for
    ``REMOVED_IN_PACK`` and ``UNUSABLE``. ``merged`` is what the reply will say for
    ``THEIRS_CHANGED``. ``relink`` tells that the reply is the same but does not know yet that the
    pack says so.
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
        """What decisions name the item by: the record's uid; None for ``UNUSABLE``."""
        if self.record is not None:
            return self.record.uid
        return self.reply.origin.record if self.reply and self.reply.origin else None


@dataclass(frozen=True, slots=True)
class Report:
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


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What bringing ``pack`` into ``library`` would do."""

    pack: Pack
    library: LibraryView
    items: tuple[Item, ...]
    follow: Follow

    def report(self, remarks: Iterable[Finding] = ()) -> Report:
        """Counts the plan; ``remarks`` are added to those of the pack."""
        counts = dict.fromkeys(State, 0)
        for item in self.items:
            counts[item.state] += 1
        noticed = (finding for finding in self.pack.findings if finding.code in REMARKS)
        return Report(
            new=counts[State.NEW],
            same=sum(counts[state] for state in UNCHANGING),
            updated=counts[State.THEIRS_CHANGED],
            conflicts=sum(counts[state] for state in ASKING),
            removed=counts[State.REMOVED_IN_PACK],
            rejected=tuple(item.finding for item in self.items if item.finding is not None),
            remarks=(*noticed, *remarks),
        )


def plan(pack: Pack, library: LibraryView, watch: Watch = Watch()) -> ImportPlan:  # noqa: B008
    """Sorts the records of ``pack`` by what they mean for ``library``.

    Items come in the order of the pack, then what the pack no longer has, then what is unusable.
    """
    tree = Tree(library.categories)
    shelf = _Shelf(pack, library, tree)
    own = shelf.recognise()
    known: dict[Uid, Item] = {}
    sightings: list[Sighting] = []
    for record in watch.over(pack.records, len(pack.records)):
        reply = own.get(record.uid)
        if reply is not None:
            known[record.uid], compared = _known(record, reply, library, pack)
            if compared is not None and compared.lay_in:
                sightings.append(Sighting(compared.lay_in, record.category, reply.category))
    shelf.release(known.values())
    shelf.adopt(record for record in pack.records if record.uid not in known)
    items = [known.get(record.uid) or shelf.newcomer(record) for record in pack.records]
    items += _removed(pack, library, {reply.uid for reply in own.values()})
    items += [
        Item(State.UNUSABLE, finding=finding)
        for finding in pack.findings
        if finding.code not in REMARKS
    ]
    paths = (*pack.categories, *(record.category for record in pack.records))
    return ImportPlan(pack, library, tuple(items), follow(sightings, paths, tree))


_STATES: Mapping[Verdict, State] = {
    Verdict.SAME: State.SAME,
    Verdict.THEIRS: State.THEIRS_CHANGED,
    Verdict.MINE: State.MINE_CHANGED,
    Verdict.BOTH: State.BOTH_CHANGED,
}


def _known(
    record: Record, reply: Reply, library: LibraryView, pack: Pack
) -> tuple[Item, Compared | None]:
    """The item of a record whose reply is here, and the comparison if there was one to make."""
    said = record.digest()
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
    relink = own and state is State.SAME and reply.origin.digest != said
    return Item(state, record, reply, said, compared.merged, relink), compared


def _removed(pack: Pack, library: LibraryView, seen: set[Uid]) -> list[Item]:
    return [
        Item(State.REMOVED_IN_PACK, reply=reply)
        for reply in library.replies.values()
        if reply.origin is not None
        and reply.origin.pack == pack.uid
        and reply.trashed is None
        and reply.uid not in seen
    ]


_Wording = tuple[tuple[str, ...], tuple[Digest, ...]]


class _Shelf:
    """The library by what a record can be recognised by."""

    def __init__(self, pack: Pack, library: LibraryView, tree: Tree) -> None:
        self._pack = pack
        self._library = library
        self._tree = tree
        self._shortcuts: dict[str, Reply] = {}
        self._worded: dict[_Wording, Reply] = {}
        self._exact: dict[tuple[str, _Wording], Reply] = {}
        self._adopted: dict[Uid, Uid] = {}
        self._by_record = {
            reply.origin.record: reply
            for reply in library.replies.values()
            if reply.origin is not None and reply.origin.pack != pack.uid
        }
        live_last = sorted(library.replies.values(), key=lambda reply: reply.trashed is None)
        for reply in live_last:
            wording = _wording(_texts(reply), reply.attachments)
            self._exact[reply.title, wording] = reply
            if reply.trashed is None:
                self._worded[wording] = reply
                if reply.shortcut:
                    self._shortcuts[reply.shortcut.casefold()] = reply

    def recognise(self) -> Mapping[Uid, Reply]:
        """Gives the replies that are the records of the pack, by the records' uids."""
        taken = {
            reply.origin.record: reply
            for reply in self._library.replies.values()
            if reply.origin is not None and reply.origin.pack == self._pack.uid
        }
        known = dict(taken) if self._pack.identified else self._by_content(taken)
        if self._pack.identified:
            for record in self._pack.records:
                if record.uid not in known and (kin := self._kin(record)) is not None:
                    known[record.uid] = kin
        spoken_of = (record.uid for record in self._pack.records)
        return {uid: known[uid] for uid in spoken_of if uid in known}

    def _kin(self, record: Record) -> Reply | None:
        """Gives the reply that ``record`` was once exported from, or that another pack brought in
        as the same record. Uids made by hand may meet by chance, so the latter must look alike too.
        """
        own = self._library.replies.get(record.uid)
        if own is not None and own.origin is None:
            return own
        cousin = self._by_record.get(record.uid)
        if cousin is None:
            return None
        same_code = bool(record.shortcut) and record.shortcut == cousin.shortcut
        return cousin if same_code or record.title == cousin.title else None

    def _by_content(self, taken: Mapping[Uid, Reply]) -> dict[Uid, Reply]:
        """A row without an identity is first who says exactly the same, so that two rows of one
        title do not change places when the file is sorted anew; then who has its shortcut or title
        (which is what its uid is made of); then who has its text under a former title.
        """
        exact = {
            (reply.title, _texts(reply), self._tree.path(reply.category)): reply
            for reply in taken.values()
        }
        worded = {_wording(_texts(reply), reply.attachments): reply for reply in taken.values()}
        lookups: tuple[Callable[[Record], Reply | None], ...] = (
            lambda record: exact.get((record.title, record.variants, record.category)),
            lambda record: taken.get(record.uid),
            lambda record: worded.get(_wording(record.variants, record.attachments)),
        )
        known: dict[Uid, Reply] = {}
        claimed: set[Uid] = set()
        for look_up in lookups:
            for record in self._pack.records:
                reply = None if record.uid in known else look_up(record)
                if reply is not None and reply.uid not in claimed:
                    known[record.uid] = reply
                    claimed.add(reply.uid)
        return known

    def release(self, known: Iterable[Item]) -> None:
        """Frees the shortcuts that the pack takes away from replies of its own."""
        for item in known:
            if item.merged is not None and item.reply is not None:
                left = item.reply.shortcut.casefold()
                if left and left != item.merged.shortcut.casefold():
                    self._shortcuts.pop(left, None)

    def adopt(self, newcomers: Iterable[Record]) -> None:
        """Finds replies without an origin that already say what a newcomer says. Each becomes the
        reply of one record; further records that say the same are meant to be further replies.
        """
        for record in newcomers:
            wording = _wording(record.variants, record.attachments)
            twin = self._exact.get((record.title, wording))
            if twin is not None and twin.origin is None and twin.trashed is None:
                self._adopted.setdefault(twin.uid, record.uid)

    def newcomer(self, record: Record) -> Item:
        """Gives the item of a record that has no reply here yet."""
        said = record.digest()
        if record.uid in self._library.buried:
            return Item(State.TRASHED_HERE, record, None, said)
        wording = _wording(record.variants, record.attachments)
        twin = self._exact.get((record.title, wording))
        if twin is not None and self._adopted.get(twin.uid) == record.uid:
            return Item(State.SAME, record, twin, said, relink=True)
        if twin is not None and self._is_strange(twin):
            state = State.SAME if twin.trashed is None else State.TRASHED_HERE
            return Item(state, record, twin, said)
        alike = self._worded.get(wording)
        if alike is not None and self._is_strange(alike):
            return Item(State.SAME_TEXT, record, alike, said)
        holder = self._shortcuts.get(record.shortcut.casefold()) if record.shortcut else None
        if holder is not None:
            return Item(State.SHORTCUT_TAKEN, record, holder, said)
        return Item(State.NEW, record, None, said)

    def _is_strange(self, reply: Reply) -> bool:
        """Whether ``reply`` has nothing to do with the pack, neither before nor after this import.
        Within one pack two records of one text are two replies.
        """
        of_pack = reply.origin is not None and reply.origin.pack == self._pack.uid
        return not of_pack and reply.uid not in self._adopted


def _texts(reply: Reply) -> tuple[str, ...]:
    return tuple(variant.text for variant in reply.variants)


def _wording(texts: Iterable[str], attachments: Iterable[Attachment]) -> _Wording:
    """What two replies have in common that say the same: blanks and line ends do not count."""
    shown = tuple(attachment.digest for attachment in attachments)
    return tuple(" ".join(text.split()) for text in texts), shown
