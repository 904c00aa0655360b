"""Three sides of one reply: what the pack said last time, what is here, and what it says now.

Of the base only the digest is at hand. Whether a side differs from it *only in where the reply
lies* is found by giving that side the other's category and looking whether it then is the base. So
a reply that the user moved still takes a better wording, and a category that the pack renamed does
not turn every reply in it into a conflict.
"""

from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.model import Digest
from kefu_desktop.core.records import Record
from kefu_desktop.core.tree import Path


class Verdict(Enum):
    """Who changed what since the base."""

    SAME = auto()
    THEIRS = auto()
    MINE = auto()
    BOTH = auto()


class Compared(Struct, frozen=True):
    """A verdict; for :attr:`Verdict.THEIRS` what the reply should say now (``merged``); and the
    category of the base where it could be found (``lay_in``).
    """

    verdict: Verdict
    merged: Record | None = None
    lay_in: Path | None = None


def compare(ours: Record, theirs: Record, said: Digest, base: Digest) -> Compared:
    """Compares ``ours`` and ``theirs`` (its digest is ``said``) with what had the digest ``base``.

    A shortcut that is missing here was not to be had or not wanted; that alone is no edit.
    """
    if said == base:
        dropped = not ours.shortcut and bool(theirs.shortcut)
        kept = replace(ours, shortcut=theirs.shortcut) if dropped else ours
        same = _alike(kept, theirs) or kept.digest() == said
        return Compared(Verdict.SAME if same else Verdict.MINE, lay_in=theirs.category)
    digest = ours.digest()
    if digest == said:
        return Compared(Verdict.SAME)
    if digest == base:
        return Compared(Verdict.THEIRS, theirs, ours.category)
    for was, merged in _readings(ours, theirs):
        if was.digest() == base:
            return Compared(Verdict.THEIRS, merged, was.category)
    return Compared(Verdict.BOTH)


def _readings(ours: Record, theirs: Record) -> Iterator[tuple[Record, Record]]:
    """What the base may have been if one side only moved, each with what comes of it."""
    moved = ours.category != theirs.category
    dropped = not ours.shortcut and bool(theirs.shortcut)
    if moved:
        yield replace(ours, category=theirs.category), replace(theirs, category=ours.category)
    if dropped:
        yield replace(ours, shortcut=theirs.shortcut), replace(theirs, shortcut="")
    if moved and dropped:
        yield (
            replace(ours, category=theirs.category, shortcut=theirs.shortcut),
            replace(theirs, category=ours.category, shortcut=""),
        )
    if moved:
        yield replace(theirs, category=ours.category), replace(ours, category=theirs.category)


def _alike(ours: Record, theirs: Record) -> bool:
    """Whether both say the same letter by letter, which nearly always saves a digest."""
    return (
        ours.title == theirs.title
        and ours.variants == theirs.variants
        and ours.category == theirs.category
        and ours.shortcut == theirs.shortcut
        and ours.tags == theirs.tags
        and ours.kind is theirs.kind
        and ours.asked_as == theirs.asked_as
        and ours.notes == theirs.notes
        and ours.attachments == theirs.attachments
    )
