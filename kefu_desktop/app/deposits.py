"""Fetches what lies at shared places into a folder of ours, and reads it from there.

So a pack can be looked through and brought in whatever becomes of the drive or the network
meanwhile, and what one look has fetched is there after the next start.
"""

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from kefu_desktop.app.ports import SecretPort
from kefu_desktop.core.errors import Code, InvalidInput, KefuError, MachineFault
from kefu_desktop.core.model import Digest
from kefu_desktop.core.records import Pack
from kefu_desktop.core.shared import SUFFIX, Deposit, PlaceId, SharedPlace, Trouble, label_of
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.shared.source import Entry, OpenSource, Source

ReadPack = Callable[[Path, Watch], Pack]


class Deposits:
    """The files of places, and their copies here. Every method blocks."""

    def __init__(
        self,
        folder: Path,
        open_source: OpenSource,
        read_pack: ReadPack,
        secrets: Callable[[], SecretPort],
    ) -> None:
        """``folder`` is for the copies alone. ``secrets`` is asked only where there is a user."""
        self._folder = folder
        self._open_source = open_source
        self._read_pack = read_pack
        self._secrets = secrets

    def source(self, place: SharedPlace) -> Source:
        """Opens a place. Raises MachineFault (PLACE_PASSWORD_UNKNOWN)."""
        password = ""
        if place.user:
            known = self._secrets().read(place.address, place.user)
            if known is None:
                raise MachineFault(
                    Code.PLACE_PASSWORD_UNKNOWN, address=place.address, user=place.user
                )
            password = known
        return self._open_source(place.address, place.user, password)

    def fetch(
        self, place: SharedPlace, source: Source, entry: Entry, before: Deposit | None, watch: Watch
    ) -> Deposit:
        """Gives a file of a place as it is now; ``before`` is how it was last seen. One that cannot
        be used as a pack has its trouble in it. Raises KefuError for trouble with the place.
        """
        usable = before is not None and self._is_here(place.id, before)
        draft = self._folder / f"{uuid4().hex}.new"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with draft.open("xb") as file:
                hashing = _Hashing(file)
                known = before.stamp if before is not None and usable else ""
                stamp = source.fetch(entry, known, hashing, watch)
            if stamp is None:
                assert before is not None
                return before
            return self._take(place, draft, Entry(entry.file, stamp), hashing.digest, watch)
        except OSError as error:
            raise MachineFault(Code.FILE_UNWRITABLE, path=str(self._folder)) from error
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()

    def keep(self, place: SharedPlace, file: Path, entry: Entry, watch: Watch) -> Deposit:
        """Gives ``file``, which was put there, as a file of the place, and keeps a copy."""
        with file.open("rb") as data:
            digest = Digest(hashlib.file_digest(data, "sha256").hexdigest())
        return self._take(place, file, entry, digest, watch)

    def read(self, place: PlaceId, deposit: Deposit, watch: Watch = Watch()) -> Pack:  # noqa: B008
        """Reads our copy of a file. Raises KefuError, FILE_MISSING where it is gone."""
        return self._read_pack(self._copy_of(place, deposit.digest), watch)

    def draft(self) -> Path:
        """Gives a name for a pack that is to be put at a place."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._folder / f"{uuid4().hex}{SUFFIX}"

    def prune(self, kept: frozenset[tuple[PlaceId, Digest]]) -> None:
        """Removes all copies but those. Nobody may be reading the others."""
        names = {self._copy_of(place, digest).name for place, digest in kept}
        with contextlib.suppress(OSError):
            for file in self._folder.iterdir():
                if file.name not in names:
                    file.unlink()

    def _take(
        self, place: SharedPlace, draft: Path, entry: Entry, digest: Digest, watch: Watch
    ) -> Deposit:
        copy = self._copy_of(place.id, digest)
        if not copy.exists():
            draft.replace(copy)
        try:
            pack = self._read_pack(copy, watch)
        except InvalidInput as error:
            return Deposit(entry.file, entry.stamp, digest, trouble=trouble_of(error, entry.file))
        return Deposit(entry.file, entry.stamp, digest, label_of(pack))

    def _is_here(self, place: PlaceId, deposit: Deposit) -> bool:
        return self._copy_of(place, deposit.digest).exists()

    def _copy_of(self, place: PlaceId, digest: Digest) -> Path:
        return self._folder / f"{place}-{digest}{SUFFIX}"


class _Hashing:
    """A file being written and digested at the same time."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._sha.update(data)
        return self._file.write(data)

    @property
    def digest(self) -> Digest:
        return Digest(self._sha.hexdigest())


def trouble_of(error: KefuError, file: str = "") -> Trouble:
    """Gives ``error`` as a value; with ``file`` it tells of that, and not of our copy."""
    params = {**error.params, **({"path": file} if file and "path" in error.params else {})}
    return Trouble(error.code, tuple(params.items()))


def error_of(trouble: Trouble) -> KefuError:
    """Gives ``trouble`` as an error, to be worded or raised."""
    return MachineFault(trouble.code, **dict(trouble.params))
