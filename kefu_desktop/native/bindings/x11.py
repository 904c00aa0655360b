"""One connection to an X server, and the few things that every X11 back-end asks of it.

A connection belongs to one back-end: python-xlib's replies and errors go to whoever reads the
socket, so two threads must not use one connection without a lock. Windows of other programs die at
any time; whatever asks about one here answers None or False then and lets no X error out.
"""

import contextlib
import importlib.util
import select
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from kefu_desktop.app.ports import Reason, Refused, Remedy, Support, Works
from kefu_desktop.native.choose import Unavailable
from kefu_desktop.native.facts import Facts, Session, System

_PACKAGE = "python-xlib"
_PROPERTY_WORDS = 1 << 18  # 1 MiB
T = TypeVar("T")


class NoServer(Exception):
    """The X server cannot be reached, or has gone. Its text says what the library said."""


def support(facts: Facts) -> Support:
    """Says whether X clients see this desktop at all, without connecting."""
    if facts.system not in {System.LINUX, System.OTHER}:
        return Refused(Reason.OTHER_SYSTEM)
    if facts.session is Session.WAYLAND:
        return Refused(Reason.WAYLAND, Remedy.USE_X11_SESSION)
    if not facts.display:
        return Refused(Reason.NO_DISPLAY, Remedy.SET_DISPLAY)
    if importlib.util.find_spec("Xlib") is None:
        return Refused(Reason.NO_LIBRARY, Remedy.INSTALL_PACKAGE, _PACKAGE)
    return Works()


def reach(facts: Facts) -> "Connection":
    """Opens the display of ``facts``. Raises :class:`kefu_desktop.native.choose.Unavailable`."""
    try:
        return Connection(facts.display)
    except NoServer as gone:
        raise Unavailable(Refused(Reason.NO_DISPLAY, Remedy.SET_DISPLAY)) from gone


class Connection:
    """One connection. Not for two threads at once; opening takes about 6 ms."""

    def __init__(self, display: str) -> None:
        """Opens the display named ``display``. Raises :class:`NoServer`."""
        import Xlib.display
        import Xlib.error

        self._failures = (Xlib.error.DisplayError, Xlib.error.ConnectionClosedError, OSError)
        self._refusal = Xlib.error.XError
        try:
            self.display: Any = Xlib.display.Display(display)
        # A display number beyond all ports ends in an OverflowError.
        except (*self._failures, Xlib.error.XauthError, OverflowError) as failure:
            raise NoServer(str(failure)) from failure
        # Requests without an answer report their errors here; python-xlib would print them.
        self.display.set_error_handler(lambda _error, _request: None)
        self.root: Any = self.display.screen().root
        self._atoms: dict[str, int] = {}
        self._names: dict[int, str] = {}

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What python-xlib raises when the server is gone."""
        return self._failures

    def close(self) -> None:
        """Closes the connection; the server then drops its windows and grabs."""
        # The server may have been faster.
        with contextlib.suppress(*self._failures):
            self.display.close()

    def atom(self, name: str) -> int:
        """Gives the server's number for ``name``."""
        if name not in self._atoms:
            self._atoms[name] = int(self.display.intern_atom(name))
        return self._atoms[name]

    def atom_name(self, atom: int) -> str:
        """Gives the name of ``atom``, empty when the server does not know it."""
        if atom not in self._names:
            try:
                self._names[atom] = str(self.display.get_atom_name(atom))
            except self._refusal:
                return ""
        return self._names[atom]

    def window(self, handle: int) -> Any:
        """Gives python-xlib's object for the window ``handle``, which need not exist."""
        return self.display.create_resource_object("window", handle)

    def ask(self, question: Callable[[], T]) -> T | None:
        """Gives what ``question`` gives, None when the server answers with an error (a window that
        died).
        """
        try:
            return question()
        except self._refusal:
            return None

    def tell(self, *requests: Callable[..., None]) -> bool:
        """Sends requests that have no answer and waits for the server; gives whether it took them
        all.

        Each is called with the error catcher as ``onerror``.
        """
        import Xlib.error

        catchers = [Xlib.error.CatchError() for _ in requests]
        for request, catcher in zip(requests, catchers, strict=True):
            request(onerror=catcher)
        self.display.sync()
        return all(catcher.get_error() is None for catcher in catchers)

    def words(self, handle: int, name: str) -> list[int]:
        """Gives a property of 32-bit values, empty when there is none."""
        return self.properties((handle, name)).words(handle, name)

    def word(self, handle: int, name: str) -> int:
        """Gives the first value of a 32-bit property, 0 when there is none."""
        return self.properties((handle, name)).word(handle, name)

    def octets(self, handle: int, name: str) -> bytes:
        """Gives a property of bytes, empty when there is none."""
        return self.properties((handle, name)).octets(handle, name)

    def properties(self, *wanted: tuple[int, str]) -> "Properties":
        """Reads properties of windows, named by handle and name, in one round trip to the server.

        Of a long one only the first 1 MiB.
        """
        from Xlib import X
        from Xlib.protocol import request

        asked = [
            request.GetProperty(
                display=self.display.display,
                defer=True,
                delete=False,
                window=handle,
                property=self.atom(name),
                type=X.AnyPropertyType,
                long_offset=0,
                long_length=_PROPERTY_WORDS,
            )
            for handle, name in wanted
        ]
        found = {}
        for key, one in zip(wanted, asked, strict=True):
            if self._answered(one) and one.property_type:
                found[key] = one.value
        return Properties(found)

    def place(self, handle: int) -> tuple[int, int, int, int] | None:
        """Gives the x and y of a window on the root, its width and its height; None when it
        died.
        """
        from Xlib.protocol import request

        display, root = self.display.display, int(self.root.id)
        size = request.GetGeometry(display=display, defer=True, drawable=handle)
        corner = request.TranslateCoords(
            display=display, defer=True, src_wid=handle, dst_wid=root, src_x=0, src_y=0
        )
        # Both are waited for: an answer that nobody takes would stay in the library's list.
        if not all([self._answered(size), self._answered(corner)]):
            return None
        return int(corner.x), int(corner.y), int(size.width), int(size.height)

    def _answered(self, asked: Any) -> bool:
        """Waits for the answer to a deferred request; False when it is an error. The first wait
        sends all that were made.
        """
        try:
            asked.reply()
        except self._refusal:
            return False
        return True

    def ancestry(self, handle: int) -> list[int]:
        """Gives ``handle`` and its ancestors up to, but without, the root; empty when the window
        died.
        """
        chain: list[int] = []
        root = int(self.root.id)
        while handle and handle != root:
            chain.append(handle)
            window = self.window(handle)
            tree = self.ask(window.query_tree)
            if tree is None:
                return []
            handle = int(tree.parent.id) if tree.parent else 0
        return chain

    def next_event(self, deadline: float) -> Any:
        """Gives the next event, None at ``deadline`` (``time.monotonic``) or when the server is
        gone.
        """
        while not self.display.pending_events():
            rest = deadline - time.monotonic()
            if rest <= 0 or not select.select([self.display.fileno()], [], [], rest)[0]:
                return None
        return self.display.next_event()

    def message(self, about: int, name: str, values: Iterable[int]) -> None:
        """Sends the window manager the message ``name`` about a window, as EWMH wants it sent."""
        from Xlib import X
        from Xlib.protocol import event

        padded = [*values, 0, 0, 0, 0, 0][:5]
        self.root.send_event(
            event.ClientMessage(
                window=self.window(about), client_type=self.atom(name), data=(32, padded)
            ),
            event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask,
        )
        self.display.flush()


class Properties:
    """Properties of windows that were read together, each by handle and name."""

    def __init__(self, found: Mapping[tuple[int, str], tuple[int, Any]]) -> None:
        """``found`` has the bits of a value and the values, or octets, of those that there are."""
        self._found = found

    def words(self, handle: int, name: str) -> list[int]:
        """Gives one of 32-bit values, empty when there is none."""
        bits, values = self._found.get((handle, name), (0, ()))
        return [int(value) for value in values] if bits == 32 else []

    def word(self, handle: int, name: str) -> int:
        """Gives the first value of a 32-bit one, 0 when there is none."""
        return next(iter(self.words(handle, name)), 0)

    def octets(self, handle: int, name: str) -> bytes:
        """Gives one of bytes, empty when there is none."""
        bits, value = self._found.get((handle, name), (0, b""))
        return bytes(value) if bits == 8 else b""
