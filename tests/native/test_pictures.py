"""Images that strangers made: decoded when they are what they say, and within limits."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize
from PySide6.QtGui import QClipboard, QColor, QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kefu_desktop.app.ports import Snapshot
from kefu_desktop.native import pictures
from kefu_desktop.native.clipboard.qt import GuiSnapshots, QtClipboard
from tests.app import images

ZOO = images.zoo()


@pytest.mark.parametrize("name", ZOO)
def test_each_kind_becomes_png(name: str) -> None:
    data = ZOO[name]
    made = pictures.as_png(data)
    assert made is not None
    shown = QImage.fromData(made)
    assert not shown.isNull()
    assert shown == QImage.fromData(data).convertToFormat(shown.format())
    assert (made == data) == (name == "png"), "what is PNG already is not made anew"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no image",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b'/* XPM */ static char *x[] = {"1 1 1 1","a c #fff","a"};',
        b"P6 1 1 255 abc",
        images.made_by_qt("png")[:100],
        images.png(8000, 5001),
        images.png(2**31 - 1, 2**31 - 1),
        images.bmp(0, 9),
        images.bmp(2**31 - 1, -(2**31)),
        images.gif(screen=(65535, 65535)),
    ],
    ids=lambda data: data[:8].hex() + f"-{len(data)}",
)
def test_what_is_damaged_too_large_or_no_image_is_none(data: bytes) -> None:
    assert pictures.decode(data) is None
    assert pictures.as_png(data) is None


# What a decoder's library thinks of damaged bytes it says, whoever asks.
@pytest.mark.qt_log_level_fail("CRITICAL")
@given(st.data())
def test_damage_anywhere_does_no_harm(data: st.DataObject) -> None:
    octets = bytearray(data.draw(st.sampled_from([*ZOO.values()])))
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(octets)))
    image = pictures.decode(bytes(octets[:end]), QSize(20, 20))
    assert image is None or (0 < image.width() <= 20 and 0 < image.height() <= 20)


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize(
    ("room", "shown"),
    [((310, 170), (31, 17)), ((31, 17), (31, 17)), ((10, 170), (10, 5)), ((310, 1), (2, 1))],
)
def test_what_is_larger_is_made_to_fit(
    kind: str, room: tuple[int, int], shown: tuple[int, int]
) -> None:
    image = pictures.decode(images.made_by_qt(kind), QSize(*room))
    assert image is not None
    assert (image.width(), image.height()) == shown


def test_a_photo_taken_upright_is_shown_upright() -> None:
    landscape = QImage(40, 20, QImage.Format.Format_RGB32)
    landscape.fill(QColor("white"))
    data = turned_by_exif(written(landscape, "jpeg"))
    upright = pictures.decode(data)
    assert upright is not None
    assert (upright.width(), upright.height()) == (20, 40)
    made = pictures.as_png(data)
    assert made is not None
    assert QImage.fromData(made).size() == QSize(20, 40)
    small = pictures.decode(data, QSize(20, 20))
    assert small is not None
    assert (small.width(), small.height()) == (10, 20)


def written(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(buffer.data().data())


def turned_by_exif(jpeg: bytes) -> bytes:
    """The same photo, saying that its top is at the right (CIPA DC-008, 4.6.4 A)."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    return jpeg[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + jpeg[2:]


# -- on a clipboard that is read through Qt, as on Windows and macOS


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    shared = QGuiApplication.clipboard()
    yield shared
    shared.clear()


def on_a_thread(qtbot: QtBot, call: Any) -> Any:
    """Calls as a lane does, while the GUI thread goes on."""
    with ThreadPoolExecutor(1) as lane:
        answer: Future[Any] = lane.submit(call)
        qtbot.waitUntil(answer.done)
    return answer.result()


def test_an_image_that_lies_in_memory_is_read_and_comes_back(
    qtbot: QtBot, clipboard: QClipboard
) -> None:
    copied = QImage.fromData(images.made_by_qt("png"))
    both = QMimeData()
    both.setText("单元格")
    both.setImageData(copied)
    port = QtClipboard(clipboard, GuiSnapshots(clipboard))
    clipboard.setMimeData(both)
    for read in (port.read_image(), on_a_thread(qtbot, port.read_image)):
        assert QImage.fromData(read) == copied
    assert on_a_thread(qtbot, port.read_text) == port.read_text() == "单元格"
    snapshot = on_a_thread(qtbot, lambda: port.snapshot(5))
    port.write("亲，您好")
    assert (clipboard.text(), clipboard.mimeData().hasImage()) == ("亲，您好", False)
    port.restore(snapshot)
    assert clipboard.text() == "单元格"
    assert clipboard.image() == copied
    port.close()


def test_an_image_of_ours_is_one_for_every_system(clipboard: QClipboard) -> None:
    data = images.made_by_qt("png")
    port = QtClipboard(clipboard, GuiSnapshots(clipboard))
    reads: list[int] = []
    port.write("", data, lambda: reads.append(1))
    given = clipboard.mimeData()
    assert (given.hasText(), given.hasImage(), reads) == (False, True, [])
    assert given.imageData() == QImage.fromData(data)
    assert reads
    assert port.read_image() == data
    port.close()


def test_the_best_form_of_an_image_is_taken(clipboard: QClipboard) -> None:
    port = QtClipboard(clipboard, GuiSnapshots(clipboard))
    port.restore(Snapshot({"image/bmp": ZOO["bmp"], "image/png": ZOO["png"]}))
    assert port.read_image() == ZOO["png"]
    port.restore(Snapshot({"text/html": b"<b>", "image/jpeg": ZOO["jpeg"]}))
    assert port.read_image() == pictures.as_png(ZOO["jpeg"])
    port.close()
