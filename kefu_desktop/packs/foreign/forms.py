"""Replies written down as forms, one below the other: ``标题：退货``, ``内容：亲，可以退``,
``快捷：th``. The words before the colons are those of a table's heads, so a table is what they are
read as. Or simply: a line that names the text below it, and a blank line behind each text.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from kefu_desktop.core.columns import Meaning
from kefu_desktop.packs.foreign.listings import ADDRESSED
from kefu_desktop.packs.foreign.passages import Block, Document, Grid, Passage
from kefu_desktop.packs.headers import meaning_of
from kefu_desktop.packs.rows import Row

_FIELD = re.compile(r"(?P<head>[^\s:：]{1,12})[ \t　]*[:：][ \t　]*(?P<text>.*)", re.DOTALL)
_FEWEST_HEADED = 3
_MOST_HEADED = 0.8
_LONGEST_NAME = 16
_PROSE = re.compile("[，。！？；：,!?;:~～]|亲|親|您")
_NAMING = frozenset({Meaning.TITLE, Meaning.SHORTCUT})
"""What tells a form from a list of questions and answers."""


def tabled(document: Document) -> Document:
    """Gives a document of forms as a table; any other as it is."""
    passages = [block for block in document.blocks if isinstance(block, Passage)]
    if len(passages) < 4 or len(passages) < len(document.blocks):
        return document
    fields = [_field(passage) for passage in passages]
    heads = list(dict.fromkeys(one["head"] for one in fields if one is not None))
    first = fields[0]
    if first is None or not _are_heads(heads):
        return document
    if sum(1 for one in fields if one is not None and one["head"] == first["head"]) < 2:
        return document
    rows: list[Row] = [Row(0, heads)]
    cells: dict[str, str] = {}
    begin = passages[0].line
    last = ""
    for passage, one in zip(passages, fields, strict=True):
        if one is None:
            cells[last] = f"{cells[last]}\n{passage.text}".strip("\n")
            continue
        if one["head"] in cells:
            rows.append(Row(begin, [cells.get(head, "") for head in heads]))
            cells, begin = {}, passage.line
        last = one["head"]
        cells[last] = one["text"].strip()
    rows.append(Row(begin, [cells.get(head, "") for head in heads]))
    return replace(document, blocks=(Grid(rows, passages[0].line),))


def headed(document: Document) -> Document:
    """Gives a document in which a short line stands above each text that speaks to somebody, with
    blank lines between them, with these lines as headings; any other as it is.
    """
    blocks = document.blocks
    groups: list[list[int]] = []
    for number, block in enumerate(blocks):
        if not isinstance(block, Passage) or block.level or block.fenced or block.marker:
            return document
        if block.gap or not groups:
            groups.append([])
        groups[-1].append(number)
    names = [group[0] for group in groups if len(group) > 1 and _is_above(blocks, group)]
    if len(names) < _FEWEST_HEADED or len(names) < _MOST_HEADED * len(groups):
        return document
    made = [
        replace(block, level=6) if number in names and isinstance(block, Passage) else block
        for number, block in enumerate(blocks)
    ]
    return replace(document, blocks=tuple(made))


def _is_above(blocks: Sequence[Block], group: Sequence[int]) -> bool:
    name, *below = [block.text for number in group if isinstance(block := blocks[number], Passage)]
    fits = len(name) <= _LONGEST_NAME and not _PROSE.search(name)
    return fits and any(ADDRESSED.search(text) for text in below)


def _field(passage: Passage) -> re.Match[str] | None:
    """Gives what a line says of which head; a line of a text may have a colon, too."""
    if passage.fenced or passage.level or passage.marker:
        return None
    match = _FIELD.fullmatch(passage.text)
    return match if match is not None and meaning_of(match["head"]) is not None else None


def _are_heads(heads: Sequence[str]) -> bool:
    """Whether they name the columns of a table, each of them one."""
    meanings = [meaning_of(head) for head in heads]
    once = len({*meanings}) == len(meanings)
    return once and Meaning.TEXT in meanings and not _NAMING.isdisjoint(meanings)
