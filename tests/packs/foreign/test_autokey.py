"""AutoKey: folders of phrases, in both of the ways that its versions have written them."""

import json
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.core.placeholders import parse
from kefu_desktop.core.records import Pack
from kefu_desktop.packs.foreign.autokey import is_autokey, translate
from kefu_desktop.packs.kinds import FileKind
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.reading import read
from tests.packs.foreign.test_espanso import zipped

BASE: dict[str, Any] = {
    "modes": [1],
    "usageCount": 3,
    "showInTrayMenu": False,
    "hotkey": {"modifiers": [], "hotKey": None},
    "filter": {"regex": None, "isRecursive": False},
}


def phrase(folder: Path, name: str, text: str, *words: str, old: bool = False, **more: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    abbreviation = {"abbreviations": list(words), "backspace": True, "wordChars": "[\\w]"}
    said = {"type": "phrase", "description": name, "abbreviation": abbreviation, **BASE, **more}
    beside = folder / (f".{name}.json" if old else f"{name}.json")
    beside.write_text(json.dumps(said), encoding="utf-8")


def titled(folder: Path, title: str, *, old: bool = False) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    said = {"type": "folder", "title": title, "abbreviation": {"abbreviations": []}, **BASE}
    path = folder / (".folder.json" if old else "folder.json")
    path.write_text(json.dumps(said), encoding="utf-8")


def an_autokey_folder(path: Path, *, old: bool = False) -> Path:
    titled(path, "客服", old=old)
    titled(path / "after", "售后/退货", old=old)
    phrase(path, "你好", "您好<cursor>，在的", "nh", old=old)
    phrase(path / "after", "th", "七天无理由", ";th", "退货啦", old=old, description="退货")
    (path / "after" / "plain.txt").write_text("没有别的文件\n", encoding="utf-8")
    return path


def told(pack: Pack) -> list[tuple[str, Code]]:
    return sorted((finding.where.source, finding.code) for finding in pack.findings)


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("packed", [True, False])
def test_what_comes_in(tmp_path: Path, old: bool, packed: bool) -> None:
    path = an_autokey_folder(tmp_path / "x", old=old)
    pack = read(zipped(path, tmp_path / "y") if packed else path)
    assert pack.format == FileKind.AUTOKEY.value
    assert pack.name == "客服"
    assert not pack.identified
    assert {r.title: (r.variants[0], r.shortcut, r.category, r.notes) for r in pack.records} == {
        "你好": ("您好{光标}，在的", "nh", (), ""),
        "退货": ("七天无理由", "th", ("售后 退货",), "退货啦"),
        "plain": ("没有别的文件\n", "", ("售后 退货",), ""),
    }
    assert told(pack) == [("after/th.txt", Code.RECORD_WORDS_DROPPED)]


def test_the_one_abbreviation_of_old_versions(tmp_path: Path) -> None:
    titled(tmp_path, "x")
    phrase(tmp_path, "a", "好", old=True, abbreviation={"abbreviation": "hao"})
    assert read(tmp_path).records[0].shortcut == "hao"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("到<date format=%Y-%m-%d>前", "到{日期=yyyy-MM-dd}前"),
        ("<date format=%-d号 %H:%M>", "{日期=d号 HH:mm}"),
        ("a<cursor>b<cursor>", "a{光标}b<cursor>"),
        ("<b>粗</b> {名} 1<2>0", "<b>粗</b> {{名}} 1<2>0"),
    ],
)
def test_macros(text: str, pieces: str) -> None:
    assert translate(text).text == pieces


@pytest.mark.parametrize(
    ("macro", "language"),
    [
        ("<script name=ip args=a,b>", "Python"),
        ("<system command=touch ran>", "shell"),
        ("<file name=/etc/passwd>", "file"),
    ],
)
def test_code_is_left(tmp_path: Path, macro: str, language: str) -> None:
    titled(tmp_path, "x")
    phrase(tmp_path, "a", f"看{macro}完")
    pack = read(tmp_path)
    assert parse(pack.records[0].variants[0]) == (f"看{macro}完",)
    [finding] = pack.findings
    assert (finding.code, finding.where.source) == (Code.RECORD_CODE_LEFT, "a.txt")
    assert dict(finding.params) == {"placeholder": macro, "language": language}


@pytest.mark.parametrize("left", ["<date format=%j>", "<date>", "<ctrl>+v", "<enter>"])
def test_what_has_no_counterpart_stays(left: str) -> None:
    text, remarks = translate(f"好{left}")
    assert parse(text) == (f"好{left}",)
    assert [remark.code for remark in remarks] == [Code.RECORD_PLACEHOLDER_LEFT]


def test_scripts_and_strangers_are_told(tmp_path: Path) -> None:
    folder = an_autokey_folder(tmp_path / "x")
    (folder / "run.py").write_text("open('ran', 'w')")
    (folder / "run.json").write_text("{}")
    (folder / "lonely.json").write_text("{}")
    (folder / "a.png").write_bytes(b"x")
    (folder / "bad.txt").write_text("好的")
    (folder / "bad.json").write_text("{")
    (folder / "link.txt").symlink_to("/etc/passwd")
    pack = read(folder)
    assert len(pack.records) == 4
    assert told(pack) == [
        ("a.png", Code.MEMBER_LEFT),
        ("after/th.txt", Code.RECORD_WORDS_DROPPED),
        ("bad.json", Code.MEMBER_DAMAGED),
        ("link.txt", Code.MEMBER_LEFT),
        ("lonely.json", Code.MEMBER_LEFT),
        ("run.py", Code.RECORD_IS_CODE),
    ]
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("said", ["[]", '{"a": 1}', '{"usageCount": 1}', "{", "[" * 5000])
def test_what_is_none(tmp_path: Path, said: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.json").write_text(said)
    assert not is_autokey(Probe(tmp_path, Limits()))


@pytest.mark.parametrize("said", [1, None, [], {"abbreviations": 5}, {"abbreviations": [None, {}]}])
def test_wrong_types_beside_a_phrase(tmp_path: Path, said: Any) -> None:
    titled(tmp_path, "x")
    phrase(tmp_path, "a", "好", abbreviation=said, description=said)
    [record] = read(tmp_path).records
    assert record.variants == ("好",)
    assert record.shortcut == ""


def test_the_same_again_is_equal(tmp_path: Path) -> None:
    path = an_autokey_folder(tmp_path / "x")
    assert read(path) == read(path)


def test_a_phrase_is_known_by_what_describes_it(tmp_path: Path) -> None:
    folder = tmp_path / "话术"
    folder.mkdir()
    (folder / "问候.txt").write_text("您好", encoding="utf-8")
    told = {"description": "问候", "abbreviation": {"abbreviations": ["hi"]}}
    (folder / "问候.json").write_text(json.dumps(told), encoding="utf-8")
    pack = read(folder)
    assert (pack.format, [one.shortcut for one in pack.records]) == ("autokey", ["hi"])
