"""Whether there is anything to do about shared places: the one question that a program without any
of them asks.

It costs a look into a small file, so that all else is loaded only where it is needed.
"""

from pathlib import Path

from kefu_desktop.store.subscriptions import Subscriptions

STARTER_STAMP = "starter stamp"


def anything_to_do(state: Subscriptions, starter: Path, version: str) -> bool:
    """Whether there is a shared place, or a starter pack that was not looked at yet."""
    return bool(state.places()) or starter_is_new(state, starter, version)


def starter_is_new(state: Subscriptions, starter: Path, version: str) -> bool:
    """Whether the ``starter`` pack that ships with this ``version`` of the program was not looked
    at yet.
    """
    return state.remark(STARTER_STAMP) != starter_stamp(starter, version)


def starter_stamp(starter: Path, version: str) -> str:
    """Tells an unpacked pack from another without reading it."""
    found = [(file.name, file.stat()) for file in sorted(starter.iterdir()) if file.is_file()]
    told = (f"{name}:{status.st_size}:{status.st_mtime_ns}" for name, status in found)
    return " ".join((version, *told))
