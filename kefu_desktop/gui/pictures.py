"""The images of replies, small enough for a screen, fetched and decoded off the GUI thread.

Whoever shows images asks for those that are not at hand and is told when one has come; what was
asked for before is then no longer wanted, so that an agent who runs through a list waits for the
last reply's images and not for everything in between.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Future

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.core.model import Digest

_KEPT = 24
"""Images kept; at the popup's size, a few megabytes."""

Decode = Callable[[bytes, QSize], QImage | None]
"""Makes an image of bytes, within a size; None for what is damaged, too large or no image."""


class Pictures:
    """Belongs to the GUI thread; ``lane`` is where it waits for the library and decodes."""

    def __init__(
        self,
        content: Callable[[Digest], Future[bytes | None]],
        decode: Decode,
        lane: Lane,
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        """``content`` gives an image's bytes, ``post`` calls back on the GUI thread."""
        self._content = content
        self._decode = decode
        self._lane = lane
        self._post = post
        self._kept: OrderedDict[tuple[Digest, int, int], QImage] = OrderedDict()
        self._newest = 0

    def get(self, digest: Digest, within: QSize) -> QImage | None:
        """Gives an image that is at hand, a null one where it cannot be shown; else None."""
        key = (digest, within.width(), within.height())
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def want(self, digests: Iterable[Digest], within: QSize, came: Callable[[], None]) -> None:
        """Gets ``digests`` at hand and calls ``came`` after each, unless something else is wanted
        by then.
        """
        self.give_up()
        for digest in digests:
            loading = self._lane.submit(self._load, self._newest, digest, within, came)
            loading.add_done_callback(log_failure)

    def give_up(self) -> None:
        """Wants no longer what is still to come."""
        self._newest += 1

    def _load(self, request: int, digest: Digest, within: QSize, came: Callable[[], None]) -> None:
        """On the lane."""
        if request != self._newest:
            return
        data = self._content(digest).result()
        image = None if data is None else self._decode(data, within)
        self._post(lambda: self._take(request, digest, within, image or QImage(), came))

    def _take(
        self,
        request: int,
        digest: Digest,
        within: QSize,
        image: QImage,
        came: Callable[[], None],
    ) -> None:
        self._kept[digest, within.width(), within.height()] = image
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if request == self._newest:
            came()
