"""Shared places as values: addresses, names of files, what counts as new, and when to look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Digest, Millis, Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.shared import (
    SUFFIX,
    Deposit,
    Standing,
    content_of,
    file_name_of,
    holds_all,
    is_file_name,
    label_of,
    read_address,
    seconds_until_look,
    standing,
)

NOW = Millis(1_790_000_000_000)
HOUR = 3_600_000


def pack(*texts: str, uid: str = "shop", version: str = "1") -> Pack:
    records = tuple(
        Record(uid=Uid(f"r{number}"), title=text, variants=(text,))
        for number, text in enumerate(texts)
    )
    return Pack(uid=Uid(uid), name="入门包", version=version, records=records)


@pytest.mark.parametrize(
    ("typed", "address", "user", "password"),
    [
        ("/mnt/共享", "/mnt/共享", "", ""),
        (r"\\nas\packs", r"\\nas\packs", "", ""),
        (r" D:\packs ", r"D:\packs", "", ""),
        ('"/mnt/a b"', "/mnt/a b", "", ""),
        ("~/packs", "~/packs", "", ""),
        ("https://dav.shop.cn/packs", "https://dav.shop.cn/packs", "", ""),
        ("HTTP://h:8080", "http://h:8080/", "", ""),
        ("https://h/入门 包.kefupack", "https://h/%E5%85%A5%E9%97%A8%20%E5%8C%85.kefupack", "", ""),
        ("https://h/a%20b?x=1", "https://h/a%20b?x=1", "", ""),
        ("https://店.cn/", "https://xn--hxt.cn/", "", ""),
        ("http://[::1]:80/", "http://[::1]:80/", "", ""),
        ("https://me:s%40cret@h/p", "https://h/p", "me", "s@cret"),
    ],
)
def test_an_address_is_read(typed: str, address: str, user: str, password: str) -> None:
    read = read_address(typed)
    assert (read.text, read.user, read.password) == (address, user, password)
    assert read_address(read.text).text == address


@pytest.mark.parametrize(
    "typed",
    ["", "packs", "../packs", "ftp://h/", "file:///etc", "smb://nas/x", "https://", "http://h:x/",
     "https://u:secret@/", "https://h/#x", "http://[", "/" + "x" * 3000],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_its_secret(typed: str) -> None:
    with pytest.raises(InvalidInput) as error:
        read_address(typed)
    assert error.value.code is Code.PLACE_ADDRESS
    assert "secret" not in str(error.value.params)


@given(st.text(max_size=60))
def test_a_name_becomes_a_file_name_or_is_refused(name: str) -> None:
    try:
        file = file_name_of(name)
    except InvalidInput:
        return
    assert file.endswith(SUFFIX)
    assert is_file_name(file)
    assert file_name_of(file) == file


@pytest.mark.parametrize("name", ["", " ", "...", "CON", "nul.x", "com1", "///"])
def test_what_no_system_takes_is_no_name(name: str) -> None:
    with pytest.raises(InvalidInput):
        file_name_of(name)


@pytest.mark.parametrize(
    "name",
    ["../a.kefupack", "a/b.kefupack", "a\\b.kefupack", "C:a.kefupack", ".a.kefupack", "a.txt",
     "a\0.kefupack", "a\n.kefupack", "\u202ea.kefupack", "x" * 300 + ".kefupack"],
)  # fmt: skip
def test_a_strangers_name_is_not_a_path(name: str) -> None:
    assert not is_file_name(name)


def test_what_a_pack_says_is_what_counts() -> None:
    one = pack("发货", "退货")
    assert content_of(one) == content_of(pack("发货", "退货", version="2"))
    assert content_of(one) == content_of(replace(one, records=one.records[::-1], name="x"))
    assert content_of(one) != content_of(pack("发货", "退款"))
    assert content_of(one) != content_of(pack("发货"))


def test_how_a_pack_stands_to_the_library() -> None:
    label = label_of(pack("发货"))
    deposit = Deposit("a.kefupack", "1", Digest("d"), label)
    nothing: frozenset[Digest] = frozenset()
    assert standing(deposit, nothing, ()) is Standing.NEW
    assert standing(deposit, nothing, [label.uid]) is Standing.NEWER
    assert standing(deposit, frozenset({label.content}), [label.uid]) is Standing.TAKEN
    assert standing(Deposit("a", "1", Digest("d")), nothing, ()) is Standing.UNUSABLE


def test_a_library_holds_what_it_was_told_and_what_was_thrown_away() -> None:
    one = pack("发货", "退货")
    told = {record.uid: record.digest() for record in one.records}
    assert holds_all(one, told, frozenset())
    assert not holds_all(pack("发货", "退款"), told, frozenset())
    first, second = one.records
    only = {first.uid: first.digest()}
    assert not holds_all(one, only, frozenset())
    assert holds_all(one, only, frozenset({second.uid}))


def test_when_to_look_again() -> None:
    assert seconds_until_look(4, None, NOW, 0.5) == 0
    assert seconds_until_look(0, None, NOW, 0.5) is None
    assert seconds_until_look(4, Millis(NOW - HOUR), NOW, 0.0) == 3 * 3600
    assert seconds_until_look(4, Millis(NOW - HOUR), NOW, 1.0) == pytest.approx(3.4 * 3600)
    assert seconds_until_look(4, Millis(NOW - 9 * HOUR), NOW, 1.0) == 0
    assert seconds_until_look(4, Millis(NOW + HOUR), NOW, 1.0) == 0, "the clock was set back"
