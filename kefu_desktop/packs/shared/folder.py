"""A folder as a shared place: a network drive, or one that a program keeps in step.

No file system tells "replace this if it is still that". So writers of this program take turns by a
lock file, and what lies there is read once more, whole, right before it is replaced.
"""

import contextlib
import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from kefu_desktop.core.errors import Code, InvalidInput, KefuError, MachineFault, NotFound
from kefu_desktop.core.model import Digest
from kefu_desktop.core.shared import SUFFIX, is_file_name
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.shared.source import CHUNK, Entry, Into, PlaceLimits, Version

STALE_SECONDS = 600
"""After this long a lock was left by a program that died: no file takes that long to rename."""


class FolderSource:
    """The packs right in a folder, or one file of it."""

    def __init__(
        self,
        address: str,
        limits: PlaceLimits = PlaceLimits(),  # noqa: B008
    ) -> None:
        self._path = Path(address).expanduser()
        self._one = self._path.suffix.casefold() == SUFFIX and not self._path.is_dir()
        self._folder = self._path.parent if self._one else self._path
        self._limits = limits

    @property
    def single(self) -> str:
        """The name of the file, if the address is one."""
        return self._path.name if self._one else ""

    def entries(self, watch: Watch) -> tuple[Entry, ...]:
        """Gives the packs that lie there. Links are passed over: they may lead anywhere."""
        found = []
        with self._sorted_faults():
            if self._one:
                return (_entry(self._path, self._path.stat()),)
            with os.scandir(self._folder) as listing:
                for number, one in enumerate(listing):
                    watch.tell(number)
                    if number >= self._limits.listing_entries:
                        raise self._too_many(self._limits.listing_entries)
                    if is_file_name(one.name) and one.is_file(follow_symlinks=False):
                        found.append(_entry(Path(one.path), one.stat()))
        if len(found) > self._limits.packs:
            raise self._too_many(self._limits.packs)
        return tuple(sorted(found, key=lambda entry: entry.file))

    def fetch(self, entry: Entry, known: str, into: Into, watch: Watch) -> str | None:
        """Copies a file; one that is still being written is told by its stamp, and tried again at
        the next look.
        """
        path = self._folder / entry.file
        with self._sorted_faults(), path.open("rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InvalidInput(Code.PLACE_NOT_UNDERSTOOD, address=str(path))
            stamp = _stamp(status)
            if stamp == known:
                return None
            if status.st_size > self._limits.file_bytes:
                raise self._too_large(path)
            self._copy(file, into, path, status.st_size, watch)
            return stamp if _stamp(os.fstat(file.fileno())) == stamp else ""

    def put(self, file: str, data: Path, over: Version | None, watch: Watch) -> str | None:
        """Replaces or makes a file while holding its lock."""
        target = self._folder / file
        beside = self._folder / f".{target.stem[:40]}-{uuid4().hex}.new"
        with self._sorted_faults(), self._locked(target):
            try:
                with data.open("rb") as source, beside.open("xb") as draft:
                    self._copy(source, draft, data, data.stat().st_size, watch)
                    draft.flush()
                    os.fsync(draft.fileno())
                if self._digest_of(target, watch) != (over and over.digest):
                    return None
                beside.replace(target)
                return _stamp(target.stat())
            finally:
                # Replaced, it is gone; a disk that refuses this has refused the draft before.
                with contextlib.suppress(OSError):
                    beside.unlink()

    def _copy(self, source: BinaryIO, into: Into, path: Path, total: int, watch: Watch) -> None:
        done = 0
        while piece := source.read(CHUNK):
            done += len(piece)
            if done > self._limits.file_bytes:
                raise self._too_large(path)
            watch.tell(done, total)
            into.write(piece)

    def _digest_of(self, path: Path, watch: Watch) -> Digest | None:
        sha = hashlib.sha256()
        try:
            with path.open("rb") as file:
                while piece := file.read(CHUNK):
                    watch.tell(0)
                    sha.update(piece)
        except FileNotFoundError:
            return None
        return Digest(sha.hexdigest())

    @contextlib.contextmanager
    def _locked(self, target: Path) -> Iterator[None]:
        lock = target.with_name(f".{target.name}.lock")
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            # The drive's own clock says how old it is: ours may go otherwise.
            if self._now() - self._since(lock) < STALE_SECONDS:
                raise MachineFault(Code.PLACE_BUSY, address=str(target)) from None
            lock.unlink(missing_ok=True)
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        try:
            os.close(handle)
            yield
        finally:
            with contextlib.suppress(OSError):
                lock.unlink()

    def _since(self, lock: Path) -> float:
        """When a lock was taken; one that is gone by now was held a moment ago."""
        try:
            return lock.stat().st_mtime
        except FileNotFoundError:
            return self._now()

    def _now(self) -> float:
        probe = self._folder / f".{uuid4().hex}.new"
        try:
            probe.touch()
            return probe.stat().st_mtime
        except OSError:
            return time.time()
        finally:
            probe.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _sorted_faults(self) -> Iterator[None]:
        address = str(self._path)
        try:
            yield
        except FileNotFoundError as error:
            raise NotFound(Code.PLACE_NOT_THERE, address=address) from error
        except FileExistsError as error:
            raise MachineFault(Code.PLACE_BUSY, address=address) from error
        except (PermissionError, NotADirectoryError) as error:
            raise MachineFault(Code.PLACE_FORBIDDEN, address=address) from error
        except OSError as error:
            raise _fault(error, address) from error

    def _too_many(self, limit: int) -> KefuError:
        return InvalidInput(Code.PLACE_TOO_MANY, address=str(self._path), limit=limit)

    def _too_large(self, path: Path) -> KefuError:
        limit = self._limits.file_bytes
        return InvalidInput(Code.PLACE_TOO_LARGE, address=str(path), limit=limit)


def _fault(error: OSError, address: str) -> MachineFault:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return MachineFault(Code.PLACE_FULL, address=address)
    if error.errno == errno.EROFS:
        return MachineFault(Code.PLACE_FORBIDDEN, address=address)
    return MachineFault(Code.PLACE_UNREACHABLE, address=address, reason=error.strerror or "")


def _entry(path: Path, status: os.stat_result) -> Entry:
    return Entry(path.name, _stamp(status), status.st_size)


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns}-{status.st_size}"
