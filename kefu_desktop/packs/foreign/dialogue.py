"""Dialogues, question lists and scripts in plain text or Markdown.

Nearly any text could be one, so this comes behind all other formats, and yet a table with a header
or with codes always stays a table.
"""

import re
from collections.abc import Container
from pathlib import Path

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, pack_uid
from kefu_desktop.packs.csv_file import is_coded, is_headed
from kefu_desktop.packs.foreign.manuals import (
    Judgement,
    Left,
    Sort,
    judged,
    readable,
    replies,
)
from kefu_desktop.packs.foreign.passages import Document, Grid
from kefu_desktop.packs.foreign.quickkv import is_quickkv
from kefu_desktop.packs.foreign.sogou import is_sogou
from kefu_desktop.packs.foreign.written_text import text_document
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode, holds_foreign_bytes

_SAMPLE = 1 << 18
_HOTSTRINGS = re.compile(
    r"^:[^:\s]{0,10}:[^:\n]{1,40}::.*\n(?:.*\n){0,40}?:[^:\s]{0,10}:[^:\n]{1,40}::", re.M
)
"""A program of AutoHotkey: what stands between its replies would come as replies, too."""

_CELLS = re.compile(r"[!-+\--~]{1,32},[^\s,]|[^\t]{1,200}\t[^\t]+(?:\t[^\t]*){0,20}$")


def is_dialogue(probe: Probe) -> bool:
    """Whether a text shows who says what, questions and answers, or a manual of replies."""
    if probe.text is None or probe.text.lstrip()[:1] == "<" or probe.json is not None:
        return False
    if is_sogou(probe) or is_quickkv(probe) or _HOTSTRINGS.search(probe.text[:_SAMPLE]):
        return False
    sample = probe.text[:_SAMPLE]
    if len(sample) == _SAMPLE:
        sample = sample.rpartition("\n")[0]
    written = text_document(sample)
    drawn = any(isinstance(block, Grid) for block in written.blocks)
    if not drawn and (is_headed(sample) or is_coded(sample)):
        return False
    judgement = judged(readable(written))
    if judgement is None:
        return False
    return judgement.sort is not Sort.LISTING or not _is_tabular(sample)


def _is_tabular(text: str) -> bool:
    """Whether most lines have a code or a tab before a text: a table whose header is missing."""
    lines = [line for line in text.splitlines() if line.strip()]
    return 5 * sum(1 for line in lines if _CELLS.match(line)) >= 4 * (len(lines) - 1)


def read_dialogue(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a text; raises KefuError when it is refused."""
    text, encoding, _ = decode(read_bytes(path, limits.text_bytes), path)
    if text.count("\n") > 2 * limits.records:
        # A record has two lines at least, a question and its answer, or a reply and a blank one.
        raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, path=str(path), limit=limits.records)
    document = text_document(text.removeprefix("\ufeff"))
    return assembled(document, path, watch, limits, encoding=encoding, paragraphs=False)


def assembled(
    document: Document,
    path: Path,
    watch: Watch,
    limits: Limits,
    *,
    encoding: str,
    paragraphs: bool,
) -> Pack:
    """Gives the replies of a document as a pack.

    Raises :class:`InvalidInput` (FILE_NO_TEXT_COLUMN) where it shows none.
    """
    assembly = Assembly(pack_uid(path), path, limits)
    if not take(document, assembly, watch, encoding=encoding, paragraphs=paragraphs):
        raise InvalidInput(Code.FILE_NO_TEXT_COLUMN, path=str(path))
    return Pack(
        uid=assembly.pack,
        name=document.title or path.stem,
        identified=False,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
    )


def take(
    document: Document,
    assembly: Assembly,
    watch: Watch,
    *,
    encoding: str,
    paragraphs: bool,
    sorts: Container[Sort] = frozenset(Sort),
) -> bool:
    """Takes the replies of a document in; tells whether it shows any, and is one of ``sorts``."""
    watch.tell(0)
    shown = readable(document)
    judgement: Judgement | None = judged(shown)
    if judgement is None or judgement.sort not in sorts:
        return False
    path = assembly.path
    for one in watch.over(replies(shown, judgement, paragraphs=paragraphs)):
        if isinstance(one, Left):
            assembly.find(Where(path.name, one.line), Code.PASSAGE_LEFT, count=one.count)
            continue
        line, draft = one
        where = Where(path.name, line)
        if any(map(holds_foreign_bytes, (*draft.variants, *draft.asked_as))):
            assembly.find(where, Code.RECORD_INVALID, field=encoding)
        else:
            assembly.take(draft, where)
    return True
