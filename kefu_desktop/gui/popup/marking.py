"""Which characters of a row are marked, and which stretch of a long text is shown in one line."""

from dataclasses import dataclass

from kefu_desktop.app.searching import Field, Place, Row

LEAD = 8
"""How many characters stand before the first mark, so that it is seen in its sentence."""

LINE = 90
"""More characters than fit into a row; the rest is elided when it is painted."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line, marked or not."""

    text: str
    marked: bool


def runs(text: str, places: tuple[tuple[int, int], ...]) -> tuple[Run, ...]:
    """Cuts ``text`` at its marked ``places`` (half-open, any order, overlaps allowed)."""
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
    """Gives the variant to show: the one in which something was found, else the ``usual``."""
    return next((place.item for place in row.places if place.field is Field.TEXT), usual)


def text_runs(row: Row, variant: int) -> tuple[Run, ...]:
    """Gives one line of the variant's text, from a little before its first mark."""
    text = row.reply.variants[variant].text
    places = _within(row.places, Field.TEXT, variant)
    begin = 0
    if places and min(places)[0] > LINE // 3:
        begin = min(places)[0] - LEAD
    line = text[begin : begin + LINE].replace("\n", " ")
    shifted = tuple((start - begin, end - begin) for start, end in places)
    found = runs(line, shifted)
    return (Run("…", marked=False), *found) if begin else found


def _within(places: tuple[Place, ...], field: Field, item: int) -> tuple[tuple[int, int], ...]:
    return tuple((p.start, p.end) for p in places if p.field is field and p.item == item)
