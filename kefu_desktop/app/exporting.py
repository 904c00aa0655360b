"""Makes a pack of replies of this library, to be shared.

A pack that holds replies of one imported pack alone keeps that pack's identity, so that the team
lead's corrections reach those who have it. Any other pack is the library's own; so is what came
from a table, which has no identity but its file's name.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.app.lookup import Placed, Selection, select, within
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.cleaning import clean_line, clean_text
from kefu_desktop.core.errors import Code, KefuError, NotFound
from kefu_desktop.core.model import Digest, Millis, Uid
from kefu_desktop.core.records import Finding, Pack, Record, record_of
from kefu_desktop.core.shared import content_of, holds_all
from kefu_desktop.core.tree import Tree
from kefu_desktop.core.versions import next_version
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import is_of_file
from kefu_desktop.packs.kefupack import WORD_LIMIT, WORDS_LIMIT
from kefu_desktop.store.editions import Edition, Editions

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Queries, Reader, SeenPack


_log = logging.getLogger(__name__)

NAME_LIMIT, CHANGES_LIMIT = WORD_LIMIT, WORDS_LIMIT
"""Characters of a pack's name, version and author, and of what changed in it."""

WritePack = Callable[[Path, Pack, Millis, Watch], tuple[Finding, ...]]
"""Writes a pack in the format that the file's suffix names, and gives what that format has no place
for; a file that is there is replaced.
"""


class About(Struct, frozen=True, kw_only=True):
    """What a pack says of itself to people: what it is called, which version it is, by whom, and
    what changed in it. Longer than the format allows is cut off.
    """

    name: str
    version: str = ""
    author: str = ""
    changes: str = ""


class Offer(Struct, frozen=True):
    """What exporting a selection would give: how many replies, and what the pack is suggested to
    say of itself. ``last`` is the version it had last; ``own`` is whether it is this library's own
    pack, and not one that was imported. ``missing`` counts the replies of that one which are not in
    the selection: to whoever has it they will look as if they were taken out.
    """

    replies: int
    about: About
    last: str = ""
    own: bool = True
    missing: int = 0


class Exported(Struct, frozen=True):
    """A file that was written: how many replies are in it, what it says of itself, and what its
    format has no place for.
    """

    file: Path
    replies: int
    about: About
    losses: tuple[Finding, ...] = ()


class Counted(Struct, frozen=True):
    """Something to choose replies by, in the words of :class:`Selection`, and how many it means."""

    words: str
    replies: int


class Choices(Struct, frozen=True):
    """What can be exported: everything, the categories in the order they are shown with all below
    them, and the tags, the most used first.
    """

    replies: int = 0
    categories: tuple[Counted, ...] = ()
    tags: tuple[Counted, ...] = ()


class Exporting:
    """Writes replies to files. Blocks, so it belongs on a pool thread."""

    def __init__(
        self,
        open_reader: "Callable[[], Reader | None]",
        write_pack: WritePack,
        clock: Clock,
        editions: Editions,
        author: Callable[[], str] = str,
    ) -> None:
        """``open_reader`` gives None where there is no library yet; ``author`` who stands in a pack
        that says nothing else.
        """
        self._open_reader = open_reader
        self._write_pack = write_pack
        self._clock = clock
        self._editions = editions
        self._author = author

    def choices(self) -> Choices:
        """Gives what can be exported, with counts."""
        reader = self._open_reader()
        if reader is None:
            return Choices()
        with reader, reader.snapshot():
            counts = reader.counts()
            tree = Tree(reader.categories())
            lying: dict[Uid | None, int] = {}
            for (_, category), count in counts.by_category.items():
                lying[category] = lying.get(category, 0) + count
            tags, named = reader.tag_counts(), reader.tags()
        categories = [
            Counted("/".join(tree.path(uid)), sum(lying.get(one, 0) for one in inside))
            for uid in _in_order(tree)
            for inside in [(uid, *tree.below(uid))]
        ]
        most_used = sorted(tags.items(), key=lambda tag: (-tag[1], tag[0]))
        return Choices(
            counts.replies,
            tuple(one for one in categories if one.replies),
            tuple(Counted(named[key].name, count) for key, count in most_used if count),
        )

    def offer(self, selection: Selection, name: str, watch: Watch = Watch()) -> Offer:  # noqa: B008
        """Gives what exporting ``selection`` would give; a pack of the library's own is called
        ``name``.

        Raises :class:`NotFound` (CATEGORY_MISSING); Cancelled when ``watch`` says so.
        """
        return self._gathered(selection, name, watch)[1]

    def export(
        self,
        file: Path,
        selection: Selection,
        about: About | None = None,
        watch: Watch = Watch(),  # noqa: B008
    ) -> Exported:
        """Writes the replies that are meant to ``file``. Without ``about`` the pack says of itself
        what :meth:`offer` suggests, and is called as the file is.

        Raises :class:`NotFound` (CATEGORY_MISSING; NOTHING_MEANT where the selection leaves nothing
        over), and KefuError for a file that cannot be written or a suffix that names no format;
        Cancelled when ``watch`` says so. Then there is what was there before.
        """
        name = about.name if about else file.stem
        pack, offer = self._gathered(selection, name, watch.stage(0, 20))
        if not pack.records and selection != Selection():
            raise NotFound(Code.NOTHING_MEANT)
        says = _cleaned(about or offer.about, file.stem)
        pack = replace(
            pack, name=says.name, version=says.version, author=says.author, changes=says.changes
        )
        now = Millis(self._clock.now())
        losses = self._write_pack(file, pack, now, watch.stage(20, 100))
        self._remember(pack, now)
        return Exported(file, len(pack.records), says, losses)

    def _gathered(self, selection: Selection, name: str, watch: Watch) -> tuple[Pack, Offer]:
        reader = self._open_reader()
        if reader is None:
            within({}, selection.category)
            about = About(name=name, author=self._author())
            return Pack(uid=Uid("nothing"), name=name), Offer(0, about)
        with reader, reader.snapshot():
            pack = gather(reader, selection, name, watch)
            return pack, self._offered(reader, pack)

    def _offered(self, library: "Queries", pack: Pack) -> Offer:
        """A version counts up when the pack says something that it did not say under it."""
        seen = None  # a library may have taken in again what it has given out
        if pack.uid != library.uid():
            seen = next((known for known in library.packs() if known.uid == pack.uid), None)
        edition = self._editions.last(pack.uid, None if seen else pack.name)
        name = pack.name
        if seen is not None and (edition is None or edition.at < seen.imported):
            last = seen.version
            same = holds_all(pack, library.told_by(pack.uid), frozenset())
        elif edition is not None:
            last, name = edition.version, edition.name
            same = edition.content == content_of(pack)
        else:
            last, same = "", False
        return Offer(
            replies=len(pack.records),
            about=About(
                name=name,
                version=last if same else next_version(last),
                author=pack.author or self._author(),
            ),
            last=last,
            own=seen is None,
            missing=_missing(library, seen, pack),
        )

    def _remember(self, pack: Pack, now: Millis) -> None:
        if not pack.records:
            return
        try:
            self._editions.keep(
                Edition(
                    pack=pack.uid,
                    name=pack.name,
                    version=pack.version,
                    content=content_of(pack),
                    at=now,
                )
            )
        except KefuError as error:
            # The file is written, and nothing but a suggestion is lost.
            _log.warning("the version of an export is not remembered: %s", error.code.value)


def gather(
    library: "Queries",
    selection: Selection,
    name: str,
    watch: Watch = Watch(),  # noqa: B008
) -> Pack:
    """Gives the replies that are meant as a pack called ``name`` unless it has a name already.

    Raises :class:`NotFound` (CATEGORY_MISSING) for a category that is not there.
    """
    with library.snapshot():
        chosen = tuple(watch.over(select(library, selection)))
        categories = library.categories()
        records = _records(chosen, {placed.reply.uid: record_of(placed.reply, categories)
                                    for placed in chosen})  # fmt: skip
        used = {tag.casefold() for record in records for tag in record.tags}
        pack = Pack(
            uid=library.uid(),
            name=name,
            part=selection != Selection(),
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
    return tuple(path for path in map(tree.path, _in_order(tree)) if whole or path in used)


def _in_order(tree: Tree, parent: Uid | None = None) -> Iterator[Uid]:
    for category in tree.children(parent):
        yield category.uid
        yield from _in_order(tree, category.uid)


def _media(library: "Queries", records: Iterable[Record]) -> dict[Digest, bytes]:
    wanted = {attachment.digest for record in records for attachment in record.attachments}
    kept = {digest: library.content(digest) for digest in wanted}
    return {digest: data for digest, data in kept.items() if data is not None}


def _with_identity(library: "Queries", chosen: Iterable[Placed], pack: Pack) -> Pack:
    origins = {placed.reply.origin and placed.reply.origin.pack for placed in chosen}
    seen = next((known for known in library.packs() if {known.uid} == origins), None)
    if seen is None or is_of_file(seen.uid):
        return pack
    # What is missing of it was asked about, and is removed if it goes out all the same.
    part = pack.part and seen.uid == pack.uid
    return replace(pack, uid=seen.uid, name=seen.name, version=seen.version, part=part)


def _missing(library: "Queries", seen: "SeenPack | None", pack: Pack) -> int:
    if seen is None:
        return 0
    told = {record.uid for record in pack.records}
    known = library.of_pack(pack.uid)
    there = library.replies(uid for record, uid in known.items() if record not in told)
    return sum(reply.trashed is None for reply in there)


def _cleaned(about: About, name: str) -> About:
    return About(
        name=_line(about.name) or _line(name),
        version=_line(about.version),
        author=_line(about.author),
        changes=clean_text(about.changes).text.strip()[:CHANGES_LIMIT].strip(),
    )


def _line(text: str) -> str:
    return clean_line(text).text[:NAME_LIMIT].strip()
