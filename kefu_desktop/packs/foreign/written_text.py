"""Plain text and Markdown as passages. Chinese manuals mix the two freely, so they are read alike.

Lines stay lines: a line end is a space in Markdown only, and in a chat it is what was meant.
"""

import re
from collections.abc import Iterator, Sequence

from kefu_desktop.packs.foreign.passages import Block, Document, Grid, Passage
from kefu_desktop.packs.rows import Row

_LINE = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"[ ]{0,3}(?P<fence>`{3,}|~{3,})[^`]*")
_HEADING = re.compile(
    r"[ ]{0,3}(?P<marks>#{1,6})(?:[ \t　]+(?P<text>.*?)|(?P<tight>[^\s#\d][^#]*?))[ \t]*#*[ \t]*"
)
_RULE = re.compile(
    r"[ \t]*(?:([-*_=—~～＝－])[ \t]*(?:\1[ \t]*){2,}|-{2,}[ ]?(?:分割线|分隔线)[ ]?-{2,})"
)
_DECORATED = re.compile(
    r"[ \t]*(?:[=\-—_*★☆■◆●~～#＝－+<>《》]{2,}|[■◆★▍▌▎●◇□])[ ]*"
    r"(?P<text>[^\s=\-—*★~～#＝].{0,28}?)[ ]*[=\-—_*★☆■◆●~～#＝－+<>]*[ \t]*"
)
_UNDERLINE = re.compile(r"[ ]{0,3}(?:={3,}|-{3,})[ \t]*")
_SENTENCE = re.compile(r"\A[ \t|*-]|[，。！？,!?；;~～：:]")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL_END = re.compile(r"(?<!\\)\|")
_BOX = re.compile(r"\A\[[ xX]\][ \t]+(?=\S)")
_QUOTED = re.compile(r"[ ]{0,3}(?:>[ ]?)+")

MARKER = re.compile(
    r"(?P<marker>[-*+](?=[ \t])|[•·●○▪◦‣➤►▶](?!\w*\])"
    r"|(?:第[一二三四五六七八九十百\d]{1,4}[章节部分篇条步](?:分)?)(?=[ 　:：、.])[:：、.]?"
    r"|\d{1,3}(?:\.\d{1,2}){1,3}(?=[ 　、\u4e00-\u9fff])[、]?"
    r"|\d{1,3}(?:[、)）．]|\.(?!\d))|[（(]\d{1,3}[)）]|[①-⑳]"
    r"|[一二三四五六七八九十百]{1,4}[、.．](?=\S|[ 　])"
    r"|[（(][一二三四五六七八九十]{1,3}[)）][、.]?)[ \t　]*(?P<text>\S.*)",
    re.DOTALL,
)
"""A bullet or number, and the text behind it."""

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ALL_BOLD = re.compile(r"\*\*[^*].*[^*]\*\*|\*\*[^*]\*\*")
_PICTURE = re.compile(r"!\[(?P<name>[^\]\n]{0,200})\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\n]{1,200})\]\((?P<address>[^()\s]{1,2000})\)")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_BREAK = re.compile(r"<br[ ]?/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_LABEL = re.compile(
    r"\A(?:\*\*[^*\n]{1,16}\*\*|[^*\n:：]{1,16}(?=[:：]))[:：]?(?:\*\*)?|\A\*\*[^*\n]{1,16}[:：]\*\*"
)


def text_document(text: str) -> Document:
    """Reads a text, which may be Markdown."""
    return Document(tuple(_blocks(_LINE.split(text))))


def without_marks(text: str) -> str:
    """Gives ``text`` as Markdown shows it; an image leaves its name in brackets."""
    shown = _BOLD.sub(r"\1", text)
    shown = _PICTURE.sub(lambda match: f"[图片{match['name']}]", shown)
    shown = _LINK.sub(_linked, shown)
    shown = _CODE.sub(r"\1", shown)
    return _ESCAPE.sub(r"\1", _BREAK.sub("\n", shown))


def _linked(match: re.Match[str]) -> str:
    text, address = match["text"], match["address"]
    return address if text in address else f"{text} {address}"


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    number, gap, apart = 0, False, False
    while number < len(lines):
        line = lines[number]
        fence = _FENCE.fullmatch(line)
        ruled = _RULE.fullmatch(line) is not None
        if fence is not None and (end := _fence_end(lines, number, fence["fence"])) is not None:
            inside = "\n".join(lines[number + 1 : end]).strip("\n")
            yield Passage(inside, number + 2, gap=gap, apart=apart, fenced=True)
            number, gap, apart = end + 1, False, False
            continue
        if ruled or not line.strip():
            number, gap, apart = number + 1, True, apart or ruled
            continue
        if _begins_table(lines, number):
            end = _table_end(lines, number)
            yield _grid(lines, number, end)
            number, gap, apart = end, True, False
            continue
        below = lines[number + 1] if number + 1 < len(lines) else ""
        yield _passage(line, number + 1, gap=gap, apart=apart, below=below)
        number, gap, apart = number + 1, False, False


def _fence_end(lines: Sequence[str], begin: int, fence: str) -> int | None:
    """Gives the line that closes a fence; None where none does: then it opens nothing."""
    for number in range(begin + 1, min(begin + 2000, len(lines))):
        said = lines[number].strip()
        if said.startswith(fence) and not said.strip(fence[0]):
            return number
    return None


def _passage(line: str, number: int, *, gap: bool, apart: bool, below: str) -> Passage:
    quoted = _QUOTED.match(line)
    said = line[quoted.end() :] if quoted else line
    heading = _HEADING.fullmatch(said)
    if heading is not None and (heading["text"] or heading["tight"]):
        shown = without_marks((heading["text"] or heading["tight"]).strip())
        return Passage(shown, number, level=len(heading["marks"]), gap=gap, apart=apart)
    short = len(said.strip()) <= 30
    if short and _UNDERLINE.fullmatch(below) and not _SENTENCE.search(said):
        level = 1 if "=" in below else 2
        return Passage(without_marks(said.strip()), number, level=level, gap=gap, apart=apart)
    indent = len(said.expandtabs(4)) - len(said.expandtabs(4).lstrip())
    said = said.strip()
    decorated = _DECORATED.fullmatch(said)
    if decorated is not None and _is_title(decorated["text"], said):
        shown = without_marks(decorated["text"].strip())
        return Passage(shown, number, marker="■", gap=gap, apart=apart, bold=True)
    marked = MARKER.fullmatch(said)
    marker, text = (marked["marker"], marked["text"]) if marked else ("", said)
    text = _BOX.sub("", text) if marker else text
    shown = without_marks(text)
    return Passage(
        shown,
        number,
        marker=marker,
        gap=gap,
        apart=apart,
        bold=_BOLD.fullmatch(text) is not None,
        flat=_LABEL.sub("", shown) != _LABEL.sub("", text),
        deep=min(indent // 2, 9),
    )


def _is_title(text: str, said: str) -> bool:
    """Whether the signs around a text are there for show: on both sides, or one of a box."""
    both = (
        not said[-1].isalnum() and said[-1] in "=-—_*★☆■◆●~～#＝－+<>" and said.startswith(said[-1])
    )
    boxed = said[0] in "■◆★▍▌▎◇□" and len(text) <= 20 and not re.search("[，。！？,!?；~～]", text)
    bold = _ALL_BOLD.fullmatch(said) is not None
    return (both or boxed) and not bold


def _begins_table(lines: Sequence[str], number: int) -> bool:
    line = lines[number]
    if "|" not in line:
        return False
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return "|" in below and _TABLE_RULE.fullmatch(below) is not None


def _table_end(lines: Sequence[str], begin: int) -> int:
    end = begin + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    return end


def _grid(lines: Sequence[str], begin: int, end: int) -> Grid:
    rows = [
        Row(number + 1, _cells(lines[number]))
        for number in range(begin, end)
        if number != begin + 1
    ]
    return Grid(rows, begin + 1)


def _cells(line: str) -> list[str]:
    said = line.strip().removeprefix("|")
    if said.endswith("|") and not said.endswith("\\|"):
        said = said[:-1]
    return [without_marks(cell.strip()) for cell in _CELL_END.split(said)]
