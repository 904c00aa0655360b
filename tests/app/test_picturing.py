"""Images come in by what they are, not by what they are called, and never by being decoded."""

import hashlib
import os
import random
from pathlib import Path

import pytest

from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.keeping import Saved
from kefu_desktop.app.picturing import Picturing
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import NAME_LIMIT, Digest
from kefu_desktop.core.sheets import Sheet
from tests.app import images
from tests.app.shop import Shop

ZOO = images.zoo()
MIB = 1 << 20


@pytest.fixture
def picturing(shop: Shop) -> Picturing:
    return Picturing(shop.library, InlineLane())


def refused(picturing: Picturing, data: bytes, name: str = "a.png") -> KefuError:
    with pytest.raises(KefuError) as error:
        picturing.take(data, name)
    return error.value


@pytest.mark.parametrize("kind", ZOO)
def test_an_image_is_taken_by_its_content(picturing: Picturing, kind: str) -> None:
    picture = picturing.take(ZOO[kind], "发货.dat")
    digest = hashlib.sha256(ZOO[kind]).hexdigest()
    assert (picture.content.digest, picture.content.data) == (digest, ZOO[kind])
    attachment = picture.attachment
    assert (attachment.digest, attachment.size) == (digest, len(ZOO[kind]))
    assert attachment.name == "发货.dat"
    assert attachment.media_type == f"image/{kind.split()[0]}"


def test_an_image_taken_goes_with_a_reply_and_comes_back(shop: Shop, picturing: Picturing) -> None:
    picture = picturing.take(ZOO["jpeg"], "尺码.jpg")
    assert picturing.content(picture.content.digest).result() is None
    sheet = Sheet(title="尺码", texts=("见图",), attachments=(picture.attachment,))
    assert isinstance(shop.keeping.save(sheet, None, (picture.content,)).result(), Saved)
    assert picturing.content(picture.content.digest).result() == ZOO["jpeg"]
    assert picturing.content(Digest("0" * 64)).result() is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", "image.png"),
        ("/home/li/图 片.png", "图 片.png"),
        ("C:\\Users\\li\\a.png", "a.png"),
        ("a\x00\u202eb\n.png", "ab .png"),
        ("\udcff.png", ".png"),
        ("名" * 300 + ".jpeg", "名" * (NAME_LIMIT - 5) + ".jpeg"),
        ("a." + "b" * 300, "a." + "b" * 300),
    ],
)
def test_an_image_keeps_its_name_as_far_as_it_is_one(
    picturing: Picturing, given: str, kept: str
) -> None:
    name = picturing.take(ZOO["png"], given).attachment.name
    assert len(name) <= NAME_LIMIT
    assert name[:50] == kept[:50]
    assert name.endswith(kept[-5:])


@pytest.mark.parametrize("data", [b"", b"hello", b"<svg xmlns='x'/>", b"\0" * 100])
def test_what_is_no_image_is_refused_by_its_name(picturing: Picturing, data: bytes) -> None:
    error = refused(picturing, data, "C:\\pictures\\a.png")
    assert (error.code, error.params) == (Code.IMAGE_UNKNOWN, {"name": "a.png"})


def test_a_broken_image_is_refused(picturing: Picturing) -> None:
    assert refused(picturing, ZOO["png"][:20]).code is Code.IMAGE_DAMAGED


def test_ten_megabytes_are_taken_and_a_byte_more_is_not(picturing: Picturing) -> None:
    filled = ZOO["png"] + bytes(10 * MIB - len(ZOO["png"]))
    assert picturing.take(filled, "a.png").attachment.size == 10 * MIB
    error = refused(picturing, filled + b"\0")
    assert error.code is Code.IMAGE_TOO_LARGE
    assert error.params == {"name": "a.png", "size": "10.1", "limit": 10}


def test_forty_million_pixels_are_taken_and_a_row_more_is_not(picturing: Picturing) -> None:
    picturing.take(images.png(8000, 5000), "a.png")
    error = refused(picturing, images.png(8000, 5001))
    assert error.code is Code.IMAGE_TOO_MANY_PIXELS
    assert error.params == {"name": "a.png", "width": 8000, "height": 5001, "limit": 40}
    for bomb in (
        images.png(2**31, 2**31),
        images.bmp(40_000_001, 1),
        images.gif((1, 1), (65535,) * 2),
    ):
        assert refused(picturing, bomb).code is Code.IMAGE_TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", ZOO)
def test_hostile_bytes_are_taken_or_refused_and_nothing_else(
    picturing: Picturing, kind: str
) -> None:
    dice, whole, codes = random.Random(kind), ZOO[kind], set()
    for _ in range(1500):
        hostile = bytearray(whole[: dice.choice([len(whole), dice.randrange(len(whole))])])
        for _ in range(dice.randrange(4)):
            if hostile:
                hostile[dice.randrange(min(len(hostile), 80))] = dice.randrange(256)
        try:
            picturing.take(bytes(hostile), kind)
        except KefuError as error:
            codes.add(error.code)
    assert codes <= {Code.IMAGE_UNKNOWN, Code.IMAGE_DAMAGED, Code.IMAGE_TOO_MANY_PIXELS}
    assert Code.IMAGE_DAMAGED in codes


def test_a_file_is_taken_from_the_disk(picturing: Picturing, tmp_path: Path) -> None:
    file = tmp_path / "尺码.webp"
    file.write_bytes(ZOO["webp lossy"])
    picture = picturing.from_file(file).result()
    assert picture == picturing.take(ZOO["webp lossy"], "尺码.webp")


def test_a_file_that_is_none_is_told(picturing: Picturing, tmp_path: Path) -> None:
    empty, large, folder = (tmp_path / name for name in ("empty.png", "large.png", "folder"))
    empty.touch()
    folder.mkdir()
    with large.open("wb") as file:
        file.truncate(11 * MIB)
    asked = {
        tmp_path / "gone.png": Code.FILE_MISSING,
        empty: Code.FILE_EMPTY,
        large: Code.IMAGE_TOO_LARGE,
        folder: Code.IMAGE_UNKNOWN,
        Path("a\0b.png"): Code.FILE_UNREADABLE,
    }
    for path, code in asked.items():
        error = picturing.from_file(path).exception()
        assert isinstance(error, KefuError), path
        assert error.code is code


@pytest.mark.skipif(os.name != "posix", reason="a pipe with a name in a folder is Unix's")
def test_a_pipe_is_not_waited_for(picturing: Picturing, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    error = picturing.from_file(tmp_path / "pipe.png").exception()
    assert isinstance(error, KefuError)
    assert error.code is Code.IMAGE_UNKNOWN
