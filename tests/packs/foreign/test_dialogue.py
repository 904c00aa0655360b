"""Dialogues, questions with answers, and scripts, as shops write them down."""

from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.core.placeholders import parse
from kefu_desktop.core.records import Pack
from kefu_desktop.packs.reading import read
from tests.packs.making import codes, refusal, texts


def told(tmp_path: Path, text: str, name: str = "培训.txt") -> Pack:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def asked(pack: Pack) -> list[tuple[tuple[str, ...], str]]:
    return [(record.asked_as, record.variants[0]) for record in pack.records]


def a_dialogue(path: Path) -> Path:
    """Writes a manual in plain text and gives its path."""
    path.write_text(
        "一、售前\n买家：在吗\n客服：在的亲\n客服：单号是xxx\n\n二、售后\n问：怎么退？\n答：七天[微笑]\n",
        encoding="utf-8",
    )
    return path


def a_markdown_manual(path: Path) -> Path:
    """Writes scripts in Markdown, with a table, and gives its path."""
    path.write_text(
        "# 话术\n\n## 欢迎\n\n- 亲，您好[店名]\n- **在的**哦\n\n```\n亲，{单号}\n```\n\n"
        "| 问题 | 答案 |\n|---|---|\n| 几时发 | 今天 |\n",
        encoding="utf-8",
    )
    return path


PAIR = [(("在吗",), "在的亲")]


@pytest.mark.parametrize(
    "text",
    [
        "买家：在吗\n客服：在的亲\n",
        "顾客: 在吗\n店家: 在的亲\n",
        "客戶：在吗\n賣家︰在的亲\n",
        "问：在吗\n答：在的亲\n",
        "问：在吗 答：在的亲\n",
        "Q：在吗\nA：在的亲\n",
        "Q1. 在吗\nA1. 在的亲\n",
        "**用户**：在吗\n\n**客服：** 在的亲\n",
        "👩买家：在吗\n👨‍💼客服：在的亲\n",
        "- **Customer:** 在吗\n- **Agent:** 在的亲\n",
        "【买家】在吗\n【客服】在的亲\n",
        "[客户]：在吗\n[客服]：在的亲\n",
        "买家（小王）：在吗\n客服小美：在的亲\n",
        "小王（买家）：在吗\n小美（客服）：在的亲\n",
        "2026-01-02 10:20:30 买家：在吗\n2026-01-02 10:21:30 客服：在的亲\n",
        "[10:20] 买家：在吗\n[10:21] 客服：在的亲\n",
        "买家 2026/1/2 10:20\n在吗\n客服小美 2026/1/2 10:21\n在的亲\n",
        "2026-01-02 10:20:30 买家\n在吗\n2026-01-02 10:21:30 客服\n在的亲\n",
        "买家：\n在吗\n\n客服：\n在的亲\n",
        "1、问：在吗\n   答：在的亲\n",
        "亲：在吗\n客服：在的亲",
        "问题一：在吗\n参考话术：“在的亲”\n",
        "> 买家：在吗\n> 客服：在的亲\n",
    ],
)
def test_who_speaks(tmp_path: Path, text: str) -> None:
    assert asked(told(tmp_path, text)) == PAIR


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a"
    path.write_bytes("买家：在吗\r\n客服：在的亲\r\n".encode(encoding))
    assert asked(read(path)) == PAIR


def test_a_manual(tmp_path: Path) -> None:
    pack = told(
        tmp_path,
        """某女装店客服培训话术

一、售前咨询

1. 尺码
买家：这件偏大吗？
客服：亲，正常码哦
买家：我160，100斤
买家：穿M可以吗
客服：建议您拍M码。
客服：喜欢宽松可以拍L码~

2、价格
顾客: 太贵了
客服: 薄利多销呢
      满299减30哦

二、售后服务
买家：要退货！
客服：抱歉，步骤如下：
1. 打开订单
2. 申请退款
我马上处理。
（顾客不说话）
""",
    )
    assert [(r.category, r.title, r.asked_as[1:], r.variants[0]) for r in pack.records] == [
        (("售前咨询", "尺码"), "这件偏大吗？", (), "亲，正常码哦"),
        (
            ("售前咨询", "尺码"),
            "我160，100斤",
            ("穿M可以吗",),
            "建议您拍M码。\n{分段}\n喜欢宽松可以拍L码~",
        ),
        (("售前咨询", "价格"), "太贵了", (), "薄利多销呢\n满299减30哦"),
        (
            ("售后服务",),
            "要退货！",
            (),
            "抱歉，步骤如下：\n1. 打开订单\n2. 申请退款\n我马上处理。",
        ),
    ]
    assert pack.records[3].notes == "（顾客不说话）"
    assert codes(pack) == [(1, Code.PASSAGE_LEFT)]
    assert not pack.identified


def test_dialogues_parted_by_blank_lines(tmp_path: Path) -> None:
    pack = told(
        tmp_path,
        "买家：几时发货\n客服：今天\n客服：都是中通\n\n客服：亲，看到您还没付款\n客服：有疑问吗\n",
    )
    assert asked(pack) == [
        (("几时发货",), "今天\n{分段}\n都是中通"),
        ((), "亲，看到您还没付款\n{分段}\n有疑问吗"),
    ]


def test_markdown_with_a_blank_line_behind_each_line(tmp_path: Path) -> None:
    pack = told(
        tmp_path,
        "# 售后\n\n## 催发货\n\n**顾客**：怎么还不发\n\n**客服**：抱歉\n\n**客服**：马上催\n\n"
        "**错误示范**：等着\n\n**顾客**：快点\n\n**客服**：好的，见[详情](http://a.cn/x)\n",
        "a.md",
    )
    assert asked(pack) == [
        (("怎么还不发",), "抱歉\n{分段}\n马上催"),
        (("快点",), "好的，见详情 http://a.cn/x"),
    ]
    assert {record.category for record in pack.records} == {("售后", "催发货")}
    assert pack.records[0].notes == "错误示范：等着"
    assert codes(pack) == [(13, Code.RECORD_PLAIN_TEXT)]


def test_several_wordings_of_one_answer(tmp_path: Path) -> None:
    pack = told(
        tmp_path,
        "话术场景：客户说太贵\n参考话术：\n1、一分价钱一分货呢\n2、您看下评价哦\n\n"
        "场景：客户说“再想想”\n话术1：好的亲\n话术二：有顾虑吗\n",
    )
    assert [(r.title, r.asked_as, r.variants) for r in pack.records] == [
        ("客户说太贵", (), ("一分价钱一分货呢", "您看下评价哦")),
        ("再想想", ("再想想",), ("好的亲", "有顾虑吗")),
    ]


def test_scripts_between_fences_with_their_scenes(tmp_path: Path) -> None:
    sections = "".join(
        f'### {n}. {name}\n**适用场景：** 客户问"{ask}"\n\n'
        f"```\n亲，{name}：\n• [名称]\n```\n\n---\n\n"
        for n, (name, ask) in enumerate(
            [("卖点", "好吗"), ("尺寸", "多大/能装多少"), ("材质", "真皮吗")], 1
        )
    )
    pack = told(
        tmp_path, f"# 箱包\n\n## 使用说明\n\n- 替换 `[变量]`\n\n## 售前\n\n{sections}", "a.md"
    )
    assert [(r.category, r.title, r.asked_as, r.variants[0]) for r in pack.records] == [
        (("箱包", "售前"), "卖点", ("好吗",), "亲，卖点：\n• {名称}"),
        (("箱包", "售前"), "尺寸", ("多大", "能装多少"), "亲，尺寸：\n• {名称}"),
        (("箱包", "售前"), "材质", ("真皮吗",), "亲，材质：\n• {名称}"),
    ]
    assert [c for _, c in codes(pack)].count(Code.PASSAGE_LEFT) == 1


def test_questions_without_labels(tmp_path: Path) -> None:
    pack = told(
        tmp_path,
        "【发货】\n1、什么时候发货？\n亲，48小时内\n2、能指定快递吗？\n补差价即可\n"
        "【退换】\n1、怎么退货？\n订单页申请\n包装要完好\n",
    )
    assert [(r.category, r.asked_as, r.variants[0]) for r in pack.records] == [
        (("发货",), ("什么时候发货？",), "亲，48小时内"),
        (("发货",), ("能指定快递吗？",), "补差价即可"),
        (("退换",), ("怎么退货？",), "订单页申请\n包装要完好"),
    ]


def test_headings_that_ask(tmp_path: Path) -> None:
    pack = told(
        tmp_path, "# 物流\n\n## 几天到？\n\n江浙沪次日达。\n\n其他三天。\n\n## 包邮吗？\n\n包。\n"
    )
    assert [(r.category, r.title, r.variants[0]) for r in pack.records] == [
        (("物流", "几天到？"), "几天到？", "江浙沪次日达。\n其他三天。"),
        (("物流", "包邮吗？"), "包邮吗？", "包。"),
    ]


def test_lists_and_paragraphs_below_headings(tmp_path: Path) -> None:
    pack = told(
        tmp_path,
        "话术大全\n一、售前\n1.您好!有什么可以帮您?\n2.我是XXX,欢迎来到XX店。\n\n"
        "二、售后\n（1）抱歉给您添麻烦了\n（2）退货流程如下：\n   - 申请\n   - 寄回\n",
    )
    assert [(r.category, r.variants[0]) for r in pack.records] == [
        (("售前",), "您好!有什么可以帮您?"),
        (("售前",), "我是{填空1},欢迎来到{店名}店。"),
        (("售后",), "抱歉给您添麻烦了"),
        (("售后",), "退货流程如下：\n- 申请\n- 寄回"),
    ]
    assert pack.records[1].title == "我是XXX,欢迎来到XX店。"
    assert codes(pack)[0] == (1, Code.PASSAGE_LEFT)


def test_titled_lines(tmp_path: Path) -> None:
    pack = told(tmp_path, "欢迎语：亲，欢迎光临\n发货：亲，48小时内发\n离线：客服不在哦\n")
    assert texts(pack) == {"欢迎语": "亲，欢迎光临", "发货": "亲，48小时内发", "离线": "客服不在哦"}


def test_tables_of_markdown(tmp_path: Path) -> None:
    pack = told(
        tmp_path,
        "# 话术\n\n| 问题 | 答案 | 分类 |\n|---|:-:|---|\n"
        "| 几时发 | 今天<br>[快递] | 物流 |\n| a\\|b | c | 物流 |\n",
    )
    assert [(r.where.line, r.category, r.title, r.variants[0]) for r in pack.records] == [
        (5, ("话术", "物流"), "几时发", "今天\n{快递}"),
        (6, ("话术", "物流"), "a|b", "c"),
    ]


@pytest.mark.parametrize(
    ("blank", "placeholder"),
    [
        ("单号是xxx", "单号是{单号}"),
        ("单号：______", "单号：{单号}"),
        ("电话＿＿＿", "电话{电话}"),
        ("[产品名称]有货", "{产品名称}有货"),
        ("[口味，如香辣]的", "{口味}的"),
        ("[24/48]小时", "{选择1|24|48}小时"),
        ("补××元，等xx天", "补{金额}元，等{天数}天"),
        ("{单号}已发", "{单号}已发"),
        ("{{姓名}}您好", "{姓名}您好"),
        ("我是客服xx", "我是客服{客服}"),
    ],
)
def test_blanks_are_asked_for_and_told(tmp_path: Path, blank: str, placeholder: str) -> None:
    pack = told(tmp_path, f"买家：问\n客服：{blank}\n")
    assert pack.records[0].variants == (placeholder,)
    assert {code for _, code in codes(pack)} == {Code.RECORD_BLANK_MADE}


@pytest.mark.parametrize(
    "text",
    ["好的[微笑]", "尺码XL/XXL", "见[1]", "if(x){{return}}", "${name}", "嗯……", "13xxxxxxxxx"],
)
def test_what_is_no_blank_stays(tmp_path: Path, text: str) -> None:
    pack = told(tmp_path, f"买家：问\n客服：{text}\n")
    assert parse(pack.records[0].variants[0]) == (text,)
    assert pack.findings == ()


def test_images_of_a_log_are_told(tmp_path: Path) -> None:
    pack = told(tmp_path, "买家：尺码表\n客服：您看下\n客服：[图片]\n")
    assert asked(pack) == [(("尺码表",), "您看下")]
    assert codes(pack) == [(1, Code.RECORD_PICTURE_LEFT)]


@pytest.mark.parametrize(
    "text",
    [
        "只有一行字，没有表",
        "答：好的",
        "今天开会：\n1. 讨论新品\n2. 排班\n3. 总结数据\n",
        "user: root\nservice: nginx\nport: 80\n",
        "北国风光，千里冰封。\n望长城内外，惟余莽莽。\n大河上下，顿失滔滔。\n",
        "[a]\nb=1\n",
        "#NoEnv\n::hy::亲，您好\n:*:th::亲，可退\n^j::Run calc\n::dz::\n(\n亲，请稍等\n)\n",
        "# a comment\nimport os\n\n# another\nprint(os.name)\n",
        "# 配置\nservices:\n  - web\n  - db\n",
    ],
)
def test_what_is_no_dialogue(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a"
    path.write_text(text, encoding="utf-8")
    assert refusal(path).code is Code.FILE_NO_TEXT_COLUMN


@pytest.mark.parametrize(
    "text",
    [
        '分类,问题,答案\n售前,在吗,"客服：在的\n买家：好"\n',
        "问题\t答案\n问：在吗\t答：在的\n怎么退\t七天\n",
        "话术\n亲，您好\n亲，再见\n亲，好的\n",
        "# 我的话术\nfh,亲，今天发\nth,亲，七天\ndz,亲，杭州\n",
    ],
)
def test_a_headed_table_stays_one(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text, "a.csv").format == "csv"


def test_a_new_version_keeps_the_identities(tmp_path: Path) -> None:
    text = "# 售前\n买家：在吗\n客服：在的亲\n买家：几时发\n客服：今天\n"
    first = told(tmp_path, text)
    again = told(tmp_path, text.replace("今天", "马上") + "买家：好\n客服：嗯\n")
    assert [one.uid for one in again.records[:2]] == [one.uid for one in first.records]
    assert told(tmp_path, text) == first


def test_headings_too_deep_and_too_long(tmp_path: Path) -> None:
    deep = "".join(f"{'#' * n} {'长' * 80}{n}/a\n" for n in range(1, 7))
    pack = told(tmp_path, f"{deep}一、甲\n（一）乙\n【丙】\n买家：在吗\n客服：在的\n")
    assert len(pack.records[0].category) == 8
    assert pack.findings == ()


def test_a_short_line_above_a_list_is_a_heading(tmp_path: Path) -> None:
    pack = told(
        tmp_path, "售前话术\n1、亲，在的呢\n2、亲，包邮哦\n\n售后话术\n1、亲，可以退\n2、亲，请说\n"
    )
    assert [(record.category, record.title) for record in pack.records] == [
        (("售前话术",), "亲，在的呢"),
        (("售前话术",), "亲，包邮哦"),
        (("售后话术",), "亲，可以退"),
        (("售后话术",), "亲，请说"),
    ]
    assert pack.findings == ()
