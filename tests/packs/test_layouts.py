"""Tables whose columns the user names: shown by their first rows, and read as told."""

from pathlib import Path

import pytest

from kefu_desktop.core.columns import Layout, Meaning
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.reading import read, sample
from tests.packs.making import kefupack, lines, reply, workbook

ROWS = [["甲", "乙", "丙"], ["1", "fh", "今天就发"], ["2", "th", "可以退"]]
AS_TOLD = Layout((Meaning.OTHER, Meaning.SHORTCUT, Meaning.TEXT), header=1)


def table(path: Path) -> Path:
    path.write_text("\n".join(",".join(row) for row in ROWS), encoding="utf-8")
    return path


def test_a_table_that_tells_nothing_is_shown_and_read_as_told(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv")
    with pytest.raises(InvalidInput) as caught:
        read(path)
    assert caught.value.code is Code.FILE_NO_TEXT_COLUMN
    [shown] = sample(path)
    assert shown.layout is None
    assert shown.rows[1] == (2, ("1", "fh", "今天就发"))
    pack = read(path, layouts={"": AS_TOLD})
    assert [(one.shortcut, one.variants) for one in pack.records] == [
        ("fh", ("今天就发",)),
        ("th", ("可以退",)),
    ]
    assert (pack.format, pack.encoding) == ("csv", "utf-8")
    assert pack.tables[0].layout == AS_TOLD


def test_each_sheet_is_laid_out_by_itself_and_may_be_left_out(tmp_path: Path) -> None:
    known = [["标题", "内容"], ["包邮", "满 88 包邮"]]
    path = workbook(tmp_path / "a.xlsx", {"客户": ROWS, "话术": known, "空": []})
    assert [(one.sheet, one.layout is None) for one in sample(path)] == [
        ("客户", True),
        ("话术", False),
    ]
    pack = read(path, layouts={"客户": AS_TOLD})
    assert [one.variants[0] for one in pack.records] == ["今天就发", "可以退", "满 88 包邮"]
    assert pack.findings == ()
    pack = read(path, layouts={"客户": AS_TOLD, "话术": None})
    assert [one.variants[0] for one in pack.records] == ["今天就发", "可以退"]
    assert pack.findings == ()


def test_other_files_have_no_tables(tmp_path: Path) -> None:
    path = kefupack(tmp_path / "a.kefupack", lines(reply()))
    assert sample(path) == ()
    pack = read(path, Watch(), Limits(), {"": AS_TOLD})
    assert (len(pack.records), pack.format, pack.tables) == (1, "kefupack", ())
