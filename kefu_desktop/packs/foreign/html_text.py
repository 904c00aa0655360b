"""Makes plain text of HTML, which chats do not show: the lines, lists and tables a reader saw, and
the address of each link.

`html.parser` reads what is well formed. Comments, declarations and stray ``<`` are seen to before:
it looks through the whole rest of a text for the end of each of them, and raises over some.
"""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from msgspec import Struct, field

from kefu_desktop.core.errors import Code, InvalidInput

HTML_LIMIT = 1 << 20
"""Characters of a text in HTML. Marks and pictures take more room than what is shown of them."""

_DECLARATION = re.compile(r"<[!?][^<>]*>")
_STRAY = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LOOKS_SO = re.compile(
    r"\s*<(?:!doctype|html|head|body|p|div|span|br|b|strong|i|em|u|font|table|ul|ol|h[1-6]|a)\b"
    r"[^<>]*>.*>\s*",
    re.IGNORECASE | re.DOTALL,
)
_KEEPS_BLANKS = re.compile(r"white-space\s*:\s*pre")

# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead",
    "tr", "ul",
})
# fmt: on
_HEADING = re.compile("h[1-6]")
_UNSHOWN = frozenset({"script", "style", "template", "title"})


class Plain(NamedTuple):
    """A text, and what the pictures in it are called."""

    text: str
    pictures: tuple[str, ...]


def looks_like_html(text: str) -> bool:
    """Whether the whole of a text is HTML, and not a text that tells of some tag."""
    return text.lstrip()[:1] == "<" and _LOOKS_SO.fullmatch(text) is not None


def plain_text(html: str) -> Plain:
    """Gives what is read in ``html``; raises :class:`InvalidInput` (TEXT_TOO_LONG)."""
    if len(html) > HTML_LIMIT:
        raise InvalidInput(Code.TEXT_TOO_LONG, length=len(html), limit=HTML_LIMIT)
    reader = _Reader()
    reader.feed(tidied(html))
    reader.close()
    return Plain(reader.text(), tuple(reader.pictures))


def page_text(html: str, *, tables: bool) -> str:
    """Gives what is read on a page, its headings marked as those of Markdown are; without what
    stands in tables unless they are asked for. Raises as :func:`plain_text` does.
    """
    if len(html) > HTML_LIMIT:
        raise InvalidInput(Code.TEXT_TOO_LONG, length=len(html), limit=HTML_LIMIT)
    reader = _Reader(headings=True, tables=tables)
    reader.feed(tidied(html))
    reader.close()
    return reader.text()


def tidied(html: str) -> str:
    """Gives ``html`` without what `html.parser` cannot be trusted with."""
    return _STRAY.sub("&lt;", _DECLARATION.sub("", _without_comments(html)))


def _without_comments(html: str) -> str:
    kept = []
    at = 0
    while (begin := html.find("<!--", at)) >= 0:
        kept.append(html[at:begin])
        end = html.find("-->", begin + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join((*kept, html[at:]))


class _Line(Struct):
    """The line that is written, and what stands before it when something comes."""

    pieces: list[str] = field(default_factory=list)
    before: str = ""


class _Reader(HTMLParser):
    """Writes lines. A block begins and ends one, unless nothing is on it yet."""

    def __init__(self, *, headings: bool = False, tables: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self._headings = headings
        self._passed_over = _UNSHOWN if tables else _UNSHOWN | {"table"}
        self.pictures: list[str] = []
        self._lines: list[str] = []
        self._line = _Line()
        self._unshown: list[str] = []
        self._kept = False
        self._pre = 0
        self._lists: list[int | None] = []
        self._links: list[tuple[str, int, int]] = []

    def text(self) -> str:
        """Gives the lines, without blank ones at the ends."""
        self._end_line(always=False)
        return "\n".join(self._lines).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._unshown.clear()
        if tag in self._passed_over:
            self._unshown.append(tag)
        if self._unshown:
            return
        if tag == "br":
            self._end_line(always=True)
        elif tag in {"td", "th"}:
            if self._line.pieces:
                self._line.pieces.append("\t")
        elif tag == "img":
            self._picture(dict(attrs))
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self._links.append((address.strip(), len(self._lines), len(self._line.pieces)))
        elif tag in _BLOCKS:
            self._begin_block(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unshown:
            if tag == self._unshown[-1]:
                self._unshown.pop()
        elif tag == "a":
            if self._links:
                self._end_link(*self._links.pop())
        elif tag in _BLOCKS:
            self._end_line(always=False)
            if tag in {"ul", "ol"} and self._lists:
                self._lists.pop()
            if tag == "pre":
                self._pre = max(0, self._pre - 1)

    def handle_data(self, data: str) -> None:
        if self._unshown:
            self._kept = self._kept or (
                self._unshown[-1] == "style" and _KEEPS_BLANKS.search(data) is not None
            )
        elif self._pre:
            first, *others = data.split("\n")
            self._write(first)
            for other in others:
                self._end_line(always=True)
                self._write(other)
        elif data.strip(" \t\n\r\f") or self._line.pieces:
            self._write(data.replace("\n", " ") if self._kept else _BLANKS.sub(" ", data))

    def _begin_block(self, tag: str) -> None:
        self._end_line(always=False)
        if tag == "pre":
            self._pre += 1
        elif self._headings and _HEADING.fullmatch(tag):
            self._line.before = f"{'#' * int(tag[1])} "
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "ol":
            self._lists.append(0)
        elif tag == "li":
            number = self._lists[-1] if self._lists else None
            if number is not None:
                self._lists[-1] = number + 1
            mark = "- " if number is None else f"{number + 1}. "
            self._line.before = "  " * min(len(self._lists) - 1, 8) + mark

    def _write(self, text: str) -> None:
        if text:
            self._line.pieces.append(text)

    def _end_line(self, *, always: bool) -> None:
        written = "".join(self._line.pieces)
        if not self._pre:
            if not self._kept:
                written = re.sub(" {2,}", " ", re.sub(" ?\t ?", "\t", written)).strip(" ")
            written = written.rstrip(" \t")
        if written or always:
            self._lines.append(f"{self._line.before}{written}".replace("\xa0", " "))
            self._line.before = ""
        self._line.pieces.clear()

    def _picture(self, told: dict[str, str | None]) -> None:
        shown = (told.get("alt") or "").strip()
        self._write(shown)
        address = told.get("src") or ""
        name = "" if address.startswith("data:") else address.rsplit("/", 1)[-1]
        self.pictures.append((shown or name or "?")[:60])

    def _end_link(self, address: str, line: int, piece: int) -> None:
        shown = "".join(self._line.pieces[piece if line == len(self._lines) else 0 :]).strip()
        told = re.sub(r"\A(?:mailto|tel):", "", address)
        if not re.match(r"https?://|mailto:|tel:", address, re.IGNORECASE):
            return
        if shown.rstrip("/") not in {told.rstrip("/"), told.split("://", 1)[-1].rstrip("/")}:
            self._write(f" ({told})" if shown else told)
