"""What can be seen of a file without reading it as any format: enough to tell which one it is.

A name may lie, or have no ending at all, so nothing here looks at it.
"""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from kefu_desktop.core.errors import Code, InvalidInput, MachineFault
from kefu_desktop.packs.documents import parse_json_or_lines
from kefu_desktop.packs.limits import Limits, check_file, read_bytes
from kefu_desktop.packs.members import FolderMembers, Members, ZipMembers, sorted_damage
from kefu_desktop.packs.text_encoding import decode, utf16_without_mark

_HEAD = 1 << 16
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
_STRAY = 20
_LINES = 10
"""How many ends of lines (of which a line may have two) a record may take on average."""

_MARKED_TEXT = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_JSON = re.compile(r"\ufeff?\s*(?:\{\s*[\"}]|\[\s*[{\[\"\]])")


class Probe:
    """A file or folder that is looked at. What is costly to see is seen once, when it is asked for.

    Making one raises KefuError for what is missing, empty, too large or cannot be read.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        with sorted_damage(path):
            folder = path.is_dir()
        self.members: Members | None = None
        """What is in a folder or zip; None for any other file."""
        self.head = b""
        """The first 64 KiB of a file; nothing of a folder."""
        if folder:
            self.members = FolderMembers(path, limits)
            return
        check_file(path, limits.file_bytes)
        try:
            with path.open("rb") as file:
                self.head = file.read(_HEAD)
        except OSError as error:
            raise MachineFault(Code.FILE_UNREADABLE, path=str(path), reason=str(error)) from error
        if self.head.startswith(_ZIP):
            self.members = ZipMembers(path, limits)
            if not self.members.names():
                raise InvalidInput(Code.FILE_EMPTY, path=str(path))

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, and no file."""
        return isinstance(self.members, FolderMembers)

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip, whatever it holds."""
        return isinstance(self.members, ZipMembers)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the members; none for a file that has none."""
        return frozenset() if self.members is None else self.members.names()

    @cached_property
    def text(self) -> str | None:
        """The whole text without its byte-order mark; None for what is no text.

        Raises :class:`InvalidInput` (FILE_ENCODING, FILE_TOO_LARGE, FILE_TOO_MANY_RECORDS).
        """
        if self.members is not None or not _is_text(self.head):
            return None
        data = read_bytes(self.path, self.limits.text_bytes)
        text = decode(data, self.path).text.removeprefix("\ufeff")
        if text.count("\n") + text.count("\r") > _LINES * self.limits.records:
            # Before anybody looks at each of them.
            limit = self.limits.records
            raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, path=str(self.path), limit=limit)
        return text

    @cached_property
    def json(self) -> Any | None:
        """The JSON document that the file is, or a list of its JSON Lines; None for any other.

        Raises :class:`InvalidInput` for one that begins so and is damaged or nested too deeply.
        """
        if self.text is None or not _JSON.match(self.text[:4096]):
            return None
        return parse_json_or_lines(self.text, self.path, self.limits)


def _is_text(head: bytes) -> bool:
    """Text has nearly no control characters, but in UTF-16 any byte may be half a character. A
    short one may have got some more by accident.
    """
    if head.startswith(_MARKED_TEXT) or utf16_without_mark(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 20 <= len(head) or (controls <= _STRAY and controls * 4 <= len(head))
