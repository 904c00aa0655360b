"""Dialogues whose speakers go by names, and replies written down as forms."""

from pathlib import Path

import pytest

from kefu_desktop.core.records import Pack
from kefu_desktop.packs.reading import read


def written(tmp_path: Path, text: str) -> Pack:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("buyer", "agent"),
    [("顾客", "小美"), ("顧客", "小編"), ("小王", "客服"), ("C", "S"), ("张三", "李四")],
)
def test_who_serves_is_told_by_the_other_side_or_by_manners(
    tmp_path: Path, buyer: str, agent: str
) -> None:
    pack = written(
        tmp_path,
        f"{buyer}：能便宜吗\n{agent}：亲，最低价了\n{buyer}：好吧\n{agent}：谢谢您理解\n",
    )
    assert [(record.asked_as, record.variants) for record in pack.records] == [
        (("能便宜吗",), ("亲，最低价了",)),
        (("好吧",), ("谢谢您理解",)),
    ]


def test_titles_before_colons_are_no_names(tmp_path: Path) -> None:
    pack = written(tmp_path, "欢迎：亲，您好\n催付：亲，请付款\n发货：亲，已发\n欢迎：您好呀\n")
    assert [record.title for record in pack.records] == ["欢迎", "催付", "发货", "欢迎"]


def test_replies_written_down_as_forms(tmp_path: Path) -> None:
    pack = written(
        tmp_path,
        "标题：欢迎\n内容：亲，您好\n欢迎光临：小店\n快捷：hy\n分类：售前\n\n"
        "标题：退货\n内容：亲，可以退\n快捷：th\n分类：售后\n",
    )
    told = [(r.category, r.title, r.shortcut, r.variants[0]) for r in pack.records]
    assert told == [
        (("售前",), "欢迎", "hy", "亲，您好\n欢迎光临：小店"),
        (("售后",), "退货", "th", "亲，可以退"),
    ]


def test_boxes_to_tick_and_stars_round_a_heading_are_no_words(tmp_path: Path) -> None:
    pack = written(tmp_path, "*****欢迎*****\n- [ ] 亲，您好\n- [x] 亲，在的\n- 亲，请说\n")
    assert [(r.category, r.variants[0]) for r in pack.records] == [
        (("欢迎",), "亲，您好"),
        (("欢迎",), "亲，在的"),
        (("欢迎",), "亲，请说"),
    ]


def test_a_line_above_each_text_is_its_title(tmp_path: Path) -> None:
    pack = written(tmp_path, "欢迎语\n亲，您好\n\n催付\n亲，请付款哦\n\n结束\n亲，祝您愉快\n")
    assert [(record.title, record.variants[0]) for record in pack.records] == [
        ("欢迎语", "亲，您好"),
        ("催付", "亲，请付款哦"),
        ("结束", "亲，祝您愉快"),
    ]
