"""Texts of other programs in our notation: text stays text, and a placeholder is one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.dates import Tongue, spell
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.packs.foreign.composing import (
    CLIPBOARD,
    CURSOR,
    DATE,
    Ours,
    asked,
    can_be_chosen,
    compose,
    from_strftime,
    moment,
    moments_of_strftime,
    one_of,
)

TEXT = st.text(alphabet="{}$#a名1|:= \n日期'-_·", max_size=8)
PLACEHOLDER = st.one_of(
    st.sampled_from([CLIPBOARD, CURSOR, DATE]),
    TEXT.map(asked),
    st.builds(asked, TEXT, TEXT, st.lists(TEXT)),
    st.lists(TEXT, min_size=1).map(one_of),
)


@given(st.lists(st.one_of(TEXT, PLACEHOLDER), max_size=6))
def test_text_stays_text_and_placeholders_are_read(pieces: list[str | Ours]) -> None:
    read = parse(compose(pieces))
    texts = "".join(node for node in read if isinstance(node, str))
    meant = "".join(piece for piece in pieces if isinstance(piece, str))
    slots = sum(isinstance(node, Slot) for node in read)
    assert slots == sum(isinstance(piece, Ours) for piece in pieces)
    assert texts.replace(" ", "") == meant.replace(" ", "")
    if not slots:
        assert texts == meant


@pytest.mark.parametrize("said", ["Customer name", "1st", "date", "x", "快递-1", "__", "", "分段"])
def test_any_name_becomes_one_that_is_asked_for(said: str) -> None:
    [slot] = parse(compose([asked(said)]))
    assert isinstance(slot, Slot)
    assert slot.means is Means.ASKED


def test_a_default_that_reads_as_code_is_asked_for_all_the_same() -> None:
    [slot] = parse(compose([asked("size", "M; L")]))
    assert isinstance(slot, Slot)
    assert (slot.name, slot.default) == ("填写size", "M; L")


def test_a_default_among_choices_comes_first() -> None:
    [slot] = parse(compose([asked("快递", "圆通", ["中通", "圆通", "顺丰"])]))
    assert isinstance(slot, Slot)
    assert slot.choices == ("圆通", "中通", "顺丰")


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("%Y-%m-%d", "2026-03-05"),
        ("%-m月%-d日 %H:%M", "3月5日 09:07"),
        ("%d of %b", "05 of 3月"),
        ("%I o'clock %p", "09 o'clock 上午"),
        ("100%% %d", "100% 05"),
    ],
)
def test_forms_of_strftime_show_what_they_showed_there(form: str, shown: str) -> None:
    ours = from_strftime(form)
    assert ours is not None
    assert spell(datetime(2026, 3, 5, 9, 7, tzinfo=UTC), ours, Tongue.ZH) == shown


def test_a_form_without_a_counterpart_is_told() -> None:
    assert from_strftime("%j") is None
    assert from_strftime("%d|%m") is None
    [slot] = parse(compose([moment("M月d日", 3)]))
    assert isinstance(slot, Slot)
    assert (slot.shift, slot.form) == (3, "M月d日")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%H:%M", "{日期+2=HH:mm}"),
        ("%d|%m%n%%", "{日期+2=dd}|{日期+2=MM}\n%"),
        ("%d {%m}", "{日期+2=dd} {{{日期+2=MM}}}"),
        ("", ""),
    ],
)
def test_a_form_that_braces_cannot_hold_is_several_placeholders(form: str, text: str) -> None:
    pieces = moments_of_strftime(form, 2)
    assert pieces is not None
    assert compose(pieces) == text
    assert moments_of_strftime(f"{form}%j") is None


@pytest.mark.parametrize("said", ["", " 中通", "a|b", "{a}", "a\nb", "x" * 201])
def test_what_cannot_be_one_of_several_choices(said: str) -> None:
    assert not can_be_chosen(said)
    assert can_be_chosen("中通 快递")


@pytest.mark.parametrize(
    "before",
    [
        "https://x.cn/?u=",
        "https://x.cn/a/",
        "const ",
        "\\frac",
        '"a": "b',
        "t('",
        "if (x) ",
        "$ cp ",
        "a",
    ],
)
def test_a_latin_name_is_asked_for_behind_code_too(before: str) -> None:
    text = compose([before, asked("order"), "。"])
    [slot] = [node for node in parse(text) if isinstance(node, Slot)]
    assert slot.means is Means.ASKED
    assert slot.name.endswith("order")
    assert (
        "".join(node for node in parse(text) if isinstance(node, str)).strip("。 ")
        == before.strip()
    )
