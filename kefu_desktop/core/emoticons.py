"""Emoticons by meaning: a mood has a name, and each style of chat client has its own way to write
it.

A mood that a style cannot write becomes nothing rather than a code that the buyer would see as
letters. Clients that write names in brackets show emoji too, so there an emoji stands in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from kefu_desktop.core.errors import Code, InvalidInput


class Style(StrEnum):
    """How a client writes emoticons. ``EMOJI`` is Unicode, ``PLAIN`` is text without any."""

    EMOJI = "emoji"
    WANGWANG = "wangwang"
    WECHAT = "wechat"
    DOUYIN = "douyin"
    QQ = "qq"
    KAOMOJI = "kaomoji"
    PLAIN = "plain"


class SkinTone(StrEnum):
    """The skin of people and hands among the emoji; ``NONE`` is the yellow of a smiley."""

    NONE = "none"
    LIGHT = "light"
    MEDIUM_LIGHT = "medium-light"
    MEDIUM = "medium"
    MEDIUM_DARK = "medium-dark"
    DARK = "dark"


_MODIFIERS = dict(
    zip(SkinTone, ("", *"\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"), strict=True)
)
_PEOPLE = "\U0001f468\U0001f469\U0001f9d1"
_SELECTOR = "\ufe0f"

_SHOWS_EMOJI = frozenset({Style.WECHAT, Style.DOUYIN, Style.QQ})

# Faces that need no list to be seen: emoji and dingbats (not the digits and arrows that Unicode
# also counts among emoji), a colon with eyes and a mouth, Wangwang's codes, faces in brackets.
_EMOJI = re.compile("[\u231a\u231b\u23e9-\u23fa\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]")
_CODE = re.compile(r"/:[^\s\u3400-\u9fff，。！？]{1,8}|[:;]-?[)(DPp](?!\w)")
_FACE = re.compile(
    r"[(（][^()（）\u4e00-\u9fffA-Za-z0-9，。！？、]{2,16}[)）]"
    r"|[(（][^\w()（）]?[TQOUoux@^][_.\-﹏▽ω]+[TQOUoux@^][^\w()（）]?[)）]"
    r"|\^_*\^|[TQ][_]+[TQ]"
)
_BRACKETED = re.compile(r"\[[^\[\]\s]{1,8}\]")


class Mood(Struct, frozen=True):
    """One meaning. ``names`` are the words that stand for it, the first being the one shown.

    ``has_skin`` where its emoji shows a hand or a person. ``words`` are those of a text that it
    fits; ``hours`` when it fits a greeting that has none of
    any mood's words, from the first up to the second, over midnight where that is smaller.
    """

    names: tuple[str, ...]
    written: Mapping[Style, str]
    words: tuple[str, ...] = ()
    hours: tuple[int, int] | None = None
    has_skin: bool = False

    def in_style(self, style: Style, tone: SkinTone = SkinTone.NONE) -> str:
        """Gives the mood as ``style`` writes it, empty where it cannot."""
        own = self.written.get(style, "")
        if own and style is not Style.EMOJI:
            return own
        if style is not Style.EMOJI and style not in _SHOWS_EMOJI:
            return ""
        emoji = self.written.get(Style.EMOJI, "")
        return toned(emoji, tone) if self.has_skin else emoji

    def fits_hour(self, hour: int) -> bool:
        """Whether this is a mood of the hour."""
        if self.hours is None:
            return False
        start, end = self.hours
        return start <= hour < end if start < end else hour >= start or hour < end


class Moods:
    """All moods, found by any of their names without regard to case."""

    def __init__(self, moods: Iterable[Mood]) -> None:
        self._moods = tuple(moods)
        self._by_name = {name.casefold(): mood for mood in self._moods for name in mood.names}
        written = {
            code
            for mood in self._moods
            for style, code in mood.written.items()
            if style is not Style.EMOJI
        }
        self._bracketed = frozenset(filter(_BRACKETED.fullmatch, written))
        self._others = tuple(written - self._bracketed)

    @classmethod
    def from_document(cls, document: Iterable[Mapping[str, Any]]) -> "Moods":
        """Reads ``[{"names": [...], "emoji": "…", "wangwang": "…", "words": [...], "hours": [5,
        11]}]``; raises :class:`InvalidInput` for a mood without names.
        """
        moods = []
        for entry in document:
            names = tuple(str(name) for name in entry.get("names", ()))
            if not names:
                raise InvalidInput(Code.TAG_INVALID, tag="", limit=1)
            written = {style: str(entry[style]) for style in Style if style.value in entry}
            words = tuple(str(word) for word in entry.get("words", ()))
            hours = entry.get("hours")
            span = (int(hours[0]), int(hours[1])) if hours else None
            moods.append(Mood(names, written, words, span, bool(entry.get("skin", False))))
        return cls(moods)

    def __iter__(self) -> Iterator[Mood]:
        return iter(self._moods)

    def __len__(self) -> int:
        return len(self._moods)

    def named(self, name: str) -> Mood | None:
        """Gives the mood called ``name``."""
        return self._by_name.get(name.strip().casefold())

    def write(self, name: str, style: Style, tone: SkinTone = SkinTone.NONE) -> str | None:
        """Gives the emoticon called ``name`` as ``style`` writes it, empty where it cannot; None
        for a name that no mood has.
        """
        mood = self.named(name)
        return None if mood is None else mood.in_style(style, tone)

    def has_face(self, text: str) -> bool:
        """Whether there is an emoticon in ``text``, in anybody's writing."""
        return bool(
            _EMOJI.search(text)
            or _CODE.search(text)
            or _FACE.search(text)
            or any(code in self._bracketed for code in _BRACKETED.findall(text))
            or any(code in text for code in self._others)
        )

    def fitting(self, text: str, hour: int, style: Style, tone: SkinTone = SkinTone.NONE) -> str:
        """Gives an emoticon that fits a greeting: by what it says first, else by the hour, else the
        first of all. Empty where the style writes none of these.
        """
        said = text.casefold()
        found = [
            (place, -len(word), number)
            for number, mood in enumerate(self._moods)
            for word in mood.words
            if (place := said.find(word)) >= 0
        ]
        moods = [self._moods[number] for _, _, number in sorted(found)]
        moods += [mood for mood in self._moods if mood.fits_hour(hour)] if not moods else []
        written = (mood.in_style(style, tone) for mood in (*moods, *self._moods[:1]))
        return next(filter(None, written), "")


def toned(emoji: str, tone: SkinTone) -> str:
    """Gives an emoji of people or a hand in a skin; of several people each gets it.

    The modifier of UTS 51 stands behind the person or hand, in the place of a selector.
    """
    modifier = _MODIFIERS[tone]
    if not modifier or not emoji:
        return emoji
    people = [place for place, sign in enumerate(emoji) if sign in _PEOPLE]
    for place in reversed(people if len(people) > 1 else [0]):
        rest = emoji[place + 1 :].removeprefix(_SELECTOR)
        emoji = emoji[: place + 1] + modifier + rest
    return emoji
