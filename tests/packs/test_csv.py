"""CSV as Excel, WPS and other tools write it: encodings, delimiters, quotes, damage."""

from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.text_encoding import decode
from tests.packs.making import codes, refusal, texts

SIMPLIFIED = """分组,快捷编码,快捷短语
售后,th,亲，七天无理由退货的哦
售前,fh,今天下单今天发货
"""
TRADITIONAL = """分組,快捷編碼,快捷短語
售後,th,親，七天無理由退貨的喔
售前,fh,今天下單今天發貨
"""


def file(tmp_path: Path, data: str | bytes, name: str = "话术.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"],
)
def test_encodings_of_simplified_chinese(tmp_path: Path, encoding: str) -> None:
    pack = read(file(tmp_path, SIMPLIFIED.encode(encoding)))
    assert [r.variants for r in pack.records] == [
        ("亲，七天无理由退货的哦",),
        ("今天下单今天发货",),
    ]
    assert [r.category for r in pack.records] == [("售后",), ("售前",)]
    assert [r.shortcut for r in pack.records] == ["th", "fh"]
    assert pack.findings == ()
    assert not pack.identified


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "utf-16", "gb18030"])
def test_encodings_of_traditional_chinese(tmp_path: Path, encoding: str) -> None:
    pack = read(file(tmp_path, TRADITIONAL.encode(encoding)))
    assert [r.variants[0] for r in pack.records] == ["親，七天無理由退貨的喔", "今天下單今天發貨"]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("联通".encode("gb18030"), "gb18030"),
        ("fh,好\n".encode("gb18030"), "gb18030"),
        ("表情😊，好的\n".encode("gb18030"), "gb18030"),
        (b"plain", "utf-8"),
    ],
)
def test_short_texts(tmp_path: Path, data: bytes, encoding: str) -> None:
    assert decode(data, tmp_path) == (data.decode(encoding), encoding, False)


def test_no_encoding_at_all(tmp_path: Path) -> None:
    assert (
        refusal(file(tmp_path, "Café,Crème brûlée\n".encode("latin-1"))).code is Code.FILE_ENCODING
    )


def test_bytes_that_do_not_fit_cost_only_their_row(tmp_path: Path) -> None:
    rows = [f"标题{n},这是第{n}条话术，请放心".encode() for n in range(30)]
    rows[7] = rows[7][:-1]
    pack = read(file(tmp_path, "标题,内容\n".encode() + b"\n".join(rows)))
    assert codes(pack) == [(9, Code.RECORD_INVALID)]
    assert len(pack.records) == 29


def test_a_file_cut_in_the_middle_of_a_character(tmp_path: Path) -> None:
    pack = read(file(tmp_path, SIMPLIFIED.encode()[:-3]))
    assert list(texts(pack)) == ["亲，七天无理由退货的哦"]
    assert codes(pack) == [(3, Code.RECORD_INVALID)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    rows = [["标题", "内容", "标签"], ["发货", "今天", "急"], ["退货", "七天", ""]]
    told = "\n".join(delimiter.join(row) for row in rows)
    assert texts(read(file(tmp_path, told))) == {"发货": "今天", "退货": "七天"}


def test_a_delimiter_that_is_told(tmp_path: Path) -> None:
    pack = read(file(tmp_path, "sep=;\r\n标题;内容\r\n发货;今天, 明天\r\n"))
    assert texts(pack) == {"发货": "今天, 明天"}
    assert pack.records[0].where.line == 3


def test_commas_inside_of_texts_do_not_part_columns(tmp_path: Path) -> None:
    told = "标题\t内容\n发货\t今天, 明天, 后天\n退货\t七天, 可退\n"
    assert texts(read(file(tmp_path, told))) == {"发货": "今天, 明天, 后天", "退货": "七天, 可退"}


def test_line_ends_in_quotes_and_places(tmp_path: Path) -> None:
    told = '标题,内容\r\n一,"第一行\r\n第二行"\r\n\r\n二,"说""好"""\r\n三,\r\n'
    pack = read(file(tmp_path, told))
    assert texts(pack) == {"一": "第一行\n第二行", "二": '说"好"'}
    assert [record.where.line for record in pack.records] == [2, 5]
    assert codes(pack) == [(6, Code.TEXT_EMPTY)]


def test_old_line_ends(tmp_path: Path) -> None:
    assert texts(read(file(tmp_path, "标题,内容\r一,1\r二,2\r"))) == {"一": "1", "二": "2"}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (r'"说 \"好\" 吧"', '说 "好" 吧'),
        ('"C:\\"', "C:\\"),
        ('五寸"屏', '五寸"屏'),
        ('"引号" 后面', "引号 后面"),
    ],
)
def test_quotes_in_the_wild(tmp_path: Path, cell: str, text: str) -> None:
    assert texts(read(file(tmp_path, f"标题,内容\n一,{cell}\n二,后\n"))) == {"一": text, "二": "后"}


def test_a_quote_that_stays_open_refuses_the_file_and_says_where(tmp_path: Path) -> None:
    error = refusal(file(tmp_path, '标题,内容\n一,好\n二,"开了口\n三,好\n四,好\n'))
    assert (error.code, error.params["line"]) == (Code.FILE_QUOTE_OPEN, 3)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "'=1", "''=1", "＝1"])
def test_what_was_kept_from_running_is_what_it_was(tmp_path: Path, cell: str) -> None:
    pack = read(file(tmp_path, f'标题,内容\n一,"\'{cell}"\n'))
    assert texts(pack) == {"一": cell}


def test_an_apostrophe_of_the_text_stays(tmp_path: Path) -> None:
    assert texts(read(file(tmp_path, "标题,内容\n一,'90年代'\n"))) == {"一": "'90年代'"}


def test_the_same_file_gives_the_same_records(tmp_path: Path) -> None:
    first = read(file(tmp_path, SIMPLIFIED))
    assert read(file(tmp_path, SIMPLIFIED)) == first
    assert read(file(tmp_path, SIMPLIFIED.encode("gb18030"), "话术 (1).csv")).uid == first.uid
    assert read(file(tmp_path, SIMPLIFIED, "话术 - 副本.csv")).uid == first.uid
    assert read(file(tmp_path, SIMPLIFIED, "别的话术.csv")).uid != first.uid


def test_an_edited_row_keeps_its_identity(tmp_path: Path) -> None:
    first = read(file(tmp_path, SIMPLIFIED))
    edited = read(file(tmp_path, SIMPLIFIED.replace("七天", "十五天").replace("售前", "发货")))
    assert [r.uid for r in edited.records] == [r.uid for r in first.records]


def test_rows_of_one_title(tmp_path: Path) -> None:
    told = "标题,内容\n您好,在的\n您好,在呢\n您好,在的\n"
    pack = read(file(tmp_path, told))
    assert [record.variants[0] for record in pack.records] == ["在的", "在呢"]
    assert len({record.uid for record in pack.records}) == 2
    assert codes(pack) == [(4, Code.RECORD_REPEATED)]


def test_commas_below_a_single_head_are_part_of_the_text(tmp_path: Path) -> None:
    told = '内容\n亲，在的\n亲, 好的; 稍等\n"引号里, 的"\n'
    pack = read(file(tmp_path, told))
    assert [record.variants[0] for record in pack.records] == [
        "亲，在的",
        "亲, 好的; 稍等",
        "引号里, 的",
    ]


def test_one_reply_a_line(tmp_path: Path) -> None:
    pack = read(file(tmp_path, "亲，在的呢\n亲，今天发\n谢谢惠顾\n"))
    assert list(texts(pack)) == ["亲，在的呢", "亲，今天发", "谢谢惠顾"]


def test_what_stands_behind_the_last_head_is_told(tmp_path: Path) -> None:
    pack = read(file(tmp_path, "标题,内容\n一,1\n二,亲,今天发\n三,3\n四,亲,好\n"))
    assert texts(pack) == {"一": "1", "二": "亲", "三": "3", "四": "亲"}
    assert codes(pack) == [(3, Code.TABLE_CELLS_LEFT)]
    assert dict(pack.findings[0].params) == {"count": 2}


def test_html_of_help_desks_is_shown_as_text_but_ours_is_left_as_it_is(tmp_path: Path) -> None:
    pack = read(file(tmp_path, "问题,答案\n在吗,<p>亲，<b>在的</b><br>请说</p>\n小于,a < b\n"))
    assert texts(pack) == {"在吗": "亲，在的\n请说", "小于": "a < b"}
    assert codes(pack) == [(2, Code.RECORD_PLAIN_TEXT)]
    ours = "分组,标题,快捷编码,内容,标签,类别,买家问法,备注\n,一,,<p>x</p>,,快捷回复,,\n"
    assert texts(read(file(tmp_path, ours))) == {"一": "<p>x</p>"}


def test_the_euro_of_windows(tmp_path: Path) -> None:
    data = "标题,内容\n价格,只要".encode("gbk") + b"\x80" + "10 哦\n".encode("gbk")
    pack = read(file(tmp_path, data))
    assert texts(pack) == {"价格": "只要€10 哦"}
    assert pack.findings == ()


def test_emoji_in_halves(tmp_path: Path) -> None:
    whole = "标题,内容\n笑,好\ud83d\ude00\n半,好\ud83d\n".encode("utf-8", "surrogatepass")
    pack = read(file(tmp_path, whole))
    assert texts(pack) == {"笑": "好😀", "半": "好"}
    assert codes(pack) == [(3, Code.RECORD_CLEANED)]


def test_four_bytes_a_character(tmp_path: Path) -> None:
    assert len(read(file(tmp_path, SIMPLIFIED.encode("utf-32"))).records) == 2
