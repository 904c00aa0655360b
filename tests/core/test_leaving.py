"""What somebody types who leaves."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.leaving import (
    LONGEST,
    LONGEST_NOTE,
    Act,
    Leaving,
    clock_from,
    is_command,
    leaving_from,
    span_from,
    until_from,
)
from kefu_desktop.core.standing import Reason

NOW = datetime(2026, 11, 18, 12, 4)  # noqa: DTZ001 - what a clock on the wall shows
"""A Wednesday."""


@pytest.mark.parametrize(
    "typed", ["/away", " /AWAY ", "/away 午休", "/away\u300030m", "／away", "、离开 午休"]
)
def test_leaving_is_no_search(typed: str) -> None:
    assert is_command(typed)


@pytest.mark.parametrize(
    "typed", ["", "away", "/awa", "/awayday", "/away-text", "话术 /away", "/离开留言"]
)
def test_a_search_is_no_leaving(typed: str) -> None:
    assert not is_command(typed)


@pytest.mark.parametrize(
    ("typed", "reason", "note", "when"),
    [
        ("/away", None, "", ""),
        ("/away 午休", Reason.LUNCH, "", ""),
        ("/away 30m", None, "", "30m"),
        ("/away 30m 午休", Reason.LUNCH, "", "30m"),
        ("/away 午休 30m", Reason.LUNCH, "", "30m"),
        ("/away 午休30分钟", Reason.LUNCH, "", "30分钟"),
        ("/away 30分钟午休", Reason.LUNCH, "", "30分钟"),
        ("/AWAY Meeting 1h30m", Reason.MEETING, "", "1h30m"),
        ("/away 1 h 30 m 开会", Reason.MEETING, "", "1 h 30 m"),
        ("/away 开会到14:30", Reason.MEETING, "", "到14:30"),
        ("/away 明天 9:00 下班", Reason.OFF_HOURS, "", "明天 9:00"),
        ("/away 半小时后回来", None, "", "半小时"),
        ("/away 45", None, "", "45"),
        ("/away 接孩子 45", Reason.OTHER, "接孩子", "45"),
        ("/away 双11", Reason.OTHER, "双11", ""),
        ("/away 2meetings", Reason.OTHER, "2meetings", ""),
        ("/away 618大促", Reason.OTHER, "618大促", ""),
        ("/away 11.11", Reason.OTHER, "11.11", ""),
        ("/away -5m", Reason.OTHER, "-5m", ""),
        ("/away 0m", Reason.OTHER, "0m", ""),
    ],
)
def test_a_time_and_a_reason_in_any_order(
    typed: str, reason: Reason | None, note: str, when: str
) -> None:
    assert leaving_from(typed) == Leaving(Act.LEAVE, reason, note, when)


def test_coming_back_and_the_panel_are_words_too() -> None:
    for typed in ("/away off", "/away 回来", "/away 我回来了", "/away BACK"):
        assert leaving_from(typed).act is Act.RETURN
    for typed in ("/away panel", "/away 面板"):
        assert leaving_from(typed).act is Act.LOOK


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        *(("45", 45), ("45m", 45), ("45 MIN", 45), ("45分钟", 45), ("48分", 48), ("90s", 1.5)),
        *(("1h", 60), ("1h30m", 90), ("1h30", 90), ("1.5h", 90), ("半小时", 30), ("半个小时", 30)),
        *(
            ("1小时", 60),
            ("1个小时", 60),
            ("1小时半", 90),
            ("两", None),
            ("1天", 1440),
            ("2d", 2880),
        ),
        *(("60d", 86_400), ("60d1m", None), ("0", None), ("-5", None), ("", None), ("1x", None)),
        *(("30m1h", None), ("٣٠m", 30), ("9" * 400, None)),
    ],
)
def test_spans(written: str, minutes: float | None) -> None:
    expected = None if minutes is None else timedelta(minutes=minutes)
    assert span_from(written) == expected


@pytest.mark.parametrize(
    ("written", "at"),
    [
        *(
            ("13:30", "18T13:30"),
            ("13：30", "18T13:30"),
            ("9:00", "19T09:00"),
            ("0:00", "19T00:00"),
        ),
        *(("2点", "19T02:00"), ("下午2点半", "18T14:30"), ("到 14点05分", "18T14:05")),
        *(("中午12点半", "18T12:30"), ("中午1点", "18T13:00"), ("晚上12点", "19T00:00")),
        *(("明天 9:00", "19T09:00"), ("后天上午10点", "20T10:00"), ("tomorrow 08:15", "19T08:15")),
        *(("今天 12:03", ""), ("12:04", "19T12:04"), ("25:00", ""), ("12:60", ""), ("9", "")),
    ],
)
def test_times_of_day(written: str, at: str) -> None:
    wanted = datetime.fromisoformat(f"2026-11-{at}") if at else None
    assert clock_from(written, NOW) == wanted


def test_until_when_counts_from_now() -> None:
    assert until_from("30m", NOW) == NOW + timedelta(minutes=30)
    assert until_from("13:00", NOW) == NOW.replace(hour=13, minute=0)
    assert until_from("", NOW) is None


@given(
    st.lists(
        st.sampled_from([*"0123456789hm分点时半到:： 双", "午休", "明天", "下午", "小时", "off"])
        | st.text(max_size=3),
        max_size=9,
    ).map("".join)
)
def test_whatever_is_typed_is_understood_somehow(words: str) -> None:
    said = leaving_from(f"/away {words}")
    assert (said.reason is Reason.OTHER) >= bool(said.note)
    assert len(said.note) <= LONGEST_NOTE
    if said.when:
        until = until_from(said.when, NOW)
        assert until is None or NOW < until <= NOW + LONGEST
