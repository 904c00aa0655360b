"""The variables of QuickText in our notation.

A snippet may have them switched off: then its braces are text, also where another snippet that has
them on takes it in. Forms of dates are .NET's there (``dddd``, ``tt``) and Unicode's here.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from kefu_desktop.core.dates import Tongue, spell
from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import TEXT_LIMIT
from kefu_desktop.packs.assembling import Remark
from kefu_desktop.packs.foreign.composing import (
    CLIPBOARD,
    CURSOR,
    TIME,
    Ours,
    asked,
    compose,
    moment,
)

_TOKEN = re.compile(r"\{([^{}\r\n]+)\}")
_SHIFTED = re.compile(r"(?P<name>[^+=-]*)(?P<shift>[+-]\d{1,4})?")
_NESTED = re.compile(r"(?:片段|snippet):(?P<name>.+)", re.IGNORECASE)
_FORMS = {
    "日期": "yyyy-MM-dd", "date": "yyyy-MM-dd",
    "时间": "HH:mm", "time": "HH:mm",
    "日期时间": "yyyy-MM-dd HH:mm", "datetime": "yyyy-MM-dd HH:mm", "now": "yyyy-MM-dd HH:mm",
}  # fmt: skip
_GIVEN = {"剪贴板": CLIPBOARD, "clipboard": CLIPBOARD, "光标": CURSOR, "cursor": CURSOR}
_WITHOUT_COUNTERPART = frozenset({"uuid", "随机数", "random"})

_LETTERS = {
    "yyyy": "yyyy", "yy": "yy", "M": "M", "MM": "MM", "MMM": "MMM", "MMMM": "MMM", "d": "d",
    "dd": "dd", "ddd": "E", "dddd": "EEEE", "H": "H", "HH": "HH", "h": "h", "hh": "hh", "m": "m",
    "mm": "mm", "s": "s", "ss": "ss", "t": "a", "tt": "a",
}  # fmt: skip
_SPECIAL = frozenset("yMdHhmstfFgKz%")
_FORM_PIECE = re.compile(
    r"""'(?P<single>[^']*)'|"(?P<double>[^"]*)"|\\(?P<escaped>.)"""
    r"|(?P<letters>([A-Za-z])\5*)|(?P<other>.)",
    re.DOTALL,
)
_LONGEST_FORM = 40
_NESTINGS = 2000
"""How many snippets one text may take in: a few that take in each other ten times over make
billions.
"""


class Body(NamedTuple):
    """The text of a snippet, and whether its braces mean anything."""

    text: str
    variables: bool


class Composed(NamedTuple):
    """A text in our notation, and what is to be told about it."""

    text: str
    remarks: tuple[Remark, ...]


def composed(name: str, body: Body, snippets: Mapping[str, Body]) -> Composed:
    """Gives the text of the snippet ``name``; ``snippets`` are those that it may take in."""
    reading = _Reading(snippets)
    text = compose(reading.pieces(body, (name,)))
    remarks = (
        Remark(Code.RECORD_PLACEHOLDER_LEFT, {"placeholder": token[:40]}) for token in reading.left
    )
    return Composed(text, tuple(remarks))


class _Reading:
    """One text while it is read. ``left`` are the placeholders without a counterpart, in order."""

    def __init__(self, snippets: Mapping[str, Body]) -> None:
        self._snippets = snippets
        self._nestings = 0
        self._length = 0
        self.left: dict[str, None] = {}

    def pieces(self, body: Body, within: tuple[str, ...]) -> Iterator[str | Ours]:
        """Gives the texts and placeholders of ``body``, which lies in the snippets ``within``."""
        if not body.variables:
            yield self._counted(body.text)
            return
        at = 0
        for match in _TOKEN.finditer(body.text):
            yield self._counted(body.text[at : match.start()])
            at = match.end()
            yield from self._token(match[0], match[1].strip(), within)
        yield self._counted(body.text[at:])

    def _counted(self, text: str) -> str:
        self._length += len(text)
        return text

    def _token(self, token: str, said: str, within: tuple[str, ...]) -> Iterator[str | Ours]:
        nested = _NESTED.fullmatch(said)
        if nested:
            name = nested["name"].strip()
            inner = self._snippets.get(name)
            # What is too long for a reply is refused whole later on, so it need not grow further.
            bounded = self._nestings < _NESTINGS and self._length <= TEXT_LIMIT
            if inner is not None and name not in within and bounded:
                self._nestings += 1
                yield from self.pieces(inner, (*within, name))
                return
            placeholder = None
        else:
            placeholder = _placeholder(said)
        if placeholder is None:
            self.left[token] = None
            yield token
        else:
            yield placeholder


def _placeholder(said: str) -> Ours | None:
    """Gives our counterpart of what stands between braces; None where there is none."""
    word = said.casefold()
    if word in _GIVEN:
        return _GIVEN[word]
    if word in _WITHOUT_COUNTERPART:
        return None
    left, equals, form = said.partition("=")
    shifted = _SHIFTED.fullmatch(left.strip())
    usual = _FORMS.get(shifted["name"].strip().casefold()) if shifted else None
    if shifted and usual:
        return _moment(usual, int(shifted["shift"] or 0), form.strip() if equals else "")
    if "|" in said:
        name, *choices = (part.strip() for part in said.split("|"))
        return asked(name, choices=filter(None, choices))
    name, _, default = said.partition(":")
    return asked(name.strip(), default.strip())


def _moment(usual: str, days: int, form: str) -> Ours | None:
    if not form and not days and usual == "HH:mm":
        return TIME
    ours = from_dotnet(form or usual)
    return None if ours is None or abs(days) > 999 else moment(ours, days)


def from_dotnet(form: str) -> str | None:
    """Gives a custom date form of .NET as one of :mod:`kefu_desktop.core.dates`; None where a part
    has no counterpart, or where the form cannot stand between braces.
    """
    written = ""
    for match in _FORM_PIECE.finditer(form):
        letters = match["letters"]
        if letters and letters[0] in _SPECIAL:
            ours = _LETTERS.get(letters)
            if ours is None:
                return None
            written += ours
            continue
        literal = "".join(filter(None, match.group("single", "double", "escaped", "other")))
        literal = letters or literal
        if literal == "%":
            return None
        written += re.sub("[A-Za-z]+", r"'\g<0>'", literal.replace("'", "''"))
    fits = len(written) <= _LONGEST_FORM and not re.search(r"[{}|\n]", written)
    return written if fits and spell(datetime(2000, 1, 1), written, Tongue.ZH) else None  # noqa: DTZ001
