"""Leaving and coming back from the terminal, with nobody running and beside a running program."""

import json
import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kefu_desktop import assets
from kefu_desktop.cli.words import SPOKEN
from kefu_desktop.core.standing import Reason
from tests.cli.terminal import run, told


@pytest.fixture(autouse=True)
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What lands on the clipboard."""
    texts: list[str] = []

    class Clipboard:
        name = "recording"

        def write(self, text: str) -> None:
            texts.append(text)

    monkeypatch.setattr(
        "kefu_desktop.bootstrap_cli.CommandLineRooms.clipboard", lambda _: Clipboard()
    )
    return texts


@pytest.fixture
def library(kefu_home: Path) -> None:
    for title, text, tag in (
        ("吃饭", "吃饭去，{回来时间:稍后}回来", "午休"),
        ("有事", "因为{离开原因:有点事}离开，要{离开时长:一会儿}", "忙碌"),
        ("久等", "让您久等", "回来"),
    ):
        run(*("add", "--title", title, "--text", text, "--kind", "away", "--tag", tag)).done()


def in_an_hour() -> str:
    return f"{datetime.now().astimezone() + timedelta(hours=1):%H:%M}"


def test_leaving_and_coming_back_with_nobody_running(library: None, copied: list[str]) -> None:
    until = in_an_hour()
    left = told("away", "on", "--reason", "午休", "--until", until)
    assert (left["running"], left["state"], left["reason"]) == (False, "away", "lunch")
    assert datetime.fromisoformat(left["until"]).strftime("%H:%M") == until
    assert copied == [left["message"]]
    assert left["copied"]
    assert left["message"].endswith("回来")
    assert until in left["message"]

    standing = told("away", "status")
    assert (standing["state"], standing["since"]) == ("away", left["since"])
    assert copied == [left["message"]]  # looking copies nothing

    back = told("away", "off")
    assert (back["state"], back["was"]["reason"]) == ("returning", "lunch")
    assert told("away", "off")["state"] == "returning"
    (line,) = told("away", "history")["history"]
    assert (line["what"], line["reason"], line["cause"]) == ("away", "lunch", "hand")
    assert line["since"] == left["since"]


def test_reasons_of_ones_own_and_spans(library: None, copied: list[str]) -> None:
    left = told("away", "on", "--reason", "接孩子", "--for", "1h30m")
    assert (left["reason"], left["note"]) == ("other", "接孩子")
    assert copied == ["因为接孩子离开，要1小时30分钟"]
    since, until = (datetime.fromisoformat(left[name]) for name in ("since", "until"))
    assert timedelta(0) <= until - since - timedelta(minutes=90) < timedelta(seconds=5)


@pytest.mark.parametrize("span", ["45", "45m", "45min", "45 分钟", "0.8h", "48分", "2700s"])
def test_spans_as_people_write_them(library: None, span: str) -> None:
    left = told("away", "on", "--for", span)
    since, until = (datetime.fromisoformat(left[name]) for name in ("since", "until"))
    assert (until - since) // timedelta(minutes=1) in {44, 45, 47, 48}


def test_a_time_of_day_that_is_past_is_tomorrows(library: None) -> None:
    before = datetime.now().astimezone() - timedelta(minutes=2)
    left = told("away", "on", "--until", f"{before:%H:%M}")
    ahead = datetime.fromisoformat(left["until"]) - before
    assert timedelta(hours=22) < ahead < timedelta(hours=26)


@pytest.mark.parametrize(
    "wrong",
    [
        *(("--for", one) for one in ("-5m", "0m", "abc", "61d", "99999999h", "1m1h", "")),
        *(("--until", one) for one in ("25:00", "2020-01-01T00:00", "9999-12-31", "soon", "")),
        ("--for", "5m", "--until", "13:00"),
    ],
)
def test_times_that_cannot_be_are_wrong_usage_and_change_nothing(
    library: None, wrong: tuple[str, ...]
) -> None:
    ran = run("--json", "away", "on", *wrong)
    assert (ran.status, ran.json["error"]["code"]) == (2, "usage")
    assert told("away", "status")["state"] == "here"


def test_another_time_leaves_the_reason_as_it_was(library: None) -> None:
    told("away", "on", "--reason", "接孩子", "--for", "10m")
    later = told("away", "on", "--for", "1h")
    assert (later["reason"], later["note"]) == ("other", "接孩子")
    since, until = (datetime.fromisoformat(later[name]) for name in ("since", "until"))
    assert until - since >= timedelta(minutes=59)
    assert told("away", "on")["until"] == later["until"]
    assert told("away", "on", "--reason", "lunch")["until"] is None, "another reason, another time"


def test_busy_and_no_longer(library: None) -> None:
    begun = told("away", "busy", "--for", "20m")
    assert (begun["state"], begun["busy"]) == ("here", True)
    assert told("away", "status")["busy_until"] == begun["busy_until"]
    assert not told("away", "busy", "--off")["busy"]
    assert [line["what"] for line in told("away", "history")["history"]] == ["busy"]


def test_leaving_without_a_library_still_leaves(kefu_home: Path, copied: list[str]) -> None:
    left = told("away", "on")
    assert (left["state"], left["message"], copied) == ("away", None, [])
    assert not list(kefu_home.rglob("library.db"))


def test_hours_say_when_the_next_change_is(library: None) -> None:
    run("config", "set", "away.hours.每天", "00:00-24:00").done()
    run("config", "set", "away.lunch.daily", "12:00-13:00").done()
    hours = told("away", "status")["hours"]
    assert hours["then"]["reason"] in {"lunch", None}
    assert hours["now"]["until"] == hours["then"]["since"]
    assert isinstance(hours["holidays_known"], bool)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("away.hours.someday", "09:00-18:00"),
        ("away.hours.mon", "9-18"),
        ("away.dates.tomorrow", "off"),
        ("away.rules.dinner", "午休"),
        ("away.idle_minutes", "0"),
    ],
)
def test_settings_that_cannot_be_read_are_refused(name: str, value: str) -> None:
    ran = run("--json", "config", "set", name, value)
    assert ran.status == 1
    assert ran.json["error"]["code"] == "setting-invalid"


def test_texts_for_auto_replies(library: None, tmp_path: Path) -> None:
    run("config", "set", "away.hours.每天", "09:00-22:00").done()
    run("config", "set", "away.lunch.每天", "12:00-13:00").done()
    run(
        *("add", "--title", "去吃", "--text", "{表情:吃饭}吃饭", "--kind", "away"),
        *("--tag", "午休", "--shortcut", "qc"),
    ).done()
    texts = told("away", "export", "--reason", "lunch", "--client", "千牛")["texts"]
    assert [(one["client"], one["text"]) for one in texts] == [("qianniu", "吃饭去，13:00回来")]
    run("config", "set", "away.rules.lunch", ";qc").done()
    texts = {one["client"]: one for one in told("away", "export", "--reason", "午休")["texts"]}
    assert texts["wechat"]["text"] != texts["qianniu"]["text"]  # each in its own emoticons
    assert not texts["wechat"]["cut"]
    file = tmp_path / "auto.txt"
    assert told("away", "export", "--out", str(file))["file"] == str(file)
    assert "吃饭" in file.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_said(library: None) -> None:
    ran = run("--json", "away", "export", "--out", "/dev/null/x.txt")
    assert (ran.status, ran.json["error"]["code"]) == (1, "file-unwritable")


def test_people_get_sentences_in_their_language(library: None) -> None:
    for language, away, back in (
        ("zh_CN", "离开中：午休", "回来了"),
        ("en", "Away: lunch", "Back"),
    ):
        ran = run("--lang", language, "away", "on", "--reason", "lunch").done()
        assert ran.out.startswith(away)
        assert run("--lang", language, "away", "off").done().out.startswith(back)
        assert run("--lang", language, "away", "history").done().out


@pytest.mark.parametrize("language", SPOKEN)
def test_every_reason_is_worded(language: str) -> None:
    text = assets.resource("cli", f"{language}.toml").read_text(encoding="utf-8")
    assert set(tomllib.loads(text)["away-reasons"]) == {*(one.value for one in Reason), "open"}


def test_what_is_kept_holds_no_text(library: None, kefu_home: Path) -> None:
    run("away", "on", "--reason", "lunch").done()
    (file,) = kefu_home.rglob("standing.json")
    kept = file.read_text(encoding="utf-8")
    assert json.loads(kept)["phase"]["reason"] == "lunch"
    assert "吃饭" not in kept
