"""Placeholders: what is one, what only looks like one, and what is sent in their place."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kefu_desktop.core.dates import Tongue
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.core.template import (
    Ask,
    Context,
    Part,
    Problem,
    Trouble,
    asks,
    count_parts,
    render,
)

SATURDAY = datetime(2026, 11, 21, 9, 5, tzinfo=timezone(timedelta(hours=8)))
FACES = {"微笑": "😊", "smile": "😊", "哑": ""}


def context(**fields: object) -> Context:
    given_ = {"moment": SATURDAY, "write_mood": FACES.get, **fields}
    return Context(**given_)  # type: ignore[arg-type]


def sent(source: str, **fields: object) -> str:
    """What is sent, where it is one message and nothing is missing or wrong."""
    rendered = render(source, context(**fields))
    assert (rendered.missing, rendered.troubles) == ((), ())
    assert len(rendered.parts) == 1
    return rendered.parts[0].text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{日期}", "11月21日"),
        ("{date}", "11月21日"),
        ("{DATE}", "11月21日"),
        ("{日期+3}", "11月24日"),
        ("{日期-21}", "10月31日"),
        ("{date-1}", "11月20日"),
        ("{日期+10=M月d日}", "12月1日"),
        ("{日期-1=yyyy/MM/dd}", "2026/11/20"),
        ("{时间}", "09:05"),
        ("{时间=H点mm分}", "9点05分"),
        ("{星期}", "星期六"),
        ("{星期+2=E}", "周一"),
        ("{问候}，{买家}", "早上好，亲"),
        ("{店铺}的{客服}", "本店的小客服"),
        ("{店铺:小店}的{客服:阿美}", "小店的阿美"),
        ("好的{表情:微笑}", "好的😊"),
        ("好的{mood:smile}", "好的😊"),
        ("好的{表情：微笑}", "好的😊"),
        ("{表情:哑}好的", "好的"),
        ("{随机|您好|在的}", "您好"),
        ("{random|a||c}", "a"),
        ("这里{光标}那里", "这里那里"),
        ("{剪贴板}", "贴"),
        ("用{快递:中通}发", "用中通发"),
        ("{back-at:later}", "later"),
        ("{回来时间:稍后}回来", "稍后回来"),
        ("{日期＋3＝M月d日}", "11月24日"),
        ("{日期－1}", "11月20日"),
        ("{ 日期 + 3 工作日 }", "11月25日"),
        ("{随机｜您好|在的}", "您好"),
        ("{快递：中通｜顺丰}", "中通"),
    ],
)
def test_each_placeholder_is_filled_in(source: str, expected: str) -> None:
    assert sent(source, clipboard="贴") == expected


def test_what_the_world_gives_comes_before_a_default() -> None:
    assert sent("{店铺:甲}{客服:乙}{买家:丙}", shop="店", agent="我", buyer="您") == "店我您"
    assert sent("{快递:中通}", values={"快递": "顺丰"}) == "顺丰"
    assert sent("{回来时间:稍后}", back_at="两点") == "两点"
    assert sent("{离开原因}{离开时长}", away_reason="吃饭", away_for="半小时") == "吃饭半小时"


def test_english_has_its_own_words() -> None:
    english = {"tongue": Tongue.EN}
    assert sent("{greeting} {buyer}, {shop}, {agent}", **english) == (
        "Good morning dear customer, our shop, your agent"
    )
    assert sent("{date} {weekday}", **english) == "21 Nov Saturday"


@pytest.mark.parametrize("number", range(7))
def test_chance_comes_in_and_never_leaves_the_choices(number: int) -> None:
    assert sent("{随机|甲|乙|丙}", seed=number) == "甲乙丙"[number % 3]


def test_following_numbers_go_through_all_that_could_be_chosen() -> None:
    said = [sent("{随机|甲|乙|丙}{random|a|b}", seed=number) for number in range(6)]
    assert said == ["甲a", "乙a", "丙a", "甲b", "乙b", "丙b"]
    assert sent("{随机|甲|乙|丙}", seed=-1) == "丙"


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{ }",
        "{1}",
        "{0} of {1}",
        "{ return x; }",
        "if (a) { b(); }",
        "function f(){x}",
        "for(i=0;i<3;i++){n}",
        "${x}",
        "${HOME}/bin",
        "#{name}",
        "%{count}",
        "{a:1}",
        "{a:1,b:2}",
        "{from:1,to:2}",
        '{name: "value"}',
        "{name:'value'}",
        '{"a":1}',
        '{"a":{"b":1}}',
        '{"a":{"b":{"c":[{}]}}}',
        '[{"sku":"A1","n":{"x":{"y":2}}},{}]',
        "a{color:red}",
        "p { margin: 0 }",
        ".button{color:red;margin:0}",
        "@media print{p{margin:0}}",
        "div{cursor:pointer}",
        "int a[2][2] = {{1,2},{3,4}};",
        "{{1,2},{3,4}}",
        r"\frac{a}{b}",
        r"\text{word}",
        "{n}",
        "{订单 号}",
        "{单号",
        "单号}",
        "{单号\n}",
        "{快递+3}",
        "{快递=中通}",
        "😀{ }😀",
    ],
)
def test_what_only_looks_like_a_placeholder_is_left_alone(text: str) -> None:
    assert sent(text) == text
    assert asks(text, context()) == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{", "{"),
        ("}}", "}"),
        ("{{单号}}", "{单号}"),
        ("写成 {{日期+3=M月d日}}", "写成 {日期+3=M月d日}"),
        ("{{{快递:中通}}}", "{中通}"),
        ("{{{{}}}}", "{{}}"),
        ('{"a":"{{x}}"}', '{"a":"{x}"}'),
        ('{"快递":{"名":"{快递:中通}"}}', '{"快递":{"名":"中通"}}'),
        ("甲 }} 乙 {{ 丙", "甲 } 乙 { 丙"),
    ],
)
def test_doubled_braces_stand_for_one(source: str, expected: str) -> None:
    assert sent(source) == expected


@given(st.text(alphabet=st.sampled_from("{}ab1:|+$单号\n ")))
@example("{{a}")
@example("{a}}")
def test_any_text_can_be_written_with_doubled_braces(text: str) -> None:
    assert sent(text.replace("{", "{{").replace("}", "}}")) == text


@given(st.text().filter(lambda text: not {"{", "}"} & {*text}))
@example(" \n ")
@example("")
def test_a_text_without_braces_is_sent_as_it_is(text: str) -> None:
    assert render(text, context()).parts == (Part(text),)


_JSON = st.recursive(
    st.sampled_from(["1", '"a"', "null", "[]", "{}"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda values: f"[{','.join(values)}]")
        | st.dictionaries(st.sampled_from(["a", "单号"]), inner, max_size=3).map(
            lambda fields: "{" + ",".join(f'"{key}":{value}' for key, value in fields.items()) + "}"
        )
    ),
    max_leaves=12,
)


@given(_JSON)
def test_json_comes_out_as_it_went_in(text: str) -> None:
    assert sent(text) == text


_ASKED = ["{单号}", "{快递:中通}", "{赠品|甲|乙}"]
_KNOWN = ["{日期+3}", "{表情:微笑}", "{表情:无}", "{分段}", "{光标}", "{剪贴板}", "{时间=qq}"]
_TEXTS = ["{{", "}}", "{", "}", " ", "\n", "亲，", "😀"]
_CUTS = ["{分段}", "{图片}", "{image}"]
_PIECES = st.sampled_from([*_ASKED, *_KNOWN, *_TEXTS, *_CUTS])


@given(st.lists(_PIECES, max_size=14).map("".join), st.sampled_from(["", " x ", "7", "\n"]))
def test_spans_lie_inside_the_text_in_order(source: str, value: str) -> None:
    rendered = render(source, context(values={"单号": value}, clipboard=value))
    possible = {value, value.strip(), "中通", "11月24日", "😊", "{单号}", "{赠品}", "{剪贴板}"}
    assert rendered.parts
    for part in rendered.parts:
        at = 0
        for span in part.filled:
            assert at <= span.start < span.end <= len(part.text)
            assert part.text[span.start : span.end].strip() in {one.strip() for one in possible}
            at = span.end


@given(st.text(alphabet=st.sampled_from("{}|:：=+-$ab日期表情分段单号\n 3")))
def test_every_text_can_be_read_and_slots_say_where_they_stand(source: str) -> None:
    render(source, context())
    for node in parse(source):
        if isinstance(node, Slot):
            assert source[node.start : node.end].startswith("{" + node.name)
            assert source[node.end - 1] == "}"


def test_a_missing_value_is_asked_for_once_and_stands_in_the_text() -> None:
    rendered = render("{单号}已发{快递:中通}，查{单号}，送{赠品|小礼物|运费券}", context())
    assert rendered.parts[0].text == "{单号}已发中通，查{单号}，送{赠品}"
    assert rendered.missing == (Ask("单号"), Ask("赠品", "", ("小礼物", "运费券")))
    assert render("{剪贴板}", context()).missing == (Ask("剪贴板"),)
    assert sent("{剪贴板}", values={"剪贴板": "贴"}) == "贴"
    filled = render("{单号}已发", context(values={"单号": "SF1"}))
    assert (filled.parts[0].text, filled.missing) == ("SF1已发", ())


@pytest.mark.parametrize(
    "source", ["{order}", "Order {order}.", "({order})", "“{order:none yet}”", "don't {order}"]
)
def test_latin_names_are_asked_for_too(source: str) -> None:
    assert [ask.name for ask in asks(source, context())] == ["order"]


@pytest.mark.parametrize("source", ["订单#{单号}", "好评率100%{单号}", "No.{单号}", "SF{单号}"])
def test_a_chinese_name_is_one_behind_any_sign(source: str) -> None:
    assert [ask.name for ask in asks(source, context())] == ["单号"]


@pytest.mark.parametrize("source", ["{ 单号 }", "{单号 }", "\\n{单号}", "{单号｜甲｜乙}"])
def test_a_chinese_name_is_one_as_people_type_it(source: str) -> None:
    assert [ask.name for ask in asks(source, context())] == ["单号"]


@pytest.mark.parametrize(
    "source", ["｛日期｝", "｛快递单号｝", "｛单号:无｝", "｛称呼：亲｝", "｛颜色｜红｜蓝｝"]
)
def test_a_placeholder_in_wide_braces_is_pointed_at(source: str) -> None:
    rendered = render(f"您好{source}", context())
    assert rendered.parts[0].text == f"您好{source}"
    assert rendered.troubles == (Trouble(2, 2 + len(source), Problem.MALFORMED, ""),)


def test_wide_braces_for_show_are_text() -> None:
    assert sent("｛店庆｝全场八折｛限时｝") == "｛店庆｝全场八折｛限时｝"


def test_all_that_can_be_asked_is_told_also_what_has_a_default() -> None:
    assert asks("{单号}{快递:中通}{日期}{赠品|甲|乙}{单号:9}", context()) == (
        Ask("单号", "9"),
        Ask("快递", "中通"),
        Ask("赠品", "", ("甲", "乙")),
    )


def test_parts_are_messages_without_the_blanks_of_the_cut() -> None:
    rendered = render("  您好\n{分段}\n\n{日期}发货 {分段}  {分段}{客服} ", context())
    assert [part.text for part in rendered.parts] == ["  您好", "11月21日发货", "小客服 "]
    assert [part.filled for part in rendered.parts] == [(), ((0, 6),), ((0, 3),)]


def test_a_text_of_nothing_but_cuts_is_one_empty_message() -> None:
    assert render("{分段} {分段}", context()).parts == (Part(""),)


@pytest.mark.parametrize(
    ("source", "images", "expected"),
    [
        ("甲", 0, ["甲"]),
        ("甲", 2, ["甲", 0, 1]),
        ("{图片}", 1, [0]),
        ("{image}", 2, [0, 1]),
        ("{图片} {图片}", 2, [0, 1]),
        ("看这张 {图片}\n就是它", 1, ["看这张", 0, "就是它"]),
        ("甲{图片}乙", 3, ["甲", 0, "乙", 1, 2]),
        ("甲{分段}{图片}{分段}乙", 1, ["甲", 0, "乙"]),
        ("{光标}", 1, [0]),
        (" 甲 \n", 1, [" 甲 \n", 0]),
        ("甲{图片}乙{图片}", 1, ["甲", 0, "乙"]),
        ("{图片}", 0, [""]),
    ],
)
def test_an_image_is_a_message_where_it_is_placed_or_else_at_the_end(
    source: str, images: int, expected: list[str | int]
) -> None:
    parts = render(source, context(images=images)).parts
    assert [part.text if part.image is None else part.image for part in parts] == expected
    assert all(not part.text for part in parts if part.image is not None)


def test_a_place_for_an_image_that_is_not_there_is_trouble() -> None:
    rendered = render("甲{图片}乙{image}", context(images=1))
    assert rendered.troubles == (Trouble(6, 13, Problem.IMAGE_MISSING, "image"),)
    assert asks("{图片}{image}", context()) == ()


@given(st.lists(_PIECES, max_size=14).map("".join), st.integers(0, 4))
def test_every_image_is_sent_once_and_in_its_order(source: str, images: int) -> None:
    parts = render(source, context(images=images)).parts
    assert [part.image for part in parts if part.image is not None] == [*range(images)]
    assert all(part.text.strip() for part in parts[1:] if part.image is None)


_FULL = ["{单号}", "{快递:中通}", "{日期}", "{表情:微笑}", "{光标}", *_TEXTS, *_CUTS]


@given(st.lists(st.sampled_from(_FULL), max_size=14).map("".join), st.integers(0, 4))
def test_messages_are_counted_as_they_will_be_sent(source: str, images: int) -> None:
    sent_parts = render(source, context(images=images, values={"单号": "7"})).parts
    assert count_parts(source, images) == len(sent_parts)


@pytest.mark.parametrize(
    ("text", "count"),
    [("甲", 1), ("甲{分段}乙", 2), ("{单号}{part}{分段}乙", 2), ("{{分段}}", 1), ("{", 1)],
)
def test_messages_are_counted_before_they_are_filled_in(text: str, count: int) -> None:
    assert count_parts(text) == count


def test_a_value_that_begins_with_a_blank_keeps_its_mark() -> None:
    rendered = render("甲{分段}{剪贴板}乙", context(clipboard=" 贴 "))
    assert rendered.parts[1] == Part("贴 乙", ((0, 2),))


def test_troubles_tell_their_place_in_the_source() -> None:
    source = "好{{表情:龙{表情:龙}，{时间=QQ}，{日期+3=yyyyy}"
    rendered = render(source, context())
    assert [(source[t.start : t.end], t.problem, t.word) for t in rendered.troubles] == [
        ("{表情:龙}", Problem.MOOD_UNKNOWN, "龙"),
        ("{时间=QQ}", Problem.FORM_INVALID, "QQ"),
        ("{日期+3=yyyyy}", Problem.FORM_INVALID, "yyyyy"),
    ]


def test_a_date_beyond_the_calendar_is_trouble() -> None:
    last_day = datetime(9999, 12, 31, tzinfo=UTC)
    rendered = render("{日期+1}", context(moment=last_day))
    assert rendered.troubles == (Trouble(0, 6, Problem.DATE_OUT_OF_RANGE, "日期"),)
    assert rendered.parts == (Part(""),)


def test_every_meaning_has_a_chinese_and_an_english_name() -> None:
    found = {node.means for node in parse("{单号}") if isinstance(node, Slot)}
    for means in Means:
        named = means in {Means.MOOD, Means.FRAGMENT}
        extra = ":x" if named else "|x" if means is Means.RANDOM else ""
        found |= {n.means for n in parse(f"{{{means.value}{extra}}}") if isinstance(n, Slot)}
    assert found == {*Means}


@pytest.mark.parametrize("piece", ["{", "{{", "}", "}}", "{a", "{随机|", "{{}", "}{", "{单号}"])
def test_no_text_makes_reading_slow(piece: str) -> None:
    # Quadratic reading of so much would outlive every patience of a test run.
    render(piece * (200_000 // len(piece)), context())
