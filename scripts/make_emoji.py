"""Writes resources/emoticons/emoji.tsv: all emoji with their names in Chinese and English.

Run it when Unicode has new emoji, with the unpacked npm package `emojibase-data`, which joins
Unicode's list of emoji and the annotations of CLDR:

    npm pack emojibase-data && tar xzf emojibase-data-*.tgz
    python scripts/make_emoji.py package

The package is not needed to run the program. NOTICE.txt beside the table holds both licences.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kefu_desktop.core.emoticons import SkinTone, toned

TARGET = Path(__file__).resolve().parent.parent / "resources" / "emoticons" / "emoji.tsv"
COMPONENTS = 2
"""The group of skins and hair, which are no emoji of their own."""

Entry = dict[str, Any]


def main(package: Path) -> int:
    """Writes the table from the unpacked package."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    chinese, english = (_entries(package / language / "data.json") for language in ("zh", "en"))
    named = {entry["hexcode"]: entry for entry in english}
    lines = [
        f"# emojibase-data {version}, written by scripts/make_emoji.py; see NOTICE.txt",
        "# emoji\tgroup\thas skins\tChinese: name and words\tEnglish: name and words",
        *map("\t".join, _rows(chinese, named)),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(lines) - 2} emoji")
    return 0


def _entries(file: Path) -> list[Entry]:
    entries: list[Entry] = json.loads(file.read_text(encoding="utf-8"))
    shown = [one for one in entries if one.get("group", COMPONENTS) != COMPONENTS]
    return sorted(shown, key=lambda entry: int(entry["order"]))


def _rows(chinese: Iterable[Entry], named: dict[str, Entry]) -> Iterator[tuple[str, ...]]:
    for entry in chinese:
        other = named[entry["hexcode"]]
        skins = "1" if _wears_skins(entry) else "0"
        yield entry["emoji"], str(entry["group"]), skins, _words(entry), _words(other)


def _words(entry: Entry) -> str:
    words = (entry["label"], *entry.get("tags", ()))
    return "|".join(dict.fromkeys(" ".join(word.split()).replace("|", "/") for word in words))


def _wears_skins(entry: Entry) -> bool:
    """Whether what the program makes of it in every skin is an emoji of Unicode's."""
    known = {skin["emoji"] for skin in entry.get("skins", ())}
    tones = (tone for tone in SkinTone if tone is not SkinTone.NONE)
    return bool(known) and all(toned(entry["emoji"], tone) in known for tone in tones)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
