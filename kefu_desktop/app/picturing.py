"""Images that go with replies: taken from files and clipboards, known by their content alone.

Nothing here decodes an image: type and size are read from its header, and what is too large is
refused before any decoder sees it. Whether its pixels can be read too is seen when it is shown.
"""

from __future__ import annotations

import hashlib
import math
import sys
from concurrent.futures import Future
from pathlib import Path, PureWindowsPath

from msgspec import Struct

from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.core import pictures
from kefu_desktop.core.changes import Content
from kefu_desktop.core.cleaning import clean_line
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import NAME_LIMIT, Attachment, Digest
from kefu_desktop.core.pictures import BrokenPictureError, PictureType

MEGABYTES = 10
"""How large an image may be, in units of 2²⁰ bytes."""

MEGAPIXELS = 40
"""How many pixels an image may have, in millions: 160 MB once it is decoded."""

_BYTES = MEGABYTES << 20


class Picture(Struct, frozen=True):
    """An image fit to go with a reply: what the reply notes of it, and its bytes."""

    attachment: Attachment
    content: Content


class Picturing:
    """Takes images in and gives them out. ``lane`` waits for disks and shares."""

    def __init__(self, library: LiveLibrary, lane: Lane) -> None:
        self._library = library
        self._lane = lane

    def take(self, data: bytes, name: str) -> Picture:
        """Gives the image that ``data`` are; ``name`` may be a path, or empty.

        Raises:
            InvalidInput: IMAGE_UNKNOWN, IMAGE_DAMAGED, IMAGE_TOO_LARGE (``size`` and ``limit`` in
                MB), IMAGE_TOO_MANY_PIXELS (``width``, ``height``, ``limit`` in millions), each with
                the ``name``.
        """
        shown = _last_part(name)
        _check_size(len(data), shown)
        try:
            extent = pictures.extent_of(data)
        except BrokenPictureError as error:
            raise InvalidInput(Code.IMAGE_DAMAGED, name=shown) from error
        if extent is None:
            raise InvalidInput(Code.IMAGE_UNKNOWN, name=shown)
        if extent.width * extent.height > MEGAPIXELS * 1_000_000:
            raise InvalidInput(
                Code.IMAGE_TOO_MANY_PIXELS,
                name=shown,
                width=extent.width,
                height=extent.height,
                limit=MEGAPIXELS,
            )
        digest = Digest(hashlib.sha256(data).hexdigest())
        named = shown or f"image{_SUFFIXES[extent.type]}"
        attachment = Attachment(digest, named, extent.type.value, len(data))
        return Picture(attachment, Content(digest, data))

    def from_file(self, path: Path) -> Future[Picture]:
        """Takes the image in a file. The future raises as :meth:`take` does, and FILE_MISSING,
        FILE_EMPTY, FILE_UNREADABLE (``path``).
        """
        return self._lane.submit(self._from_file, path)

    def content(self, digest: Digest) -> Future[bytes | None]:
        """Gives the bytes of an image in the library; None when it does not have them."""
        return self._library.ask(lambda library: library.content(digest))

    def _from_file(self, path: Path) -> Picture:
        # Here and not above: no start needs the readers of packs.
        from kefu_desktop.packs.limits import check_file, read_bytes

        try:
            _check_size(check_file(path, sys.maxsize), _last_part(path.name))
        except InvalidInput as error:
            if error.code is not Code.FILE_UNKNOWN:
                raise
            # A folder, or a pipe: what could be imported is not the question here.
            raise InvalidInput(Code.IMAGE_UNKNOWN, name=_last_part(path.name)) from error
        return self.take(read_bytes(path, _BYTES), path.name)


_SUFFIXES = {
    PictureType.PNG: ".png",
    PictureType.JPEG: ".jpg",
    PictureType.GIF: ".gif",
    PictureType.WEBP: ".webp",
    PictureType.BMP: ".bmp",
}

_LONGEST_SUFFIX = 8


def _check_size(size: int, name: str) -> None:
    if size > _BYTES:
        # Rounded up: "10.0 MB, the limit is 10 MB" would help nobody.
        shown = f"{math.ceil(size * 10 / (1 << 20)) / 10:.1f}"
        raise InvalidInput(Code.IMAGE_TOO_LARGE, name=name, size=shown, limit=MEGABYTES)


def _last_part(name: str) -> str:
    """Gives the file's own name, of a path of any system, fit for a library."""
    part = clean_line(PureWindowsPath(name).name).text
    suffix = PureWindowsPath(part).suffix[:_LONGEST_SUFFIX]
    return part if len(part) <= NAME_LIMIT else part[: NAME_LIMIT - len(suffix)] + suffix
