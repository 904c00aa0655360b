"""A library of any size that reads like a shop's, and questions an agent would ask of it.

Everything comes from lists of words and a seed, so the same size gives the same library on
every machine. Sentences are put together at random: they read well, they need not be wise.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TypedDict

from kefu_desktop.search.readings import Readings
from tests.bench.words import (
    BLEND,
    CALLS,
    CITIES,
    CLOSINGS,
    COLOURS,
    COURIERS,
    FACES,
    FEELS,
    HEADS,
    MATERIALS,
    OPENINGS,
    SIZES,
    STREETS,
    TAGS,
    THINGS,
    TOPICS,
    TRADITIONAL,
)

NOW = 1_790_000_000.0
"""The moment the uses of a generated library are dated back from, epoch seconds."""


class Reply(TypedDict):
    """One reply of a generated library; the keys of search.index.Document."""

    uid: str
    title: str
    variants: tuple[str, ...]
    shortcut: str
    category: str
    tags: tuple[str, ...]
    asked_as: tuple[str, ...]
    kind: str
    favourite: bool
    uses: int
    last_used: float


@dataclass(frozen=True, slots=True)
class Question:
    """Something an agent might type, with the kind of input it is."""

    kind: str
    text: str


def replies(count: int, seed: int = 7) -> list[Reply]:
    """A library of so many replies, of some 50 characters each; one in twenty is Traditional."""
    source = random.Random(seed)
    categories = tuple(TOPICS)
    made = []
    for number in range(count):
        category = source.choice(categories)
        text = _text(source, category)
        title = _title(source, category)
        if source.random() < 0.05:
            text, title = text.translate(TRADITIONAL), title.translate(TRADITIONAL)
        used = source.random() < 0.33
        made.append(
            Reply(
                uid=f"r{number:06d}",
                title=title,
                variants=(text, _text(source, category)) if source.random() < 0.08 else (text,),
                shortcut=f"{_code(source)}{number}" if source.random() < 0.2 else "",
                category=category,
                tags=tuple(source.sample(TAGS, source.choice((0, 0, 1, 1, 2)))),
                asked_as=(_asked(source),) if source.random() < 0.1 else (),
                kind="reply" if source.random() < 0.97 else source.choice(("greeting", "away")),
                favourite=source.random() < 0.005,
                uses=int(source.paretovariate(0.7)) % 5000 if used else 0,
                last_used=NOW - source.random() * 45 * 86_400 if used else 0.0,
            )
        )
    return made


def _fill(source: random.Random, sentence: str) -> str:
    words = {
        "{物}": source.choice(FEELS) + "的" * (source.random() < 0.3) + source.choice(THINGS),
        "{物二}": source.choice(THINGS),
        "{色}": source.choice(COLOURS),
        "{色二}": source.choice(COLOURS),
        "{号}": source.choice(SIZES),
        "{数}": str(source.randrange(50, 1000)),
        "{数二}": str(source.randrange(20, 190)),
        "{钱}": str(source.randrange(1, 100)),
        "{天}": source.choice("两三四五六七"),
        "{时}": f"{source.choice((12, 24, 36, 48, 72))}小时",
        "{点}": str(source.randrange(12, 20)),
        "{递}": source.choice(COURIERS),
        "{城}": source.choice(CITIES) + source.choice(STREETS) + "路",
        "{折}": str(source.randrange(5, 10)),
    }
    for slot, word in words.items():
        sentence = sentence.replace(slot, word)
    return sentence


def _sku(source: random.Random) -> str:
    letters = "".join(source.choices("ABCDEFGHKLMNPQRSTXYZ", k=2))
    return f"{letters}-{source.randrange(100, 9999)}{source.choice(('', 'A', 'XL', 'B2'))}"


def _code(source: random.Random) -> str:
    return "".join(source.choices("bcdfghjklmnpqrstwxyz", k=2))


def _text(source: random.Random, category: str) -> str:
    parts = []
    if source.random() < 0.7:
        parts.append(source.choice(CALLS))
    if source.random() < 0.35:
        parts.append(source.choice(OPENINGS))
    sentences = source.sample(TOPICS[category], source.choice((1, 1, 1, 1, 1, 2)))
    parts.extend(_fill(source, sentence) for sentence in sentences)
    if source.random() < 0.25:
        parts.append(
            f"{source.choice(MATERIALS)}材质，{source.choice(FEELS)}又{source.choice(FEELS)}"
        )
    if source.random() < 0.15:
        parts.append(f"型号{_sku(source)}")
    parts.append(source.choice(CLOSINGS) + source.choice(BLEND) * (source.random() < 0.3))
    mark = source.choice(("，", "，", "。", "！", "\n"))
    return mark.join(parts) + source.choice(FACES)


def _title(source: random.Random, category: str) -> str:
    topic = category.split("/")[1]
    return (
        f"{source.choice(THINGS)}{topic}{source.choice(HEADS)}{source.choice(('', '', '一', '二'))}"
    )


def _asked(source: random.Random) -> str:
    return _fill(
        source,
        source.choice(("{物}什么时候发货", "{物}能便宜点吗", "{物}坏了怎么办", "发什么快递呀")),
    )


class Asker:
    """Makes up questions about a library: 15 kinds, each found in some reply."""

    def __init__(self, library: list[Reply], readings: Readings, seed: int = 11) -> None:
        self._library = library
        self._readings = readings
        self._source = random.Random(seed)

    def questions(self, of_each: int = 12) -> list[Question]:
        """So many questions of each kind, those of one kind not side by side."""
        kinds = {
            "zh1": lambda: self._piece(1, 1),
            "zh2": lambda: self._piece(2, 2),
            "zh3_6": lambda: self._piece(3, 6),
            "py_full": lambda: self._pinyin(self._piece(2, 4)),
            "py_partial": self._partial,
            "py_initials": lambda: self._initials(self._piece(2, 5)),
            "mixed": self._mixed,
            "typo_py": self._typo_letters,
            "typo_zh": self._typo_characters,
            "trad_simp": lambda: self._piece(2, 3).translate(TRADITIONAL),
            "multi": self._several,
            "shortcut": self._shortcut,
            "filter": self._filter,
            "sku": self._sku,
            "heteronym": self._heteronym,
        }
        return [Question(kind, make()) for _ in range(of_each) for kind, make in kinds.items()]

    def _piece(self, least: int, most: int) -> str:
        """Neighbouring Chinese characters out of some reply."""
        while True:
            reply = self._source.choice(self._library)
            text = self._source.choice((reply["title"], *reply["variants"]))
            length = self._source.randint(least, most)
            start = self._source.randrange(max(1, len(text) - length))
            piece = text[start : start + length]
            if len(piece) == length and all("\u4e00" <= c <= "\u9fff" for c in piece):
                return piece

    def _pinyin(self, piece: str) -> str:
        return "".join(self._readings.of(character)[0] for character in piece)

    def _initials(self, piece: str) -> str:
        return "".join(self._readings.of(character)[0][0] for character in piece)

    def _partial(self) -> str:
        letters = self._pinyin(self._piece(2, 3))
        return letters[: -self._source.randint(1, 2)]

    def _mixed(self) -> str:
        piece = self._piece(2, 4)
        which = self._source.randrange(len(piece))
        return piece[:which] + self._pinyin(piece[which]) + piece[which + 1 :]

    def _typo_letters(self) -> str:
        letters = self._pinyin(self._piece(2, 3))
        place = self._source.randrange(1, len(letters) - 1)
        slip = self._source.randrange(3)
        if slip == 0:
            return letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
        if slip == 1:
            return letters[:place] + letters[place + 1 :]
        return letters[:place] + self._source.choice("aeiounghsd") + letters[place + 1 :]

    def _typo_characters(self) -> str:
        piece = self._piece(4, 6)
        place = self._source.randrange(1, len(piece) - 1)
        return piece[:place] + self._source.choice(("", "得", "在")) + piece[place + 1 :]

    def _several(self) -> str:
        first, second = self._piece(2, 2), self._piece(2, 2)
        return f"{first} {self._source.choice((second, self._pinyin(second)))}"

    def _shortcut(self) -> str:
        while True:
            shortcut = self._source.choice(self._library)["shortcut"]
            if shortcut:
                return f";{shortcut[: self._source.randint(2, len(shortcut))]}"

    def _filter(self) -> str:
        reply = self._source.choice(self._library)
        names = [f"#{tag}" for tag in reply["tags"]] or [f"/{reply['category']}"]
        return f"{self._source.choice(names)} {self._piece(2, 2)}"

    def _sku(self) -> str:
        sku = _sku(self._source).lower()
        return sku[: self._source.randint(3, len(sku))]

    def _heteronym(self) -> str:
        return self._source.choice(
            [
                "chongqing",
                "zhongliang",
                "changdu",
                "haimei",
                "yinhang",
                "nv",
                "lv",
                "lve",
                "haiyou",
                "zhangbei",
                "buchong",
                "se",
            ]
        )
