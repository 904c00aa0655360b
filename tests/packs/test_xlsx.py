"""Workbooks made with openpyxl: sheets, merged cells, values as they are shown."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from kefu_desktop.core.errors import Code
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.shown import shown
from tests.packs.making import codes, refusal, rezipped, texts, workbook

# A cell has no time zone.
MORNING = datetime.datetime(2026, 11, 1, 9, 5)  # noqa: DTZ001


def test_every_sheet_is_read_and_its_name_is_the_category(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "售前": [["标题", "内容"], ["发货", "今天"]],
            "Sheet2": [["快捷编码", "内容"], ["th", "可退"]],
            "空的": [],
            "带分组": [["分组", "标题", "内容"], ["活动/双11", "满减", "满300减50"]],
            "a b": [["标题", "内容"], ["斜杠", "好"]],
        },
    )
    pack = read(path)
    assert {record.title: record.category for record in pack.records} == {
        "发货": ("售前",),
        "可退": (),
        "满减": ("活动", "双11"),
        "斜杠": ("a b",),
    }
    assert pack.findings == ()
    assert pack.records[0].where.source == "售前"
    assert pack.records[0].where.line == 2


def test_merged_cells_of_a_group_column(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["话术表（请勿改表头）"])
    sheet.merge_cells("A1:C1")
    for row in (["分组", "标题", "内容"], ["售后", "一", "1"], ["", "二", "2"], ["", "三", "3"]):
        sheet.append(row)
    sheet.append(["", "四", "4"])
    sheet.merge_cells("A3:A5")
    book.save(path)
    places = {record.title: record.category for record in read(path).records}
    assert places == {"一": ("售后",), "二": ("售后",), "三": ("售后",), "四": ()}


def test_the_values_of_formulas_are_those_last_shown(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"s": [["标题", "内容"], ["一", "=1+1"], ["二", "x"]]})
    sheet = "xl/worksheets/sheet1.xml"
    computed = part(path, sheet).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
    assert texts(read(rezipped(path, {sheet: computed}))) == {"一": "2", "二": "x"}


def test_a_formula_that_nobody_ever_computed_has_no_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"s": [["标题", "内容"], ["一", "=1+1"], ["二", "x"]]})
    pack = read(path)
    assert texts(pack) == {"二": "x"}
    assert codes(pack) == [(0, Code.TABLE_UNCOMPUTED), (2, Code.TEXT_EMPTY)]
    assert dict(pack.findings[0].params) == {"count": 1, "cell": "B2"}


def test_hidden_sheets_are_read_and_told_of(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"甲": [["标题", "内容"], ["一", "1"]]})
    book = openpyxl.load_workbook(path)
    hidden = book.create_sheet("旧话术")
    hidden.append(["标题", "内容"])
    hidden.append(["二", "2"])
    hidden.sheet_state = "hidden"
    book.save(path)
    pack = read(path)
    assert texts(pack) == {"一": "1", "二": "2"}
    assert [(f.where.source, f.code) for f in pack.findings] == [("旧话术", Code.TABLE_HIDDEN)]


def test_names_merged_over_the_table_and_texts_merged_down(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["标题", "内容"])
    for row in (["售前"], ["发货", "今天"], ["几时发"], ["售后"], ["退货", "可退"]):
        sheet.append(row)
    for merged in ("A2:B2", "B3:B4", "A5:B5"):
        sheet.merge_cells(merged)
    book.save(path)
    found = [(r.title, r.category, r.asked_as) for r in read(path).records]
    assert found == [("发货", ("售前",), ("几时发",)), ("退货", ("售后",), ())]


@pytest.mark.parametrize("name", ["Sheet1 (2)", "工作表3", "Tabelle1", "Sheet"])
def test_sheets_that_nobody_named_are_no_categories(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / "a.xlsx", {name: [["标题", "内容"], ["一", "1"]]})
    assert read(path).records[0].category == ()


def test_cells_behind_the_last_head_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"话": [["标题", "内容"], ["一", "1", "多的"]]})
    pack = read(path)
    assert texts(pack) == {"一": "1"}
    assert codes(pack) == [(2, Code.TABLE_CELLS_LEFT)]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (88, "General", "88"),
        (88.0, "General", "88"),
        (1.2345678901234567e16, "General", "12345678901234568"),
        (8.5, "General", "8.5"),
        (0.1 + 0.2, "0.00", "0.30"),
        (0.125, "0%", "13%"),
        (0.125, "0.0%", "12.5%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (7, "000", "007"),
        (99.5, '"¥"0.0', "¥99.5"),
        (99, '0"元"', "99元"),
        (99.5, "[$¥-804]#,##0.00", "¥99.50"),
        (1.5, "0.##", "1.5"),
        (2.0, "0.##", "2"),
        (-3, "0.0;[Red]-0.0", "-3.0"),
        (1e300, "0", "1e+300"),
        (float("inf"), "0", "inf"),
        (0.5, "# ?/?", "0.5"),
        (True, "General", "TRUE"),
        (MORNING, "yyyy-mm-dd", "2026-11-01"),
        (MORNING, "yyyy/m/d h:mm", "2026/11/1 9:05"),
        (MORNING, 'yyyy"年"m"月"d"日"', "2026年11月1日"),
        (datetime.time(21, 30), "h:mm AM/PM", "9:30 PM"),
        (datetime.time(21, 30, 5), "hh:mm:ss", "21:30:05"),
        (datetime.timedelta(hours=26, minutes=3), "[h]:mm:ss", "26:03:00"),
        (datetime.date(2026, 1, 2), "General", "2026-01-02"),
        ("a_x000D_\nb_x005F_x0041_", "General", "a\r\nb_x0041_"),
        (None, "General", ""),
    ],
)
def test_cells_as_they_are_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_numbers_and_dates_in_a_real_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["标题", "内容"])
    for title, value, number_format in [
        ("几折", 0.85, "0%"),
        ("几号", MORNING, "m月d日"),
        ("编号", 7, "0000"),
    ]:
        sheet.append([title, value])
        sheet.cell(sheet.max_row, 2).number_format = number_format
    book.save(path)
    assert texts(read(path)) == {"几折": "85%", "几号": "11月1日", "编号": "0007"}


def test_a_stated_size_that_is_wrong_hides_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"s": [["标题", "内容"], ["一", "1"], ["二", "2"]]})
    sheet = "xl/worksheets/sheet1.xml"
    lying = part(path, sheet).replace(b'ref="A1:B3"', b'ref="A1:A1"')
    assert b'ref="A1:A1"' in lying
    assert texts(read(rezipped(path, {sheet: lying}))) == {"一": "1", "二": "2"}


def test_what_openpyxl_warns_about_is_no_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["标题", "内容"])
    book.active.append(["一", "1"])
    book.active.add_data_validation(DataValidation(type="list", formula1='"是,否"'))
    book.save(path)
    sheet = "xl/worksheets/sheet1.xml"
    unknown = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    strange = part(path, sheet).replace(b"</worksheet>", unknown)
    assert texts(read(rezipped(path, {sheet: strange}))) == {"一": "1"}


def test_a_sheet_of_something_else_is_told(tmp_path: Path) -> None:
    rows = [["姓名", "电话", "地址"], ["张三", "1", "杭州"]]
    path = workbook(tmp_path / "a.xlsx", {"话术": [["标题", "内容"], ["一", "1"]], "客户": rows})
    pack = read(path)
    assert list(texts(pack)) == ["一"]
    assert [(f.where.source, f.code) for f in pack.findings] == [("客户", Code.FILE_NO_TEXT_COLUMN)]
    assert refusal(workbook(tmp_path / "b.xlsx", {"客户": rows})).code is Code.FILE_NO_TEXT_COLUMN
    assert refusal(workbook(tmp_path / "c.xlsx", {"空": []})).code is Code.FILE_EMPTY


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)
