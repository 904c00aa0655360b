"""Pages and Excel's XML of 2003, which are called .xls by those who export them."""

from pathlib import Path

import pytest

from kefu_desktop.core.columns import Layout, Meaning
from kefu_desktop.core.errors import Code
from kefu_desktop.packs.reading import read, sample
from tests.packs.making import codes, refusal, texts

HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{color:red}</style>'
    "<title>导出</title></head><body>"
)
XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <DocumentProperties><Author>小王</Author></DocumentProperties>
 <Worksheet ss:Name="售前"><Table>
  <Row><Cell><Data ss:Type="String">分组</Data></Cell><Cell><Data>标题</Data></Cell>
   <Cell><Data>内容</Data></Cell></Row>
  <Row ss:Index="4"><Cell ss:MergeDown="1"><Data>欢迎</Data></Cell><Cell><Data>一</Data></Cell>
   <Cell><Data>第一行&#10;第二行</Data></Cell></Row>
  <Row><Cell ss:Index="2"><Data>二</Data></Cell>
   <Cell><Data ss:Type="DateTime">2024-05-01T00:00:00.000</Data></Cell></Row>
 </Table></Worksheet>
</Workbook>"""

LAUGHING = XML.replace("?>", '?><!DOCTYPE w [<!ENTITY a "aaaa">]>', 1).replace("标题", "&a;")


def page(tmp_path: Path, html: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "快捷短语.xls"
    path.write_bytes(html.encode(encoding))
    return path


def table(*rows: str) -> str:
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_that_is_called_a_workbook(tmp_path: Path, encoding: str) -> None:
    told = table(
        "<th>分组</th><th>快捷编码</th><th>快捷短语</th>",
        '<td rowspan="2">售前</td><td>001</td><td>亲，在的&nbsp;呢<br/>请说</td>',
        "<td>002</td><td>1 &lt; 2 &amp; <b>好</b></td>",
        "<td>售后</td><td>th</td><td><p>可退</p>\n<p>可换</p></td>",
    )
    pack = read(page(tmp_path, HEAD + told, encoding))
    found = [(r.where.line, r.category, r.shortcut, r.variants[0]) for r in pack.records]
    assert found == [
        (2, ("售前",), "001", "亲，在的 呢\n请说"),
        (3, ("售前",), "002", "1 < 2 & 好"),
        (4, ("售后",), "th", "可退\n可换"),
    ]
    assert (pack.format, pack.findings) == ("html", ())


def test_what_nobody_closes(tmp_path: Path) -> None:
    path = page(tmp_path, "<table><tr><td>标题<td>内容<tr><td>一<td>1<tr><td>二<td>2</table>")
    assert texts(read(path)) == {"一": "1", "二": "2"}


def test_excels_xml_of_2003(tmp_path: Path) -> None:
    pack = read(page(tmp_path, XML))
    found = [(r.where.line, r.category, r.title, r.variants[0]) for r in pack.records]
    assert found == [
        (4, ("欢迎",), "一", "第一行\n第二行"),
        (5, ("欢迎",), "二", "2024-05-01"),
    ]
    assert pack.findings == ()


def test_a_name_over_all_columns_is_a_category(tmp_path: Path) -> None:
    told = table(
        "<td>标题</td><td>内容</td>", "<td colspan=2>售前</td>", "<td>发货</td><td>今天</td>"
    )
    assert [r.category for r in read(page(tmp_path, told)).records] == [("售前",)]


def test_what_stands_beside_the_tables_is_told(tmp_path: Path) -> None:
    replies = table("<td>标题</td><td>内容</td>", "<td>一</td><td>1</td>")
    told = "<p>快捷短语导出</p>" + table("<td>甲</td>") + replies
    pack = read(page(tmp_path, told))
    assert texts(pack) == {"一": "1"}
    assert codes(pack) == [(0, Code.FILE_NO_TEXT_COLUMN), (0, Code.PASSAGE_LEFT)]
    told = "<p>导出</p>" + replies
    assert codes(read(page(tmp_path, told))) == [(0, Code.PASSAGE_LEFT)]


def test_a_form_is_no_table_of_replies_until_somebody_says_so(tmp_path: Path) -> None:
    path = page(tmp_path, HEAD + table("<td>用户名</td><td>密码</td>"))
    assert refusal(path).code is Code.FILE_NO_TEXT_COLUMN
    assert sample(path)[0].rows == ((1, ("用户名", "密码")),)
    layout = Layout((Meaning.TITLE, Meaning.TEXT))
    assert texts(read(path, layouts={"": layout})) == {"用户名": "密码"}


def test_dialogues_of_a_page(tmp_path: Path) -> None:
    told = "<p>买家：在吗</p><p>客服：亲在的</p><p>买家：包邮？</p><p>客服：包的亲</p>"
    assert texts(read(page(tmp_path, HEAD + told))) == {"在吗": "亲在的", "包邮？": "包的亲"}


def test_a_page_of_something_else(tmp_path: Path) -> None:
    assert refusal(page(tmp_path, HEAD + "<p>hello, world</p>")).code is Code.FILE_UNKNOWN


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>" + "<" * 300_000,
        "<table><tr><td>" * 20_000,
        "<table><tr><td " + "'" * 300_000 + ">x",
        "<html><style>" + "</" * 300_000,
        "<html>" + "<!--" * 300_000,
        "<table><tr><td rowspan=999999999 colspan=999999999>标题</td><td>内容</td></tr></table>",
        "<table><tr>" + "<td>x" * 300 + "</table>",
        LAUGHING,
    ],
    ids=["stray", "nested", "quotes", "style", "comments", "merged", "wide", "entities"],
)
def test_pages_that_mean_harm(tmp_path: Path, html: str) -> None:
    assert refusal(page(tmp_path, html)).code in {
        Code.FILE_UNKNOWN,
        Code.FILE_NO_TEXT_COLUMN,
        Code.FILE_EMPTY,
        Code.TOO_MANY,
    }


def test_a_dialogue_beside_the_tables_is_read_below_its_headings(tmp_path: Path) -> None:
    talk = (
        "<h1>售前</h1><p>买家：有货吗</p><p>客服：亲，有</p>"
        "<h1>售后</h1><p>买家：能退吗</p><p>客服：亲，能</p>"
    )
    read_so = [(("售前",), "有货吗", "亲，有"), (("售后",), "能退吗", "亲，能")]
    alone = read(page(tmp_path, f"<html><body>{talk}</body></html>"))
    assert [(r.category, r.title, r.variants[0]) for r in alone.records] == read_so
    replies = table("<td>标题</td><td>内容</td>", "<td>一</td><td>1</td>")
    both = read(page(tmp_path, f"{talk}{replies}"))
    assert [(r.category, r.title, r.variants[0]) for r in both.records] == [
        ((), "一", "1"),
        *read_so,
    ]
    assert both.findings == ()
