"""Publishes replies as a pack at a shared place.

Nothing is overwritten unknowingly. What lies there must be something that this library took, looked
through or published itself; and it must still lie there, unchanged, at the moment of writing, which
the place itself is asked to make sure of.
"""

import contextlib
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from kefu_desktop.app.deposits import Deposits, error_of
from kefu_desktop.app.exporting import WritePack, gather
from kefu_desktop.app.lookup import Selection
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.cleaning import clean_line, clean_text
from kefu_desktop.core.errors import Code, Conflict, NotFound
from kefu_desktop.core.model import Digest, Millis, Uid
from kefu_desktop.core.records import Pack
from kefu_desktop.core.shared import Deposit, PackLabel, SharedPlace, file_name_of, label_of
from kefu_desktop.core.tree import NewUid
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.shared.source import Entry, Source, Version
from kefu_desktop.store.subscriptions import How, Subscriptions

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Reader

_log = logging.getLogger(__name__)


class Publication(Struct, frozen=True, kw_only=True):
    """What is to be published where. ``file`` names the one at the place that is to be replaced;
    empty: the file that is called as the pack is.
    """

    place: SharedPlace
    name: str
    version: str = ""
    author: str = ""
    changes: str = ""
    selection: Selection = field(default_factory=Selection)
    file: str = ""


class Published(Struct, frozen=True):
    """What was put at a place. ``before`` is the pack that lay there under that name."""

    file: str
    label: PackLabel
    before: PackLabel | None = None


class Publishing:
    """Publishes from one library. Blocks, so it belongs on a lane that may wait for a network."""

    def __init__(
        self,
        state: Subscriptions,
        deposits: Deposits,
        open_reader: "Callable[[], Reader | None]",
        write_pack: WritePack,
        clock: Clock,
        new_uid: NewUid,
    ) -> None:
        self._state = state
        self._deposits = deposits
        self._open_reader = open_reader
        self._write_pack = write_pack
        self._clock = clock
        self._new_uid = new_uid

    def publish(self, wanted: Publication, watch: Watch = Watch()) -> Published:  # noqa: B008
        """Puts the replies that are meant at a place, in one step.

        Raises:
            Conflict: PLACE_OVERTAKEN (``name``, ``version``, ``author``, ``file``): what lies there
                is somebody else's work that nobody here has seen. It has been fetched and can be
                opened.
            InvalidInput: PACK_NAME_EMPTY.
            NotFound: REPLY_MISSING for a selection without replies, CATEGORY_MISSING.
            KefuError: what else keeps the place from being written to (``PLACE_…``).
        """
        file = file_name_of(wanted.name)
        own = self._gather(wanted)
        source = self._deposits.source(wanted.place)
        entries = self._entries(source, watch)
        file = source.single or wanted.file or file
        entry = _named(entries, file)
        there = self._see(wanted.place, source, entry, watch) if entry else None
        file = entry.file if entry else file
        self._check_seen(wanted.place, file, there)
        before = there.label if there else None
        pack = replace(
            own,
            uid=before.uid if before else own.uid,
            name=clean_line(wanted.name).text,
            version=clean_line(wanted.version).text,
            author=clean_line(wanted.author).text,
            changes=clean_text(wanted.changes).text.strip(),
        )
        self._put(wanted.place, source, file, pack, there, watch)
        _log.info("published %s at %s: %d replies", pack.uid, wanted.place.id, len(pack.records))
        return Published(file, label_of(pack), before)

    def _gather(self, wanted: Publication) -> Pack:
        """Two parts of one library are two packs: each gets an identity of its own, and keeps it
        wherever it is published under its name.
        """
        reader = self._open_reader()
        if reader is None:
            raise NotFound(Code.REPLY_MISSING, wanted=wanted.selection.category)
        with reader:
            pack = gather(reader, wanted.selection, wanted.name)
            own = pack.uid == reader.uid()
        if not pack.records:
            raise NotFound(Code.REPLY_MISSING, wanted=wanted.selection.category)
        if not own:
            return pack
        remark = f"uid of {file_name_of(wanted.name).casefold()}"
        uid = self._state.remark(remark)
        if not uid:
            uid = self._new_uid()
            self._state.set_remark(remark, uid)
        return replace(pack, uid=Uid(uid), part=False)

    def _entries(self, source: Source, watch: Watch) -> tuple[Entry, ...]:
        try:
            return source.entries(watch)
        except NotFound:
            # A file that is yet to be made; where the folder itself is missing, writing says so.
            return ()

    def _see(
        self, place: SharedPlace, source: Source, entry: Entry, watch: Watch
    ) -> Deposit | None:
        known = {one.file: one for one in self._state.look(place.id).deposits}
        try:
            deposit = self._deposits.fetch(place, source, entry, known.get(entry.file), watch)
        except NotFound:
            return None
        self._state.keep_deposit(place.id, deposit)
        return deposit

    def _check_seen(self, place: SharedPlace, file: str, there: Deposit | None) -> None:
        if there is None:
            return
        begun = self._state.remark(_begun(place, file))
        label = there.label
        if label is None:
            # Ours that broke off half-way may be put again; anybody else's damage is theirs.
            if there.trouble is not None and not begun:
                raise error_of(there.trouble)
            return
        if label.content == begun:
            # It broke off after all of it was there.
            self._state.note(label.uid, label.content, How.PUBLISHED)
        seen = self._state.known(How.TAKEN, How.PUBLISHED, How.SHOWN).get(label.uid, frozenset())
        if label.content not in seen | {Digest(begun)}:
            raise _overtaken(file, label)

    def _put(
        self,
        place: SharedPlace,
        source: Source,
        file: str,
        pack: Pack,
        there: Deposit | None,
        watch: Watch,
    ) -> None:
        label = label_of(pack)
        draft = self._deposits.draft()
        try:
            self._write_pack(draft, pack, Millis(self._clock.now()), watch)
            self._state.set_remark(_begun(place, file), label.content)
            over = Version(there.stamp, there.digest) if there else None
            stamp = source.put(file, draft, over, watch)
            self._state.set_remark(_begun(place, file), "")
            if stamp is None:
                self._refuse(place, source, file, watch)
            self._state.note(label.uid, label.content, How.PUBLISHED)
            deposit = self._deposits.keep(place, draft, Entry(file, stamp or ""), watch)
            self._state.keep_deposit(place.id, deposit)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()

    def _refuse(self, place: SharedPlace, source: Source, file: str, watch: Watch) -> None:
        """Somebody was there between our look and our writing: says who."""
        entry = _named(self._entries(source, watch), file)
        there = self._see(place, source, entry, watch) if entry else None
        raise _overtaken(file, there.label if there else None)


def _named(entries: Iterable[Entry], file: str) -> Entry | None:
    """Two names that differ in case are one file on many a system."""
    return next((one for one in entries if one.file.casefold() == file.casefold()), None)


def _overtaken(file: str, label: PackLabel | None) -> Conflict:
    return Conflict(
        Code.PLACE_OVERTAKEN,
        file=file,
        name=label.name if label else Path(file).stem,
        version=label.version if label else "",
        author=label.author if label else "",
    )


def _begun(place: SharedPlace, file: str) -> str:
    return f"publishing {place.id} {file}"
