"""A connection to a Wayland compositor, as far as it goes without a window: the wire format, and
what the compositor offers.

It is written out here, for it is short: the one binding for Python (pywayland) wants a newer C
library than some desktops have that all else runs on, and ends the whole process over a message for
an object that Python has let go. Source: the Wayland protocol, "Wire Format" and wayland.xml;
numbers are in the machine's own byte order.
"""

import itertools
import socket
import struct
from collections.abc import Iterator

from msgspec import Struct

_DISPLAY = 1
_SYNC, _GET_REGISTRY = 0, 1  # asked of the display
_ERROR = 0  # told by it
_BIND = 0  # asked of the registry
_GLOBAL = 0  # told by it
_HEAD = struct.Struct("=IHH")
_LONGEST_ANSWER = 2.0
"""Seconds that a compositor may take to say what it offers."""


class Event(Struct, frozen=True):
    """What the compositor tells ``target``, an object of ours."""

    target: int
    opcode: int
    body: bytes


class Wire:
    """A connection. One thread reads; to send, any may, one at a time."""

    def __init__(self, path: str) -> None:
        """Connects to the socket at ``path``. Raises OSError."""
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.settimeout(_LONGEST_ANSWER)
            self._socket.connect(path)
        except OSError:
            self._socket.close()
            raise
        self._numbers = itertools.count(_DISPLAY + 1)
        self._rest = b""

    def offers(self) -> tuple[int, dict[str, tuple[int, int]]]:
        """Gives the registry, and by its name each thing that the compositor offers: its number
        there and the version. Of several the first. Only once, before :meth:`read`. Raises OSError.
        """
        registry, done = self.new(), self.new()
        self.send(_DISPLAY, _GET_REGISTRY, registry)
        self.send(_DISPLAY, _SYNC, done)
        found: dict[str, tuple[int, int]] = {}
        while True:
            for event in self.read():
                if event.target == registry and event.opcode == _GLOBAL:
                    name, number, version = _offer(event.body)
                    found.setdefault(name, (number, version))
                elif event.target == done:
                    # From now on the thread that reads may wait for hours.
                    self._socket.settimeout(None)
                    return registry, found

    def bind(self, registry: int, number: int, name: str, version: int) -> int:
        """Takes what is offered under ``number``; gives the object."""
        taken = self.new()
        self.send(registry, _BIND, number, name, version, taken)
        return taken

    def new(self) -> int:
        """Gives a number for an object. The compositor wants them in a row, so it must be used."""
        return next(self._numbers)

    def send(self, target: int, opcode: int, *arguments: int | str) -> None:
        """Sends a request. Raises OSError."""
        body = b"".join(map(_written, arguments))
        self._socket.sendall(_HEAD.pack(target, opcode, _HEAD.size + len(body)) + body)

    def read(self) -> list[Event]:
        """Waits until something comes. Raises OSError when the compositor is gone, or has a
        complaint.
        """
        got = self._socket.recv(4096)
        if not got:
            raise ConnectionResetError("the compositor is gone")
        self._rest += got
        events = list(self._whole_ones())
        if any(event.target == _DISPLAY and event.opcode == _ERROR for event in events):
            raise ConnectionAbortedError("the compositor does not understand us")
        return events

    def interrupt(self) -> None:
        """Lets the thread that reads find the end, and every other."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it was there before us

    def close(self) -> None:
        """Closes the connection; when nobody reads."""
        self._socket.close()

    def _whole_ones(self) -> Iterator[Event]:
        while len(self._rest) >= _HEAD.size:
            target, opcode, size = _HEAD.unpack_from(self._rest)
            if size < _HEAD.size:
                raise ConnectionAbortedError("this is no Wayland")
            if len(self._rest) < size:
                return
            yield Event(target, opcode, self._rest[_HEAD.size : size])
            self._rest = self._rest[size:]


def _offer(body: bytes) -> tuple[str, int, int]:
    """Reads number, name and version of a thing that the compositor offers."""
    if len(body) < 12:
        raise ConnectionAbortedError("this is no Wayland")
    number, length = struct.unpack_from("=II", body)
    (version,) = struct.unpack_from("=I", body, len(body) - 4)
    return body[8 : 8 + length - 1].decode("utf-8", "replace"), number, version


def _written(argument: int | str) -> bytes:
    if isinstance(argument, int):
        return struct.pack("=I", argument)
    text = argument.encode() + b"\0"
    return struct.pack("=I", len(text)) + text + b"\0" * (-len(text) % 4)
