"""Replies that take other replies in: nested, never in a circle, and never without end."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.fragments import COUNT_LIMIT, DEPTH_LIMIT, Fragment
from kefu_desktop.core.template import Ask, Context, Part, Problem, Rendered, asks, render


def context(replies: dict[str, str | tuple[str, ...]], **more: object) -> Context:
    def find(name: str) -> Fragment | None:
        texts = replies.get(name)
        if texts is None:
            return None
        return Fragment(name.lower(), (texts,) if isinstance(texts, str) else texts)

    return Context(datetime(2026, 11, 21, 9, 5, tzinfo=UTC), fragment=find, **more)  # type: ignore[arg-type]


def problems(rendered: Rendered) -> list[tuple[int, int, Problem, str]]:
    return [tuple(trouble) for trouble in rendered.troubles]  # type: ignore[misc]


def test_a_fragment_is_filled_in_and_may_hold_others() -> None:
    replies = {"甲": "甲{片段: 乙 }{时间}", "乙": "{店铺}{{乙}}"}
    rendered = render("[{片段:甲}]{fragment:乙}", context(replies, shop="店"))
    assert rendered.parts[0].text == "[甲店{乙}09:05]店{乙}"
    assert rendered.troubles == ()


def test_what_a_fragment_asks_is_asked_once_with_the_rest() -> None:
    replies = {"甲": "{单号:无}{赠品|一|二}"}
    rendered = render("{单号}{片段:甲}{单号}", context(replies))
    assert rendered.parts[0].text == "无无{赠品}无"
    assert rendered.unanswered == (Ask("单号", "无"), Ask("赠品", "", ("一", "二")))
    assert asks("{片段:甲}", context(replies)) == rendered.unanswered
    assert rendered.missing == (Ask("赠品", "", ("一", "二")),)


def test_a_fragment_may_be_several_messages() -> None:
    rendered = render("一{片段:甲}四", context({"甲": "二{分段}三"}))
    assert rendered.parts == (Part("一二"), Part("三四"))


def test_wordings_take_turns_with_the_seed() -> None:
    replies = {"甲": ("一", "二", "三")}
    said = [render("{片段:甲}", context(replies, seed=seed)).parts[0].text for seed in range(4)]
    assert said == ["一", "二", "三", "一"]


def test_a_fragment_that_is_not_there_leaves_nothing_and_is_told() -> None:
    rendered = render("好{片段:无}的", context({}))
    assert rendered.parts[0].text == "好的"
    assert problems(rendered) == [(1, 7, Problem.FRAGMENT_MISSING, "无")]


def test_trouble_inside_is_told_of_the_place_that_brought_it_in() -> None:
    replies = {"甲": "xx{表情:龙}{片段:无}{日期:x}"}
    rendered = render("好{片段:甲}", context(replies))
    assert problems(rendered) == [
        (1, 7, Problem.FRAGMENT_MISSING, "无"),
        (1, 7, Problem.MALFORMED, ""),
        (1, 7, Problem.MOOD_UNKNOWN, "龙"),
    ]


@pytest.mark.parametrize(
    ("replies", "text"),
    [
        ({"甲": "{片段:甲}"}, ""),
        ({"甲": "一{片段:乙}", "乙": "二{片段:甲}三"}, "一二三"),
        ({"甲": "一{片段:乙}", "乙": "{片段:丙}", "丙": "二{片段:乙}"}, "一二"),
        ({"甲": "一{片段:Yi}", "Yi": "二{片段:yi}", "yi": "二{片段:Yi}"}, "一二"),
    ],
)
def test_a_circle_is_told_and_ends(replies: dict[str, str | tuple[str, ...]], text: str) -> None:
    rendered = render("{片段:甲}", context(replies))
    assert rendered.parts[0].text == text
    assert [one[:3] for one in problems(rendered)] == [(0, 6, Problem.FRAGMENT_CYCLE)]


def test_the_same_twice_is_no_circle() -> None:
    replies = {"甲": "{片段:丙}{片段:乙}", "乙": "{片段:丙}", "丙": "三"}
    rendered = render("{片段:甲}{片段:甲}", context(replies))
    assert (rendered.parts[0].text, rendered.troubles) == ("三三三三", ())


def test_depth_and_number_have_an_end() -> None:
    chain = {f"r{n}": f"{n}{{片段:r{n + 1}}}" for n in range(DEPTH_LIMIT + 1)}
    rendered = render("{片段:r0}", context({**chain}))
    assert rendered.parts[0].text == "".join(map(str, range(DEPTH_LIMIT)))
    assert [one[2] for one in problems(rendered)] == [Problem.FRAGMENT_TOO_DEEP]
    wide = {f"r{n}": f"{{片段:r{n + 1}}}" * 50 for n in range(DEPTH_LIMIT)}
    rendered = render("{片段:r0}", context({**wide, f"r{DEPTH_LIMIT}": "x"}))
    assert len(rendered.parts[0].text) <= COUNT_LIMIT
    assert {one[2] for one in problems(rendered)} == {Problem.FRAGMENT_TOO_DEEP}


def test_images_stay_with_the_reply_they_belong_to() -> None:
    rendered = render("{片段:甲}{图片}", context({"甲": "看{图片}这"}, images=1))
    assert rendered.parts == (Part("看这"), Part("", image=0))
    assert problems(rendered) == [(0, 6, Problem.FRAGMENT_IMAGE, "甲")]


_NAMES = ["甲", "乙", "丙", "无"]
_TEXTS = st.lists(
    st.sampled_from(["x", "{分段}", "{单号}", *(f"{{片段:{name}}}" for name in _NAMES)]), max_size=5
).map("".join)


@given(st.tuples(_TEXTS, _TEXTS, _TEXTS), _TEXTS)
def test_whatever_refers_to_whatever_comes_to_an_end(
    texts: tuple[str, str, str], source: str
) -> None:
    replies: dict[str, str | tuple[str, ...]] = dict(zip(_NAMES, texts, strict=False))
    rendered = render(source, context(replies))
    for start, end, problem, _ in rendered.troubles:
        assert source[start:end].startswith("{片段:")
        assert problem in {
            Problem.FRAGMENT_MISSING,
            Problem.FRAGMENT_CYCLE,
            Problem.FRAGMENT_TOO_DEEP,
        }
    if "片段" not in source:
        assert rendered.troubles == ()
