"""Chats exported as tables: what was asked and answered, whoever spoke, in whatever file."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.packs.reading import read
from tests.packs.making import refusal, texts, workbook
from tests.packs.test_web_tables import HEAD, table

OF_A_SHOP = [
    ["时间", "发送者", "内容"],
    ["2026-11-20 10:00:01", "tb12345", "在吗"],
    ["2026-11-20 10:00:05", "木木小店:小美", "亲，在的\n请问有什么可以帮您？"],
    ["2026-11-20 10:00:30", "tb12345", "这件什么时候发货"],
    ["2026-11-20 10:00:45", "木木小店:小美", "亲，48小时内发货哦"],
]
OF_SIDES = [
    ["会话ID", "发送方", "消息类型", "消息内容", "发送时间"],
    ["1", "买家", "文本", "有货吗", "2026-11-20 10:00"],
    ["1", "客服", "文本", "亲，有货的", "2026-11-20 10:01"],
    ["2", "买家", "文本", "可以便宜点吗", "2026-11-20 11:00"],
    ["2", "客服", "文本", "亲，已经是活动价了哦", "2026-11-20 11:01"],
]
Rows = Sequence[Sequence[str]]


def a_workbook(path: Path, rows: Rows) -> Path:
    return workbook(path.with_suffix(".xlsx"), {"Sheet1": rows})


def a_csv(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def a_page(path: Path, rows: Rows) -> Path:
    cells = (row for row in rows)
    told = ("".join(f"<td>{cell}</td>" for cell in row).replace("\n", "<br>") for row in cells)
    path.write_text(HEAD + table(*told), "utf-8")
    return path


def a_json(path: Path, rows: Rows) -> Path:
    heads, *others = rows
    told = [dict(zip(heads, row, strict=True)) for row in others]
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return path


@pytest.mark.parametrize("make", [a_workbook, a_csv, a_page, a_json])
def test_who_sells_answers(tmp_path: Path, make: Callable[[Path, Rows], Path]) -> None:
    pack = read(make(tmp_path / "聊天记录", OF_A_SHOP))
    assert texts(pack) == {
        "在吗": "亲，在的\n请问有什么可以帮您？",
        "这件什么时候发货": "亲，48小时内发货哦",
    }
    assert [record.asked_as for record in pack.records] == [("在吗",), ("这件什么时候发货",)]


@pytest.mark.parametrize("make", [a_workbook, a_csv, a_page, a_json])
def test_sides_by_their_names(tmp_path: Path, make: Callable[[Path, Rows], Path]) -> None:
    pack = read(make(tmp_path / "聊天记录", OF_SIDES))
    assert texts(pack) == {"有货吗": "亲，有货的", "可以便宜点吗": "亲，已经是活动价了哦"}


def test_several_who_serve(tmp_path: Path) -> None:
    rows = [
        ["昵称", "聊天内容"],
        ["tb1", "亲，有货吗"], ["小美", "亲，有货的"], ["tb1", "包邮吗"],
        ["小美", "您好，满99包邮"],
        ["tb2", "能便宜吗"], ["小丽", "亲，已经是活动价"], ["tb2", "哦"],
        ["小丽", "亲，还送您礼物"],
    ]  # fmt: skip
    assert texts(read(a_workbook(tmp_path / "x", rows))) == {
        "亲，有货吗": "亲，有货的",
        "包邮吗": "您好，满99包邮",
        "能便宜吗": "亲，已经是活动价",
        "哦": "亲，还送您礼物",
    }


def test_where_nobody_sells_it_is_no_file_of_replies(tmp_path: Path) -> None:
    rows = [["sender", "message"], ["alice", "lunch?"], ["bob", "at one"], ["alice", "fine"]]
    assert refusal(a_workbook(tmp_path / "x", rows)).code is Code.FILE_NO_TEXT_COLUMN


def test_a_table_of_questions_with_names_beside(tmp_path: Path) -> None:
    rows = [
        ["日期", "客户昵称", "客服昵称", "客户消息", "客服回复"],
        ["2026-11-20", "tb1", "小美", "有货吗", "亲，有货的"],
        ["2026-11-20", "tb2", "小丽", "包邮吗", "亲，满99包邮哦"],
    ]
    assert texts(read(a_csv(tmp_path / "x.csv", rows))) == {
        "有货吗": "亲，有货的",
        "包邮吗": "亲，满99包邮哦",
    }
