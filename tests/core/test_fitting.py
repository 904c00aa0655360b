"""Rendered replies as a client takes them."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.clients import Lines, Manner
from kefu_desktop.core.fitting import fit
from kefu_desktop.core.template import Context, Part, Rendered, Span, render

LONG = "亲，您的包裹已经发出啦。单号是{单号}，请留意查收。有问题随时找我哦！"


def rendered(source: str, **values: str) -> Rendered:
    return render(source, Context(datetime(2026, 11, 21, tzinfo=UTC), values=values))


def texts(result: Rendered) -> list[str]:
    return [part.text for part in result.parts]


def test_a_client_that_takes_everything_gets_it_as_it_is() -> None:
    before = rendered("a\nb{分段}c")
    assert fit(before, Manner()) is before


def test_a_long_text_becomes_messages_that_end_with_a_sentence() -> None:
    result = fit(rendered(LONG, 单号="SF1234567890"), Manner(longest=24))
    assert texts(result) == [
        "亲，您的包裹已经发出啦。",
        "单号是SF1234567890，请留意查收。",
        "有问题随时找我哦！",
    ]
    assert result.parts[1].filled == (Span(3, 15),)


def test_what_was_filled_in_stays_whole() -> None:
    result = fit(rendered("单号{单号}", 单号="中通 12345 67890 12345 678"), Manner(longest=20))
    assert texts(result) == ["单号", "中通 12345 67890 12345 678"]


def test_codes_and_addresses_in_the_text_stay_whole() -> None:
    text = "好的好的好的好的好的好的好的好的[微笑]" + "https://example.org/a/b/c"
    assert texts(fit(rendered(text), Manner(longest=20))) == [text[:20], text[20:]]


def test_lines_are_joined_for_a_client_that_sends_each_at_once() -> None:
    result = fit(
        rendered("\n第一行 \n\n  第二行{单号}\r\n第三行\n", 单号="1\n2"), Manner(lines=Lines.JOIN)
    )
    (part,) = result.parts
    assert part.text == "第一行 第二行1 2 第三行"
    assert [part.text[span.start : span.end] for span in part.filled] == ["1 2"]


def test_images_and_empty_texts_are_left_as_they_are() -> None:
    before = Rendered((Part("", image=0), Part("")))
    assert fit(before, Manner(longest=20, lines=Lines.JOIN)) == before


@given(st.text(max_size=200), st.integers(20, 60), st.sampled_from(Lines))
def test_only_blanks_are_lost(text: str, longest: int, lines: Lines) -> None:
    before = Rendered((Part(text),))
    after = fit(before, Manner(longest=longest, lines=lines))
    assert "".join("".join(texts(after)).split()) == "".join(text.split())
    if lines is Lines.JOIN and after.parts != before.parts:
        assert not any("\n" in part or "\r" in part for part in texts(after))


@given(st.lists(st.text("字。 \n😊", min_size=1, max_size=9), min_size=1, max_size=20))
def test_marks_stand_on_what_was_filled_in(values: list[str]) -> None:
    source = "".join(f"有{{值{number}}}。" for number in range(len(values)))
    named = {f"值{number}": value for number, value in enumerate(values)}
    result = fit(rendered(source, **named), Manner(longest=20))
    marked = [part.text[one.start : one.end] for part in result.parts for one in part.filled]
    wanted = [value.strip() for value in values if value.strip()]
    assert [one.strip() for one in marked if one.strip()] == wanted
