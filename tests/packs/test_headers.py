"""What columns mean, whoever headed them."""

from collections.abc import Sequence

import pytest
from msgspec.structs import asdict

from kefu_desktop.core.columns import Meaning
from kefu_desktop.core.model import Kind
from kefu_desktop.packs.assembling import Draft
from kefu_desktop.packs.layout_guess import guess_layout
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.tables import drafts


def table(*rows: Sequence[str]) -> list[Row]:
    return [Row(number, list(cells)) for number, cells in enumerate(rows, start=1)]


def first(*rows: Sequence[str], sheet: str = "") -> Draft:
    told = table(*rows)
    layout = guess_layout(told)
    assert layout is not None
    return next(drafts(layout, told, told, sheet))[1]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            ("分组", "快捷编码", "快捷短语", "是否加入团队"),
            ("售后/退换", "th", "可退", "是"),
            Draft(variants=["可退"], category=["售后", "退换"], shortcut="th"),
        ),
        (
            ("分类", "类型", "标题", "内容"),
            ("售后", "文本", "退货", "可退"),
            Draft(title="退货", variants=["可退"], category=["售后"]),
        ),
        (
            ("内容", "类型", "标签"),
            ("可退", "售后", "老虎，急"),
            Draft(variants=["可退"], category=["售后"], tags=["老虎", "急"]),
        ),
        (
            ("匹配关键词", "回复内容", "平台", "模糊匹配", "支持正则"),
            ("退货|退款", "可退", "千牛", "是", "否"),
            Draft(title="退货", variants=["可退"], asked_as=["退货", "退款"]),
        ),
        (
            ("问题", "答案"),
            ("可以退吗？", "可退"),
            Draft(title="可以退吗？", variants=["可退"], asked_as=["可以退吗？"]),
        ),
        (
            ("分組", "快捷編碼", "標題", "內容", "備註"),
            ("售後", "th", "退貨", "可退", "內部"),
            Draft(title="退貨", variants=["可退"], category=["售後"], shortcut="th", notes="內部"),
        ),
        (
            ("Text", "Shortcut", "Folder", "Title", "Tags", "Note"),
            ("Sure", "/ok", "Sales", "Yes", "a, b", "n"),
            Draft(
                title="Yes",
                variants=["Sure"],
                category=["Sales"],
                shortcut="ok",
                tags=["a", "b"],
                notes="n",
            ),
        ),
        (
            ("* 标题（必填）", "回复 内容：", "类别"),
            ("您好", "在的", "问候语"),
            Draft(title="您好", variants=["在的"], kind=Kind.GREETING),
        ),
        (
            ("一级分类", "二级分类", "标题", "话术1", "话术2", "话术3"),
            ("售后", "退换", "退货", "可退", "", "能退"),
            Draft(title="退货", variants=["可退", "能退"], category=["售后", "退换"]),
        ),
        (
            ("标题", "内容", "说法2", "买家问法"),
            ("退货", "可退", "能退", "能退吗\n怎么退, 可以吗"),
            Draft(title="退货", variants=["可退", "能退"], asked_as=["能退吗", "怎么退, 可以吗"]),
        ),
        (
            ("一级", "二级", "客户说", "客服说", "注意事项"),
            ("售前", "砍价", "便宜点", "最低了", "别急"),
            Draft(
                title="便宜点",
                variants=["最低了"],
                category=["售前", "砍价"],
                asked_as=["便宜点"],
                notes="别急",
            ),
        ),
        (
            ("买家", "客服"),
            ("便宜点", "最低了"),
            Draft(title="便宜点", variants=["最低了"], asked_as=["便宜点"]),
        ),
        (
            ("目录", "标题", "内容", "相似问", "标签"),
            ("售前 > 尺码", "a", "L", "多大|什么码", "常用 / 尺码"),
            Draft(
                title="a",
                variants=["L"],
                category=["售前", "尺码"],
                asked_as=["多大", "什么码"],
                tags=["常用", "尺码"],
            ),
        ),
        (
            ("问题类型", "客户问法", "答案A", "答案B", "客户类型"),
            ("退款", "多久到\n什么时候退", "三天", "1-3天", "老虎"),
            Draft(
                title="多久到",
                variants=["三天", "1-3天"],
                category=["退款"],
                tags=["老虎"],
                asked_as=["多久到", "什么时候退"],
            ),
        ),
        (("Q", "A"), ("有货吗", "有"), Draft(title="有货吗", variants=["有"], asked_as=["有货吗"])),
        (
            ("Description", "Phrase content", "Autotext"),
            ("Hi", "Hello", "hi"),
            Draft(variants=["Hello"], shortcut="hi", notes="Hi"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_headers(header: Sequence[str], row: Sequence[str], expected: Draft) -> None:
    assert plainly(first(header, row)) == plainly(expected)


def plainly(draft: Draft) -> dict[str, object]:
    """Gives the fields of a draft, with every sequence as a tuple."""
    fields = asdict(draft).items()
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields}


def test_the_order_of_columns_does_not_matter() -> None:
    header, row = ("分组", "标题", "快捷编码", "内容"), ("售后", "退货", "th", "可退")
    assert first(header[::-1], row[::-1]) == first(header, row)


def test_lines_of_instructions_above_the_header() -> None:
    rows = [
        ["请按下面的格式填写内容，第一行不要改动"],
        ["多个关键词用 | 隔开"],
        [],
        ["关键词", "回复内容"],
        ["退货", "可退"],
    ]
    told = table(*rows)
    layout = guess_layout(told)
    assert layout is not None
    assert layout.header == 4
    assert [number for number, _ in drafts(layout, told, told)] == [5]


@pytest.mark.parametrize(
    ("rows", "meanings"),
    [
        ([("fh", "今天发"), (";th", "可退"), ("", "没有编码")], (Meaning.SHORTCUT, Meaning.TEXT)),
        ([("发货", "今天发"), ("th", "可退")], (Meaning.TITLE, Meaning.TEXT)),
        ([("How long", "Two days")], (Meaning.TITLE, Meaning.TEXT)),
        (
            [("fh", "今天发", "发货"), ("th", "可退"), (";zx", "在的", "")],
            (Meaning.SHORTCUT, Meaning.TEXT, Meaning.TITLE),
        ),
        (
            [
                ("售前", "发货", "亲，今天发"),
                ("售前", "快递", "亲，发中通"),
                ("", "退", "亲，可退"),
            ],
            (Meaning.CATEGORY, Meaning.TITLE, Meaning.TEXT),
        ),
        ([("亲，在的呢",), ("亲，好的",), ("谢谢惠顾",)], (Meaning.TEXT,)),
    ],
)
def test_columns_without_a_header(
    rows: list[tuple[str, ...]], meanings: tuple[Meaning, ...]
) -> None:
    layout = guess_layout(table(*rows))
    assert layout is not None
    assert (layout.meanings, layout.header) == (meanings, 0)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("只有一列",), ("第二行",)],
        [("三", "列", "没头"), ("一", "二", "三")],
        [("姓名", "电话", "地址"), ("张三", "1", "杭州")],
        [("id", "size", "colour"), ("1", "42", "黑")],
        [("", ""), ("", "")],
        [("fh 亲，今天发",), ("th 亲，可以退",)],
        [("标题", "图片"), ("发货", "1.png")],
        [("import os", " sys"), ("return a", " b")],
        [("售前", "发货", "今天"), ("售前", "快递", "中通"), ("售后", "退货", "可以")],
    ],
)
def test_what_is_no_table_of_replies(rows: list[tuple[str, ...]]) -> None:
    assert guess_layout(table(*rows)) is None


def test_a_sheet_is_a_category_where_no_column_tells_one() -> None:
    assert first(("标题", "内容"), ("退货", "可退"), sheet="售后").category == ("售后",)
    assert first(("分组", "内容"), ("", "可退"), sheet="售后").category == ()


def test_merged_groups_fill_down() -> None:
    rows = [
        Row(1, ["分组", "标题", "内容"]),
        Row(2, ["售后", "一", "可退"]),
        Row(3, ["", "二", "可换"], {0: "售后"}),
        Row(4, ["", "三", "x"]),
    ]
    layout = guess_layout(rows)
    assert layout is not None
    found = (draft for _, draft in drafts(layout, rows, rows))
    told = [([*draft.category], [*draft.variants]) for draft in found]
    assert told == [(["售后"], ["可退"]), (["售后"], ["可换"]), ([], ["x"])]


def test_questions_beside_one_merged_answer_ask_for_the_same() -> None:
    rows = [
        Row(1, ["问题", "答案", "快捷编码"]),
        Row(2, ["能退吗", "可退", ""]),
        Row(3, ["怎么退", "", ""], {1: "可退"}),
        Row(4, ["有自己的编码", "", "bm"], {1: "可退"}),
        Row(5, ["能换吗", "可换", ""]),
    ]
    layout = guess_layout(rows)
    assert layout is not None
    found = [
        (number, draft.asked_as, [*draft.variants]) for number, draft in drafts(layout, rows, rows)
    ]
    assert found == [
        (2, ["能退吗", "怎么退"], ["可退"]),
        (4, ["有自己的编码"], []),
        (5, ["能换吗"], ["可换"]),
    ]


def test_answers_beside_one_merged_question_are_all_asked_for() -> None:
    rows = [
        Row(1, ["问题", "答案"]),
        Row(2, ["能退吗", "可退"]),
        Row(3, ["", "七天内都可以退"], {0: "能退吗"}),
    ]
    layout = guess_layout(rows)
    assert layout is not None
    found = [(draft.asked_as, [*draft.variants]) for _, draft in drafts(layout, rows, rows)]
    assert found == [(["能退吗"], ["可退"]), (["能退吗"], ["七天内都可以退"])]


def test_a_name_merged_over_the_columns_is_the_category_of_the_rows_below() -> None:
    rows = [
        Row(1, ["标题", "内容"]),
        Row(2, ["售前"], wide=True),
        Row(3, ["发货", "今天"]),
        Row(4, ["售后/退换"], wide=True),
        Row(5, ["退货", "可退"]),
        Row(6, ["以上话术仅供参考，请勿外传。"], wide=True),
    ]
    layout = guess_layout(rows)
    assert layout is not None
    found = [(number, [*draft.category]) for number, draft in drafts(layout, rows, rows, "店铺")]
    assert found == [
        (3, ["店铺", "售前"]),
        (5, ["店铺", "售后", "退换"]),
        (6, ["店铺", "售后", "退换"]),
    ]


@pytest.mark.parametrize(
    ("header", "meanings"),
    [
        (("快捷短语编码", "快捷短语内容", "分组"), "shortcut text category"),
        (
            ("*快捷编码（不超过8字）", "*快捷短语(必填,500字以内)", "所属分组（选填）"),
            "shortcut text category",
        ),
        (("分组名称", "快捷短语标题", "快捷短语内容", "快捷键"), "category title text shortcut"),
        (("ID", "快捷回复分组", "快捷回复标题", "快捷回复内容"), "other category title text"),
        (("分组名", "快捷回复内容"), "category text"),
        (("话术分组", "话术编码", "话术内容", "回复时间"), "category shortcut text other"),
        (("标准问", "相似问", "答案"), "question asked-as text"),
        (("标题", "回复内容", "回复内容2", "回复内容三"), "title text variant variant"),
        (("\u200b标题", "\ufeff内容"), "title text"),
        (("快捷语", "分组", "回复类型"), "text category other"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_heads_of_chat_programs(header: Sequence[str], meanings: str) -> None:
    layout = guess_layout(table(header, ["值"] * len(header)))
    assert layout is not None
    assert (" ".join(layout.meanings), layout.header) == (meanings, 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["售前", "", "", "售后", ""], ["售前", "售前", "售前", "售后", "售后"]),
        (["售前", "售前", "", "售后", ""], ["售前", "售前", "", "售后", ""]),
        (["", "售前", "", "售后", ""], ["", "售前", "", "售后", ""]),
        (["售前", "售后"], ["售前", "售后"]),
        (["", ""], ["", ""]),
    ],
    ids=["merged once", "repeated", "begins without", "none missing", "none told"],
)
def test_a_category_that_stands_once_holds_for_the_rows_below_it(
    told: list[str], expected: list[str]
) -> None:
    rows = table(("分组", "内容"), *((name, f"话{n}") for n, name in enumerate(told)))
    layout = guess_layout(rows)
    assert layout is not None
    found = [draft.category for _, draft in drafts(layout, rows[:3], rows)]
    by_sample = [draft.category for _, draft in drafts(layout, rows, rows)]
    assert ["/".join(path) for path in by_sample] == expected
    assert len(found) == len(told)
