"""Writes texts of other programs in our notation: their plain text as it was, our placeholders
where theirs have a counterpart.

Plain text may hold braces that would read as a placeholder here, and a placeholder may stand where
ours are not read (behind a ``$``); so each text is read back before it is given out.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from kefu_desktop.core.lookalikes import LOOK_BEHIND
from kefu_desktop.core.placeholders import Means, Slot, parse

NAME_LIMIT = 24
"""Characters of the name of a placeholder; what is longer is cut off."""

_NOT_IN_NAME = re.compile(r"[^\w·]|_(?=_)|\A[\d_]+|_+\Z")
_NOT_IN_VALUE = re.compile(r"[{}|\n]+")
_BRACE = re.compile("[{}]")
_ASKED = "填写"
_CLINGS = re.compile(r"[!-~]\Z")


class Ours(NamedTuple):
    """One placeholder of ours, by what stands between its braces."""

    body: str


CLIPBOARD = Ours("剪贴板")
CURSOR = Ours("光标")
TIME = Ours("时间")
DATE = Ours("日期")


def asked(name: str, default: str = "", choices: Iterable[str] = ()) -> Ours:
    """A value that the user is asked for. ``name`` is made one that can be written between braces;
    where there are choices, the default is the first of them.
    """
    offered = list(dict.fromkeys(map(_value, choices)))
    value = _value(default)
    if value in offered:
        offered.sort(key=lambda one: one != value)
    said = "".join(f"|{one}" for one in offered) or (f":{value}" if value else "")
    return Ours(f"{_name(name, said)}{said}")


def one_of(choices: Iterable[str]) -> Ours:
    """One of several texts, by chance."""
    return Ours("|".join(["随机", *map(_value, choices)]))


def moment(form: str, days: int = 0) -> Ours:
    """The day ``days`` from now (at most 999), or the time, in a form of
    :mod:`kefu_desktop.core.dates`.
    """
    shift = f"{days:+d}" if days else ""
    return Ours(f"日期{shift}={_NOT_IN_VALUE.sub(' ', form)[:40]}" if form else f"日期{shift}")


def compose(pieces: Iterable[str | Ours]) -> str:
    """Gives the text that reads here as ``pieces``: each text as it is, each placeholder as one.

    Where a placeholder would not be read as one behind the text before it, a blank comes between,
    or its name is made one that is read everywhere.
    """
    merged = _merged(pieces)
    if not any(isinstance(piece, Ours) for piece in merged):
        text = "".join(map(str, merged))
        # Most braces are no placeholders, and code reads better with its braces single.
        single = not _BRACE.search(text) or parse(text) == _read(merged)
        return text if single else _doubled(text)
    written = ""
    for piece in merged:
        if isinstance(piece, str):
            written += _doubled(piece)
        else:
            written += _readable(piece, written)
    return written


def _readable(ours: Ours, before: str) -> str:
    """Gives ``ours`` so that it is read as a placeholder behind ``before``."""
    slot = f"{{{ours.body}}}"
    # What is looked at before a Latin name is in its line; before others it is the `$` and braces.
    line = (
        before[before.rfind("\n") + 1 :][-LOOK_BEHIND:] if ours.body[:1].isascii() else before[-2:]
    )
    blank = "" if not _CLINGS.search(line) else " "
    for written in (slot, f"{blank}{slot}", f"{blank}{{{_ASKED}{ours.body}}}"):
        if isinstance(_last(line + written), Slot):
            return written
    return slot


STRFTIME: Mapping[str, str] = {
    "Y": "yyyy", "y": "yy", "m": "MM", "-m": "M", "B": "MMM", "b": "MMM", "h": "MMM", "d": "dd",
    "-d": "d", "e": "d", "H": "HH", "-H": "H", "I": "hh", "-I": "h", "M": "mm", "-M": "m",
    "S": "ss", "-S": "s", "p": "a", "P": "a", "A": "EEEE", "a": "E", "F": "yyyy-MM-dd",
    "T": "HH:mm:ss", "R": "HH:mm", "D": "MM/dd/yy", "x": "yyyy-MM-dd", "X": "HH:mm:ss",
}  # fmt: skip
"""What the letters of C's ``strftime`` are called here; with ``-`` where a zero is left out."""

_WHITE = {"n": "\n", "t": "\t"}

_STRFTIME = re.compile(
    r"%(?P<letter>-?[A-Za-z])|(?P<percent>%%)|(?P<word>[A-Za-z']+)|(?P<other>[^%A-Za-z']+|%)"
)


@lru_cache(maxsize=256)
def from_strftime(form: str) -> str | None:
    """Gives a form of ``strftime`` as one of :mod:`kefu_desktop.core.dates`; None where a letter
    has no counterpart, or where the form cannot be written between braces.
    """
    written = ""
    for match in _STRFTIME.finditer(form):
        if match["letter"]:
            ours = STRFTIME.get(match["letter"])
            if ours is None:
                return None
            written += ours
        elif match["word"]:
            written += "''".join(f"'{word}'" if word else "" for word in match["word"].split("'"))
        else:
            written += "%" if match["percent"] else match["other"]
    return None if _NOT_IN_VALUE.search(written) or len(written) > 40 else written


def moments_of_strftime(form: str, days: int = 0) -> tuple[str | Ours, ...] | None:
    """Gives the day ``days`` from now in a form of ``strftime``; None where a letter of it has no
    counterpart. What cannot be written between braces stands between several placeholders.
    """
    ours = from_strftime(form)
    if ours is not None:
        return (moment(ours, days),) if ours else ()
    pieces: list[str | Ours] = []
    for match in _STRFTIME.finditer(form):
        if match["letter"] in _WHITE:
            pieces.append(_WHITE[match["letter"]])
        elif match["letter"]:
            written = STRFTIME.get(match["letter"])
            if written is None:
                return None
            pieces.append(moment(written, days))
        else:
            pieces.append("%" if match["percent"] else match[0])
    return tuple(pieces)


def can_be_chosen(said: str) -> bool:
    """Whether a text can be written as one of several choices as it is."""
    return bool(said) and _value(said) == said


def _name(said: str, behind: str) -> str:
    """Gives a name that asks. One in Latin letters does not before a default that reads as code."""
    name = _NOT_IN_NAME.sub("", said.strip().replace(" ", "_").replace("-", "_"))
    name = name[:NAME_LIMIT]
    slot = parse(f"{{{name}{behind}}}")
    if len(slot) == 1 and isinstance(slot[0], Slot) and slot[0].means is Means.ASKED:
        return name
    return f"{_ASKED}{name}"[:NAME_LIMIT]


def _value(said: str) -> str:
    return _NOT_IN_VALUE.sub(" ", said).strip()[:200]


def _merged(pieces: Iterable[str | Ours]) -> list[str | Ours]:
    merged: list[str | Ours] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece:
            merged.append(piece)
    return merged


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _read(pieces: list[str | Ours]) -> tuple[str, ...]:
    return tuple(piece for piece in pieces if isinstance(piece, str))


def _last(written: str) -> object:
    read = parse(written)
    return read[-1] if read else None
