"""What may stand side by side: no to most of what a text does not hold, never to what it does."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.search.alphabet import Alphabet
from kefu_desktop.search.labels import joined
from kefu_desktop.search.neighbours import Neighbours
from kefu_desktop.search.pieces import Piece, PieceKind, literally
from kefu_desktop.search.readings import Readings

ANY = Piece(PieceKind.ANY, "")
TEXTS = st.lists(st.text("亲您好发货还没长的a1！", max_size=12), min_size=1, max_size=5)


def neighbours_of(readings: Readings, texts: list[str], *, asked: int = 200) -> Neighbours:
    """Made of these texts, as a segment does it, and asked so often for something."""
    alphabet = Alphabet(readings)
    codes, _ = joined(texts, readings.folding, alphabet)
    neighbours = Neighbours(codes, alphabet)
    for _ in range(asked):
        neighbours.allow(literally("发货"))
    return neighbours


def sounding(readings: Readings, character: str, which: random.Random) -> list[Piece]:
    """The pieces that may stand for a character."""
    read = readings.of(character)
    pieces = [Piece(PieceKind.CHARACTER, character), ANY, Piece(PieceKind.ALIKE, character)]
    if character.isascii() and character.isalpha():
        pieces.append(Piece(PieceKind.PREFIX, character))
    if read:
        syllable = which.choice(read)
        end = which.randint(1, len(syllable))
        pieces += [
            Piece(PieceKind.SYLLABLE, syllable),
            Piece(PieceKind.PREFIX, syllable[:end]),
            Piece(PieceKind.SOUNDS, f"{syllable} zhuang"),
        ]
    return pieces


@given(texts=TEXTS, seed=st.integers(0, 2**32), asked=st.sampled_from((0, 90, 200)))
def test_what_a_text_holds_is_never_ruled_out(
    readings: Readings, texts: list[str], seed: int, asked: int
) -> None:
    which = random.Random(seed)
    neighbours = neighbours_of(readings, texts, asked=asked)
    for text in texts:
        for start in range(len(text)):
            part = text[start : start + which.randint(1, 4)]
            row = [which.choice(sounding(readings, character, which)) for character in part]
            assert neighbours.allow(row), (part, row)


def test_what_stands_nowhere_side_by_side_is_ruled_out(readings: Readings) -> None:
    neighbours = neighbours_of(readings, ["什么时候发货", "还没有收到货"])
    assert not neighbours.allow(literally("货发"))
    assert not neighbours.allow([Piece(PieceKind.SYLLABLE, "huo"), Piece(PieceKind.PREFIX, "f")])
    assert not neighbours.allow(
        [Piece(PieceKind.SOUNDS, "huo hou"), Piece(PieceKind.SYLLABLE, "shou")]
    )
    assert not neighbours.allow([*literally("什"), ANY, *literally("候")])
    assert neighbours.allow([*literally("什"), ANY, *literally("时")])


@pytest.mark.parametrize("length", [30_000])
def test_of_more_characters_than_the_table_has_places_none_is_lost(
    readings: Readings, length: int
) -> None:
    which = random.Random(1)
    # Half of the text is made of twenty characters; the other half of all there are.
    usual = "的一是了我不人在他有这个上们来到时大地为"
    text = "".join(
        which.choice(usual) if which.random() < 0.5 else chr(which.randrange(0x4E00, 0x9FA5))
        for _ in range(length)
    )
    neighbours = neighbours_of(readings, [text])
    for _ in range(3000):
        start = which.randrange(length - 3)
        part = text[start : start + 3]
        assert neighbours.allow(literally(part))
        row = [Piece(PieceKind.SYLLABLE, (readings.of(c) or ("a",))[0]) for c in part]
        if all(readings.of(c) for c in part):
            assert neighbours.allow(row), part
