"""Makes a rendered reply into the messages that a client takes: its line ends as the client wants
them, and none longer than it takes.

What was filled in stays whole and stays marked. Only blanks at a cut are left out: nobody sees them
at the end of a message.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from kefu_desktop.core.clients import Lines, Manner
from kefu_desktop.core.cutting import cuts
from kefu_desktop.core.template import Part, Rendered, Span

# Codes of emoticons and addresses that stand in the text itself.
_WHOLE = re.compile(r"\[[^\[\]\s]{1,8}\]|/:[^\s\u3400-\u9fff]{1,8}|https?://[^\s\u3400-\u9fff]+")

_LINE_ENDS = re.compile(r"[^\S\r\n]*(?:[\r\n\v\f\x85\u2028\u2029][^\S\r\n]*)+")


def fit(rendered: Rendered, manner: Manner) -> Rendered:
    """Gives ``rendered`` as the client takes it; images are messages of their own already."""
    if manner.lines is Lines.KEEP and not manner.longest:
        return rendered
    parts = [piece for part in rendered.parts for piece in _fitted(part, manner)]
    return replace(rendered, parts=tuple(parts))


def _fitted(part: Part, manner: Manner) -> Iterator[Part]:
    if part.image is not None:
        yield part
        return
    if manner.lines is Lines.JOIN:
        part = _joined(part)
    if not manner.longest or len(part.text) <= manner.longest:
        yield part
        return
    edges = [0, *cuts(part.text, manner.longest, _whole(part)), len(part.text)]
    found = False
    for start, end in pairwise(edges):
        piece = _excerpt(part, start, end)
        if piece.text:
            found = True
            yield piece
    if not found:
        yield part


def _joined(part: Part) -> Part:
    """Puts one blank for each run of line ends and the blanks around it."""
    gaps = [match.span() for match in _LINE_ENDS.finditer(part.text)]
    if not gaps:
        return part

    def moved(place: int) -> int:
        return place - sum(min(place, end) - start - 1 for start, end in gaps if start < place)

    text = _LINE_ENDS.sub(" ", part.text)
    spans = (Span(moved(one.start), moved(one.end)) for one in part.filled)
    return _excerpt(Part(text, tuple(spans)), 0, len(text))


def _whole(part: Part) -> list[tuple[int, int]]:
    """Gives the ranges not to be cut, those that overlap made one."""
    found = sorted([*part.filled, *(match.span() for match in _WHOLE.finditer(part.text))])
    ranges: list[tuple[int, int]] = []
    for start, end in found:
        if ranges and start < ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], end))
        else:
            ranges.append((start, end))
    return ranges


def _excerpt(part: Part, start: int, end: int) -> Part:
    text = part.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    end = start + len(text)
    inside = (Span(max(one.start, start), min(one.end, end)) for one in part.filled)
    filled = (Span(one.start - start, one.end - start) for one in inside if one.start < one.end)
    return Part(text, tuple(filled))
