"""`render`: what a text or a reply would be sent as, what it misses, what is wrong in it."""

import pytest

from tests.cli.terminal import run, told
from tests.cli.test_replies import add

AT = ("--at", "2026-11-21T09:00")


def rendered(text: str, *more: str) -> dict[str, object]:
    document = told("render", "--text", text, *more)
    assert list(document) == ["parts", "missing", "errors"]
    return dict(document)


def parts(text: str, *more: str) -> object:
    return rendered(text, *more)["parts"]


def test_a_text_is_filled_in_for_the_time_given() -> None:
    text = "{问候}，{日期+3=M月d日}({星期+3})到{分段}{时间}"
    assert parts(text, *AT) == ["早上好，11月24日(星期二)到", "09:00"]
    assert parts("{日期}", "--at", "2026-01-02") == ["1月2日"]
    assert parts("{日期+3工作日}|{date-1 workday}", "--at", "2026-09-30T09:00") == [
        "10月10日|9月29日"
    ]
    assert parts("祝您{节日}快乐", "--at", "2026-09-24T09:00") == ["祝您中秋节快乐"]
    assert parts("{节日}", *AT) == [""]


def test_values_are_set_and_the_others_are_missing() -> None:
    text = "{买家}{单号}{单号}{快递:中通}{赠品|甲|乙}"
    document = rendered(text, "--set", "单号=SF=1", "--set", "买家=小明")
    assert document == {
        "parts": ["小明SF=1SF=1中通{赠品}"],
        "missing": [
            {"name": "快递", "default": "中通", "choices": []},
            {"name": "赠品", "default": "", "choices": ["甲", "乙"]},
        ],
        "errors": [],
    }
    assert rendered(text)["missing"][0] == {"name": "单号", "default": "", "choices": []}  # type: ignore[index]


def test_errors_tell_place_code_and_reason_in_the_language_of_the_user() -> None:
    text = "好{表情:龙}{日期=QQ}{片段:没有}{日期:x}"
    errors = rendered(text)["errors"]
    assert isinstance(errors, list)
    assert [(text[one["start"] : one["end"]], one["code"]) for one in errors] == [
        ("{表情:龙}", "mood-unknown"),
        ("{日期=QQ}", "form-invalid"),
        ("{片段:没有}", "fragment-missing"),
        ("{日期:x}", "malformed"),
    ]
    assert all(set(one) == {"start", "end", "code", "message"} for one in errors)
    assert "龙" in errors[0]["message"]
    english = run("--lang", "en", "render", "--json", "--text", text).done().json["errors"]
    assert "no emoticon" in english[0]["message"]


def test_dates_are_in_the_language_of_the_user_or_of_the_text() -> None:
    for lang, text, said in (
        ("en", "{greeting}, it is {date}", "Good morning, it is 21 Nov"),
        ("en", "{问候}，今天{日期}", "早上好，今天11月21日"),
        ("zh_CN", "{greeting}, it is {date}", "早上好, it is 11月21日"),
    ):
        told = run("--lang", lang, "render", "--json", "--text", text, *AT).done().json
        assert told["parts"] == [said]


def test_code_comes_out_as_it_went_in_and_asks_nothing() -> None:
    for text in ('{"id":1,"名":{"a":[{}]}}', "{id:1}", "body{color:red}", "${HOME}/{a,b}"):
        assert rendered(text) == {"parts": [text], "missing": [], "errors": []}


def test_a_client_has_its_own_emoticons() -> None:
    text = "好{表情:微笑}"
    assert parts(text) == ["好😊"]
    assert parts(text, "--client", "微信") == ["好[微笑]"]
    assert parts(text, "--client", "千牛") == ["好/:^_^"]
    failed = run("render", "--text", text, "--client", "没有这个", "--json")
    assert (failed.status, failed.json["error"]["code"]) == (1, "client-unknown")


def test_the_seed_decides() -> None:
    said = {parts("{随机|甲|乙|丙}", "--seed", str(seed))[0] for seed in range(6)}  # type: ignore[index]
    assert said == {"甲", "乙", "丙"}


def test_a_reply_is_rendered_with_what_it_takes_in() -> None:
    add("落款", "{店铺}{客服}", "--shortcut", "lk")
    add("发货", "今天发{片段:落款}{片段:;LK}{单号}", "--text", "明天发", "--shortcut", "fh")
    told("config", "set", "shop.name", "好店")
    told("config", "set", "shop.constants.单号", "SF1")
    expected = {"parts": ["今天发好店小客服好店小客服SF1"], "missing": [], "errors": []}
    assert told("render", ";fh") == expected
    assert told("render", ";fh", "--seed", "1")["parts"] == ["明天发"]
    assert told("show", ";fh")["uses"] == 0
    assert run("render", ";没有").status == 1


def test_replies_that_take_each_other_in_are_told() -> None:
    add("甲", "甲{片段:乙}")
    uid = add("乙", "乙{片段:甲}", "--shortcut", "yi")
    document = told("render", uid)
    assert document["parts"] == ["乙甲乙"]
    assert [(one["start"], one["end"], one["code"]) for one in document["errors"]] == [
        (1, 7, "fragment-cycle")
    ]


def test_people_get_lines_and_are_told_the_rest_beside() -> None:
    ran = run("render", "--text", "{单号}到{分段}{表情:龙}好")
    assert (ran.status, ran.out) == (0, "{单号}到\n\n好\n")
    assert "单号" in ran.err
    assert "龙" in ran.err


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("uid", "--text", "x"),
        ("--text", "x", "--set", "单号"),
        ("--text", "x", "--at", "明天"),
        ("--text", "x", "--seed", "一"),
    ],
)
def test_wrong_usage_is_said(wrong: tuple[str, ...]) -> None:
    ran = run("render", *wrong)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err


def test_a_text_is_taken_as_the_library_would() -> None:
    assert parts("a\x01\r\nb") == ["a\nb"]
    assert run("render", "--text", "长" * 20_001).status == 1
    assert parts("") == [""]
