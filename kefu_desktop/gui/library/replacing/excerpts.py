"""One line of a text around what is marked in it, for a list that shows thousands of texts."""

from collections.abc import Sequence

from msgspec import Struct

AROUND = 14
"""So many characters are shown before and behind what is marked."""

TAIL = 100
"""So many behind the last: more than a line has room for."""


class Run(Struct, frozen=True):
    """A stretch of a line. A marked one may be empty: that is where something is no more."""

    text: str
    marked: bool


def excerpt(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """Cuts out what is around ``spans`` (in order, apart from each other); what is left out between
    them is an ellipsis. White space of any length is a blank.
    """
    runs: list[Run] = []
    at = 0
    for number, (begin, end) in enumerate(spans):
        lead = max(at, begin - AROUND)
        if lead > at:
            runs.append(Run("…", marked=False))
        last = number + 1 == len(spans)
        at = min(len(text), end + TAIL) if last else min(spans[number + 1][0], end + AROUND)
        runs.append(Run(_in_line(text[lead:begin]), marked=False))
        runs.append(Run(_in_line(text[begin:end]), marked=True))
        runs.append(Run(_in_line(text[end:at]), marked=False))
    if at < len(text):
        runs.append(Run("…", marked=False))
    return tuple(run for run in runs if run.text or run.marked)


def _in_line(text: str) -> str:
    """Makes runs of white space one blank; those at the ends may be all that there is."""
    words = " ".join(text.split())
    lead = " " if text[:1].isspace() else ""
    return f"{lead}{words} " if words and text[-1:].isspace() else lead + words
