"""Makes a pack of replies of this library, to be shared.

A pack that holds replies of one imported pack alone keeps that pack's identity, so that the team
lead's corrections reach those who have it. Any other pack is the library's own.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kefu_desktop.app.lookup import Placed, Selection, select, within
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.model import Digest, Millis, Uid
from kefu_desktop.core.records import Finding, Pack, Record, record_of
from kefu_desktop.core.tree import Tree
from kefu_desktop.core.watching import Watch

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Queries, Reader


WritePack = Callable[[Path, Pack, Millis, Watch], tuple[Finding, ...]]
"""Writes a pack in the format that the file's suffix names, and gives what that format has no place
for; a file that is there is replaced.
"""


class Exporting:
    """Writes replies to files. Blocks, so it belongs on a pool thread."""

    def __init__(
        self, open_reader: "Callable[[], Reader | None]", write_pack: WritePack, clock: Clock
    ) -> None:
        """``open_reader`` gives None where there is no library yet."""
        self._open_reader = open_reader
        self._write_pack = write_pack
        self._clock = clock

    def export(self, file: Path, selection: Selection, watch: Watch = Watch()) -> int:  # noqa: B008
        """Writes the replies that are meant to ``file``; gives how many.

        Raises :class:`NotFound` (CATEGORY_MISSING), and KefuError for a file that cannot be
        written or a suffix that names no format.
        """
        reader = self._open_reader()
        if reader is None:
            within({}, selection.category)
            pack = Pack(uid=Uid("nothing"), name=file.stem)
        else:
            with reader:
                pack = gather(reader, selection, file.stem)
        self._write_pack(file, pack, Millis(self._clock.now()), watch)
        return len(pack.records)


def gather(library: "Queries", selection: Selection, name: str) -> Pack:
    """Gives the replies that are meant as a pack called ``name`` unless it has a name already.

    Raises :class:`NotFound` (CATEGORY_MISSING) for a category that is not there.
    """
    with library.snapshot():
        chosen = tuple(select(library, selection))
        categories = library.categories()
        records = _records(chosen, {placed.reply.uid: record_of(placed.reply, categories)
                                    for placed in chosen})  # fmt: skip
        used = {tag.casefold() for record in records for tag in record.tags}
        pack = Pack(
            uid=library.uid(),
            name=name,
            records=records,
            tags=tuple(tag for key, tag in library.tags().items() if key in used and tag.group),
            categories=_paths(library, records, whole=selection == Selection()),
            media=_media(library, records),
        )
        return _with_identity(library, chosen, pack)


def _records(chosen: Iterable[Placed], told: dict[Uid, Record]) -> tuple[Record, ...]:
    """Two packs may have given two replies one identity; then the later goes by its own."""
    records: dict[Uid, Record] = {}
    for placed in chosen:
        record = told[placed.reply.uid]
        if record.uid in records:
            record = replace(record, uid=placed.reply.uid)
        records[record.uid] = record
    return tuple(records.values())


def _paths(
    library: "Queries", records: Iterable[Record], *, whole: bool
) -> tuple[tuple[str, ...], ...]:
    """The categories in the order they are shown; of a part of the library only those in use."""
    tree = Tree(library.categories())
    used = {record.category for record in records}
    ordered = (uid for root in tree.children(None) for uid in (root.uid, *tree.below(root.uid)))
    return tuple(path for path in map(tree.path, ordered) if whole or path in used)


def _media(library: "Queries", records: Iterable[Record]) -> dict[Digest, bytes]:
    wanted = {attachment.digest for record in records for attachment in record.attachments}
    kept = {digest: library.content(digest) for digest in wanted}
    return {digest: data for digest, data in kept.items() if data is not None}


def _with_identity(library: "Queries", chosen: Iterable[Placed], pack: Pack) -> Pack:
    origins = {placed.reply.origin and placed.reply.origin.pack for placed in chosen}
    seen = next((known for known in library.packs() if {known.uid} == origins), None)
    if seen is None:
        return pack
    return replace(pack, uid=seen.uid, name=seen.name, version=seen.version)
