"""Writes replies to be read on paper: Markdown with the categories as headings.

Texts stand as they are sent: each of their characters is seen when the Markdown is shown, and none
of them marks anything. Placeholders stay, so that whoever reads sees what is filled in.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from kefu_desktop.core.model import Kind, Millis
from kefu_desktop.core.records import Finding, Pack, Record
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.losses import pictures_left

DEEPEST = 6
KINDS = {Kind.REPLY: "", Kind.GREETING: "问候语", Kind.AWAY: "离开留言"}
UNSORTED = "未分组"
ASKED, NOTES, PICTURES = "买家问法：", "备注：", "图片："
"""What stands above and before the parts of a reply; reading one back looks for it."""

_MARKS = re.compile(r"[\\`*_\[\]<>&~|$]")
_MARKS_OF_LINE = re.compile(r"(\d{0,9})([#+=\-.)])")
_BLANKS = re.compile(r"\A[ \t\u3000]+|[ \t]{2,}|[ \t]+\Z")
_NO_BREAK = "\u00a0"


def write_markdown(
    file: BinaryIO, pack: Pack, created: Millis, watch: Watch
) -> tuple[Finding, ...]:
    """Writes the replies by category, in the order they come in; gives the images that are not in
    the file, by the title of their record and its ordinal from 1.
    """
    for block in _blocks(pack, created, watch):
        file.write(f"{block}\n\n".encode())
    return pictures_left(pack)


def escaped(line: str) -> str:
    """Gives one line as Markdown that shows just this."""
    said = _MARKS.sub(r"\\\g<0>", line)
    said = _MARKS_OF_LINE.sub(r"\1\\\2", said, count=1) if _MARKS_OF_LINE.match(said) else said
    return _BLANKS.sub(lambda blanks: _NO_BREAK * len(blanks[0]), said)


def _blocks(pack: Pack, created: Millis, watch: Watch) -> Iterator[str]:
    yield f"# {escaped(_one_line(pack.name))}"
    told = (
        f"版本 {pack.version}" if pack.version else "",
        f"作者 {pack.author}" if pack.author else "",
        datetime.fromtimestamp(created / 1000, UTC).strftime("%Y-%m-%d"),
        f"{len(pack.records)} 条",
    )
    yield " · ".join(escaped(_one_line(word)) for word in told if word)
    above: tuple[str, ...] | None = None
    for record in watch.over(_by_category(pack.records), len(pack.records)):
        yield from _headings(above, record.category)
        above = record.category
        yield from _reply(record, max(3, min(len(record.category) + 2, DEEPEST)))


def _by_category(records: Iterable[Record]) -> Iterator[Record]:
    """Gives the records of a category together, and below those of the one that it lies in."""
    places: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        for depth in range(len(record.category) + 1):
            places.setdefault(record.category[:depth], [])
        places[record.category].append(record)
    order = {place: number for number, place in enumerate(places)}
    steps = sorted(
        places, key=lambda place: [order[place[: depth + 1]] for depth in range(len(place))]
    )
    for place in steps:
        yield from places[place]


def _headings(above: tuple[str, ...] | None, category: tuple[str, ...]) -> Iterator[str]:
    if above == category:
        return
    if not category:
        yield f"## {UNSORTED}"
    same = 0
    for mine, other in zip(category, above or (), strict=False):
        if mine != other:
            break
        same += 1
    for depth in range(same, len(category)):
        yield f"{'#' * min(depth + 2, DEEPEST)} {escaped(category[depth])}"


def _reply(record: Record, depth: int) -> Iterator[str]:
    code = f"（;{escaped(record.shortcut)}）" if record.shortcut else ""
    yield f"{'#' * depth} {escaped(_one_line(record.title))}{code}"
    about = [KINDS[record.kind], *(f"#{tag}" for tag in record.tags)]
    if any(about):
        yield " · ".join(escaped(word) for word in about if word)
    if record.asked_as:
        yield "\n".join(
            (f"{ASKED}\n", *(f"- {escaped(_one_line(asked))}" for asked in record.asked_as))
        )
    for number, text in enumerate(record.variants, start=1):
        if len(record.variants) > 1:
            yield f"**说法 {number}**"
        yield _quoted(text)
    if record.attachments:
        named = "、".join(escaped(_one_line(one.name)) for one in record.attachments)
        yield f"{PICTURES}{named}"
    if record.notes.strip():
        yield f"{NOTES}\n\n{_quoted(record.notes)}"


def _quoted(text: str) -> str:
    """Gives a text as a quote whose lines end where they end in it."""
    lines = text.strip("\n").split("\n")
    written = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        broken = "\\" if line.strip() and below.strip() else ""
        written.append(f"> {escaped(line)}{broken}" if line.strip() else ">")
    return "\n".join(written)


def _one_line(text: str) -> str:
    return " ".join(text.split())
