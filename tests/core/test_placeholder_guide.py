"""`docs/PLACEHOLDERS.md`: every example in its tables does what it says."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kefu_desktop.app.almanac import Almanac
from kefu_desktop.core.fragments import Fragment
from kefu_desktop.core.template import Context, asks, render

GUIDE = Path(__file__).parents[2] / "docs" / "PLACEHOLDERS.md"
REPLIES = {"落款": "{店铺}{客服}", "lk": "{店铺}{客服}", "绕": "{片段:绕}"}


def rows(first: str, *others: str) -> Iterator[tuple[str, ...]]:
    """The rows of all tables with such columns, without the backquotes."""
    wanted = (first, *others)
    columns: tuple[str, ...] = ()
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            columns = ()
        elif not columns:
            columns = tuple(cell.rpartition(" ")[2] for cell in cells)
        elif columns[: len(wanted)] == wanted and not set(cells[0]) <= {"-"}:
            yield tuple(cell.replace("\\|", "|").strip("`") for cell in cells[: len(wanted)])


def context(at: str = "2026-11-21T09:05") -> Context:
    almanac = Almanac()

    def fragment(name: str) -> Fragment | None:
        text = REPLIES.get(name)
        return None if text is None else Fragment(name, (text,))

    return Context(
        moment=datetime.fromisoformat(at).astimezone(),
        values={"地址": "一号仓"},
        shop="小店",
        agent="阿美",
        write_mood={"微笑": "😊", "smile": "😊"}.get,
        is_workday=almanac.is_workday,
        lunar=almanac.lunar,
        fragment=fragment,
    )


def said(source: str, about: Context) -> str:
    rendered = render(source, about)
    assert rendered.troubles == ()
    (part,) = rendered.parts
    return part.text


@pytest.mark.parametrize(("written", "sent"), list(rows("written", "sent")))
def test_an_example_is_sent_as_the_guide_says(written: str, sent: str) -> None:
    assert said(written, context()) == sent


@pytest.mark.parametrize(("written", "at", "sent"), list(rows("written", "at", "sent")))
def test_an_example_of_a_day_is_sent_as_the_guide_says(written: str, at: str, sent: str) -> None:
    assert said(written, context(f"{at}T09:05")) == sent


@pytest.mark.parametrize("text", [text for (text,) in rows("alone")])
def test_what_is_left_alone_is(text: str) -> None:
    assert said(text, context()) == text
    assert asks(text, context()) == ()


@pytest.mark.parametrize(("written", "code"), list(rows("written", "code")))
def test_what_is_wrong_has_the_code_that_the_guide_says(written: str, code: str) -> None:
    assert {trouble.problem.value for trouble in render(written, context()).troubles} == {code}


def test_the_guide_is_read() -> None:
    counts = [
        len(list(rows(*columns)))
        for columns in [
            ("written", "sent"),
            ("written", "at", "sent"),
            ("alone",),
            ("written", "code"),
        ]
    ]
    assert counts == [39, 6, 12, 9]
