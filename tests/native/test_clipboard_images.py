"""Images on the clipboard of a real X server: given to other programs, and taken from them."""

import base64

import pytest
from PySide6.QtGui import QImage

from tests.app import images
from tests.display import Screen, wait_until
from tests.native.clipboards import Owners, RemoteQt, xclip

pytestmark = pytest.mark.x11


def test_other_programs_take_an_image_alone_as_an_image(
    screen: Screen, qt_port: RemoteQt, png: bytes
) -> None:
    reads: list[int] = []
    qt_port.write("", png, lambda: reads.append(1))
    targets = set(xclip(screen, "TARGETS").decode().split())
    assert not targets & {"text/plain", "UTF8_STRING", "STRING", "TEXT"}
    assert {"image/png", "image/bmp"} <= targets
    assert reads == [], "looking at what there is is not taking it"
    assert xclip(screen, "image/png") == png
    qt_port.pump()
    assert reads
    # Wine hands an image on as a bitmap and as nothing else.
    bitmap = QImage.fromData(xclip(screen, "image/bmp"))
    assert bitmap == QImage.fromData(png).convertToFormat(bitmap.format())


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "bmp", "gif"])
def test_an_image_that_another_program_copied_is_read_as_png(
    qt_port: RemoteQt, owners: Owners, kind: str
) -> None:
    copied = images.gif() if kind == "gif" else images.made_by_qt(kind)
    owners.hold(copied, f"image/{kind}")
    wait_until(lambda: not qt_port.still_ours(), "the clipboard is theirs")
    read = qt_port.read_image()
    assert read is not None
    assert read.startswith(b"\x89PNG")
    assert QImage.fromData(read) == QImage.fromData(copied).convertToFormat(
        QImage.fromData(read).format()
    )
    assert qt_port.read_text() == ""
    qt_port.ask("read_image", aside=True)  # as a lane does
    assert base64.b64decode(qt_port.answer("read_image")) == read


def test_what_says_that_it_is_an_image_and_is_none_is_not_read(
    qt_port: RemoteQt, owners: Owners
) -> None:
    owners.hold(b"<script>", "image/png")
    assert qt_port.read_image() is None


def test_a_screen_full_of_noise_comes_through_in_pieces(screen: Screen, qt_port: RemoteQt) -> None:
    large = images.made_by_qt("png", width=1600, height=1000)
    assert len(large) > 4 << 20  # what the server takes at once
    qt_port.write("", large)
    assert xclip(screen, "image/png") == large


def test_restoring_brings_an_image_back(
    screen: Screen, qt_port: RemoteQt, owners: Owners, png: bytes
) -> None:
    owners.hold(png, "image/png")
    before = qt_port.snapshot(5.0)
    assert before is not None
    qt_port.write("亲，您好")
    qt_port.restore(before)
    assert xclip(screen, "image/png") == png
    assert qt_port.read_image() == png
    assert not qt_port.still_ours()
