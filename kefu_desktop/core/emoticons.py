"""Emoticons by meaning: a mood has a name, and each style of chat client has its own way to write
it.

A mood that a style cannot write becomes nothing rather than a code that the buyer would see as
letters.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kefu_desktop.core.errors import Code, InvalidInput


class Style(StrEnum):
    """How a client writes emoticons. ``EMOJI`` is Unicode, ``PLAIN`` is text without any."""

    EMOJI = "emoji"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Mood:
    """One meaning. ``names`` are the words that stand for it, the first being the one shown."""

    names: tuple[str, ...]
    written: Mapping[Style, str]


class Moods:
    """All moods, found by any of their names without regard to case."""

    def __init__(self, moods: Iterable[Mood]) -> None:
        self._moods = tuple(moods)
        self._by_name = {name.casefold(): mood for mood in self._moods for name in mood.names}

    @classmethod
    def from_document(cls, document: Iterable[Mapping[str, Any]]) -> "Moods":
        """Reads ``[{"names": [...], "emoji": "…"}]``; raises :class:`InvalidInput` for a mood
        without names.
        """
        moods = []
        for entry in document:
            names = tuple(str(name) for name in entry.get("names", ()))
            if not names:
                raise InvalidInput(Code.TAG_INVALID, tag="", limit=1)
            written = {style: str(entry[style]) for style in Style if style.value in entry}
            moods.append(Mood(names, written))
        return cls(moods)

    def __iter__(self) -> Iterator[Mood]:
        return iter(self._moods)

    def __len__(self) -> int:
        return len(self._moods)

    def write(self, name: str, style: Style) -> str | None:
        """Gives the emoticon called ``name`` as ``style`` writes it, empty where it cannot; None
        for a name that no mood has.
        """
        mood = self._by_name.get(name.strip().casefold())
        return None if mood is None else mood.written.get(style, "")
