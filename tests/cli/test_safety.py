"""Packs, taking back, backups, settings and the doctor, from a terminal."""

import json
import shlex
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.core.settings import names
from tests.cli.terminal import run, told

REPORT = {"new", "same", "updated", "conflicts", "removed", "rejected", "remarks", "dry_run"}
SHEET = "分组,标题,快捷编码,内容\n售前,欢迎,hy,欢迎光临\n售后,退货,th,七天可退\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "话术.csv"
    file.write_text(SHEET, encoding="gb18030")
    return file


def titles() -> list[str]:
    return sorted(entry["title"] for entry in told("list"))


def test_the_same_file_twice_changes_nothing(sheet: Path) -> None:
    first = told("import", sheet)
    assert set(first) == REPORT
    assert (first["new"], first["same"], first["rejected"]) == (2, 0, [])
    before = told("list")
    again = told("import", sheet)
    assert (again["new"], again["same"], again["updated"], again["conflicts"]) == (0, 2, 0, 0)
    assert told("list") == before
    assert titles() == ["欢迎", "退货"]


def test_a_dry_run_tells_the_same_and_leaves_no_trace(sheet: Path, kefu_home: Path) -> None:
    tried = told("import", "--dry-run", sheet)
    assert not kefu_home.exists()
    done = told("import", sheet)
    assert (tried.pop("dry_run"), done.pop("dry_run")) == (True, False)
    assert tried == done


def test_a_bad_record_is_listed_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "坏.csv"
    file.write_text("标题,内容\n好,您好\n空,\n也好,再见\n", encoding="utf-8")
    report = told("import", file)
    assert report["new"] == 2
    (rejected,) = report["rejected"]
    assert set(rejected) == {"where", "code", "message"}
    assert rejected["where"] == "坏.csv:3"
    assert "{" not in rejected["message"]
    assert "坏.csv:3" in run("import", file).done().out


def test_a_quote_that_stays_open_is_said_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "话术.csv"
    file.write_text('标题,内容\n一,好\n二,"开了口\n', encoding="utf-8")
    ran = run("import", file)
    assert ran.status == 1
    assert "第 3 行" in ran.err


def test_a_file_that_is_refused_keeps_the_others_out_too(sheet: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.kefupack"
    bad.write_bytes(b"PK\x03\x04 cut off")
    ran = run("--json", "import", sheet, bad)
    assert ran.status == 1
    assert ran.json["error"]["code"] == "file-damaged"
    assert titles() == []


@pytest.mark.parametrize(
    ("way", "holder"),
    [
        ([], "我的"),
        (["--on-conflict", "mine"], "我的"),
        (["--on-conflict", "theirs"], "他们的"),
        (["--on-conflict", "both"], "我的"),
    ],
)
def test_who_gets_a_shortcut_goes_as_asked_for(tmp_path: Path, way: list[str], holder: str) -> None:
    pack = tmp_path / "team.kefupack"
    mine, theirs = tmp_path / "mine.db", tmp_path / "theirs.db"

    def at(library: Path, *argv: str | Path) -> Any:
        return run("--library", library, "--json", *argv).done().json

    at(theirs, "add", "--title", "欢迎", "--text", "他们的", "--shortcut", "hy")
    at(theirs, "export", pack)
    at(mine, "add", "--title", "招呼", "--text", "我的", "--shortcut", "hy")
    assert at(mine, "import", *way, pack)["conflicts"] == 1
    assert {entry["text"] for entry in at(mine, "list")} == {"我的", "他们的"}, "both replies stay"
    assert at(mine, "show", ";hy")["text"] == holder


def test_the_starter_pack_comes_when_it_is_asked_for() -> None:
    assert titles() == []
    assert told("import", "--starter")["new"] >= 120
    assert told("import", "--starter")["new"] == 0
    kinds = {entry["kind"] for entry in told("list")}
    assert kinds == {"reply", "greeting", "away"}
    assert told("undo")["count"] >= 120
    assert titles() == []


def test_the_starter_pack_is_in_the_language_that_is_spoken() -> None:
    told("--lang", "en", "import", "--starter")
    assert told("show", ";st")["title"] == "When it ships"
    told("undo")
    told("--lang", "zh_CN", "import", "--starter")
    assert told("show", ";fh")["title"] == "发货时间"


@pytest.mark.parametrize("suffix", ["kefupack", "csv", "xlsx"])
def test_what_is_exported_can_be_imported_elsewhere(
    sheet: Path, tmp_path: Path, suffix: str
) -> None:
    told("import", sheet)
    file = tmp_path / f"out.{suffix}"
    part = told("export", file, "--category", "售前")
    assert (part["file"], part["replies"], part["losses"]) == (str(file), 1, [])
    told("export", file)
    other = run("--library", tmp_path / "other.db", "--json", "import", file).done().json
    assert other["new"] == 2
    there = run("--library", tmp_path / "other.db", "--json", "show", ";hy").done().json
    assert (there["title"], there["text"], there["category"]) == ("欢迎", "欢迎光临", "售前")


def test_a_pack_says_what_it_was_told_to_say(sheet: Path, tmp_path: Path) -> None:
    told("import", sheet)
    told("config", "set", "sharing.author", "店长")
    file = tmp_path / "out.kefupack"
    about = ("--name", "双十一话术", "--version", "2.0", "--changes", "加了预售\n改了价")
    done = told("export", file, *about)
    wanted = {
        "name": "双十一话术",
        "version": "2.0",
        "author": "店长",
        "changes": "加了预售\n改了价",
    }
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert wanted.items() <= done.items()
    assert wanted.items() <= manifest.items()
    assert told("export", file, "--name", "双十一话术", "--author", "小王")["version"] == "2.0"
    told("add", "--title", "新", "--text", "新的")
    later = told("export", file, "--name", "双十一话术", "--changes", "加了一条")
    assert (later["version"], later["author"]) == ("2.1", "店长")


@pytest.mark.parametrize(("suffix", "left"), [("kefupack", 0), ("csv", 0), ("yml", 1), ("md", 0)])
def test_what_a_format_has_no_place_for_is_told(
    sheet: Path, tmp_path: Path, suffix: str, left: int
) -> None:
    told("import", sheet)
    file = tmp_path / f"out.{suffix}"
    done = told("export", file)
    assert done["replies"] == 2
    assert (len(done["losses"]) > 0) == bool(left)
    lines = run("--lang", "en", "export", file).done().out.splitlines()
    assert lines[0] == f"Exported 2: {file}"
    assert [line.strip().partition(": ")[2] for line in lines[1:]] == [
        one["message"] for one in run("--lang", "en", "--json", "export", file).json["losses"]
    ]


def test_steps_are_taken_back_and_done_again(sheet: Path) -> None:
    told("import", sheet)
    told("add", "--title", "三", "--text", "三")
    assert told("undo") == {"deed": "add-reply", "count": 1, "revision": 3}
    assert told("undo")["deed"] == "import"
    assert titles() == []
    assert told("redo") == {"deed": "import", "count": 2, "revision": 5}
    assert run("redo").done().out == "已重做：新建话术（1）\n"
    assert titles() == ["三", "欢迎", "退货"]


def test_a_backup_brings_back_what_was(sheet: Path, tmp_path: Path, kefu_home: Path) -> None:
    told("import", sheet)
    file = tmp_path / "away" / "backup.db"
    assert told("backup", file) == {"file": str(file), "replies": 2}
    in_folder = told("backup")
    assert Path(in_folder["file"]).is_relative_to(kefu_home / "backups")
    told("undo")
    restored = told("restore", file)
    assert (restored["file"], restored["replies"]) == (str(file), 2)
    assert titles() == ["欢迎", "退货"]
    told("restore", restored["replaced"])
    assert titles() == [], "what was there before is a backup too"
    assert run("backup", file).status == 1, "a backup is not overwritten"


def test_a_damaged_library_is_put_aside_and_the_backup_offered(
    sheet: Path, kefu_home: Path
) -> None:
    told("import", sheet)
    backup = told("backup")["file"]
    library = kefu_home / "library.db"
    damaged = library.read_bytes()[:4096] + b"\xa5" * 60_000
    library.write_bytes(damaged)
    ran = run("add", "--title", "一", "--text", "一")
    assert (ran.status, ran.out) == (1, "")
    assert backup in ran.err
    assert library.read_bytes() == damaged
    aside = Path(told("restore")["replaced"])
    assert aside.read_bytes() == damaged
    assert titles() == ["欢迎", "退货"]


def test_a_check_finds_a_sound_library_sound(sheet: Path) -> None:
    told("import", sheet)
    assert told("check") == {"sound": True, "replies": 2, "flaws": []}
    assert "2" in run("check").done().out


def test_a_check_names_what_is_wrong(sheet: Path, kefu_home: Path) -> None:
    import sqlite3

    told("import", sheet)
    with sqlite3.connect(kefu_home / "library.db") as meddling:
        meddling.execute("UPDATE reply SET shortcut_key = 'zz' WHERE shortcut = 'hy'")
    meddling.close()
    ran = run("--json", "check")
    assert ran.status == 1
    assert not ran.json["sound"]
    assert [flaw["kind"] for flaw in ran.json["flaws"]] == ["shortcut"]
    assert "1" in ran.err


def test_settings_are_shown_and_changed(kefu_home: Path) -> None:
    assert list(told("config", "get")) == list(names())
    assert not kefu_home.exists()
    changed = told("config", "set", "hotkey.popup", "ctrl+shift+f9")
    assert changed == {"name": "hotkey.popup", "value": "Ctrl+Shift+F9"}
    assert told("config", "get", "hotkey.popup")["value"] == "Ctrl+Shift+F9"
    assert run("config", "get", "hotkey.popup").done().out == "Ctrl+Shift+F9\n"
    assert told("config", "set", "hotkey.paused", "on")["value"] is True
    assert told("config", "set", "shop.constants.电话", "400")["value"] == {"电话": "400"}
    named = told("config", "set", "clients.known.Desk.exe", "微信")
    assert named == {"name": "clients.known", "value": {"Desk.exe": "微信"}}
    file = kefu_home / "settings.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n# 记得改\n", encoding="utf-8")
    told("config", "set", "look.text_scale", "120")
    assert "# 记得改" in file.read_text(encoding="utf-8")


def test_the_language_of_the_settings_is_spoken_unless_another_is_asked_for() -> None:
    told("config", "set", "look.language", "en")
    assert run("undo").err == "There is nothing to undo.\n"
    assert run("--lang", "zh_CN", "undo").err == "没有可以撤销的操作。\n"
    assert run("--lang=zh_CN", "undo").err == "没有可以撤销的操作。\n"


def test_settings_that_cannot_be_understood_are_named_and_stop_nothing(kefu_home: Path) -> None:
    kefu_home.mkdir()
    (kefu_home / "settings.toml").write_text('[look]\ncolour = "red"\n', encoding="utf-8")
    ran = run("--json", "config", "get")
    assert ran.status == 0
    assert "look.colour" in ran.err
    assert ran.json["look.theme"] == "system"
    assert told("doctor")["settings"]["findings"][0]["code"] == "setting-unknown"
    run("add", "--title", "一", "--text", "一").done()


def test_the_doctor_tells_of_a_folder_that_cannot_be_read_and_goes_on(kefu_home: Path) -> None:
    told("add", "--title", "一", "--text", "一")
    backups = Path(told("doctor")["backups"]["folder"])
    shutil.rmtree(backups, ignore_errors=True)
    backups.parent.mkdir(exist_ok=True)
    backups.write_text("in the way of a folder")
    document = told("doctor")
    assert document["backups"]["count"] == 0
    assert str(backups) in document["backups"]["error"]["message"]
    assert document["concerns"]
    assert str(backups) in run("doctor").done().out
    assert backups.is_relative_to(kefu_home)


def test_the_doctor_tells_what_works_and_what_would_mend_the_rest(kefu_home: Path) -> None:
    document = told("doctor")
    assert not kefu_home.exists(), "the doctor only looks"
    assert document["library"]["replies"] is None
    assert document["running"] is False
    concerns = {concern["name"]: concern for concern in document["concerns"]}
    hands = {"hotkey", "window", "paste", "clipboard", "association"}
    assert set(concerns) == hands | {"idle", "session", "full-screen"}
    for concern in concerns.values():
        assert concern["used"] in {one["name"] for one in concern["candidates"]}
        assert {one["state"] for one in concern["candidates"]} <= {"works", "limited", "refused"}
    x11 = concerns["hotkey"]["candidates"][0]
    assert (x11["name"], x11["state"], x11["reason"]) == ("x11", "refused", "no-display")
    assert json.dumps(document)
    told("add", "--title", "一", "--text", "一")
    assert told("doctor")["library"]["replies"] == 1


def test_an_import_is_taken_back_though_it_was_not_the_last_step(
    sheet: Path, tmp_path: Path
) -> None:
    told("import", sheet)
    told("add", "--title", "后来的", "--text", "好")
    [past] = told("imports")
    assert (past["replies"], past["name"]) == (2, "话术")
    assert told("revert", past["number"])["replies"] == 2
    assert titles() == ["后来的"]
    assert told("imports") == [past], "the import is still known, for it was not undone"
    refused = run("revert", "99")
    assert refused.status != 0
    assert "imports" in refused.err


def test_the_desktop_is_told_to_open_packs_and_told_to_forget_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kefu_home: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = told("desktop", "remove")
    assert (before["installed"], before["places"]) == (False, [])
    done = told("desktop", "install")
    assert (done["installed"], done["by"]) == (True, "xdg")
    entry = tmp_path / "data" / "applications" / "kefu-desktop.desktop"
    (command,) = (
        line for line in entry.read_text(encoding="utf-8").splitlines() if line.endswith(" %F")
    )
    words = shlex.split(command.removeprefix("Exec=").removesuffix(" %F"))
    version = subprocess.run(
        [*words, "--version"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert version.stdout.startswith("kefu-desktop "), "it is this program that is started"
    assert told("desktop", "install") == done
    assert str(entry) in run("desktop", "install").done().out
    assert set(told("desktop", "remove")["places"]) == set(done["places"])
    assert not entry.exists()
    assert not kefu_home.exists()
