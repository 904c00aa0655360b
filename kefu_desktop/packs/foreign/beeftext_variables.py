"""The variables of Beeftext (``#{date}``, ``#{input:…}``) in our notation.

A variable ends at the first ``}`` of its line that has no ``\\`` before it, whatever is in it. One
that Beeftext does not know is text there too.
"""

import re
from collections.abc import Callable, Iterator

from kefu_desktop.packs.foreign.composing import CLIPBOARD, CURSOR, DATE, TIME, Ours, moment
from kefu_desktop.packs.foreign.moments import DATE_AND_TIME, day, from_qt, whole_days
from kefu_desktop.packs.foreign.translating import Include, Question, Translation

MARK = re.compile(
    r"#\{(?:clipboard|cursor|date|time|dateTime|discordemoji)\}"
    r"|#\{(?:dateTime|input|combo|upper|lower|trim|envVar|powershell):"
)
"""What tells a text of Beeftext from any other."""

_END = re.compile(r"(?<!\\)\}|\n")
_ESCAPED = re.compile(r"\\([\\}])")
_DATE_TIME = re.compile(r"(?::(?P<shift>(?:[+-]\d+[yMwdhmsz])+))?:(?P<form>.*)")
_WITHOUT_COUNTERPART = ("discordemoji", "envVar:", "key:", "shortcut:", "delay:", "image:")
_GIVEN = {
    "clipboard": CLIPBOARD,
    "cursor": CURSOR,
    "date": DATE,
    "time": TIME,
    "dateTime": moment(DATE_AND_TIME),
}


def translate(text: str, include: Include) -> Translation:
    """Reads a snippet; ``include`` gives another by its keyword."""
    told = Translation()
    for piece, is_variable in _pieces(text):
        if is_variable:
            _variable(piece, include, told)
        else:
            told.add(piece)
    return told


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Gives texts, and variables without ``#{`` and ``}``."""
    at = 0
    while (begin := text.find("#{", at)) >= 0 and (end := _END.search(text, begin + 2)):
        if end[0] == "\n":
            yield text[at : end.end()], False
        else:
            yield text[at:begin], False
            yield text[begin + 2 : end.start()], True
        at = end.end()
    yield text[at:], False


def _variable(variable: str, include: Include, told: Translation) -> None:
    whole = f"#{{{variable}}}"
    name, colon, said = variable.partition(":")
    said = _ESCAPED.sub(r"\1", said)
    if variable in _GIVEN:
        told.add(_GIVEN[variable])
    elif name == "dateTime" and colon:
        ours = _moment(f":{said}")
        told.leave(whole) if ours is None else told.add(ours)
    elif name == "input" and colon:
        told.add(Question(said))
    elif name in _CHANGES and colon:
        other = include(said)
        changed = None if other is None else _CHANGES[name](other)
        told.leave(whole) if changed is None else told.take(changed)
    elif name == "powershell" and colon:
        told.leave_code(whole, "PowerShell")
    elif variable.startswith(_WITHOUT_COUNTERPART):
        told.leave(whole)
    else:
        told.add(whole)


def _moment(said: str) -> Ours | None:
    match = _DATE_TIME.fullmatch(said)
    if match is None:
        return None
    days = whole_days(match["shift"] or "")
    form = from_qt(match["form"]) if match["form"] else DATE_AND_TIME
    return None if days is None else day(days, form)


def _unchanged(text: Translation) -> Translation:
    return text


def _upper(text: Translation) -> Translation | None:
    return _cased(text, str.upper)


def _lower(text: Translation) -> Translation | None:
    return _cased(text, str.lower)


def _cased(text: Translation, change: Callable[[str], str]) -> Translation | None:
    """Gives a text in capitals or small letters; None where it has what is only known later."""
    pieces = [change(piece) for piece in text.pieces if isinstance(piece, str)]
    if len(pieces) < len(text.pieces) or text.remarks:
        return None
    return Translation([*pieces], text.remarks)


def _trimmed(text: Translation) -> Translation:
    pieces = list(text.pieces)
    if pieces and isinstance(first := pieces[0], str):
        pieces[0] = first.lstrip()
    if pieces and isinstance(last := pieces[-1], str):
        pieces[-1] = last.rstrip()
    return Translation(pieces, text.remarks)


_CHANGES: dict[str, Callable[[Translation], Translation | None]] = {
    "combo": _unchanged,
    "upper": _upper,
    "lower": _lower,
    "trim": _trimmed,
}
