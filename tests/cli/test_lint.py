"""`lint`: what people and scripts are told about wording."""

import os
from pathlib import Path

from tests.cli.terminal import run, told


def add(title: str, *texts: str, tags: tuple[str, ...] = ()) -> str:
    more = [word for text in texts for word in ("--text", text)]
    more += [word for tag in tags for word in ("--tag", tag)]
    return str(told("add", "--title", title, *more)["uid"])


def test_an_error_fails_and_says_where_why_and_what_instead() -> None:
    ran = run("--json", "lint", "亲，加 微 信 聊")
    assert (ran.status, ran.err) == (1, "")
    assert ran.json["checked"] == 1
    (finding,) = ran.json["findings"]
    assert finding["message"].startswith("「加 微 信」")
    assert {
        "start": 2,
        "end": 7,
        "severity": "error",
        "rule": "contact-chat",
        "category": "contact",
        "word": "加 微 信",
        "replacement": "有需要在这里跟我说就好",
        "replaces": [2, 9],
        "variant": 0,
    }.items() <= finding.items()
    assert "leads the buyer" in run("--lang", "en", "lint", "加我微信").out
    lines = run("lint", "亲，加我微信").out
    assert "第 3–6 个字，错误" in lines
    assert "可以换成：有需要在这里跟我说就好" in lines


def test_less_than_an_error_lets_a_script_go_on() -> None:
    assert told("lint", "明天一定到")["findings"][0]["severity"] == "warning"
    assert told("lint", "支持微信支付")["findings"] == []
    assert "没有发现" in run("lint", "您好").done().out


def test_holes_of_placeholders_are_told_too() -> None:
    ran = run("--json", "lint", "您好{表情:没有这个}")
    (finding,) = ran.json["findings"]
    assert (finding["rule"], finding["category"], ran.status) == ("mood-unknown", "placeholder", 1)
    assert "没有这个" in finding["message"]


def test_tags_and_client_say_how_long_a_text_may_be() -> None:
    assert told("lint", "好" * 71)["findings"] == []
    (finding,) = told("lint", "好" * 71, "--tag", "短信")["findings"]
    assert (finding["rule"], finding["start"], finding["end"]) == ("too-long-sms", 70, 71)
    assert told("lint", "好" * 4096, "--client", "Telegram")["findings"] == []
    (finding,) = told("lint", "好" * 4097, "--client", "Telegram")["findings"]
    assert (finding["rule"], finding["start"], finding["word"]) == ("too-long-client", 4096, "4097")


def test_the_whole_library_is_looked_at() -> None:
    assert told("lint", "--all") == {"checked": 0, "findings": [], "rules": []}
    add("好的", "您好，请讲")
    uid = add("承诺", "您好", "保证三天到", tags=("短信",))
    document = told("lint", "--all")
    assert document["checked"] == 2
    (finding,) = document["findings"]
    assert (finding["uid"], finding["title"], finding["variant"]) == (uid, "承诺", 1)
    lines = run("lint", "--all").done().out
    assert "说法 2" in lines
    assert "看了 2 条" in lines
    add("返现", "好评返现五元")
    assert run("lint", "--all").status == 1


def test_a_text_or_all_is_asked_for() -> None:
    for words in ((), ("好", "--all"), ("--all", "--tag", "x")):
        assert run("lint", *words).status == 2


def test_what_is_wrong_with_the_rules_of_a_shop_is_told() -> None:
    own = Path(os.environ["KEFU_HOME"]) / "wording.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text('[[rule]]\nid = "x"\nwords = ["老王"]\n', encoding="utf-8")
    ran = run("--json", "lint", "您好")
    assert ran.status == 0
    assert [one["code"] for one in ran.json["rules"]] == ["wording-rule-invalid"]
    assert "reason" in ran.err
    own.write_text('[[rule]]\nid = "x"\nwords = ["老王"]\nreason = "不提"\n', encoding="utf-8")
    assert told("lint", "老王")["findings"][0]["message"] == "不提"
