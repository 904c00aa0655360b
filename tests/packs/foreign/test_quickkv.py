"""The Markdown lists of QuickKV."""

from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.packs.reading import read
from tests.packs.making import codes

LIST = """# 售后
- 发货时间 ``k:fh``
亲，今天下单，今天发
  满99包邮

- 退货地址 `k:dz`
\t浙江省
\t\t杭州市
## 尺码
- 尺码表 ``不出现`` ``k:cm;``
# [这是内容，不是分组]
S 160
- 只有标题
- 重复 ``k:fh``
一样的码
"""


def a_list(path: Path, text: str = LIST) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_entries(tmp_path: Path) -> None:
    pack = read(a_list(tmp_path / "词库.md"))
    assert [
        (r.where.line, r.category, r.title, r.shortcut, r.variants[0]) for r in pack.records
    ] == [
        (2, ("售后",), "发货时间", "fh", "亲，今天下单，今天发\n  满99包邮"),
        (6, ("售后",), "退货地址", "dz", "浙江省\n\t杭州市"),
        (10, ("售后", "尺码"), "尺码表", "cm", "# [这是内容，不是分组]\nS 160"),
        (13, ("售后", "尺码"), "只有标题", "", "只有标题"),
        (14, ("售后", "尺码"), "重复", "", "一样的码"),
    ]
    assert codes(pack) == [(14, Code.RECORD_SHORTCUT_DROPPED)]
    assert read(a_list(tmp_path / "词库.md")) == pack


@pytest.mark.parametrize(
    ("theirs", "ours", "left"),
    [
        ("{{今天}}", "{日期=yyyy-MM-dd}", 0),
        ('{{ 现在 | 格式化:"%H点" }}', "{日期=HH点}", 0),
        ("{{剪贴板}}", "{剪贴板}", 0),
        ("{{输入:单号}}", "{单号}", 0),
        ('{{输入:单号|默认:"SF1"}}', "{单号:SF1}", 0),
        ("{{输入:单号|大写}}", "{{{{输入:单号|大写}}}}", 1),
        ("{{别的}}", "{{{{别的}}}}", 1),
        ("{单号}", "{{单号}}", 0),
    ],
)
def test_placeholders(tmp_path: Path, theirs: str, ours: str, left: int) -> None:
    pack = read(a_list(tmp_path / "a", f"- 标题 ``k:a``\n{theirs}\n"))
    assert pack.records[0].variants == (ours,)
    assert [c for _, c in codes(pack)].count(Code.RECORD_PLACEHOLDER_LEFT) == left


def test_lists_without_marks_are_known_by_the_lines_below(tmp_path: Path) -> None:
    pack = read(a_list(tmp_path / "a", "- 发货\n今天就发\n- 退货\n七天无理由\n"))
    assert pack.format == "quickkv"
    assert {r.title: r.variants[0] for r in pack.records} == {
        "发货": "今天就发",
        "退货": "七天无理由",
    }
