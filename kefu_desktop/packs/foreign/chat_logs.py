"""Exports of chats, where a line with a name and a moment stands above what was said, or before it:
``[张三] 2024-01-01 12:00``, ``tb123 (2024-01-01 12:00:00)：``, ``2024-01-01 12:00 小美：在的``.

Names are nobody's business but of those who chatted: they only tell the sides apart, and become the
labels of any other dialogue.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from kefu_desktop.packs.foreign.passages import Block, Document, Passage
from kefu_desktop.packs.foreign.speakers import Speaker, speech_of

_MOMENT = (
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[ T　]*(?:上午|下午|中午|晚上|凌晨|[AaPp][Mm])?[ ]?"
    r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d{1,3})?(?:[ ]?[AaPp][Mm])?"
)
# Without its day a time is one only in brackets.
_CLOCK = r"[(（\[【]\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[)）\]】]"
_WHEN = rf"(?:[(（\[【]?{_MOMENT}[)）\]】]?|{_CLOCK})"
_NAMED = r"[^\s\[\]【】<>,，。！？!?\n][^\[\]【】<>,，。！？!?\n]{0,39}?"
_ABOVE = re.compile(
    rf"[\[【<]?(?P<name>{_NAMED})[\]】>]?[ \t　]*{_WHEN}[ \t　]*"
    r"(?:[:：][ \t　]*(?P<text>.*))?",
    re.DOTALL,
)
_BEFORE = re.compile(
    rf"{_WHEN}[ \t　,，-]*[\[【<]?"
    rf"(?P<name>{_NAMED})[\]】>]?[ \t　]*(?:[:：][ \t　]*(?P<text>.*))?",
    re.DOTALL,
)
_HAS_MOMENT = re.compile(rf"{_MOMENT}|{_CLOCK}")
_LONGEST_HEAD = 120
_OF_A_SHOP = re.compile(
    r"旗舰店|旗艦店|专卖店|專賣店|专营店|專營店|商城|客服|售前|售后|官方|店铺|小店|店[:：]"
)
_ENDS_AS_SHOP = re.compile(r"(?:店|商城|官方)\Z")
_OF_AN_AGENT = re.compile(r"(?!亲|您|在|好)[\w·-]{1,12}")
_SPEAKS = re.compile("亲|親|您")
SIDES = frozenset({Speaker.BUYER, Speaker.AGENT})
_FEWEST = 12
"""There is a head for at least every twelfth line."""


class _Head(NamedTuple):
    name: str
    text: str


def attributed(document: Document) -> Document:
    """Gives the export of a chat with labels in place of its names; any other document as it is."""
    heads = {
        number: head
        for number, block in enumerate(document.blocks)
        if isinstance(block, Passage) and (head := _head(block)) is not None
    }
    heads = {number: _of_one_name(head, number + 1 in heads) for number, head in heads.items()}
    if len(heads) < 2 or _FEWEST * len(heads) < len(document.blocks):
        return document
    sides = sides_of(_said(document.blocks, heads))
    if set(sides.values()) != SIDES:
        return document
    blocks: list[Block] = []
    for number, block in enumerate(document.blocks):
        head = heads.get(number)
        if head is not None and isinstance(block, Passage):
            label = "客服" if sides[head.name] is Speaker.AGENT else "买家"
            blocks.append(Passage(f"{label}：{head.text}", block.line))
        elif isinstance(block, Passage):
            # A blank line ends nothing here: the next head does.
            blocks.append(replace(block, gap=False))
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _head(passage: Passage) -> _Head | None:
    """Gives who speaks, and what is said on the same line."""
    said = f"{passage.marker}{passage.text}"
    if passage.fenced or passage.level or not _HAS_MOMENT.search(said[:_LONGEST_HEAD]):
        return None
    above = _ABOVE.fullmatch(said)
    if above is not None and not _HAS_MOMENT.match(above["name"]):
        return _Head(above["name"].strip(), above["text"] or "")
    before = _BEFORE.fullmatch(said)
    return None if before is None else _Head(before["name"].strip(), before["text"] or "")


def _of_one_name(head: _Head, followed: bool) -> _Head:
    """Agents of a shop are named behind its colon, ``某某旗舰店:小美``, and what they say stands
    below.
    """
    named = _ENDS_AS_SHOP.search(head.name) and _OF_AN_AGENT.fullmatch(head.text)
    return _Head(f"{head.name}:{head.text}", "") if named and not followed else head


def sides_of(said: Sequence[tuple[str, str]]) -> Mapping[str, Speaker]:
    """Tells of names, with what each said, who sells: by the name, else by how one speaks, else who
    did not begin.
    """
    names = list(dict.fromkeys(name for name, _ in said))
    sides: dict[str, Speaker | None] = {name: _side(name) for name in names}
    unknown = [name for name in names if sides[name] is None]
    known = set(sides.values()) - {None}
    if known == {Speaker.BUYER}:
        rest = Speaker.AGENT
    elif known or not unknown:
        rest = Speaker.BUYER
    else:
        rest = Speaker.BUYER
        for name in _serving(unknown, said):
            sides[name] = Speaker.AGENT
        if Speaker.AGENT not in sides.values():
            # Nobody serves in the log of a program.
            return {}
    return {name: side or rest for name, side in sides.items()}


def _serving(names: Sequence[str], said: Sequence[tuple[str, str]]) -> list[str]:
    """Gives who speaks most as one does who serves; of many also others who mostly do."""
    lines = Counter(name for name, _ in said)
    polite = Counter(name for name, text in said if _SPEAKS.search(text))
    first = max(reversed(names), key=polite.__getitem__)
    if not polite[first]:
        return []
    many = [one for one in names if len(names) > 2 and polite[one] > 1]
    return [first, *(one for one in many if one != first and 2 * polite[one] > lines[one])]


def _side(name: str) -> Speaker | None:
    if _OF_A_SHOP.search(name):
        return Speaker.AGENT
    speech = speech_of(f"{name}：。")
    return speech.speaker if speech is not None and speech.speaker in SIDES else None


def _said(blocks: Sequence[Block], heads: Mapping[int, _Head]) -> list[tuple[str, str]]:
    """Gives the lines from the first head on, each with whose it is."""
    said: list[tuple[str, str]] = []
    for number, block in enumerate(blocks):
        head = heads.get(number)
        if head is not None:
            said.append(head)
        elif said and isinstance(block, Passage):
            said.append((said[-1][0], block.text))
    return said
