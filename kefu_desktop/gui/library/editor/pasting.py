"""What somebody pastes or drops, as images: files of them, or a picture as it is.

A text wins over a picture of itself: a spreadsheet puts both on the clipboard, and whoever copies
cells wants to paste words.
"""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".bmp"})
_ENCODED = ("image/png", "image/jpeg", "image/webp", "image/gif")
"""Pictures that need no more work, the best first."""

FILTER = " ".join(f"*{ending}" for ending in sorted(_ENDINGS))
"""For a file dialog."""


class Given(Struct, frozen=True):
    """What to take: files, or the bytes of an image file, or a picture that is still to be made
    one.
    """

    files: tuple[Path, ...] = ()
    data: bytes = b""
    picture: QImage | None = None


def has_image(source: QMimeData) -> bool:
    """Whether there is an image in it for us."""
    if source.hasUrls():
        return bool(_files(source))
    return source.hasImage() and not source.text().strip()


def read(source: QMimeData) -> Given:
    """Takes the image out of ``source``. Quick: whatever has to be decoded is left for later."""
    files = _files(source)
    if files:
        return Given(files=files)
    for encoded in _ENCODED:
        if source.hasFormat(encoded):
            return Given(data=bytes(source.data(encoded).data()))
    picture = source.imageData()
    return Given(picture=picture if isinstance(picture, QImage) else None)


def of_urls(urls: Iterable[QUrl]) -> Given:
    """Gives the files among ``urls``, whatever their names end in: they were chosen."""
    return Given(files=tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile()))


def as_png(picture: QImage) -> bytes:
    """Makes a file of a picture. Slow for large ones: not on the GUI thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _files(source: QMimeData) -> tuple[Path, ...]:
    paths = (Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile())
    return tuple(path for path in paths if path.suffix.casefold() in _ENDINGS)
