"""What is only there to be quick changes nothing of what is found: the slow way gives the same."""

from __future__ import annotations

import random

import pytest

from kefu_desktop.search import grading
from kefu_desktop.search.index import Document, Index
from kefu_desktop.search.neighbours import Neighbours
from kefu_desktop.search.readings import Readings
from tests.search.conftest import NOW, document

WORDS = "发货 还没 银行 长度 亲 您好 退款 重庆 a b1 fh 女装 快递 的 了 行 会 大夫 藏 ，"
TYPED = (
    "f fa fah fahuo hai huan yin hang chang zhong chong qin nin tui tuikuan nv a b "
    "发 还 长 的 亲发 您号 发嚯还没 还没快弟退款 重庆长读 快遂银行 "
    "fahou fhuo tiukuan haimei da zang ch zh hai huo"
)


def library(seed: int, size: int = 80) -> list[Document]:
    """Replies made of few words, so that each sound stands in many of them."""
    source = random.Random(seed)
    words = WORDS.split()

    def some(most: int) -> str:
        return "".join(source.choice(words) for _ in range(source.randint(0, most)))

    return [
        document(
            f"r{number}", some(3), *(some(8) for _ in range(source.randint(1, 2))),
            shortcut=source.choice(("", "fh", "qin")), asked_as=(some(2),) * source.randint(0, 1),
            tags=(source.choice(words),), uses=source.randint(0, 3), last_used=NOW,
        )
        for number in range(size)
    ]  # fmt: skip


def answers(readings: Readings, seed: int) -> dict[str, object]:
    """All that is said of each question."""
    index = Index.build(library(seed), readings)
    index.update(library(seed + 1)[:9], ())
    return {typed: index.find(typed, now=NOW) for typed in (*TYPED.split(), *WORDS.split())}


@pytest.mark.parametrize("seed", [1, 10, 100])
def test_how_often_a_sound_stands_changes_nothing(
    readings: Readings, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """A seldom one is looked up at its positions, a frequent one has its bit in each row."""
    looked_up = answers(readings, seed)
    monkeypatch.setattr(grading, "_SELDOM", 0)
    assert answers(readings, seed) == looked_up


@pytest.mark.parametrize("seed", [1, 10, 100])
def test_what_neighbours_rule_out_is_nowhere(
    readings: Readings, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    quick = answers(readings, seed)
    monkeypatch.setattr(Neighbours, "allow", lambda *_: True)
    assert answers(readings, seed) == quick
