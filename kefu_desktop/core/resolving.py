"""A plan and what was decided about it, made into one ChangeSet.

Who decides nothing loses nothing: what asks and was not answered stays as it is here and asks again
next time, except that a new reply whose shortcut is taken comes in without it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.changes import Change, ChangeSet, Content, Deed
from kefu_desktop.core.errors import Code
from kefu_desktop.core.merging import ASKING, ImportPlan, Item, Report, State
from kefu_desktop.core.model import (
    DEPTH_LIMIT,
    DeliveryMode,
    Digest,
    Millis,
    Origin,
    Reply,
    Tag,
    Uid,
    Variant,
)
from kefu_desktop.core.records import Finding, Record
from kefu_desktop.core.tree import NewUid, Path, Tree
from kefu_desktop.core.watching import Watch

NO_PLACES: Mapping[Path, Path] = MappingProxyType({})
"""Every category of the pack means the one of its name."""


class Decision(StrEnum):
    """What the user wants of one item. For ``SHORTCUT_TAKEN`` it is about who gets the shortcut:
    both replies stay. ``SKIP`` leaves everything as if the record were not in the file.
    """

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    SKIP = "skip"


class Resolution(Struct, frozen=True):
    """What to commit, and what to tell about it."""

    changes: ChangeSet
    report: Report


def resolve(
    plan: ImportPlan,
    decisions: Mapping[Uid, Decision],
    now: Millis,
    new_uid: NewUid,
    *,
    default: Decision | None = None,
    places: Mapping[Path, Path] = NO_PLACES,
    watch: Watch = Watch(),  # noqa: B008
) -> Resolution:
    """Makes the changes that carry out ``plan``.

    ``decisions`` go by :attr:`Item.uid`; ``default`` answers what asks and is not among them.
    ``places`` says by categories of the pack where what lies in them comes to lie here; what lies
    below such a category goes along. Replies that are here already stay where they are.
    Nothing removed in the pack goes to the trash unless its item says ``THEIRS``.
    """
    work = _Work(plan, now, new_uid, places, watch)
    for item in watch.over(plan.items, len(plan.items)):
        uid = item.uid
        if uid is not None:
            fallback = default if item.state in ASKING else None
            work.take(item, decisions.get(uid, fallback))
    return work.done()


class _Step(StrEnum):
    """What becomes of one item."""

    NOTHING = "nothing"
    ADD = "add"
    ADD_BESIDE = "add-beside"
    ADD_AND_TAKE_SHORTCUT = "add-and-take-shortcut"
    MERGE = "merge"
    OVERWRITE = "overwrite"
    REMEMBER = "remember"
    TRASH = "trash"


_STEPS: Mapping[State, Mapping[Decision | None, _Step]] = {
    State.NEW: {
        None: _Step.ADD,
        Decision.THEIRS: _Step.ADD,
        Decision.BOTH: _Step.ADD,
    },
    State.SAME: {None: _Step.REMEMBER},
    State.THEIRS_CHANGED: {
        None: _Step.MERGE,
        Decision.MINE: _Step.REMEMBER,
        Decision.THEIRS: _Step.MERGE,
        Decision.BOTH: _Step.ADD_BESIDE,
    },
    State.MINE_CHANGED: {Decision.THEIRS: _Step.OVERWRITE, Decision.BOTH: _Step.ADD_BESIDE},
    State.BOTH_CHANGED: {
        Decision.MINE: _Step.REMEMBER,
        Decision.THEIRS: _Step.OVERWRITE,
        Decision.BOTH: _Step.ADD_BESIDE,
    },
    State.REMOVED_IN_PACK: {Decision.THEIRS: _Step.TRASH},
    State.SHORTCUT_TAKEN: {
        None: _Step.ADD,
        Decision.MINE: _Step.ADD,
        Decision.THEIRS: _Step.ADD_AND_TAKE_SHORTCUT,
        Decision.BOTH: _Step.ADD,
    },
    State.SIMILAR_TEXT: {
        None: _Step.ADD,
        Decision.THEIRS: _Step.OVERWRITE,
        Decision.BOTH: _Step.ADD,
    },
    State.SAME_TEXT: {Decision.THEIRS: _Step.OVERWRITE, Decision.BOTH: _Step.ADD},
    State.TRASHED_HERE: {Decision.THEIRS: _Step.OVERWRITE, Decision.BOTH: _Step.ADD_BESIDE},
    State.UNUSABLE: {},
}


def brings_in(state: State, decision: Decision | None) -> bool:
    """Whether a reply is added, rewritten or put away for an item of ``state`` that was decided so.
    What is only remembered for the next time does not count.
    """
    return _STEPS[state].get(decision, _Step.NOTHING) not in (_Step.NOTHING, _Step.REMEMBER)


class _Draft(Struct):
    """A reply as the pack says it. It is made when all are in: only then are shortcuts given."""

    uid: Uid
    known: Reply | None
    said: Record
    category: Uid | None
    position: int
    origin: Origin
    shortcut: str = ""


class _Work:
    """The library as it will be, while the items are taken in."""

    def __init__(
        self,
        plan: ImportPlan,
        now: Millis,
        new_uid: NewUid,
        told: Mapping[Path, Path],
        watch: Watch,
    ) -> None:
        self._plan = plan
        self._now = now
        self._new_uid = new_uid
        self._was = Tree(plan.library.categories)
        self._tree = Tree(plan.library.categories)
        self._told = told
        self._watch = watch
        self._places: dict[Path, Uid | None] = {}
        self._category_changes: list[Change] = []
        self._after: dict[Uid, Reply] = {}
        self._drafts: dict[Uid, _Draft] = {}
        self._ceding: set[Uid] = set()
        self._spelling = {folded: tag.name for folded, tag in plan.library.tags.items()}
        self._contents: dict[Digest, Content] = {}
        self._last_position: dict[Uid | None, int] = {}
        for reply in watch.quietly(plan.library.replies.values()):
            last = self._last_position.get(reply.category, -1)
            self._last_position[reply.category] = max(last, reply.position)

    def take(self, item: Item, decision: Decision | None) -> None:
        """Takes one item in as decided; what was not decided goes its quiet way."""
        step = _STEPS[item.state].get(decision, _Step.NOTHING)
        record, reply = item.record, item.reply
        if step is _Step.TRASH and reply is not None:
            self._after[reply.uid] = replace(reply, trashed=self._now)
        if step in (_Step.NOTHING, _Step.TRASH) or record is None or item.digest is None:
            return
        if step is _Step.REMEMBER and reply is not None:
            if item.state is not State.SAME or item.relink:
                origin = self._origin(record, item.digest, reply)
                self._after[reply.uid] = replace(reply, origin=origin)
        elif step in (_Step.MERGE, _Step.OVERWRITE) and reply is not None:
            said = item.merged if step is _Step.MERGE and item.merged is not None else record
            origin = self._origin(record, item.digest, reply)
            self._rewrite(reply.uid, reply, said, origin)
        else:
            self._add(item, step, record, item.digest)

    def _add(self, item: Item, step: _Step, record: Record, digest: Digest) -> None:
        holder = item.reply
        origin = holder.origin if holder is not None else None
        if step is _Step.ADD_BESIDE and holder and origin and origin.pack == self._plan.pack.uid:
            # What is here becomes the user's own; the pack goes on with the new one.
            self._after[holder.uid] = replace(holder, origin=None)
        if step is _Step.ADD_AND_TAKE_SHORTCUT and holder is not None:
            self._ceding.add(holder.uid)
            ceded = replace(self._after.get(holder.uid, holder), shortcut="", changed=self._now)
            self._after[holder.uid] = ceded
        self._rewrite(self._new_uid(), None, record, self._origin(record, digest))

    def _origin(self, record: Record, digest: Digest, reply: Reply | None = None) -> Origin:
        """What ``reply`` is to remember. One that came with another pack goes on with that pack:
        for it, what this pack says is an edit like the user's own.
        """
        if reply is not None and reply.origin and reply.origin.pack != self._plan.pack.uid:
            return reply.origin
        self._contents.setdefault(digest, Content(digest, record.document()))
        return Origin(self._plan.pack.uid, record.uid, self._plan.pack.version, digest)

    def _rewrite(self, uid: Uid, known: Reply | None, said: Record, origin: Origin) -> None:
        if known is not None and said.category == self._was.path(known.category):
            category, position = known.category, known.position
        else:
            category = self._place(said.category)
            position = self._behind(category)
        for attachment in said.attachments:
            data = (self._plan.pack.media or {}).get(attachment.digest)
            if data is not None:
                self._contents[attachment.digest] = Content(attachment.digest, data)
        self._drafts[uid] = _Draft(uid, known, said, category, position, origin)

    def _made(self, draft: _Draft) -> Reply:
        known, said = draft.known, draft.said
        return Reply(
            uid=draft.uid,
            title=said.title,
            variants=tuple(map(Variant, said.variants)),
            kind=said.kind,
            shortcut=draft.shortcut,
            category=draft.category,
            tags=tuple(self._spelling.setdefault(tag.casefold(), tag) for tag in said.tags),
            favourite=known is not None and known.favourite,
            asked_as=said.asked_as,
            attachments=said.attachments,
            notes=said.notes,
            delivery=known.delivery if known is not None else DeliveryMode.AS_SET,
            position=draft.position,
            origin=draft.origin,
            created=known.created if known is not None else self._now,
            changed=self._now,
        )

    def _place(self, path: Path) -> Uid | None:
        """Gives the category that the pack means by ``path``: the one that was told, else that of
        its name, else one that was renamed on either side, else a new one.
        """
        if path in self._places:
            return self._places[path]
        if path in self._told:
            found, made = self._tree.grow(self._told[path], self._new_uid)
            self._category_changes += made
            self._places[path] = found
            return found
        if not path:
            return None
        above = self._place(path[:-1])
        follow = self._plan.follow
        found = self._tree.child(above, path[-1])
        if found is None and path in follow.renamed_there:
            renamed = self._tree.get(follow.renamed_there[path])
            if renamed.parent == above:
                self._category_changes.append(self._tree.put(replace(renamed, name=path[-1])))
                found = renamed.uid
        if found is None:
            found = follow.renamed_here.get(path)
        if found is None and self._tree.depth(above) < DEPTH_LIMIT:
            found, made = self._tree.grow(path[-1:], self._new_uid, above)
            self._category_changes += made
        # Followed into a deeper place than the pack knows, the last levels may not fit any more.
        self._places[path] = found or above
        return self._places[path]

    def _behind(self, category: Uid | None) -> int:
        position = self._last_position.get(category, -1) + 1
        self._last_position[category] = position
        return position

    def done(self) -> Resolution:
        """Gives what all the items together come to."""
        remarks = self._give_shortcuts()
        for uid in self._watch.quietly(tuple(self._drafts)):
            # Each is let go of at once: dropping all of them takes every thread's time.
            self._after[uid] = self._made(self._drafts.pop(uid))
        changes = (*self._category_changes, *self._tag_changes(), *self._reply_changes())
        kept = tuple(self._contents.values()) if changes else ()
        return Resolution(ChangeSet(Deed.IMPORT, changes, kept), self._plan.report(remarks))

    def _give_shortcuts(self) -> list[Finding]:
        """Gives each draft the shortcut it wishes for, unless another reply keeps it."""
        taken: dict[str, Uid] = {}
        for uid, reply in self._watch.quietly(self._plan.library.replies.items()):
            kept = self._after.get(uid, reply)
            if kept.shortcut and kept.trashed is None and uid not in self._drafts:
                taken[kept.shortcut.casefold()] = uid
        remarks: list[Finding] = []
        wishing = [draft for draft in self._drafts.values() if draft.said.shortcut]
        wishing.sort(key=self._is_new_wish)
        for draft in self._watch.quietly(wishing):
            wish = draft.said.shortcut
            if taken.setdefault(wish.casefold(), draft.uid) == draft.uid:
                draft.shortcut = wish
            else:
                params = (("shortcut", wish),)
                remarks.append(Finding(draft.said.where, Code.RECORD_SHORTCUT_DROPPED, params))
        return remarks

    def _is_new_wish(self, draft: _Draft) -> bool:
        """Whether a reply wishes for a shortcut that it does not hold, or was told to give up."""
        held = draft.known.shortcut.casefold() if draft.known is not None else ""
        return draft.uid in self._ceding or held != draft.said.shortcut.casefold()

    def _tag_changes(self) -> list[Change]:
        """The tags of the pack that have a group and that a reply now carries."""
        replies = self._watch.quietly(self._after.values())
        used = {tag.casefold() for reply in replies for tag in reply.tags}
        return [
            Change(None, Tag(self._spelling[folded], tag.group))
            for folded, tag in {tag.name.casefold(): tag for tag in self._plan.pack.tags}.items()
            if tag.group and folded in used and folded not in self._plan.library.tags
        ]

    def _reply_changes(self) -> list[Change]:
        before = self._plan.library.replies
        return [
            Change(before.get(uid), reply)
            for uid, reply in self._watch.quietly(self._after.items())
            if uid not in before or before[uid] != replace(reply, changed=before[uid].changed)
        ]
