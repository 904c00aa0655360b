"""Collections of Alfred: members, affixes of keywords, placeholders."""

import json
import plistlib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.core.placeholders import parse
from kefu_desktop.packs.foreign.alfred_placeholders import translate
from kefu_desktop.packs.reading import read

AFFIXES = {"snippetkeywordprefix": ";", "snippetkeywordsuffix": "x"}


def snippet(name: str, text: str = "今天发", keyword: str = "", **fields: Any) -> bytes:
    said = {"name": name, "snippet": text, "keyword": keyword, "uid": f"UID-{name}", **fields}
    return json.dumps({"alfredsnippet": said}, ensure_ascii=False).encode()


def alfred(path: Path, members: dict[str, bytes], about: Any = None) -> Path:
    """Writes a collection as Alfred does: names are UTF-8 and not said to be."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.encode().decode("cp437"), data)
        if about is not None:
            archive.writestr("info.plist", plistlib.dumps(about))
    return path


def an_alfred(path: Path) -> Path:
    told = {
        f"n{n} [U{n}].json": snippet(f"n{n}", f"您好 {{date:short}} {n}", f"k{n}") for n in range(9)
    }
    return alfred(path, told, AFFIXES)


def in_ours(text: str) -> tuple[str, list[str | int]]:
    """Gives a snippet in our notation, and the placeholders it was told of."""
    composed = translate(text).composed()
    return composed.text, [next(iter(remark.params.values())) for remark in composed.remarks]


def test_a_collection(tmp_path: Path) -> None:
    told = {
        "发货 [UID-1].json": snippet("发货时间", keyword="fh", uid="UID-1", dontautoexpand=True),
        "b.json": snippet("退货", "可退", uid="含空格 的"),
    }
    pack = read(alfred(tmp_path / "售后 (1).alfredsnippets", told, AFFIXES))
    assert (pack.format, pack.identified) == ("alfred", True)
    by_title = {record.title: record for record in pack.records}
    assert by_title["发货时间"].uid == "UID-1"
    assert by_title["发货时间"].shortcut == "fhx"
    assert by_title["发货时间"].where.source == "发货 [UID-1].json"
    assert by_title["退货"].shortcut == ""
    assert by_title["退货"].uid.startswith("alfred-")
    assert {record.category for record in pack.records} == {("售后",)}
    assert pack.findings == ()


def test_a_folder_of_snippets(tmp_path: Path) -> None:
    (tmp_path / "售前").mkdir()
    (tmp_path / "售前" / "a.json").write_bytes(snippet("发货", keyword="fh"))
    [record] = read(tmp_path / "售前").records
    assert (record.title, record.shortcut, record.category) == ("发货", "fh", ("售前",))


def test_members_that_are_no_snippets_are_told(tmp_path: Path) -> None:
    told = {
        "a.json": snippet("好"),
        "bad.json": b"{",
        "list.json": b"[]",
        "说明.txt": b"x",
        "icon.png": b"x",
        "__MACOSX/._a.json": b"x",
        ".DS_Store": b"x",
        "deep.json": b"[" * 50_000,
    }
    pack = read(alfred(tmp_path / "x", told))
    assert [record.title for record in pack.records] == ["好"]
    assert {(finding.where.source, finding.code) for finding in pack.findings} == {
        ("bad.json", Code.RECORD_INVALID),
        ("deep.json", Code.RECORD_INVALID),
        ("list.json", Code.MEMBER_LEFT),
        ("说明.txt", Code.MEMBER_LEFT),
    }


def test_affixes_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    path = alfred(tmp_path / "x", {"a.json": snippet("好", keyword="k"), "info.plist": b"<plist>"})
    pack = read(path)
    assert [record.shortcut for record in pack.records] == ["k"]
    assert [finding.code for finding in pack.findings] == [Code.MEMBER_LEFT]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("{clipboard}{clipboard:0}{cursor}", "{剪贴板}{剪贴板}{光标}"),
        ("{date} {time} {datetime}", "{日期} {时间} {日期=yyyy-MM-dd HH:mm}"),
        ("{date:short} {date:medium}", "{日期=yyyy/M/d} {日期=yyyy年M月d日}"),
        ("{date:long} {date:full}", "{日期=yyyy年M月d日} {日期=yyyy年M月d日 EEEE}"),
        ("{time:short} {time:medium}", "{日期=HH:mm} {日期=HH:mm:ss}"),
        ("{datetime:short}", "{日期=yyyy/M/d HH:mm}"),
        (
            "{date +1D} {date:short -2D} {date +1w:long}",
            "{日期+1} {日期-2=yyyy/M/d} {日期+7=yyyy年M月d日}",
        ),
        ("{date:EEEE, d MMMM y}", "{日期=EEEE, d MMM yyyy}"),
        ("{isodate} {isodate:yyyy-MM}", "{日期=yyyy-MM-dd} {日期=yyyy-MM}"),
        ("{random:1..3} {random:a,b}", "{随机|1|2|3} {随机|a|b}"),
    ],
)
def test_placeholders(text: str, ours: str) -> None:
    assert in_ours(text) == (ours, [])


@pytest.mark.parametrize(
    "text",
    [
        "{clipboard:1}",
        "{clipboard:uppercase}",
        "{date +1M}",
        "{time -2h}",
        "{date:QQQ}",
        "{random:UUID}",
        "{random:1..9999}",
        "{var:x}",
        "{query}",
    ],
)
def test_what_has_no_counterpart_stays_and_is_told(text: str) -> None:
    ours, left = in_ours(text)
    assert (parse(ours), left) == ((text,), [text])


@pytest.mark.parametrize("text", ["{名} {foo} {a:b} {}", "{上架日期}", "{{date", "{Date}"])
def test_other_braces_are_text(text: str) -> None:
    ours, left = in_ours(text)
    assert (parse(ours), left) == ((text,), [])


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    path = an_alfred(tmp_path / "x")
    path.write_bytes(path.read_bytes().replace(b"n3 [U3]", b"n4 [U4]", 1))
    pack = read(path)
    assert len(pack.records) == 8
    [finding] = [one for one in pack.findings if one.code is Code.RECORD_INVALID]
    assert finding.where.source == "n3 [U3].json"


def test_a_collection_of_many_is_opened_a_few_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each opening looks through the whole zip: one for each member would take hours."""
    path = alfred(tmp_path / "x", {f"{n}.json": snippet(f"n{n}", f"好{n}") for n in range(300)})
    opened = []
    real = zipfile.ZipFile.__init__

    def counted(self: zipfile.ZipFile, *args: Any, **kwargs: Any) -> None:
        opened.append(args)
        real(self, *args, **kwargs)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", counted)
    assert len(read(path).records) == 300
    assert len(opened) < 20


def test_a_snippet_that_was_taken_out_of_its_collection(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    said = {"snippet": "亲，{cursor}", "uid": "U-1", "name": "欢迎", "keyword": ";hy"}
    path.write_text(json.dumps({"alfredsnippet": said}), encoding="utf-8")
    (record,) = read(path).records
    assert (record.uid, record.title, record.shortcut) == ("U-1", "欢迎", "hy")
    assert record.variants == ("亲，{光标}",)
