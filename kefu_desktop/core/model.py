"""What a library holds: replies, categories and tags, as values that are always valid.

A value that exists is fit to be stored: constructors refuse what the library could not keep, and
nothing checks again behind them. How they look as JSON (``array_like``, ``omit_defaults``) is what
the undo journal holds. How often a reply was used is not part of it: use is a log of its own, so
that undo never takes back what was said to a buyer.
"""

import re
from collections.abc import Iterable, Mapping, Sized
from enum import StrEnum
from typing import NewType

from msgspec import Struct

from kefu_desktop.core.cleaning import has_unwanted
from kefu_desktop.core.errors import Code, InvalidInput

Uid = NewType("Uid", str)
"""Identity of a reply, category or pack that survives renaming and sharing: 1–64 of ``A–Z a–z 0–9 .
_ -``.
"""

Millis = NewType("Millis", int)
"""A moment: milliseconds since 1970-01-01 UTC."""

Digest = NewType("Digest", str)
"""SHA-256 in lower-case hex of some content."""

TITLE_LIMIT = 200
TEXT_LIMIT = 20_000
NAME_LIMIT = 60
SHORTCUT_LIMIT = 32
VARIANT_LIMIT = 50
LIST_LIMIT = 200
DEPTH_LIMIT = 8

_UID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_NOT_IN_WORD = re.compile(r"[\s;/#]")


class Kind(StrEnum):
    """What a reply is for."""

    REPLY = "reply"
    GREETING = "greeting"
    AWAY = "away"


class DeliveryMode(StrEnum):
    """What choosing a reply does; ``AS_SET`` leaves it to the setting."""

    AS_SET = "as-set"
    PASTE = "paste"
    PASTE_AND_SEND = "paste-and-send"
    COPY = "copy"


def check_uid(uid: str) -> Uid:
    """Gives ``uid`` back as an identity; raises :class:`InvalidInput` when it is none."""
    if not _UID.fullmatch(uid):
        raise InvalidInput(Code.UID_INVALID, uid=uid[:80])
    return Uid(uid)


def check_shortcut(shortcut: str) -> str:
    """Gives ``shortcut`` back when it can be one: no blanks and none of the search prefixes ``; /
    #``, at most 32 characters.
    """
    if len(shortcut) > SHORTCUT_LIMIT or _NOT_IN_WORD.search(shortcut) or has_unwanted(shortcut):
        raise InvalidInput(Code.SHORTCUT_INVALID, shortcut=shortcut[:40], limit=SHORTCUT_LIMIT)
    return shortcut


def check_tag(name: str) -> str:
    """Gives ``name`` back when it can be a tag: one word, so that ``#name`` finds it."""
    if not 0 < len(name) <= NAME_LIMIT or _NOT_IN_WORD.search(name) or has_unwanted(name):
        raise InvalidInput(Code.TAG_INVALID, tag=name[:80], limit=NAME_LIMIT)
    return name


def check_category_name(name: str) -> str:
    """Gives ``name`` back when it can name a category: one line without ``/``, which separates
    levels.
    """
    bad = not 0 < len(name) <= NAME_LIMIT or name != name.strip() or "/" in name or "\n" in name
    if bad or has_unwanted(name):
        raise InvalidInput(Code.CATEGORY_INVALID, category=name[:80], limit=NAME_LIMIT)
    return name


def check_text(text: str) -> str:
    """Gives ``text`` back when it can be a variant: not blank, within :data:`TEXT_LIMIT`
    characters, clean.
    """
    if not text.strip():
        raise InvalidInput(Code.TEXT_EMPTY)
    if len(text) > TEXT_LIMIT:
        raise InvalidInput(Code.TEXT_TOO_LONG, length=len(text), limit=TEXT_LIMIT)
    if has_unwanted(text):
        raise InvalidInput(Code.TEXT_CONTROL)
    return text


def check_title(title: str) -> str:
    """Gives ``title`` back when it can head a reply: one clean line of at most :data:`TITLE_LIMIT`
    characters.
    """
    if not title.strip():
        raise InvalidInput(Code.TITLE_EMPTY)
    if len(title) > TITLE_LIMIT:
        raise InvalidInput(Code.TITLE_TOO_LONG, length=len(title), limit=TITLE_LIMIT)
    if "\n" in title or has_unwanted(title):
        raise InvalidInput(Code.TEXT_CONTROL)
    return title


def check_notes(notes: str) -> str:
    """Gives ``notes`` back when they can be kept: within :data:`TEXT_LIMIT` characters, clean."""
    if len(notes) > TEXT_LIMIT:
        raise InvalidInput(Code.TEXT_TOO_LONG, length=len(notes), limit=TEXT_LIMIT)
    if has_unwanted(notes):
        raise InvalidInput(Code.TEXT_CONTROL)
    return notes


def check_count(items: Sized, limit: int, what: str) -> None:
    """Raises :class:`InvalidInput` (TOO_MANY, naming ``what``) for more than ``limit`` items."""
    if len(items) > limit:
        raise InvalidInput(Code.TOO_MANY, what=what, count=len(items), limit=limit)


class Variant(Struct, frozen=True):
    """One wording of a reply. Its text is its identity within the reply: a new wording starts
    counting its use anew.
    """

    text: str

    def __post_init__(self) -> None:
        check_text(self.text)


class Attachment(Struct, frozen=True, array_like=True):
    """A file that goes with a reply; its bytes are kept once under their digest, however many
    replies show it.
    """

    digest: Digest
    name: str
    media_type: str
    size: int


class Origin(Struct, frozen=True, array_like=True):
    """Where a reply came from: the pack, the record in it, and the digest of what that record said
    when last taken.

    The digest is the base of the three-way comparison at the next import; the document itself is
    kept under it.
    """

    pack: Uid
    record: Uid
    version: str
    digest: Digest


class Tag(Struct, frozen=True, omit_defaults=True):
    """A free word on replies. Tags of one ``group`` answer one question (stage, persona, product
    line …).
    """

    name: str
    group: str = ""

    def __post_init__(self) -> None:
        check_tag(self.name)
        if self.group:
            check_tag(self.group)


class Category(Struct, frozen=True, omit_defaults=True):
    """A place in the tree. Siblings are ordered by ``position``, then name; no two siblings share a
    name.
    """

    uid: Uid
    name: str
    parent: Uid | None = None
    position: int = 0

    def __post_init__(self) -> None:
        check_uid(self.uid)
        check_category_name(self.name)
        if self.parent == self.uid:
            raise InvalidInput(Code.CATEGORY_CYCLE, category=self.name)


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer. ``position`` orders replies within a category; ``trashed`` is when it went to the
    trash, else None.

    ``united`` is the reply that took its place: for as long as this one lies in the trash, its use
    counts as that one's too.
    """

    uid: Uid
    title: str
    variants: tuple[Variant, ...]
    kind: Kind = Kind.REPLY
    shortcut: str = ""
    category: Uid | None = None
    tags: tuple[str, ...] = ()
    favourite: bool = False
    asked_as: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: str = ""
    delivery: DeliveryMode = DeliveryMode.AS_SET
    position: int = 0
    origin: Origin | None = None
    created: Millis = Millis(0)
    changed: Millis = Millis(0)
    trashed: Millis | None = None
    united: Uid | None = None

    def __post_init__(self) -> None:
        check_uid(self.uid)
        check_title(self.title)
        if not self.variants:
            raise InvalidInput(Code.TEXT_EMPTY)
        check_count(self.variants, VARIANT_LIMIT, "variants")
        # Most replies have none of these, and a library is read a hundred thousand at a time.
        if self.shortcut:
            check_shortcut(self.shortcut)
        if self.tags:
            check_count(self.tags, LIST_LIMIT, "tags")
            for tag in self.tags:
                check_tag(tag)
        if self.asked_as:
            check_count(self.asked_as, LIST_LIMIT, "asked-as")
            for question in self.asked_as:
                check_text(question)
        if self.notes:
            check_notes(self.notes)


class Use(Struct, frozen=True):
    """How often and when last a reply was delivered."""

    count: int = 0
    last: Millis | None = None


def category_path(categories: Mapping[Uid, Category], uid: Uid | None) -> tuple[str, ...]:
    """Gives the names from the root down to ``uid``; empty for None. A parent that is missing ends
    the path.
    """
    names: list[str] = []
    while (
        uid is not None
        and (category := categories.get(uid)) is not None
        and len(names) < DEPTH_LIMIT
    ):
        names.append(category.name)
        uid = category.parent
    return tuple(reversed(names))


def unique_words(words: Iterable[str]) -> tuple[str, ...]:
    """Gives ``words`` in order, each once, comparing without regard to case."""
    seen: dict[str, str] = {}
    for word in words:
        seen.setdefault(word.casefold(), word)
    return tuple(seen.values())
