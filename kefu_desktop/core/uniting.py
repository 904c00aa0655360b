"""Makes one reply of several that say the same, and tells whose use is counted otherwise for it.

Nothing is added up here. The replies that go remember which one took their place, and the counts
are read through that; so undo, and restoring one of them from the trash, give each its own back.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from kefu_desktop.core.changes import Change, ChangeSet, Deed
from kefu_desktop.core.model import Attachment, Millis, Reply, Uid, Variant, unique_words


def unite(
    kept: Reply,
    gone: Sequence[Reply],
    followers: Iterable[Reply],
    *,
    as_variants: bool,
    now: Millis,
) -> ChangeSet:
    """Puts ``gone`` into the trash, with ``kept`` in their place.

    Args:
        followers: replies that one of ``gone`` took the place of before; from now on ``kept`` does.
        as_variants: ``kept`` also gets what it lacks of theirs: wordings, tags, questions, files,
            notes, the mark of a favourite, and the shortcut of the first that has one.

    Raises:
        InvalidInput: ``kept`` would have more of something than a reply can (TOO_MANY,
            TEXT_TOO_LONG).
    """
    after = _enriched(kept, gone) if as_variants else kept
    changes = [Change(kept, replace(after, changed=now))] if after != kept else []
    for reply in gone:
        moment = now if reply.trashed is None else reply.trashed
        changes.append(Change(reply, replace(reply, trashed=moment, united=kept.uid)))
    changes += [
        Change(reply, replace(reply, united=kept.uid))
        for reply in followers
        if reply.united != kept.uid
    ]
    return ChangeSet(Deed.MERGE_REPLIES, tuple(changes), meant=1 + len(gone))


def recounted(changes: Iterable[Change]) -> frozenset[Uid]:
    """Gives the replies whose use counts otherwise after ``changes``, because others were united
    with them or no longer are.
    """
    anew: set[Uid] = set()
    for change in changes:
        before, after = _counts_with(change.before), _counts_with(change.after)
        if before != after:
            anew.update(uid for uid in (before, after) if uid is not None)
    return frozenset(anew)


def _counts_with(entity: object) -> Uid | None:
    """Gives the reply that ``entity`` counts with besides itself."""
    if isinstance(entity, Reply) and entity.trashed is not None:
        return entity.united
    return None


def _given_up(gone: Iterable[Reply]) -> Iterator[str]:
    """One in the trash already may have a shortcut that is another reply's by now."""
    return (reply.shortcut for reply in gone if reply.shortcut and reply.trashed is None)


def _enriched(kept: Reply, gone: Sequence[Reply]) -> Reply:
    everyone = (kept, *gone)
    texts = dict.fromkeys(variant.text for reply in everyone for variant in reply.variants)
    files: dict[str, Attachment] = {}
    for reply in everyone:
        for file in reply.attachments:
            files.setdefault(file.digest, file)
    return replace(
        kept,
        variants=tuple(map(Variant, texts)),
        shortcut=kept.shortcut or next(_given_up(gone), ""),
        tags=unique_words(tag for reply in everyone for tag in reply.tags),
        favourite=any(reply.favourite for reply in everyone),
        asked_as=unique_words(question for reply in everyone for question in reply.asked_as),
        attachments=tuple(files.values()),
        notes="\n".join(dict.fromkeys(reply.notes for reply in everyone if reply.notes)),
    )
