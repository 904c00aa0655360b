"""Snippets of Raycast: names, keywords, placeholders with settings and changes."""

import json
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.core.placeholders import parse
from kefu_desktop.packs.foreign.raycast import translate
from kefu_desktop.packs.foreign.translating import Snippets
from kefu_desktop.packs.reading import read
from tests.packs.making import codes


def raycast(path: Path, *snippets: Any) -> Path:
    path.write_text(json.dumps(snippets, ensure_ascii=False), encoding="utf-8")
    return path


def a_raycast(path: Path) -> Path:
    told = [
        {
            "name": f"n{n}",
            "text": f'您好 {{date +{n}d}} {{argument name="名"}}',
            "keyword": f"!k{n}",
        }
        for n in range(9)
    ]
    return raycast(path, *told)


def in_ours(text: str, **others: str) -> tuple[str, list[str | int]]:
    """Gives a snippet in our notation, and the placeholders it was told of."""
    composed = Snippets(others, translate).composed(text, "self")
    return composed.text, [next(iter(remark.params.values())) for remark in composed.remarks]


def test_snippets(tmp_path: Path) -> None:
    told = [{"name": "发货", "text": "今天发", "keyword": ";fh"}, {"name": "退货", "text": "可退"}]
    pack = read(raycast(tmp_path / "x", *told))
    assert (pack.format, pack.identified) == ("raycast", False)
    assert [(r.title, r.shortcut, r.variants) for r in pack.records] == [
        ("发货", "fh", ("今天发",)),
        ("退货", "", ("可退",)),
    ]
    assert pack.findings == ()
    told[0]["text"] = "改了"
    later = read(raycast(tmp_path / "x", *told))
    assert [record.uid for record in later.records] == [record.uid for record in pack.records]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("{clipboard}{cursor}", "{剪贴板}{光标}"),
        ("{date} {time} {day}", "{日期} {时间} {星期}"),
        ("{datetime}", "{日期=yyyy-MM-dd HH:mm}"),
        ("{date +2d} {day -1d} {time +1d}", "{日期+2} {星期-1} {时间}"),
        ('{date offset="+1w -2d"}', "{日期+5}"),
        ('{date format="yyyy年M月d日" offset="+3d"}', "{日期+3=yyyy年M月d日}"),
        ('{time format="HH:mm"}', "{日期=HH:mm}"),
        ('{argument name="快递"}{argument name="快递"}', "{快递}{快递}"),
        ('{argument name="快递" default="中通"}', "{快递:中通}"),
        ('{argument name="tone" default="b" options="a, b, c"}', "{tone|b|a|c}"),
        ("{argument} {argument}", "{填写} {填写·2}"),
        ("{clipboard | trim}{clipboard|raw}", "{剪贴板}{剪贴板}"),
        ('[{snippet name="other"}]', "[好 {日期}]"),
    ],
)
def test_placeholders(text: str, ours: str) -> None:
    assert in_ours(text, other="好 {date}") == (ours, [])


@pytest.mark.parametrize(
    "text",
    [
        "{uuid}",
        "{selection}",
        "{browser-tab}",
        "{date +1M}",
        "{time +2h}",
        "{clipboard | uppercase}",
        '{argument name="x" | percent-encode}',
        "{clipboard offset=1}",
        '{date format="QQQ"}',
        '{snippet name="gone"}',
        '{snippet name="self"}',
    ],
)
def test_what_has_no_counterpart_stays_and_is_told(text: str) -> None:
    ours, left = in_ours(text, self=text)
    assert (parse(ours), left) == ((text,), [text])


@pytest.mark.parametrize("text", ["{x} {名} {a: 1} {}", "{dates}", "{{argument", "{cursor:x}"])
def test_other_braces_are_text(text: str) -> None:
    ours, left = in_ours(text)
    assert (parse(ours), left) == ((text,), [])


def test_records_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    good = [{"name": f"n{n}", "text": "好"} for n in range(30)]
    pack = read(raycast(tmp_path / "x", *good, 5, {"name": "a", "text": None}, good[0]))
    assert len(pack.records) == 30
    assert codes(pack) == [
        (31, Code.RECORD_INVALID),
        (32, Code.TEXT_EMPTY),
        (33, Code.RECORD_REPEATED),
    ]


def test_one_without_a_text_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    said = [{"name": "一", "text": "亲"}, {"name": "二"}, {"name": "三", "text": "您好"}]
    path.write_text(json.dumps(said), encoding="utf-8")
    pack = read(path)
    assert [record.title for record in pack.records] == ["一", "三"]
    assert codes(pack) == [(2, Code.TEXT_EMPTY)]
