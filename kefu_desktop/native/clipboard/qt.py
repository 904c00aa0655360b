"""The clipboard through Qt. This file uses PySide6 (QtCore, QtGui).

Qt asks the object that was put on the clipboard for its data each time another program wants them;
that is how "the client has read it" is known, and the only moment at which an older clipboard can
be put back without a race. Reading what *others* put there does not go through Qt on X11: it would
wait for a frozen owner.
"""

import itertools
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QByteArray, QMetaType, QMimeData, QObject, Qt, QThread, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QImage

from kefu_desktop.app.ports import Reason, Refused, Remedy, Snapshot, Support, Works
from kefu_desktop.native import pictures
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.choose import Unavailable
from kefu_desktop.native.clipboard.x11 import IMAGES, PNG, TEXT, X11Snapshots
from kefu_desktop.native.facts import Facts, Session

T = TypeVar("T")

_PICTURE = "application/x-qt-image"
"""Qt's name for an image as it lies in memory, of which it makes what a system has for one:
Windows, macOS and programs under Wine take a bitmap only. Among our formats it stands for a PNG.
"""
_MARK = "application/x-kefu-desktop-reply"
_TEXT_WAIT = 0.5
"""Seconds that reading another program's text may take."""
_IMAGE_WAIT = 1.0
"""Seconds that reading another program's image may take: a screen's is some megabytes."""


def support(facts: Facts) -> Support:
    """Works wherever Qt has a screen."""
    if facts.session is Session.NONE:
        return Refused(Reason.NO_DISPLAY, Remedy.SET_DISPLAY)
    return Works()


def make(facts: Facts) -> "QtClipboard":
    """Takes the clipboard of the running application; for the GUI thread.

    Raises :class:`Unavailable` where there is no application with windows.
    """
    if not isinstance(QGuiApplication.instance(), QGuiApplication):
        raise Unavailable(Refused(Reason.NO_DISPLAY, Remedy.SET_DISPLAY))
    clipboard = QGuiApplication.clipboard()
    if isinstance(x11.support(facts), Works):
        return QtClipboard(clipboard, X11Snapshots(x11.Connection(facts.display)))
    return QtClipboard(clipboard, GuiSnapshots(clipboard))


class Snapshots(Protocol):
    """Reads what other programs put on the clipboard; from any thread, never beyond ``timeout``
    seconds but on the GUI thread.
    """

    def snapshot(self, timeout: float) -> Snapshot | None:
        """Gives all formats, None when the owner does not answer."""

    def text(self, timeout: float) -> str:
        """Gives the text, empty when there is none."""

    def image(self, timeout: float) -> bytes | None:
        """Gives the image in one of :data:`kefu_desktop.native.clipboard.x11.IMAGES`."""

    def close(self) -> None:
        """Lets go of the machine."""


class Offer(QMimeData):
    """What we put on the clipboard: ``formats`` by MIME name, text as UTF-8.

    ``noticed`` is called, on the GUI thread, each time another program takes the text or the image.
    """

    def __init__(self, formats: Mapping[str, bytes], noticed: Callable[[], None] | None) -> None:
        super().__init__()
        self.formats_offered = dict(formats)
        self._noticed = noticed
        for name, data in formats.items():
            if name != _PICTURE:
                self.setData(name, QByteArray(data))

    def formats(self) -> list[str]:
        """Names what can be had."""
        return [*self.formats_offered]

    def retrieveData(self, mimetype: str, preferred: QMetaType | QMetaType.Type) -> Any:
        """Hands the data over, and notices."""
        data: Any
        if mimetype == _PICTURE:
            # Decoded now, since most programs take the PNG and nobody this.
            data = pictures.decode(self.formats_offered.get(_PICTURE, b"")) or QImage()
        else:
            data = super().retrieveData(mimetype, preferred)
        if self._noticed is not None and mimetype in {TEXT, PNG, _PICTURE}:
            self._noticed()
        return data


class QtClipboard:
    """A :class:`kefu_desktop.app.ports.ClipboardPort` over ``QClipboard``. Made and closed on the
    GUI thread.
    """

    name = "qt"

    def __init__(self, clipboard: QClipboard, snapshots: Snapshots) -> None:
        self._clipboard = clipboard
        self._snapshots = snapshots
        self._own_windows = GuiSnapshots(clipboard)
        self._numbers = itertools.count(1)
        # Python must keep the object alive for as long as Qt may call it.
        self._offer: Offer | None = None
        self._written = b""
        clipboard.dataChanged.connect(self._forget_if_lost)

    def write(
        self, text: str, image_png: bytes | None = None, read: Callable[[], None] | None = None
    ) -> None:
        """Puts the text, and the image beside it, on the clipboard; an image alone without a text:
        a chat that finds one takes that instead.
        """
        self._written = str(next(self._numbers)).encode("ascii")
        formats = {_MARK: self._written}
        if text or image_png is None:
            formats[TEXT] = text.encode()
        if image_png is not None:
            formats[PNG] = formats[_PICTURE] = image_png
        self._put(Offer(formats, read))

    def still_ours(self) -> bool:
        """Whether what was written last is still there; asks no other program."""
        if not self._written or not self._clipboard.ownsClipboard():
            return False
        return bytes(self._clipboard.mimeData().data(_MARK).data()) == self._written

    def read_text(self) -> str:
        """Gives the text on the clipboard, empty when its owner does not answer soon; from any
        thread.
        """
        offer = self._offer
        if offer is not None:
            return offer.formats_offered.get(TEXT, b"").decode("utf-8", "replace")
        if self._would_wait_for_itself():
            return self._clipboard.text()
        return self._snapshots.text(_TEXT_WAIT)

    def read_image(self) -> bytes | None:
        """Gives the image on the clipboard as PNG, None when its owner does not answer soon; from
        any thread.
        """
        offer = self._offer
        if offer is not None:
            data = best_image(offer.formats_offered)
        elif self._would_wait_for_itself():
            data = self._own_windows.image(_IMAGE_WAIT)
        else:
            data = self._snapshots.image(_IMAGE_WAIT)
        return None if data is None else pictures.as_png(data)

    def snapshot(self, timeout: float) -> Snapshot | None:
        """Gives all formats; from any thread."""
        offer = self._offer
        if offer is not None:
            return Snapshot(
                {name: data for name, data in offer.formats_offered.items() if name != _MARK}
            )
        if self._would_wait_for_itself():
            return self._own_windows.snapshot(timeout)
        return self._snapshots.snapshot(timeout)

    def restore(self, snapshot: Snapshot) -> None:
        """Puts a snapshot back; it does not count as ours."""
        self._written = b""
        self._put(Offer(snapshot.formats, None))

    def close(self) -> None:
        """Ends reading; what is on the clipboard stays there while the program lives."""
        self._snapshots.close()

    def _would_wait_for_itself(self) -> bool:
        """Whether the owner is one of our own windows, and the GUI thread, which it answers on, the
        one that asks.
        """
        on_gui_thread = QThread.currentThread() is self._clipboard.thread()
        return on_gui_thread and self._clipboard.ownsClipboard()

    def _put(self, offer: Offer) -> None:
        self._offer = offer
        self._clipboard.setMimeData(offer)

    def _forget_if_lost(self) -> None:
        """Comes when anybody, we too, changed the clipboard."""
        if self._offer is not None and self._clipboard.mimeData() is not self._offer:
            self._offer = None
            self._written = b""


class GuiSnapshots(QObject):
    """Reads the clipboard on the GUI thread, for systems where an owner cannot freeze it (Windows
    keeps the data itself). Images are made into PNG on the thread that asks.
    """

    _asked = Signal(object)

    def __init__(self, clipboard: QClipboard) -> None:
        super().__init__()
        self._clipboard = clipboard
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def snapshot(self, timeout: float) -> Snapshot | None:
        """Gives all formats; None when the clipboard is empty or the GUI thread has no time."""
        read = self._on_gui(self._read_all, timeout)
        if read is None:
            return None
        formats, image = read
        if image is not None and not image.isNull():
            formats[_PICTURE] = pictures.to_png(image)
        return Snapshot(formats) if formats else None

    def text(self, timeout: float) -> str:
        """Gives the text; empty when the GUI thread has no time."""
        return self._on_gui(self._clipboard.text, timeout) or ""

    def image(self, timeout: float) -> bytes | None:
        """Gives the image as PNG; None when the GUI thread has no time."""
        image = self._on_gui(self._clipboard.image, timeout)
        return None if image is None or image.isNull() else pictures.to_png(image)

    def close(self) -> None:
        """Has nothing to let go."""

    def _read_all(self) -> tuple[dict[str, bytes], QImage | None]:
        """Reads every format, text as UTF-8 and Qt's image apart."""
        data = self._clipboard.mimeData()
        raw = [name for name in data.formats() if name not in {TEXT, _MARK, _PICTURE}]
        formats = {name: bytes(data.data(name).data()) for name in raw}
        if data.hasText():
            formats[TEXT] = data.text().encode()
        return formats, self._clipboard.image() if data.hasImage() else None

    def _run(self, job: Callable[[], None]) -> None:
        job()

    def _on_gui(self, read: Callable[[], T], timeout: float) -> T | None:
        if QThread.currentThread() is self.thread():
            return read()
        answer: Future[T] = Future()
        self._asked.emit(lambda: answer.set_result(read()))
        try:
            return answer.result(timeout)
        except TimeoutError:
            return None


def best_image(formats: Mapping[str, bytes]) -> bytes | None:
    """Gives the image among ``formats`` in its best form, None when there is none."""
    return next((formats[name] for name in (*IMAGES, _PICTURE) if formats.get(name)), None)
