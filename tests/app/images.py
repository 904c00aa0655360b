"""Images for tests: one of each kind that a reply can show, and what Qt makes of any bytes."""

import random
import struct

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

WIDTH, HEIGHT = 31, 17


def made_by_qt(kind: str, quality: int = -1, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """An image with some noise, which no encoder makes too small to be looked at."""
    dice = random.Random(7)
    pixels = bytes(dice.randrange(256) for _ in range(4 * width * height))
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind, quality), kind
    return bytes(buffer.data().data())


def gif(screen: tuple[int, int] = (7, 5), frame: tuple[int, int] = (7, 5)) -> bytes:
    """A GIF with a comment before its frame."""
    return (
        b"GIF89a"
        + struct.pack("<HH", *screen)
        + b"\x80\0\0\0\0\0\xff\xff\xff"
        + b"\x21\xfe\x05hello\0"
        + b"\x2c\0\0\0\0"
        + struct.pack("<HH", *frame)
        + b"\0\x02\x02\x4c\x01\0\x3b"
    )


def extended_webp() -> bytes:
    """A lossless WebP whose first chunk says the size of its canvas."""
    lossless = made_by_qt("webp", 100)[12:]
    canvas = (WIDTH - 1).to_bytes(3, "little") + (HEIGHT - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + canvas + lossless
    return b"RIFF" + struct.pack("<I", len(body)) + body


def png(width: int, height: int) -> bytes:
    """The header of a PNG of any size, and nothing behind it."""
    header = struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + header + bytes(4)


def bmp(width: int, height: int) -> bytes:
    """The headers of a BMP of any size, and nothing behind them."""
    return b"BM" + struct.pack("<IIIIiiHH", 54, 0, 54, 40, width, height, 1, 24) + bytes(24)


def zoo() -> dict[str, bytes]:
    """One of each, by a name."""
    return {
        "png": made_by_qt("png"),
        "jpeg": made_by_qt("jpeg"),
        "bmp": made_by_qt("bmp"),
        "gif": gif((WIDTH, HEIGHT)),
        "webp lossy": made_by_qt("webp", 50),
        "webp lossless": made_by_qt("webp", 100),
        "webp extended": extended_webp(),
    }


def seen_by_qt(data: bytes) -> tuple[str, int, int] | None:
    """The format and the size that Qt, which shows the images, makes of ``data``."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if not reader.canRead() or not size.isValid():
        return None
    return bytes(reader.format().data()).decode(), size.width(), size.height()
