"""Where a category goes that is dragged or stepped: its new parent and its place among the others.

The tree on the screen can lack siblings (those without replies of that kind), so a place is meant
relative to a category that is shown, and is found here among all that are there.
"""

from collections.abc import Mapping, Sequence
from enum import Enum

from msgspec import Struct

from kefu_desktop.core.model import Category, Uid
from kefu_desktop.gui.library.sidebar.entries import children_of

Categories = Mapping[Uid, Category]


class Way(Enum):
    """Where the keyboard moves a category."""

    UP = "up"
    DOWN = "down"
    INTO = "into"
    """Into the category above it, behind what lies there."""
    OUT = "out"
    """Out of the category it lies in, right behind that."""


class Place(Struct, frozen=True):
    """Under ``parent`` (None: the top) as child number ``position`` from 0, counted without the
    category that goes there.
    """

    parent: Uid | None
    position: int


def place_beside(
    categories: Categories, moved: Uid, parent: Uid | None, before: Uid | None, behind: Uid | None
) -> Place:
    """Gives the place under ``parent`` right before one category, else right behind another, else
    the last.
    """
    others = [category.uid for category in children_of(categories).get(parent, ())]
    if moved in others:
        others.remove(moved)
    if before in others:
        return Place(parent, others.index(before))
    if behind in others:
        return Place(parent, others.index(behind) + 1)
    return Place(parent, len(others))


def place_by_step(
    categories: Categories, moved: Uid, shown: Sequence[Uid], way: Way
) -> Place | None:
    """Gives where one step leads; None where there is no way. ``shown`` are the siblings on the
    screen in order, ``moved`` among them.
    """
    parent = categories[moved].parent
    at = shown.index(moved)
    above = shown[at - 1] if at else None
    below = shown[at + 1] if at + 1 < len(shown) else None
    match way:
        case Way.UP if above is not None:
            return place_beside(categories, moved, parent, above, None)
        case Way.DOWN if below is not None:
            return place_beside(categories, moved, parent, None, below)
        case Way.INTO if above is not None:
            return place_beside(categories, moved, above, None, None)
        case Way.OUT if parent is not None and parent in categories:
            grand = categories[parent].parent
            return place_beside(categories, moved, grand, None, parent)
    return None
