"""Greetings without a face get one that fits; others are left alone."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop import assets
from kefu_desktop.core.emoticons import Moods, SkinTone, Style
from kefu_desktop.core.enriching import enriched, may_be_enriched
from kefu_desktop.core.model import Kind, Reply, Uid, Variant
from kefu_desktop.core.template import Context, Rendered, Span, render

MOODS = Moods.from_document(
    json.loads(assets.resource("emoticons", "moods.json").read_text(encoding="utf-8"))
)


def said(source: str, hour: int = 9, style: Style = Style.EMOJI) -> Rendered:
    moment = datetime(2026, 11, 21, hour, tzinfo=UTC)
    context = Context(moment, write_mood=lambda name: MOODS.write(name, style))
    return enriched(render(source, context), source, MOODS, hour, style)


@pytest.mark.parametrize(
    ("source", "hour", "text"),
    [
        ("早上好，有什么可以帮您？", 9, "早上好，有什么可以帮您？☀️"),
        ("{问候}亲", 20, "晚上好亲🌙"),
        ("您好", 9, "您好☀️"),
        ("您好", 15, "您好☕"),
        ("您好", 2, "您好🌙"),
        ("您好", 18, "您好😊"),
        ("新年好，早上好", 9, "新年好，早上好🎆"),
        ("祝您中秋快乐", 9, "祝您中秋快乐🥮"),
        ("让您久等了\n", 9, "让您久等了🙇"),
        ("Good Morning!", 9, "Good Morning!☀️"),
    ],
)
def test_the_face_fits_what_is_said_and_the_hour(source: str, hour: int, text: str) -> None:
    assert said(source, hour).parts[0].text == text


@pytest.mark.parametrize(
    "source",
    [
        "早上好😊",
        "早上好[微笑]",
        "早上好/:^_^",
        "早上好(^_^)",
        "早上好 :)",
        "早上好{表情:微笑}",
        "早上好{分段}有什么可以帮您❤️",
        "",
        "  ",
    ],
)
def test_who_has_a_face_gets_no_second_one(source: str) -> None:
    assert said(source) == render(
        source,
        Context(
            datetime(2026, 11, 21, 9, tzinfo=UTC),
            write_mood=lambda name: MOODS.write(name, Style.EMOJI),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "您好，订单号(123)", "尺码（均码）", "12:30:45 发出", "价格:100", "A:(B)", "【公告】",
        "[订单]", "(24h)", "https://example.org/a", "单价(元)", "1)先拍 2)再付",
    ],
)  # fmt: skip
def test_signs_of_ordinary_writing_are_no_face(text: str) -> None:
    assert not MOODS.has_face(text)


def test_every_face_we_write_is_seen_as_one() -> None:
    for mood in MOODS:
        for style in Style:
            written = mood.in_style(style)
            assert not written or MOODS.has_face(f"您好{written}"), written


def test_it_is_written_for_the_client_and_marked() -> None:
    (part,) = said("早上好", style=Style.WANGWANG).parts
    assert part.text == "早上好/:^_^"
    assert part.filled == (Span(3, 8),)
    assert said("中秋快乐", style=Style.WANGWANG).parts[0].text == "中秋快乐/:^_^"
    assert said("早上好", style=Style.PLAIN).parts[0].text == "早上好"


def test_it_stands_in_the_first_message() -> None:
    texts = [part.text for part in said("早上好{分段}要点什么？").parts]
    assert texts == ["早上好☀️", "要点什么？"]


@given(st.text(max_size=40), st.integers(0, 23), st.sampled_from(Style))
def test_any_greeting_keeps_its_words(text: str, hour: int, style: Style) -> None:
    before = render(text, Context(datetime(2026, 11, 21, hour, tzinfo=UTC)))
    after = enriched(before, text, MOODS, hour, style)
    for old, new in zip(before.parts, after.parts, strict=True):
        assert new.text.startswith(old.text.rstrip())
    assert enriched(after, text, MOODS, hour, style) == after


@pytest.mark.parametrize(
    ("kind", "tags", "may"),
    [
        (Kind.GREETING, (), True),
        (Kind.GREETING, ("热情",), True),
        (Kind.GREETING, ("热情", "投诉"), False),
        (Kind.GREETING, ("Complaint",), False),
        (Kind.REPLY, (), False),
        (Kind.AWAY, (), False),
    ],
)
def test_only_greetings_and_not_to_angry_buyers(
    kind: Kind, tags: tuple[str, ...], may: bool
) -> None:
    reply = Reply(uid=Uid("r"), title="题", variants=(Variant("好"),), kind=kind, tags=tags)
    assert may_be_enriched(reply) is may


def test_a_skin_is_worn_by_hands_and_people() -> None:
    assert MOODS.write("赞", Style.EMOJI, SkinTone.DARK) == "👍🏿"
    assert MOODS.write("赞", Style.WECHAT, SkinTone.DARK) == "[强]"
    assert MOODS.write("微笑", Style.EMOJI, SkinTone.DARK) == "😊"
