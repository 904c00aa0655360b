"""Which away reply is chosen, and in what words it speaks of reason and return."""

import json
from collections.abc import Mapping
from datetime import datetime

import pytest
from msgspec.structs import force_setattr

from kefu_desktop import assets
from kefu_desktop.core.away import (
    AwayWords,
    Candidate,
    expected,
    for_coming_back,
    for_leaving,
    likely,
    reason_from,
    rules_from,
    say_return,
    say_span,
    script_of,
    words_for,
)
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Kind, Millis, Reply, Uid, Variant
from kefu_desktop.core.schedule import Schedule, Turn, hours_at, week_from
from kefu_desktop.core.standing import (
    Away,
    Busy,
    Cause,
    Here,
    Reason,
    Returning,
    State,
)

NOON = 12 * 60
USUAL = rules_from({})


def reply(title: str, *tags: str, text: str = "稍等", **fields: object) -> Candidate:
    uid = Uid(title.encode().hex())
    made = Reply(uid=uid, title=title, variants=(Variant(text),), tags=tags, kind=Kind.AWAY)
    path = fields.pop("path", ())
    assert isinstance(path, tuple)
    for name, value in fields.items():
        force_setattr(made, name, value)
    return Candidate(made, path)


def titles(found: tuple[Reply, ...]) -> list[str]:
    return [one.title for one in found]


LIBRARY = (
    reply("吃饭", "午休"),
    reply("小憩", "午休", shortcut="xq"),
    reply("吃完了", "回来", "午休"),
    reply("开会", "开会"),
    reply("下班", path=("离开留言", "下班")),
    reply("忙", "忙碌"),
    reply("有事", "忙碌", text="因为{离开原因:有点事}离开"),
    reply("久等", "回来"),
    reply("自己写的", "随便"),
)


def test_replies_are_chosen_by_their_tags_and_categories() -> None:
    assert titles(for_leaving(USUAL, Reason.LUNCH, NOON, LIBRARY))[:2] == ["吃饭", "小憩"]
    assert titles(for_leaving(USUAL, Reason.OFF_HOURS, NOON, LIBRARY))[0] == "下班"
    assert titles(for_leaving(USUAL, Reason.BUSY, NOON, LIBRARY))[0] == "忙"


def test_nobody_who_leaves_says_that_they_are_back() -> None:
    for reason in Reason:
        assert not {"吃完了", "久等"} & {*titles(for_leaving(USUAL, reason, NOON, LIBRARY))}


def test_nobody_at_a_meeting_says_that_they_have_gone_home() -> None:
    alone = [one for one in LIBRARY if one.reply.title in {"下班", "自己写的"}]
    assert titles(for_leaving(USUAL, Reason.MEETING, NOON, alone)) == ["自己写的"]


def test_a_reason_of_ones_own_is_said_by_a_reply_that_has_a_place_for_it() -> None:
    assert titles(for_leaving(USUAL, Reason.OTHER, NOON, LIBRARY))[0] == "有事"


def test_a_favourite_comes_first() -> None:
    library = (*LIBRARY, reply("最爱", "午休", favourite=True))
    assert titles(for_leaving(USUAL, Reason.LUNCH, NOON, library))[0] == "最爱"


def test_rules_name_shortcuts_and_hours() -> None:
    rules = rules_from({"lunch": ";XQ", "马上回来 22:00-06:00": "下班"})
    assert titles(for_leaving(rules, Reason.LUNCH, NOON, LIBRARY))[0] == "小憩"
    for minute, first in ((23 * 60, "下班"), (5 * 60, "下班"), (NOON, "有事")):
        assert titles(for_leaving(rules, Reason.SOON, minute, LIBRARY))[0] == first


@pytest.mark.parametrize("key", ["dinner", "lunch 9", "lunch 9:00-10:00 11:00-12:00", ""])
def test_rules_that_cannot_be_read_are_refused(key: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rules_from({key: "午休"})
    assert refused.value.code is Code.SETTING_INVALID


def test_those_who_waited_are_told_what_was_the_matter_and_nothing_else() -> None:
    assert titles(for_coming_back(USUAL, Reason.LUNCH, LIBRARY)) == ["吃完了", "久等"]
    assert titles(for_coming_back(USUAL, Reason.MEETING, LIBRARY)) == ["久等"]


@pytest.mark.parametrize("pack", ["starter.zh_CN", "starter.zh_TW", "starter.en"])
def test_every_starter_pack_has_words_for_every_reason(pack: str) -> None:
    lines = assets.resource("packs", pack, "replies.ndjson").read_text(encoding="utf-8")
    records = [json.loads(line) for line in lines.splitlines()]
    library = [_candidate(record) for record in records if record["kind"] == "away"]
    for reason in Reason:
        assert for_leaving(USUAL, reason, NOON, library), reason
        assert for_coming_back(USUAL, reason, library), reason


def _candidate(record: Mapping[str, object]) -> Candidate:
    tags, path, variants = record["tags"], record["category"], record["variants"]
    assert isinstance(tags, list)
    assert isinstance(path, list)
    assert isinstance(variants, list)
    made = Reply(
        uid=Uid(str(record["uid"])),
        title=str(record["title"]),
        variants=tuple(map(Variant, variants)),
        tags=tuple(tags),
        kind=Kind.AWAY,
    )
    return Candidate(made, tuple(path))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("午休", (Reason.LUNCH, "")),
        ("Lunch", (Reason.LUNCH, "")),
        (" 开会 ", (Reason.MEETING, "")),
        ("接孩子", (Reason.OTHER, "接孩子")),
        ("", (Reason.SOON, "")),
    ],
)
def test_a_reason_as_it_is_typed(said: str, meant: tuple[Reason, str]) -> None:
    assert reason_from(said) == meant


NOW = datetime(2026, 11, 20, 12, 4)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("until", "simplified", "traditional", "english"),
    [
        ("2026-11-20T13:00", "13:00", "13:00", "at 13:00"),
        ("2026-11-21T09:00", "明天09:00", "明天09:00", "tomorrow at 09:00"),
        ("2026-11-23T09:00", "周一09:00", "週一09:00", "on Monday at 09:00"),
        ("2026-12-01T09:30", "12月1日09:30", "12月1日09:30", "on 1 Dec at 09:30"),
        ("2026-11-20T12:04", "", "", ""),
    ],
)
def test_when_somebody_is_back(until: str, simplified: str, traditional: str, english: str) -> None:
    texts = ("稍后回来", "稍後回來，讓您久等", "back soon")
    said = [say_return(datetime.fromisoformat(until), NOW, script_of(text)) for text in texts]
    assert said == [simplified, traditional, english]


@pytest.mark.parametrize(
    ("minutes", "chinese", "english"),
    [
        (0, "1分钟", "1 minute"),
        (30, "30分钟", "30 minutes"),
        (60, "1小时", "1 hour"),
        (80, "1小时20分钟", "1 hour 20 minutes"),
        (3 * 24 * 60, "3天", "3 days"),
    ],
)
def test_how_long_something_takes(minutes: int, chinese: str, english: str) -> None:
    assert say_span(minutes * 60_000, script_of("好")) == chinese
    assert say_span(minutes * 60_000, script_of("ok")) == english


def local(moment: Millis) -> datetime:
    return datetime.fromtimestamp(moment / 1000).astimezone().replace(tzinfo=None)


def moment(text: str) -> Millis:
    return Millis(round(datetime.fromisoformat(text).timestamp() * 1000))


def test_away_and_busy_look_ahead_and_being_back_looks_behind() -> None:
    left, back, now = map(moment, ("2026-11-20T12:00", "2026-11-20T13:00", "2026-11-20T12:23"))
    lunch = Away(Reason.LUNCH, Cause.HAND, left, back)
    assert words_for(State(lunch), "好", now, local) == AwayWords("13:00", "午休", "37分钟")
    # A promise that was broken is not made once more.
    assert words_for(State(lunch), "好", Millis(back + 1), local) == AwayWords(reason="午休")
    busy = State(Here(left), Busy(left, back))
    assert words_for(busy, "好", now, local) == AwayWords("13:00", "手头有事", "37分钟")
    returned = State(Returning(lunch, now, Millis(now + 1)))
    assert words_for(returned, "好", now, local) == AwayWords("", "午休", "23分钟")
    assert words_for(State(Here(left)), "好", now, local) == AwayWords()
    own = Away(Reason.OTHER, Cause.HAND, left, None, "接孩子")
    assert words_for(State(own), "好", now, local) == AwayWords(reason="接孩子")


SHOP = Schedule(week_from({"mon-sat": "09:00-22:00"}), week_from({"mon-sat": "12:00-13:00"}))


@pytest.mark.parametrize(
    ("at", "reason", "until"),
    [
        ("2026-11-20T11:45", Reason.LUNCH, "2026-11-20T13:00"),
        ("2026-11-20T12:30", Reason.LUNCH, "2026-11-20T13:00"),
        ("2026-11-20T15:00", Reason.SOON, None),
        ("2026-11-20T21:50", Reason.OFF_HOURS, "2026-11-21T09:00"),
        ("2026-11-21T21:50", Reason.OFF_HOURS, "2026-11-23T09:00"),
    ],
)
def test_why_somebody_leaves_who_does_not_say(at: str, reason: Reason, until: str | None) -> None:
    when = datetime.fromisoformat(at)
    hours = hours_at(SHOP, when, lambda day: Turn.USUAL)
    assert likely(hours, when) == (reason, until and datetime.fromisoformat(until))


@pytest.mark.parametrize(
    ("hour", "reason"), [(12, Reason.LUNCH), (22, Reason.OFF_HOURS), (15, Reason.SOON)]
)
def test_without_hours_the_time_of_day_says_why(hour: int, reason: Reason) -> None:
    assert likely(None, datetime(2026, 11, 20, hour)) == (reason, None)  # noqa: DTZ001


def test_until_when_the_hours_expect_somebody_away() -> None:
    when = datetime(2026, 11, 20, 11, 0)  # noqa: DTZ001
    hours = hours_at(SHOP, when, lambda day: Turn.USUAL)
    assert expected(hours, Reason.LUNCH) == datetime(2026, 11, 20, 13)  # noqa: DTZ001
    assert expected(hours, Reason.MEETING) is None
    assert expected(None, Reason.LUNCH) is None
