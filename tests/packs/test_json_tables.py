"""JSON of tools that nobody knows: whatever way replies lie in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.core.columns import Layout, Meaning
from kefu_desktop.core.errors import Code
from kefu_desktop.core.records import Pack
from kefu_desktop.packs.reading import read, sample
from tests.packs.making import refusal, texts

NESTED = json.dumps(
    {
        "code": 0,
        "message": "success",
        "data": {
            "groups": [
                {
                    "name": "售前",
                    "replies": [
                        {"title": "你好", "content": ["亲，在的", "在呢"], "tags": ["新客", "急"]},
                        {"title": "包邮", "content": "满99包邮", "hot": True, "rank": 3},
                    ],
                },
                {"name": "售后", "replies": ["收到退货请求", "已为您处理"]},
            ]
        },
    },
    ensure_ascii=False,
)


def written(tmp_path: Path, document: Any) -> Path:
    path = tmp_path / "导出.txt"
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    path.write_text(text, "utf-8")
    return path


def told(pack: Pack) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [("/".join(r.category), r.title, r.shortcut, r.variants) for r in pack.records]


def test_what_a_back_office_answers(tmp_path: Path) -> None:
    pack = read(written(tmp_path, NESTED))
    assert told(pack) == [
        ("售前", "你好", "", ("亲，在的", "在呢")),
        ("售前", "包邮", "", ("满99包邮",)),
        ("售后", "收到退货请求", "", ("收到退货请求",)),
        ("售后", "已为您处理", "", ("已为您处理",)),
    ]
    assert pack.records[0].tags == ("新客", "急")
    assert (pack.format, pack.uid) == ("json", read(written(tmp_path, NESTED)).uid)
    # Which fields stayed behind is said; an answer's own "message" is no reply.
    assert [dict(f.params)["names"] for f in pack.findings] == ["rank"]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            [{"标题": "发货", "内容": "今天发", "分组": "售前", "快捷码": "fh"}],
            [("售前", "发货", "fh", ("今天发",))],
        ),
        (
            {"发货": "48小时内发货", "包邮": "满99包邮"},
            [("", "发货", "", ("48小时内发货",)), ("", "包邮", "", ("满99包邮",))],
        ),
        (
            {"fh": "48小时内发货", "by": "满99包邮"},
            [("", "48小时内发货", "fh", ("48小时内发货",)), ("", "满99包邮", "by", ("满99包邮",))],
        ),
        (
            {"售前": {"发货": "今天发"}, "售后": ["收到退货", "已处理"]},
            [
                ("售前", "发货", "", ("今天发",)),
                ("售后", "收到退货", "", ("收到退货",)),
                ("售后", "已处理", "", ("已处理",)),
            ],
        ),
        (
            {"presale": [{"text": "亲，在的"}], "aftersale": [{"text": "可以退"}]},
            [
                ("presale", "亲，在的", "", ("亲，在的",)),
                ("aftersale", "可以退", "", ("可以退",)),
            ],
        ),
        (
            {"发货时间": {"content": "48小时内", "shortcut": "fh"}},
            [("", "发货时间", "fh", ("48小时内",))],
        ),
        ({"title": "发货", "content": "今天发"}, [("", "发货", "", ("今天发",))]),
        (
            [{"id": 1, "reply": {"title": "发货", "content": "今天发"}}],
            [("", "发货", "", ("今天发",))],
        ),
        ([["标题", "内容"], ["发货", "今天发"]], [("", "发货", "", ("今天发",))]),
        (
            [["fh", "发货", "亲，今天发货"], ["by", "包邮", "亲，满99包邮"]],
            [("", "发货", "fh", ("亲，今天发货",)), ("", "包邮", "by", ("亲，满99包邮",))],
        ),
        (
            {"faqs": [{"q": "多久发货", "a": "48小时内"}, {"q": "包邮吗", "a": "满99包邮"}]},
            [("", "多久发货", "", ("48小时内",)), ("", "包邮吗", "", ("满99包邮",))],
        ),
        (
            {"发货时间": {"prefix": "fh", "body": ["亲，今天发", "亲，明天发"]}},
            [("", "发货时间", "fh", ("亲，今天发", "亲，明天发"))],
        ),
        (
            {"folders": [{"name": "空", "snippets": []}, {"name": "有", "snippets": ["在的亲"]}]},
            [("有", "在的亲", "", ("在的亲",))],
        ),
        (
            '{"title": "一", "content": "甲乙"}\n\n{"title": "二", "content": "丙丁"}\n',
            [("", "一", "", ("甲乙",)), ("", "二", "", ("丙丁",))],
        ),
    ],
    ids=[
        "list", "names", "codes", "categories", "lists", "by-name", "one", "object-within", "rows",
        "rows-without-heads", "sides", "by-name-with-code", "empty-folder",
        "lines",
    ],
)  # fmt: skip
def test_however_it_is_built(
    tmp_path: Path, document: Any, expected: list[tuple[str, str, str, tuple[str, ...]]]
) -> None:
    assert told(read(written(tmp_path, document))) == expected


def test_a_text_may_hold_other_ends_of_lines(tmp_path: Path) -> None:
    path = written(tmp_path, '{"content": "甲\u2028乙"}\n{"content": "丙丁"}\n')
    assert len(read(path).records) == 2


def test_questions(tmp_path: Path) -> None:
    one = {"question": "发什么快递", "similar": ["用什么快递", "哪家快递"], "answer": "默认中通"}
    pack = read(written(tmp_path, [one]))
    assert texts(pack) == {"发什么快递": "默认中通"}
    assert {*pack.records[0].asked_as} == {"发什么快递", "用什么快递", "哪家快递"}


def test_a_slash_in_a_name_is_no_level(tmp_path: Path) -> None:
    pack = read(written(tmp_path, {"退/换": [{"text": "可以的亲"}], "其他": [{"text": "好的亲"}]}))
    assert [r.category for r in pack.records] == [("退／换",), ("其他",)]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ([{"role": "user", "content": "什么时候发货"}], Code.FILE_NO_TEXT_COLUMN),
        ([{"发送人": "小王", "内容": "今天发"}], Code.FILE_NO_TEXT_COLUMN),
        ({"name": "x", "version": "1.0.0", "scripts": {"a": "tsc -p ."}}, Code.FILE_UNKNOWN),
        ({"message": "ok", "code": 200}, Code.FILE_UNKNOWN),
        ({}, Code.FILE_UNKNOWN),
        ([[1, 2], [3, None]], Code.FILE_UNKNOWN),
        ('{"title": "一", "content": "甲"}\n{"title": ', Code.FILE_DAMAGED),
        ([{"内容": "话术", f"k{n}": "x"} for n in range(400)], Code.TOO_MANY),
    ],
    ids=["chat", "chat-zh", "package", "answer", "nothing", "numbers", "cut", "wide"],
)
def test_what_holds_no_replies(tmp_path: Path, document: Any, code: Code) -> None:
    assert refusal(written(tmp_path, document)).code is code


def test_columns_may_be_said(tmp_path: Path) -> None:
    path = written(tmp_path, [{"content": "题目一", "wert": "今天发货"}])
    (table,) = sample(path)
    assert table.rows[0][1] == ("content", "wert")
    pack = read(path, layouts={"": Layout((Meaning.TITLE, Meaning.TEXT), 1)})
    assert texts(pack) == {"题目一": "今天发货"}


def test_a_record_without_a_text_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, [{"title": "一", "content": "甲乙"}, {"title": "二", "content": None}])
    pack = read(path)
    assert texts(pack) == {"一": "甲乙"}
    assert [(f.code, f.where.line) for f in pack.findings] == [(Code.TEXT_EMPTY, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "[" + ",".join('"甲乙"' for _ in range(200_300)) + "]",
        "{" + ",".join(f'"{n}":"甲乙"' for n in range(200_300)) + "}",
        '[["内容"],' + ",".join('["甲"]' for _ in range(200_300)) + "]",
        '{"a":[' + ",".join("[]" for _ in range(1_700_000)) + "]}",
        "[" + ",".join('""' for _ in range(4_100_000)) + "]",
        '{"content":"甲"}\n' * 400_100,
    ],
    ids=["texts", "names", "rows", "lists", "blanks", "lines"],
)
def test_more_than_may_be_read_is_refused_before_it_grows(tmp_path: Path, text: str) -> None:
    assert refusal(written(tmp_path, text)).code is Code.FILE_TOO_MANY_RECORDS


def test_an_object_of_a_thousand_fields(tmp_path: Path) -> None:
    fields = ",".join(f'"k{n}":{n}' for n in range(1000))
    assert refusal(written(tmp_path, f'[{{"content":"你好",{fields}}}]')).code is Code.TOO_MANY
