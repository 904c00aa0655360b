"""Reads the answer to PROPFIND: what lies in a WebDAV folder.

Whoever answers may send anything. The parser builds no tree, so an answer of a million elements
costs no more than the names in it; entities and document types are refused.
"""

from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import ParseError

from msgspec import Struct

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.shared import is_file_name
from kefu_desktop.packs.shared.source import Entry, PlaceLimits

QUESTION = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/><d:getetag/><d:getcontentlength/>'
    b"<d:getlastmodified/></d:prop></d:propfind>"
)

_DEEPEST = 32
_LONGEST = 4096
"""Characters of one property; more is no href and no ETag."""

_TOLD = ("href", "getetag", "getcontentlength", "getlastmodified")


class _Row(Struct):
    href: str = ""
    getetag: str = ""
    getcontentlength: str = ""
    getlastmodified: str = ""
    collection: bool = False


class _Multistatus:
    """What the parser calls: keeps one row for each ``response`` and forgets all else."""

    def __init__(self, limits: PlaceLimits, address: str) -> None:
        self.rows: list[_Row] = []
        self.understood = False
        self._limits = limits
        self._address = address
        self._depth = 0
        self._reading = ""
        self._text: list[str] = []
        self._length = 0

    def start(self, tag: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise InvalidInput(Code.PLACE_NOT_UNDERSTOOD, address=self._address)
        name = tag.removeprefix("{DAV:}")
        if name == "multistatus" and self._depth == 1:
            self.understood = True
        elif name == "response" and self._depth == 2:
            if len(self.rows) >= self._limits.listing_entries:
                limit = self._limits.listing_entries
                raise InvalidInput(Code.PLACE_TOO_MANY, address=self._address, limit=limit)
            self.rows.append(_Row())
        elif name == "collection" and self.rows:
            self.rows[-1].collection = True
        self._reading = name if self.rows and name in _TOLD else ""
        self._text, self._length = [], 0

    def data(self, text: str) -> None:
        if self._reading and self._length < _LONGEST:
            self._text.append(text)
            self._length += len(text)

    def end(self, _tag: str) -> None:
        self._depth -= 1
        said = "".join(self._text).strip()
        if self._reading and said and len(said) < _LONGEST:
            setattr(self.rows[-1], self._reading, said)
        self._reading = ""

    def close(self) -> None:
        """The parser calls it at the end."""


class Listing(Struct, frozen=True):
    """What an address is: a folder with packs in it, or itself one file."""

    entries: tuple[Entry, ...]
    folder: bool


def read_listing(data: bytes, address: str, limits: PlaceLimits) -> Listing:
    """Reads an answer of at most ``limits.listing_bytes`` about ``address``, the final one after
    redirects. Raises :class:`InvalidInput` (PLACE_NOT_UNDERSTOOD, PLACE_TOO_MANY).
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    target = _Multistatus(limits, address)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise InvalidInput(Code.PLACE_NOT_UNDERSTOOD, address=address) from error
    if not target.understood:
        raise InvalidInput(Code.PLACE_NOT_UNDERSTOOD, address=address)
    own = [row for row in target.rows if row.href and _path(address, row.href) == _path(address)]
    folder = any(row.collection for row in own) or not own
    entries = sorted(_entries(target.rows, address), key=lambda entry: entry.file)
    if len(entries) > limits.packs:
        raise InvalidInput(Code.PLACE_TOO_MANY, address=address, limit=limits.packs)
    return Listing(tuple(entries), folder)


def _entries(rows: list[_Row], address: str) -> Iterator[Entry]:
    """A row that is no pack right in this folder is not ours to say anything about."""
    base = _path(address)
    seen: set[str] = set()
    for row in rows:
        path = _path(address, row.href)
        folder, _, name = path.rpartition("/")
        if row.collection or folder != base or name in seen or not is_file_name(name):
            continue
        seen.add(name)
        size = int(row.getcontentlength) if row.getcontentlength.isdecimal() else 0
        yield Entry(name, _etag(row.getetag) or row.getlastmodified, size)


def _etag(said: str) -> str:
    # WORKAROUND(wsgidav, 4.4): it leaves out the quotes that an ETag has, here and not in headers.
    return said if not said or said.endswith('"') else f'"{said}"'


def _path(address: str, href: str = "") -> str:
    """Gives the path of ``href``, decoded. Which server it names does not count: behind a proxy a
    server may know itself by another name, and what is asked for is never asked from there.
    """
    try:
        return unquote(urlsplit(urljoin(address, href)).path).rstrip("/")
    except ValueError:
        return ""
