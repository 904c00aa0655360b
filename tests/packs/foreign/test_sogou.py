"""Phrases of input methods."""

from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.packs.foreign.sogou import is_sogou
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.reading import read
from tests.packs.making import codes, refusal

PHRASES = """;  自定义短语配置文件
;  ss,1=#$year年
fh,1=亲，今天下单，今天就发
fh,2=明天发
dz,1=
地址：浙江省杭州市

收件人：售后部
; 说明
yf,1=运费：
满99包邮
xl,1={这是字面}

"""


def phrases(path: Path, text: str = PHRASES, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_phrases(tmp_path: Path, encoding: str) -> None:
    pack = read(phrases(tmp_path / "短语.ini", PHRASES.replace("\n", "\r\n"), encoding))
    assert [(r.where.line, r.shortcut, r.variants[0]) for r in pack.records] == [
        (3, "fh", "亲，今天下单，今天就发"),
        (4, "", "明天发"),
        (5, "dz", "地址：浙江省杭州市\n\n收件人：售后部"),
        (10, "yf", "运费：\n满99包邮"),
        (12, "xl", "{{这是字面}}"),
    ]
    assert codes(pack) == [(4, Code.RECORD_SHORTCUT_DROPPED)]
    assert pack.records[1].notes == "fh"
    assert not pack.identified


def test_the_first_candidate_keeps_the_shortcut(tmp_path: Path) -> None:
    pack = read(phrases(tmp_path / "a", "zf,2=可以分期\nzf,1=支持花呗\n"))
    assert {r.variants[0]: r.shortcut for r in pack.records} == {"可以分期": "", "支持花呗": "zf"}


@pytest.mark.parametrize(
    ("theirs", "ours", "left"),
    [
        ("#$year年$month月$day_dd日", "{日期=yyyy年M月dd日}", 0),
        ("#$fullhour:$minute:$second", "{日期=H:mm:ss}", 0),
        ("#星期$weekday_cn", "{日期=EEEE}", 0),
        ("#今天是$year_yy年，祝您购物愉快", "今天是{日期=yy}年，祝您购物愉快", 0),
        ("#$year_cn年", "$year_cn年", 1),
        ("$year年", "$year年", 0),
        ("#1 推荐", "#1 推荐", 0),
    ],
)
def test_moments(tmp_path: Path, theirs: str, ours: str, left: int) -> None:
    pack = read(phrases(tmp_path / "a", f"rq,1={theirs}\n"))
    assert pack.records[0].variants == (ours,)
    assert codes(pack) == [(1, Code.RECORD_PLACEHOLDER_LEFT)] * left


def test_a_new_version_keeps_the_identities(tmp_path: Path) -> None:
    first = read(phrases(tmp_path / "短语.ini"))
    again = read(phrases(tmp_path / "短语.ini", PHRASES.replace("今天就发", "马上发")))
    assert [one.uid for one in again.records] == [one.uid for one in first.records]


def test_a_blank_phrase_and_bytes_that_do_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    whole = [f"c{n},1=这是第{n}条短语，请放心".encode() for n in range(30)]
    whole[3], whole[7] = b"c3,1=", whole[7][:-1]
    path.write_bytes(b"\n".join(whole))
    assert codes(read(path)) == [(4, Code.TEXT_EMPTY), (8, Code.RECORD_INVALID)]


@pytest.mark.parametrize("text", ["; nothing\n", "[a]\nb=1\n", "one line"])
def test_what_is_none(tmp_path: Path, text: str) -> None:
    assert refusal(phrases(tmp_path / "a", text)).code in (
        Code.FILE_NO_TEXT_COLUMN,
        Code.FILE_UNKNOWN,
    )


def test_the_phrases_of_qq_and_baidu(tmp_path: Path) -> None:
    path = tmp_path / "phrases.ini"
    path.write_text("[自定义短语]\nfh=1,亲，今天发货\nth=2,亲，可以退\n第二行\n", encoding="utf-8")
    pack = read(path)
    assert pack.format == "sogou"
    assert [(r.shortcut, r.variants[0]) for r in pack.records] == [
        ("fh", "亲，今天发货"),
        ("th", "亲，可以退\n第二行"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "hy=亲，您好\nth = 亲，可以退\nfh=杭州市西湖区\n",
        "/hy 亲，您好\n/th 亲，可以退\n/fh 杭州市\n",
        "hy    亲，您好\n\nth    亲，可以退\nfh　您的货今天发\n",
    ],
)
def test_lists_that_people_keep_of_their_own(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    pack = read(path)
    assert [record.shortcut for record in pack.records] == ["hy", "th", "fh"]
    assert pack.records[0].variants == ("亲，您好",)


@pytest.mark.parametrize(
    "text", ["set 变量\nget 内容\nrun 程序\n", "a=1\nb=2\nc=3\n", "hy=亲，您好\nhy=亲\nth=您好\n"]
)
def test_lists_of_something_else(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert not is_sogou(Probe(path, Limits()))
