"""A written document judged as a whole: whether it is a manual of replies, and which they are.

Whether a label, a question or a list means anything depends on the rest of the document: one
``答：`` is a word, thirty of them are an FAQ.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from msgspec import Struct, field
from msgspec.structs import replace

from kefu_desktop.core.columns import Layout
from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import TITLE_LIMIT
from kefu_desktop.packs.assembling import TITLE_FROM_TEXT, Draft, Remark
from kefu_desktop.packs.foreign.blanks import filled
from kefu_desktop.packs.foreign.chat_logs import attributed
from kefu_desktop.packs.foreign.chat_tables import chat_in
from kefu_desktop.packs.foreign.exchanges import Found, Manner, said_in, talk_of
from kefu_desktop.packs.foreign.forms import headed, tabled
from kefu_desktop.packs.foreign.listings import ADDRESSED, EXPLAINING, are_titled, listed
from kefu_desktop.packs.foreign.named_sides import sided
from kefu_desktop.packs.foreign.outline import Heading, Section, category_path, sections
from kefu_desktop.packs.foreign.passages import Block, Document, Grid, Passage
from kefu_desktop.packs.foreign.speakers import Speaker, Speech, Trust, speech_of, speeches_of
from kefu_desktop.packs.foreign.written_text import text_document
from kefu_desktop.packs.layout_guess import SAMPLE_ROWS, guess_layout
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.tables import drafts

_LONGEST_QUESTION = 60
_ASKS = ("?", "？", "吗", "嗎")
_SPOKEN = frozenset({Speaker.BUYER, Speaker.AGENT})
_SPEAKS = re.compile("亲|親|您")
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_LINE = 300
_NO_LABEL = re.compile("[:：\n]")
_MOST = 0.8
_FEWEST_TITLES = 3


class Sort(Enum):
    """What a document mostly is."""

    DIALOGUE = auto()
    QUESTIONS = auto()
    LISTING = auto()
    TABLE = auto()


class Judgement(Struct, frozen=True):
    """What a document is, and how it writes what is said."""

    sort: Sort
    manner: Manner


class Left(Struct, frozen=True):
    """A run of passages that are no replies, by its first line."""

    line: int
    count: int


def judged(document: Document) -> Judgement | None:
    """Tells what a document is; None for one that shows no structure of replies."""
    passages = [block for block in document.blocks if isinstance(block, Passage)]
    body = [passage for passage in passages if not passage.level]
    heard = [speech for one in body if not one.fenced for speech in speeches_of(one.text)]
    manner = _manner(body, heard)
    said = [s for p in body if not p.fenced for s in said_in(p, manner) if s.speaker in _SPOKEN]
    fenced = sum(passage.fenced for passage in body)
    headed = len(sections(document.blocks)) > 1
    both = {speech.speaker for speech in said} == _SPOKEN
    if both or len(said) >= 2 or (fenced and headed):
        return Judgement(Sort.DIALOGUE, manner)
    asking = _asking(body)
    if len(asking) >= 2:
        manner = replace(manner, unlabelled=True, asking=frozenset(asking))
        return Judgement(Sort.QUESTIONS, manner)
    if any(isinstance(block, Grid) for block in document.blocks):
        return Judgement(Sort.TABLE, manner)
    return Judgement(Sort.LISTING, manner) if _is_listing(document, body, headed=headed) else None


def _manner(body: Sequence[Passage], heard: Sequence[Speech]) -> Manner:
    """Latin labels count where Chinese ones do or where they are many; vague ones only where that
    side has no other.
    """
    sides: dict[Trust, set[Speaker]] = {
        trust: {one.speaker for one in heard if one.trust is trust} for trust in Trust
    }
    sure = sides[Trust.SURE] & _SPOKEN
    latin = sum(one.trust is Trust.LATIN for one in heard)
    worded = sum(1 for one in heard if " " in one.text or not one.text.isascii())
    if sure or (sides[Trust.LATIN] >= _SPOKEN and 3 * latin >= len(body) and 2 * worded >= latin):
        sure |= sides[Trust.LATIN] & _SPOKEN
        trusted = {(Trust.LATIN, speaker) for speaker in sides[Trust.LATIN]}
    else:
        trusted = set()
    if sure:
        trusted |= {(Trust.VAGUE, one) for one in sides[Trust.VAGUE] - sure}
    agents = Speaker.AGENT in sure or (Trust.VAGUE, Speaker.AGENT) in trusted
    labelled = [one for one in body if speech_of(one.text) is not None]
    airy = len(labelled) > 2 and sum(one.gap for one in labelled) >= _MOST * (len(labelled) - 1)
    unlabelled = not agents and not any(one.fenced for one in body)
    return Manner(unlabelled=unlabelled, airy=airy, trusted=frozenset(trusted))


def _asking(body: Sequence[Passage]) -> set[int]:
    """Gives the lines of the questions that something which asks nothing follows."""
    asking: set[int] = set()
    for one, below in itertools.pairwise(body):
        asks = one.text.endswith(_ASKS) and len(one.text) <= _LONGEST_QUESTION
        answered = not below.text.endswith(_ASKS) and below.marker != (one.marker or "none")
        if asks and answered and not one.fenced and not _spoken_by_an_agent(one.text):
            asking.add(one.line)
    return asking


def _spoken_by_an_agent(text: str) -> bool:
    return any(word in text for word in ("您", "亲", "親", "请问", "請問", "帮你", "幫你"))


def _is_listing(document: Document, body: Sequence[Passage], *, headed: bool) -> bool:
    """Whether there are headings with something below, or a list that speaks to somebody."""
    below = [
        passage.text
        for section in sections(document.blocks)
        for passage in section.blocks
        if section.headings and isinstance(passage, Passage)
    ]
    # A `#` also begins a comment, and below it stands what a program reads.
    worded = sum(1 for text in below if _HAN.search(text) or ADDRESSED.search(text))
    if headed and below and 2 * worded >= len(below):
        return True
    items = [passage.text for passage in body if passage.marker]
    addressed = sum(1 for text in items if ADDRESSED.search(text))
    if len(items) >= 3 and 2 * addressed >= len(items):
        return True
    said = [passage.text for passage in body]
    speaking = sum(1 for text in said if _SPEAKS.search(text) and len(text) <= _LONGEST_LINE)
    return are_titled(said) or (len(said) >= 3 and speaking >= _MOST * len(said))


def replies(
    document: Document, judgement: Judgement, *, paragraphs: bool
) -> Iterator[tuple[int, Draft] | Left]:
    """Gives the replies of a document with their lines, and what was taken for no reply.

    ``paragraphs`` tells that each passage is a paragraph, and no line of one.
    """
    parted = sections(document.blocks)
    headed = any(section.headings for section in parted)
    outcomes = [_outcome(one, judgement, headed=headed, paragraphs=paragraphs) for one in parted]
    titles = _titles(parted, outcomes)
    for section, outcome in zip(parted, outcomes, strict=True):
        heading = section.headings[-1] if section.headings else None
        if heading in titles:
            path = category_path([one.text for one in section.headings[:-1]])
            made = [(one.line, _draft(one, heading.text, path)) for one in outcome.found]
        else:
            made = [(one.line, _draft(one, "", section.path)) for one in outcome.found]
        yield from sorted([*made, *outcome.tabled], key=lambda pair: pair[0])
        if outcome.left:
            yield Left(min(one.line for one in outcome.left), len(outcome.left))


def talk_in(rows: Sequence[Row]) -> Iterator[tuple[int, Draft] | Left] | None:
    """Gives what is answered in a table of speakers and their words, the export of a chat among
    them, or in a text that somebody wrote down one column; None for any other table.
    """
    grid = Grid(rows, 1)
    chat = chat_in(rows)
    width = max((len(row.cells) for row in rows), default=0)
    if chat is not None:
        shown = chat
    elif width == 1:
        blocks = (block for row in rows for block in _written(row))
        shown = readable(Document(tuple(blocks)))
    elif _is_talk(grid):
        shown = readable(Document((grid,)))
    else:
        return None
    judgement = judged(shown)
    if judgement is None or (width > 1 and judgement.sort is not Sort.DIALOGUE):
        return None
    return replies(shown, judgement, paragraphs=False)


def _written(row: Row) -> Iterator[Block]:
    """Gives the lines of a cell as passages of the row's number."""
    for block in text_document("\n".join(row.cells)).blocks:
        if isinstance(block, Passage):
            yield replace(block, line=row.number)


class _Outcome(Struct):
    """What a section comes to: replies, those of its tables, and passages that are none."""

    found: list[Found] = field(default_factory=list)
    tabled: list[tuple[int, Draft]] = field(default_factory=list)
    left: list[Passage] = field(default_factory=list)


def _outcome(section: Section, judgement: Judgement, *, headed: bool, paragraphs: bool) -> _Outcome:
    outcome = _Outcome()
    for block in section.blocks:
        if isinstance(block, Grid):
            outcome.tabled += _tabled(block, section.path)
    passages = [block for block in section.blocks if isinstance(block, Passage)]
    if any(said_in(one, judgement.manner) for one in passages):
        talk = talk_of(passages, judgement.manner)
        outcome.found, outcome.left = talk.found, talk.strays
        return outcome
    heading = section.headings[-1].text if section.headings else ""
    groups = listed(passages, paragraphs=paragraphs)
    if heading.endswith(("?", "？")) and groups:
        answer = "\n".join(one.found.wordings[0][0] for one in groups)
        outcome.found = [Found(passages[0].line, [heading], [[answer]], heard=True)]
        return outcome
    if EXPLAINING.fullmatch(heading) or (headed and not heading):
        outcome.left = passages
        return outcome
    for found, made_of in groups:
        speaks = bool(found.title) or ADDRESSED.search(found.wordings[0][0])
        # Beside dialogues, a text that speaks to nobody is about them; so is a line above a list.
        listing = judgement.sort is Sort.LISTING and (headed or bool(made_of[0].marker))
        if listing or speaks:
            outcome.found.append(found)
        else:
            outcome.left += made_of
    return outcome


def _titles(parted: Sequence[Section], outcomes: Sequence[_Outcome]) -> set[Heading]:
    """Gives the headings that are titles and no categories: one reply stands under each of most of
    its kind.
    """
    kin: dict[tuple[object, ...], list[tuple[Heading, _Outcome]]] = {}
    for section, outcome in zip(parted, outcomes, strict=True):
        if section.headings:
            heading = section.headings[-1]
            kin.setdefault((section.headings[:-1], heading.rank), []).append((heading, outcome))
    titles: set[Heading] = set()
    inner = {heading for section in parted for heading in section.headings[:-1]}
    for pairs in kin.values():
        single = [
            heading
            for heading, outcome in pairs
            if len(outcome.found) == 1
            and not outcome.found[0].heard
            and not outcome.tabled
            and heading not in inner
        ]
        if len(single) >= _FEWEST_TITLES and len(single) >= _MOST * len(pairs):
            titles.update(single)
    return titles


def _draft(found: Found, title: str, path: Sequence[str]) -> Draft:
    texts = [filled(messages) for messages in found.wordings]
    remarks = [remark for one in texts for remark in one.remarks]
    if found.flat:
        remarks.append(Remark(Code.RECORD_PLAIN_TEXT, {"format": "Markdown"}))
    named = title or found.title or next(iter(found.asked), "")
    if not named and found.wordings:
        # As it was written: a title asks for nothing.
        named = " ".join(found.wordings[0][0].split())[:TITLE_FROM_TEXT]
    return Draft(
        title=named[:TITLE_LIMIT],
        variants=[one.text for one in texts],
        category=path,
        asked_as=found.asked,
        notes="\n".join(found.notes),
        remarks=_once(remarks),
    )


def _once(remarks: Sequence[Remark]) -> list[Remark]:
    """Two wordings may have the same blank."""
    return [one for place, one in enumerate(remarks) if one not in remarks[:place]]


def readable(document: Document) -> Document:
    """Gives a document whose tables are tables of replies: what is said in the cells of any other,
    or in tables of speakers and their words, comes as passages; and so do the names of a chat.
    """
    blocks: list[Block] = []
    for block in headed(tabled(sided(attributed(document)))).blocks:
        table = isinstance(block, Grid) and not _is_talk(block) and _layout(block) is not None
        if isinstance(block, Passage) or table:
            blocks.append(block)
        else:
            blocks += _cells(block)
    return replace(document, blocks=tuple(blocks))


def _layout(grid: Grid) -> Layout | None:
    return guess_layout(grid.rows[:SAMPLE_ROWS])


def _tabled(grid: Grid, path: Sequence[str]) -> Iterator[tuple[int, Draft]]:
    layout = _layout(grid)
    if layout is None:
        return
    for line, draft in drafts(layout, grid.rows, grid.rows):
        texts = [filled([variant]) for variant in draft.variants]
        remarks = _once([remark for text in texts for remark in text.remarks])
        category = category_path([*path, *draft.category])
        variants = [text.text for text in texts]
        yield line, replace(draft, variants=variants, category=category, remarks=remarks)


def _is_talk(grid: Grid) -> bool:
    """Whether the cells of a table hold what somebody says, with labels or in a column of them."""
    cells = [cell for row in grid.rows for cell in row.cells]
    labelled = sum(1 for cell in cells for line in cell.split("\n") if _is_spoken(line))
    named = sum(1 for row in grid.rows if _named(row.cells))
    return labelled >= 2 or (named >= 2 and 2 * named >= len(grid.rows))


def _is_spoken(line: str) -> bool:
    speech = speech_of(line)
    return speech is not None and speech.speaker in _SPOKEN and bool(speech.text)


def _named(cells: Sequence[str]) -> bool:
    """Whether a row is a speaker and what is said."""
    said = [cell for cell in cells if cell.strip()]
    label = said[0] if len(said) == 2 else ""
    named = bool(label) and len(label) <= 12 and not _NO_LABEL.search(label)
    return named and _is_spoken(f"{label}：{said[1]}")


def _cells(grid: Grid) -> Iterator[Passage]:
    for row in grid.rows:
        said = [cell for cell in row.cells if cell.strip()]
        if _named(row.cells):
            yield Passage(f"{said[0]}：{said[1]}", row.number)
            continue
        for place, line in enumerate(line for cell in said for line in cell.split("\n")):
            if line.strip():
                yield Passage(line.strip(), row.number, gap=not place)
