"""Which characters of a row are marked, and which stretch of a long text is shown in one line."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kefu_desktop.app.searching import Field, Place, Row
from kefu_desktop.core.placeholders import Slot, parse

LEAD = 8
"""How many characters stand before the first mark, so that it is seen in its sentence."""

SEEN = 24
"""So many Chinese characters fit into a row at every text scale."""

LINE = 90
"""More characters than fit into a row; the rest is elided when it is painted."""


class Run(NamedTuple):
    """A stretch of a line, marked or not."""

    text: str
    marked: bool


def runs(text: str, places: tuple[tuple[int, int], ...]) -> tuple[Run, ...]:
    """Cuts ``text`` at its marked ``places`` (half-open, any order, overlaps allowed)."""
    if not places:
        return (Run(text, marked=False),) if text else ()
    found: list[Run] = []
    at = 0
    for start, end in sorted(places):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            found.append(Run(text[at:start], marked=False))
        found.append(Run(text[start:end], marked=True))
        at = end
    if at < len(text):
        found.append(Run(text[at:], marked=False))
    return tuple(found)


def title_runs(row: Row) -> tuple[Run, ...]:
    """Gives the title with what matched in it marked."""
    return runs(row.reply.title, _within(row.places, Field.TITLE, 0))


def shown_variant(row: Row, usual: int) -> int:
    """Gives the variant to show: one in which something was found, the ``usual`` if it is among
    them or nothing was.
    """
    found = [place.item for place in row.places if place.field is Field.TEXT]
    return found[0] if found and usual not in found else usual


def text_runs(
    row: Row, variant: int, fill: Callable[[str], str] = lambda slot: slot
) -> tuple[Run, ...]:
    """Gives one line of the variant's text, from a little before its first mark.

    ``fill`` gives what stands for a placeholder, which it is handed as it was written.
    """
    text = row.reply.variants[variant].text
    places = _within(row.places, Field.TEXT, variant)
    begin = 0
    if places and min(places)[1] > SEEN:
        begin = max(0, min(places)[0] - LEAD)
    if "{" in text or "}" in text:
        begin, text, places = _filled(begin, text, places, fill)
    line = text[begin : begin + LINE].replace("\n", " ")
    shifted = tuple((start - begin, end - begin) for start, end in places)
    found = runs(line, shifted)
    return (Run("…", marked=False), *found) if begin else found


Places = tuple[tuple[int, int], ...]


def _filled(
    begin: int, text: str, places: Places, fill: Callable[[str], str]
) -> tuple[int, str, Places]:
    """Fills the placeholders of ``text`` in and makes doubled braces one, as when it is sent; gives
    the text with ``begin`` and ``places`` moved along. A place inside a placeholder becomes all
    that stands for it. What is out of sight is left out: a text may have a thousand of them.
    """
    filled: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    length = 0
    nodes = parse(text)
    for number, node in enumerate(nodes):
        at = len(starts)
        if at > begin and length > starts[begin] + LINE:
            break
        if isinstance(node, Slot):
            value = fill(text[node.start : node.end]) if node.end > begin else ""
            starts += [length] * (node.end - at)
            ends += [length, *[length + len(value)] * (node.end - at - 1)]
        else:
            value = node
            after = nodes[number + 1] if number + 1 < len(nodes) else None
            source = text[at : after.start if isinstance(after, Slot) else len(text)]
            moved = [length + offset for offset in _offsets(source, node)]
            starts += moved
            ends += moved
        filled.append(value)
        length += len(value)
    rest = [length] * (len(text) + 1 - len(starts))
    starts += rest
    ends += rest
    marked = tuple((starts[start], ends[end]) for start, end in places)
    return starts[begin], "".join(filled), marked


def _offsets(source: str, text: str) -> Sequence[int]:
    """Gives how much of ``text`` stands before each character of ``source``, of which it is what is
    left when of two braces one is dropped.
    """
    if len(source) == len(text):
        return range(len(source))
    offsets: list[int] = []
    done = 0
    for char in source:
        offsets.append(done)
        done += text[done : done + 1] == char
    return offsets


def _within(places: tuple[Place, ...], field: Field, item: int) -> tuple[tuple[int, int], ...]:
    return tuple([(p.start, p.end) for p in places if p.field is field and p.item == item])
