"""Shared places in the terminal: subscribe, look, take, publish, and be told who was first."""

import io
import sys
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from tests.cli.terminal import run, told
from tests.packs.shared.servers import PASSWORD, USER, dav_server


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of one lead; :func:`as_another` goes to that of the other."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("KEFU_HOME", str(tmp_path / "me"))
    return tmp_path


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """A shared drive."""
    made = tmp_path / "drive"
    made.mkdir()
    return made


def as_another(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("KEFU_HOME", str(home / "other"))


def as_me(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("KEFU_HOME", str(home / "me"))


def standings(*argv: str) -> list[tuple[str, str]]:
    (place,) = told(*argv)
    return [(pack["version"], pack["standing"]) for pack in place["packs"]]


def test_a_pack_goes_from_one_to_the_other(
    home: Path, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("add", "--title", "发货时间", "--text", "今天发", "--category", "售前")
    told("places", "add", str(drive))
    published = told("publish", "1", "--name", "店铺包", "--version", "1.0", "--author", "小王")
    assert (published["file"], published["replies"]) == ("店铺包.kefupack", 1)
    assert standings("places", "look") == [("1.0", "taken")], "what is mine is no news to me"

    as_another(monkeypatch, home)
    assert run("places", "list").done().out.startswith("还没有共享位置")
    told("places", "add", str(drive))
    assert standings("places", "list") == [("1.0", "new")]
    (taken,) = told("places", "take", str(drive))
    assert (taken["new"], taken["conflicts"]) == (1, 0)
    assert standings("places", "list") == [("1.0", "taken")]
    assert [reply["title"] for reply in told("list")] == ["发货时间"]
    assert "那里没有新内容" in run("places", "take", "1").done().out

    as_me(monkeypatch, home)
    told("add", "--title", "退货", "--text", "七天内可退")
    told("publish", "1", "--name", "店铺包", "--version", "1.1", "--changes", "加了退货")
    as_another(monkeypatch, home)
    assert standings("places", "look", "1") == [("1.1", "newer")]
    shown = run("places", "list").done().out
    assert "店铺包 1.1 · 可更新，本机是 1.0" in shown
    assert "加了退货" in shown


def test_a_path_may_be_one_from_where_the_shell_stands(
    drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(drive.parent)
    (place,) = told("places", "add", drive.name)
    assert place["address"] == str(drive)
    for nowhere in ("no such folder", "x" * 5000):
        refused = run("--json", "places", "add", nowhere)
        assert refused.json["error"]["code"] == Code.PLACE_ADDRESS.value


def test_who_was_first_is_told_and_nothing_is_overwritten(
    home: Path, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("add", "--title", "发货", "--text", "今天发")
    told("places", "add", str(drive))
    told("publish", "1", "--name", "包", "--version", "1", "--author", "小王")
    theirs = (drive / "包.kefupack").read_bytes()

    as_another(monkeypatch, home)
    told("add", "--title", "别的", "--text", "别的")
    told("places", "add", str(drive))
    refused = run("--json", "publish", "1", "--name", "包", "--version", "2", "--author", "小李")
    assert refused.status == 1
    assert refused.json["error"]["code"] == Code.PLACE_OVERTAKEN.value
    assert "版本「1」" in refused.err
    assert "作者「小王」" in refused.err
    assert (drive / "包.kefupack").read_bytes() == theirs

    told("places", "take", "1")
    done = told("publish", "1", "--name", "包", "--version", "2", "--author", "小李")
    assert (done["replaced"], done["replies"]) == ("1", 2)


def test_what_cannot_be_seen_is_a_failure_with_its_reason(drive: Path) -> None:
    told("places", "add", str(drive))
    drive.rmdir()
    looked = run("--json", "places", "look")
    assert looked.status == 1
    assert looked.json[0]["trouble"]["code"] == Code.PLACE_NOT_THERE.value
    assert run("places", "look").out.count("!") == 1
    for wrong in ("2", "nowhere"):
        assert run("--json", "places", "look", wrong).json["error"]["code"] == "place-missing"
    assert run("--json", "places", "add", str(drive)).json["error"]["code"] == "place-known"
    assert run("--json", "places", "add", "ftp://x/").json["error"]["code"] == "place-address"
    told("places", "remove", str(drive))
    assert told("places", "list") == []


def test_a_password_is_piped_in_and_never_on_the_disk(
    home: Path, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with dav_server(drive, guarded=True) as dav:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
        added = run("places", "add", dav.address, "--user", USER)
        assert added.status == 0
        assert "没有钥匙串" in added.err
        assert dav.requests
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        looked = run("--json", "places", "look")
        assert looked.json[0]["trouble"]["code"] == Code.PLACE_PASSWORD_UNKNOWN.value
    kept = b"".join(file.read_bytes() for file in (home / "me").rglob("*") if file.is_file())
    assert USER.encode() in kept
    assert PASSWORD.encode() not in kept
