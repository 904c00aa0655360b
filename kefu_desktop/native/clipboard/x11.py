"""Reads everything that is on an X11 clipboard within a time that the caller sets.

Qt would wait for a frozen owner, 5 seconds a format, on the GUI thread. This reads over a
connection of its own, on any thread, and gives up at the deadline. It must not be asked from the
GUI thread while our own process owns the clipboard: the owner would be waiting for itself.

Source: ICCCM 2.0, section 2 (selections, INCR).
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kefu_desktop.app.ports import Snapshot
from kefu_desktop.native.bindings import x11

_MOST_BYTES = 64 << 20
_MOST_FORMATS = 64
_TEXT_TARGETS = ("UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "STRING")
TEXT = "text/plain"
PNG = "image/png"
IMAGES = (PNG, "image/jpeg", "image/webp", "image/bmp", "image/gif")
"""The formats in which an image is taken from a clipboard, the best first."""


class X11Snapshots:
    """Takes snapshots of the clipboard, one at a time."""

    def __init__(self, connection: x11.Connection, most_bytes: int = _MOST_BYTES) -> None:
        """``most_bytes`` bounds a snapshot; a format that would go beyond is left out."""
        from Xlib import X

        self._connection = connection
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._closed = False
        self._window = connection.root.create_window(
            -1, -1, 1, 1, 0, 0, window_class=X.InputOnly, event_mask=X.PropertyChangeMask
        )
        self._asked = 0

    def snapshot(self, timeout: float) -> Snapshot | None:
        """Gives what is on the clipboard; None when nobody owns it or its owner does not answer in
        time.

        Text is found under ``text/plain`` as UTF-8, whatever the owner calls it; other formats keep
        their MIME names. What has no MIME name is the X server's own bookkeeping and left out.
        """
        deadline = time.monotonic() + timeout
        with self._turn(timeout) as mine:
            if not mine:
                return None
            try:
                return self._snapshot(deadline)
            except self._connection.failures:
                return None

    def text(self, timeout: float) -> str:
        """Gives the text on the clipboard, empty when there is none or its owner does not answer
        in time.
        """
        deadline = time.monotonic() + timeout
        with self._turn(timeout) as mine:
            if not mine:
                return ""
            try:
                # A TimeoutError is an OSError, which is among the failures.
                targets = self._targets(deadline)
                return self._text(targets, deadline, self._most_bytes).decode("utf-8", "replace")
            except self._connection.failures:
                return ""

    def image(self, timeout: float) -> bytes | None:
        """Gives the image on the clipboard in the first of :data:`IMAGES` that its owner offers;
        None when there is none or its owner does not answer in time.
        """
        deadline = time.monotonic() + timeout
        with self._turn(timeout) as mine:
            if not mine:
                return None
            try:
                offered = self._targets(deadline)
                name = next((name for name in IMAGES if name in offered), None)
                return self._convert(name, deadline, self._most_bytes) if name else None
            except self._connection.failures:
                return None

    def close(self) -> None:
        """Closes the connection, after a reading that is under way."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._connection.close()

    @contextmanager
    def _turn(self, timeout: float) -> Iterator[bool]:
        """Waits for another reading, but not beyond the deadline; gives whether it is our turn."""
        mine = self._lock.acquire(timeout=timeout)
        try:
            yield mine and not self._closed
        finally:
            if mine:
                self._lock.release()

    def _snapshot(self, deadline: float) -> Snapshot | None:
        try:
            targets = self._targets(deadline)
        except TimeoutError:
            return None
        if not targets:
            return None
        wanted = [name for name in targets if "/" in name and name not in _TEXT_TARGETS]
        formats: dict[str, bytes] = {}
        complete = len(wanted) <= _MOST_FORMATS
        room = self._most_bytes
        try:
            if set(_TEXT_TARGETS) & set(targets):
                formats[TEXT] = self._text(targets, deadline, room)
                room -= len(formats[TEXT])
            for name in wanted[:_MOST_FORMATS]:
                data = self._convert(name, deadline, room)
                if data is None:
                    complete = False
                    continue
                formats[name] = data
                room -= len(data)
        except TimeoutError:
            complete = False
        return Snapshot(formats, complete) if formats else None

    def _targets(self, deadline: float) -> list[str]:
        """Gives the names of all formats that the owner offers, empty when nobody owns the
        clipboard.
        """
        if not self._connection.display.get_selection_owner(self._connection.atom("CLIPBOARD")):
            return []
        reply = self._ask("TARGETS", deadline)
        if reply is None or reply.format != 32:
            return []
        names = (self._connection.atom_name(int(atom)) for atom in reply.value)
        return [name for name in dict.fromkeys(names) if name]

    def _text(self, targets: list[str], deadline: float, room: int) -> bytes:
        for name in _TEXT_TARGETS:
            data = self._convert(name, deadline, room) if name in targets else None
            if data is not None:
                # ICCCM: STRING is Latin-1.
                return data.decode("latin-1").encode() if name == "STRING" else data
        return b""

    def _convert(self, target: str, deadline: float, room: int) -> bytes | None:
        """Gives one format's bytes; None when the owner refuses it or it is larger than
        ``room``.
        """
        reply = self._ask(target, deadline)
        if reply is None:
            return None
        if reply.property_type == self._connection.atom("INCR"):
            return self._pieces(deadline, room)
        data = _octets(reply)
        return data if len(data) <= room else None

    def _ask(self, target: str, deadline: float) -> Any:
        """Asks for one format and gives the property that came; None when the owner refuses it."""
        from Xlib import X

        connection = self._connection
        # A fresh name each time: an answer that comes too late lands beside what is asked next.
        self._asked = (self._asked + 1) % 16
        place = connection.atom(f"_KEFU_DESKTOP_CLIPBOARD_{self._asked}")
        self._window.delete_property(place)
        selection = connection.atom("CLIPBOARD")
        self._window.convert_selection(selection, connection.atom(target), place, X.CurrentTime)
        connection.display.flush()
        while True:
            event = self._event(deadline)
            if event.type == X.SelectionNotify and event.target == connection.atom(target):
                if event.property == X.NONE:
                    return None
                if event.property == place:
                    return self._window.get_full_property(
                        place, X.AnyPropertyType, sizehint=1 << 18
                    )

    def _pieces(self, deadline: float, room: int) -> bytes | None:
        """Collects a transfer that the owner makes in pieces; deleting the property asks for the
        next.
        """
        from Xlib import X

        place = self._connection.atom(f"_KEFU_DESKTOP_CLIPBOARD_{self._asked}")
        self._window.delete_property(place)
        self._connection.display.flush()
        pieces: list[bytes] = []
        size = 0
        while True:
            event = self._event(deadline)
            if event.type != X.PropertyNotify or event.atom != place:
                continue
            if event.state != X.PropertyNewValue:
                continue
            reply = self._window.get_full_property(place, X.AnyPropertyType, sizehint=1 << 18)
            self._window.delete_property(place)
            self._connection.display.flush()
            piece = _octets(reply) if reply is not None else b""
            if not piece:
                return b"".join(pieces) if size <= room else None
            size += len(piece)
            # What is too large is taken to its end all the same, or the owner would wait for us.
            if size <= room:
                pieces.append(piece)

    def _event(self, deadline: float) -> Any:
        event = self._connection.next_event(deadline)
        if event is None:
            raise TimeoutError
        return event


def _octets(reply: Any) -> bytes:
    value = reply.value
    if isinstance(value, str):
        return value.encode("latin-1")
    return bytes(value) if reply.format == 8 else value.tobytes()
