"""Servers that lie, stall, never end or lead elsewhere: each ends in one of our errors, soon, and
with little memory.
"""

import io
import os
import socket
import ssl
import subprocess
import tracemalloc
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import Digest
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.shared.source import Entry, PlaceLimits, Version
from kefu_desktop.packs.shared.webdav import WebSource
from tests.packs.shared.servers import (
    Dav,
    Raw,
    Script,
    always,
    answer,
    listing,
    raw_server,
    read_head,
    tls_server,
)

QUIET = Watch()
LIMITS = PlaceLimits(
    file_bytes=300_000,
    listing_bytes=100_000,
    listing_entries=200,
    packs=20,
    connect_seconds=0.5,
    quiet_seconds=0.5,
    answer_seconds=1.0,
    file_seconds=1.0,
)
ENTRY = Entry("a.kefupack")


def at(address: str, user: str = "", password: str = "") -> WebSource:
    return WebSource(address, user, password, LIMITS)


def code_of_listing(script: Script) -> Code:
    with raw_server(script) as raw, pytest.raises(KefuError) as error:
        at(raw.address).entries(QUIET)
    return error.value.code


def code_of_fetching(script: Script, into: io.BytesIO | None = None) -> Code:
    with raw_server(script) as raw, pytest.raises(KefuError) as error:
        at(raw.address).fetch(ENTRY, "", into or io.BytesIO(), QUIET)
    return error.value.code


def endless(connection: socket.socket, head: bytes, piece: bytes) -> None:
    connection.sendall(head)
    while True:
        connection.sendall(piece)


def test_an_endless_body_is_given_up_at_the_limit() -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    into = io.BytesIO()
    script: Script = lambda _, connection: endless(connection, head, bytes(65536))  # noqa: E731
    assert code_of_fetching(script, into) is Code.PLACE_TOO_LARGE
    assert len(into.getvalue()) <= LIMITS.file_bytes
    multistatus = b"HTTP/1.1 207 Multi-Status\r\n\r\n"
    forever: Script = lambda _, it: endless(it, multistatus, b"<a>" * 1000)  # noqa: E731
    assert code_of_listing(forever) is Code.PLACE_TOO_LARGE


def test_a_body_that_tells_too_much_is_not_read() -> None:
    lie = always(answer("200 OK", b"x", length=10**12))
    assert code_of_fetching(lie) is Code.PLACE_TOO_LARGE


@pytest.mark.parametrize("length", [6, 100_000])
def test_a_body_that_ends_before_its_time_is_no_file(length: int) -> None:
    assert code_of_fetching(always(answer("200 OK", b"short", length=length))) is (
        Code.PLACE_BROKEN_OFF
    )


def test_chunks_that_break_off_are_no_file() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for rest in (b"5\r\nshort\r\n", b"ffff\r\nshort", b"zz\r\n"):
        assert code_of_fetching(always(head + rest)) is Code.PLACE_BROKEN_OFF


def test_a_silent_server_and_one_that_drips_are_left_in_time() -> None:
    def drip(pieces: bytes) -> Script:
        def script(_: bytes, connection: socket.socket) -> None:
            connection.sendall(pieces)
            connection.settimeout(0.1)
            while True:
                connection.sendall(b"x")
                try:
                    if connection.recv(1) == b"":
                        return
                except TimeoutError:
                    continue

        return script

    def silent(_: bytes, connection: socket.socket) -> None:
        while connection.recv(4096):
            continue

    assert code_of_listing(silent) is Code.PLACE_TIMEOUT
    assert code_of_listing(drip(b"HTTP/1.1 207 OK\r\nX-")) is Code.PLACE_TIMEOUT
    assert code_of_fetching(drip(b"HTTP/1.1 200 OK\r\n\r\n")) is Code.PLACE_TIMEOUT
    body = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    assert code_of_fetching(drip(body)) is Code.PLACE_TIMEOUT


def test_nobody_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for address in (f"http://127.0.0.1:{port}/", "http://no-such-host.invalid/"):
        with pytest.raises(KefuError) as error:
            at(address).entries(QUIET)
        assert error.value.code is Code.PLACE_UNREACHABLE


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\r\n\r\n",
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 207\r\n" + b"h" * 99999,
    ],
    ids=["nothing", "blank", "ssh", "status", "header"],
)
def test_what_is_no_http_is_told(junk: bytes) -> None:
    assert code_of_listing(always(junk)) is Code.PLACE_BROKEN_OFF


BOMB = "".join(
    ['<!DOCTYPE a [<!ENTITY b0 "', "x" * 1000, '">']
    + [f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10)]
    + ["]>", '<d:multistatus xmlns:d="DAV:"><d:response><d:href>&b9;</d:href></d:response>']
    + ["</d:multistatus>"]
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><d:multistatus xmlns:d="DAV:"/>',
        "<a>" * 30_000,
        '<d:multistatus xmlns:d="DAV:">' + "<d:response>" * 100 + "</d:response>" * 100,
        "<html><body>It works!</body></html>",
        '<d:multistatus xmlns:d="DAV:"><d:response>',
        "\0\0\0",
        "",
    ],
    ids=["entities", "external", "deep", "deep-cut", "html", "cut", "nul", "empty"],
)
def test_a_listing_that_is_none_is_refused(text: str) -> None:
    code = code_of_listing(always(answer("207 Multi-Status", text.encode())))
    assert code is Code.PLACE_NOT_UNDERSTOOD


def test_names_that_lead_out_of_the_folder_are_passed_over() -> None:
    names = (
        *("/packs/../evil.kefupack", "/packs/..%2Fevil.kefupack", "/packs/%2e%2e%5cevil.kefupack"),
        *("/packs/sub/deep.kefupack", "http://elsewhere/other.kefupack", "/etc/x.kefupack"),
        *("/packs/C%3Aevil.kefupack", "/packs/a%00.kefupack", "/packs/%E2%80%AEkcap.kefupack"),
        *("/packs/.kefupack", "/packs/good.kefupack", "/packs/good.kefupack", "::::", "/packs/"),
    )
    with raw_server(always(listing(*names))) as raw:
        entries = at(raw.address).entries(QUIET)
    assert [entry.file for entry in entries] == ["good.kefupack"]


def test_a_huge_listing_is_refused_in_little_memory() -> None:
    many = [f"/packs/{number}.txt" for number in range(300)]
    assert code_of_listing(always(listing(*many))) is Code.PLACE_TOO_MANY
    packs = [f"/packs/{number}.kefupack" for number in range(30)]
    assert code_of_listing(always(listing(*packs))) is Code.PLACE_TOO_MANY
    tiny = '<d:multistatus xmlns:d="DAV:">' + "<d:x/>" * 150_000 + "</d:multistatus>"
    data = answer("207 Multi-Status", tiny.encode())
    with raw_server(always(data)) as raw:
        source = WebSource(raw.address)
        tracemalloc.start()
        try:
            assert source.entries(QUIET) == ()
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 4 << 20


def test_redirects_are_followed_to_the_web_alone(tmp_path: Path) -> None:
    def leads(target: str) -> Script:
        return always(answer("302 Found", b"", f"Location: {target}"))

    for target in ("file:///etc/passwd", "ftp://127.0.0.1/x", "", "javascript:alert(1)"):
        assert code_of_fetching(leads(target)) is Code.PLACE_REDIRECT
    assert code_of_fetching(leads("/round/and/round")) is Code.PLACE_REDIRECTS
    mine = tmp_path / "mine"
    mine.write_bytes(b"data")
    with raw_server(leads("/elsewhere")) as raw, pytest.raises(KefuError) as error:
        at(raw.address).put("a.kefupack", mine, None, QUIET)
    assert error.value.code is Code.PLACE_REDIRECT


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html><form>user</form>", b'{"error": "login"}', b"\x1f\x8b\x08packed"]
)
def test_a_page_in_place_of_the_pack_is_no_pack(body: bytes) -> None:
    into = io.BytesIO()
    with raw_server(always(answer("200 OK", body))) as raw:
        source = at(f"{raw.address}team.kefupack")
        (entry,) = source.entries(QUIET)
        with pytest.raises(KefuError) as error:
            source.fetch(entry, "", into, QUIET)
    assert error.value.code is Code.PLACE_NOT_UNDERSTOOD
    assert into.getvalue() == b""


def test_the_password_stays_with_its_server() -> None:
    with raw_server(always(answer("200 OK", b"data"))) as other:

        def script(head: bytes, connection: socket.socket) -> None:
            same = f"http://127.0.0.1:{raw.port}/there"
            first = b"GET /packs/a.kefupack" in head
            target = same if first else f"http://127.0.0.1:{other.port}/there"
            connection.sendall(answer("307 Temporary Redirect", b"", f"Location: {target}"))

        with raw_server(script) as raw:
            into = io.BytesIO()
            at(raw.address, "user", "secret").fetch(ENTRY, "", into, QUIET)
        assert into.getvalue() == b"data"
        assert [told_password(raw) for raw in (raw, other)] == [[True, True], [False]]


def told_password(raw: Raw) -> list[bool]:
    return ["Authorization:" in head for head in raw.heads]


def test_an_upload_that_is_cut_off_is_told(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_bytes(os.urandom(250_000))

    def cut(_: bytes, connection: socket.socket) -> None:
        connection.recv(1000)
        # With data unread, closing resets the connection.

    with raw_server(cut) as raw, pytest.raises(KefuError) as error:
        at(raw.address).put("a.kefupack", mine, Version('"e"', Digest("")), QUIET)
    assert error.value.code is Code.PLACE_BROKEN_OFF
    assert 'If-Match: "e"' in raw.heads[0]


def test_a_download_that_is_cut_off_is_told(dav: Dav) -> None:
    """Between us and a real server stands somebody who cuts the wire in the middle."""
    (dav.folder / "a.kefupack").write_bytes(os.urandom(200_000))
    port = int(dav.address.rstrip("/").rpartition(":")[2])

    def cutting(head: bytes, connection: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", port)) as server:
            server.sendall(head)
            connection.sendall(read_head(server))
            passed = 0
            while passed < 100_000:
                piece = server.recv(4096)
                connection.sendall(piece)
                passed += len(piece)

    with raw_server(cutting) as raw, pytest.raises(KefuError) as error:
        at(f"http://127.0.0.1:{raw.port}/").fetch(ENTRY, "", io.BytesIO(), QUIET)
    assert error.value.code is Code.PLACE_BROKEN_OFF


def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    heads: list[bytes] = []

    def plain(_: bytes, __: socket.socket) -> None: ...

    with raw_server(plain) as raw:
        # The raw server speaks no TLS at all: that is told as well.
        with pytest.raises(KefuError) as error:
            at(f"https://127.0.0.1:{raw.port}/", "user", "secret").entries(QUIET)
        assert error.value.code in (Code.PLACE_TLS, Code.PLACE_BROKEN_OFF, Code.PLACE_TIMEOUT)
    with tls_server(context, heads) as port, pytest.raises(KefuError) as error:
        at(f"https://127.0.0.1:{port}/", "user", "secret").entries(QUIET)
    assert error.value.code is Code.PLACE_TLS
    assert "self-signed" in str(error.value.params["reason"])
    assert not heads, "nothing was sent to it"


def test_the_proxy_of_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(always(listing("/packs/a.kefupack"))) as proxy:
        monkeypatch.setenv("http_proxy", f"http://boss:pa%20ss@127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "inside.example")
        entries = at("http://shop.example/packs/").entries(QUIET)
        assert [entry.file for entry in entries] == ["a.kefupack"]
        assert proxy.heads[0].startswith("PROPFIND http://shop.example/packs/ HTTP/1.1")
        assert "Proxy-Authorization: Basic Ym9zczpwYSBzcw==" in proxy.heads[0]
        with pytest.raises(KefuError) as error:
            at("http://inside.example/packs/").entries(QUIET)
        assert error.value.code is Code.PLACE_UNREACHABLE
        assert len(proxy.heads) == 1
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1")
    with pytest.raises(KefuError) as error:
        at("http://shop.example/packs/").entries(QUIET)
    assert error.value.code is Code.PLACE_UNREACHABLE
