"""Writes resources/readings/readings.bin: pinyin readings and the folding table.

Run it after an upgrade of pypinyin or OpenCC; a test says when the file is out of date. Both are
development dependencies only: the program reads the file this makes.
"""

from __future__ import annotations

import json
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import opencc
from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_normal

MAGIC = b"KEFU-READINGS-1\n"
TARGET = Path(__file__).resolve().parent.parent / "resources" / "readings" / "readings.bin"

READ_RANGES = ((0x3007, 0x3008), (0x3400, 0x4DC0), (0x4E00, 0xA000))
CONVERTED_RANGES = (*READ_RANGES, (0xF900, 0xFB00), (0x20000, 0x32000))
CASED_RANGES = ((0x41, 0x250), (0x370, 0x530), (0x1E00, 0x2000))

NOT_SYLLABLES = frozenset({"n", "ng", "m", "hm", "hng", "ê"})
"""Interjections without a vowel: as syllables they would cut other words to pieces."""

MORE_FOLDING = {
    "著": "着",  # OpenCC keeps 著 apart for 著名; buyers write 看著 for 看着
    "妳": "你",
    "祢": "你",
    "牠": "它",
    "裏": "里",
    "週": "周",
    "喫": "吃",
    "係": "系",
    "麼": "么",
    "麽": "么",
    "‘": "'",
    "’": "'",
    "\u00a0": " ",
}
MORE_READINGS = {"嗯": "en", "噷": "hen", "呒": "mu", "欸": "ei"}
RARE_SHARE = 0.02
"""Share among today's words below which a reading counts as rare, unless it comes first."""


def _latin(point: int) -> str | None:
    """The plain letter of an accented one; ü is typed v."""
    parts = unicodedata.normalize("NFD", chr(point))
    if len(parts) < 2 or not (parts[0].isascii() and parts[0].isalpha()):
        return None
    base = parts[0].lower()
    return "v" if base == "u" and "\u0308" in parts else base


def folding() -> dict[int, int]:
    """Code point → code point of all that changes."""
    table: dict[int, int] = {}
    for start, end in CASED_RANGES:
        for point in range(start, end):
            lower = _latin(point) or chr(point).lower()
            if len(lower) == 1:
                table[point] = ord(lower)
    for point in range(0xFF01, 0xFF5F):
        table[point] = ord(chr(point - 0xFEE0).lower())
    table[0x3000] = 0x20
    converter = opencc.OpenCC("t2s")
    for start, end in CONVERTED_RANGES:
        for point in range(start, end):
            character = chr(point)
            if 0xF900 <= point < 0xFB00:
                character = unicodedata.normalize("NFKC", character)
            simple = converter.convert(character)
            if len(simple) == 1:
                table[point] = ord(simple)
    table.update({ord(source): ord(target) for source, target in MORE_FOLDING.items()})
    for point, target in list(table.items()):
        while target in table and table[target] != target:
            target = table[target]
        table[point] = target
    return {point: target for point, target in table.items() if point != target}


def _syllable(reading: str) -> str | None:
    plain = to_normal(reading, v_to_u=False).replace("ü", "v")
    if plain in NOT_SYLLABLES or not (plain.isascii() and plain.isalpha()):
        return None
    return plain


def readings(table: dict[int, int]) -> dict[int, list[tuple[str, bool]]]:
    """Folded code point → its readings, the dominant one first, each with "is it common today".

    What a Traditional character alone is read (發 bo) is left out unless words of today have it.
    """
    first: dict[int, list[str]] = defaultdict(list)
    lent: dict[int, list[str]] = defaultdict(list)
    for start, end in READ_RANGES:
        for point in range(start, end):
            found = pinyin(chr(point), style=Style.NORMAL, heteronym=True, errors="ignore")
            known = [s for s in map(_syllable, found[0] if found else []) if s]
            target = table.get(point, point)
            (first if target == point else lent)[target].extend(known)
    for character, extra in MORE_READINGS.items():
        first[ord(character)].append(extra)
    heard: dict[int, Counter[str]] = defaultdict(Counter)
    for phrase, sounds in PHRASES_DICT.items():
        for character, sound in zip(phrase, sounds, strict=True):
            syllable = _syllable(sound[0])
            if syllable:
                heard[table.get(ord(character), ord(character))][syllable] += 1
    result: dict[int, list[tuple[str, bool]]] = {}
    for point in sorted(set(first) | set(lent)):
        counts = heard[point]
        total = sum(counts.values())
        own = list(dict.fromkeys(first[point] + lent[point]))
        if not own:
            continue
        rest = sorted(own[1:], key=lambda s: -counts[s])
        rest = [s for s in rest if counts[s] > 0 or s in first[point]]
        common = [own[0], *(s for s in rest if counts[s] > 0 and counts[s] >= RARE_SHARE * total)]
        result[point] = [(s, s in common) for s in (own[0], *rest)]
    return result


def make() -> bytes:
    """The bytes of the file; the same for the same versions of its sources."""
    table = folding()
    read = readings(table)
    syllables = sorted({syllable for entries in read.values() for syllable, _ in entries})
    number = {syllable: i for i, syllable in enumerate(syllables)}
    flags = [number[s] * 2 + common for entries in read.values() for s, common in entries]
    sections = {
        "characters": np.diff(np.array([0, *read], dtype=np.int64)).astype("<u4"),
        "counts": np.array([len(entries) for entries in read.values()], dtype="<u1"),
        "flags": np.array(flags, dtype="<u2"),
        "sources": np.diff(np.array([0, *sorted(table)], dtype=np.int64)).astype("<u4"),
        "targets": np.array([table[point] for point in sorted(table)], dtype="<u4"),
    }
    plan = {
        "syllables": syllables,
        "sections": [[name, part.dtype.str, int(part.size)] for name, part in sections.items()],
    }
    body = (
        json.dumps(plan).encode() + b"\n" + b"".join(part.tobytes() for part in sections.values())
    )
    return MAGIC + zlib.compress(body, 9)


def main() -> int:
    """Writes the file and says how large it is."""
    data = make()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
