"""Whether there is anything to do about shared places: the one question that a program without any
of them asks.

It costs a look into a small file, so that all else is loaded only where it is needed.
"""

from collections.abc import Sequence
from pathlib import Path

from kefu_desktop.store.subscriptions import Subscriptions

STARTER_STAMP = "starter stamp"


def anything_to_do(state: Subscriptions, starters: Sequence[Path], version: str) -> bool:
    """Whether there is a shared place, or a starter pack that was not looked at yet."""
    return bool(state.places()) or starters_are_new(state, starters, version)


def starters_are_new(state: Subscriptions, starters: Sequence[Path], version: str) -> bool:
    """Whether the ``starters``, the packs that ship with this ``version`` of the program, were not
    looked at yet.
    """
    return state.remark(STARTER_STAMP) != stamp_of_all(starters, version)


def stamp_of_all(starters: Sequence[Path], version: str) -> str:
    """Tells what ships with the program from what came with another one, reading none of it."""
    return "; ".join(starter_stamp(starter, version) for starter in starters)


def starter_stamp(starter: Path, version: str) -> str:
    """Tells an unpacked pack from another without reading it."""
    found = [(file.name, file.stat()) for file in sorted(starter.iterdir()) if file.is_file()]
    told = (f"{name}:{status.st_size}:{status.st_mtime_ns}" for name, status in found)
    return " ".join((version, *told))
