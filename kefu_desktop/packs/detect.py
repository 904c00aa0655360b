"""What kind of file it is, told from what is in it. A name may lie, or have no ending at all."""

import re
from enum import StrEnum
from pathlib import Path

from kefu_desktop.core.errors import Code, InvalidInput, MachineFault
from kefu_desktop.packs.kefupack import MANIFEST
from kefu_desktop.packs.limits import Limits, check_file
from kefu_desktop.packs.members import ZipMembers
from kefu_desktop.packs.text_encoding import utf16_without_mark

_HEAD = 1 << 16
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
_MARKED_TEXT = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
# JSON, XML and HTML are text and no tables, though some commas are in them.
_OTHER_TEXT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:[{\[]\s*[\"{\[\]}]|<(?:[?!]|html\b|plist\b))", re.I
)


class FileKind(StrEnum):
    """The kinds of file that are read. The value is the ending such a file is written with."""

    KEFUPACK = ".kefupack"
    FOLDER = ""
    XLSX = ".xlsx"
    CSV = ".csv"


def detect(path: Path, limits: Limits) -> FileKind:
    """Tells the kind of a file or folder; raises KefuError for one that is missing or not known."""
    try:
        folder = path.is_dir()
    except (OSError, ValueError) as error:
        raise MachineFault(Code.FILE_UNREADABLE, path=str(path), reason=str(error)) from error
    if folder:
        if (path / MANIFEST).is_file():
            return FileKind.FOLDER
        raise InvalidInput(Code.FILE_UNKNOWN, path=str(path))
    check_file(path, limits.file_bytes)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise MachineFault(Code.FILE_UNREADABLE, path=str(path), reason=str(error)) from error
    if head.startswith(_ZIP):
        return _zip_kind(path, limits)
    if _is_text(head) and not _OTHER_TEXT.match(head):
        return FileKind.CSV
    raise InvalidInput(Code.FILE_UNKNOWN, path=str(path))


def _zip_kind(path: Path, limits: Limits) -> FileKind:
    names = ZipMembers(path, limits).names()
    if not names:
        raise InvalidInput(Code.FILE_EMPTY, path=str(path))
    if MANIFEST in names:
        return FileKind.KEFUPACK
    if "[Content_Types].xml" in names:
        return FileKind.XLSX
    raise InvalidInput(Code.FILE_UNKNOWN, path=str(path))


def _is_text(head: bytes) -> bool:
    """Text has nearly no control characters, but in UTF-16 any byte may be half a character."""
    if head.startswith(_MARKED_TEXT) or utf16_without_mark(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 20 <= len(head)
