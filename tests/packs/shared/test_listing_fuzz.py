"""Whatever a server answers to PROPFIND, only our own errors come out, and no name is a path."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.shared import is_file_name
from kefu_desktop.packs.shared.listing import read_listing
from kefu_desktop.packs.shared.source import PlaceLimits
from tests.packs.shared.servers import listing

ADDRESS = "http://127.0.0.1/packs/"
GOOD = listing("/packs/a.kefupack", "/packs/%E5%8C%85.kefupack").partition(b"\r\n\r\n")[2]
LIMITS = PlaceLimits(packs=10, listing_entries=10)


def read(data: bytes) -> None:
    try:
        found = read_listing(data, ADDRESS, LIMITS)
    except KefuError:
        return
    assert all(is_file_name(entry.file) for entry in found.entries)


def test_the_answer_as_it_should_be() -> None:
    found = read_listing(GOOD, ADDRESS, LIMITS)
    assert [(entry.file, entry.stamp) for entry in found.entries] == [
        ("a.kefupack", '"e"'),
        ("包.kefupack", '"e"'),
    ]
    assert found.folder


@given(st.data())
def test_flipped_and_cut_bytes(data: st.DataObject) -> None:
    broken = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place] = data.draw(st.integers(0, 255))
    read(bytes(broken[: data.draw(st.integers(0, len(broken)))]))
    read(bytes(broken))


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
@example("http://[", "x" * 80, "9" * 40)
@example("/packs/..%2f..%2fa.kefupack", '"', "-1")
def test_any_name_stamp_and_size(href: str, etag: str, size: str) -> None:
    cleaned = [word.translate(str.maketrans("", "", "<&>")) for word in (href, etag, size)]
    text = (
        '<d:multistatus xmlns:d="DAV:"><d:response><d:href>{}</d:href><d:getetag>{}</d:getetag>'
        "<d:getcontentlength>{}</d:getcontentlength></d:response></d:multistatus>"
    ).format(*cleaned)
    read(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "latin-1"])
def test_other_encodings(encoding: str) -> None:
    read(GOOD.decode().replace("?>", f' encoding="{encoding}"?>', 1).encode(encoding))
