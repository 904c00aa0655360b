"""Combos of Beeftext: every version of the file, groups, HTML, variables."""

import json
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.core.records import Pack
from kefu_desktop.packs.foreign.beeftext_variables import translate
from kefu_desktop.packs.foreign.translating import Snippets
from kefu_desktop.packs.reading import read
from tests.packs.making import codes, refusal

GROUP = {"uuid": "{9a0a5a8e-0000-4000-8000-000000000001}", "name": "售后/退换"}


def combo(keyword: str = "fh", snippet: str = "今天就发", **fields: Any) -> dict[str, Any]:
    return {
        "uuid": f"{{{keyword}}}",
        "name": keyword,
        "keyword": keyword,
        "snippet": snippet,
        **fields,
    }


def beeftext(path: Path, *combos: Any, version: int = 10, **fields: Any) -> Path:
    said = {"fileFormatVersion": version, "combos": list(combos), "groups": [GROUP], **fields}
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return path


def a_beeftext(path: Path) -> Path:
    told = [
        combo(f"k{n}", f"您好 #{{date}} #{{input:名}} {n}", group=GROUP["uuid"]) for n in range(9)
    ]
    return beeftext(path, *told, combo("rich", "<p>好</p>", useHtml=True))


def in_ours(text: str, **others: str) -> tuple[str, list[str | int]]:
    """Gives a snippet in our notation, and the placeholders it was told of."""
    composed = Snippets(others, translate).composed(text, "self")
    return composed.text, [next(iter(remark.params.values())) for remark in composed.remarks]


@pytest.mark.parametrize("version", range(1, 11))
def test_every_version(tmp_path: Path, version: int) -> None:
    fields = ("comboText", "substitutionText") if version == 1 else ("keyword", "snippet")
    said = {"uuid": "{A-1}", "name": "发货", fields[0]: ";fh", fields[1]: "今天 #{date} 发"}
    pack = read(beeftext(tmp_path / "x", said, version=version))
    [record] = pack.records
    assert (record.title, record.shortcut, record.variants) == ("发货", "fh", ("今天 {日期} 发",))
    assert (record.uid, pack.identified, pack.format) == ("A-1", True, "beeftext")
    assert pack.findings == ()


def test_groups_are_categories_and_what_is_off_is_told(tmp_path: Path) -> None:
    told = [
        combo("a", group=GROUP["uuid"].upper(), description="给老客户"),
        combo("b", group="{gone}", enabled=False),
    ]
    pack = read(beeftext(tmp_path / "x", *told))
    assert [record.category for record in pack.records] == [("售后", "退换"), ()]
    assert pack.records[0].notes == "给老客户"
    assert codes(pack) == [(2, Code.RECORD_SWITCHED_OFF)]


def test_html_is_made_plain_before_its_variables_are_read(tmp_path: Path) -> None:
    html = '<p>您好 <b>亲</b> &amp; #{in<i>put:名</i>}</p><p>再见<img src="a/笑.png"></p>'
    pack = read(beeftext(tmp_path / "x", combo("a", html, useHtml=True), combo("b", "<b>#{date}")))
    assert pack.records[0].variants == ("您好 亲 & {名}\n再见",)
    assert pack.records[1].variants == ("<b>{日期}",)
    assert codes(pack) == [(1, Code.RECORD_PLAIN_TEXT), (1, Code.RECORD_PICTURE_LEFT)]
    assert pack.findings[1].params == (("name", "笑.png"),)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("#{clipboard}#{cursor} #{date} #{time}", "{剪贴板}{光标} {日期} {时间}"),
        ("#{dateTime}", "{日期=yyyy-MM-dd HH:mm}"),
        ("#{dateTime:yyyy年M月d日 dddd}", "{日期=yyyy年M月d日 EEEE}"),
        ("#{dateTime:+3d:M/d}", "{日期+3=M/d}"),
        ("#{dateTime:-1w+2d:M/d}", "{日期-5=M/d}"),
        ("#{dateTime:h:mm} #{dateTime:h:mm AP}", "{日期=H:mm} {日期=h:mm a}"),
        ("#{dateTime:yyyyTHH 'uhr'}", "{日期=yyyy'T'HH 'uhr'}"),
        ("#{input:快递}#{input:单号}#{input:快递}", "{快递}{单号}{快递}"),
        (r"#{input:a\}b}", "{ab}"),
        ("#{foo} #{ {x} ${y} a{b:1}", "#{foo} #{ {x} ${y} a{b:1}"),
        ("#{date\n}", "#{date\n}"),
    ],
)
def test_variables(text: str, ours: str) -> None:
    assert in_ours(text) == (ours, [])


@pytest.mark.parametrize(
    "text",
    [
        "#{dateTime:+1M:yyyy}",
        "#{dateTime:+2h:HH}",
        "#{dateTime:+9999d:yyyy}",
        "#{dateTime:zzz}",
        "#{envVar:HOME}",
        "#{combo:gone}",
        "#{combo:self}",
        "#{upper:asking}",
    ],
)
def test_what_has_no_counterpart_stays_and_is_told(text: str) -> None:
    assert in_ours(text, self=text, asking="#{input:x}") == (text, [text])


def test_code_stays_and_is_told_as_code(tmp_path: Path) -> None:
    pack = read(beeftext(tmp_path / "x", combo("a", r"#{powershell:C:\\x.ps1}")))
    assert pack.records[0].variants == (r"#{powershell:C:\\x.ps1}",)
    assert codes(pack) == [(1, Code.RECORD_CODE_LEFT)]
    assert dict(pack.findings[0].params)["language"] == "PowerShell"


def test_combos_are_taken_in_and_changed() -> None:
    others = {"a": "Hello #{combo:b}", "b": " World ", "self": "-"}
    assert in_ours("[#{combo:a}]", **others) == ("[Hello  World ]", [])
    assert in_ours("#{upper:a}#{lower:b}", **others) == ("HELLO  WORLD  world ", [])
    assert in_ours("[#{trim:b}]", **others) == ("[World]", [])


def test_combos_that_take_in_each_other_end() -> None:
    circle = {"a": "1#{combo:b}", "b": "2#{combo:a}"}
    assert in_ours("#{combo:a}", **circle) == ("12#{combo:a}", ["#{combo:a}"])
    laughs = {f"l{n}": f"#{{combo:l{n + 1}}}" * 10 for n in range(12)} | {"l12": "哈" * 50}
    text, left = in_ours("#{combo:l0}", **laughs)
    assert len(text) < 200_000
    assert left


def test_two_long_labels_stay_two_questions() -> None:
    first, second = (
        "请填写收件人的完整姓名和电话号码以及详细地址一",
        "请填写收件人的完整姓名和电话号码以及详细地址二二二二",
    )
    text, _ = in_ours(f"#{{input:{first}甲甲甲}}#{{input:{first}乙乙乙}}#{{input:{second}}}")
    asked = text.strip("{}").split("}{")
    assert len(set(asked)) == 3


def test_records_that_cannot_be_used_are_told_with_their_place(tmp_path: Path) -> None:
    told = [combo("a"), 3, combo("b", "  "), combo("a"), combo("有 空格"), {"keyword": ["x"]}]
    pack = read(beeftext(tmp_path / "x", *told))
    assert [record.title for record in pack.records] == ["a", "有 空格"]
    assert sorted(codes(pack)) == [
        (2, Code.RECORD_INVALID),
        (3, Code.TEXT_EMPTY),
        (4, Code.RECORD_REPEATED),
        (5, Code.RECORD_WORDS_DROPPED),
        (6, Code.TEXT_EMPTY),
    ]
    assert pack.records[1].notes == "有 空格"


def test_a_later_version_of_a_file_keeps_identities(tmp_path: Path) -> None:
    first = read(beeftext(tmp_path / "x", combo("a"), combo("b")))
    assert read(tmp_path / "x") == first
    later: Pack = read(beeftext(tmp_path / "x", combo("b", "改了", name="新名"), combo("c")))
    assert later.uid == first.uid
    assert later.records[0].uid == first.records[1].uid


def test_a_damaged_file(tmp_path: Path) -> None:
    path = a_beeftext(tmp_path / "x")
    path.write_bytes(path.read_bytes()[:-40])
    assert refusal(path).code is Code.FILE_DAMAGED
