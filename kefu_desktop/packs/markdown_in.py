"""Reads back what :mod:`kefu_desktop.packs.markdown_out` wrote to be read on paper, also after
somebody corrected a word of it in an editor.

Only that program's own pages are read so: the line below the title tells them. Any other Markdown
is a manual of somebody's (:mod:`kefu_desktop.packs.foreign.dialogue`).
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Kind
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, Draft, Remark, pack_uid
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.markdown_out import ASKED, DEEPEST, KINDS, NOTES, PICTURES, UNSORTED
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode

_LINE = re.compile(r"\r\n?|\n")
_BEGINS = re.compile(
    r"\s*# [^\n]+\n\s*\n(?:[^\n]+ · )?\d{4}\\?-\d\d\\?-\d\d · \d{1,7} 条[ ]*(?:\n|\Z)"
)
_HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<text>.*)")
_CODE = re.compile(r"(?P<title>.*)（;(?P<code>[^（）]{1,32})）")
_WORDING = re.compile(r"\*\*说法 \d+\*\*")
_QUOTED = re.compile(r"> ?(?P<text>.*)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"(?<!\\)(?P<kept>(?:\\\\)*)\\$")


class _Block(Struct):
    """Lines that stand together; a quote is one block, blank lines of the quoted text and all."""

    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def is_quote(self) -> bool:
        return self.lines[0].startswith(">")

    def heading(self) -> re.Match[str] | None:
        return _HEADING.fullmatch(self.lines[0]) if len(self.lines) == 1 else None

    def words(self) -> str:
        return _plain(" ".join(self.lines)).strip()


def is_printed(probe: Probe) -> bool:
    """Whether it is a page that this program wrote."""
    return probe.text is not None and _BEGINS.match(_unified(probe.text[:4096])) is not None


def read_printed(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a page; raises KefuError when it is refused. Line ends at the ends of a text, and what
    kind of blanks it had, are not on paper; images are named.
    """
    text, encoding, _ = decode(read_bytes(path, limits.text_bytes), path)
    blocks = list(_blocks(_LINE.split(text.removeprefix("\ufeff"))))
    if len(blocks) > 8 * limits.records:
        raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, path=str(path), limit=limits.records)
    assembly = Assembly(pack_uid(path), path, limits)
    for line, draft in watch.over(_drafts(blocks)):
        assembly.take(draft, Where(path.name, line))
    name = blocks[0].heading() if blocks else None
    return Pack(
        uid=assembly.pack,
        name=_plain(name["text"]).strip() if name else path.stem,
        identified=False,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
        encoding=encoding,
    )


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    block: _Block | None = None
    for number, line in enumerate(lines, start=1):
        apart = not line.strip() or _HEADING.fullmatch(line) is not None
        if block is not None and (apart or block.is_quote is not line.startswith(">")):
            yield block
            block = None
        if line.strip():
            block = block or _Block(number)
            block.lines.append(line)
        if _HEADING.fullmatch(line) and block is not None:
            yield block
            block = None
    if block is not None:
        yield block


def _drafts(blocks: Sequence[_Block]) -> Iterator[tuple[int, Draft]]:
    """A heading with another one right below it is a category, one with anything else a reply."""
    path: list[str] = []
    above: _Block | None = None
    said: list[_Block] = []
    for block in blocks[2:]:
        heading = block.heading()
        if heading is None:
            said.append(block)
            continue
        if above is not None:
            if said:
                yield above.line, _draft(above, path, said)
            else:
                path = _below(path, above)
        above, said = block, []
    if above is not None and said:
        yield above.line, _draft(above, path, said)


def _below(path: Sequence[str], block: _Block) -> list[str]:
    heading = block.heading()
    assert heading is not None
    depth = len(heading["marks"]) - 2
    name = _plain(heading["text"]).strip()
    return [] if depth <= 0 and name == UNSORTED else [*path[:depth], name]


def _draft(above: _Block, path: Sequence[str], said: Sequence[_Block]) -> Draft:
    heading = above.heading()
    assert heading is not None
    title = _plain(heading["text"])
    coded = _CODE.fullmatch(title)
    # The heading of a reply tells how deep it lies; a category that was taken out by hand is none.
    depth = len(heading["marks"]) - 2
    lies_in = path if len(heading["marks"]) == DEEPEST else path[:depth]
    draft = Draft(
        title=coded["title"] if coded else title,
        shortcut=coded["code"] if coded else "",
        category=lies_in,
    )
    variants: list[str] = []
    remarks: list[Remark] = []
    noted = False
    for block in said:
        words = block.words()
        if block.is_quote and noted:
            draft.notes = _quoted(block)
        elif block.is_quote:
            variants.append(_quoted(block))
        elif words == NOTES:
            noted = True
        elif block.lines[0].startswith("- "):
            draft.asked_as = [_plain(line.removeprefix("- ")).strip() for line in block.lines]
        elif words.startswith(PICTURES):
            names = words.removeprefix(PICTURES).split("、")
            remarks += (Remark(Code.RECORD_PICTURE_LEFT, {"name": name}) for name in names)
        elif words != ASKED and not _WORDING.fullmatch(block.lines[0]) and not variants:
            draft.kind, draft.tags = _about(words)
    draft.variants, draft.remarks = variants, remarks
    return draft


def _about(words: str) -> tuple[Kind, list[str]]:
    parts = words.split(" · ")
    kinds = {name: kind for kind, name in KINDS.items() if name}
    tags = [part.removeprefix("#") for part in parts if part.startswith("#")]
    return kinds.get(parts[0], Kind.REPLY), tags


def _quoted(block: _Block) -> str:
    texts = (_QUOTED.match(line) for line in block.lines)
    return "\n".join(_plain(_BREAK.sub(r"\g<kept>", match["text"])) for match in texts if match)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text.replace("\u00a0", " "))


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
