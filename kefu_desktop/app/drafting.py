"""Drafts: what was written and is neither saved nor thrown away, kept through a crash.

Whoever keeps drafts need not look at the futures: what goes wrong is published. A disk that refuses
each letter of a text is told of once, until a draft is kept again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kefu_desktop.app.events import Events, WentWrong
from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.core.sheets import KeptDraft

if TYPE_CHECKING:
    from kefu_desktop.store.unsaved import Unsaved

_log = logging.getLogger(__name__)


class Drafting:
    """Keeps drafts in ``unsaved``, on a ``lane`` that nothing long runs on."""

    def __init__(self, lane: Lane, unsaved: Unsaved, events: Events, clock: Clock) -> None:
        self._lane = lane
        self._unsaved = unsaved
        self._events = events
        self._clock = clock
        self._failing = False

    def keep(self, draft: KeptDraft) -> Future[None]:
        """Keeps ``draft`` in place of what was kept under its ``key``, and notes when (``at``). The
        future is done when it is on the disk: neither a kill nor a power cut takes it away then. To
        be called when somebody pauses, not at each key.
        """
        return self._lane.submit(self._keep, draft)

    def drop(self, key: str) -> Future[None]:
        """Forgets what is kept under ``key``; nothing kept is no error."""
        return self._lane.submit(self._write, lambda: self._unsaved.remove(key))

    def all(self) -> Future[tuple[KeptDraft, ...]]:
        """Gives what is kept, the newest first. A file that cannot be understood is put aside and
        told of (DRAFT_DAMAGED); the other drafts are given all the same.
        """
        return self._lane.submit(self._all)

    def close(self) -> None:
        """Finishes what is queued and ends. Closing twice is no error."""
        self._lane.close()

    def _keep(self, draft: KeptDraft) -> None:
        kept = replace(draft, at=Millis(self._clock.now()))
        self._write(lambda: self._unsaved.write(kept))

    def _write(self, job: Callable[[], None]) -> None:
        try:
            job()
        except OSError as error:
            fault = MachineFault(Code.DRAFT_UNKEPT, path=str(self._unsaved.folder))
            if not self._failing:
                self._failing = True
                self._events.publish(WentWrong(fault))
            raise fault from error
        self._failing = False

    def _all(self) -> tuple[KeptDraft, ...]:
        try:
            found = self._unsaved.read(Millis(self._clock.now()))
        except OSError as error:
            fault = MachineFault(Code.FILE_UNREADABLE, path=str(self._unsaved.folder))
            self._events.publish(WentWrong(fault))
            raise fault from error
        for path in found.aside:
            self._events.publish(WentWrong(MachineFault(Code.DRAFT_DAMAGED, path=str(path))))
        for path in found.unread:
            self._events.publish(WentWrong(MachineFault(Code.FILE_UNREADABLE, path=str(path))))
        _log.info("%d drafts, %d damaged", len(found.drafts), len(found.aside))
        return found.drafts
