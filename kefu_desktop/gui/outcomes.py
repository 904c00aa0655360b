"""What becomes of work that was handed down: brought back to the GUI thread, failures told.

A window hands work to a use case and goes on; nothing is waited for. What a user can mend comes as
a :class:`KefuError` and is said; everything else is ours and goes to the log.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.bridge import Bridge

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Outcomes:
    """Takes futures to the GUI thread. ``say`` tells a failure that nobody else takes.

    With an ``owner`` nothing is told once Qt has deleted it: what would be shown is gone then.
    """

    def __init__(
        self, bridge: Bridge, say: Callable[[KefuError], None], owner: QObject | None = None
    ) -> None:
        self._bridge = bridge
        self._say = say
        self._owner = owner

    def when(
        self,
        future: Future[T],
        then: Callable[[T], object] = lambda _: None,
        otherwise: Callable[[KefuError], object] | None = None,
    ) -> None:
        """Calls ``then`` with the outcome, or ``otherwise`` with what the user can be told."""

        # It does not name ``future`` itself: that would keep both, and all that ``then`` knows,
        # until the next collection of garbage.
        def arrived(done: Future[T]) -> None:
            if done.cancelled() or not (self._owner is None or isValid(self._owner)):
                return
            error = done.exception()
            if error is None:
                then(done.result())
            elif isinstance(error, KefuError):
                (otherwise or self._say)(error)
            else:
                _log.error("a use case failed", exc_info=error)

        future.add_done_callback(lambda done: self._bridge.post(partial(arrived, done)))
