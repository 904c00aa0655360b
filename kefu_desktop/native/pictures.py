"""Images out of bytes that strangers made. This file uses PySide6 (QtCore, QtGui).

Only the five kinds that a reply can have are decoded, each by the decoder of its own kind, and none
before its header has said how large it will be. Qt lets other threads run while it decodes, so this
belongs on a lane: the largest image allowed takes half a second.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter

PIXEL_LIMIT = 40_000_000
"""More than a phone's camera takes; decoded, that is 160 MB."""

_QUICK = 20
"""The least compression there is: a photo takes a fifth of the usual time (measured, 2 megapixels:
0.8 s for 4.2 s) and a sixth more room, and somebody waits for it to be pasted.
"""

_PNG = b"png"
_STARTS: tuple[tuple[bytes, bytes], ...] = (
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"\xff\xd8\xff", b"jpeg"),
    (b"GIF87a", b"gif"),
    (b"GIF89a", b"gif"),
    (b"BM", b"bmp"),
)
"""How the bytes of each kind begin."""


def decode(data: bytes, within: QSize | None = None) -> QImage | None:
    """Gives the image that ``data`` are, the way up it was taken, and of an animation the first
    picture; None for what is damaged, too large or no image.

    One that is larger than ``within`` is made to fit into it.
    """
    kind = kind_of(data)
    if kind is None:
        return None
    octets = QByteArray(data)
    buffer = QBuffer(octets)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > PIXEL_LIMIT:
        return None
    if within is not None:
        turned = QImageIOHandler.Transformation.TransformationRotate90 in reader.transformation()
        room = within.transposed() if turned else within
        if size.width() > room.width() or size.height() > room.height():
            reader.setScaledSize(_fitted(size, room))
    image = reader.read()
    return None if image.isNull() else image


def as_png(data: bytes) -> bytes | None:
    """Gives the image that ``data`` are as PNG, ``data`` themselves where they are that; None where
    :func:`decode` gives none.
    """
    image = decode(data)
    if image is None:
        return None
    return data if kind_of(data) == _PNG else to_png(image)


def to_png(image: QImage) -> bytes:
    """Gives ``image`` as PNG."""
    octets = QByteArray()
    buffer = QBuffer(octets)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(_PNG))
    writer.setCompression(_QUICK)
    writer.write(image)
    return bytes(octets.data())


def kind_of(data: bytes) -> bytes | None:
    """Gives Qt's name for the kind of image that ``data`` begin as; None for all others."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return b"webp"
    return next((kind for start, kind in _STARTS if data.startswith(start)), None)


def _fitted(size: QSize, room: QSize) -> QSize:
    factor = min(room.width() / size.width(), room.height() / size.height())
    return QSize(max(1, round(size.width() * factor)), max(1, round(size.height() * factor)))
