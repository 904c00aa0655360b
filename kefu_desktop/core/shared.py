"""Shared places: folders and addresses where teammates leave packs for each other.

Whether a pack there is something new is told by what it says, never by comparing versions: people
number as they like, and copies come back from old drives. A version is only ever shown.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath
from typing import NewType
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from msgspec import Struct

from kefu_desktop.core.cleaning import clean_line
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Digest, Millis, Uid
from kefu_desktop.core.records import Pack

PlaceId = NewType("PlaceId", str)

SUFFIX = ".kefupack"
HOUR_SECONDS = 3600.0

ADDRESS_LIMIT = 2000
FILE_NAME_LIMIT = 80
"""Characters. In UTF-8 that is less than the 255 bytes which file systems take."""

_RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class Standing(StrEnum):
    """How a pack at a place stands to the library."""

    NEW = "new"
    """Nothing of this pack was ever taken."""

    NEWER = "newer"
    """It says something that it did not say when it was taken last."""

    TAKEN = "taken"
    """The library has taken all of it, or it was published from here."""

    UNUSABLE = "unusable"


class Address(Struct, frozen=True):
    """Where a place is: ``text`` is a folder, a file, or an http(s) address without user and
    password, which were told apart from it.
    """

    text: str
    user: str = ""
    password: str = ""

    @property
    def of_web(self) -> bool:
        """Whether it is reached over the network by the program itself."""
        return is_of_web(self.text)


class SharedPlace(Struct, frozen=True):
    """A place that the user subscribed to. A password is never part of it."""

    id: PlaceId
    address: str
    user: str = ""


class Trouble(Struct, frozen=True):
    """Why something could not be done: an error as a value, to be kept and told later."""

    code: Code
    params: tuple[tuple[str, str | int], ...] = ()


class PackLabel(Struct, frozen=True, kw_only=True):
    """What a pack says of itself. ``content`` is the digest of what it holds."""

    uid: Uid
    name: str
    version: str = ""
    author: str = ""
    changes: str = ""
    replies: int = 0
    content: Digest


class Deposit(Struct, frozen=True):
    """A file at a place as it was last seen. ``stamp`` is what tells it from its next version
    without reading it, ``digest`` that of its bytes; exactly one of the last two is there.
    """

    file: str
    stamp: str
    digest: Digest
    label: PackLabel | None = None
    trouble: Trouble | None = None


class Look(Struct, frozen=True):
    """What a look at a place has shown: when, what kept it from being done, and what lies there.
    With a trouble the deposits are those of the last look that went well.
    """

    at: Millis
    trouble: Trouble | None = None
    deposits: tuple[Deposit, ...] = ()


def read_address(text: str) -> Address:
    """Gives what was typed as an address; raises :class:`InvalidInput` (PLACE_ADDRESS).

    Other schemes than http and https are refused: ``file:`` and ``smb:`` mean a folder, which is
    given as one.
    """
    line = clean_line(text).text.strip("\"'")
    if is_of_web(line):
        return _web_address(line)
    windows = PureWindowsPath(line)
    absolute = line.startswith(("/", "~")) or windows.is_absolute()
    odd = _SCHEME.match(line) and not windows.drive
    if not absolute or odd or not 0 < len(line) <= ADDRESS_LIMIT:
        raise InvalidInput(Code.PLACE_ADDRESS, address=line[:200])
    return Address(line)


def is_of_web(address: str) -> bool:
    """Whether ``address`` is one of http or https."""
    return address[:8].lower().startswith(("http://", "https://"))


def _web_address(line: str) -> Address:
    try:
        parts = urlsplit(line)
        host, port = parts.hostname or "", parts.port
        written = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except ValueError as error:
        raise InvalidInput(Code.PLACE_ADDRESS, address=_bare(line)) from error
    if not host or parts.fragment or len(line) > ADDRESS_LIMIT:
        raise InvalidInput(Code.PLACE_ADDRESS, address=_bare(line))
    place = written if port is None else f"{written}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    bare = urlunsplit((parts.scheme.lower(), place, path, query, ""))
    return Address(bare, unquote(parts.username or ""), unquote(parts.password or ""))


def _bare(line: str) -> str:
    """Gives an address for an error: what stands before an @ may be a password."""
    return re.sub(r"//[^/]*@", "//", line)[:200]


def content_of(pack: Pack) -> Digest:
    """Gives the digest of all that a pack says, in whatever order, by whatever name and version.

    So a pack that was only packed anew is the same, and so is what is worded the same.
    """
    sha = hashlib.sha256()
    for uid, digest in sorted((record.uid, record.digest()) for record in pack.records):
        sha.update(f"{uid} {digest}\n".encode())
    return Digest(sha.hexdigest())


def label_of(pack: Pack) -> PackLabel:
    """Gives what is shown of a pack before it is opened."""
    return PackLabel(
        uid=pack.uid,
        name=pack.name,
        version=pack.version,
        author=pack.author,
        changes=pack.changes,
        replies=len(pack.records),
        content=content_of(pack),
    )


def standing(deposit: Deposit, settled: frozenset[Digest], taken: Iterable[Uid]) -> Standing:
    """Gives how ``deposit`` stands. ``settled`` are the contents that were taken or published,
    ``taken`` the packs of which something was.
    """
    if deposit.label is None:
        return Standing.UNUSABLE
    if deposit.label.content in settled:
        return Standing.TAKEN
    return Standing.NEWER if deposit.label.uid in taken else Standing.NEW


def holds_all(pack: Pack, told: Mapping[Uid, Digest], gone: frozenset[Uid]) -> bool:
    """Whether a library has nothing to take from ``pack``: ``told`` is what the pack last said of
    its records there, ``gone`` are records whose replies the user threw away.
    """
    return all(
        record.uid in gone or told.get(record.uid) == record.digest() for record in pack.records
    )


def seconds_until_look(hours: int, last: Millis | None, now: Millis, dice: float) -> float | None:
    """Gives in how many seconds a place is to be looked at again; None for never by itself.

    ``dice`` in 0…1 moves it by up to a tenth, so that a whole shop's computers, switched on
    together, do not all ask at once. A look that lies in the future, by a clock set back, is due.
    """
    if hours <= 0:
        return None
    whole = hours * HOUR_SECONDS
    if last is None or last > now:
        return 0.0
    return max(0.0, whole * (1 + dice / 10) - (now - last) / 1000)


def file_name_of(name: str) -> str:
    """Gives the file name of a pack called ``name``, fit for every system; raises
    :class:`InvalidInput` (PACK_NAME_EMPTY) where nothing of it is.
    """
    line = _RESERVED.sub("-", clean_line(name).text.removesuffix(SUFFIX))
    stem = line[:FILE_NAME_LIMIT].strip(" .-")
    if not stem or _DEVICES.match(stem):
        raise InvalidInput(Code.PACK_NAME_EMPTY)
    return stem + SUFFIX


def is_file_name(name: str) -> bool:
    """Whether ``name``, told by a stranger, is that of a pack right in a folder, on any system."""
    return (
        name.casefold().endswith(SUFFIX)
        and not name.startswith(".")
        and name == PurePosixPath(name).name == PureWindowsPath(name).name
        and not _RESERVED.search(name)
        and len(name) <= 255
        and name == clean_line(name).text
    )
