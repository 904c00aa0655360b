"""Texts of a text expander on their way into our notation, and those that take in others.

A text may take in another of the same file, which takes in a third, or the first again. So what is
taken in is bounded in depth and in length; a place where nothing more is taken in stays as text.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from msgspec import Struct, field

from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import TEXT_LIMIT
from kefu_desktop.packs.assembling import Remark
from kefu_desktop.packs.foreign.composing import NAME_LIMIT, Ours, asked, compose

_DEPTH = 16
_ROOM_OF_FILE = 1 << 23
_LONGEST = 8 * TEXT_LIMIT
"""Characters of a text that is too long for a reply, however much of it are placeholders."""

_COST = 32
_SHOWN = 60


class Question(NamedTuple):
    """A value that the user is asked for. Equal labels ask once; one without a label is a question
    of its own.
    """

    label: str
    default: str = ""
    choices: tuple[str, ...] = ()


class Composed(NamedTuple):
    """A text in our notation, and what is to be told about it."""

    text: str
    remarks: tuple[Remark, ...]


class Translation(Struct):
    """A text while it is read: pieces of text, placeholders of ours, and what is to be told."""

    pieces: list[str | Ours | Question] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def add(self, piece: str | Ours | Question) -> None:
        """Adds a text or a placeholder."""
        self.pieces.append(piece)

    def leave(self, placeholder: str) -> None:
        """Leaves as text what has no counterpart here."""
        self.add(placeholder)
        told = {"placeholder": placeholder[:_SHOWN]}
        self.remarks.append(Remark(Code.RECORD_PLACEHOLDER_LEFT, told))

    def leave_code(self, placeholder: str, language: str) -> None:
        """Leaves as text what would run a program."""
        self.add(placeholder)
        told = {"placeholder": placeholder[:_SHOWN], "language": language}
        self.remarks.append(Remark(Code.RECORD_CODE_LEFT, told))

    def take(self, other: "Translation") -> None:
        """Adds the whole of another text."""
        self.pieces += other.pieces
        self.remarks += other.remarks

    def composed(self) -> Composed:
        """Gives the text. What is to be told twice is told once."""
        names: dict[str, str] = {}
        text = compose(
            _ours(piece, names) if isinstance(piece, Question) else piece for piece in self.pieces
        )
        said = {(remark.code, *remark.params.items()): remark for remark in self.remarks}
        return Composed(text, tuple(said.values()))


Include = Callable[[str], Translation | None]
"""Gives the text that is kept under a key; None where there is none that may be taken in."""

Translate = Callable[[str, Include], Translation]


class Snippets(Struct):
    """The texts of a file by what they are taken in by, and how they are read."""

    texts: Mapping[str, str]
    translate: Translate
    _room: int = _ROOM_OF_FILE
    _room_of_text: int = 0

    def composed(self, text: str, key: str = "") -> Composed:
        """Gives ``text``, which is kept under ``key``, in our notation."""
        if len(text) > _LONGEST:
            return Composed(text, ())
        self._room_of_text = TEXT_LIMIT
        return self.translate(text, partial(self._include, (key,))).composed()

    def _include(self, within: tuple[str, ...], key: str) -> Translation | None:
        text = self.texts.get(key)
        if not key or text is None or key in within or len(within) > _DEPTH:
            return None
        cost = len(text) + _COST
        if cost > min(self._room, self._room_of_text):
            return None
        self._room -= cost
        self._room_of_text -= cost
        return self.translate(text, partial(self._include, (*within, key)))


def _ours(question: Question, names: dict[str, str]) -> Ours:
    """Gives the placeholder of a question. Labels may be cut off to one name, which would then ask
    for two things at once: the later one is counted.
    """
    label = question.label or f"\0{len(names)}"
    said = question.label
    count = 1
    while True:
        ours = _asked(said, question.default, question.choices)
        name = re.split("[:|]", ours.body, maxsplit=1)[0]
        if names.setdefault(name, label) == label:
            return ours
        count += 1
        said = f"{name[: NAME_LIMIT - 4]}·{count}"


@lru_cache(maxsize=256)
def _asked(label: str, default: str, choices: tuple[str, ...]) -> Ours:
    return asked(label, default, choices)
