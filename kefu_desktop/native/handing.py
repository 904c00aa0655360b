"""Handing a change on to whoever watches. A watcher that fails is the watcher's fault: it is noted,
and the back-end, whose thread that is, goes on.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

_LOG = logging.getLogger(__name__)
T = TypeVar("T")


def hand_on(told: Callable[[T], None], change: T) -> None:
    """Tells ``told`` of ``change``; what it raises ends in the log."""
    try:
        told(change)
    except Exception:  # noqa: BLE001 - the edge of a back-end
        _LOG.exception("who was told of %s failed", change)
