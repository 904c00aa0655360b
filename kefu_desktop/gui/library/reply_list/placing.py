"""Where replies land that are dropped between two rows of the list."""

from msgspec import Struct

from kefu_desktop.app.catalogue import Line
from kefu_desktop.core.model import Kind, Uid


class Gap(Struct, frozen=True):
    """Between two rows: the replies dropped there go into ``category`` and become of ``kind``,
    before the reply ``before`` (None: as the last). ``row`` is the row above which the line is
    drawn.
    """

    before: Uid | None
    category: Uid | None
    kind: Kind
    row: int


def gap_beside(row: int, line: Line, following: Line | None, *, below: bool) -> Gap:
    """Gives the gap above or ``below`` a row; ``following`` is the row after it.

    Where two categories meet the gap belongs to the one whose row the pointer is on.
    """
    if not below:
        return Gap(line.uid, line.category, line.kind, row)
    follows = following is not None and following.category == line.category
    before = following.uid if following is not None and follows else None
    return Gap(before, line.category, line.kind, row + 1)
