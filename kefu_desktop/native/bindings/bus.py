"""One connection to a D-Bus message bus, read by a thread that sleeps until something comes.

jeepney speaks the protocol; it comes with the keyring's library anyway, and needs neither an event
loop (dbus-fast) nor Qt (whose QtDBus cannot take apart a property that changed). What arrives is
handed on in the bus's order on that one thread, so whoever listens needs no lock of his own; and
whoever is on that thread must not wait there for an answer: :meth:`Bus.call` refuses to.
"""

import importlib.util
import logging
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kefu_desktop.app.ports import Reason, Refused, Remedy, Support, Works
from kefu_desktop.native.choose import Lost

if TYPE_CHECKING:
    from jeepney import DBusAddress, Message

    Answered = Callable[[Message | None], None]

_LOG = logging.getLogger(__name__)

LIBRARY = "jeepney"
_BUS = "org.freedesktop.DBus"
_SOON = 0.5
"""Seconds that a service may take to answer; those asked here know the answer."""


class NoBus(Exception):
    """There is no bus at the address, or it does not take us. Its text says why."""


class NoAnswer(Exception):
    """A service is not there, does not know what it was asked, or took too long. Its text is the
    name of the error.
    """


def the_bus() -> "DBusAddress":
    """Gives the bus itself, whom anything may be asked that every bus knows."""
    from jeepney import DBusAddress

    return DBusAddress("/org/freedesktop/DBus", _BUS, _BUS)


def coming_and_going(service: str) -> str:
    """Gives the match rule for a service that comes or goes."""
    what = f"type='signal',sender='{_BUS}',interface='{_BUS}'"
    return f"{what},member='NameOwnerChanged',arg0='{service}'"


def owner(signal: "Message", service: str) -> str | None:
    """Gives who is ``service`` from now on, empty for nobody; None for a signal about anything
    else.
    """
    if member(signal) != "NameOwnerChanged":
        return None
    name, _, now = signal.body
    return str(now) if name == service else None


def member(signal: "Message") -> str:
    """Gives the name of a signal."""
    from jeepney import HeaderFields

    return str(signal.header.fields.get(HeaderFields.member, ""))


def support(address: str) -> Support:
    """Says whether there may be a bus at ``address``, without connecting."""
    place = address.partition("unix:path=")[2].partition(",")[0].partition(";")[0]
    if not address or (place and not Path(place).exists()):
        return Refused(Reason.NO_BUS)
    if importlib.util.find_spec(LIBRARY) is None:
        return Refused(Reason.NO_LIBRARY, Remedy.INSTALL_PACKAGE, LIBRARY)
    return Works()


class Bus:
    """A connection; :meth:`start` begins to read. Any thread may call."""

    def __init__(self, address: str, lost: Lost) -> None:
        """Connects to the bus at ``address``, as in DBUS_SESSION_BUS_ADDRESS. ``lost`` is
        called on the reading thread when the bus has gone.

        Raises:
            NoBus: nobody answers there.
        """
        from jeepney import AuthenticationError
        from jeepney.io.blocking import open_dbus_connection

        try:
            self._connection = open_dbus_connection(address)
        # jeepney raises RuntimeError and ValueError at an address that it cannot read.
        except (OSError, AuthenticationError, RuntimeError, ValueError) as failure:
            raise NoBus(str(failure)) from failure
        self._lost = lost
        self._sending = threading.Lock()
        self._over = threading.Lock()  # held while answers may still be waited for
        self._closed = False
        self._waiting: dict[int, Answered] = {}
        self._listeners: list[Callable[[Message], None]] = []
        self._thread = threading.Thread(target=self._run, name="bus", daemon=True)

    def start(self) -> None:
        """Begins to hand on what comes. Once."""
        self._thread.start()

    def listen(self, heard: Callable[["Message"], None], *rules: str) -> None:
        """From now on ``heard`` is called on the reading thread with every signal that comes, those
        of other listeners too; ``rules`` say what the bus is to send (D-Bus specification, "Match
        rules"). Before :meth:`start` or on the reading thread.
        """
        from jeepney import message_bus

        self._listeners.append(heard)
        for rule in rules:
            self._send(message_bus.AddMatch(rule), None)

    def ask(
        self,
        address: "DBusAddress",
        method: str,
        answered: Callable[[tuple[Any, ...] | None], None],
        signature: str | None = None,
        body: tuple[Any, ...] = (),
    ) -> None:
        """Calls a method of a service that runs already; ``answered`` gets what it gives on the
        reading thread, None when it refuses or the bus is gone.
        """
        self._send(_asking(address, method, signature, body), lambda got: answered(_body(got)))

    def call(
        self,
        address: "DBusAddress",
        method: str,
        signature: str | None = None,
        body: tuple[Any, ...] = (),
        timeout: float = _SOON,
    ) -> tuple[Any, ...]:
        """Calls a method of a service that runs already and waits up to ``timeout`` seconds for
        what it gives. After :meth:`start`; not on the reading thread.

        Raises:
            NoAnswer: it gives nothing.
        """
        assert threading.current_thread() is not self._thread, "it would wait for itself"
        done: Future[Message | None] = Future()
        self._send(_asking(address, method, signature, body), done.set_result)
        try:
            got = done.result(timeout)
        except TimeoutError as late:
            raise NoAnswer("timeout") from late
        answer = _body(got)
        if answer is None:
            raise NoAnswer(_error(got))
        return answer

    def close(self) -> None:
        """Ends the thread and the connection. Twice is no error."""
        with self._over:
            self._closed = True
        # The thread then reads the end of the stream. It may be there already.
        try:
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            _LOG.debug("the bus was gone before us")
        if not self._thread.ident:
            self._connection.close()
        elif threading.current_thread() is not self._thread:
            self._thread.join()

    def _send(self, message: "Message", answered: "Answered | None") -> None:
        serial = next(self._connection.outgoing_serial)
        with self._over:
            gone = self._closed
            if answered is not None and not gone:
                self._waiting[serial] = answered
        try:
            if not gone:
                with self._sending:
                    self._connection.send(message, serial=serial)
        except OSError:
            with self._over:
                gone = self._waiting.pop(serial, None) is not None
        if gone and answered is not None:
            answered(None)

    # The reading thread from here on.

    def _run(self) -> None:
        try:
            while True:
                self._take(self._connection.receive())
        except OSError as gone:
            if not self._closed:
                _LOG.warning("the bus is gone: %s", type(gone).__name__)
        except Exception:  # noqa: BLE001 - the edge of a thread
            _LOG.exception("the bus thread failed")
        with self._over:
            lost, self._closed = not self._closed, True
            waiting, self._waiting = self._waiting, {}
        self._connection.close()
        for answered in waiting.values():
            answered(None)
        if lost:
            self._lost()

    def _take(self, message: "Message") -> None:
        from jeepney import HeaderFields, MessageType

        if message.header.message_type is MessageType.signal:
            for heard in self._listeners:
                heard(message)
            return
        with self._over:
            serial = message.header.fields.get(HeaderFields.reply_serial, -1)
            answered = self._waiting.pop(serial, None)
        if answered is not None:
            answered(message)


def _asking(
    address: "DBusAddress", method: str, signature: str | None, body: tuple[Any, ...]
) -> "Message":
    from jeepney import MessageFlag, new_method_call

    message = new_method_call(address, method, signature, body)
    # Looking must not start a service that nobody else wanted.
    message.header.flags = MessageFlag.no_auto_start
    return message


def _body(message: "Message | None") -> tuple[Any, ...] | None:
    from jeepney import MessageType

    if message is None or message.header.message_type is MessageType.error:
        return None
    return tuple(message.body)


def _error(message: "Message | None") -> str:
    from jeepney import HeaderFields

    return "" if message is None else str(message.header.fields.get(HeaderFields.error_name, ""))
