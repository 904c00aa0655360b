"""The Markdown lists of QuickKV: ``- title`` and the lines up to the next one, with the shortcut
behind the title as ````k:code````.

A heading may be part of a text there, so only one that a title follows is a category.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, Draft, Remark, pack_uid
from kefu_desktop.packs.foreign.composing import (
    CLIPBOARD,
    Ours,
    asked,
    compose,
    from_strftime,
    moment,
)
from kefu_desktop.packs.foreign.shortcuts import shortcut_of
from kefu_desktop.packs.foreign.speakers import speech_of
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode, holds_foreign_bytes

_HEAD = 1 << 16
_LINE = re.compile(r"\r\n?|\n")
_ENTRY = re.compile(r"- +(?:- +)*(?P<title>.*\S.*)|-[ ]*(?P<bare>)")
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<name>.*?\S)[ \t#]*")
_MARK = re.compile(r"(?P<ticks>`{1,2})(?:[kK][:：](?P<code>[^`]*)|不出现)(?P=ticks)")
_VARIABLE = re.compile(r"\{\{([^{}\n]{1,200})\}\}")
_FILTER = re.compile(r"(?P<name>默认|格式化)\s*[:：]\s*(?P<value>.*)")


class _Entry(NamedTuple):
    line: int
    title: str
    code: str
    text: str
    category: tuple[str, ...]


def is_quickkv(probe: Probe) -> bool:
    """Whether entries begin the text and one has a mark of QuickKV, or most have lines of theirs
    right below that nobody speaks.
    """
    if probe.text is None:
        return False
    first = (line for line in _LINE.split(probe.text[:_HEAD]) if line.strip())
    if not _ENTRY.fullmatch(next((line for line in first if not _HEADING.fullmatch(line)), "")):
        return False
    lines = _LINE.split(probe.text)
    entries = [number for number, line in enumerate(lines) if _ENTRY.fullmatch(line)]
    if any(_MARK.search(lines[number]) for number in entries):
        return True
    below = [lines[number + 1] if number + 1 < len(lines) else "" for number in entries]
    own = [line for line in below if line.strip() and line[0] not in " \t-#|"]
    return 2 * len(own) > len(entries) and not any(map(speech_of, lines))


def read_quickkv(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a list; raises KefuError when it is refused."""
    text, encoding, _ = decode(read_bytes(path, limits.text_bytes), path)
    entries = list(_entries(_LINE.split(text.removeprefix("\ufeff"))))
    if len(entries) > limits.records:
        raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, path=str(path), limit=limits.records)
    assembly = Assembly(pack_uid(path), path, limits)
    for entry in watch.over(entries, len(entries)):
        where = Where(path.name, entry.line)
        if holds_foreign_bytes(entry.title + entry.text):
            assembly.find(where, Code.RECORD_INVALID, field=encoding)
        else:
            assembly.take(_draft(entry), where)
    return Pack(
        uid=assembly.pack,
        name=path.stem,
        identified=False,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
    )


def _entries(lines: Sequence[str]) -> Iterator[_Entry]:
    headings = _categories(lines)
    category: dict[int, str] = {}
    begin = 0
    for number in range(len(lines) + 1):
        ends = number == len(lines) or number in headings or _ENTRY.fullmatch(lines[number])
        if ends and begin:
            yield _entry(begin, lines[begin - 1 : number], tuple(category.values()))
            begin = 0
        if number in headings:
            level, name = headings[number]
            category = {deep: other for deep, other in category.items() if deep < level}
            category[level] = name
        elif ends:
            begin = number + 1


def _categories(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Gives level and name of the headings that an entry or another such heading follows."""
    found: dict[int, tuple[int, str]] = {}
    leads = False
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        heading = _HEADING.fullmatch(line)
        if heading and leads:
            found[number] = len(heading["marks"]), heading["name"]
        elif line.strip():
            leads = _ENTRY.fullmatch(line) is not None
    return found


def _entry(begin: int, lines: Sequence[str], category: tuple[str, ...]) -> _Entry:
    match = _ENTRY.fullmatch(lines[0])
    said = (match["title"] if match else "") or ""
    codes = [mark["code"] or "" for mark in _MARK.finditer(said)]
    title = _MARK.sub("", said).strip()
    text = textwrap.dedent("\n".join(line.rstrip() for line in lines[1:])).strip("\n")
    return _Entry(begin, title, next(filter(None, codes), ""), text or title, category)


def _draft(entry: _Entry) -> Draft:
    pieces: list[str | Ours] = []
    remarks: list[Remark] = []
    at = 0
    for match in _VARIABLE.finditer(entry.text):
        pieces.append(entry.text[at : match.start()])
        at = match.end()
        placeholder = _placeholder(match[1])
        if placeholder is None:
            told = {"placeholder": match[0][:40]}
            remarks.append(Remark(Code.RECORD_PLACEHOLDER_LEFT, told))
        pieces.append(placeholder or match[0])
    pieces.append(entry.text[at:])
    shortcut = shortcut_of(entry.code)
    return Draft(
        title=entry.title[:200],
        variants=[compose(pieces)],
        category=[part for name in entry.category for part in name.split("/") if part.strip()],
        shortcut=shortcut.word,
        notes=shortcut.notes,
        remarks=[*remarks, *shortcut.remarks],
    )


def _placeholder(said: str) -> Ours | None:
    """Gives our counterpart of what stands between double braces; None where there is none."""
    base, *filters = (part.strip() for part in said.split("|"))
    given: dict[str, str] = {}
    for one in filters:
        match = _FILTER.fullmatch(one)
        if match is None:
            return None
        given[match["name"]] = match["value"].strip("\"' ")
    if base in ("今天", "现在"):
        form = from_strftime(given.get("格式化") or ("%Y-%m-%d" + " %H:%M" * (base == "现在")))
        return None if form is None else moment(form)
    if base == "剪贴板" and not given:
        return CLIPBOARD
    if base.startswith(("输入:", "输入：")) and "格式化" not in given:
        return asked(base[3:], given.get("默认", ""))
    return None
