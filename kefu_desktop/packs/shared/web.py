"""One request over http or https, bounded in time and size, and what can go wrong with it.

A time-out between two bytes does not bound a server that sends one byte at a time. So each request
has a watchdog besides, which cuts the connection when its whole time is over.
"""

import base64
import contextlib
import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any, Protocol, cast
from urllib.parse import urljoin, urlsplit

import urllib3
from msgspec import Struct, field
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    IncompleteRead,
    LocationParseError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)

from kefu_desktop.core.errors import Code, InvalidInput, KefuError, MachineFault
from kefu_desktop.core.shared import is_of_web
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.shared.source import CHUNK, PlaceLimits

AGENT = "kefu-desktop"
_LEADS_ON = frozenset({301, 302, 303, 307, 308})
_FOLLOWED = frozenset({"GET", "HEAD", "PROPFIND"})


class Sent(Protocol):
    """A body that is sent piece by piece."""

    def read(self, size: int = CHUNK, /) -> bytes:
        """Gives the next piece, nothing at the end."""


class Request(Struct, frozen=True):
    """What is asked. ``seconds`` is all the time it may take. ``body`` is sent from its start."""

    method: str
    address: str
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Sent | bytes | None = None
    size: int = 0


class Reply:
    """An answer whose head is here and whose body is still to be read."""

    def __init__(
        self, response: urllib3.BaseHTTPResponse, address: str, watchdog: "Watchdog"
    ) -> None:
        self.status = response.status
        self.headers = response.headers
        self.address = address
        """Of what answered, after redirects."""
        self._response = response
        self._watchdog = watchdog

    def body(self, limit: int, watch: Watch) -> Iterator[bytes]:
        """Gives the body piece by piece; raises KefuError (PLACE_TOO_LARGE, PLACE_BROKEN_OFF,
        PLACE_TIMEOUT) in the middle of it.
        """
        told = self.headers.get("Content-Length", "")
        total = int(told) if told.isdecimal() and len(told) < 16 else 0
        done = 0
        with sorted_failures(self.address, self._watchdog):
            while piece := self._response.read1(CHUNK):
                done += len(piece)
                if max(done, total) > limit:
                    raise InvalidInput(Code.PLACE_TOO_LARGE, address=self.address, limit=limit)
                watch.tell(done, total)
                yield piece
            if done < total:
                # read1 says nothing of a body that ends before its time.
                raise IncompleteRead(done, total - done)
            if self._watchdog.bitten:
                raise IncompleteRead(done, 0)

    def read(self, limit: int, watch: Watch) -> bytes:
        """Gives a whole small body."""
        return b"".join(self.body(limit, watch))


class Watchdog:
    """Cuts a connection when its time is over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.bitten = False
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._bite)
        self._timer.daemon = True
        self._timer.start()

    def guard(self, connection: HTTPConnection) -> None:
        """Watches over a connection that has just been made."""
        # The socket and not the connection, which lets go of it once the head of an answer is here.
        held = connection.sock
        if held is None:
            return
        with self._lock:
            self._sockets.append(held)
            late = self.bitten
        if late:
            _cut(held)

    def rest(self) -> None:
        """Watches no longer."""
        self._timer.cancel()

    def _bite(self) -> None:
        with self._lock:
            self.bitten = True
            guarded = tuple(self._sockets)
        for held in guarded:
            _cut(held)


class Web:
    """Asks over http or https, for one user, by the system's proxy."""

    def __init__(self, user: str, password: str, limits: PlaceLimits) -> None:
        self._user = user
        self._password = password
        self._limits = limits

    @contextlib.contextmanager
    def ask(self, request: Request) -> Iterator[Reply]:
        """Gives the answer, redirects followed, whatever its status. The password goes only to the
        server of the address itself.

        Raises MachineFault: PLACE_UNREACHABLE, PLACE_TIMEOUT, PLACE_TLS, PLACE_BROKEN_OFF,
        PLACE_REDIRECT, PLACE_REDIRECTS.
        """
        watchdog = Watchdog(request.seconds)
        with contextlib.ExitStack() as done:
            done.callback(watchdog.rest)
            address = request.address
            for _ in range(self._limits.redirects + 1):
                response = self._send(request, address, watchdog, done)
                if response.status not in _LEADS_ON:
                    yield Reply(response, address, watchdog)
                    return
                address = self._next(request, address, response.headers.get("Location", ""))
            limit = self._limits.redirects
            raise MachineFault(Code.PLACE_REDIRECTS, address=request.address, limit=limit)

    def _send(
        self,
        request: Request,
        address: str,
        watchdog: Watchdog,
        done: contextlib.ExitStack,
    ) -> urllib3.BaseHTTPResponse:
        headers = {
            "User-Agent": AGENT,
            # A packed answer may unpack to anything.
            "Accept-Encoding": "identity",
            "Connection": "close",
            **request.headers,
        }
        if self._user and _origin(address) == _origin(request.address):
            pair = f"{self._user}:{self._password}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        if request.body is not None:
            headers["Content-Length"] = str(request.size)
        with sorted_failures(address, watchdog):
            pool = self._pool(address, watchdog)
            done.callback(pool.clear)
            response = pool.request(
                request.method,
                address,
                headers=headers,
                body=cast(Any, request.body),
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            done.callback(response.close)
            return response

    def _pool(self, address: str, watchdog: Watchdog) -> urllib3.PoolManager:
        timeout = urllib3.Timeout(
            connect=self._limits.connect_seconds, read=self._limits.quiet_seconds
        )
        proxy = _proxy_for(address)
        pool = (
            urllib3.ProxyManager(proxy, proxy_headers=_proxy_headers(proxy), timeout=timeout)
            if proxy
            else urllib3.PoolManager(timeout=timeout)
        )
        pool.pool_classes_by_scheme = _guarded_pools(watchdog)
        return pool

    def _next(self, request: Request, address: str, location: str) -> str:
        target = urljoin(address, location)
        lowered = address.startswith("https:") and not target.lower().startswith("https:")
        safe = is_of_web(target) and not (lowered and self._user)
        if not location or not safe or request.method not in _FOLLOWED:
            raise MachineFault(Code.PLACE_REDIRECT, address=address, target=_told(target))
        return target


def _guarded_pools(watchdog: Watchdog) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Gives pools whose connections the watchdog gets to know as soon as there is a socket."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            watchdog.guard(self)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            watchdog.guard(self)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


@contextlib.contextmanager
def sorted_failures(address: str, watchdog: Watchdog) -> Iterator[None]:
    """Tells what the network does wrong in our own words."""
    try:
        yield
    except KefuError:
        raise
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if watchdog.bitten:
            seconds = round(watchdog.seconds)
            raise MachineFault(Code.PLACE_TIMEOUT, address=address, seconds=seconds) from error
        raise _fault(error, address) from error


def _fault(error: Exception, address: str) -> KefuError:
    cause = _cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return MachineFault(Code.PLACE_TLS, address=address, reason=cause.verify_message)
    if isinstance(error, SSLError):
        return MachineFault(Code.PLACE_TLS, address=address, reason=getattr(cause, "reason", ""))
    if isinstance(error, ProxyError):
        return MachineFault(Code.PLACE_UNREACHABLE, address=address, reason="proxy")
    if isinstance(error, ReadTimeoutError | ConnectTimeoutError) and not isinstance(
        error, NewConnectionError
    ):
        seconds = getattr(error, "seconds", 0)
        return MachineFault(Code.PLACE_TIMEOUT, address=address, seconds=seconds)
    if isinstance(error, LocationParseError):
        return InvalidInput(Code.PLACE_ADDRESS, address=address)
    if isinstance(error, NewConnectionError):
        reason = getattr(cause, "strerror", None) or ""
        return MachineFault(Code.PLACE_UNREACHABLE, address=address, reason=reason)
    if isinstance(error, ProtocolError | IncompleteRead | HTTPException | OSError):
        return MachineFault(Code.PLACE_BROKEN_OFF, address=address)
    return MachineFault(Code.PLACE_UNREACHABLE, address=address, reason=type(error).__name__)


def _cause(error: BaseException) -> BaseException:
    """Gives the first cause of what urllib3 has wrapped, once or twice."""
    for _ in range(8):
        inner = error.__cause__ or (error.args[-1] if error.args else None)
        if not isinstance(inner, BaseException):
            return error
        error = inner
    return error


def _cut(held: socket.socket) -> None:
    # Of the socket beneath TLS: its own shutdown would first say good-bye to the other side.
    with contextlib.suppress(OSError, ValueError):
        socket.socket.shutdown(held, socket.SHUT_RDWR)


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port


def _told(address: str) -> str:
    """Gives a target for an error; what stands before an @ may be a secret."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"[:200]


def _proxy_for(address: str) -> str:
    """Gives the system's proxy for ``address``: from the environment, the registry or macOS."""
    parts = urlsplit(address)
    known = urllib.request.getproxies()
    proxy = known.get(parts.scheme) or known.get("all") or ""
    if not proxy or urllib.request.proxy_bypass(parts.hostname or ""):
        return ""
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if not is_of_web(proxy):
        scheme = urlsplit(proxy).scheme
        raise MachineFault(Code.PLACE_UNREACHABLE, address=address, reason=f"proxy: {scheme}")
    return proxy


def _proxy_headers(proxy: str) -> dict[str, str]:
    parts = urlsplit(proxy)
    if not parts.username:
        return {}
    from urllib.parse import unquote

    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair).decode()}"}
