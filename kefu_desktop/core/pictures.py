"""What an image is and how large, told by its first bytes.

Names and media types lie; headers too, but a decoder believes them as we do, so what is refused
here is never decoded. Read by hand because a header is a few numbers at known places: the libraries
for it decode images, or fetch them from the network, or do not say what kind of image it is.

Sources: PNG (W3C, 3rd ed., 5.2 and 11.2.1), JPEG (ITU-T T.81, B.1 and B.2.2), GIF89a (17 and 18),
WebP container (RFC 9649, 2.4–2.7), VP8 (RFC 6386, 9.1), BITMAPCOREHEADER and BITMAPINFOHEADER.
"""

import re
import struct
from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct


class PictureType(StrEnum):
    """The kinds of image that a reply can show, by their media types."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    GIF = "image/gif"
    WEBP = "image/webp"
    BMP = "image/bmp"


class Extent(Struct, frozen=True):
    """An image's type and its size in pixels, neither of them 0."""

    type: PictureType
    width: int
    height: int


class BrokenPictureError(ValueError):
    """It begins as an image does, and goes on otherwise or not at all."""


def type_of(data: bytes) -> PictureType | None:
    """Gives the type that the first bytes of ``data`` promise; None when they promise none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureType.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return PictureType.JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return PictureType.GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return PictureType.WEBP
    # "BM" begins many a text too; the reserved words are 0 and the pixels come behind the headers.
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return PictureType.BMP
    return None


def extent_of(data: bytes) -> Extent | None:
    """Gives type and size of the image ``data``; None for what is no image known here. Reads no
    further than to the size, and no more often than there are bytes.

    Raises :class:`BrokenPictureError`.
    """
    kind = type_of(data)
    if kind is None:
        return None
    try:
        width, height = _READERS[kind](data)
    except (struct.error, IndexError) as error:
        raise BrokenPictureError("it ends before its size is said") from error
    if width < 1 or height < 1:
        raise BrokenPictureError("it has no pixels")
    return Extent(kind, width, height)


def _png(data: bytes) -> tuple[int, int]:
    length, name, width, height = struct.unpack_from(">I4sII", data, 8)
    if (length, name) != (13, b"IHDR"):
        raise BrokenPictureError("the header is not the first chunk")
    return width, height


_BLOCKS = 1000
"""More than any program writes before the first frame: what it says, and how it is repeated."""


def _gif(data: bytes) -> tuple[int, int]:
    """Gives the extent of the screen and the first frame together: a frame may reach beyond the
    screen, and decoders differ in which of the two they make room for.
    """
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    place = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    for _ in range(_BLOCKS):
        introducer = data[place]
        if introducer == 0x2C:
            left, top, across, down = struct.unpack_from("<HHHH", data, place + 1)
            return max(width, left + across), max(height, top + down)
        if introducer != 0x21:
            break
        place += 2
        while length := data[place]:
            place += 1 + length
        place += 1
    raise BrokenPictureError("no frame follows")


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""SOF0–SOF15: the markers that say the size; the three between them are tables."""

_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""TEM, RST0–RST7 and SOI: the markers that no length follows."""

_MARKER = re.compile(rb"\xff[^\xff\x00]")
"""Behind any number of fill bytes; decoders go over what lies before it."""

_SEGMENTS = 1000
"""More than any camera writes before the size: 10 MB hold 160 of the largest."""


def _jpeg(data: bytes) -> tuple[int, int]:
    place = 2
    for _ in range(_SEGMENTS):
        found = _MARKER.search(data, place)
        if found is None:
            raise BrokenPictureError("it ends before its size is said")
        marker, place = data[found.end() - 1], found.end()
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 3)
            return width, height
        if marker in (0xD9, 0xDA):
            raise BrokenPictureError("the pixels come before the size")
        if marker not in _BARE:
            (length,) = struct.unpack_from(">H", data, place)
            place += length
    raise BrokenPictureError("too much comes before the size")


def _webp(data: bytes) -> tuple[int, int]:
    chunk = data[12:16]
    if chunk == b"VP8X":
        return 1 + _little(data, 24, 3), 1 + _little(data, 27, 3)
    if chunk == b"VP8L":
        if data[20] != 0x2F:
            raise BrokenPictureError("no lossless bitstream")
        bits = _little(data, 21, 4)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if chunk == b"VP8 ":
        if data[23:26] != b"\x9d\x01\x2a":
            raise BrokenPictureError("no key frame")
        return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
    raise BrokenPictureError("an unknown first chunk")


def _little(data: bytes, place: int, count: int) -> int:
    some = data[place : place + count]
    if len(some) < count:
        raise IndexError(place)
    return int.from_bytes(some, "little")


def _bmp(data: bytes) -> tuple[int, int]:
    (header,) = struct.unpack_from("<I", data, 14)
    if header == 12:
        width, height = struct.unpack_from("<HH", data, 18)
        return width, height
    if header < 16:
        raise BrokenPictureError("an unknown header")
    width, height = struct.unpack_from("<ii", data, 18)
    # Below 0: the rows run from top to bottom.
    return width, abs(height)


_READERS: dict[PictureType, Callable[[bytes], tuple[int, int]]] = {
    PictureType.PNG: _png,
    PictureType.JPEG: _jpeg,
    PictureType.GIF: _gif,
    PictureType.WEBP: _webp,
    PictureType.BMP: _bmp,
}
