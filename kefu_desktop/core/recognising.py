"""Which reply of the library a record of a pack is, if it is one.

A record with an identity is known by it. A row of a table has none and is known by what it says;
there the rules are ordered so that what one import took, the next one finds again.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from kefu_desktop.core.model import Attachment, Digest, Reply, Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.tree import Tree
from kefu_desktop.core.watching import Watch

Wording = tuple[tuple[str, ...], tuple[Digest, ...]]
"""What two replies have in common that say the same: blanks and line ends do not count."""

Digests = Mapping[Uid, Digest]
"""The digest of each record of a pack, by the record's uid."""


def recognise(
    pack: Pack,
    replies: Mapping[Uid, Reply],
    tree: Tree,
    said: Digests,
    watch: Watch = Watch(),  # noqa: B008
) -> Mapping[Uid, Reply]:
    """Gives the replies that are records of ``pack``, by the records' uids."""
    taken: dict[Uid, list[Reply]] = {}
    for reply in watch.quietly(replies.values()):
        if reply.origin is not None and reply.origin.pack == pack.uid:
            taken.setdefault(reply.origin.record, []).append(reply)
    if pack.identified:
        return _by_identity(pack, replies, taken, watch)
    return _by_content(pack, tree, said, taken, watch) if taken else {}


def wording_of(reply: Reply) -> Wording:
    """Gives the wording of a reply."""
    return _wording(texts_of(reply), reply.attachments)


def wording(record: Record) -> Wording:
    """Gives the wording of a record."""
    return _wording(record.variants, record.attachments)


def texts_of(reply: Reply) -> tuple[str, ...]:
    """Gives the variants of a reply as a record has them."""
    return tuple(variant.text for variant in reply.variants)


def _wording(texts: Iterable[str], attachments: Iterable[Attachment]) -> Wording:
    shown = tuple(attachment.digest for attachment in attachments)
    return tuple(" ".join(text.split()) for text in texts), shown


def _by_identity(
    pack: Pack, replies: Mapping[Uid, Reply], taken: Mapping[Uid, list[Reply]], watch: Watch
) -> Mapping[Uid, Reply]:
    cousins = {
        reply.origin.record: reply
        for reply in watch.quietly(replies.values())
        if reply.origin is not None and reply.origin.pack != pack.uid
    }
    known: dict[Uid, Reply] = {}
    for record in watch.quietly(pack.records):
        own = taken.get(record.uid)
        reply = own[0] if own else _kin(record, replies, cousins)
        if reply is not None:
            known[record.uid] = reply
    return known


def _kin(
    record: Record, replies: Mapping[Uid, Reply], cousins: Mapping[Uid, Reply]
) -> Reply | None:
    """Gives the reply that ``record`` was once exported from, or that another pack brought in as
    the same record. Uids made by hand may meet by chance, so the latter must look alike too.
    """
    own = replies.get(record.uid)
    if own is not None and own.origin is None:
        return own
    cousin = cousins.get(record.uid)
    if cousin is None:
        return None
    same_code = bool(record.shortcut) and record.shortcut == cousin.shortcut
    return cousin if same_code or record.title == cousin.title else None


def _by_content(
    pack: Pack, tree: Tree, said: Digests, taken: Mapping[Uid, list[Reply]], watch: Watch
) -> Mapping[Uid, Reply]:
    """A row without an identity is who said exactly this last time; else who says exactly this,
    so that two rows of one title do not change places when the file is sorted anew; else who
    has its shortcut or title (of which its uid is made); else who has its text under another
    title. The first of these rules makes a second import find what the first one took.
    """
    known: dict[Uid, Reply] = {}
    claimed: set[Uid] = set()

    def settle(candidates: Callable[[Record], Iterable[Reply]]) -> None:
        for record in watch.quietly(pack.records):
            if record.uid in known:
                continue
            found = (one for one in candidates(record) if one.uid not in claimed)
            if (match := next(found, None)) is not None:
                known[record.uid] = match
                claimed.add(match.uid)

    def left(key: Callable[[Reply], object]) -> Mapping[object, list[Reply]]:
        # Only of those that no rule has claimed so far: mostly that is hardly one.
        kept: dict[object, list[Reply]] = {}
        for reply in watch.quietly(chain.from_iterable(taken.values())):
            if reply.uid not in claimed:
                kept.setdefault(key(reply), []).append(reply)
        return kept

    def who_told_it(record: Record) -> Iterable[Reply]:
        told = said[record.uid]
        return (r for r in taken.get(record.uid, ()) if r.origin and r.origin.digest == told)

    settle(who_told_it)
    exact = left(lambda reply: (reply.title, texts_of(reply), tree.path(reply.category)))
    settle(lambda record: exact.get((record.title, record.variants, record.category), ()))
    settle(lambda record: taken.get(record.uid, ()))
    worded = left(wording_of)
    if worded:
        settle(lambda record: worded.get(wording(record), ()))
    return known
