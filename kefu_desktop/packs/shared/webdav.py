"""An http(s) address as a shared place: one pack file, or a WebDAV folder with packs in it.

What keeps two people from overwriting each other is the server's: a file is put with If-Match, a
new one with If-None-Match. Where a server gives nothing to match, nothing is replaced.
"""

import hashlib
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote, urlsplit

from kefu_desktop.core.errors import Code, InvalidInput, KefuError, MachineFault, NotFound
from kefu_desktop.core.shared import SUFFIX, is_file_name
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.shared.listing import QUESTION, read_listing
from kefu_desktop.packs.shared.source import CHUNK, Entry, Into, PlaceLimits, Version
from kefu_desktop.packs.shared.web import Reply, Request, Web

_ZIP = b"PK\x03\x04"
_NO_WEBDAV = frozenset({400, 405, 415, 501})


class WebSource:
    """The packs at an address."""

    def __init__(
        self,
        address: str,
        user: str = "",
        password: str = "",
        limits: PlaceLimits = PlaceLimits(),  # noqa: B008
    ) -> None:
        self._address = address
        self._limits = limits
        self._web = Web(user, password, limits)
        self._one = unquote(urlsplit(address).path).casefold().endswith(SUFFIX)

    @property
    def single(self) -> str:
        """The name of the file, if the address is one."""
        return self._itself().file if self._one else ""

    def entries(self, watch: Watch) -> tuple[Entry, ...]:
        """Gives the packs that lie there. An address that is no WebDAV folder is one file."""
        if self._one:
            return (self._itself(),)
        request = Request(
            "PROPFIND",
            self._address,
            self._limits.answer_seconds,
            {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"},
            QUESTION,
            len(QUESTION),
        )
        with self._web.ask(request) as reply:
            if reply.status in _NO_WEBDAV:
                self._one = True
                return (self._itself(),)
            if reply.status != 207:
                raise _refusal(reply, self._address)
            data = reply.read(self._limits.listing_bytes, watch)
            listing = read_listing(data, reply.address, self._limits)
        if not listing.folder:
            self._one = True
            return (self._itself(),)
        return listing.entries

    def fetch(self, entry: Entry, known: str, into: Into, watch: Watch) -> str | None:
        """Downloads a file unless the server says that it is the one known. Raises InvalidInput
        (PLACE_NOT_UNDERSTOOD) where the address itself should be a pack and what comes is none.
        """
        address = self._address_of(entry.file)
        headers = _unless_same(known)
        request = Request("GET", address, self._limits.file_seconds, headers)
        with self._web.ask(request) as reply:
            if reply.status == 304 and known:
                return None
            if reply.status != 200:
                raise _refusal(reply, address)
            begun = b""
            for piece in reply.body(self._limits.file_bytes, watch):
                begun = begun or piece
                self._check_begin(begun, address)
                into.write(piece)
            return _stamp(reply)

    def _check_begin(self, begun: bytes, address: str) -> None:
        """The page that asks for a log-in comes with status 200, too. Where the address is the
        pack, that is no news of it; in a folder a file that is none is that file's own trouble.
        """
        if self._one and not _ZIP.startswith(begun[: len(_ZIP)]):
            raise InvalidInput(Code.PLACE_NOT_UNDERSTOOD, address=address)

    def put(self, file: str, data: Path, over: Version | None, watch: Watch) -> str | None:
        """Uploads a file. Raises MachineFault (PLACE_UNGUARDED) where the server gives nothing by
        which it could tell that somebody else was there first.
        """
        address = self._address_of(file)
        if over is None:
            condition = {"If-None-Match": "*"}
        elif over.stamp.startswith('"'):
            condition = {"If-Match": over.stamp}
        elif over.stamp and not over.stamp.startswith("W/"):
            condition = {"If-Unmodified-Since": over.stamp}
        else:
            raise MachineFault(Code.PLACE_UNGUARDED, address=address, name=file)
        size = data.stat().st_size
        if size > self._limits.file_bytes:
            limit = self._limits.file_bytes
            raise InvalidInput(Code.PLACE_TOO_LARGE, address=str(data), limit=limit)
        with data.open("rb") as body:
            request = Request(
                "PUT",
                address,
                self._limits.file_seconds,
                {"Content-Type": "application/zip", **condition},
                Told(body, size, watch),
                size,
            )
            with self._web.ask(request) as reply:
                if reply.status == 412 or (reply.status == 409 and self._is_there(address)):
                    return None
                if reply.status not in (200, 201, 204):
                    raise _refusal(reply, address)
                stamp = _stamp(reply)
        return stamp or self._stamp_now(address, data, watch)

    def _is_there(self, address: str) -> bool:
        """409 is also what a server says where the folder is missing."""
        with self._web.ask(Request("HEAD", address, self._limits.answer_seconds)) as reply:
            return reply.status == 200

    def _stamp_now(self, address: str, data: Path, watch: Watch) -> str:
        """Many servers do not tell the stamp of what was put. It is asked for, and is ours only if
        the bytes are: somebody may have been quick.
        """
        sha = hashlib.sha256()
        with self._web.ask(Request("GET", address, self._limits.file_seconds)) as reply:
            if reply.status != 200:
                raise _refusal(reply, address)
            for piece in reply.body(self._limits.file_bytes, watch):
                sha.update(piece)
            stamp = _stamp(reply)
        with data.open("rb") as file:
            return stamp if sha.digest() == hashlib.file_digest(file, "sha256").digest() else ""

    def _itself(self) -> Entry:
        name = unquote(urlsplit(self._address).path).rpartition("/")[2]
        return Entry(name if is_file_name(name) else f"pack{SUFFIX}")

    def _address_of(self, file: str) -> str:
        if self._one:
            return self._address
        parts = urlsplit(self._address)
        path = parts.path.rstrip("/")
        return parts._replace(path=f"{path}/{quote(file, safe='')}").geturl()


class Told:
    """A file being sent, watched piece by piece. urllib3 asks for :meth:`read` alone."""

    def __init__(self, file: BinaryIO, size: int, watch: Watch) -> None:
        self._file = file
        self._size = size
        self._watch = watch

    def read(self, size: int = CHUNK) -> bytes:
        """Gives the next piece."""
        self._watch.tell(self._file.tell(), self._size)
        return self._file.read(size)


def _unless_same(known: str) -> dict[str, str]:
    if known.startswith(('"', "W/")):
        return {"If-None-Match": known}
    return {"If-Modified-Since": known} if known else {}


def _stamp(reply: Reply) -> str:
    return reply.headers.get("ETag") or reply.headers.get("Last-Modified") or ""


def _refusal(reply: Reply, address: str) -> KefuError:
    match reply.status:
        case 401:
            return MachineFault(Code.PLACE_PASSWORD, address=address)
        case 403 | 405:
            return MachineFault(Code.PLACE_FORBIDDEN, address=address)
        case 404 | 409 | 410:
            return NotFound(Code.PLACE_NOT_THERE, address=address)
        case 423:
            return MachineFault(Code.PLACE_BUSY, address=address)
        case 413 | 507:
            return MachineFault(Code.PLACE_FULL, address=address)
        case 200:
            return InvalidInput(Code.PLACE_NOT_UNDERSTOOD, address=address)
        case status:
            return MachineFault(Code.PLACE_REFUSED, address=address, status=status)
