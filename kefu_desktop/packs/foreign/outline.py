"""What stands under which headings of a written document.

Headings are told (Markdown, Word) or only look like ones: ``一、售前``, ``1. 欢迎语``,
``【售后】``, a bold line. A numbered line is one only where something stands under it and under
most of its kin; otherwise it is an item of a list, and the steps that an agent tells a buyer are
never one.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kefu_desktop.core.cleaning import clean_line
from kefu_desktop.core.model import DEPTH_LIMIT, NAME_LIMIT
from kefu_desktop.packs.foreign.passages import Block, Passage
from kefu_desktop.packs.foreign.speakers import speech_of

_LONGEST = 30
_PROSE = re.compile(r"[，。！；,;!~～…“”\"]|\.(?=\s|\Z)|[：:].*\S")
_ADDRESSED = re.compile(r"亲|親|您好|你好|hi\b|hello\b|dear\b", re.IGNORECASE)
_BOXED = re.compile(
    r"(?:[【〖「『](?P<text>[^【】〖〗「」『』]{1,30})[】〗」』]|\[(?P<plain>[\u4e00-\u9fff][^\[\]]{0,29})\])[:：]?"
)
_PART_OF_A_REPLY = re.compile(
    r"温馨提示|友情提示|重要|公告|提醒|注意|新品|活动|免责|声明|图片|圖片"
)
_NUMBERS = (
    (re.compile("第.*"), 0),
    (re.compile("[一二三四五六七八九十百]+.?"), 2),
    (re.compile("[（(][一二三四五六七八九十]+[)）].?"), 3),
    (re.compile(r"\d{1,3}[、)）．.]|[（(]\d{1,3}[)）]|[①-⑳]"), 5),
    (re.compile(r"\d{1,3}\.\d.*"), 6),
)
_DECORATED, _IN_BOX, _IN_BOLD, _BEFORE_COLON = 1, 4, 7, 8
_MOST = 0.6


class Heading(Struct, frozen=True):
    """A heading in force. ``rank`` orders it among its kin: what is told as one comes first."""

    text: str
    line: int
    rank: tuple[int, int]


class Section(Struct):
    """What stands below the last of its headings and above the next one."""

    headings: tuple[Heading, ...]
    blocks: list[Block]

    @property
    def path(self) -> tuple[str, ...]:
        """The headings as names of categories."""
        return category_path([heading.text for heading in self.headings])


def category_path(names: Sequence[str]) -> tuple[str, ...]:
    """Gives ``names`` as a path of categories that is valid however long and deep they are."""
    usable = [clean_line(name.replace("/", "／")).text[:NAME_LIMIT].strip() for name in names]
    path = [name for name in usable if name]
    return tuple(path[: DEPTH_LIMIT - 1] + path[DEPTH_LIMIT - 1 :][-1:])


def sections(blocks: Sequence[Block]) -> list[Section]:
    """Gives the sections of a document in order; those with nothing in them too."""
    ranks = _ranks(blocks)
    found = [Section((), [])]
    stack: list[Heading] = []
    for number, block in enumerate(blocks):
        rank = ranks.get(number)
        if rank is None or not isinstance(block, Passage):
            found[-1].blocks.append(block)
            continue
        del stack[_depth(stack, rank) :]
        stack.append(Heading(heading_text(block), block.line, rank))
        found.append(Section(tuple(stack), []))
    return found


def heading_text(passage: Passage) -> str:
    """Gives the words of a heading without its number, brackets and colon."""
    text = passage.text.strip()
    numbered = re.fullmatch(
        r"(?:第[一二三四五六七八九十百\d]+[章节部分篇条步]分?|[一二三四五六七八九十百]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]"
        r"|\d{1,3}(?:\.\d{1,3})*(?:[、)）．.]|(?=[ 　\u4e00-\u9fff])))[ 　:：、]*(?P<text>\S.*)",
        text,
    )
    if numbered and not re.match(r"[\d天小个件元月日号点]", numbered["text"]):
        text = numbered["text"]
    boxed = _BOXED.fullmatch(text)
    return (boxed["text"] or boxed["plain"] if boxed else text).rstrip(":：").strip()


def _depth(stack: Sequence[Heading], rank: tuple[int, int]) -> int:
    """Gives how many of the headings in force stay so above a new one. What only looks like a
    heading ends its like and, among numbers, the finer ones; boxes and bold lines have no order.
    """
    told = rank[0] == 0
    for depth, heading in enumerate(stack):
        unordered = {rank[1], heading.rank[1]} & {_IN_BOX, _IN_BOLD, _BEFORE_COLON}
        finer = heading.rank > rank and (told or (heading.rank[0] == 1 and not unordered))
        if heading.rank == rank or finer:
            return depth
    return len(stack)


def _ranks(blocks: Sequence[Block]) -> dict[int, tuple[int, int]]:
    """Gives the rank of each block that is a heading."""
    found = {
        number: (0, block.level)
        for number, block in enumerate(blocks)
        if isinstance(block, Passage) and block.level
    }
    kinds = [_kind(block) if isinstance(block, Passage) else None for block in blocks]
    spoken = [
        isinstance(b, Passage) and not b.fenced and speech_of(b.text) is not None for b in blocks
    ]
    for kind in sorted({kind for kind in kinds if kind is not None}):
        for group in _groups(kinds, kind, found):
            candidates = [n for n in group if _stands_alone(blocks, kinds, spoken, found, n)]
            if len(candidates) >= _MOST * len(group):
                found.update(dict.fromkeys(candidates, (1, kind)))
    return found


def _kind(passage: Passage) -> int | None:
    """Gives what kind of heading a passage could be by how it begins."""
    if passage.level or passage.fenced or passage.deep > 1:
        return None
    if passage.marker == "■":
        return _DECORATED
    for pattern, rank in _NUMBERS:
        if passage.marker and pattern.fullmatch(passage.marker.rstrip()):
            return rank
    boxed = _BOXED.fullmatch(passage.text)
    if boxed and not passage.marker and not _PART_OF_A_REPLY.search(boxed[0]):
        return _IN_BOX
    if passage.bold:
        return _IN_BOLD
    # `matches:` is a key of some program's file.
    worded = len(passage.text) <= 16 and not passage.text.isascii() and not passage.marker
    alone = (passage.gap or passage.line == 1) and not passage.deep and not passage.flat
    leads = passage.text.endswith((":", "：")) or (alone and not _PROSE.search(passage.text))
    return _BEFORE_COLON if worded and leads else None


def _groups(
    kinds: Sequence[int | None], kind: int, found: dict[int, tuple[int, int]]
) -> Iterator[list[int]]:
    """Gives the passages of a kind, those between two headings that are known already together."""
    group: list[int] = []
    for number, other in enumerate(kinds):
        if number in found:
            if group:
                yield group
            group = []
        elif other == kind:
            group.append(number)
    if group:
        yield group


def _stands_alone(
    blocks: Sequence[Block],
    kinds: Sequence[int | None],
    spoken: Sequence[bool],
    found: dict[int, tuple[int, int]],
    number: int,
) -> bool:
    """Whether a passage looks like a heading and has something below it that is not its like."""
    passage, kind = blocks[number], kinds[number]
    below = number + 1
    if not isinstance(passage, Passage) or kind is None or below >= len(blocks) or spoken[number]:
        return False
    text = passage.text.rstrip(":：")
    if len(text) > _LONGEST or _PROSE.search(text) or _ADDRESSED.match(text):
        return False
    if text.endswith(("?", "？")):
        return False
    if below in found:
        return False
    next_kind = kinds[below]
    numbered = next_kind is not None and next_kind not in (_IN_BOX, _IN_BOLD, _BEFORE_COLON)
    # A line that stands alone is above any list; one with a colon may be an item that leads on.
    above = kind == _BEFORE_COLON and passage.text == text
    finer = numbered and next_kind is not None and next_kind < kind
    if next_kind == kind or (finer and not above):
        return False
    if kind in (_IN_BOLD, _BEFORE_COLON) and not _leads(blocks[below], spoken[below]):
        return kind == _IN_BOLD and not _within_speech(blocks, spoken, found, number)
    if kind >= _IN_BOX and not spoken[below]:
        return not _within_speech(blocks, spoken, found, number)
    return True


def _leads(below: Block, spoken: bool) -> bool:
    """Whether what stands below a bold line or a colon is a list, a table or said by someone."""
    return spoken or not isinstance(below, Passage) or bool(below.marker) or below.fenced


def _within_speech(
    blocks: Sequence[Block],
    spoken: Sequence[bool],
    found: dict[int, tuple[int, int]],
    number: int,
) -> bool:
    """Whether somebody was speaking just before, with no blank line since."""
    for place in range(number, max(-1, number - 60), -1):
        block = blocks[place]
        if place < number and (place in found or not isinstance(block, Passage)):
            return False
        if place < number and spoken[place]:
            return True
        if isinstance(block, Passage) and (block.gap or block.apart):
            return False
    return False
