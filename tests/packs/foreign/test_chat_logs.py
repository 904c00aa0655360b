"""Exports of chats: names and moments instead of labels."""

from pathlib import Path

import pytest

from kefu_desktop.core.errors import KefuError
from kefu_desktop.packs.reading import read

ABOVE = """[张三] 2024-01-01 12:00
在吗

[小美] 2024-01-01 12:01
亲，在的

请说

[张三] 2024-01-01 12:02
几时发货

[小美] 2024-01-01 12:03
今天就发哦
"""
OF_A_SHOP = """tb123456 (2024-01-01 12:00:00)：
在吗
好看旗舰店:小美 (2024-01-01 12:00:10)：
在的，请说
tb99 (2024-01-01 12:01:00)：
几时发货
好看旗舰店:小李 (2024-01-01 12:01:10)：
今天就发哦
"""
BEFORE = """[2024/1/1 下午 2:00] 张三: 在吗
[2024/1/1 下午 2:01] 小美: 亲，在的
请说
[2024/1/1 下午 2:02] 张三: 几时发货
[2024/1/1 下午 2:03] 小美: 今天就发哦
"""
MOMENT_FIRST = """2024年1月1日 12:00:00 张三
在吗
2024年1月1日 12:00:20 客服小美
亲，在的
请说
2024年1月1日 12:01:00 张三
几时发货
2024年1月1日 12:01:20 客服小美
今天就发哦
"""


@pytest.mark.parametrize("told", [ABOVE, OF_A_SHOP, BEFORE, MOMENT_FIRST])
def test_sides_are_told_apart_and_names_stay_behind(tmp_path: Path, told: str) -> None:
    path = tmp_path / "聊天记录.txt"
    path.write_text(told, encoding="utf-8")
    pack = read(path)
    assert [record.asked_as for record in pack.records] == [("在吗",), ("几时发货",)]
    assert [record.variants[0].split("\n")[-1] for record in pack.records] == [
        "在的，请说" if told is OF_A_SHOP else "请说",
        "今天就发哦",
    ]
    assert not any(name in str(pack.records) for name in ("张三", "小美", "tb123456", "2024"))
    assert pack.findings == ()


def test_several_messages_in_a_row_are_parts_of_one_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "买家李 2024-01-01 12:00\n包邮吗\n买家李 2024-01-01 12:00\n有货吗\n"
        "小店 2024-01-01 12:01\n包邮\n小店 2024-01-01 12:02\n有货\n",
        encoding="utf-8",
    )
    [record] = read(path).records
    assert record.asked_as == ("包邮吗", "有货吗")
    assert record.variants == ("包邮\n{分段}\n有货",)


def test_the_log_of_a_program_is_no_chat(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_text(
        "2024-01-01 12:00:00 INFO start\n2024-01-01 12:00:01 ERROR fail: x\n"
        "2024-01-01 12:00:02 INFO stop\n",
        encoding="utf-8",
    )
    with pytest.raises(KefuError):
        read(path)


def test_agents_of_a_shop_are_named_behind_its_colon(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "2024-03-01 10:00:01 tb小王\n在吗\n2024-03-01 10:00:10 XX旗舰店:小美\n亲，在的\n请说\n"
        "2024-03-01 10:01:00 tb小王\n多久发货\n2024-03-01 10:01:20 XX旗舰店:小美\n亲，48小时内\n",
        encoding="utf-8",
    )
    told = [(record.asked_as, record.variants[0]) for record in read(path).records]
    assert told == [(("在吗",), "亲，在的\n请说"), (("多久发货",), "亲，48小时内")]


@pytest.mark.parametrize("end", ["\n", " "])
def test_times_without_a_day_in_brackets(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    heads = ("小王(10:00:01):", "客服小美(10:00:10):", "小王(10:01:01):", "客服小美(10:01:10):")
    words = ("在吗", "亲，在的", "发货了吗", "亲，已发")
    lines = (f"{head}{end}{said}" for head, said in zip(heads, words, strict=True))
    path.write_text("\n".join(lines), encoding="utf-8")
    told = [(record.asked_as, record.variants[0]) for record in read(path).records]
    assert told == [(("在吗",), "亲，在的"), (("发货了吗",), "亲，已发")]
