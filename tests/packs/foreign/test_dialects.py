"""Tables of text expanders, which have no header and do not say whose they are."""

from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.packs.reading import read
from tests.packs.making import codes, texts


def table(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def a_beeftext_table(path: Path) -> Path:
    return table(path, "".join(f'k{n},"您好 #{{date}} {n}",标题{n}\r\n' for n in range(9)))


def a_textexpander_table(path: Path) -> Path:
    return table(path, "".join(f';k{n},"您好 %Y-%m-%d {n}",标题{n}\r\n' for n in range(9)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_table_of_beeftext(tmp_path: Path, encoding: str) -> None:
    rows = 'fh,"今天 #{dateTime:+2d:M月d日} 发，单号 #{input:单号}",发货\r\n'
    rows += ';th,"#{combo:fh}\r\n可退",\r\n'
    pack = read(table(tmp_path / "x.csv", rows, encoding))
    first = "今天 {日期+2=M月d日} 发，单号 {单号}"
    assert [(r.shortcut, r.title, r.variants[0], r.category) for r in pack.records] == [
        ("fh", "发货", first, ()),
        ("th", f"{first} 可退"[:30], f"{first}\n可退", ()),
    ]
    assert pack.findings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_of_textexpander(tmp_path: Path, encoding: str) -> None:
    rows = ';fh,"%Y-%m-%d 发，50%% 券",发货\n;th,可退 %|\n;b,%snippet:;th%!,套\n;k,100%,满\n'
    pack = read(table(tmp_path / "售后 (2).csv", rows, encoding))
    assert [(r.shortcut, r.variants[0]) for r in pack.records] == [
        ("fh", "{日期=yyyy-MM-dd} 发，50% 券"),
        ("th", "可退 {光标}"),
        ("b", "可退 {光标}!"),
        ("k", "100%"),
    ]
    assert {record.category for record in pack.records} == {("售后",)}
    assert pack.records[0].title == "发货"


def test_a_table_of_neither_stays_as_it_is(tmp_path: Path) -> None:
    rows = "fh,满100%%减50%，#{x} {名},发货\nyh,10%|20% 优惠 #tag,\n"
    pack = read(table(tmp_path / "x.csv", rows))
    assert [record.variants[0] for record in pack.records] == [
        "满100%%减50%，#{x} {名}",
        "10%|20% 优惠 #tag",
    ]
    assert {record.category for record in pack.records} == {()}


def test_a_table_with_a_header_stays_as_it_is(tmp_path: Path) -> None:
    pack = read(table(tmp_path / "x.csv", "标题,内容\n一,#{date} %Y-%m-%d <p>a</p>\n"))
    assert texts(pack) == {"一": "#{date} %Y-%m-%d <p>a</p>"}


def test_formatted_texts_are_made_plain(tmp_path: Path) -> None:
    rows = ';a,"<p>您好 &amp; <b>亲</b></p><p>%clipboard</p>",问好\n;b,"用 <b> 加粗",粗\n'
    pack = read(table(tmp_path / "x.csv", rows))
    assert texts(pack) == {"问好": "您好 & 亲\n{剪贴板}", "粗": "用 <b> 加粗"}
    assert codes(pack) == [(1, Code.RECORD_READS_CLIPBOARD), (1, Code.RECORD_PLAIN_TEXT)]


def test_what_has_no_counterpart_is_told_with_its_line(tmp_path: Path) -> None:
    rows = 'a,"#{date}\n第二行",一\nb,#{envVar:HOME} #{powershell:x},二\n'
    pack = read(table(tmp_path / "x.csv", rows))
    assert codes(pack) == [(3, Code.RECORD_PLACEHOLDER_LEFT), (3, Code.RECORD_CODE_LEFT)]
