"""Servers on loopback to share packs with: a real WebDAV server, and one that answers whatever a
test wants, byte for byte.
"""

import logging
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cheroot.wsgi import Server
from wsgidav.wsgidav_app import WsgiDAVApp

USER, PASSWORD = "店长", "密码 pass:word"

Environ = dict[str, Any]


@dataclass
class Dav:
    """A WebDAV server over a folder. ``before`` is called with each request before it is served,
    and may change the folder or answer by itself with a status.
    """

    folder: Path
    address: str = ""
    requests: list[str] = field(default_factory=list)
    before: Callable[[Environ], int | None] = lambda _: None


@contextmanager
def dav_server(folder: Path, *, guarded: bool = False) -> Iterator[Dav]:
    """Serves ``folder``, with ``guarded`` to USER alone."""
    dav, writing = Dav(folder), threading.Lock()
    users: Any = {USER: {"password": PASSWORD}} if guarded else True
    app = WsgiDAVApp(
        {
            "host": "127.0.0.1",
            "port": 0,
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": users}},
            "http_authenticator": {"accept_digest": False, "default_to_digest": False},
            "logging": {"enable": False},
            "verbose": 0,
            "property_manager": None,
            "lock_storage": True,
        }
    )
    logging.getLogger("wsgidav").setLevel(logging.CRITICAL)

    def watched(environ: Environ, start_response: Callable[..., Any]) -> Any:
        dav.requests.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        status = dav.before(environ)
        if status is not None:
            start_response(f"{status} As Told", [("Content-Length", "0")])
            return [b""]
        if environ["REQUEST_METHOD"] == "PUT":
            # wsgidav compares and writes in two steps; a server used by many does it in one.
            with writing:
                return list(app(environ, start_response))
        return app(environ, start_response)

    server = Server(("127.0.0.1", 0), watched, numthreads=4)
    # How often it looks whether it is to stop.
    server.expiration_interval = 0.02
    server.prepare()
    dav.address = f"http://127.0.0.1:{server.bind_addr[1]}/"
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield dav
    finally:
        server.stop()
        thread.join(10)


Script = Callable[[bytes, socket.socket], None]
"""Is handed the head of a request and the connection to answer on; it is closed afterwards."""


@dataclass
class Raw:
    """A server that does what a script says."""

    port: int
    heads: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of a folder; the server does not care."""
        return f"http://127.0.0.1:{self.port}/packs/"


@contextmanager
def raw_server(script: Script) -> Iterator[Raw]:
    """Serves one connection after another by ``script``."""
    listener = socket.create_server(("127.0.0.1", 0))
    raw = Raw(listener.getsockname()[1])
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(20)
                try:
                    head = read_head(connection)
                    raw.heads.append(head.decode("latin-1"))
                    script(head, connection)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield raw
    finally:
        over.set()
        # Wakes accept(), which closing alone does not on every system.
        with socket.create_connection(("127.0.0.1", raw.port)):
            pass
        listener.close()
        thread.join(10)


def read_head(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(4096)
        if not piece:
            raise ConnectionError
        head += piece
    return head


def answer(status: str, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    """A whole answer; ``length`` may lie."""
    told = len(body) if length is None else length
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {told}", *headers, "Connection: close")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def always(data: bytes) -> Script:
    """A script that says the same to everybody."""

    def script(head: bytes, connection: socket.socket) -> None:
        # Closing with something unread would take back what was said.
        told = re.search(rb"Content-Length: (\d+)", head)
        left = int(told[1]) - len(head.partition(b"\r\n\r\n")[2]) if told else 0
        while left > 0:
            left -= len(connection.recv(4096))
        connection.sendall(data)

    return script


def listing(*hrefs: str, base: str = "/packs/") -> bytes:
    """An answer to PROPFIND that names these files."""
    rows = "".join(
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:resourcetype/>"
        f'<d:getetag>"e"</d:getetag></d:prop></d:propstat></d:response>'
        for href in hrefs
    )
    own = (
        f"<d:response><d:href>{base}</d:href><d:propstat><d:prop><d:resourcetype><d:collection/>"
        "</d:resourcetype></d:prop></d:propstat></d:response>"
    )
    text = f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{own}{rows}</d:multistatus>'
    return answer("207 Multi-Status", text.encode())


@contextmanager
def tls_server(context: ssl.SSLContext, heads: list[bytes]) -> Iterator[int]:
    """Speaks TLS with whoever trusts it; gives its port and notes what it is sent."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            connection, _ = listener.accept()
            with connection, context.wrap_socket(connection, server_side=True) as secured:
                heads.append(secured.recv(100))
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(10)
