"""The members of a pack in a zip or in a folder, each opened on its own.

So a pack can be held long after it was read, and its images stay on the disk until somebody wants
one.
"""

import errno
import hashlib
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from kefu_desktop.core.errors import Code, InvalidInput, MachineFault
from kefu_desktop.core.model import Digest
from kefu_desktop.packs.limits import Limits, check_file, check_member_name, check_members

_CHUNK = 1 << 20

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,
    ValueError,
    IndexError,
    OverflowError,
    # An unknown compression, a member said to be encrypted.
    NotImplementedError,
    RuntimeError,
)


@contextmanager
def sorted_damage(path: Path) -> Iterator[None]:
    """Tells what `zipfile` raises over a damaged file from what the machine does wrong."""
    try:
        yield
    except _DAMAGE as error:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path)) from error
    except OSError as error:
        if error.errno in (None, errno.EINVAL):
            # bz2 says "Invalid data stream" without one; a place before the beginning is EINVAL.
            raise InvalidInput(Code.FILE_DAMAGED, path=str(path)) from error
        raise MachineFault(Code.FILE_UNREADABLE, path=str(path), reason=str(error)) from error


class Members(Protocol):
    """Where the members of a pack are."""

    @property
    def path(self) -> Path:
        """The file or folder."""

    def names(self) -> frozenset[str]:
        """Gives the names of all members, with ``/`` between their parts."""

    def size(self, name: str) -> int | None:
        """Gives the unpacked size of a member in bytes; None where there is none."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """Gives the bytes of a member piece by piece; raises KefuError when it cannot be read."""

    def held(self) -> AbstractContextManager[None]:
        """Keeps open what many members are read from: a zip is looked through at each opening."""


class ZipMembers:
    """The members of a zip, which is checked against ``limits`` at once."""

    def __init__(self, path: Path, limits: Limits) -> None:
        check_file(path, limits.file_bytes)
        self.path = path
        with sorted_damage(path), zipfile.ZipFile(path) as archive:
            check_members(path, archive.infolist(), limits)
            self._held: zipfile.ZipFile | None = None
            self._sizes = {member.filename: member.file_size for member in archive.infolist()}

    def names(self) -> frozenset[str]:
        """Gives the names of all members."""
        return frozenset(self._sizes)

    def size(self, name: str) -> int | None:
        return self._sizes.get(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        with (
            sorted_damage(self.path),
            self._open() as archive,
            archive.open(name) as member,
        ):
            yield from _pieces(cast(BinaryIO, member))

    @contextmanager
    def held(self) -> Iterator[None]:
        with sorted_damage(self.path):
            archive = zipfile.ZipFile(self.path)
        with archive:
            self._held = archive
            try:
                yield
            finally:
                self._held = None

    def _open(self) -> AbstractContextManager[zipfile.ZipFile]:
        return zipfile.ZipFile(self.path) if self._held is None else nullcontext(self._held)


class FolderMembers:
    """The files of a folder and of those in it. A link among them is refused when it is asked for:
    it may lead anywhere.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self._limits = limits

    def names(self) -> frozenset[str]:
        """Gives the names of all files below the folder; links are not followed.

        Raises :class:`InvalidInput` for more files, or deeper ones, than a pack may have.
        """
        names: set[str] = set()
        with sorted_damage(self.path):
            for folder, inner, files in os.walk(self.path, onerror=_raise):
                depth = len(Path(folder).relative_to(self.path).parts)
                if inner and depth >= self._limits.depth:
                    raise InvalidInput(Code.FILE_TOO_DEEP, path=str(self.path))
                names.update(
                    (Path(folder) / name).relative_to(self.path).as_posix() for name in files
                )
                if len(names) > self._limits.members:
                    raise InvalidInput(
                        Code.FILE_TOO_MANY_MEMBERS,
                        path=str(self.path),
                        limit=self._limits.members,
                    )
        return frozenset(names)

    def size(self, name: str) -> int | None:
        file = self._file(name)
        with sorted_damage(self.path):
            return file.stat().st_size if file.is_file() else None

    def chunks(self, name: str) -> Iterator[bytes]:
        with sorted_damage(self.path), self._file(name).open("rb") as file:
            yield from _pieces(file)

    def held(self) -> AbstractContextManager[None]:
        return nullcontext()

    def _file(self, name: str) -> Path:
        check_member_name(self.path, name)
        file = self.path
        for part in name.split("/"):
            file /= part
            if file.is_symlink():
                raise InvalidInput(Code.FILE_MEMBER_OUTSIDE, path=str(self.path), member=name)
        return file


def open_members(path: Path, limits: Limits) -> Members:
    """Gives the members of a folder or of a zip, which is checked against ``limits`` at once."""
    with sorted_damage(path):
        folder = path.is_dir()
    return FolderMembers(path, limits) if folder else ZipMembers(path, limits)


def read_member(members: Members, name: str, limit: int) -> bytes:
    """Gives a whole member; refuses one that is missing or larger than ``limit``."""
    size = members.size(name)
    if size is None:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(members.path), member=name)
    if size > limit:
        raise InvalidInput(
            Code.FILE_TOO_LARGE, path=str(members.path), member=name, size=size, limit=limit
        )
    return b"".join(members.chunks(name))


class Media(Mapping[Digest, bytes]):
    """Images by digest, read anew each time one is asked for.

    Raises :class:`InvalidInput` (FILE_DIGEST) for bytes that are not what their name says.
    """

    def __init__(self, members: Members, names: Mapping[Digest, str], limit: int) -> None:
        self._members = members
        self._names = dict(names)
        self._limit = limit

    def __getitem__(self, digest: Digest) -> bytes:
        name = self._names[digest]
        data = read_member(self._members, name, self._limit)
        if hashlib.sha256(data).hexdigest() != digest:
            raise InvalidInput(Code.FILE_DIGEST, path=str(self._members.path), member=name)
        return data

    def __iter__(self) -> Iterator[Digest]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _raise(error: OSError) -> None:
    raise error


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_CHUNK):
        yield piece
