"""What an image is, told by its first bytes: against what Qt, which shows it, makes of it."""

import random
import struct

import pytest

from kefu_desktop.core.pictures import BrokenPictureError, PictureType, extent_of, type_of
from tests.app import images

ZOO = images.zoo()


@pytest.mark.parametrize("name", ZOO)
def test_an_image_is_what_qt_takes_it_for(name: str) -> None:
    extent = extent_of(ZOO[name])
    assert extent is not None
    said = extent.type.value.removeprefix("image/"), extent.width, extent.height
    assert said == images.seen_by_qt(ZOO[name])
    assert said[1:] == (images.WIDTH, images.HEIGHT)


@pytest.mark.no_qt_log  # decoders say much about what is broken
@pytest.mark.parametrize("name", ZOO)
def test_no_flipped_byte_makes_an_image_larger_than_it_says(name: str) -> None:
    dice = random.Random(name)
    whole = ZOO[name]
    for place in range(min(len(whole), 800)):
        for _ in range(3):
            flipped = bytearray(whole)
            flipped[place] = dice.randrange(256)
            try:
                extent = extent_of(bytes(flipped))
            except BrokenPictureError:
                continue
            seen = images.seen_by_qt(bytes(flipped))
            if extent is not None and seen is not None:
                assert extent.width >= seen[1], (name, place, flipped[place])
                assert extent.height >= seen[2], (name, place, flipped[place])


@pytest.mark.parametrize("name", ZOO)
def test_an_image_cut_short_is_broken_or_says_its_size_all_the_same(name: str) -> None:
    whole = extent_of(ZOO[name])
    for length in range(min(len(ZOO[name]), 1000)):
        try:
            extent = extent_of(ZOO[name][:length])
        except BrokenPictureError:
            continue
        assert extent in (None, whole)


@pytest.mark.parametrize(
    "data",
    [b"", b"BM", b"BMW\xe8\xbd\xa6\xe5\x9e\x8b\xe5\xa4\x9a\xe5\xb0\x91", b"<svg/>", b"%PDF-1.7"],
)
def test_what_is_no_image_is_none(data: bytes) -> None:
    assert extent_of(data) is None


@pytest.mark.parametrize("kind", list(PictureType))
def test_a_beginning_alone_is_a_broken_image(kind: PictureType) -> None:
    beginnings = {type_of(data): data[:12] for data in ZOO.values()}
    with pytest.raises(BrokenPictureError):
        extent_of(beginnings[kind])


@pytest.mark.parametrize("size", [(0, 5), (5, 0)])
def test_an_image_without_pixels_is_broken(size: tuple[int, int]) -> None:
    for data in (images.png(*size), images.bmp(*size)):
        with pytest.raises(BrokenPictureError):
            extent_of(data)


def test_a_bmp_may_run_from_top_to_bottom_but_not_from_right_to_left() -> None:
    extent = extent_of(images.bmp(4, -3))
    assert extent is not None
    assert (extent.width, extent.height) == (4, 3)
    with pytest.raises(BrokenPictureError):
        extent_of(images.bmp(-4, 3))


def test_the_oldest_bmp_has_short_numbers() -> None:
    old = b"BM" + struct.pack("<IIIIHHHH", 26, 0, 26, 12, 6, 4, 1, 24)
    extent = extent_of(old)
    assert extent is not None
    assert (extent.width, extent.height) == (6, 4)


def test_a_frame_beyond_the_screen_of_a_gif_counts() -> None:
    extent = extent_of(images.gif(screen=(1, 1), frame=(60000, 50000)))
    assert extent is not None
    assert (extent.width, extent.height) == (60000, 50000)


def test_a_jpeg_says_its_size_behind_any_tables_and_filling() -> None:
    whole = ZOO["jpeg"]
    table = b"\xff\xc4" + struct.pack(">H", 5) + b"\0\0\0"
    filled = whole[:2] + table + b"\xff\xff\xff\xff\x01" + whole[2:]
    assert extent_of(filled) == extent_of(whole)


@pytest.mark.parametrize(
    "hostile",
    [
        b"\xff\xd8" + b"\xff" * 10_000_000,
        b"\xff\xd8" + b"\xff\xe0\x00\x02" * 2_500_000,
        b"\xff\xd8" + b"\xff\xe0\x00\x00" * 2_500_000,
        b"\xff\xd8\xff" + bytes(10_000_000),
        images.gif()[:19] + b"\x21\xfe\x00" * 3_000_000,
        images.gif()[:19] + b"\x21\xfe" + b"\x01\x01" * 5_000_000,
    ],
    ids=["filling", "empty segments", "no length", "blank", "extensions", "tiny blocks"],
)
def test_a_hostile_image_is_gone_through_once(hostile: bytes) -> None:
    """Whoever goes through it once for each of its bytes is still there tomorrow."""
    with pytest.raises(BrokenPictureError):
        extent_of(hostile)
