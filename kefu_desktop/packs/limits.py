"""What a file of a stranger may cost, checked before the cost is paid.

A zip tells the unpacked sizes of its members itself and `zipfile` reads no byte beyond them, so
what they say can be summed up before anything is unpacked.
"""

import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath
from zipfile import ZipInfo

from msgspec import Struct

from kefu_desktop.core.errors import Code, InvalidInput, MachineFault

MIB = 1 << 20


class Limits(Struct, frozen=True):
    """Sizes in bytes unless a name says otherwise. ``depth`` is how deep folders may lie in each
    other, and lists and objects of a document likewise.

    ``ratio`` is unpacked to packed size of one member; it is asked only of members above
    ``ratio_from``, for a few kilobytes of blanks pack as tightly as any bomb.
    """

    file_bytes: int = 256 * MIB
    text_bytes: int = 64 * MIB
    members: int = 20_000
    depth: int = 32
    member_bytes: int = 256 * MIB
    unpacked_bytes: int = 512 * MIB
    ratio: int = 300
    ratio_from: int = 4 * MIB
    manifest_bytes: int = 4 * MIB
    line_bytes: int = 8 * MIB
    media_bytes: int = 20 * MIB
    records: int = 200_000
    columns: int = 256
    sheets: int = 256
    blank_rows: int = 10_000


def check_file(path: Path, limit: int) -> int:
    """Gives the size of a file; refuses what is none, what is empty and what is too large."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise InvalidInput(Code.FILE_MISSING, path=str(path)) from None
    except (OSError, ValueError) as error:
        raise MachineFault(Code.FILE_UNREADABLE, path=str(path), reason=str(error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise InvalidInput(Code.FILE_UNKNOWN, path=str(path))
    if status.st_size == 0:
        raise InvalidInput(Code.FILE_EMPTY, path=str(path))
    if status.st_size > limit:
        raise InvalidInput(Code.FILE_TOO_LARGE, path=str(path), size=status.st_size, limit=limit)
    return status.st_size


def read_bytes(path: Path, limit: int) -> bytes:
    """Gives the bytes of a file, at most ``limit`` of them."""
    check_file(path, limit)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise MachineFault(Code.FILE_UNREADABLE, path=str(path), reason=str(error)) from error
    if len(data) > limit:
        raise InvalidInput(Code.FILE_TOO_LARGE, path=str(path), size=len(data), limit=limit)
    return data


def check_members(path: Path, members: Iterable[ZipInfo], limits: Limits) -> None:
    """Refuses a zip that would cost too much or that reaches outside of itself."""
    names: set[str] = set()
    unpacked = 0
    for member in members:
        check_member_name(path, member.filename)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise InvalidInput(Code.FILE_MEMBER_OUTSIDE, path=str(path), member=member.filename)
        if member.filename in names or member.flag_bits & 0x1:
            # Two members of one name show each reader another file; encrypted ones show nothing.
            raise InvalidInput(Code.FILE_DAMAGED, path=str(path), member=member.filename)
        names.add(member.filename)
        if len(names) > limits.members:
            raise InvalidInput(Code.FILE_TOO_MANY_MEMBERS, path=str(path), limit=limits.members)
        unpacked += member.file_size
        if member.file_size > limits.member_bytes or unpacked > limits.unpacked_bytes:
            raise InvalidInput(
                Code.FILE_BOMB, path=str(path), member=member.filename, limit=limits.unpacked_bytes
            )
        packed = max(member.compress_size, 1)
        if member.file_size > limits.ratio_from and member.file_size > limits.ratio * packed:
            raise InvalidInput(
                Code.FILE_BOMB, path=str(path), member=member.filename, limit=limits.unpacked_bytes
            )


def check_member_name(path: Path, name: str) -> None:
    """Refuses a name that leaves the archive on any system."""
    windows = PureWindowsPath(name)
    outside = (
        windows.is_absolute()
        or bool(windows.drive)
        or bool(windows.root)
        or PurePosixPath(name).is_absolute()
        or ".." in windows.parts
        or "\0" in name
    )
    if outside:
        raise InvalidInput(Code.FILE_MEMBER_OUTSIDE, path=str(path), member=name[:200])
