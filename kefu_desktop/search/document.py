"""What goes into the index and what comes out of it, as plain values."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from msgspec import Struct

from kefu_desktop.core.model import Uid


class Reason(Enum):
    """Why a reply is shown, in the words the popup explains it with."""

    EXACT_TITLE = "exact-title"
    TITLE_START = "title-start"
    TITLE = "title"
    SHORTCUT = "shortcut"
    TITLE_INITIALS = "title-initials"
    TAG = "tag"
    CATEGORY = "category"
    TEXT = "text"
    ASKED_AS = "asked-as"
    TYPO = "typo"
    FAVOURITE = "favourite"
    RECENT = "recent"
    USED = "used"
    MESSAGE = "message"  # it resembles the buyer's message
    LISTED = "listed"  # an empty question lists all


class Field(Enum):
    """The parts of a reply that can be marked."""

    TITLE = 0
    SHORTCUT = 1
    TEXT = 2
    ASKED_AS = 3


class Document(Struct, frozen=True):
    """What the index knows of a reply."""

    uid: Uid
    title: str
    variants: tuple[str, ...]
    shortcut: str = ""
    category: str = ""
    """The path, as 售前/议价; "" for none."""
    tags: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    kind: str = "reply"
    favourite: bool = False
    uses: int = 0
    last_used: float = 0.0
    """Epoch seconds; 0 for never."""


class Place(NamedTuple):
    """A stretch to mark, half-open, in characters (code points) of the original string.

    Like Hit a NamedTuple, which is made twice as quickly as a frozen dataclass: each keystroke
    makes a hundred of them.
    """

    field: Field
    item: int
    """Which variant or asked-as example; 0 for title and shortcut."""
    start: int
    end: int


class Hit(NamedTuple):
    """One reply found."""

    uid: Uid
    score: float
    reason: Reason
    places: tuple[Place, ...]
    """Ascending by field, item and start, without overlaps."""


class Hits(Struct, frozen=True):
    """The best of what was found, and how many there are."""

    hits: tuple[Hit, ...]
    total: int
