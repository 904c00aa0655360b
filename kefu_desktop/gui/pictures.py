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

_Key = tuple[Digest, int, int]


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
        self._kept: OrderedDict[_Key, QImage] = OrderedDict()
        self._coming: set[_Key] = set()
        # Read on the lane too, so it is never changed but replaced.
        self._wanted: frozenset[_Key] = frozenset()
        self._came: Callable[[], None] = lambda: None

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
        keys = [(digest, within.width(), within.height()) for digest in digests]
        self._wanted, self._came = frozenset(keys), came
        for key in keys:
            if key not in self._coming:
                self._fetch(key)

    def give_up(self) -> None:
        """Wants no longer what is still to come."""
        self._wanted = frozenset()

    def _fetch(self, key: _Key) -> None:
        self._coming.add(key)
        loading = self._lane.submit(self._load, key)
        loading.add_done_callback(lambda done: self._post(lambda: self._take(key, done)))

    def _load(self, key: _Key) -> QImage | None:
        """Gives the image; None when nobody waits for it any more. On the lane."""
        if key not in self._wanted:
            return None
        digest, width, height = key
        data = self._content(digest).result()
        image = None if data is None else self._decode(data, QSize(width, height))
        return image or QImage()

    def _take(self, key: _Key, loading: Future[QImage | None]) -> None:
        self._coming.discard(key)
        if loading.exception() is not None:
            log_failure(loading)
            return
        image = loading.result()
        if image is not None:
            self._kept[key] = image
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        if key in self._wanted and image is not None:
            self._came()
        elif key in self._wanted:
            self._fetch(key)  # wanted anew after its turn had passed
