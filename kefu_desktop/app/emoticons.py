"""All emoticons there are to pick from: moods, the emoji of Unicode, and faces made of signs.

Read when somebody is about to look at them and let go when nobody looks any more: most of the time
the program is idle in a tray, and two thousand names are none of its business then. Files are read
and written on a lane; whoever looks, searches or picks waits for no disk.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.core.emoticons import Mood, Moods, SkinTone, Style, toned

if TYPE_CHECKING:
    from kefu_desktop.search.readings import Readings
    from kefu_desktop.store.recents import Recents

MOST_FOUND = 100


class Sort(StrEnum):
    """What an emoticon is: a meaning written for each client, an emoji, or a face of signs. In the
    order in which they are offered.
    """

    MOOD = "mood"
    EMOJI = "emoji"
    KAOMOJI = "kaomoji"


class Emoticon(Struct, frozen=True):
    """One to pick. ``sign`` is what is shown; ``zh`` and ``en`` are what it is called."""

    sort: Sort
    sign: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    has_skin: bool = False

    @property
    def key(self) -> str:
        """Names it in the list of recent ones."""
        return f"{self.sort.value}:{self.zh if self.sort is Sort.MOOD else self.sign}"


class Group(Struct, frozen=True):
    """Emoticons that are shown together under a name."""

    sort: Sort
    zh: str
    en: str
    emoticons: tuple[Emoticon, ...]


# Unicode's groups by their numbers in the table, in the words of chat clients.
_GROUPS = {
    "0": ("笑脸", "Smileys"),
    "1": ("人物手势", "People"),
    "3": ("动物自然", "Nature"),
    "4": ("食物饮料", "Food"),
    "5": ("旅行地点", "Travel"),
    "6": ("活动", "Activities"),
    "7": ("物品", "Objects"),
    "8": ("符号", "Symbols"),
    "9": ("旗帜", "Flags"),
}


class Emoticons:
    """The emoticons of one program. Belongs to one thread; only the lane's jobs run elsewhere."""

    def __init__(
        self,
        folder: Path,
        moods: Moods,
        load_readings: Callable[[], Readings],
        recents: Recents,
        lane: Lane,
    ) -> None:
        """``folder`` is that of the program's own tables."""
        self._folder = folder
        self._moods = moods
        self._load_readings = load_readings
        self._recents = recents
        self._lane = lane
        self._tables: _Tables | None = None
        self._recent: tuple[str, ...] | None = None

    @property
    def moods(self) -> Moods:
        """The moods, which are always there."""
        return self._moods

    @property
    def ready(self) -> bool:
        """Whether they have been read; until then there are none."""
        return self._tables is not None

    def prepare(self) -> Future[None]:
        """Reads them on the lane unless they have been; the future is done when they are there."""
        return self._lane.submit(self._read)

    def let_go(self) -> None:
        """Forgets all but what was used last, until :meth:`prepare` is called again."""
        self._tables = None

    def groups(self) -> tuple[Group, ...]:
        """Gives all there are: the moods first, then emoji, then faces of signs."""
        return self._tables.groups if self._tables else ()

    def recent(self) -> tuple[Emoticon, ...]:
        """Gives those used last, the latest first."""
        if self._tables is None:
            return ()
        return tuple(self._tables.all[number] for number in self._recent_numbers(self._tables))

    def search(self, text: str, limit: int = MOST_FOUND) -> tuple[Emoticon, ...]:
        """Gives those that each word of ``text`` names, in Chinese, pinyin or English: first what
        was used lately, then moods, which every client has, emoji, faces of signs; of each the best
        first. No words find all that was used lately.
        """
        tables = self._tables
        if tables is None or not text.strip():
            return self.recent()[:limit]
        found = dict.fromkeys(tables.find(text))
        recent = dict.fromkeys(number for number in self._recent_numbers(tables) if number in found)
        return tuple(tables.all[number] for number in islice({**recent, **found}, limit))

    def used(self, emoticon: Emoticon) -> None:
        """Puts one at the head of the recent ones, now and for the next start.

        A disk that refuses is logged and no more: it costs a look further down one day.
        """
        before = self._recent or ()
        kept = (emoticon.key, *(key for key in before if key != emoticon.key))
        kept = kept[: self._recents.most]
        self._recent = kept
        self._lane.submit(self._recents.write, kept).add_done_callback(log_failure)

    def write(self, emoticon: Emoticon, style: Style, tone: SkinTone) -> str:
        """Gives what is put into a text for a client of this style; empty for a mood that the style
        cannot write. Emoji and faces are what was picked, whatever the client.
        """
        if emoticon.sort is Sort.MOOD:
            return self._moods.write(emoticon.zh, style, tone) or ""
        return toned(emoticon.sign, tone) if emoticon.has_skin else emoticon.sign

    def _recent_numbers(self, tables: _Tables) -> list[int]:
        return [tables.numbers[key] for key in self._recent or () if key in tables.numbers]

    def _read(self) -> None:
        if self._tables is None:
            tables = _Tables(self._folder, self._moods, self._load_readings())
            if self._recent is None:
                self._recent = self._recents.read()
            self._tables = tables


class _Tables:
    """What was read of the tables, and what finds it by its names."""

    def __init__(self, folder: Path, moods: Moods, readings: Readings) -> None:
        from kefu_desktop.search.naming import NameSearch

        self.groups = (
            Group(Sort.MOOD, "表情", "Moods", tuple(map(_of_mood, moods))),
            *_emoji(folder / "emoji.tsv"),
            *_kaomoji(folder / "kaomoji.toml"),
        )
        self.all = tuple(one for group in self.groups for one in group.emoticons)
        self.numbers = {one.key: number for number, one in enumerate(self.all)}
        self._search = NameSearch([(one.zh, one.en, *one.words) for one in self.all], 2, readings)
        sorts = [one.sort for one in self.all]
        self._emoji, self._faces = sorts.index(Sort.EMOJI), sorts.index(Sort.KAOMOJI)

    def find(self, text: str) -> list[int]:
        """Gives the numbers of those that each word of ``text`` names: moods, emoji, faces, of each
        the best first.
        """
        found = self._search.find(text)
        moods = [number for number in found if number < self._emoji]
        emoji = [number for number in found if self._emoji <= number < self._faces]
        return [*moods, *emoji, *(number for number in found if number >= self._faces)]


def _of_mood(mood: Mood) -> Emoticon:
    english = next((name for name in mood.names if name.isascii()), mood.names[0])
    sign = mood.in_style(Style.EMOJI) or mood.in_style(Style.KAOMOJI)
    words = (*mood.names, *mood.words)
    return Emoticon(Sort.MOOD, sign, mood.names[0], english, words, mood.has_skin)


def _emoji(file: Path) -> Iterator[Group]:
    groups: dict[str, list[Emoticon]] = {number: [] for number in _GROUPS}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        sign, group, skin, chinese, english = line.split("\t")
        (zh, *also_zh), (en, *also_en) = chinese.split("|"), english.split("|")
        words = (*also_zh, *also_en)
        groups[group].append(Emoticon(Sort.EMOJI, sign, zh, en, words, skin == "1"))
    for number, (zh, en) in _GROUPS.items():
        yield Group(Sort.EMOJI, zh, en, tuple(groups[number]))


def _kaomoji(file: Path) -> Iterator[Group]:
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["group"]:
        zh, en, words = entry["zh"], entry["en"], tuple(entry["words"])
        faces = (Emoticon(Sort.KAOMOJI, face, zh, en, words) for face in entry["faces"])
        yield Group(Sort.KAOMOJI, zh, en, tuple(faces))
