"""Tables as people lay them out: side by side, a category above each column, names in brackets
between the rows, lines that tell how to fill the table in.
"""

from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.core.records import Pack
from kefu_desktop.packs.reading import read
from tests.packs.making import codes, workbook


def test_the_same_columns_again_are_another_table(tmp_path: Path) -> None:
    pack = read(
        workbook(
            tmp_path / "a.xlsx",
            {
                "Sheet1": [
                    ["分类", "问题", "回复", None, "问题", "回复"],
                    ["物流", "发什么快递", "亲，中通", None, "能便宜吗", "亲，不议价"],
                    ["物流", "几天到", "亲，三天", None, None, None],
                ]
            },
        )
    )
    assert [(record.category, record.title, record.variants) for record in pack.records] == [
        (("物流",), "发什么快递", ("亲，中通",)),
        (("物流",), "能便宜吗", ("亲，不议价",)),
        (("物流",), "几天到", ("亲，三天",)),
    ]
    assert pack.records[0].asked_as == ("发什么快递",)
    assert pack.findings == ()


def test_columns_of_texts_below_their_categories(tmp_path: Path) -> None:
    pack = read(
        workbook(
            tmp_path / "a.xlsx",
            {
                "话术": [
                    ["小店话术大全"],
                    ["欢迎语", "砍价"],
                    ["亲，您好", "亲，最低价了"],
                    ["您好，在的", "亲，可以领券"],
                    [None, "亲，多买多优惠"],
                ]
            },
        )
    )
    assert said_in(pack, "欢迎语") == ["亲，您好", "您好，在的"]
    assert said_in(pack, "砍价") == ["亲，最低价了", "亲，可以领券", "亲，多买多优惠"]


def test_further_wordings_are_no_tables_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("问题,回复1,回复2\n在吗,在的,您好\n", encoding="utf-8")
    assert [record.variants for record in read(path).records] == [("在的", "您好")]
    path.write_text("问题,回复,回复\n在吗,在的,您好\n", encoding="utf-8")
    assert [record.variants for record in read(path).records] == [("在的", "您好")]


def test_names_in_brackets_between_texts_are_categories(tmp_path: Path) -> None:
    rows = [["【欢迎】"], ["亲，您好"], ["【发货】"], ["亲，今天发"], ["您放心，很快到"]]
    pack = read(workbook(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert said_in(pack, "欢迎") == ["亲，您好"]
    assert said_in(pack, "发货") == ["亲，今天发", "您放心，很快到"]


def test_a_line_that_tells_how_to_fill_the_table_in_is_left_out_and_told(tmp_path: Path) -> None:
    rows = [
        ["*一级分组", "*话术标题", "*话术内容", "快捷编码"],
        ["必填，不超过20字", "必填", "必填，500字以内", "选填"],
        ["售前", "身高", "亲，麻烦提供身高", "sg"],
    ]
    pack = read(workbook(tmp_path / "a.xlsx", {"模板": rows}))
    assert [record.title for record in pack.records] == ["身高"]
    assert codes(pack) == [(2, Code.PASSAGE_LEFT)]


def test_columns_that_nobody_understands_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("序号,标题,内容,状态,创建人\n1,退货,可退,停用,\n", encoding="utf-8")
    pack = read(path)
    assert codes(pack) == [(1, Code.TABLE_COLUMNS_LEFT)]
    # Numbers of rows are no loss, nor is a column with nothing in it.
    assert dict(pack.findings[0].params) == {"names": "状态"}


def test_a_list_of_numbers_is_no_table_of_replies(tmp_path: Path) -> None:
    sheets = {"目录": [["章节", "页"], ["售前", 1]], "售前": [["标题", "内容"], ["在吗", "在"]]}
    pack = read(workbook(tmp_path / "a.xlsx", sheets))
    assert [record.title for record in pack.records] == ["在吗"]


def test_speakers_and_their_words_in_a_sheet(tmp_path: Path) -> None:
    rows = [
        ["角色", "内容"],
        ["买家", "有货吗"],
        ["客服", "亲，有的"],
        ["买家", "几天到"],
        ["客服", "亲，三天"],
    ]
    pack = read(workbook(tmp_path / "a.xlsx", {"对话": rows}))
    assert [(record.asked_as, record.variants, record.category) for record in pack.records] == [
        (("有货吗",), ("亲，有的",), ("对话",)),
        (("几天到",), ("亲，三天",), ("对话",)),
    ]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("Hi {{customer.first_name}}!", "Hi {customer_first_name}!"),
        ("您好 {{ 买家昵称 }}", "您好 {买家昵称}"),
        ("Hi {{name | capitalize}}", "Hi {name}"),
    ],
)
def test_what_a_help_desk_fills_in_is_asked_for(tmp_path: Path, there: str, here: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"标题,内容\n问候,{there}\n", encoding="utf-8")
    pack = read(path)
    assert pack.records[0].variants == (here,)
    assert codes(pack) == [(2, Code.RECORD_BLANK_MADE)]


def said_in(pack: Pack, category: str) -> list[str]:
    """Gives what is said in a category."""
    return [r.variants[0] for r in pack.records if r.category == (category,)]


def test_rows_that_name_a_part_stand_above_the_categories_of_those_below(tmp_path: Path) -> None:
    rows = [
        ["场景", "话术"], ["【售前】", None], ["欢迎", "亲，您好"],
        ["【售后】", None], ["退货", "亲，可退"],
    ]  # fmt: skip
    pack = read(workbook(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert [record.category for record in pack.records] == [("售前", "欢迎"), ("售后", "退货")]
    assert pack.findings == ()


def test_a_text_that_somebody_wrote_down_one_column(tmp_path: Path) -> None:
    rows = [["一、欢迎语"], ["亲，您好"], ["亲，在的"], ["二、催付"], ["亲，请付款哦"]]
    pack = read(workbook(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert said_in(pack, "欢迎语") == ["亲，您好", "亲，在的"]
    assert said_in(pack, "催付") == ["亲，请付款哦"]
    rows = [["买家：有货吗"], ["客服：亲，有的"], ["买家：几天到\n客服：亲，三天"]]
    pack = read(workbook(tmp_path / "b.xlsx", {"Sheet1": rows}))
    assert [(record.title, record.variants, record.where.line) for record in pack.records] == [
        ("有货吗", ("亲，有的",), 1),
        ("几天到", ("亲，三天",), 3),
    ]


def test_a_long_title_does_not_cost_the_reply(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"标题,内容,备注\n{'长' * 300},可退,注\n", encoding="utf-8")
    (record,) = read(path).records
    assert (record.title, record.notes) == ("长" * 200, f"{'长' * 300}\n注")
