"""Images that go with replies: taken from files and clipboards, known by their content alone.

Nothing here decodes an image: type and size are read from its header, and what is too large is
refused before any decoder sees it.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from kefu_desktop.core.changes import Content
from kefu_desktop.core.model import Attachment, Digest


@dataclass(frozen=True, slots=True)
class Picture:
    """An image fit to go with a reply: what the reply notes of it, and its bytes."""

    attachment: Attachment
    content: Content


class Picturing:
    """Takes images in and gives them out."""

    def take(self, data: bytes, name: str) -> Picture:
        """Gives the image that ``data`` are; ``name`` may be a path or empty.

        Raises InvalidInput: IMAGE_UNKNOWN, IMAGE_DAMAGED, IMAGE_TOO_LARGE, IMAGE_TOO_MANY_PIXELS
        (``name`` and the limit).
        """
        raise NotImplementedError

    def from_file(self, path: Path) -> Future[Picture]:
        """Reads an image from a file, on the lane: a share may take its time. The future raises as
        :meth:`take` does, and FILE_MISSING, FILE_UNREADABLE, FILE_UNKNOWN, FILE_EMPTY.
        """
        raise NotImplementedError

    def content(self, digest: Digest) -> Future[bytes | None]:
        """Gives the bytes of an image in the library; None when it does not have them."""
        raise NotImplementedError
