"""What a place can be asked, whatever kind of place it is.

A place is a stranger like any file: what it answers is bounded in size and time, and a name that it
tells is never a path.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from kefu_desktop.core.model import Digest
from kefu_desktop.core.watching import Watch

MIB = 1 << 20
CHUNK = 1 << 16


class PlaceLimits(Struct, frozen=True):
    """What a look may cost: bytes, numbers of things, and seconds of a clock on the wall.

    ``answer_seconds`` is for a small answer as a whole, ``file_seconds`` for a file; between two
    bytes it may take ``quiet_seconds``.
    """

    file_bytes: int = 256 * MIB
    listing_bytes: int = 4 * MIB
    listing_entries: int = 10_000
    packs: int = 200
    place_bytes: int = 1024 * MIB
    redirects: int = 5
    connect_seconds: float = 10.0
    quiet_seconds: float = 20.0
    answer_seconds: float = 60.0
    file_seconds: float = 1800.0


class Entry(Struct, frozen=True):
    """A file at a place. ``stamp`` differs when the file does; empty where the place has none.
    ``size`` in bytes is what the place says, 0 where it does not.
    """

    file: str
    stamp: str = ""
    size: int = 0


class Version(Struct, frozen=True):
    """Which version of a file is meant: as :class:`Entry` says, and the SHA-256 of its bytes."""

    stamp: str
    digest: Digest


class Into(Protocol):
    """Where a file is written to."""

    def write(self, data: bytes, /) -> object:
        """Takes the next piece."""


class Source(Protocol):
    """A place. Every method blocks for as long as the limits allow, and raises KefuError (codes
    ``PLACE_…``) when the place cannot do it, Cancelled when ``watch`` says so.
    """

    @property
    def single(self) -> str:
        """The name of the file that the address is; empty for a folder. Known after a listing."""

    def entries(self, watch: Watch) -> tuple[Entry, ...]:
        """Gives the packs that lie there, by name."""

    def fetch(self, entry: Entry, known: str, into: Into, watch: Watch) -> str | None:
        """Writes a file of the place to ``into`` and gives its stamp. None, and nothing is written,
        when it is still the one with the stamp ``known``.
        """

    def put(self, file: str, data: Path, over: Version | None, watch: Watch) -> str | None:
        """Makes ``data`` the file called ``file`` there and gives its stamp. It takes the place of
        ``over`` and of nothing else, None means that there must be none; when it is otherwise, None
        is given and the place is as it was.
        """


OpenSource = Callable[[str, str, str], Source]
"""Gives the place at an address, for a user with a password (empty: none)."""
