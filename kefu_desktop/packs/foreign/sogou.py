"""The custom phrases of 搜狗 and its kin: ``code,place=phrase``, or ``code=place,phrase`` as QQ and
百度 have it. A phrase may go on over several lines, and ``;`` begins a comment.

Lists that people keep of their own are read, too, where every line is a code and a phrase:
``hy=亲，您好``, ``/hy 亲，您好``.

A code may have several phrases, told apart by their place in the list of candidates; a shortcut
here belongs to one reply, so the phrase that stands first among the candidates keeps it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, Draft, Remark, pack_uid
from kefu_desktop.packs.foreign.composing import Ours, compose, moment
from kefu_desktop.packs.foreign.listings import ADDRESSED
from kefu_desktop.packs.foreign.shortcuts import shortcut_of
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode, holds_foreign_bytes

_HEAD = re.compile(
    r"[ \t]*(?P<code>[^\s,=;\u0080-\uffff]{1,32})"
    r"(?:,(?P<place>\d{1,3})=|=(?P<other>\d{1,3}),)(?P<phrase>.*)"
)
_OWN = re.compile(
    r"[ \t]*(?P<code>(?P<mark>[/;；])?[a-z][a-z0-9]{0,15})(?:[ \t]*(?P<sign>[=＝])[ \t]*|[ \t　]+)"
    r"(?P<phrase>(?=[^\n]{0,6}[\u3400-\u9fff])\S.*)"
)
_FEWEST_OWN = 3
_SECTION = re.compile(r"\[[^\[\]]{1,40}\][ \t]*")
_LINE = re.compile(r"\r\n?|\n")

# What `#` before a phrase makes of `$year` and its kin. Numbers in Chinese characters (`_cn`) have
# no counterpart here but the two that read the same.
_FUNCTION = re.compile(r"\$([a-z]+(?:_[a-z]+)*)")
_LETTERS = {
    "year": "yyyy", "year_yy": "yy", "month": "M", "month_mm": "MM", "day": "d", "day_dd": "dd",
    "fullhour": "H", "fullhour_hh": "HH", "halfhour": "h", "halfhour_hh": "hh", "ampm": "a",
    "ampm_cn": "a", "minute": "mm", "second": "ss", "weekday_long": "EEEE", "weekday_short": "E",
}  # fmt: skip
_WEEKDAYS = {"星期$weekday_cn": "$weekday_long", "周$weekday_cn": "$weekday_short"}


class _Phrase(NamedTuple):
    line: int
    code: str
    place: int
    text: str


def is_sogou(probe: Probe) -> bool:
    """Whether the first line that says something gives a phrase a code and a place."""
    if probe.text is None:
        return False
    said = [line for line in _said(probe.text) if line.strip()]
    return bool(said) and (_HEAD.fullmatch(said[0]) is not None or _are_own(said))


def _are_own(said: Sequence[str]) -> bool:
    """Whether each line has a code of its own. Two words may follow each other in any list; where
    no sign tells that the first one is a code, the others must speak to somebody.
    """
    heads = [head for line in said if (head := _OWN.fullmatch(line)) and not _HEAD.fullmatch(line)]
    codes = {head["code"] for head in heads}
    if len(said) < _FEWEST_OWN or len(codes) < len(said):
        return False
    told = sum(1 for h in heads if h["mark"] or h["sign"] or ADDRESSED.search(h["phrase"]))
    return 2 * told >= len(said)


def read_sogou(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a file of phrases; raises KefuError when it is refused."""
    text, encoding, _ = decode(read_bytes(path, limits.text_bytes), path)
    phrases = list(islice(_phrases(text.removeprefix("\ufeff")), limits.records + 1))
    if not phrases:
        raise InvalidInput(Code.FILE_NO_TEXT_COLUMN, path=str(path))
    if len(phrases) > limits.records:
        raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, path=str(path), limit=limits.records)
    first: dict[str, _Phrase] = {}
    for phrase in phrases:
        known = first.setdefault(phrase.code.casefold(), phrase)
        if phrase.place < known.place and phrase.text.strip():
            first[phrase.code.casefold()] = phrase
    assembly = Assembly(pack_uid(path), path, limits)
    for phrase in watch.over(phrases, len(phrases)):
        where = Where(path.name, phrase.line)
        if holds_foreign_bytes(phrase.text):
            assembly.find(where, Code.RECORD_INVALID, field=encoding)
        else:
            assembly.take(_draft(phrase, keeps=first[phrase.code.casefold()] is phrase), where)
    return Pack(
        uid=assembly.pack,
        name=path.stem,
        identified=False,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
    )


def _said(text: str) -> Iterable[str]:
    """Gives the lines at the beginning that are no comments."""
    lines = _LINE.split(text[: 1 << 16])
    return (line for line in lines if not line.startswith(";") and not _SECTION.fullmatch(line))


def _phrases(text: str) -> Iterator[_Phrase]:
    shape = _OWN if _are_own([line for line in _said(text) if line.strip()]) else _HEAD
    head: re.Match[str] | None = None
    begin = 0
    lines: list[str] = []
    for number, line in enumerate(_LINE.split(text), start=1):
        if line.startswith(";"):
            continue
        match = shape.fullmatch(line)
        if match is None:
            lines.append(line)
            continue
        if head is not None:
            yield _phrase(begin, head, lines)
        head, begin, lines = match, number, [match["phrase"]]
    if head is not None:
        yield _phrase(begin, head, lines)


def _phrase(begin: int, head: re.Match[str], lines: list[str]) -> _Phrase:
    """A blank behind the sign says that the phrase begins on the next line."""
    first, *others = lines
    text = "\n".join(others if others and not first.strip() else lines).rstrip()
    places = head.groupdict()
    place = places.get("place") or places.get("other") or "1"
    return _Phrase(begin, head["code"], int(place), text)


def _draft(phrase: _Phrase, *, keeps: bool) -> Draft:
    pieces, left = _pieces(phrase.text)
    remarks = [Remark(Code.RECORD_PLACEHOLDER_LEFT, {"placeholder": word}) for word in left]
    shortcut = shortcut_of(phrase.code)
    # Without a title a reply is headed by its text, and nobody wants to read a form of dates.
    title = "" if all(isinstance(piece, str) for piece in pieces) else phrase.code
    if not keeps:
        remarks.append(Remark(Code.RECORD_SHORTCUT_DROPPED, {"shortcut": phrase.code}))
        return Draft(title=title, variants=[compose(pieces)], notes=phrase.code, remarks=remarks)
    return Draft(
        title=title,
        variants=[compose(pieces)],
        shortcut=shortcut.word,
        notes=shortcut.notes,
        remarks=[*remarks, *shortcut.remarks],
    )


def _pieces(text: str) -> tuple[list[str | Ours], list[str]]:
    """Gives the texts and moments of a phrase, and the functions that have no counterpart."""
    if not text.startswith("#") or not _FUNCTION.search(text):
        return [text], []
    text = text[1:]
    for theirs, ours in _WEEKDAYS.items():
        text = text.replace(theirs, ours)
    one_form = _one_form(text)
    if one_form is not None:
        return [moment(one_form)], []
    pieces: list[str | Ours] = []
    left: list[str] = []
    at = 0
    for match in _FUNCTION.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        letters = _letters(match)
        if letters is None:
            left.append(match[0])
        pieces.append(match[0] if letters is None else moment(letters))
    return [*pieces, text[at:]], left


def _letters(match: re.Match[str]) -> str | None:
    return _LETTERS.get(match[1])


def _one_form(text: str) -> str | None:
    """Gives the form of a phrase that is nothing but a date or a time; None where it is more."""
    form = _FUNCTION.sub(lambda match: _letters(match) or "{", text)
    longest = max((len(part) for part in _FUNCTION.split(text)[::2]), default=0)
    apart = re.search(r"[A-Za-z'{}|\n]", "".join(_FUNCTION.split(text)[::2]))
    return form if "{" not in form and not apart and longest <= 3 and len(form) <= 40 else None
