"""The clients of one user: shipped profiles, the user's own, and bad files that are told about."""

import itertools
from pathlib import Path

import pytest

from kefu_desktop import assets
from kefu_desktop.app import clients
from kefu_desktop.app.clients import MOST_BYTES, MOST_FILES, KnownClients
from kefu_desktop.app.ports import Target
from kefu_desktop.core.emoticons import Style
from kefu_desktop.core.errors import Code, KefuError, NotFound

MINE = """
[[client]]
key = "wechat"
zh = "我的微信"
[client.known-by]
programs = ["Weixin"]
[client.takes]
emoticons = "plain"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "clients"
    folder.mkdir()
    return folder


@pytest.fixture
def told() -> dict[str, str]:
    return {}


@pytest.fixture
def known(own: Path, told: dict[str, str]) -> KnownClients:
    return KnownClients(assets.resource("clients"), own, lambda: told)


def chat(program: str, title: str = "", window_class: str = "") -> Target:
    return Target(1, program, title, window_class=window_class)


def codes(known: KnownClients) -> list[Code]:
    return [finding.code for finding in known.findings]


def test_shipped_profiles_are_sound(known: KnownClients) -> None:
    assert codes(known) == []
    assert known.recognise(chat("WeChat.exe")).zh == "微信"
    assert known.recognise(chat("Google-chrome", "", "web.whatsapp.com")).key == "whatsapp"


def test_a_window_nobody_knows_and_no_window_are_unknown(known: KnownClients) -> None:
    assert known.recognise(chat("Gimp")).key == ""
    assert known.recognise(None).key == ""


def test_a_profile_of_one_s_own_comes_before_the_shipped_one(
    known: KnownClients, own: Path
) -> None:
    (own / "mine.TOML").write_text(f"\ufeff{MINE}", encoding="utf-8")
    client = known.recognise(chat("Weixin.exe"))
    assert (client.zh, client.manner.style) == ("我的微信", Style.PLAIN)
    # In place of the shipped one, not beside it.
    assert known.recognise(chat("WeChat.exe")).key == ""


def test_what_the_user_said_holds_at_once(known: KnownClients, told: dict[str, str]) -> None:
    assert known.recognise(chat("ShopDesk.exe")).key == ""
    told["ShopDesk"] = "微信"
    assert known.recognise(chat("ShopDesk.exe")).key == "wechat"


def test_a_bad_file_is_told_about_and_the_others_hold(known: KnownClients, own: Path) -> None:
    (own / "a.toml").write_text("[[client]\n", encoding="utf-8")
    (own / "b.toml").write_bytes("[[client]]\nzh='店'".encode("gb18030"))
    (own / "c.toml").write_text("x = 1", encoding="utf-8")
    (own / "d.toml").write_text("#" * (MOST_BYTES + 1), encoding="utf-8")
    (own / "e.toml").mkdir()
    (own / "f.toml").write_text(MINE, encoding="utf-8")
    (own / "notes.txt").write_text("no profile", encoding="utf-8")
    bad = Code.CLIENT_UNREADABLE
    assert codes(known) == [bad, bad, Code.CLIENT_INVALID, bad, Code.FILE_UNREADABLE]
    assert known.findings[2].params == {"file": "c.toml", "field": "x", "allowed": ""}
    assert known.recognise(chat("Weixin")).zh == "我的微信"
    assert known.recognise(chat("QQ")).zh == "QQ"


def test_a_file_that_was_mended_holds_after_reloading(known: KnownClients, own: Path) -> None:
    file = own / "mine.toml"
    file.write_text("[[client]\n", encoding="utf-8")
    assert len(codes(known)) == 1
    file.write_text(MINE, encoding="utf-8")
    known.reload()
    assert codes(known) == []
    assert known.get("我的微信").key == "wechat"


def test_a_flood_of_files_is_cut_off(known: KnownClients, own: Path) -> None:
    for number in range(MOST_FILES + 1):
        text = f'[[client]]\nkey = "c{number}"\nzh = "客{number}"\n'
        (own / f"{number:04}.toml").write_text(text, encoding="utf-8")
    assert codes(known) == [Code.TOO_MANY]
    assert known.get("客0").key == "c0"


def test_the_name_of_no_client_is_refused(known: KnownClients) -> None:
    assert known.get(" 千牛 ").key == "qianniu"
    with pytest.raises(NotFound) as refused:
        known.get("不存在")
    assert refused.value.code is Code.CLIENT_UNKNOWN


def test_bytes_turned_over_give_clients_or_a_finding(tmp_path: Path) -> None:
    data = MINE.encode()
    file = tmp_path / "flipped.toml"
    found = set()
    for place, flip in itertools.product(range(len(data)), (0x01, 0x80)):
        file.write_bytes(data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :])
        try:
            clients.read(file)
        except KefuError as error:
            found.add(error.code)
    assert found == {Code.CLIENT_UNREADABLE, Code.CLIENT_INVALID}
