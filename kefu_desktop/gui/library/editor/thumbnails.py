"""Small pictures of images, decoded off the GUI thread.

What is decoded comes from strangers, and nobody has looked at the bytes that a pack brought: only
what begins as one of the kinds a reply can have is decoded, as that kind, and only when its header
says that it is not too large. What cannot be read has no picture.
"""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from shiboken6 import isValid

from kefu_desktop.app.jobs import ThreadLane, log_failure
from kefu_desktop.app.picturing import MEGAPIXELS
from kefu_desktop.core.model import Digest
from kefu_desktop.core.pictures import BrokenPictureError, extent_of
from kefu_desktop.gui.bridge import Bridge

_KEPT = 64


class Thumbnails(QObject):
    """Makes them one after another and keeps the last few. GUI thread."""

    def __init__(
        self,
        bridge: Bridge,
        content: Callable[[Digest], "Future[bytes | None]"],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._content = content
        self._kept: dict[tuple[Digest, int], QImage] = {}
        self._lane = ThreadLane("thumbnails")
        self.destroyed.connect(self._lane.close)

    def ask(
        self, digest: Digest, side: int, owner: QObject, done: Callable[[QImage], None]
    ) -> None:
        """Calls ``done`` with a picture of at most ``side`` pixels each way; with an empty one
        when there is none. Not after Qt has deleted ``owner``.
        """
        known = self._kept.get((digest, side))
        if known is not None:
            done(known)
            return

        def decode(data: bytes | None) -> None:
            picture = decoded(data, side) if data else QImage()
            self._bridge.post(lambda: self._keep(digest, side, picture, owner, done))

        def arrived(content: "Future[bytes | None]") -> None:
            data = None if content.exception() else content.result()
            self.work(lambda: decode(data))

        self._content(digest).add_done_callback(arrived)

    def work(self, job: Callable[[], None]) -> None:
        """Does ``job`` behind what is waiting already."""
        self._lane.submit(job).add_done_callback(log_failure)

    def _keep(
        self,
        digest: Digest,
        side: int,
        picture: QImage,
        owner: QObject,
        done: Callable[[QImage], None],
    ) -> None:
        if len(self._kept) >= _KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[digest, side] = picture
        if isValid(owner):
            done(picture)


def decoded(data: bytes, side: int) -> QImage:
    """Gives an image file's first frame within ``side`` pixels; empty when it cannot be read."""
    try:
        extent = extent_of(data)
    except BrokenPictureError:
        return QImage()
    if extent is None or extent.width * extent.height > MEGAPIXELS * 1_000_000:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(extent.type.name.lower().encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > side or size.height() > side):
        # Very long images keep at least one pixel of their other side.
        fitted = size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    return reader.read()
