"""Changes as data: what an intent does to the library, before anything is done.

A change shows the entity before and after, nothing else. So whether it adds, edits or removes can
be read off; undo is the same change with both sides swapped; and the door can refuse a change whose
*before* is no longer what the library holds.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.model import Category, Digest, Reply, Tag

Entity = Reply | Category | Tag


class Op(StrEnum):
    """What a change does to its entity."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"


class Deed(StrEnum):
    """What the user did, for the name of an undo step. ``count`` is how many replies it touched."""

    ADD_REPLY = "add-reply"
    EDIT_REPLY = "edit-reply"
    DUPLICATE_REPLY = "duplicate-reply"
    CAPTURE = "capture"
    MOVE = "move"
    REORDER = "reorder"
    TAG = "tag"
    UNTAG = "untag"
    CHANGE_KIND = "change-kind"
    FAVOURITE = "favourite"
    TRASH = "trash"
    RESTORE = "restore"
    ADD_CATEGORY = "add-category"
    EDIT_CATEGORY = "edit-category"
    MERGE_CATEGORIES = "merge-categories"
    REMOVE_CATEGORY = "remove-category"
    REPLACE_TEXT = "replace-text"
    MERGE_REPLIES = "merge-replies"
    IMPORT = "import"
    REVERT_IMPORT = "revert-import"
    PURGE = "purge"
    # A deed of a later version, met in the journal of a library that both open.
    OTHER = "other"


class Key(StrEnum):
    """The three families of entities; with an identity they name one entity."""

    REPLY = "reply"
    CATEGORY = "category"
    TAG = "tag"


def key_of(entity: Entity) -> tuple[Key, str]:
    """Gives what identifies ``entity``: its family and its uid, or for a tag its name without
    regard to case.
    """
    if isinstance(entity, Reply):
        return Key.REPLY, entity.uid
    if isinstance(entity, Category):
        return Key.CATEGORY, entity.uid
    return Key.TAG, entity.name.casefold()


class Change(Struct, frozen=True):
    """One entity before and after; None where it is not there. Both sides are the same entity, and
    they differ.
    """

    before: Entity | None
    after: Entity | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs a side")
        if (
            self.before is not None
            and self.after is not None
            and key_of(self.before) != key_of(self.after)
        ):
            raise ValueError("both sides of a change are the same entity")

    @property
    def key(self) -> tuple[Key, str]:
        """What is changed."""
        entity = self.after if self.after is not None else self.before
        assert entity is not None
        return key_of(entity)

    @property
    def op(self) -> Op:
        """Whether the entity is added, edited or removed."""
        if self.before is None:
            return Op.ADD
        return Op.REMOVE if self.after is None else Op.EDIT


class Content(Struct, frozen=True):
    """Bytes kept under their digest: an image, or what a pack said. Kept content is never changed
    and not undone.
    """

    digest: Digest
    data: bytes


class ChangeSet(Struct, frozen=True):
    """What one deed does: its changes in the order they must be carried out, and the content they
    speak of.

    A deed that cannot be undone (emptying the trash) says so; the journal keeps no step for it.
    ``meant`` is how many replies it is about, where others only make room for them.
    """

    deed: Deed
    changes: tuple[Change, ...]
    contents: tuple[Content, ...] = ()
    undoable: bool = True
    meant: int | None = None

    @property
    def count(self) -> int:
        """How many replies it is about: those that are touched, or entities where no reply is."""
        if self.meant is not None:
            return self.meant
        touched = (change.after or change.before for change in self.changes)
        replies = sum(1 for entity in touched if isinstance(entity, Reply))
        return replies or len(self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)


def invert(changes: ChangeSet) -> ChangeSet:
    """Gives the deed that takes ``changes`` back: each change swapped, in reverse order. Inverting
    twice is the identity.
    """
    swapped = tuple(Change(change.after, change.before) for change in reversed(changes.changes))
    return replace(changes, changes=swapped, contents=())


def squash(deed: Deed, sets: Iterable[ChangeSet]) -> ChangeSet:
    """Gives one deed that does what ``sets`` do one after another, each entity changed at most
    once.

    An entity changed and changed back is left out. Entities keep the place of their first change,
    so a category still comes before the replies put into it.
    """
    first: dict[tuple[Key, str], Entity | None] = {}
    last: dict[tuple[Key, str], Entity | None] = {}
    contents: dict[Digest, Content] = {}
    undoable = True
    for changes in sets:
        undoable = undoable and changes.undoable
        for content in changes.contents:
            contents.setdefault(content.digest, content)
        for change in changes.changes:
            first.setdefault(change.key, change.before)
            last[change.key] = change.after
    kept = tuple(Change(before, last[key]) for key, before in first.items() if before != last[key])
    return ChangeSet(deed, kept, tuple(contents.values()), undoable)
